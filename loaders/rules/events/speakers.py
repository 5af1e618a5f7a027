"""Who spoke at the event, and how: opening address, keynote, panel, vignette."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context, Entry
from loaders.dates import time_at
from loaders.lexicons.cued import Cued
from loaders.lexicons.lexicon import Hit, lexicon
from loaders.lexicons.words import any_of, word_set
from loaders.rules.bodies.attendees import LABELLED, said_of
from loaders.rules.events.other_events import tells_of_another
from loaders.rules.events.programme import is_timed
from loaders.rules.events.speaker_names import can_be_person, is_apart, is_in_title, tells_of_judges
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_cells import entry_in_cell
from loaders.rules.people.person_lines import entry_at, is_known_first, names_in
from loaders.structure.sections import Role, Section
from schema.links import SpokeAt

RULE = "speakers"

_INTRODUCES = re.compile(
    rf"(?:\b{any_of('introduces a speaker')}\b(?:\s+{any_of('ties to a body')})?|[:;,(–—|&\t]|\s-|^)\s*(?:the\s+)?$",
    re.I,
)
_ELSEWHERE = Cued(
    rf"\b(?:{any_of('tells of speaking')}|{any_of('occasion of an address')} (?:\w+ )?"
    rf"{any_of('said at an event')}|gave {any_of('article')} (?:\S+ )?talk)\b",
    re.I,
)
_SEVERAL = re.compile(rf"\b{any_of('short talks')}\b", re.I)
_IN_WORDS = re.compile(rf",? in {any_of('determiner')} ")
"""How a quotation goes on that says on which occasion it was said ("in her opening remarks")."""
_NEAR = 60
_ABOUT = 12
"""How many words below such a heading tell of the speaker, and so may name others as well."""
_PRESENTED = 3
"""How many headings must be people's names for a part to present its speakers by them."""
_LISTENERS = 3
"""How many words behind a number may say that those are who listened."""
_TOLD_OF = re.compile(rf"\b{any_of('saying', 'telling')}\b[^.;]* that (?:\w+ )?$")
"""What stands before a name of which a speaker only told ("She told us that her friend Ada North once ...")."""
_GIVEN_BY = re.compile(rf" {any_of('of a body')}\b| by\b")
"""What stands behind the word for a talk where those who gave it follow."""
_VERB = re.compile(rf"^[^.;]{{0,140}}\b(?P<verb>{any_of('saying', 'telling', 'speaking up')})\b")


def state_speakers(context: Context) -> None:
    """State who spoke at the event."""
    if context.event is None:
        return
    minutes = context.is_minutes
    for section in context.section.find(Role.SPEAKERS):
        manner = manner_in(section.title) if section.heading else None
        if manner == "panel" and minutes:
            continue  # there, a panel is the body that meets
        context.claim(RULE, section.heading)
        presented = _presents_people(context, section)
        for part in section.walk():
            current = manner_in(part.title) if part is not section and part.heading else manner
            for block in part.body:
                label = LABELLED.match(block.text)
                came = label is not None and current != "panel" and said_of(label[1]) is not None
                if is_apart(block) or came:
                    continue  # "In the room: ..." says who came, and nothing of speaking
                if presented and len(block.text.split()) > _ABOUT:
                    context.claim(RULE, block)
                    continue  # it tells whom else a speaker met
                current = (
                    manner if is_timed(context, block) else current
                )  # what another slot is called says nothing of this
                current = (
                    _block(context, block, current) or current
                    if block.kind is not Kind.PARAGRAPH
                    else (_block(context, block, manner) and manner)
                )
                context.claim(RULE, block)
    for block in [] if minutes else _elsewhere(context):
        label = re.match(r"\s*([^:.]{3,40}):\s+(?=[A-Z])", block.text)
        _block(context, block, None, strict=not (label and manner_in(label[1])))


def _presents_people(context: Context, section: Section) -> bool:
    """Whether a part about speakers presents each of them below a heading that is the name."""
    heads = [block.text for part in section.walk() for block in part.blocks if block.kind is Kind.HEADING]
    people = sum(is_known_first(head) and can_be_person(context, head) for head in heads[1:])
    return people >= _PRESENTED and 2 * people > len(heads)


def _elsewhere(context: Context) -> list[Block]:
    """Return blocks outside the part about speakers that tell of somebody speaking."""
    skipped: set[int] = set()
    apart = (
        Role.NOISE,
        Role.SPEAKERS,
        Role.IDEAS,
        Role.ATTENDEES,
        Role.REFERENCES,
        Role.OWNERS,
        Role.SUPPORTERS,
        Role.BOTH,
    )
    for section in context.section.find(*apart, Role.INSIGHTS, Role.INITIATIVES):
        skipped.update(b.start for b in section.all_blocks())
    return [
        b
        for b in context.text.blocks
        if b.start not in skipped and not is_apart(b) and _ELSEWHERE.search(b.text[:6000])
    ]


def talked_of(words: str, found: list[Hit]) -> list[Hit]:
    """Return the words that tell of talks without those that mean something else ("no fixed address", "spoke to 5 people")."""
    apart = _no_talks(words) if found else []
    return [hit for hit in found if not any(one.start <= hit.start and hit.end <= one.end for one in apart)]


