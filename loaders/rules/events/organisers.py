"""Who held the event: the sentences and lines that say so, whose event it is called, and after whom it is named."""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in, without_year
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import fold, last_word
from loaders.names.register import first_names
from loaders.names.word_sets import HEADS
from loaders.rules.bodies.attendees import is_surely_person, state_body
from loaders.rules.bodies.lists import Name, names_in_sentence
from loaders.rules.events.event_sentences import MEETING_OF
from loaders.rules.events.gatherings import GATHERING
from loaders.rules.events.opening_lines import SAYS_WHO_HELD, goes_on, goes_on_elsewhere, in_opening
from loaders.rules.events.other_events import is_it_another, is_of_another_kind, is_something_else, tells_of_another
from loaders.rules.people.meant_bodies import meant
from loaders.structure.cues import is_role
from schema.links import Organised
from schema.nodes import Event

RULE = "organisations"

_ORGANISED = Cued(
    rf"\b(?:{any_of('is or has been')}\s+(?:(?:\w+ly|{any_of('between people who spoke')})\s+){{0,2}}"
    rf"(?:(?:co-)?{any_of('holding')}|brought together)(?:\s+and)?(?:\s+\w+)?\s+by(?:\s+(?:[a-z-]+\s+){{1,5}}from)?"
    rf"|{any_of('gathering')},?\s+(?:{any_of('is or has been')}\s+)?(?:\w+ly\s+)?{any_of('holding a gathering')}\s+by"
    rf"|{any_of('is or has been')}\s+(?:{any_of('holding')}\s+in|an?)\s+(?:\w+\s+)?{any_of('joint work')}\s+"
    r"(?:between|of|by)"
    rf"|{any_of('held by', capital=True)}(?:\s+\w+ly)?\s+by:?|{any_of('who holds', capital=True)}"
    rf"\s*:|\b[Oo]ur (?:\w+ )?hosts?,?(?:\s+(?:{any_of('be')}|at))?"
    rf"|{any_of('held for')} of)\s+"
)
_HELD = re.compile(
    rf"(?:\s*\([^()]*\))?,?\s+(?:{any_of('who or which')}\s+)?(?:\w+ly\s+)?"
    rf"{any_of('bringing people together')}\s+(?!\w+ of )"
    rf"(?=(?:\S+\s+){{0,14}}?(?i:together|people|{any_of('participant', 'gathering')}|\d{{2,3}}\b))"
)
HOSTS = Cued(
    rf",?\s+(?:\w+ly\s+|also\s+|will\s+(?:be\s+)?|{any_of('be')}\s+(?:{any_of('leads to holding')}\s+to\s+)?)?(?:co-?)?"
    rf"{any_of('holding a gathering', 'to hold', 'in the act of holding')}\s+(?:{any_of('before a noun')}\s+)?"
    rf"(?P<what>(?:[\w'’&-]+\s+){{0,8}}?(?P<noun>{any_of('gathering', 'stands for a gathering')})\b"
    rf"(?!(?: (?!of )\w+)? {any_of('gathering')}\b)|['\"“‘]?[A-Z][^.]{{3,120}})",
    re.I,
)
"""What stands behind those who held a gathering, and what sort it was or what it was called."""
_IS_HOST = Cued(rf" {any_of('be')} (?:{any_of('before a noun')} |joint )?{any_of('who holds')}\b")
"""What says behind names that these held the event ("Elm and Fir were joint hosts")."""
_TOGETHER = Cued(
    rf"\s+(?:(?:{any_of('have', 'be')}|also)\s+)?{any_of('working with another')}\s+with\s+"
    rf"(?P<others>[^.;]{{3,200}}?)\s+\w{{2,3}}\s+"
    rf"(?:\w+ly\s+)?(?:{any_of('to hold', 'in the act of holding', 'holding')}|deliver(?:ing)?|build out)"
    rf"\s+(?P<what>[^.]{{3,100}})"
)
"""What stands behind a body that held something together with others."""
_MEETS = re.compile(rf"(?:[\w-]+\s+){{0,4}}?{any_of('gathering', 'session')}\b")
_BY = Cued(rf", (?:\w+ly )?(?:co-)?{any_of('holding')} by (?:our (?:[a-z]+ ){{1,3}})?(?:the )?(?=[A-Z])")
"""What says behind a comma who held what a sentence names ("We went to Dale Summit, put on by our friends Elm Trust")."""
_LEADS_TO_DAY = len("On the ")
_LEAST = 2
"""In how many sentences words must act that begin the event's name to be a body's; a plain word that begins it may be a
place's."""
_BESIDE = re.compile(rf"{any_of('together with', capital=True)} with (?:the )?(?=(?P<others>[A-Z][^,]{{2,80}}),)")
"""How a sentence begins that tells of those with whom a body held something ("In partnership with Elm, Fir hosted")."""
_WITH = re.compile(rf"(?:(?! \w+ed\b)[^.;:]){{0,90}}?(?: {any_of('together with')}|,) with (?:the )?(?=[A-Z])")
"""What says behind a gathering with whom it was held."""
_AMID = re.compile(rf"[!,]* {any_of('together with')} with (?:the )?(?=[A-Z])")
"""The same between a body and those with whom it held something ("Elm Trust, in partnership with Fir Homes, hosted")."""
_JOIN = re.compile(rf"(?:,|,? {any_of('and')})(?: the)? ", re.I)
_BROUGHT = Cued(
    rf",?\s+(?:\w+ly\s+)?{any_of('bringing people together')}\s+"
    rf"(?=(?:\S+\s+){{0,14}}?(?i:people|{any_of('participant', 'gathering', 'those who take part')}|\d{{2,3}}\b))"
)
"""What stands behind those who brought people together."""
_ALONE = re.compile(rf"{any_of('held or sponsored', capital=True)} by:?\s+(?=[A-Z])[^.]{{3,160}}(?![^.])")
"""How a line of its own begins that says who held or sponsored the event, wherever a layout puts it: in a text box, at the end."""
_LABEL = re.compile(r"\W*[A-Z]\w+(?: \w+)?:\s+(?=[A-Z])")
"""What a sentence may begin with that is no part of a name ("Where: Elm Trust hosted")."""
_AT_TIME = re.compile(rf"{any_of('sentence without a body')}\b")
_WE_ARE = re.compile(r"\bWe are (?:the )?([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,5})")
_OF_ITS_OWN = re.compile(r"\b(?:AGM|[Aa]nnual [Gg]eneral [Mm]eeting)\b")
"""A gathering that nobody but the body after which it is named can hold."""
_SEVERAL = 3
"""The fewest names that make a list."""
_ONE_CLAUSE = 120
"""The most characters between a body and the partner with whom it does something."""
_MEETING_OF = re.compile(rf"^{any_of('meeting')} of (?:the )?", re.I)
"""How the name of a meeting begins whose body follows ("Meeting of Elm Council's Travel Committee")."""
_CAPACITIES = (("host", re.compile(r"\bhost", re.I)), ("convenor", re.compile(r"\bconven[eio]", re.I)))
"""In what capacity a body held an event, by the words that say that it did."""


