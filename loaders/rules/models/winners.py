"""Schemes of which sentences say that they won or were put up for awards: "The Steady Steps Project, run by Elm Council and Fir
Care, took home the prize for teams"."""

from loaders.blocks import Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.word_sets import LEADING
from loaders.rules.models.model_names import model_key
from schema.ids import make_id
from schema.links import Involves
from schema.nodes import Model

_CAPITAL = r"[A-ZÀ-Þ][\w'’&-]*"
_WON = Cued(
    rf"(?<![\w-])(?P<name>{_CAPITAL}(?: (?:{any_of('inside a name')} ){{0,2}}{_CAPITAL}){{0,6}}"
    rf" (?i:{any_of('scheme that competes')}))\b[^.;]{{0,120}}?\b{any_of('put up for an award')}\b"
)
_NO_NAMES = LEADING | word_set("word of an award")
"""First words of what is no scheme's name: "This Project", "Best Service"."""
_SEVERAL = 2
"""The fewest such schemes that show that what a text tells of are awards for work."""


def state_winners(context: Context) -> None:
    """State such schemes, and the bodies between the name and what is said of the award as those behind them; none where there are
    too few, and no gathering."""
    own = fold(context.own_event.name) if context.own_event else ""
    blocks = (block for block in context.text.blocks if block.kind is not Kind.ROW and not context.is_ignored(block))
    found = [
        (block, match["name"].rpartition("The ")[2], match.span())
        for block in blocks
        for match in _WON.finditer(block.text)
    ]
    found = [one for one in found if " " in one[1] and _NO_NAMES.isdisjoint(fold(one[1]).split()[:1])]
    found = [one for one in found if fold(one[1]) not in own]
    for block, name, (start, end) in found if len({fold(name) for _, name, _ in found}) >= _SEVERAL else ():
        at = block.text.index(name, start)
        node = make_id("model", model_key(name))
        context.state(Model(id=node, name=name), block)
        context.mention(node, within(block, at, at + len(name)))
        behind = within(block, at + len(name), end)
        for printed, span in context.names.organisations_in(block):
            if behind.start <= span.start and span.end <= behind.end:
                context.names.state_organisation(printed, span)
        for first, last, body in context.names.marked.bodies_in(block):
            if behind.start <= block.start + first and block.start + last <= behind.end:
                context.add(Involves(source=node, target=body, evidence=context.evidence(block)))
        context.claim("models", block)
