"""How a setting's value is read: one function a kind of value, which refuses what it does not expect by the variable's name."""

import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from schema.errors import SettingsError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
"""Of an address at which Neo4j may be."""
_PLAIN_URL = re.compile(r"https?://[\w.:\[\]-]+(?:/[\w.~!$&'()*+,;=:%-]+)*/", re.ASCII)
"""No user, query or fragment, no empty segment, and nothing that an IRI would have to quote."""


def folder(name: str, value: str) -> Path:
    """Return a folder's path, absolute."""
    try:
        path = Path(value).expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise SettingsError(f"{name} is {value!r}, which is a file, expected a folder (it is made when missing)")
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(f"{name} is {value!r}, expected a folder's path ({error})") from None
    return path


def file(name: str, value: str) -> Path:
    """Return a file's path, absolute."""
    try:
        path = Path(value).expanduser().absolute()
        if path.is_dir() or path.is_fifo() or path.is_socket():
            raise SettingsError(f"{name} is {value!r}, which is a folder, pipe or socket, expected a file's path")
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(f"{name} is {value!r}, expected a file's path ({error})") from None
    return path


def credentials(name: str, value: str) -> tuple[str, str]:
    """Return the user and the password that a file holds, with a slash between them; no message repeats them."""
    path = file(name, value)
    try:
        user, slash, password = path.read_text(encoding="utf-8").strip().partition("/")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} is {value!r}, which cannot be read ({type(error).__name__}); correct it") from None
    if not (user and slash and password) or "\n" in password:
        raise SettingsError(
            f"{name} is {value!r}, which holds no user and password, expected one line such as neo4j/..."
        )
    return user, password


def documents(name: str, value: str) -> Path:
    """Return the path of trusted documents."""
    path = Path(value).expanduser().absolute()
    if not path.exists():
        raise SettingsError(
            f"{name} is {value!r}, which does not exist; expected a folder of .graphql files or a JSON manifest"
        )
    return path


def port(name: str, value: str) -> int:
    """Return a port's number."""
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and 1 <= int(value) <= 65535):
        raise SettingsError(f"{name} is {value!r}, expected a port number from 1 to 65535")
    return int(value)


def host(name: str, value: str) -> str:
    """Return an address to listen on."""
    if value == "localhost":
        return value
    try:
        return str(ip_address(value))
    except ValueError:
        raise SettingsError(
            f"{name} is {value!r}, expected an address of this machine, such as 127.0.0.1 or 0.0.0.0 (all)"
        ) from None


def base(name: str, value: str) -> str:
    """Return what IRIs begin with."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not value.endswith("/") or not _PLAIN_URL.fullmatch(value):
        raise SettingsError(
            f"{name} is {value!r}, expected an absolute address that ends in a slash, such as https://graph.example.org/"
        )
    return value


def address(name: str, value: str) -> str:
    """Return an absolute address."""
    if not _PLAIN_URL.fullmatch(value.rstrip("/") + "/"):
        raise SettingsError(f"{name} is {value!r}, expected an absolute address, such as https://example.org/here")
    return value


def switch(name: str, value: str) -> bool:
    """Return whether something is on."""
    if value.lower() in ("1", "on", "true", "yes"):
        return True
    if value.lower() in ("0", "off", "false", "no"):
        return False
    raise SettingsError(f"{name} is {value!r}, expected on or off")


def whole(name: str, value: str) -> int:
    """Return a whole number."""
    if not (value.isascii() and value.isdigit() and len(value) < 13):
        raise SettingsError(f"{name} is {value!r}, expected a whole number, 0 or more")
    return int(value)


def seconds(name: str, value: str) -> float:
    """Return a number of seconds."""
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number < 1e6:
        raise SettingsError(f"{name} is {value!r}, expected a number of seconds, 0 or more")
    return number


def origins(name: str, value: str) -> tuple[str, ...]:
    """Return origins, separated by commas."""
    origins = tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not origin.startswith(("http://", "https://")):
            raise SettingsError(f"{name} holds {origin!r}, expected origins such as https://example.org, or *")
    return origins


def host_names(name: str, value: str) -> tuple[str, ...]:
    """Return names of hosts, separated by commas."""
    found = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    for host_name in found:
        if host_name != "*" and not re.fullmatch(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", host_name):
            raise SettingsError(f"{name} holds {host_name!r}, expected names such as graph.example.org, or *")
    return found


def emails(name: str, value: str) -> tuple[str, ...]:
    """Return e-mail addresses, separated by commas, in lower case."""
    found = tuple(part.strip().lower() for part in value.split(",") if part.strip())
    for one in found:
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", one):
            raise SettingsError(f"{name} holds {one!r}, expected e-mail addresses such as jo@example.org")
    return found


def claim(name: str, value: str) -> str:
    """Return a claim and its value."""
    claim, equals, wanted = value.partition("=")
    if not (claim.strip() and equals and wanted.strip()):
        raise SettingsError(f"{name} is {value!r}, expected a claim and its value, such as groups=graph-curators")
    return f"{claim.strip()}={wanted.strip()}"


def uri(name: str, value: str) -> str:
    """Return the address of a Neo4j server."""
    expected = f"expected SCHEME://HOST[:PORT] with SCHEME one of {', '.join(SCHEMES)}"
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SettingsError(f"{name} cannot be read ({error}), {expected}") from None
    if "@" in parts.netloc:
        # Not repeated in the message: it may hold a password.
        raise SettingsError(f"{name} holds a user or password: put them in NEO4J_USER and NEO4J_PASSWORD")
    if parts.scheme not in SCHEMES or not host or parts.path not in ("", "/") or parts.fragment:
        raise SettingsError(f"{name} is {value!r}, {expected}")
    if parts.query and not parts.scheme.startswith("neo4j"):
        raise SettingsError(f"{name} is {value!r}: a routing context (?...) needs the scheme neo4j")
    return value


def database(name: str, value: str) -> str:
    """Return the name of a database."""
    valid = value.replace(".", "").replace("-", "")
    if not (3 <= len(value) <= 63 and value[0].isalpha() and valid.isascii() and valid.isalnum()):
        raise SettingsError(f"{name} is {value!r}, expected 3 to 63 letters, digits, dots and dashes, a letter first")
    if value.lower().startswith("system"):
        raise SettingsError(f"{name} is {value!r}, which Neo4j keeps for itself; expected another name")
    return value


def networks(name: str, value: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return addresses and networks, which commas separate."""
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError as e:
        raise SettingsError(
            f"{name} is {value!r}, expected addresses or networks such as 10.0.0.2,10.1.0.0/16 ({e})"
        ) from None


def one_of(*choices: str) -> Callable[[str, str], str]:
    """Return what reads one of these words."""

    def read(name: str, value: str) -> str:
        if (chosen := value.lower()) not in choices:
            raise SettingsError(f"{name} is {value!r}, expected one of: {', '.join(choices)}")
        return chosen

    return read


def text(_: str, value: str) -> str:
    """Return the value as it is."""
    return value
