"""Who a line of a programme is about, where the line is a person and nothing else: a label ("Chair:", "Speaker 2 –"), the name,
the office and the body."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.lexicons.words import any_of
from loaders.rules.people import state_entry
from loaders.rules.person_lines import Entry, entries, is_known_first
from loaders.rules.programme import LINE
from loaders.structure import cues

_MARK = r"(?:\s+\d{1,2})?\s*(?::|[–—]|\s-\s)\s*"
_SPEAKER = re.compile(rf"\W*(?P<label>{any_of('label of a speaker')}){_MARK}(?=\S)", re.I)
_PART = re.compile(rf"\W*(?P<label>{any_of('label of a part', 'label of a speaker')})(?:{_MARK}|\s+(?=[A-Z]))", re.I)
_REST = re.compile(r"\W*\w{0,3}\W*$|\s*[;,(]\s*(?:and\s+)?[A-Z]")
"""What may stand behind the last person of a line: next to nothing, or a further office."""


def label_of(text: str, *, in_programme: bool) -> tuple[str, int]:
    """Return the label of a speaker with which a line begins, and where what stands behind it begins; none and 0 where there is no
    such label."""
    match = (_PART if in_programme else _SPEAKER).match(text)
    return (match["label"], match.end()) if match else ("", 0)


def speakers_on(context: Context, block: Block, named: list[tuple[int, int, str]], *, in_programme: bool) -> list[str]:
    """State the people who, with their offices and bodies, are all that a line holds, and return their ids; none where it holds
    anything else. `named` are those whom it is known to name. Outside of a programme, it begins with a label."""
    if len(block.text) > LINE or block.kind is Kind.ROW:
        return []
    label, start = label_of(block.text, in_programme=in_programme)
    if not label and not in_programme:
        return []
    found = entries(context, block, start)
    if not found or not _is_all(context, block, start, found) or not _are_people(context, found, labelled=bool(label)):
        return []
    known = {at: who for at, _, who in named}
    return [known.get(e.person.start - block.start) or state_entry(context, e, block)[0] for e in found]


def _is_all(context: Context, block: Block, start: int, found: list[Entry]) -> bool:
    """Whether people are all that a line holds from a place on."""
    before = block.text[start : found[0].person.start - block.start]
    behind = block.text[max(entry.end for entry in found) :]
    return not re.search(r"\w", before) and _REST.match(behind) is not None


def _are_people(context: Context, found: list[Entry], *, labelled: bool) -> bool:
    """Whether names on a line are people's: by a label, a known first name, or the office beside one."""
    first = found[0]
    name = context.words(first.person)
    told = first.role is not None and cues.is_role(context.words(first.role))
    return (labelled or told or is_known_first(name)) and not context.names.is_organisation(name)
