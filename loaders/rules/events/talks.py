"""Who spoke at the event, where programmes and accounts of a day tell it: in a slot with a time, in a list that a line with a colon
introduces, or in a sentence that ties a person to a talk.

People are those whom other rules have named by then. In minutes, members report and ask all the time: there, only a talk that is
called one counts.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.lexicon import Hit, lexicon
from loaders.lexicons.words import any_of
from loaders.names.phrases import Phrases
from loaders.names.printed import fold
from loaders.names.register import first_names
from loaders.rules.events.at_tables import told_at_tables
from loaders.rules.events.named_before import Person, addressed, named_again
from loaders.rules.events.other_events import tells_of_another
from loaders.rules.events.programme import LINE, runs, sessions, slots
from loaders.rules.events.programme_lines import (
    behind_hours,
    below_titles,
    ending_with_people,
    in_brackets_of_cells,
    in_columns,
    in_lines_of_cells,
    label_of,
    speakers_on,
)
from loaders.rules.events.series import first_name, lines_on, presented
from loaders.rules.events.speaker_names import HANDLE, can_be_person, can_be_title, is_apart, tells_of_judges
from loaders.rules.events.speakers import manner_in, talked_of
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_lines import entry_at, is_known_first
from loaders.structure.sections import Role
from schema.links import SpokeAt
from schema.nodes import Event

RULE = "talks"

_APART = (
    Role.NOISE,
    Role.REFERENCES,
    Role.IMPRINT,
    Role.OWNERS,
    Role.SUPPORTERS,
    Role.BOTH,
    Role.ATTENDEES,
    Role.IDEAS,
)
_NEAR = 60
"""The most characters between a talk and the words that tie a person to it."""
_ADDRESS = any_of("courtesy title", "title of honour", capital=True)
_OFFICE = r"(?:[\w'’&.“”\"()-]+ ){0,8}(?:[\w'’&-]+, )?"
_CHAIN = re.compile(rf"(?:[,;&/\s]|\b{any_of('joins people')}\b)+(?:{_ADDRESS}|[.\s])*")
_BRACKET = re.compile(r"\s*\([^()]{1,120}\)")
_APPOSITION = 160
"""The most characters between a name and its verb that may say who the person is."""
_FROM = re.compile(rf"\s+{any_of('of a body', 'from bodies')}\s+(?:the\s+)?(?=[A-Z])")
_LEAD = re.compile(rf",?\s*(?:{any_of('between people who spoke')}[- ]+)*")
_TITLE = rf"(?:{_ADDRESS}\.? )?"
_NAME = rf"(?P<name>(?!{_ADDRESS}\b)[A-ZÀ-Þ][\w'’-]+(?: (?:[A-Z]\.?|{any_of('particle of a name')}))?(?: [A-ZÀ-Þ][\w'’-]+){{1,2}})"
_AT_HEAD = Cued(
    rf"^(?:\W*|[^,(]{{4,60}} {any_of('and')} ){_TITLE}{_NAME}(?=\s*(?:[,(–—|&]|-\s|$| {any_of('of a body', 'and')} ))"
)
"""A line of a list of speakers begins with one."""
_IN_SLOT = Cued(
    rf"(?:[–—(|:,/&]\s*|\s-\s+|\b(?:{any_of('joins people')}|by|from)\s+|\d\s+(?=[^,;]{{5,60}} in conversation\b)){_TITLE}{_NAME}"
    r"(?=\s*(?:[,()|;&]|[–—-]\s|$|\band\s|\bin\s+conversation\b))"
)
"""In a line of a programme, a person stands behind a dash or a bracket."""
_AT_END = Cued(
    r"(?<=[\w)?!”’] )(?<!\b(?:at|in|to|of) )(?<!\b(?:for|the) )(?P<name>(?P<first>[A-ZÀ-Þ][\w'’-]+) [A-ZÀ-Þ][\w'’-]+)$"
)
"""A line of a programme ends with one whose first name is known, even where nothing parts it from the talk."""
_GIVES = Cued(
    rf"(?:^|(?<=[.!?:] )|\b(?:and|while) ){_TITLE}{_NAME}(?: and {_TITLE}[A-Z][\w'’-]+(?: [A-Z]\.?)?(?: [A-Z][\w'’-]+)+)?"
    r"(?=(?:,? ?[( ][^().]{2,90}[),])?,? "
    rf"{any_of('done by a person')}\b)"
)
"""Who did such a thing is a person."""

_NEXT_SPEAKER = re.compile(rf"{any_of('outlining')}\b")
"""What an account says of the next speaker, whom it begins a sentence with; others said or told something at any time."""
_FIRST = re.compile(r"\W*(?:[A-Z][a-z]+(?: \w+){0,5},\s+)?")
"""What may stand before such a one: nothing, or when it was ("After lunch,")."""

_PARTICIPLE = re.compile(rf"(\w+e[dn]|{any_of('participle without ending')})\s*$")
_OF_A_TALK = re.compile(
    any_of("giving", "leading", "opening", "speaking", "telling", "telling of the past") + "|followed"
)
"""What is done with a talk, with which a "by" ties a speaker to it."""
_NAMED_NEXT = re.compile(
    rf"(?:\b{any_of('names speakers')}|\b{any_of('role of a speaker')}(?:[\w'’ ,]{{0,40}} {any_of('says who speaks')})?,?"
    rf"|^{any_of('while opening')} [\w'’ -]{{3,60}},|\bpanel\b[^.;]{{0,80}} {any_of('says who is on a panel')})"
    rf"(?: also)?:?\s+(?:our |the )?(?-i:(?:(?:[A-Z][\w'’&-]*,?|{any_of('inside a long name')}) ){{0,6}})$",
    re.I,
)
"""What stands right before the first of those who spoke, whom a sentence lists."""
_THANKED = Cued(rf"(?P<names>[A-Z][^.;:]{{5,300}}?)\s+for\s+{any_of('while speaking')}\b")
"""Who is thanked for a talk ("thanks to Ada North and Bo Dale for presenting")."""
_PROSE = re.compile(r"(?: [a-z]{2,}){3}.*\.$")
"""What shows that a line below a list of those who came tells of the day."""
_SHORT = 15
"""The most characters between a title and who speaks ("– ", "Led by ")."""
_RUN, _MOST = 3, 0.6
"""The fewest lines that make a list of talks, and the least share of them that has its shape."""


def state_talks(context: Context) -> None:
    """State who spoke at the event, as programmes and accounts tell it."""
    if context.event is None:
        return
    minutes = context.is_minutes
    people = context.people()
    known = {link.source for link in context.all(SpokeAt)}
    apart, attending = context.starts_in(*_APART) | told_at_tables(context), context.starts_in(Role.ATTENDEES)
    in_slots = slots(context)
    in_sessions = set[int]() if minutes else sessions(context) | set(in_slots) | below_titles(context)
    listing = {} if minutes else _runs_of_talks(context, people)
    on, cards = ({}, {}) if minutes else (lines_on(context), presented(context, people))
    cells = {} if minutes else in_lines_of_cells(context, in_slots)
    bracketed = {} if minutes else in_brackets_of_cells(context, in_slots, people)
    columns = {} if minutes else in_columns(context, in_slots)
    in_slots = {**listing, **ending_with_people(context, in_sessions), **in_slots}
    in_sessions.update(listing)
    again = Phrases(sorted(context.names.known_people().items()))
    surnames = context.names.surnames()
    listed: str | None = None
    for block in context.text.blocks:
        named = people.get(block.start, [])
        shown = block.start in attending and block.start not in context.peopled  # where it is no more than a list
        shown = shown and block.kind is not Kind.ROW and _tells(block)
        if (block.start in apart and not shown) or is_apart(block) or context.is_ignored(block):
            listed = None
            continue
        found: list[tuple[str, str]] = []
        short = len(block.text) <= LINE
        if listed and short and (named := _with_form(context, block, named, _AT_HEAD)) and _begins(block, named[0]):
            found = [(who, listed) for who in _joined(block, named)]
        elif block.start in on and (before := _before(context, block, named, on[block.start])):
            found = [(who, "presentation") for who in before]
        elif block.start in cards:
            found = [(cards[block.start], "address")]
        elif block.start in cells:
            spoken = manner_in(block.text) or "presentation"
            found = [(state_entry(context, entry, block)[0], spoken) for entry in cells[block.start]]
        elif alone := speakers_on(context, block, named, in_programme=not minutes and block.start in in_sessions):
            manner = manner_in(label_of(block.text, in_programme=True)[0]) or manner_in(in_slots.get(block.start, ""))
            found = [(who, manner or _manner_of(context, block) or "address") for who in alone]
        else:
            listed = None
            if block.start in in_slots and short and not _PROSE.search(block.text):
                named = _with_form(context, block, named, _IN_SLOT)
                named = _with_form(context, block, named, _AT_END) if block.kind is not Kind.HEADING else named
                found = [(who, manner_in(in_slots[block.start]) or "presentation") for _, _, who in named]
            elif not minutes or named:
                named = [*named, *named_again(block, named, again)]
                named += [] if minutes else addressed(block, named, surnames)
                named = named if minutes else _with_form(context, block, named, _GIVES)
                found = list(_told(context, block, named, minutes=minutes, told=bool(known)))
            if block.start in in_slots:
                first = [*behind_hours(context, block), *columns.get(block.start, ())]
                early = [(context.names.state_person(context.words(name), name), "presentation") for name in first]
                found += [one for one in early if one[0] not in {who for who, _ in found}]
            introduces = block.text.rstrip().endswith(":") and lexicon("talks").first(block.text[-160:], "lists")
            if introduces and not minutes and block.kind is not Kind.HEADING:
                listed = manner_in(block.text) or "address"
        for entry in bracketed.get(block.start, ()):
            found.append((state_entry(context, entry, block)[0], manner_in(block.text) or "presentation"))
        for who, manner in found:
            if who not in known:
                known.add(who)
                context.add(SpokeAt(source=who, target=context.event, as_=manner, evidence=context.evidence(block)))
        if found:
            context.claim(RULE, block)


def _before(context: Context, block: Block, named: list[Person], end: int) -> list[str]:
    """Return the people of a line before the words on which they spoke."""
    before = [who for at, _, who in named if at < end]
    first = first_name(context, block) if not before else None
    return before or ([context.names.state_person(context.words(first), first)] if first else [])


def _runs_of_talks(context: Context, people: dict[int, list[Person]]) -> dict[int, str]:
    """Return the lines of lists below headings that speak of talks, most of which name somebody first, or behind a title and a
    mark; each with its heading."""
    found: dict[int, str] = {}
    for title, lines in runs(context):
        spoken = manner_in(title) and not _names_event(context, title)
        if len(lines) < _RUN or not (spoken or lexicon("talks").first(title, "lists")):
            continue
        shaped = [line for line in lines if _AT_HEAD.search(line.text) or _IN_SLOT.search(line.text)]
        named = [line for line in shaped if people.get(line.start) or _known(line)]
        if len(shaped) >= _MOST * len(lines) and len(named) >= max(2, len(lines) / 2):
            found.update((line.start, title) for line in lines)
    titled = [block for block in context.text.blocks if _has_title(context, block)]
    return found if len(titled) < _RUN else {**{block.start: "" for block in titled}, **found}


def _has_title(context: Context, block: Block) -> bool:
    """Whether a line begins with a talk's title, which its look sets apart, and goes on with somebody whose first name is known."""
    look = next((s for s in (*block.bold, *block.italic) if s.start == block.start and s.end < block.end), None)
    if look is None or len(block.text) > LINE or block.kind is Kind.ROW or not can_be_title(context, look):
        return False
    match = next((m for m in _IN_SLOT.finditer(block.text) if m.start("name") > look.end - block.start), None)
    return (
        match is not None and match.start("name") - (look.end - block.start) < _SHORT and is_known_first(match["name"])
    )


