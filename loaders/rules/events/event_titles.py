"""What the gathering of a document is called, by the document's title."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in, time_at
from loaders.draft import within
from loaders.families.family import EVENT_PAGE, MINUTES, PRESS_RELEASE, PROGRAMME
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold, last_word
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.event_details import details
from loaders.rules.events.event_sentences import beginning
from loaders.rules.events.events_without_names import by_its_kind
from loaders.rules.events.gatherings import (
    CALLED_IN_TITLE,
    COLON_OR_DASH,
    GATHERING,
    LOOKED_AT,
    NOUNS,
    Named,
    is_general,
    is_no_name,
    meets,
    own_name,
    readable,
    say_that_people_met,
    spans_of,
)
from loaders.rules.events.periodicals import may_be_titled
from loaders.structure import cues
from loaders.structure.sections import Role
from schema.nodes import Document

_KIND_BEFORE = re.compile(
    rf"^(?P<of>{any_of('account of an event')}\s+{any_of('of what')}\s+{any_of('before a noun')}\s+)?"
    rf"(?P<kind>(?:[A-Z][\w-]*\s+){{0,2}}{NOUNS})"
    rf"(?P<told>\s+{any_of('account of an event')})?:\s+(?P<about>\S.{{8,}})$",
    re.I,
)
"""A title that says what sort of gathering it was, and then on what ("Parliamentary event: who cares for carers")."""
_AT = re.compile(
    rf"\w+ing\b.{{4,80}} at (?:the )?(?P<name>\w*[A-Z][^,]{{3,60}}?)(?:,? {any_of('in a place')} [A-Z].*)?(?:, {YEAR})?"
)
"""A title that says what was done at a gathering ("Mending fences together at HedgeCamp in Ely")."""
_HEARD = re.compile(any_of("what people heard"), re.I)
"""What a title says before a colon that tells what came of a gathering."""
_EVENING = re.compile(rf"\b{any_of('time of a day')} (?:at|with) (?:the )?[A-Z].{{3,80}}$")
_TELLS = re.compile(
    rf"^(?:{any_of('title of no gathering')}|\w+ {any_of('counted in a title')})\b",
    re.I,
)
"""How a title begins that says what a document tells, and is no gathering's name."""
PAPER = re.compile(
    rf"(?:^|\b(?=[^:]*$)){any_of('title of a paper')}(?:[ ,]*{YEAR})?\W*$|^\W*{any_of('title of a paper')}\b", re.I
)
"""What a title begins or ends with that calls a paper, and no gathering."""
_OCCASION = re.compile(rf"\b{any_of('before a noun')}\s+((?:[\w'’&-]+\s+){{0,4}}?{NOUNS})\b", re.I)
_MINUTES = re.compile(
    rf"^(?:{any_of('state of a paper')}\s+)*"
    rf"{any_of('minutes')}"
    rf"(?:\s+and\s+\w+)?(?:\s+{any_of('of or for a body')})?(?:\s+{any_of('before a noun')})?(?:\s+meeting\s+of(?:\s+the)?)?\s+",
    re.I,
)
_HELD = re.compile(r"(?<=\w)\s+held\b.*$", re.I | re.S)
"""What says behind the name of a meeting when and where it was."""
_NOTES_BEHIND = re.compile(
    rf"(?:[\s:,–-](?:held(?: {any_of('in a place')})?|from|of|on|{any_of('weekday', 'behind the name of a meeting')})[\s:,–-]*)+$",
    re.I,
)
_ACCOUNT = re.compile(
    rf"\b(?:{any_of('account of an event')}\s+{any_of('of what')}"
    rf"|{any_of('what people heard', 'learned')}\s+{any_of('behind a name')})\s+"
    rf"(?:{any_of('before a noun')}\s+)?$",
    re.I,
)
"""What a title says before the name of the gathering that it tells of ("Notes from the")."""
_ACCOUNT_BEHIND = re.compile(
    rf"(?:\s+[–—-]|:)\s+(?:[\w-]+\s+)?{any_of('account of an event')}"
    rf"(?:\s+{any_of('of what')}\s+{any_of('before a noun')}\s+(?:[\w-]+\s+)?{NOUNS})?\W*$",
    re.I,
)
"""What a title says behind the name: that it tells what came of it ("Dale Bread Forum: summary note")."""
_OWN_FORM = re.compile(r"(?=.*[A-Z]{2})(?=.*[a-z])\w{4,}")
"""A single word that nobody writes so but whom it names ("OpenVALE", "INTeract")."""
_TALKS = re.compile(rf"(?:[\w'’&-]+ ){{0,5}}talks(?: {any_of('behind a name')} .{{3,60}})?(?:,? {YEAR})?", re.I)
_PROGRAMME = re.compile(
    rf"^\W*(?:{any_of('state of a paper')}\s+)*{any_of('plan of a day')}"
    rf"(?:\s+{any_of('of or for a body')}(?:\s+{any_of('before a noun')})?)?\b\W*"
    rf"|[\s:.,|–—-]*\b(?:{any_of('state of a paper')}\s+)*{any_of('plan of a day')}\W*$",
    re.I,
)
"""What a programme's title says besides the name of the occasion."""
_YEAR_BEHIND = re.compile(rf" ({YEAR}|#?\d{{1,2}})(?![\w-])(?!\s+{any_of('month', 'short month')}\b)", re.I)
"""The year that a title prints as a part of a gathering's name, or how often there was one."""
_DETAILS = 600
_BESIDE = 30
"""How many characters a line has beside its day that says little else than the day: fewer than these."""
_PLAN = 5
"""The fewest lines with a time of the day that make the plan of one."""
_WHICH = 4
"""The most words that say which of a body's meetings it was, besides the body's own name."""
_HEAD = 5
"""Up to which block a text says what and whose it is."""


