"""People whom a line of those who came lists by the first name and an initial: "Attendees: Ada N., Bo, Cy D."."""

import re

from loaders.blocks import Kind
from loaders.context import Context
from loaders.draft import within
from loaders.names.printed import TITLES
from loaders.structure import cues

_LABELLED = re.compile(r"\W*(?P<label>[A-Z][a-z]+(?: [a-z]+){0,2}):\s+(?=[A-Z])")
_SHORT = re.compile(r"(?<![\w.])(?P<name>[A-ZÀ-Þ][a-zà-þ'’-]+ [A-Z]\.?)(?![\w.]| [A-Z])")
_LEAST = 3
"""How many such names show that the others are names too."""


def show_short_names(context: Context) -> None:
    """Keep such names, for the rules that read the line, and state who bears them."""
    for block in context.text.blocks:
        label = _LABELLED.match(block.text) if block.kind is not Kind.ROW else None
        if label is None or cues.outside(label["label"]) != "attendees":
            continue
        found = [m for m in _SHORT.finditer(block.text, label.end()) if TITLES.match(m["name"]) is None]
        if len(found) < _LEAST or 2 * len(found) < block.text.count(","):
            continue
        for match in found:
            name = within(block, *match.span("name"))
            context.names.show_person(name, 0)
            context.names.state_person(match["name"], name)