def _names_event(context: Context, title: str) -> bool:
    """Whether a heading calls the gathering by its name, a roundtable or a panel, so that those below it may be who wrote of it."""
    event = context.node(Event, context.event) if context.event else None
    return event is not None and fold(event.name) in fold(title)


def _known(line: Block) -> bool:
    """Whether somebody whose first name is known stands where a line of a programme names a speaker."""
    return any(is_known_first(match["name"]) for form in (_AT_HEAD, _IN_SLOT) for match in form.finditer(line.text))


def _with_form(context: Context, block: Block, named: list[Person], form: Cued) -> list[Person]:
    """Return the people of a block with those whose place in it alone shows that they are people, whatever their names; these are
    stated, with the office and body beside them."""
    found = list(named)
    for match in form.finditer(block.text):
        at, end = match.span("name")
        if form is _AT_END and fold(match["first"]) not in first_names(sure=True):
            continue
        if context.names.marked.between(block, at, end) or not can_be_person(context, match["name"]):
            continue
        if not is_known_first(match["name"]) and any("|" in block.text[end:other] for other, _, _ in named):
            continue  # the title's cell, before the one of who spoke
        if match[0].startswith("by ") and _done_otherwise(block.text[: match.start()]):
            continue  # "Lunch (cooked by Elm Kitchen)"
        span = within(block, at, end)
        who = context.names.state_person(match["name"], span)
        entry = entry_at(context, block, at)
        if entry is not None and entry.organisation is not None:
            who, _ = state_entry(context, entry, block)
        found.append((at, end, who))
    return sorted(found)


