"""What the columns of a table of people hold: by their heads or, where there are none, by what stands in them.

An e-mail address tells whose row it stands in, whatever the name looks like: its first part is made of the name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from loaders.blocks import Block
from loaders.context import Context
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import OF_BODIES
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.people.name_ends import TURNED
from loaders.rules.people.person_lines import is_known_first
from loaders.structure import cues

_GIVEN = rf"{any_of('kind of given name')} ?"
_FAMILY = rf"{any_of('kind of family name')} ?"
_FIRST = re.compile(rf"^{_GIVEN}(?:names?)?$")
_SURNAME = re.compile(rf"^{_FAMILY}(?:names?)?$")
_NAME = re.compile(
    rf"^(?:full |{any_of('column of people')}(?:'?s)? |{_GIVEN}and {_FAMILY})?names?(?: of .*)?$"
    rf"|^(?:{_GIVEN})?names? {any_of('and')} {_FAMILY}names?$"
    rf"|^{any_of('column of people')}\(?s?\)?$"
)
_SPEAKER = re.compile(r"^(?:speaker|presenter|panellist)")
_TALK = re.compile(rf"^(?:title of (?:the )?)?{any_of('column of talks')}s?(?: titles?| topics?)?$")
_SURELY_BODIES = re.compile(rf"^(?!from$){any_of('column of bodies')}\(?s?\)?$")
"""Days and places are headed "From" as well."""
SHORT_TITLES = frozenset(title for title in word_set("courtesy title") if len(title) <= len("cllr"))
"""What a column headed "Title" holds that is no office; "Professor" is one."""
_ROLE = re.compile(rf"\b{any_of('column of offices')}\b")
_LEAST = 0.5
"""The share of a column's cells that must hold what the column is taken to hold."""
_LETTERS = 3
"""The fewest letters of a name that an address is seen to be made of."""
LEAST_PEOPLE = 0.6
"""The share of a list's lines that must begin with a person's name for it to be a list of people."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table of people has what."""

    name: int | None
    first: int | None
    surname: int | None
    role: int | None
    body: int | None
    spoke: bool = False
    """Whether its people gave talks: they are headed as speakers, or a column holds what they spoke about."""
    surely: bool = False
    """Whether the head alone shows that it ties people to bodies."""
    second: int | None = None
    """Another column of bodies, for the rows that leave the first one empty."""
    part: int | None = None
    """The column that says in what part people came: "Speaker", "Attendee"."""
    address: int | None = None
    """The column of their addresses."""
    turned: bool = False
    """Whether its names are printed surname first."""


def headed(context: Context, head: Block) -> Columns | None:
    """Return the columns that a head row names, None where it names none of people."""
    titles = [fold(context.words(cell)) for cell in head.cells]
    if any(is_address(context.words(cell).strip()) for cell in head.cells):
        return None

    def column(pattern: re.Pattern[str], *besides: int | None) -> int | None:
        return next((i for i, t in enumerate(titles) if i not in besides and pattern.search(t)), None)

    first, surname = column(_FIRST), column(_SURNAME)
    if first is None or surname is None:
        first = surname = None
    name = None if first is not None else column(_NAME)
    if name is None and first is None:
        return None
    body = column(OF_BODIES, name, first, surname)
    talk = column(_TALK, name, first, surname, body)
    spoke = talk is not None or (name is not None and bool(_SPEAKER.match(titles[name])))
    surely = body is not None and (spoke or bool(_SURELY_BODIES.match(titles[body])))
    others = (name, first, surname, body, talk)
    role = column(_ROLE, *others, titles.index("title") if "title" in titles else None)
    role = column(_ROLE, *others) if role is None else role
    return Columns(name, first, surname, role, body, spoke, surely)


def with_contents(context: Context, rows: list[Block], columns: Columns | None) -> Columns | None:
    """Return headed columns with those that their cells show: of addresses, of the parts in which people came and, where no head
    names a column of bodies, the one without a head that holds them."""
    if columns is None:
        return None
    width = max(len(row.cells) for row in rows)
    cells = [[context.words(cell).strip() for row in rows[1:] if (cell := row.cell(i))] for i in range(width)]
    address = _first(cells, is_address)
    part = _first(cells, _is_part, columns.name)
    columns = replace(columns, address=address, part=part, role=None if part == columns.role else columns.role)
    if columns.body is not None:
        return columns
    for index, head in enumerate(rows[0].cells):
        said = cells[index] if head.start == head.end else []
        known = sum(map(context.names.is_organisation, said))
        if known and 3 * known >= len(said) and all(looks_like_name(one) and not cues.is_role(one) for one in said):
            return replace(columns, body=index)
    return columns


