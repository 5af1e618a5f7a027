"""People whom minutes list as present by initials and surname: "Cllrs A North (Chair), B. South, Mrs C East - Clerk".

Most of a list shows that it is one. Whoever is named in full elsewhere in the document is the same person.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.rules.people.person_details import is_plain_role
from loaders.rules.people.person_lines import is_known_first, name_at
from loaders.rules.people.person_patterns import PART

LEAST = 3
"""The fewest people by initial and surname that make a list."""
_TITLE = rf"(?:{any_of('courtesy title', 'address of several', capital=True)}\.?\s+)*"
_OFFICE = any_of("office in a body that meets")
_BEFORE = re.compile(rf"(?:(?P<office>{_OFFICE})\b[:,]?\s+(?:[–—-]\s+)?)?{_TITLE}", re.I)
"""What can stand before a name of such a list: an office, forms of address."""
_NAME = re.compile(
    rf"(?P<initials>(?:[A-Z](?:\. ?| )){{1,3}})(?P<family>(?=[^ ]*[a-z]){PART})(?![\w'’-]|(?! (?i:{_OFFICE})\b) [A-Z][a-z])"
)
_ADDRESSED = re.compile(_TITLE + _NAME.pattern)
_BEHIND = re.compile(rf"\s*(?:\((?P<bracket>[^()]{{2,60}})\)|[–—-]\s*(?P<office>{_OFFICE})(?![\w-]))", re.I)
_PARTED = re.compile(r"(?:[\s,;:&•|/.]|\b(?:and|with|plus)\b)*")
_PIECE = re.compile(r"(?:(?!,|;| and )[^()]|\([^()]*\))+")
_MISSED = 4
"""How many people a list must have for each piece that names nobody so ("and six members of the public"); one such piece may
always be there."""


def people_by_initials(context: Context, parts: list[tuple[Block, int]]) -> list[tuple[Block, Entry]]:
    """Return the people of blocks that list some so, each read from a place of its text; none where they are no such list."""
    found: list[tuple[Block, Entry]] = []
    initials = missed = 0
    for block, start in parts:
        read = list(_read(context, block, start)) if _NAME.search(block.text, start) else []
        if any(short for _, short in read):
            found += [(block, entry) for entry, _ in read if entry is not None]
            initials += sum(short for _, short in read)
            missed += sum(entry is None for entry, _ in read)
    listed = initials >= LEAST and 2 * initials >= len(found) and missed <= max(1, len(found) // _MISSED)
    return found if listed else []


def _read(context: Context, block: Block, start: int) -> Iterator[tuple[Entry | None, bool]]:
    """Yield each piece of a line: the person, None where it names nobody, and whether by initials."""
    text = block.text
    position = _end(_PARTED, text, start)
    while position < len(text):
        before = _BEFORE.match(text, position)
        at = before.end() if before else position
        short = _NAME.match(text, at)
        name = within(block, *short.span()) if short else name_at(context.names, block, at)
        if name is None or not (short or is_known_first(context.words(name))):
            piece = _PIECE.match(text, position)
            yield None, False
            position = _end(_PARTED, text, piece.end() if piece else len(text))
            continue
        end = name.end - block.start
        role, body = (within(block, *before.span("office")) if before and before["office"] else None), None
        if behind := _BEHIND.match(text, end):
            said = within(block, *behind.span("bracket" if behind["bracket"] else "office"))
            office = is_plain_role(context.words(said), context.names)
            role, body = (
                (said, None) if office else (role, said if context.names.is_organisation(context.words(said)) else None)
            )
            end = behind.end()
        printed = in_full(context, short[0]) if short else ""
        yield Entry(name, role, body, end, printed), short is not None
        position = _end(_PARTED, text, end)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def in_full(context: Context, name: str) -> str:
    """Return the one full name in the document that initials and a surname stand for, nothing where there is none or several."""
    short = _ADDRESSED.fullmatch(name)
    if short is None:
        return ""
    first, family = short["initials"][0], re.escape(short["family"])
    whole = re.compile(rf"(?<![\w'’-]){first}[a-zà-þ]+(?:-[A-Z][a-z]+)?(?: [A-Z]\.?)? {family}(?![\w-])")
    names = {match[0] for match in whole.finditer(context.text.text)}
    full = next(iter(names), "") if len(names) == 1 else ""
    return full if full and context.names.is_person(full) else ""