def named_by_talks(context: Context, document: Document) -> Named | None:
    """Return what a document calls the occasion whose talks it lists ("Lightning talks", "Workshop: programme"), None where its
    title does not say."""
    name = _PROGRAMME.sub("", document.title).strip()
    spans = spans_of(context, name) if _TALKS.fullmatch(name) or GATHERING.fullmatch(name) else []
    return Named(name, spans) if spans else None


def _held_there(context: Context, words: str) -> bool:
    """Whether a paragraph that begins with a name says that something was held: "Open Table: ... was a day. It was held in May"."""
    return any(
        block.text.lower().startswith(words.lower()) and context.annotations.says(block, "cue", "held")
        for block in readable(context)
    )


def _is_page_of_an_event(context: Context) -> bool:
    """Whether a line near the beginning has what only the page of an event on a site has there."""
    return any(EVENT_PAGE.is_headed(block.text[:_DETAILS]) for block in readable(context)[:_HEAD])


def minutes(context: Context, document: Document, date: str | None) -> str | Named | None:
    """Read the title of minutes: the meeting without its day and without the word for minutes; with the body on the line before,
    where the meeting is called what any body's is."""
    if document.kind != MINUTES.kind:
        return None
    name = _meeting(document.title)
    below = _meeting_below(context) or (_body_below(context) if is_general(name) else None)
    named = (not is_general(name) and day_in(name) is None) or _OWN_FORM.fullmatch(name)
    if named and not is_no_name(name) and (below is None or GATHERING.search(name)):
        return name
    return below


def _meeting_below(context: Context) -> Named | None:
    """Return what a line near the beginning calls the meeting, with the body on the line before."""
    head = readable(context)[:_HEAD]
    for body, line in pairwise(head):
        plain = re.search(r"\bmeeting\b", line.text, re.I) if _MINUTES.match(line.text) else None
        called = _meeting(line.text) or (plain[0] if plain else "")
        name = _MINUTES.sub("", body.text).strip(" :")
        meets_so = looks_like_name(name) and last_word(name) in word_set("body that meets")
        own = context.names.is_organisation(name) or (meets_so and not is_general(name))
        if own and (noun := GATHERING.search(called)) and _is_meeting_of(called, name):
            at = line.text.find(called)
            called = called if is_general(called) else noun[0]
            name = f"{name} {called}"
            return Named(name.title() if name.isupper() else name, [within(line, at, at + len(called))])
    return None


