"""What the reading of a document missed: lines that no rule understood, counts that drift, names without a node, likely duplicates.

Everything here is for a curator to look at; nothing here becomes a fact. Whether a document is loaded is for the gate to say.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from loaders.blocks import Block
from loaders.context import Claim, Context, Outcome
from loaders.curation.corrections import names_of
from loaders.curation.gate import too_little
from loaders.extract import Extraction
from loaders.marks import Marks
from loaders.names import recognise
from loaders.names.people import is_person_name
from loaders.names.printed import fold, key
from loaders.names.register import first_names
from loaders.rules.people.owners import SERVES
from loaders.rules.people.person_patterns import PERSON
from loaders.structure.sections import Role
from schema.bundle import Bundle, Statements
from schema.ids import kind_of
from schema.links import Mentions
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Passage

MOST_NAMES = 40
"""How many names without a node one review lists; the most frequent come first."""

_NAMED = frozenset({"organisation", "person", "place", "model", "event", "reference"})
"""Kinds of nodes whose mentions are names; those of an idea are its words, which may hold names."""
_NAME = re.compile(PERSON)
_STATES = Claim(Outcome.CLAIMED, "names")
_PLAIN = "|"
"""The ideas that stand in no group and are no parts of others, among the groups of those with numbers."""
_SECTIONS = {
    Role.OWNERS: ("OWNS", "owner"),
    Role.BOTH: ("OWNS", "owner"),
    Role.SUPPORTERS: ("SUPPORTS", "supporter"),
    Role.ATTENDEES: ("ATTENDED", "organisation that attended"),
    Role.SPEAKERS: ("SPOKE_AT", "speaker"),
    Role.SPONSORS: ("SPONSORED", "sponsor"),
    Role.INITIATIVES: ("FOLLOWS_FROM", "initiative"),
    Role.IDEAS: ("ADDRESSES", "idea"),
}
"""What a section that plays this part should give: a relationship type, and what its source is called."""


@dataclass(frozen=True, slots=True)
class Line:
    """A block that no rule understood."""

    passage: int
    page: int | None
    text: str


@dataclass(slots=True, kw_only=True)
class Review:
    """What became of one document."""

    document: str
    source: str
    title: str
    kind: str
    """What sort of document it was taken for."""
    blocks: int
    claimed: int
    """Blocks that a rule understood; of a loaded document, all that are not missed."""
    ignored: int | None
    """Blocks left out on purpose; None where only the stored facts are at hand, which do not tell."""
    missed: list[Line]
    understood: float
    """Share of characters that were claimed, of those not ignored."""
    rules: dict[str, int] = field(default_factory=dict)
    """Blocks claimed, by the rule that claimed them."""
    drift: list[str] = field(default_factory=list)
    names: list[tuple[str, int]] = field(default_factory=list)
    """Names in running text without a node, each with the passage of its first appearance."""
    only_facts: bool = False
    """Whether nothing tells what no rule understood, so that blocks on which no fact stands count as missed."""
    quarantine: list[str] = field(default_factory=list)
    """Why the document is not loaded without `--force`; empty where it is."""


def review(extraction: Extraction, bundle: Bundle | None = None) -> Review:
    """Return what became of a document that was just read; `bundle` is what it states after corrections, where there are some."""
    context = extraction.context
    bundle = bundle or extraction.bundle
    facts = bundle.facts
    coverage = _covered(extraction, facts)
    outcomes = Counter(claim.outcome for _, claim in coverage)
    claimed = sum(len(b.text) for b, c in coverage if c.outcome is Outcome.CLAIMED)
    missed = sum(len(b.text) for b, c in coverage if c.outcome is Outcome.NOT_UNDERSTOOD)
    document = facts.nodes[bundle.document]
    assert isinstance(document, Document)
    return Review(
        document=document.id,
        source=document.source,
        title=document.title,
        kind=document.kind,
        blocks=len(coverage),
        claimed=outcomes[Outcome.CLAIMED],
        ignored=outcomes[Outcome.IGNORED],
        missed=[
            Line(order, block.page, block.text)
            for order, (block, claim) in enumerate(coverage)
            if claim.outcome is Outcome.NOT_UNDERSTOOD
        ],
        understood=claimed / max(claimed + missed, 1),
        rules=dict(Counter(c.rule for _, c in coverage if c.outcome is Outcome.CLAIMED).most_common()),
        drift=[*_counts(facts), *_empty_sections(context, facts)],
        names=_unnamed(bundle),
        quarantine=too_little(bundle),
    )


def _covered(extraction: Extraction, facts: Statements) -> list[tuple[Block, Claim]]:
    """Return what became of each block; one that states a fact was understood, whether or not a rule claimed it as a whole."""
    stating = {passage for link in facts.links.values() for passage in link.evidence}
    passages = extraction.context.passages
    return [
        (block, _STATES if claim.outcome is Outcome.NOT_UNDERSTOOD and passages[at].id in stating else claim)
        for at, (block, claim) in enumerate(extraction.coverage)
    ]


def review_stored(bundle: Bundle, missed: Collection[int] | None = None) -> Review:
    """Return what the stored facts of a document tell, and which blocks loading did not understand, where that is known (`missed`).

    Without it, a passage counts as understood where a fact or a mention stands on it, so that what was left out on purpose is
    listed as missed too.
    """
    facts = bundle.facts
    document = facts.nodes[bundle.document]
    assert isinstance(document, Document)
    used = {e for link in facts.links.values() for e in link.evidence}
    used |= {link.source for link in facts.links.values() if GRAPH_MODEL.link_type(link).name in ("MENTIONS", "STATES")}
    passages = _passages(bundle)
    if missed is not None:
        used = {p.id for p in passages if p.order not in missed}
    size = sum(len(p.text) for p in passages)
    return Review(
        document=document.id,
        source=document.source,
        title=document.title,
        kind=document.kind,
        blocks=len(passages),
        claimed=sum(p.id in used for p in passages),
        ignored=None,
        missed=[Line(p.order, None, p.text) for p in passages if p.id not in used],
        only_facts=missed is None,
        understood=sum(len(p.text) for p in passages if p.id in used) / max(size, 1),
        drift=_counts(facts),
        names=_unnamed(bundle),
    )


def _counts(facts: Statements) -> list[str]:
    """Return where the facts are not as many as a report's usually are."""
    by_type: dict[str, set[str]] = {}
    ends: dict[str, list[tuple[str, str]]] = {}
    for link in facts.links.values():
        name = GRAPH_MODEL.link_type(link).name
        by_type.setdefault(name, set()).add(link.target)
        ends.setdefault(name, []).append((link.source, link.target))
    challenges = {n.id: str(getattr(n, "title", "")) for n in facts.nodes.values() if kind_of(n.id) == "challenge"}
    found = []
    own = by_type.get("REPORTS_ON", set())
    raised = {c for c, event in ends.get("RAISED_AT", []) if not own or event in own} & set(challenges)
    owned = by_type.get("OWNS", set())
    addressed = by_type.get("ADDRESSES", set())
    if not any(isinstance(n, Document) and n.kind == "report" for n in facts.nodes.values()) and not owned | addressed:
        raised = set()  # a web page only announces them
    if raised and not raised & owned:
        found.append(f"{len(raised)} challenge{'s' * (len(raised) > 1)}, none with an owner")
    elif raised & owned:
        found += [f"the challenge {challenges[c]!r} has no owner, where others have" for c in sorted(raised - owned)]
    found += [f"the challenge {challenges[c]!r} has no idea" for c in sorted(raised - addressed)]
    if challenges and "RAISED_AT" not in ends:
        found.append(
            f"{len(challenges)} challenge{'s' * (len(challenges) > 1)}, but no event at which they were raised"
        )
    figures: dict[str, set[int]] = {}
    for proposed, challenge in ends.get("ADDRESSES", []):
        if (number := getattr(facts.nodes[proposed], "number", None)) and number.isdigit():
            figures.setdefault(challenge, set()).add(int(number))
    for challenge in sorted(addressed & set(challenges)):
        ideas = [facts.nodes[i] for i, target in ends["ADDRESSES"] if target == challenge]
        elsewhere = set().union(*(found for other, found in figures.items() if other != challenge))
        groups: dict[str, list[str]] = {}
        for idea in ideas:
            if number := getattr(idea, "number", None):
                parent, _, last = number.rpartition(".")
                groups.setdefault(f"{getattr(idea, 'group', None) or ''}|{parent}", []).append(last)
        found += [
            f"the ideas of {challenges[challenge]!r}{_of(group)} skip {gap}"
            for group, n in groups.items()
            for gap in _gaps(n, elsewhere if group == _PLAIN else frozenset())
        ]
    notes = [
        n for node in facts.nodes.values() if kind_of(node.id) == "reference" and (n := getattr(node, "number", None))
    ]
    found += [f"the numbered references skip {gap}" for gap in _gaps(notes)]
    return found


