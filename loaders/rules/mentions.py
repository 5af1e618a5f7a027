"""Every other place where a document names a body, person or place: the last rule, when all names are known.

Bodies that only running text names are stated here too, by the register or their own shape; places by the gazetteer.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.case_studies.reader import is_held_up
from loaders.context import Context, Outcome
from loaders.dates import without_year
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.kinds import kind_of_sector, said_kind
from loaders.names.phrases import Phrases, words_of
from loaders.names.printed import fold, last_word
from loaders.names.resolver import Resolver
from loaders.names.word_sets import GENERIC
from loaders.structure.sections import Role
from schema.links import Concerns
from schema.nodes import Organisation

_NO_PLACES = (Role.ATTENDEES, Role.REFERENCES, Role.NOISE)


def state_mentions(context: Context) -> None:
    """State the names in all blocks that no rule left out, and the places that challenges are about."""
    names = context.names
    roles = {block.start: section.role for section in context.section.walk() for block in section.blocks}
    blocks = [b for b in context.text.blocks if not _left_out(context, b, roles.get(b.start))]
    event, building = _event_and_building(context)
    for block in blocks:
        if roles.get(block.start) is not Role.ATTENDEES:
            _bodies(context, names, block, event, building)
    _kinds(context, names, blocks)
    named = names.named()
    people = Phrases((form, who) for form, who in sorted(names.known_people().items()))
    for block in blocks:
        _mention_again_where_known(names, block, named, people)
    for block in blocks:
        if roles.get(block.start) not in _NO_PLACES and block.kind is not Kind.NOTE:
            for printed, span in names.places_in(block):
                names.state_place(printed, span)
    for challenge in context.challenges:
        for block in challenge.told_alone:
            for place, span in names.stated_places(block):
                if is_held_up(block.text, span.start - block.start):
                    continue  # where an example is
                context.add(Concerns(source=challenge.id, target=place, evidence=context.evidence(span)))


_AT = re.compile(rf"\b(?:{any_of('at a gathering')}) (?:the |this |last |our )?$", re.I)
_WHEN = re.compile(rf" (?:(?:in|on) )?(?:20\d\d|(?:\d{{1,2}} )?{any_of('month', 'weekday')})\b", re.I)


def _met_as(text: str, found: recognise.Found, event: str) -> bool:
    """Whether a name that a body's and a gathering's may be is the gathering's there ("at the Dale Forum", "Dale Forum in May"), or
    the end of the event's own."""
    if found.printed.split()[-1] != "Forum":
        return False
    return event.endswith(f" {found.printed}") or (
        _AT.search(text[max(0, found.start - 30) : found.start]) is not None or _WHEN.match(text, found.end) is not None
    )


_APPOSED = re.compile(rf",?\s+(?:{any_of('be')} )?{any_of('before a noun')}\s+([a-z][\w\s’'-]{{3,60}})")
_CALLED = re.compile(
    rf"\b(?:{any_of('described body')}|co-?operative),?\s+[\"“‘']?$",
)


def _kinds(context: Context, names: Resolver, blocks: list[Block]) -> None:
    """State the kind that words beside a name say ("Elm Ring, a network of carers", "the charity Elm"), where nothing else did."""
    for block in blocks:
        for start, end, who in names.marked.bodies_in(block):
            body = context.node(Organisation, who)
            if body is None or body.kind is not None:
                continue
            apposed = _APPOSED.match(block.text, end)
            called = _CALLED.search(block.text[:start])
            words = (
                called[0]
                if called
                else re.split(rf"\b{any_of('behind a described body')}\b", apposed[1])[0]
                if apposed
                else ""
            )
            kind = kind_of_sector(words) if words and not re.search(r"\bof\b.*\bof\b", words) else None
            if kind is not None:
                context.state(Organisation(id=who, name=body.name, kind=kind), name=[], kind=[block])


def _left_out(context: Context, block: Block, role: Role | None) -> bool:
    claim = context.claim_of(block)
    return role is Role.NOISE or (claim is not None and claim.outcome is Outcome.IGNORED)


def _event_and_building(context: Context) -> tuple[str, str]:
    """Return what the document's event is called without its year, and the building where it was if that is a venue by its name
    and not somebody's; nothing for what there is none of."""
    event = context.own_event
    building = (event.venue or "").split(",")[0] if event is not None else ""
    is_venue = last_word(building) in word_set("venue") and said_kind(building) is None
    return without_year(event.name) if event is not None else "", building if is_venue else ""


def _set_apart(text: str, event: str, building: str) -> Iterator[tuple[int, int]]:
    """Yield where a text prints the event's name behind its first word, with which somebody whose event it is may begin it; and
    the building."""
    for start in _places_of(text, event):
        yield (
            start + len(event.partition(" ")[0]),
            start + len(event),
        )  # with the space, so that it is no body's name as it is
    for start in _places_of(text, building):
        yield start, start + len(building)


def _places_of(text: str, words: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(re.escape(words), text)) if words and words in text else iter(())


def _bodies(context: Context, names: Resolver, block: Block, event: str, building: str) -> None:
    apart = list(_set_apart(block.text, event, building))
    for found in recognise.organisations(block.text, heading=block.kind is Kind.HEADING, named=names.named_at_first()):
        if names.marked.between(block, found.start, found.end):
            continue
        if found.printed == block.text and found.printed.isupper() and names.begins_a_body(found.printed):
            continue
        if any(a <= found.start < b for a, b in apart if not (found.known and b - a == len(found.printed))):
            continue
        if not found.known and (found.printed == event or _met_as(block.text, found, event)):
            continue
        if context.challenges and fold(found.printed) in GENERIC:
            continue  # who works on challenges speaks of the NHS as of the world around them
        names.state_organisation(found.printed, Span(block.start + found.start, block.start + found.end))


def _mention_again_where_known(names: Resolver, block: Block, named: Phrases[str], people: Phrases[str]) -> None:
    """State the mentions of names that the document established, and of people by their surname alone."""
    words = words_of(block.text)
    surnames = names.surnames()
    for phrases in (people, named):
        for first, stop, possessive, who in phrases.find(words):
            start, end = words[first].start, words[stop - 1].end - (2 if possessive else 0)
            printed = block.text[start:end]
            if (
                not names.marked.between(block, start, end)
                and _is_name(printed)
                and _alone(words_of_around(block.text, start, end))
            ):
                names.mark(who, Span(block.start + start, block.start + end))
    for word in map(words.__getitem__, words.capitals if surnames else ()):
        end = word.end - (2 if word.possessive and block.text[word.end - 2] in "'’" else 0)
        who = surnames.get(fold(block.text[word.start : end])) or ""
        if (
            who
            and not names.marked.between(block, word.start, end)
            and _alone(words_of_around(block.text, word.start, end))
        ):
            names.mark(who, Span(block.start + word.start, block.start + end))


def _is_name(printed: str) -> bool:
    return printed[:1].isupper() or printed[:1].isdigit()


def words_of_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands right before and after some characters of a text."""
    return text[max(0, start - 24) : start], text[end : end + 24]


def _alone(around: tuple[str, str]) -> bool:
    before, after = around
    return (
        not re.search(r"[\w]-?$|(?:^|\s)[A-Z][\w'’-]+ $", before) and not re.match(r"-?\w|\s[A-Z][a-z]", after)
    ) or bool(re.match(r"['’]s?\b", after))