def _is_meeting_of(called: str, body: str) -> bool:
    """Whether what a meeting is called says nothing but that, or whose it is as well ("Parish Council meeting" of a council)."""
    words = [word for word in fold(called).split() if word not in fold(body).split()]
    return is_general(called) or (len(words) <= _WHICH and is_general(" ".join(words)))


def _body_below(context: Context) -> Named | None:
    """Return the body that met, where the heading right below a title such as "Minutes" names it."""
    title, *lines = readable(context)[: _HEAD - 2]
    for line in lines:
        called = _meeting(line.text)
        if (
            line.kind is not Kind.HEADING
            or is_no_name(called)
            or not looks_like_name(called)
            or cues.outside(line.text)
        ):
            continue
        if title.kind is Kind.HEADING and not context.names.is_place(called):
            at = line.text.find(called)
            return Named(called, [within(line, at, at + len(called))])
    return None


def _meeting(title: str) -> str:
    """Return what a title of minutes calls the meeting, without its day and hour and the words for minutes."""
    if day := day_in(title):
        title = title[: day[0]] if day[0] > 3 else title[day[1] :]
    title = _HELD.sub("", title)
    title = _NOTES_BEHIND.sub("", _MINUTES.sub("", title.strip(" ,:–—-")).strip(" ,:–—-"))
    return re.split(r":|\s[–—-]\s(?=\d)", title)[0].strip(" ,:–—-(")


def titled(context: Context, document: Document, date: str | None) -> str | None:
    """Read the name of a gathering in the document's title, where the text comes back to it."""
    if not may_be_titled(context, document):
        return _title_of_news(context, document)
    title = _PROGRAMME.sub("", document.title)
    for match in CALLED_IN_TITLE.finditer(title):
        rest = title[match.start() :]
        called = re.split(r"[:|,]|\s[–—-]\s", rest)[0].strip() if rest.isupper() else match[0]  # "FORUM ON BREAD"
        name = own_name(called)
        noun = GATHERING.search(match[0])
        *before, last = COLON_OR_DASH.split(called)
        if (
            name is None
            or noun is None
            or (before and is_general(last))
            or re.search(r"[)\w]$", title[: match.start()])
        ):
            continue
        again = rf"\b{any_of('before a noun')}\s+(?:[\w-]+\s+)?{noun[0]}\b"
        if (
            date
            or (
                _ACCOUNT.search(title[: match.start()])
                and (context.annotations.all("cue") or len(spans_of(context, name)) > 1)
            )
            or len(re.findall(again, context.text.text, re.I)) > 1
            or _times(context) > 2
        ):
            return f"{name} {year[1]}" if (year := _YEAR_BEHIND.match(title, match.end())) else name
    return None


def _title_of_news(context: Context, document: Document) -> str | None:
    """Return the title of a press release that only names a gathering, where a sentence with the word for one has a day."""
    words = document.title.strip()
    noun = GATHERING.search(words) if document.kind == PRESS_RELEASE.kind and CALLED_IN_TITLE.fullmatch(words) else None
    if noun is None or not word_set("verb of a title").isdisjoint(words.lower().split()):
        return None
    told = (
        context.sentence_at(b, m.start()) for b in readable(context)[:LOOKED_AT] for m in GATHERING.finditer(b.text)
    )
    return own_name(words) if any(day_in(sentence) for sentence in told) else None


def subtitled(context: Context, document: Document, date: str | None) -> str | None:
    """Read the name of a gathering in a heading right below a title that names none ("Cities of Care", "Dale event on homes")."""
    if not date or not may_be_titled(context, document) or GATHERING.search(document.title):
        return None
    for block in readable(context)[1:_HEAD]:
        match = CALLED_IN_TITLE.match(block.text) if block.kind is Kind.HEADING else None
        if match and (name := own_name(match[0])):
            return name
    return None


