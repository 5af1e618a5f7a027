"""Challenges: one per section or, where the document only lists them, one per listed title; with topic, places and summary."""

import re
from collections import Counter

from loaders.blocks import Block, Kind, Span
from loaders.case_studies.reader import is_held_up
from loaders.context import ChallengePlace, Context
from loaders.draft import within
from loaders.families.family import MINUTES
from loaders.lexicons.lexicon import lexicon
from loaders.rules.challenges.continuing import state_continuation
from loaders.rules.challenges.ideas import block_span
from loaders.rules.challenges.listed_challenges import (
    TITLE_BREAK,
    Listed,
    lead_of,
    listed_challenges,
    listing,
    topic_in,
)
from loaders.rules.challenges.projects import challenges_of, projects
from loaders.structure.cues import COUNT, bracket_of, capitalised, prefix
from loaders.structure.lone_challenges import says_whose
from loaders.structure.sections import Role, Section
from loaders.structure.title_tails import title_tail
from schema.ids import make_id, slug
from schema.links import About, Concerns, RaisedAt
from schema.nodes import Challenge, Topic

RULE = "challenges"

_BRACKET = re.compile(r"\s*[(\[][^()\[\]]{1,60}[)\]]\s*$")
_QUOTED = re.compile(r"[\"“‘']([^\"“”‘]+)[\"”’']")
_NUMBERING = re.compile(r"^(?:\d{1,2}[.)]?|[A-Z][.)]|[A-Z]{1,3}\d{1,2}[.:)])\s+(?=\S{3})")
_KICKER = re.compile(rf"^(?:[A-Z][a-z]+ {COUNT}\s*[·|–—:/-]\s*)([^.:]{{3,40}})$")
"""A line over a heading that counts it and names its area ("Challenge 1 · Homelessness")."""
_TOLD = (Role.OWNERS, Role.SUPPORTERS, Role.BOTH, Role.SUMMARY)
"""Parts of a challenge that is told at such a length that its words show its area; what was said of others names any."""
_TAG = re.compile(r"^(.{3,60}?)(?:\s*\([^()]{2,60}\))?(?:\s+[–—-]+\s+|:\s+)(.+)$")


def state_challenges(context: Context) -> None:
    """State the challenges of the event, each with its topic, its places and what is said of it; the points of minutes
    are none unless they are announced as concerns. A document that tells of no event has some where it is a brief of each, or says
    of each that it is a challenge, and whose."""
    sections = context.section.find(Role.CHALLENGE)
    if context.event is None and not _are_briefs(sections) and not (sections and all(map(says_whose, sections))):
        return
    if context.is_minutes and not _are_announced(context, sections):
        return
    listed = listed_challenges(context) if context.event is not None else []
    if not (sections or listed):
        listed = challenges_of(projects(context))
    if sections:
        titles = _titles(sections, listed)
        ids = _ids(context, titles)
        for section, title, node in zip(sections, titles, ids, strict=True):
            place = ChallengePlace(id=node, title=title, section=section, heading=section.heading)
            context.challenges.append(place)
            _read_parts(context, place, section)
            _state_challenge(context, place, listing(title, listed))
        listed = _without_heading(titles, listed)
    ids = _ids(context, [entry.title for entry in listed])
    for entry, node in zip(listed, ids, strict=True):
        place = ChallengePlace(id=node, title=entry.title, heading=entry.block)
        context.challenges.append(place)
        _state_challenge(context, place, entry)


def _are_briefs(sections: list[Section]) -> bool:
    """Whether headings that count several challenges, each with its title, have below them a part that says what it is about."""
    counted = [prefix(section.heading.text) if section.heading else None for section in sections]
    told = [any(child.role is Role.SUMMARY and child.heading for child in section.children) for section in sections]
    return len(sections) > 1 and all(told) and all(one and one.sure and one.number and one.title for one in counted)


def _are_announced(context: Context, sections: list[Section]) -> bool:
    """Whether the line right before the first challenge says that concerns follow; other headings of minutes are points."""
    heading = next((section.heading for section in sections if section.heading), None)
    before = context.text.blocks[context.index_at(heading.start) - 1] if heading and heading.start else None
    return before is not None and before.text.endswith(":") and MINUTES.says("concerns", before.text[-600:])


