"""The one reader of the environment: every setting, what it means, and how its value is read.

All of them are read at once at the start of every command. A wrong value, and an unknown name, are refused before anything is
started, by the variable's name and with what was expected, so that nothing later has to wonder what it was given.
"""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from api import setting_values as values
from api.access.options import AccessOptions
from api.gql.options import Options
from api.telemetry.options import TelemetryOptions
from api.work.curation import CurationFiles
from graph.embedding.embedder import CHOICE, CHOICES, DEFAULT
from graph.settings import ServerSettings
from graph.sparql.options import SparqlOptions
from schema.errors import SettingsError

APPLICATION = "imagine-graph"
PREFIX = "IMAGINE_"
GRAPHQL, SPARQL, TELEMETRY, ACCESS = "IMAGINE_GRAPHQL_", "IMAGINE_SPARQL_", "IMAGINE_TELEMETRY_", "IMAGINE_ACCESS_"
TESTS = "IMAGINE_TEST_"
"""Names that begin so are the test suite's own, and passed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment asks for; `Settings.from_environment` is the way to make one."""

    server: ServerSettings
    """Which Neo4j, and where it lives."""
    files: CurationFiles
    """Where the curators' files are."""
    host: str = "127.0.0.1"
    """The address that the service listens on."""
    port: int = 8000
    """The service's port."""
    base: str = "http://127.0.0.1:8000/"
    """What every IRI in RDF begins with; it ends in a slash."""
    hosts: tuple[str, ...] = ()
    """Names that the service goes by, beside the host of `base`, `localhost` and addresses in digits; `*`: any."""
    licence: str = "https://creativecommons.org/licenses/by/4.0/"
    """The licence under which the graph is published, as an address."""
    graphql: Options = field(default_factory=Options)
    """The service's limits and switches."""
    sparql: SparqlOptions = field(default_factory=SparqlOptions)
    """The SPARQL endpoint's limits."""
    telemetry: TelemetryOptions = field(default_factory=TelemetryOptions)
    """What those who run the service can watch."""
    workers: int = 0
    """Processes that answer; 0: as many as suit the machine."""
    access: AccessOptions = field(default_factory=AccessOptions)
    """Who may ask, and how often."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an empty value counts as unset.

        Raises:
            SettingsError: names the variable, its value (never a password) and what was expected.
        """
        given = {name: value.strip() for name, value in (os.environ if environ is None else environ).items()}
        _refuse_unknown(given)
        read = {v.name: v.read(v.name, given[v.name]) for v in VARIABLES if given.get(v.name)}
        home = read.get("IMAGINE_HOME") or default_home(given)
        host, port = read.get("IMAGINE_HOST", "127.0.0.1"), read.get("IMAGINE_PORT", 8000)
        settings = cls(
            server=_server(read, home),
            files=_curators_files(read, home),
            host=host,
            port=port,
            base=read.get("IMAGINE_BASE") or f"{address(host, port)}/",
            hosts=read.get("IMAGINE_HOSTS", ()),
            workers=read.get("IMAGINE_WORKERS", 0),
            **({"licence": read["IMAGINE_LICENCE"]} if "IMAGINE_LICENCE" in read else {}),
            graphql=_graphql(read),
            sparql=SparqlOptions(**_given(read, SPARQL)),
            telemetry=TelemetryOptions(**_given(read, TELEMETRY)),
            access=_access(read),
        )
        _refuse_shared_ports(settings)
        return settings


@dataclass(frozen=True, slots=True)
class Variable:
    """One name of the environment."""

    name: str
    default: str
    """What holds where it is not set, as documentation shows it."""
    meaning: str
    read: Callable[[str, str], Any]
    """From the name and a value that is not empty to what the value means; raises SettingsError."""


_READERS: dict[type, Callable[[str, str], Any]] = {
    bool: values.switch,
    int: values.whole,
    float: values.seconds,
    tuple: values.origins,
    str: values.address,
}
"""How a limit or switch of the service is read, by the type of its default; one without a default is a path."""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value in (None, ()) else f"{value:,}" if isinstance(value, int) else str(value)


def _limits(
    prefix: str, options: type[Any], required: bool = False, **readers: Callable[[str, str], Any]
) -> tuple[Variable, ...]:
    """Return a variable for each field of a dataclass; `required`: none of the limits can be taken away by 0; `readers`: how
    fields are read that are not read as others with a default of that type."""
    meanings = get_type_hints(options, include_extras=True)
    found = []
    for f in fields(options):
        meaning = meanings[f.name]
        if f.name in readers:
            read = readers[f.name]
        elif get_origin(meaning.__origin__) is Literal:
            read = values.one_of(*get_args(meaning.__origin__))
        else:
            read = _READERS.get(type(f.default), values.documents)
        name = prefix + f.name.upper()
        found.append(
            Variable(name, _shown(f.default), meaning.__metadata__[0], _above_zero(read) if required else read)
        )
    return tuple(found)