def prefers_its_own(context: Context, document: Document, other: str, date: str | None) -> bool:
    """Whether the title has the name of a gathering, of which the `other` name is no part, and either the year of its `date` stands
    behind that name ("Dale Quarterly Meeting (June 2023)") or the text comes back to it."""
    match = CALLED_IN_TITLE.search(document.title) if may_be_titled(context, document) else None
    name = own_name(match[0]) if match else None
    if match is None or name is None or other in document.title.lower() or other.endswith(f" {name.lower()}"):
        return False  # a title may leave out whose it is
    if (year := re.search(YEAR, document.title[match.end() :])) and date and year[0] == date[:4]:
        return True
    told = len(re.findall(rf"\b(?i:{any_of('before a noun')})\s+{re.escape(name)}\b", context.text.text)) > 2
    return told or (meets(context, name) and any(map(day_in, _sentences_with(context, name))))


def _sentences_with(context: Context, name: str) -> Iterator[str]:
    for block, at in ((context.block_at(span.start), span.start) for span in spans_of(context, name)):
        yield context.sentence_at(block, at - block.start)


def evening(context: Context, document: Document, date: str | None) -> str | None:
    """Read a title that tells of an evening somewhere ("What an evening at Elm College"), where the text begins with its day."""
    match = _EVENING.search(document.title) if may_be_titled(context, document) else None
    told = match and any(day_in(block.text) for block in beginning(context)[:2])
    return match[0].rstrip(" .!") if match and told else None


def with_its_kind(context: Context, document: Document, date: str | None) -> str | None:
    """Read a title that says what sort of gathering it was and what it was about."""
    match = _KIND_BEFORE.match(document.title) if date and may_be_titled(context, document) else None
    if match is None:
        return None
    if match["of"]:
        return match["about"].split(", ")[0]
    if _ACCOUNT_BEHIND.search(document.title) and not is_general(match["kind"]):
        return match["kind"]
    told = match["told"] or _HEARD.match(match["about"])
    if told and len(GATHERING.sub("", match["kind"]).split()) > 1:
        return match["kind"]  # "Civic Tech Hack Night recap: trains" has a name of its own
    return match["about"] if match["told"] else document.title.strip()


def title_lead(context: Context, document: Document, date: str | None) -> str | None:
    """Read what a title begins with before its colon or dash, where the text says that it was held."""
    lead = COLON_OR_DASH.split(document.title)[0].strip()
    short = ":" in document.title and len(lead.split()) <= 4
    if (
        not date
        or not lead
        or len(lead.split()) > 6
        or not may_be_titled(context, document)
        or (cues.outside(lead) == "speakers" or (short and context.names.is_place(lead)))
    ):
        return None
    told = short and (_is_page_of_an_event(context) or _held_there(context, lead))
    whose = context.names.is_organisation(lead) and not GATHERING.search(lead)
    if whose or (not told and not meets(context, lead)):
        return None
    printed = Counter(p for p in re.findall(re.escape(lead), context.text.text, re.I) if not p.isupper())
    if sum(printed.values()) < 2 and not short:
        return None
    return max(printed, key=lambda p: (printed[p], p)) if printed else lead