def _begins(block: Block, person: Person) -> bool:
    return len(re.sub(rf"[^\w]|\b{_ADDRESS}\b", "", block.text[: person[0]])) == 0


def _manner_of(context: Context, block: Block) -> str | None:
    """Return how those speak whom the section around a block lists, by the nearest heading that says so."""
    around = [s for s in context.section.find(Role.SPEAKERS) if block in s.all_blocks()]
    return next((m for s in reversed(around) if (m := manner_in(s.title))), None)


def _joined(block: Block, named: list[Person]) -> Iterator[str]:
    """Yield the people at the head of a line: the first, and those whom "and" or a comma joins to it."""
    yield named[0][2]
    for before, after in pairwise(named):
        if not _CHAIN.fullmatch(block.text[before[1] : after[0]]):
            return
        yield after[2]


def _told(
    context: Context, block: Block, named: list[Person], *, minutes: bool, told: bool
) -> Iterator[tuple[str, str]]:
    """Yield the people whom a block's sentences tie to a talk, and how they spoke; `told` says that others have spoken."""
    opened = False
    for start, end in context.sentences(block):
        sentence = block.text[start:end]
        people = [(a - start, _behind_handle(block, b) - start, who) for a, b, who in named if start <= a < end]
        if not people or tells_of_another(context, block, start) or tells_of_judges(sentence):
            continue
        hits = talked_of(sentence, lexicon("talks").find(sentence))
        manner = manner_in(sentence)
        spoke = set(_thanked(sentence, people))
        for index, person in enumerate(people):
            if _is_tied(sentence, person, hits, minutes=minutes, opened=opened or manner is not None, told=told):
                spoke.add(person[2])
                spoke.update(who for _, _, who in _chained(sentence, people, index))
        opened = opened or bool(spoke)
        yield from ((who, manner or "address") for _, _, who in people if who in spoke)