def _without_heading(titles: list[str], listed: list[Listed]) -> list[Listed]:
    """Return those challenges of a list that no heading takes up, where those that headings take up are in the list."""
    taken_up = {slug(lead_of(title)) for title in titles}
    if not taken_up <= {slug(lead_of(entry.title)) for entry in listed}:
        return []
    return [entry for entry in listed if slug(lead_of(entry.title)) not in taken_up]


def _titles(sections: list[Section], listed: list[Listed]) -> list[str]:
    """Return the challenges' titles; where headings only count them ("Discussion 2"), those that were listed before."""
    titles = [_title(section) for section in sections]
    if not any(titles) and len(listed) == len(titles):
        return [entry.title for entry in listed]
    return [title or section.heading.text for title, section in zip(titles, sections, strict=True) if section.heading]


def _title(section: Section) -> str:
    printed = section.title.strip().rstrip(":").strip()
    tail = title_tail(printed)
    title = _NUMBERING.sub("", printed[: tail.end] if tail else printed)
    title = title.rstrip(".") if title.count(".") == 1 else title
    title = quoted[1] if (quoted := _QUOTED.fullmatch(title)) else title
    bracket = bracket_of(title)
    if bracket and (topic_in(bracket) or re.match(r"(?i)tables?\b", bracket)):
        title = _BRACKET.sub("", title)
    return title


def _ids(context: Context, titles: list[str]) -> list[str]:
    """Return the challenges' ids: from the short lead of each title or, where two share one, from what stands after it."""
    event = context.event or context.document
    base = event.split("/", 1)[1]
    leads = [lead_of(t) for t in titles]
    shared = Counter(slug(lead) for lead in leads)
    ids: list[str] = []
    for title, lead in zip(titles, leads, strict=True):
        judged = context.names.challenge(event, title)
        name = lead
        if shared[slug(lead)] > 1:
            rest = TITLE_BREAK.split(title, maxsplit=1)[1:]
            name = rest[0] if rest and topic_in(lead) else title
        node = judged or make_id("challenge", base, name)
        ids.append(node if node not in ids else make_id("challenge", base, title))
    return ids


def _read_parts(context: Context, place: ChallengePlace, section: Section) -> None:
    context.claim(RULE, *section.blocks)
    summaries = [child for child in section.children if child.role is Role.SUMMARY]
    free = [b for b in section.body if b is not place.heading and b.kind is not Kind.NOTE and len(b.text) > 60]
    place.summary = [b for child in summaries for b in child.body if b.kind is not Kind.NOTE] or free
    for child in section.children:
        if child.role in (Role.SUMMARY, Role.TOPIC, Role.PLACE, Role.TABLE):
            context.claim(RULE, *[b for b in child.blocks if b.kind is not Kind.NOTE])
        elif child.role is Role.OTHER:
            _read_beside(context, place, child)
        for inner in child.find(Role.EXAMPLES, Role.CONTEXT):
            _read_beside(context, place, inner)


def _read_beside(context: Context, place: ChallengePlace, part: Section) -> None:
    """Take the words of a part that is neither summary nor ideas, without its heading, with the line that its label leads."""
    told = [b for b in part.all_blocks() if b.kind is not Kind.NOTE]
    place.other.extend(b for b in told if (b is not part.heading or part.label) and b not in place.other)
    context.claim(RULE, *told)


def _state_challenge(context: Context, place: ChallengePlace, listing: Listed | None) -> None:
    assert place.heading is not None
    section = place.section
    summary = "\n".join(_words(section, b) for b in place.summary) or None
    tables = tuple(sorted({child.table for child in section.children if child.table})) if section else ()
    context.state(
        Challenge(id=place.id, title=capitalised(place.title), summary=summary, tables=tables),
        *([listing.block] if listing and section is None else [place.heading]),
        summary=place.summary,
        tables=[child.heading or place.heading for child in section.children if child.table] if section else [],
    )
    if section is not None:
        at = place.heading.text.find(place.title)
        start = place.heading.start + max(at, 0)
        context.mention(place.id, Span(start, start + len(place.title)) if at >= 0 else block_span(place.heading))
    blocks = [place.heading, *([listing.block] if listing else [])]
    if context.event is not None:
        context.add(RaisedAt(source=place.id, target=context.event, evidence=context.evidence(*blocks)))
    context.claim(RULE, *blocks)
    if listing:
        context.mention(place.id, listing.span)
    if section is not None:
        state_continuation(context, place)
    _state_topic(context, place, listing)
    _state_places(context, place, listing)