def _no_talks(words: str) -> list[Hit]:
    """Return what looks like a talk and is none, as nobody follows who listens at an event ("spoke to over 200 delegates")."""
    listening = word_set("whom a speaker tells")
    return [
        hit
        for hit in lexicon("talks").find(words, "no talk")
        if listening.isdisjoint(words[hit.end :].lower().replace(",", " ").split()[:_LISTENERS])
    ]


def _says(after: str) -> bool:
    """Whether the words behind a name go on with what a speaker does."""
    said = _VERB.match(after)
    return said is not None and not any(hit.start <= said.start("verb") < hit.end for hit in _no_talks(after))


def _manners(words: str) -> list[Hit]:
    """Return the words that say how somebody speaks."""
    return talked_of(words, lexicon("speaking").find(words))


def manner_in(words: str) -> str | None:
    """Return how somebody speaks, by the first words that say so."""
    found = _manners(words)
    near = [hit.entry.sense for hit in found if hit.start < found[0].start + 20]
    return min(near, key=lexicon("speaking").senses.index, default=None)


def _block(context: Context, block: Block, manner: str | None, *, strict: bool = False) -> str | None:
    """State the speakers whom a block names; return the manner that it leaves open for the blocks after it."""
    found = False
    opened = None
    carried: str | None = None
    for start, end in context.sentences(block):
        sentence = block.text[start:end]
        told = manner_in(sentence)
        if told is None and ((strict and carried is None) or not any(names_in(context, block, start, end))):
            continue
        if tells_of_another(context, block, start):
            continue
        carried = ("vignette" if _SEVERAL.search(sentence) else "address") if told else carried
        position = start
        for name in names_in(context, block, start, end):
            at, printed = name.start - block.start, context.words(name)
            if at < position or is_in_title(sentence, at - start):
                continue
            cell = next((c for c in block.cells if c.start <= name.start < c.end), None)
            where = cell is not None and found  # a cell behind the speaker's may say where
            if not is_known_first(printed) and (where or not can_be_person(context, printed)):
                continue
            entry = entry_in_cell(context, block, cell, name) if cell else entry_at(context, block, at)
            if entry is None or not _is_speaker(block, start, at, entry, strict=strict, told=told is not None):
                continue
            how = _nearest(sentence, at - start) or manner
            if how is None and not _says(block.text[entry.end :]):
                continue
            how = how or carried or "address"
            _state_speaker(context, block, entry, None if tells_of_judges(sentence) else how)
            found = True
            position = max(entry.end, at + 1)
        opened = told or opened
    return opened if not found or block.text.rstrip().endswith(":") else manner


def _nearest(sentence: str, at: int) -> str | None:
    """Return the manner that the words before a name tell, else those after it."""
    before = _manners(sentence[:at])
    if before:
        last = max(hit.end for hit in before)
        told = sentence[last:at]
        if told.endswith((", and ", "; ")) and not _GIVEN_BY.match(told) and (own := manner_in(sentence[at:])):
            return own  # "Ada North opened the day, and Bo West gave the keynote"
        near = [hit.entry.sense for hit in before if hit.end > last - 25]
        return min(near, key=lexicon("speaking").senses.index)
    return manner_in(sentence[at:])


def _is_speaker(block: Block, start: int, at: int, entry: Entry, *, strict: bool, told: bool) -> bool:
    bold = any(s.start <= entry.person.start and entry.person.end <= s.end for s in block.bold)
    before = block.text[max(start, at - 60) : at]
    introduced = bool(_INTRODUCES.search(before))
    line = next((at for at in block.breaks if at >= entry.person.end), block.end) - block.start
    after = block.text[entry.end : line]
    if before.endswith(" of ") and not (entry.organisation or entry.role):
        introduced = is_known_first(block.text[at : entry.person.end - block.start])  # no "training of Fourier Sets"
    apart = bold and not any(s.start == block.start and s.end >= entry.person.end for s in block.bold)
    unlike = not apart and not is_known_first(block.text[at : entry.person.end - block.start])
    if unlike and (time_at(block.text) is not None or block.text[entry.person.end - block.start :].startswith("&")):
        return False  # "3.00 – 3.30 Harbour Design: lessons" and "Audience Q&A" are items of a programme
    if strict and _TOLD_OF.search(before):
        return False
    if strict:
        close = told and lexicon("speaking").first(block.text[max(start, at - 90) : at]) is not None
        if (owned := re.match(r"['’]s\s+", after)) and manner_in(after[owned.end() :][:40]):
            return True
        if _IN_WORDS.match(after) and manner_in(after[:_NEAR]):
            return True
        near_verb = after.removeprefix(",")[:1].isspace() and _says(after)
        known = is_known_first(block.text[at : entry.person.end - block.start])
        spoken_of = bool(re.search(r"\babout\b[^,;]*$", before))
        return (introduced and close and not spoken_of) or bool(
            near_verb and (entry.organisation or entry.role or bold or known)
        )
    return bold or introduced or _says(after)


def _state_speaker(context: Context, block: Block, entry: Entry, how: str | None) -> None:
    """State a person and, unless it is not said how somebody spoke, that the person did."""
    assert context.event is not None
    person, _ = state_entry(context, entry, block)
    if how is not None:
        context.add(SpokeAt(source=person, target=context.event, as_=how, evidence=context.evidence(block)))