def _of(group: str) -> str:
    name, parent = group.split("|")
    return (f" ({name})" if name else "") + (f" under {parent}" if parent else "")


def _gaps(numbers: Iterable[str], elsewhere: Collection[int] = ()) -> list[str]:
    """Return what a list of printed numbers or letters skips between its first (1 or a where it begins later) and last.

    One that begins right behind a number of another list (`elsewhere`) goes on from it: a word processor numbers them as one.
    """
    given = set(numbers)
    figures = {int(n) for n in given if n.isdigit()}
    letters = {n for n in given if len(n) == 1 and n.isalpha() and n.islower()}
    first = min(figures, default=1)
    runs_on = first not in elsewhere and first - 1 in elsewhere
    gaps = [str(n) for n in range(first if runs_on else 1, max(figures, default=0)) if n not in figures]
    gaps += [chr(c) for c in range(ord("a"), max(map(ord, letters), default=0)) if chr(c) not in letters]
    return gaps if len(gaps) <= 5 else [f"{gaps[0]} to {gaps[-1]} ({len(gaps)} numbers)"]


def _empty_sections(context: Context, facts: Statements) -> list[str]:
    """Return the sections that gave nothing of what their headings promise."""
    stated: dict[str, set[str]] = {}
    for link in facts.links.values():
        stated.setdefault(GRAPH_MODEL.link_type(link).name, set()).update(link.evidence)
    found = []
    for role, (link_type, what) in _SECTIONS.items():
        for section in context.section.find(role):
            if role is Role.SUPPORTERS and SERVES.search(section.title):
                continue  # who supports nothing where others do
            inside = {context.passages[context.index_at(b.start)].id for b in section.all_blocks()}
            if len(inside) > bool(section.heading is not None and not section.label) and not inside & stated.get(
                link_type, set()
            ):
                found.append(f"the section {section.title or role.value!r} gives no {what}")
    return found