def state_organisers(context: Context, outside: list[Block]) -> list[str]:
    """State who held the event, by the blocks `outside` that speak of it; return their ids, in reading order."""
    found: list[str] = []
    for block in (*outside, *said_alone(context, outside)):
        for match in _ORGANISED.finditer(block.text):
            invited = match[0].startswith("at the ") and in_opening(context, block, match.start())
            speaks = invited or _speaks_of_event(context, block) or goes_on(context, block, match.start())
            if not speaks or is_other(context, block, match.start()):
                continue
            for name in _bodies(context, names_behind(context, block, match.end())):
                if not context.names.is_place(name.printed):
                    found.append(state_organiser(context, name, block, match[0]))
                    context.claim(RULE, block)
        for match in _BY.finditer(block.text):
            if not is_other(context, block, match.start()) and _names_a_gathering(context, block, match.start()):
                names = _bodies(context, names_behind(context, block, match.end()))[:1]
                found.extend(state_organiser(context, name, block, match[0]) for name in names)
        for body in recognise.organisations(block.text):
            held = _HELD.match(block.text, body.end)
            told = held and block.kind is Kind.PARAGRAPH and _speaks_of_event(context, block)
            if held and told and not is_other(context, block, body.start):
                for one in _subjects(block, body):
                    name = Name(one.printed, (Span(block.start + one.start, block.start + one.end),))
                    if not _is_part_of_event(context, name):
                        found.append(state_organiser(context, name, block, held[0]))
        found.extend(state_organiser(context, name, block, words) for name, words in _hosts(context, block))
        found.extend(state_organiser(context, name, block) for name in _owners_of_event(context, block))
    if not found and (named := _held_as_its_own(context) or _named_in_event(context)) is not None:
        name, block = named
        found.append(state_organiser(context, name, block))
    return list(dict.fromkeys(found))