def _tells(block: Block) -> bool:
    """Whether a block is told in sentences, or labels whom it names."""
    return _PROSE.search(block.text) is not None or label_of(block.text, in_programme=False)[0] != ""


def _behind_handle(block: Block, end: int) -> int:
    handle = HANDLE.match(block.text, end)
    return handle.end() if handle else end


def _thanked(sentence: str, people: list[Person]) -> Iterator[str]:
    """Yield the people whom a sentence thanks for their talks."""
    for match in _THANKED.finditer(sentence) if people and "thank" in sentence.lower() else ():
        start, end = match.span("names")
        for at, stop, who in reversed([one for one in people if start <= one[0] < end]):
            if stop != end and not _CHAIN.fullmatch(sentence[stop:end]):
                break
            yield who
            end = at


def _chained(sentence: str, people: list[Person], index: int) -> Iterator[Person]:
    """Yield the people joined to one who spoke: "A and B gave ...", "talks by A on x; B on y"."""
    for at in range(index, 0, -1):
        if not _CHAIN.fullmatch(sentence[people[at - 1][1] : people[at][0]]):
            break
        yield people[at - 1]
    before = people[index]
    for after in people[index + 1 :]:
        between = sentence[before[1] : after[0]]
        if before[1] < after[0] and between.count("(") > between.count(")"):
            continue
        if not re.search(r"(?:[;,/&]|\band)\s*(?:\band\s+)?(?:\w+\.?\s+)?$", between):
            break
        if lexicon("talks").first(between, "gives") or len(between) > (3 if ";" in between else 2) * _NEAR:
            break
        yield after
        before = after


