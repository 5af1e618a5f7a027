"""Everything that the environment can set, read once at the start into one frozen object.

A wrong value is refused here, by the variable's name and with what was expected, so that nothing later
has to wonder what it was given.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from schema.errors import SettingsError

APPLICATION = "imagine-graph"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment asks for; `Settings.from_environment` is the way to make one.

    Attributes:
        home: folder of all state (IMAGINE_HOME).
        jars: folder of the fetched Neo4j, which several homes may share (IMAGINE_JARS).
        suppressed: the suppression list, where it is not `suppressed.toml` in the home (IMAGINE_SUPPRESSED).
        overrides: the curators' corrections, where they are not `overrides.toml` in the home (IMAGINE_OVERRIDES).
        host: address on which the service listens, the loopback unless set (IMAGINE_HOST).
        port: where the service listens (IMAGINE_PORT).
        bolt_port: Bolt port of the managed Neo4j (IMAGINE_BOLT_PORT).
        browser_port: HTTP port of the managed Neo4j and its Browser (IMAGINE_BROWSER_PORT).
        uri: the server to use instead of the managed one, or None (NEO4J_URI).
        user: user name there; always `neo4j` on the managed one (NEO4J_USER).
        password: password there, or None when the managed one makes its own (NEO4J_PASSWORD).
        database: database name (NEO4J_DATABASE).
    """

    home: Path
    jars: Path
    host: str = "127.0.0.1"
    port: int = 8000
    bolt_port: int = 7687
    browser_port: int = 7474
    uri: str | None = None
    user: str = "neo4j"
    password: str | None = None
    database: str = "neo4j"
    suppressed: Path | None = None
    overrides: Path | None = None

    def __repr__(self) -> str:
        """Like a dataclass's own, but never with the password, which would end up in logs."""
        shown = {name: getattr(self, name) for name in self.__slots__ if name != "password"}
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())}, password=***)"

    @property
    def managed(self) -> bool:
        """Whether this program runs its own Neo4j (no NEO4J_URI was given)."""
        return self.uri is None

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an empty value counts as unset.

        Raises:
            SettingsError: names the variable, its value (never a password) and what was expected.
        """
        given = {name: value.strip() for name, value in (os.environ if environ is None else environ).items()}
        home = _folder("IMAGINE_HOME", given) or default_home(given)
        uri = _uri(given)
        password = given.get("NEO4J_PASSWORD") or None
        if uri is None:
            for name in ("NEO4J_USER", "NEO4J_PASSWORD"):
                if given.get(name):
                    raise SettingsError(
                        f"{name} is set but NEO4J_URI is not: set NEO4J_URI to its server too, or unset {name}"
                        " (the managed Neo4j has a user and password of its own)"
                    )
            if given.get("NEO4J_DATABASE", "neo4j") not in ("", "neo4j"):
                raise SettingsError(
                    f"NEO4J_DATABASE is {given['NEO4J_DATABASE']!r}, but the managed Neo4j has the one database neo4j:"
                    " unset it, or set NEO4J_URI"
                )
        elif password is None:
            raise SettingsError("NEO4J_PASSWORD is not set, expected the password of the server that NEO4J_URI names")
        settings = cls(
            home=home,
            jars=_folder("IMAGINE_JARS", given) or home / "jars",
            host=_host(given),
            port=_port("IMAGINE_PORT", given, 8000),
            bolt_port=_port("IMAGINE_BOLT_PORT", given, 7687),
            browser_port=_port("IMAGINE_BROWSER_PORT", given, 7474),
            uri=uri,
            user=given.get("NEO4J_USER") or "neo4j",
            password=password,
            database=_database(given),
            suppressed=_file("IMAGINE_SUPPRESSED", given),
            overrides=_file("IMAGINE_OVERRIDES", given),
        )
        _refuse_shared_ports(settings)
        return settings


def default_home(environ: Mapping[str, str]) -> Path:
    """The user's data directory for this program, as each platform names it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APPLICATION
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / APPLICATION
    data = environ.get("XDG_DATA_HOME", "")
    # The XDG specification: a relative path is invalid and must be ignored.
    return (Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share") / APPLICATION


def _file(name: str, given: Mapping[str, str]) -> Path | None:
    value = given.get(name, "")
    if not value:
        return None
    try:
        path = Path(value).expanduser().absolute()
        if path.is_dir():
            raise SettingsError(f"{name} is {value!r}, which is a folder, expected a file's path")
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(f"{name} is {value!r}, expected a file's path ({error})") from None
    return path


def _folder(name: str, given: Mapping[str, str]) -> Path | None:
    value = given.get(name, "")
    if not value:
        return None
    try:
        path = Path(value).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise SettingsError(f"{name} is {value!r}, which is a file, expected a folder (it is made when missing)")
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(f"{name} is {value!r}, expected a folder's path ({error})") from None
    return path


def _port(name: str, given: Mapping[str, str], default: int) -> int:
    value = given.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and 1 <= int(value) <= 65535):
        raise SettingsError(f"{name} is {value!r}, expected a port number from 1 to 65535")
    return int(value)


def _host(given: Mapping[str, str]) -> str:
    value = given.get("IMAGINE_HOST") or "127.0.0.1"
    if value == "localhost":
        return value
    try:
        return str(ip_address(value))
    except ValueError:
        raise SettingsError(
            f"IMAGINE_HOST is {value!r}, expected an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all)"
        ) from None


def _uri(given: Mapping[str, str]) -> str | None:
    value = given.get("NEO4J_URI", "")
    if not value:
        return None
    expected = f"expected SCHEME://HOST[:PORT] with SCHEME one of {', '.join(SCHEMES)}"
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingsError(f"NEO4J_URI cannot be read ({error}), {expected}") from None
    if "@" in parts.netloc:
        # Not repeated in the message: it may hold a password.
        raise SettingsError("NEO4J_URI holds a user or password: put them in NEO4J_USER and NEO4J_PASSWORD")
    if parts.scheme not in SCHEMES or not host or parts.path not in ("", "/") or parts.fragment:
        raise SettingsError(f"NEO4J_URI is {value!r}, {expected}")
    if parts.query and not parts.scheme.startswith("neo4j"):
        raise SettingsError(f"NEO4J_URI is {value!r}: a routing context (?...) needs the scheme neo4j")
    return value


def _database(given: Mapping[str, str]) -> str:
    value = given.get("NEO4J_DATABASE") or "neo4j"
    valid = value.replace(".", "").replace("-", "")
    if not (3 <= len(value) <= 63 and value[0].isalpha() and valid.isascii() and valid.isalnum()):
        raise SettingsError(
            f"NEO4J_DATABASE is {value!r}, expected 3 to 63 letters, digits, dots and dashes that start with a letter"
        )
    if value.lower().startswith("system"):
        raise SettingsError(f"NEO4J_DATABASE is {value!r}, which Neo4j keeps for itself; expected another name")
    return value


def _refuse_shared_ports(settings: Settings) -> None:
    used = {"IMAGINE_PORT": settings.port}
    if settings.managed:
        used |= {"IMAGINE_BOLT_PORT": settings.bolt_port, "IMAGINE_BROWSER_PORT": settings.browser_port}
    seen: dict[int, str] = {}
    for name, port in used.items():
        if port in seen:
            raise SettingsError(f"{name} and {seen[port]} are both {port}, expected a port for each")
        seen[port] = name