def said_alone(context: Context, outside: list[Block]) -> list[Block]:
    """Return the lines beside `outside` that begin by saying who held the event, and may go on with who paid for it."""
    read = {b.start for b in outside} | context.aside
    return [b for b in context.text.blocks if b.start not in read and _ALONE.match(b.text)]


def _hosts(context: Context, block: Block) -> Iterator[tuple[Name, str]]:
    """Yield the bodies with which a sentence begins that says that they held such a gathering as the event ("On 1 May, A and the B
    co-hosted a forum") or brought people together on a day, each with the words that say it."""
    event = context.own_event
    if event is None or block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
        return
    for begin, end in context.sentences(block):
        start = begin + len(block.text[begin:end]) - len(block.text[begin:end].lstrip())
        if label := _LABEL.match(block.text, start, end):
            start = label.end()
        sentence = block.text[start:end]
        joint = _TOGETHER.search(sentence)
        if (
            joint
            and (_MEETS.match(joint["what"]) or fold(event.name) in fold(joint["what"]))
            and not tells_of_another(context, block, start)
        ):
            comma = sentence.find(", ", 0, joint.start()) if _AT_TIME.match(sentence) else -1
            one = names_in_sentence(context, block, start + comma + 1, stop=start + joint.start())
            others = names_in_sentence(context, block, start + joint.start("others"), stop=start + joint.end("others"))
            yield from ((name, joint[0]) for name in (*one, *others) if _can_hold(context, event, name))
        if (hosts := _IS_HOST.search(sentence)) is not None and not tells_of_another(context, block, start):
            clause = sentence.rfind("; ", 0, hosts.start()) + 1
            first = clause + len(sentence[clause:]) - len(sentence[clause:].lstrip())
            names = names_in_sentence(context, block, start + first, stop=start + hosts.start())
            if names and names[-1].spans[-1].end == block.start + start + hosts.start():
                yield from ((name, hosts[0]) for name in _holders(context, event, names))
        held = HOSTS.search(sentence)
        if held is not None and not (
            is_event(event, held) or (held["what"] == "it" and in_opening(context, block, start))
        ):
            held = None
        if held is None and (brought := _BROUGHT.search(sentence)) and day_in(sentence):
            held = brought
        if held is None or tells_of_another(context, block, start):
            continue
        if beside := _BESIDE.match(sentence):
            others = names_in_sentence(context, block, start + beside.end(), stop=start + beside.end("others"))
            yield from ((name, "") for name in others if _can_hold(context, event, name))
        beside = _WITH.match(sentence, held.end())
        if beside and (
            sentence[: held.start()].split()[-1:] in (["We"], ["we"])
            or names_in_sentence(context, block, start, stop=start + held.start())
        ):
            others = names_in_sentence(context, block, start + beside.end(), stop=end)
            yield from ((name, "") for name in others if _can_hold(context, event, name))
        amid = _AMID.search(sentence, 0, held.start())
        firsts = (amid.end(),) if amid else ()
        if amid:
            one = names_in_sentence(context, block, start, stop=start + amid.start())
            yield from ((name, held[0]) for name in one if _can_hold(context, event, name))
        day = day_in(sentence)
        firsts = (*firsts, day[1] + 1) if day and day[0] <= _LEADS_TO_DAY else firsts  # "On 1 May the Elm Trust ..."
        for first in (*firsts, 0, *(m.end() for m in re.finditer(r",\s+|\bwhen (?=[A-Z])", sentence[: held.start()]))):
            if _AT_TIME.match(sentence, first):
                continue
            names = _whole(
                block, names_in_sentence(context, block, start + first, stop=start + held.start()), start + held.start()
            )
            if names and names[-1].spans[-1].end == block.start + start + held.start():
                yield from ((name, held[0]) for name in _holders(context, event, names))
                break


def _holders(context: Context, event: Event, names: list[Name]) -> list[Name]:
    """Return those of a sentence's subjects that can hold an event; where most of several can, all that are no person or place."""
    sure = [name for name in names if _can_hold(context, event, name)]
    if len(names) < _SEVERAL or 2 * len(sure) < len(names):
        return sure
    return [n for n in names if n in sure or not (is_person(context, n) or context.names.is_place(n.printed))]


def _whole(block: Block, names: list[Name], stop: int) -> list[Name]:
    """Return names, the last one with the capitalised words behind it up to a verb: "Creative Commons" may go on with a country."""
    if not names or len(names[-1].spans) > 1:
        return names
    first, last = names[-1].spans[0].start - block.start, names[-1].spans[0].end - block.start
    if re.fullmatch(r"(?: [A-Z][\w'’&-]*)+", block.text[last:stop]):
        return [*names[:-1], Name(block.text[first:stop], (within(block, first, stop),))]
    return names