def by_content(context: Context, rows: list[Block]) -> Columns | None:
    """Return the columns of a table without a head by what stands in them, None where none holds people."""
    width = max(len(row.cells) for row in rows)
    if width < 2 or len(rows) < 3:
        return None
    lines = [[context.words(cell).strip() for cell in row.cells] + [""] * (width - len(row.cells)) for row in rows]
    columns = [[line[i] for line in lines] for i in range(width)]
    address, part = _first(columns, is_address), _first(columns, _is_part)
    roles = [_share(cells, cues.is_role) for cells in columns]
    bodies = [_share(cells, context.names.is_organisation) for cells in columns]
    words = [i for i in range(width) if i not in (address, part) and _share(columns[i], _is_worded) > _LEAST]
    first, surname = _two_columns(lines, words)
    name = None if first is not None else _whole_names(context, lines, words, bodies, address)
    if name is None and first is None:
        return None
    others = [i for i in words if i not in (name, first, surname)]
    if not others:
        return None if name is not None else Columns(None, first, surname, None, None, part=part, address=address)
    filled = [sum(map(bool, cells)) for cells in columns]
    body = max(others, key=lambda i: (bodies[i] - roles[i], filled[i], i))
    role = next((i for i in others if i != body and roles[i] >= _LEAST), None)
    beside = [i for i in others if i not in (body, role) and roles[i] < _LEAST]
    beside = [i for i in beside if bodies[i] > 1 - LEAST_PEOPLE or (address is not None and filled[i] < filled[body])]
    body, second = (min(body, *beside), max(body, *beside)) if beside else (body, None)
    told = body if roles[body] < _LEAST else None
    surely = told is not None and address is not None
    return Columns(name, first, surname, role, told, surely=surely, second=second, part=part, address=address)


def has_known_first(cell: str) -> bool:
    """Whether a cell holds a name with a known first name, whichever of its names stands first."""
    turned = TURNED.fullmatch(cell)
    return is_known_first(f"{turned['given']} {turned['family']}" if turned else cell)


def _share(cells: list[str], is_so: Callable[[str], bool]) -> float:
    """Return the share of the cells that hold anything of which something is so."""
    filled = [cell for cell in cells if cell]
    return sum(map(is_so, filled)) / len(filled) if filled else 0.0


def _first(columns: list[list[str]], is_so: Callable[[str], bool], besides: int | None = None) -> int | None:
    """Return the first of some columns of most of whose cells something is so."""
    return next((i for i, cells in enumerate(columns) if i != besides and _share(cells, is_so) > _LEAST), None)


def is_address(cell: str) -> bool:
    """Whether a cell is an e-mail address."""
    own, _, host = cell.partition("@")
    return bool(own) and "." in host and " " not in cell


def _is_part(cell: str) -> bool:
    """Whether a cell says in what part somebody came, and no more."""
    return fold(cell) in word_set("part in a gathering")


def _is_worded(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def is_of_speaker(cell: str) -> bool:
    """Whether a cell says that somebody spoke."""
    return _SPEAKER.match(fold(cell)) is not None


def is_made_of(address: str, name: str) -> bool:
    """Whether an e-mail address is made of a name: its first part holds one of the name's words."""
    own = fold(address.partition("@")[0])
    return any(len(word) >= _LETTERS and word in own for word in re.split(r"[^a-z]+", fold(name)))


def _two_columns(lines: list[list[str]], words: list[int]) -> tuple[int | None, int | None]:
    """Return the columns of first names and of surnames, where two columns beside each other hold them, mostly one word each."""
    for one, other in pairwise(words):
        if other != one + 1:
            continue
        both = [(line[one], line[other]) for line in lines if line[one] and line[other]]
        lone = [sum(" " not in cell for cell in cells) for cells in zip(*both, strict=True)]
        if len(both) < LEAST_PEOPLE * len(lines) or min(lone) < LEAST_PEOPLE * len(both):
            continue
        for first, surname in ((one, other), (other, one)):
            names = [f"{line[first]} {line[surname]}" for line in lines if line[first] and line[surname]]
            if sum(map(is_known_first, names)) >= _LEAST * len(names):
                return first, surname
    return None, None


def _whole_names(
    context: Context, lines: list[list[str]], words: list[int], bodies: list[float], address: int | None
) -> int | None:
    """Return the column of whole names: the one with most known first names, or that the addresses are made of; beside one of
    bodies, one known name shows what the others are that have a person's shape."""
    beside = max(words, key=lambda i: (bodies[i], -i), default=None)
    words = [i for i in words if bodies[i] <= 1 - LEAST_PEOPLE]
    known = {i: _share([line[i] for line in lines], has_known_first) for i in words}
    if address is not None:
        told = {
            i: sum(is_made_of(line[address], line[i]) for line in lines if line[address] and line[i]) for i in words
        }
        given = sum(bool(line[address]) for line in lines)
        known = {i: max(known[i], told[i] / given) for i in words}
    if beside is not None and bodies[beside] >= LEAST_PEOPLE:
        known.update(
            {i: 1.0 for i in words if i != beside and known[i] and _are_shaped(context, [x[i] for x in lines])}
        )
    name = max(words, key=lambda i: (known[i], -i), default=None)
    return name if name is not None and known[name] >= _LEAST else None


def _are_shaped(context: Context, cells: list[str]) -> bool:
    """Whether each cell that holds anything has a person's shape, and most end in no everyday word that is nobody's surname."""
    surnames = _share(cells, lambda cell: not is_everyday(cell.split()[-1], surname=True))
    return surnames >= LEAST_PEOPLE and _share(cells, context.names.is_person) == 1