def _above_zero(read: Callable[[str, str], Any]) -> Callable[[str, str], Any]:
    def checked(name: str, value: str) -> Any:
        if not (number := read(name, value)):
            raise SettingsError(f"{name} is {value!r}, expected more than 0: this limit cannot be taken away")
        return number

    return checked


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "IMAGINE_HOME",
        "a folder in your data directory",
        "All state: database, password, logs, curators' files.",
        values.folder,
    ),
    Variable(
        "IMAGINE_JARS", "`jars` in `IMAGINE_HOME`", "The fetched Neo4j, which several homes may share.", values.folder
    ),
    Variable("IMAGINE_HOST", "`127.0.0.1`", "The address that the service listens on; `0.0.0.0` for all.", values.host),
    Variable("IMAGINE_PORT", "`8000`", "The service's port.", values.port),
    Variable(
        "IMAGINE_BASE",
        "`http://IMAGINE_HOST:IMAGINE_PORT/`",
        "What every IRI in RDF begins with: set a lasting address, such as `https://graph.example.org/`, before you publish any.",
        values.base,
    ),
    Variable(
        "IMAGINE_HOSTS",
        "",
        "Names that the service answers to, besides the host of `IMAGINE_BASE`, `localhost` and addresses in digits; `*` for any.",
        values.host_names,
    ),
    Variable(
        "IMAGINE_LICENCE",
        "`https://creativecommons.org/licenses/by/4.0/`",
        "The licence under which you publish the graph, as an address; the words it quotes stay their documents' own.",
        values.address,
    ),
    Variable(
        "IMAGINE_WORKERS",
        "as suits the machine",
        "Processes of the service that answer on its port: one for each processor, or for two where Neo4j runs here as well.",
        values.whole,
    ),
    Variable("IMAGINE_BOLT_PORT", "`7687`", "The managed Neo4j's port for drivers.", values.port),
    Variable("IMAGINE_BROWSER_PORT", "`7474`", "The managed Neo4j's port for its Browser.", values.port),
    Variable(
        "IMAGINE_AOT", "on", "Whether the managed Neo4j keeps a cache that halves the time of a start.", values.switch
    ),
    Variable(
        "IMAGINE_FREE_DISK",
        "200",
        "Megabytes of the disk that stay free: with less, nothing is written to the managed Neo4j, which a full disk would harm.",
        values.whole,
    ),
    Variable(
        "IMAGINE_JUDGEMENTS",
        "`curation/judgements.toml` in `IMAGINE_HOME`",
        "Which names are one, besides what ships with the program.",
        values.file,
    ),
    Variable(
        "IMAGINE_OVERRIDES", "`curation/overrides.toml` in `IMAGINE_HOME`", "Corrections of what was read.", values.file
    ),
    Variable(
        "IMAGINE_SUPPRESSED",
        "`curation/suppressed.toml` in `IMAGINE_HOME`",
        "The list of people left out.",
        values.file,
    ),
    Variable("NEO4J_URI", "", f"A server to use instead of the managed one: {', '.join(values.SCHEMES)}.", values.uri),
    Variable("NEO4J_USER", "`neo4j`", "The user there.", values.text),
    Variable("NEO4J_PASSWORD", "", "The password there.", values.text),
    Variable(
        "NEO4J_AUTH_FILE",
        "",
        "A file that holds user and password there, as `neo4j/...`, in place of the two above: whoever sees the environment sees "
        "neither. Neo4j's own image takes the same file by the same name.",
        values.credentials,
    ),
    Variable("NEO4J_DATABASE", "`neo4j`", "The database there.", values.database),
    Variable(
        "IMAGINE_BOOKMARKS",
        "`bookmarks.json` in `IMAGINE_HOME`",
        "Where loading into a cluster (`neo4j://`) notes how far it has got, so that the service sees it on every member.",
        values.file,
    ),
    Variable("IMAGINE_EMBEDDING", f"`{DEFAULT}`", CHOICE, values.one_of(*CHOICES)),
    *_limits(GRAPHQL, Options),
    *_limits(SPARQL, SparqlOptions, required=True),
    *_limits(TELEMETRY, TelemetryOptions),
    *_limits(
        ACCESS,
        AccessOptions,
        keys=values.file,
        proxies=values.networks,
        curators=values.file,
        oidc_client=values.text,
        oidc_secret=values.file,
        oidc_curators=values.emails,
        oidc_claim=values.claim,
    ),
)
"""Every setting, in the order in which documentation lists them."""


def address(host: str, port: int) -> str:
    """Return the address that a person types to reach the service: its host, or this machine where it listens on all of them."""
    if host == "localhost":
        return f"http://localhost:{port}"
    ip = ip_address(host)
    if ip.is_unspecified:
        return f"http://{'127.0.0.1' if ip.version == 4 else '[::1]'}:{port}"
    return f"http://{ip}:{port}" if ip.version == 4 else f"http://[{ip}]:{port}"