def is_event(event: Event, held: re.Match[str]) -> bool:
    """Whether what somebody held is the event: such a gathering as it is, or one called so."""
    what = fold(held["what"].strip(" '\"“‘"))
    noun = (held["noun"] or "").lower().split(" ")[-1]
    return noun in ((event.kind or "").split(" ")[-1], "event", "day", "us") or fold(event.name) in what


def _can_hold(context: Context, event: Event, name: Name) -> bool:
    """Whether a name with which a sentence begins is a body's: no person's, not the event's own, no word such as "We"."""
    printed = fold(without_year(name.printed))
    own = fold(without_year(event.name))  # "the Annual Meeting held on 14 May": the meeting, and nobody who held it
    if day_in(name.printed) is not None or printed.split(" ")[0] in word_set("participant"):
        return False
    if is_role(name.printed) and printed.split(" ")[-1] not in HEADS:
        return False
    if is_person(context, name) or printed in own.split(" ") or f" {printed}".endswith(f" {own}"):
        return False
    if _is_part_of_event(context, name):
        return False
    if context.names.is_organisation(name.printed):
        return True
    return name.printed[1:2].isupper() or (len(printed.split()) > 1 and printed.split()[0] not in first_names())


def _is_part_of_event(context: Context, name: Name) -> bool:
    """Whether a name is the event's own, cut short ("Dale Forum" of the Dale Forum on Care)."""
    event, words = context.own_event, fold(name.printed)
    gathers = words.split(" ")[-1] in word_set("gathering")
    return event is not None and gathers and fold(event.name).startswith(f"{words} ")


def is_person(context: Context, name: Name) -> bool:
    """Whether a name in a list of bodies is a person's: by its form, or because it was read as one."""
    named = context.people().get(context.block_at(name.spans[0].start).start, [])
    at = name.spans[0].start - context.block_at(name.spans[0].start).start
    return is_surely_person(context, name.printed) or any(start == at for start, _, _ in named)


def names_behind(context: Context, block: Block, start: int) -> list[Name]:
    """Return the bodies of a list from a place of a block's text to the end of its sentence."""
    stop = next((end for _, end in context.sentences(block) if start < end), len(block.text))
    return [one for name in names_in_sentence(context, block, start, stop=stop) if (one := meant(context, block, name))]


def is_other(context: Context, block: Block, at: int) -> bool:
    """Whether the sentence of what stands at a place tells of something else than the event."""
    start = next(a for a, b in context.sentences(block) if a <= at <= b)
    noun = GATHERING.match(block.text, at)
    first = noun is not None and is_of_another_kind(context.own_event, block.text[start : noun.end()])
    clause = max(start, block.text.rfind("; ", start, at) + 1)
    said = block.text[clause:at]
    other = first or tells_of_another(context, block, start) or is_something_else(context, said)
    if other or goes_on_elsewhere(context, block, at):
        return True
    return is_it_another(context, block, start, clause, at) and not in_opening(context, block, start)


def _subjects(block: Block, body: recognise.Found) -> list[recognise.Found]:
    """Return the bodies that a sentence is about: the one before its verb with those that it is joined to, or, where it is only a
    partner of another, that one."""
    start = block.text.rfind(". ", 0, body.start) + 1
    before = [f for f in recognise.organisations(block.text) if start <= f.start < body.start]
    between = block.text[before[0].end : body.start] if before else ""
    if len(between) <= _ONE_CLAUSE and ("partner" in between or "support" in between):
        return before[:1]
    subjects = [body]
    for one in reversed(before):
        if not _JOIN.fullmatch(block.text, one.end, subjects[0].start):
            break
        subjects.insert(0, one)
    return subjects


def _owners_of_event(context: Context, block: Block) -> list[Name]:
    """Return the body whose event it is by the words: "Elm Street's Summer Forum", "We are Elm Street CIC"."""
    found = []
    owners = _owners_in(context, block.text) if "'" in block.text or "’" in block.text else ()
    for match in (*owners, *_WE_ARE.finditer(block.text)):
        name = match[1]
        if (
            len(name) > 2
            and not context.names.is_place(name)
            and last_word(name) not in word_set("those who met")
            and (" " in name or not name.istitle() or context.names.is_organisation(name))  # else a place or somebody
            and ("We are" not in match[0] or context.names.is_organisation(name))
        ):
            found.append(Name(name, (Span(block.start + match.start(1), block.start + match.end(1)),)))
    return found