def _unnamed(bundle: Bundle) -> list[tuple[str, int]]:
    """Return what looks like the name of a body or a person in running text and has no node, most frequent first."""
    facts = bundle.facts
    known = {fold(name) for node in facts.nodes.values() if not isinstance(node, Passage) for name in names_of(node)}
    known_keys = {
        key(name) for node in facts.nodes.values() if kind_of(node.id) == "organisation" for name in names_of(node)
    }
    passages = bundle.passages
    mentioned = {passage.id: Marks(len(passage.text)) for passage in passages.values()}
    for link in facts.links.values():
        if isinstance(link, Mentions) and link.source in passages and kind_of(link.target) in _NAMED:
            begins = passages[link.source].start
            mentioned[link.source].add(link.start - begins, link.end - begins)
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for passage in _passages(bundle):
        spans = [(f.start, f.end) for f in recognise.organisations(passage.text)]
        for match in _NAME.finditer(passage.text):
            words = match[0].split()
            if fold(words[0]) in first_names() and is_person_name(match[0]) and len(words) > 1:
                spans.append(match.span())
        for start, end in spans:
            name = passage.text[start:end]
            if (
                not mentioned[passage.id].between(start, end)
                and fold(name) not in known
                and key(name) not in known_keys
            ):
                counts[name] += 1
                first.setdefault(name, passage.order)
    return [(name, first[name]) for name, _ in counts.most_common(MOST_NAMES)]


def _passages(bundle: Bundle) -> list[Passage]:
    return sorted(bundle.passages.values(), key=lambda p: p.order)