def _words(section: Section | None, block: Block) -> str:
    """Return a block's words without the label that it may begin with."""
    for child in section.children if section else []:
        if child.label and block is child.heading:
            return block.text[child.label :]
    return block.text


def _state_topic(context: Context, place: ChallengePlace, listing: Listed | None) -> None:
    found = _topic(context, place, listing)
    if found is None:
        return
    name, block = found
    topic = make_id("topic", name)
    context.state(Topic(id=topic, name=name), block)
    context.add(About(source=place.id, target=topic, evidence=context.evidence(block)))
    if hit := lexicon("topics").first(block.text, name):
        context.mention(topic, within(block, hit.start, hit.end))


def _topic(context: Context, place: ChallengePlace, listing: Listed | None) -> tuple[str, Block] | None:
    """Return the challenge's public-service area and the block that shows it: by a label, in brackets, before a dash, in words."""
    heading = place.heading
    assert heading is not None
    for child in place.section.children if place.section else []:
        if child.role is Role.TOPIC:
            for block, start, stop in child.lines():
                if name := topic_in(block.text[start:stop]):
                    return name, block
    candidates: list[tuple[str, Block]] = []
    before = context.text.blocks[max(0, context.index_at(heading.start) - 1)]
    if before is not heading and (kicker := _KICKER.match(before.text)):
        candidates.append((kicker[1], before))
    if bracket := bracket_of(heading.text):
        candidates.append((bracket, heading))
    for title, block in [(place.title, heading), *([(listing.title, listing.block)] if listing else [])]:
        if tag := _TAG.match(title):
            candidates.append((tag[1], block))
    candidates.append((place.title, heading))
    if listing:
        candidates.append((listing.title, listing.block))
    for words, block in candidates:
        if name := topic_in(words):
            return name, block
    if not place.section or not any(child.role in _TOLD for child in place.section.children):
        return None
    told = [b for b in place.section.all_blocks() if b.kind in (Kind.PARAGRAPH, Kind.ITEM)]
    for blocks in (place.summary, told):
        counts: Counter[str] = Counter()
        for block in blocks:
            counts.update(hit.entry.sense for hit in lexicon("topics").find(block.text[:5000]))
        best = max(counts, key=lambda n: counts[n], default=None)
        if best and counts[best] > 1:
            return best, next(b for b in blocks if lexicon("topics").first(b.text[:5000], best))
    return None


def _state_places(context: Context, place: ChallengePlace, listing: Listed | None) -> None:
    """State the places that a challenge is about: those of its title and summary, not of whatever else a paragraph that lists it
    tells."""
    assert place.heading is not None
    found: dict[str, list[Block]] = {}
    whole = block_span(place.heading)
    title = listing.span if listing and place.section is None and listing.block is place.heading else whole
    for block in [place.heading, *place.told_alone]:
        for printed, span in context.names.places_in(block):
            if block is place.heading and not (title.start <= span.start and span.end <= title.end):
                continue
            if block is not place.heading and is_held_up(block.text, span.start - block.start):
                continue  # where an example is
            found.setdefault(context.names.state_place(printed, span), []).append(block)
    for child in place.section.children if place.section else []:
        if child.role is Role.PLACE:
            for block, start, stop in child.lines():
                for printed, span in context.names.places_in(block):
                    if block.start + start <= span.start and span.end <= block.start + stop:
                        found.setdefault(context.names.state_place(printed, span), []).append(block)
    for node, blocks in found.items():
        context.add(Concerns(source=place.id, target=node, evidence=context.evidence(*blocks)))
