"""The body whose meeting a document has the minutes of: a panel, a board, an association that the meeting is called after.

Whatever else names it, minutes are of what some body did: "Dale Water Panel – third meeting" is a meeting of the Dale Water Panel.
"""

import re
from collections.abc import Iterable

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.gatherings import readable

RULE = "meeting bodies"

_PARTS = re.compile(r"\s+[–—-]\s+|[:,(]")
_MEETING = re.compile(
    rf"(?:\s+(?:{any_of('time in a series', 'sort of meeting')}|\d{{1,3}}{any_of('ordinal ending')}))*"
    rf"\s+(?:{any_of('meeting')}|AGM)(?: of the \w+)?(?:\s+\S*\d\S*)*$",
    re.I,
)
"""What stands behind the name of a body in the name of its meeting."""
_MEETING_OF = re.compile(
    rf"(?:\w+s['’] )?(?:(?:{any_of('time in a series', 'sort of meeting')}|\d{{1,3}}{any_of('ordinal ending')}) )*"
    rf"(?:{any_of('meeting')}|AGM) {any_of('of or for a body')} (?:the )?(?P<body>[A-Z].+)",
    re.I,
)
"""The same in front of it ("28th Annual General Meeting of the Elm Trust")."""
_OWN_SPELLING = re.compile(r"\w[A-Z0-9]")
"""What a name of one word has that is no everyday word."""
_YEARLY = re.compile(r"\bAGM\b|annual general|\btrustees['’]", re.I)
_LEAST = 2
"""The fewest words of the name of a body that meets."""


def state_meeting_body(context: Context) -> None:
    """State the body after which the meeting is called that a document reports on. Needs `context.event`."""
    if (name := meeting_body(context)) is not None and (found := printed_at(readable(context), name)) is not None:
        printed = context.words(found)
        context.names.state_organisation(name if printed.isupper() else printed, found)


def meeting_body(context: Context) -> str | None:
    """Return the name of that body, None where the meeting is called after none."""
    event = context.own_event
    called = _PARTS.split(event.name)[0].strip() if event else ""
    meeting = _MEETING.search(called) or _MEETING_OF.fullmatch(called)
    own = (
        meeting["body"]
        if meeting and "body" in meeting.groupdict()
        else called[: meeting.start()]
        if meeting
        else called
    )
    name = own.removeprefix("The ").removeprefix("the ")
    if not name:
        return None
    whole = name.rpartition(" ")[0]
    part = name.rpartition(" ")[2].lower() in word_set("part of a body") | word_set("body that meets")
    if context.names.is_organisation(whole) and part and name != called:
        name = whole  # "Elm Trust Board meeting"
    members = (
        meeting is not None and _YEARLY.search(meeting[0]) and looks_like_name(name)
    )  # nothing else has members who meet once a year
    sure = context.names.is_organisation(name) or members
    if not sure and not (context.is_minutes and name.split()[-1].lower() in word_set("body that meets")):
        return None
    if name == called and not context.is_minutes:
        return None  # a gathering may be called as a body is: Harbour Forum
    short = (
        (len(name.split()) < _LEAST and not (members and _OWN_SPELLING.search(name)))
        or recognise.is_general(name)
        or context.names.is_person(name)
    )
    return None if short else name


def printed_at(blocks: Iterable[Block], name: str) -> Span | None:
    """Return where blocks first print a name, in capitals or not."""
    printed = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    found = ((block, printed.search(block.text)) for block in blocks)
    return next((within(block, *match.span()) for block, match in found if match), None)
