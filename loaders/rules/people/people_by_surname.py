"""People of whom a document says the surname alone, behind a form of address: "Cllr North", "Cllrs North, Marsh & Dale".

Minutes name councillors so throughout. Whoever is named in full somewhere keeps that name; those who are listed as present came.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold, is_title
from loaders.names.register import first_names, is_everyday
from loaders.rules.bodies.attendees import who_came
from loaders.rules.people.participants import PRESENT
from loaders.rules.people.taking_part import took_part
from loaders.structure import cues
from loaders.structure.sections import Role

_SURNAME = (
    r"(?:[A-Z]\.? ?){0,3}(?:Mc|Mac|[OD]['’])?[A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?(?!['’]?\w| [A-ZÀ-Þ][a-zß-ÿ]|-\w)"
)
_OFFICE = r"(?: \([^()]{2,40}\))?"
_ADDRESSED = Cued(
    rf"(?<![\w'’-])(?:{any_of('courtesy title', capital=True)}\.? (?P<one>{_SURNAME})"
    rf"|{any_of('address of several', capital=True)}\.? (?P<several>{_SURNAME}(?:{_OFFICE}(?:, | & | and |, and ){_SURNAME})*))"
)
_EACH = re.compile(_SURNAME)
_GOES_ON = re.compile(r" ([a-zÓ]+) h?[A-Z]")
"""How a name goes on whose middle has no capital ("Dr Ada north Marsh"), or is the Irish one of descent ("Dr Ada Ó hEaga")."""


def state_by_surname(context: Context) -> None:
    """State the people whom a document only names so. Needs `context.event` to state that they came."""
    apart = context.aside
    listed = {block.start for one in context.section.find(Role.ATTENDEES) for block in who_came(one.body)}
    for block in context.text.blocks:
        if block.start in apart or block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        for name in list(_names(context, block)):
            if block.start in listed or PRESENT.match(block.text):
                took_part(context, Entry(name), block)
            else:
                context.names.state_person(context.words(name), name)


def _names(context: Context, block: Block) -> Iterator[Span]:
    """Yield the surnames behind forms of address that are no part of a stated name, and of nobody who is named in full."""
    for match in _ADDRESSED.finditer(block.text):
        for name in _EACH.finditer(block.text, *match.span("one" if match["one"] else "several")):
            taken = context.names.marked.between(block, name.start(), name.end())
            middle = _GOES_ON.match(block.text, name.end())
            longer = middle is not None and not is_everyday(middle[1])
            if not taken and not longer and _is_surname(name[0]) and not _is_known(context, name[0]):
                yield within(block, *name.span())


def _is_surname(word: str) -> bool:
    """Whether a word behind a form of address can be a surname: no office, field of work or everyday word that nobody is called."""
    folded = fold(word.split(" ")[-1].rpartition(".")[2])
    return not (
        is_title(word) or cues.is_role(word) or folded in word_set("field of work") or is_everyday(folded, surname=True)
    )


def _is_known(context: Context, surname: str) -> bool:
    """Whether somebody's whole name ends in a surname, or what may be a whole name, so that it is not for this rule to say whose it
    is; and whether it is only ever what something is of ("founder of Dr Foster")."""
    initials, _, family = surname.replace(".", " ").rpartition(" ")
    text, name = context.text.text, re.escape(family)
    if any(f.endswith(f" {fold(family)}") and f.startswith(fold(initials[:1])) for f in context.names.known_people()):
        return True
    if fold(family) not in first_names() and any(
        f.startswith(f"{fold(family)} ") for f in context.names.known_people()
    ):
        return True  # the surname stands first
    if initials:
        return False
    titles = any_of("courtesy title", "address of several", capital=True)
    before = [m[1] for m in re.finditer(rf"([\w'’]+) (?:Dr\.? )?{name}\b", text)]
    whole = any(word[:1].isupper() and len(word) > 2 and not re.fullmatch(titles, word) for word in before)
    return whole or (bool(before) and all(word.casefold() in ("of", "at", "before", "for") for word in before))