def default_home(environ: Mapping[str, str]) -> Path:
    """Return the user's data directory for this program, as each platform names it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APPLICATION
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / APPLICATION
    data = environ.get("XDG_DATA_HOME", "")
    # The XDG specification: a relative path is invalid and must be ignored.
    return (Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share") / APPLICATION


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = {v.name.removeprefix(PREFIX): v.name for v in VARIABLES}
    for name in sorted(given):
        if name.startswith(PREFIX) and not name.startswith(TESTS) and name not in known.values():
            # What all of them begin with makes none of them alike.
            near = difflib.get_close_matches(name.removeprefix(PREFIX), known, n=1, cutoff=0.6)
            guess = f"did you mean {known[near[0]]}? Correct" if near else "correct"
            raise SettingsError(f"{name} is not a setting; {guess} or unset it (docs/command-line.md lists all)")


def _server(read: Mapping[str, Any], home: Path) -> ServerSettings:
    uri, database = read.get("NEO4J_URI"), read.get("NEO4J_DATABASE", "neo4j")
    user, password = read.get("NEO4J_AUTH_FILE") or (read.get("NEO4J_USER", "neo4j"), read.get("NEO4J_PASSWORD"))
    if "NEO4J_AUTH_FILE" in read and (twice := {"NEO4J_USER", "NEO4J_PASSWORD"} & read.keys()):
        raise SettingsError(f"{min(twice)} and NEO4J_AUTH_FILE are both set: unset one of them")
    if uri is None:
        for name in ("NEO4J_USER", "NEO4J_PASSWORD", "NEO4J_AUTH_FILE"):
            if name in read:
                raise SettingsError(
                    f"{name} is set but NEO4J_URI is not: set NEO4J_URI to its server too, or unset {name}"
                    " (the managed Neo4j has a user and password of its own)"
                )
        if database != "neo4j":
            raise SettingsError(
                f"NEO4J_DATABASE is {database!r}, but the managed Neo4j has the one database neo4j:"
                " unset it, or set NEO4J_URI"
            )
    elif password is None:
        raise SettingsError(
            "NEO4J_PASSWORD is not set, expected the password of the server that NEO4J_URI names (or NEO4J_AUTH_FILE)"
        )
    return ServerSettings(
        home=home,
        jars=read.get("IMAGINE_JARS") or home / "jars",
        bolt_port=read.get("IMAGINE_BOLT_PORT", 7687),
        browser_port=read.get("IMAGINE_BROWSER_PORT", 7474),
        aot=read.get("IMAGINE_AOT", True),
        uri=uri,
        user=user,
        password=password,
        database=database,
        free_disk=read.get("IMAGINE_FREE_DISK", 200),
        bookmarks=read.get("IMAGINE_BOOKMARKS") or home / "bookmarks.json",
        embedding=read.get("IMAGINE_EMBEDDING", DEFAULT),
    )


def _curators_files(read: Mapping[str, Any], home: Path) -> CurationFiles:
    return CurationFiles.in_home(
        home,
        judgements=read.get("IMAGINE_JUDGEMENTS"),
        overrides=read.get("IMAGINE_OVERRIDES"),
        suppressed=read.get("IMAGINE_SUPPRESSED"),
    )


def _graphql(read: Mapping[str, Any]) -> Options:
    options = Options(**_given(read, GRAPHQL))
    if options.only_trusted and options.trusted is None:
        raise SettingsError(
            f"{GRAPHQL}ONLY_TRUSTED is on, but {GRAPHQL}TRUSTED names no documents; set it to a folder or manifest"
        )
    return options


def _access(read: Mapping[str, Any]) -> AccessOptions:
    options = AccessOptions(**_given(read, ACCESS))
    if options.has_provider:
        if not options.oidc_client:
            raise SettingsError(
                f"{ACCESS}OIDC_ISSUER is set, but {ACCESS}OIDC_CLIENT is not; set it to the service's name there"
            )
        if not options.oidc_curators and not options.oidc_claim:
            raise SettingsError(
                f"{ACCESS}OIDC_ISSUER is set, but nothing says who is a curator; set {ACCESS}OIDC_CURATORS or {ACCESS}OIDC_CLAIM"
            )
    return options


def _given(read: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix).lower(): value for name, value in read.items() if name.startswith(prefix)}


def _refuse_shared_ports(settings: Settings) -> None:
    used = {"IMAGINE_PORT": settings.port}
    if settings.server.managed:
        used |= {"IMAGINE_BOLT_PORT": settings.server.bolt_port, "IMAGINE_BROWSER_PORT": settings.server.browser_port}
    seen: dict[int, str] = {}
    for name, port in used.items():
        if port in seen:
            raise SettingsError(f"{name} and {seen[port]} are both {port}, expected a port for each")
        seen[port] = name