def _is_tied(
    sentence: str, person: Person, hits: list[Hit], *, minutes: bool, opened: bool, told: bool = False
) -> bool:
    """Whether a sentence ties a person to a talk; `opened` says that it goes on to tell of one, `told` that others have spoken."""
    at, end, _ = person
    before, after = sentence[:at], sentence[end:]
    if re.search(rf"\b(?:{any_of('spoken about')}|thank\w*)\s+(?:\w+\s+){{0,2}}$", before):
        return False
    things = [hit for hit in hits if hit.entry.sense == "thing" and not (minutes and hit.entry.id == "discussion")]
    if any(hit.end <= at for hit in things):
        near = max(hit.end for hit in things if hit.end <= at)
        tie = lexicon("talks").find(before[near:], "by")
        if any(
            hit.start <= _NEAR
            and not _done_otherwise(before[near:][: hit.start])
            and re.fullmatch(rf"\s+(?!\w+ing\s*$)(?:our |the )?{_OFFICE}", before[near:][hit.end :])
            for hit in tie
        ):
            return True
        if re.fullmatch(
            rf"[”\"’')]*\s*(?:[,–—-]|(?:of [^.;:]{{2,80}})?:)\s*(?:{any_of('before a noun')} )?", before[near:]
        ):
            return True
    if not minutes and _NAMED_NEXT.search(before[-2 * _NEAR :]):
        return True
    if owned := re.match(r"['’]s?\s+(?:[\w-]+\s+){0,2}", after):
        return bool(lexicon("talks").first(after[: owned.end() + 20], "thing"))
    senses = ("tells", "gives", "is")
    starts = {hit.start: sense for sense in senses for hit in hits if hit.entry.sense == sense}
    for first in _after(sentence, end, sorted(starts)):
        match starts.get(first):
            case "is":
                return True
            case "gives":
                return not minutes or any(hit.start >= first for hit in things)
            case "tells":
                return not minutes and (
                    opened or (told and bool(_FIRST.fullmatch(before)) and bool(_NEXT_SPEAKER.match(sentence, first)))
                )
    return False


def _done_otherwise(words: str) -> bool:
    """Whether words before a "by" end with what is done with another thing than a talk ("inspired by a method developed")."""
    done = _PARTICIPLE.search(words)
    return done is not None and not _OF_A_TALK.fullmatch(done[1])


def _after(sentence: str, end: int, verbs: list[int]) -> Iterator[int]:
    """Yield where the words about a person may go on after the name: at once, behind a bracket, behind each comma, or at the first
    verb behind the person's body ("X from Y spoke")."""
    if _FROM.match(sentence, end):
        behind = next((at for at in verbs if at > end), len(sentence))
        if behind - end <= _APPOSITION and set(";:.").isdisjoint(sentence[end:behind].replace(". ", " ", 1)):
            yield behind
    ends = [end]
    if bracket := _BRACKET.match(sentence, end):
        ends.append(bracket.end())
    ends += [end + comma.end() for comma in re.finditer(",", sentence[end : end + _APPOSITION])]
    for one in ends:
        if ";" in sentence[end:one]:
            return
        lead = _LEAD.match(sentence, one)
        yield lead.end() if lead else one
