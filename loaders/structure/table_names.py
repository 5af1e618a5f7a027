"""Which table or group the heading of a part of a challenge names: "Owners (table 3)", "Ideas from Trafford"."""

import re

from loaders.lexicons.words import any_of
from loaders.structure.cues import bracket_of, capitalised

_TABLE = re.compile(
    rf"\btables?\s+(?:\d{{1,2}}|[a-z]\b|{any_of('small number')})(?:\s*(?:{any_of('and')}|,)\s*\d{{1,2}})*", re.I
)
_GROUP = re.compile(
    rf"^(?:[\w' ]{{0,20}}?\b)?{any_of('idea')}\s+(?:{any_of('of or for a body')}|by)\s+(.+?):?$",
    re.I,
)
_NO_GROUP = re.compile(
    rf"^(?:(?:{any_of('before a noun')}|all|both) )?{any_of('group that met')}(?: {any_of('in or of a place')} .*)?$",
    re.I,
)
_TABLE_WORDS = re.compile(r"^the\s+|\s+(?:table|group|team)s?$", re.I)
_LED = ("both", "owners", "supporters", "ideas")
"""Parts whose heading may name a table outside of brackets."""


def table_and_group(heading: str, role: str, *, labelled: bool) -> tuple[str | None, str | None]:
    """Return the table that a heading names, and the group whose ideas it says follow; `labelled` where it is a label in a line,
    behind which other tables can be named."""
    table = _TABLE.search(bracket_of(heading) or "")
    if table is None and role in _LED and not labelled:
        table = _TABLE.search(heading)
    group = _GROUP.match(heading) if role == "ideas" else None
    named = group is not None and not _NO_GROUP.match(group[1])
    return (
        capitalised(table[0]) if table else None,
        _TABLE_WORDS.sub("", group[1]) if group is not None and named else None,
    )
