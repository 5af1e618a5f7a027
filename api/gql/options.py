"""How the GraphQL service behaves: everything that `IMAGINE_GRAPHQL_*` can set, read once into one frozen object.

Every limit is on unless it is set to 0, which takes it away. `docs/graphql.md` explains each; a test compares the two.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from schema.errors import SettingsError

PREFIX = "IMAGINE_GRAPHQL_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One value for each variable; the attribute `depth` is IMAGINE_GRAPHQL_DEPTH, and so on."""

    tokens: Annotated[int, "Tokens that a document may have."] = 4000
    depth: Annotated[int, "Fields that may stand inside one another; a relationship takes two or three of them."] = 24
    aliases: Annotated[int, "Aliases in an operation, wherever its fragments are used."] = 60
    directives: Annotated[int, "Directives in a document."] = 60
    fields: Annotated[int, "Fields in an operation, once its fragments are put in their places."] = 2000
    repeats: Annotated[int, "Times that one field may be written, or come from a fragment, in one place."] = 50
    conditions: Annotated[int, "Names given in filters, orders and other input objects, literally or by variables."] = (
        400
    )
    cost: Annotated[int, "Objects that an operation may ask for, worked out from its page sizes."] = 500_000
    body: Annotated[int, "Bytes of a request's body, counted while it arrives."] = 1_048_576
    rows: Annotated[int, "Entries that one page may be asked for."] = 20_000
    seconds: Annotated[float, "Time that the database may spend on one operation, in seconds."] = 10.0
    batch: Annotated[int, "Operations that one request may hold as a list; 0: a list is refused."] = 0
    introspection: Annotated[bool, "Whether the schema may be asked about itself."] = True
    graphiql: Annotated[bool, "Whether a browser that opens the endpoint gets GraphiQL."] = True
    extensions: Annotated[
        bool, "Whether a request may ask for the statement, its plan and timings (X-Imagine-Extensions)."
    ] = True
    trusted: Annotated[
        Path | None, "Folder of .graphql files, or JSON manifest, of documents known by their SHA-256."
    ] = None
    only_trusted: Annotated[bool, "Whether nothing but trusted documents is taken."] = False
    persisted: Annotated[int, "Documents kept for clients that register them by hash at run time; 0: none."] = 1000
    origins: Annotated[tuple[str, ...], "Origins that may ask from a browser, separated by commas; * for any."] = ()
    max_age: Annotated[int, "Seconds for which a GET's answer may be kept before it is asked about again."] = 60
    compress: Annotated[int, "Bytes from which an answer is compressed; 0: never."] = 1024
    draft: Annotated[bool, "Whether the status codes of the August 2026 draft (422, 294) are used."] = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Options":
        """Read the options; an empty value counts as unset. Raises SettingsError, which names a wrong or unknown variable."""
        given = {k: v.strip() for k, v in (os.environ if environ is None else environ).items() if k.startswith(PREFIX)}
        known = {PREFIX + f.name.upper(): f for f in fields(cls)}
        if unknown := sorted(given.keys() - known.keys()):
            raise SettingsError(f"{unknown[0]} is no setting; there are {', '.join(known)}")
        read = {known[k].name: _read(k, v, known[k].default) for k, v in given.items() if v}
        options = cls(**read)
        if options.only_trusted and options.trusted is None:
            raise SettingsError(
                f"{PREFIX}ONLY_TRUSTED is on, but {PREFIX}TRUSTED names no documents; set it to a folder or manifest"
            )
        return options


def variables() -> list[tuple[str, str, str]]:
    """Return the name, default and meaning of every variable, in order, for the documentation."""
    hints = get_type_hints(Options, include_extras=True)
    return [(PREFIX + f.name.upper(), _shown(f.default), hints[f.name].__metadata__[0]) for f in fields(Options)]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value in (None, ()) else f"{value:,}" if isinstance(value, int) else str(value)


def _read(name: str, value: str, default: Any) -> Any:
    if isinstance(default, bool):
        return _switch(name, value)
    if isinstance(default, int):
        if not (value.isascii() and value.isdigit() and len(value) < 13):
            raise SettingsError(f"{name} is {value!r}, expected a whole number, 0 or more")
        return int(value)
    if isinstance(default, float):
        try:
            number = float(value)
        except ValueError:
            number = -1
        if not 0 <= number < 1e6:
            raise SettingsError(f"{name} is {value!r}, expected a number of seconds, 0 or more")
        return number
    if isinstance(default, tuple):
        return _origins(name, value)
    path = Path(value).expanduser().absolute()
    if not path.exists():
        raise SettingsError(
            f"{name} is {value!r}, which does not exist; expected a folder of .graphql files or a JSON manifest"
        )
    return path


def _switch(name: str, value: str) -> bool:
    if value.lower() in ("1", "on", "true", "yes"):
        return True
    if value.lower() in ("0", "off", "false", "no"):
        return False
    raise SettingsError(f"{name} is {value!r}, expected on or off")


def _origins(name: str, value: str) -> tuple[str, ...]:
    origins = tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
    for origin in origins:
        if origin != "*" and not origin.startswith(("http://", "https://")):
            raise SettingsError(f"{name} holds {origin!r}, expected origins such as https://example.org, or *")
    return origins