def _owners_in(context: Context, text: str) -> Iterator[re.Match[str]]:
    """Return where a text names the owner of the event before it, or the one after whom its own name calls it."""
    names = _event_names(context)
    for name in names:
        owned = re.match(r"(.+?)(['’]s|(?<=s)['’]) ", name)
        named = owned is not None and owned[1].split()[-1][:1].isupper()
        if owned and named and (len(owned[2]) > 1 or context.names.is_organisation(owned[1])):
            owner = _MEETING_OF.sub("", owned[1])
            return re.finditer(rf"({re.escape(owner)})(?:['’]s|['’])(?= )", text)
    if not names:
        return iter(())
    either = "|".join(re.escape(name) for name in names)
    return re.finditer(rf"([A-Z][\w&-]*(?: [A-Z][\w&-]*){{0,4}})(?:['’]s|(?<=s)['’]) (?:\w+ ){{0,2}}(?:{either})", text)


def state_organiser(context: Context, name: Name, block: Block, words: str = "") -> str:
    """State who held the event; `words` say it, and may say in what capacity."""
    who = state_body(context, name)
    if context.event is not None:
        as_ = next((capacity for capacity, pattern in _CAPACITIES if pattern.search(words)), None)
        context.add(Organised(source=who, target=context.event, as_=as_, evidence=context.evidence(block)))
    return who


def _bodies(context: Context, names: list[Name]) -> list[Name]:
    """Return names without people's; beside one, two words that have nothing of a body's are another ("Lyn Oak and Ada North")."""
    left = [name for name in names if not is_person(context, name)]
    if len(left) == len(names):
        return left
    return [name for name in left if not name.printed.istitle() or recognise.organisations(name.printed)]


def _names_a_gathering(context: Context, block: Block, stop: int) -> bool:
    """Whether the sentence of a place names the event before it, or what sort of gathering it was."""
    event = context.own_event
    start = next(a for a, b in context.sentences(block) if a <= stop <= b)
    said = block.text[start:stop]
    return event is not None and (fold(event.name) in fold(said) or (event.kind or "event") in said.lower())


def _speaks_of_event(context: Context, block: Block) -> bool:
    """Whether a block names the event or calls it by what it is."""
    sentence = fold(block.text)
    if re.search(
        rf"\b(?:{any_of('gathering')}|people|participants|our hosts?)\b",
        sentence,
    ):
        return True
    return any(fold(name) in sentence for name in _event_names(context)) or SAYS_WHO_HELD.match(block.text) is not None


def _event_names(context: Context) -> list[str]:
    event = context.own_event
    return [event.name, without_year(event.name)] if event is not None else []


def _held_as_its_own(context: Context) -> tuple[Name, Block] | None:
    """Return the body whose annual or national gathering the event is ("the annual conference of the Elm Network")."""
    event = context.own_event
    for block in context.text.blocks if event is not None else ():
        of = MEETING_OF.search(block.text[:3000])
        if of and event is not None and fold(of["body"]) in fold(event.name):
            return Name(
                of["body"].rstrip("."),
                (within(block, of.start("body"), of.start("body") + len(of["body"].rstrip("."))),),
            ), block
    return None


def _named_in_event(context: Context) -> tuple[Name, Block] | None:
    """Return the body after which the event is named: the words before its name that the document also uses as a name that
    acts ("Acme has ...", "Acme's work")."""
    names = _event_names(context)
    words = names[-1].split() if names else []
    for count in range(len(words) - 1, 0, -1):
        front = " ".join(words[:count])
        if any(noun.end() == len(front) for noun in GATHERING.finditer(front)):
            continue  # a series of gatherings, and nobody's name
        if context.names.is_place(front) or re.fullmatch(r"(?:The|A|Our|National|Annual|[a-z].*)", front):
            continue
        acts = re.compile(
            rf"(?<![\w’'-]){re.escape(front)}(?:['’]s\b|\s+{any_of('what a gathering does')}\b)",
        )
        named = [block for block in context.text.blocks if front in block.text]
        blocks = [(block, match) for block in named for match in acts.finditer(block.text)]
        known = context.names.is_organisation(front) or _OF_ITS_OWN.search(names[-1])
        if (len(blocks) >= _LEAST and not front.istitle()) or len(blocks) > _LEAST or (blocks and known):
            first, match = blocks[0]
            span = Span(first.start + match.start(), first.start + match.start() + len(front))
            return Name(front, (span,)), first
    return None