def title_of_a_day(context: Context, document: Document, date: str | None) -> str | Named | None:
    """Take the title itself where the text begins by saying on which day people met."""
    title = document.title
    if (
        not may_be_titled(context, document)
        or len(title.split()) > 16
        or title.endswith(",")  # "Dear all,"
        or (PAPER.search(title) and not GATHERING.search(title))
    ):
        return None
    told = beginning(context)
    if not any(GATHERING.search(block.text) or block.text.startswith("We met ") for block in told):
        return None
    for block in told:
        for start, end in context.sentences(block):
            sentence = block.text[start:end]
            held = any(
                c.value == "held" for c in context.annotations.within("cue", block.start + start, block.start + end)
            )
            if held and day_in(sentence):
                if _TELLS.match(document.title) and (occasion := _OCCASION.search(sentence)):
                    titled = by_its_kind(context, document, date) if is_general(occasion[1]) else None
                    return titled if titled and titled.own else occasion[1]
                if (at := _AT.fullmatch(document.title)) and not is_general(f"the {at['name']}"):
                    return at["name"]
                parts = COLON_OR_DASH.split(document.title)
                lead = parts[-1 if _HEARD.fullmatch(parts[0].strip()) else 0].strip()
                return lead if len(lead.split()) > 2 else document.title.strip()
    return None


def of_a_dated_page(context: Context, document: Document, date: str | None) -> str | Named | None:
    """Take the title of a page that sets apart when and where people meet; without hours or a room it must say that they do."""
    if document.kind == MINUTES.kind or not may_be_titled(context, document) or (apart := details(context)) is None:
        return None
    name = _ACCOUNT_BEHIND.sub("", _PROGRAMME.sub("", document.title)).strip()
    told = say_that_people_met(context.annotations.all("cue"))
    if not (apart.sure or told or GATHERING.search(name)):
        return None
    return _called_above(context, apart.day) or (None if is_general(name) else name)


def _called_above(context: Context, day: Block) -> Named | None:
    """Return what a line above the day calls the gathering, as any body's is called, with what the line before it names."""
    head = readable(context)[:_HEAD]
    for body, line in pairwise(head[: head.index(day)] if day in head else ()):
        if CALLED_IN_TITLE.fullmatch(line.text) and is_general(line.text) and looks_like_name(body.text):
            return Named(f"{body.text} {line.text}", [within(line, 0, len(line.text))])
    return None


def of_what_tables_did(context: Context, document: Document, date: str | None) -> str | None:
    """Take the title of a text that tells on which day challenges were worked on, and who owned or proposed what: before its colon,
    where what stands behind it only says what the text is."""
    worked_on = [c for c in context.section.find(Role.CHALLENGE) if c.find(Role.OWNERS, Role.BOTH, Role.SUPPORTERS)]
    dated = date or re.search(YEAR, document.title)
    if not dated or len(worked_on) < 2 or not may_be_titled(context, document) or document.kind == MINUTES.kind:
        return None
    lead, _, behind = document.title.strip(" .").partition(": ")
    told = behind and (_TELLS.match(behind) or PAPER.search(behind) or behind[0].islower())
    name = lead if told and " " in lead else document.title.strip(" .")
    return None if _TELLS.match(name) or PAPER.search(name) or is_general(name) else name


def of_a_programme(context: Context, document: Document, date: str | None) -> str | None:
    """Take the title of a programme without the word for one; of a document that is one by its form, with a day and hours alone."""
    if document.kind != PROGRAMME.kind:
        title = document.title.strip()
        return title if _is_programme_by_form(context, document) and not is_general(title) else None
    name = _PROGRAMME.sub("", document.title).strip()
    shown = GATHERING.search(name) or re.search(YEAR, name) or _times(context) > 2
    return name if shown and (not is_general(name) or _OWN_FORM.fullmatch(name)) else None


def _is_programme_by_form(context: Context, document: Document) -> bool:
    """Whether a document sets its day apart at its head, and lists what there is at each hour of it: so the day is called."""
    if document.kind == MINUTES.kind or not may_be_titled(context, document) or PAPER.search(document.title):
        return False
    alone = (
        b for b in readable(context)[:_HEAD] if (day := day_in(b.text)) and len(b.text) - day[1] + day[0] < _BESIDE
    )
    return _times(context) >= _PLAN and any(document.title not in b.text for b in alone)


def _times(context: Context) -> int:
    """Return how many lines begin with a time of the day."""
    return sum(time_at(block.text) is not None for block in context.text.blocks)
