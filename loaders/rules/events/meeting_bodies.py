"""The body whose meeting a document has the minutes of: a panel, a board, an association that the meeting is called after.

Whatever else names it, minutes are of what some body did: "Dale Water Panel – third meeting" is a meeting of the Dale Water Panel.
"""

import re

from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.rules.events.gatherings import readable

RULE = "meeting bodies"

_PARTS = re.compile(r"\s+[–—-]\s+|[:,(]")
_MEETING = re.compile(
    rf"(?:\s+(?:{any_of('time in a series', 'sort of meeting')}|\d{{1,3}}{any_of('ordinal ending')}))*"
    rf"\s+(?:{any_of('meeting')}|AGM)$",
    re.I,
)
"""What stands behind the name of a body in the name of its meeting."""
_LEAST = 2
"""Words of a body that meets."""


def state_meeting_body(context: Context) -> None:
    """State the body after which the meeting is called that a document reports on. Needs `context.event`."""
    event = context.own_event
    called = _PARTS.split(event.name)[0].strip() if event else ""
    name = re.sub(r"^[Tt]he ", "", _MEETING.sub("", called))
    if not name:
        return
    whole = name.rpartition(" ")[0]
    if context.names.is_organisation(whole) and name != called:
        name = whole  # "Elm Trust Board meeting"
    sure = context.names.is_organisation(name)
    if not sure and not (context.is_minutes and name.split()[-1].lower() in word_set("body that meets")):
        return
    if name == called and not context.is_minutes:
        return  # a gathering may be called as a body is: Harbour Forum
    if len(name.split()) < _LEAST or recognise.is_general(name) or context.names.is_person(name):
        return
    printed = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.I)
    for block in readable(context):
        if match := printed.search(block.text):
            context.names.state_organisation(name if match[0].isupper() else match[0], within(block, *match.span()))
            return
