"""What the gathering that a document reports on is called, by the forms in which documents print it, and where they do."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.lexicons.words import any_of, word_list
from loaders.names.printed import fold
from loaders.names.register import first_names
from loaders.structure.sections import Role
from schema.nodes import Document

_WORD = r"(?:[A-Z][\w'’&-]*|[A-Z0-9]{2,}|\d[A-Z]\w*)"
_YEAR = r"(?:19|20)\d\d"
_BEFORE_YEAR = re.compile(rf"\b({_WORD}(?:\s+(?:(?:of|the|for|and|in|on)\s+){{0,2}}{_WORD}){{0,5}})\s+({_YEAR})\b")
_NO_NAME = re.compile(rf"^(?:{any_of('no name before a year')}|Q[1-4])$", re.I)
_LEADING = re.compile(
    rf"^(?:(?:(?:[Aa] )?{any_of('account of an event', capital=True)} (?:of|on|from)"
    rf"|{any_of('before the name of an event', capital=True)})\s+)+"
)
_ROLE_OF = re.compile(r"\b(?:of|for|in|on|at|from|to|with)$", re.I)
"""What stands before a name is no part of it: "Closing of" before "Harbour Forum"."""


def _any_case(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(form) for w in words for form in (w.title(), w.capitalize(), w.upper()))


_NOUNS = any_of("gathering")
_GATHERING = rf"(?:{_any_case(word_list('gathering'))})"
GATHERING = re.compile(rf"\b{_NOUNS}\b", re.I)
"""What people call an occasion on which they meet."""
_LOWER = (
    "summit",
    "conference",
    "festival",
    "symposium",
    "workshop",
    "congress",
    "roundtable",
    "hackathon",
    "seminar",
    "webinar",
    "unconference",
)
"""What a title may print in lower case after a name ("Hope for Homes conference")."""
_TITLED = r"(?:[A-ZÀ-Þ][\w'’&.-]*\w['’]?|[A-Z]|[A-Z0-9]{2,}|\d{1,2}(?:st|nd|rd|th)|&)"
_CALLED = (
    rf"(?:{_TITLED},?\s+(?:(?:of|the|for|and|on|de|–|-)\s+){{0,2}}){{0,7}}{_GATHERING}(?!\w)"
    rf"(?:\s+(?:on|for|of|about)\s+(?:the\s+)?{_TITLED}(?:,?(?:\s+(?:of|the|for|and|to))*\s+{_TITLED}){{0,7}})?"
    r"(?:\s+\([A-Z][\w-]{1,12}\))?"
)
_IN_TITLE = re.compile(_CALLED.replace(_GATHERING, rf"(?:{_GATHERING}|{'|'.join(_LOWER)})"))
_TAKES_PLACE = re.compile(
    rf"({_CALLED})(?:,[^.,]{{1,80}},|\s+[–-][^.–]{{1,80}}[–-])?,?\s+(?:(?:which|that)\s+)?(?:took place"
    r"|takes place|will take place|is taking place|met (?:on|in|at)"
    rf"|(?:was|is|were|will be|has been|had been)(?: \w+ly| first)? {any_of('holding')})"
)
_HOSTED = re.compile(
    r"\b(?:the\s+(?:first|second|third|fourth|fifth|inaugural|latest|annual|\d{1,2}(?:st|nd|rd|th))|this year['’]s|our)\s+"
    rf"({_CALLED}),\s+(?:co-)?(?:hosted|organi[sz]ed|convened) by\b"
)
"""What a text begins to report on ("the second Quay Workshop, hosted by")."""
_WAS_HELD = re.compile(
    r"\b(?:co-)?(?:hosted|held|organi[sz]ed|convened|staged)\s+(?:an?|the|our|its|their)\s+"
    rf"(?:(?:first|second|third|fourth|fifth|inaugural|latest|annual|small|\d{{1,2}}(?:st|nd|rd|th))\s+)?({_CALLED})"
)
"""What it says that somebody held ("Elm and Fir co-hosted an Open Data Forum")."""
_HELD_ON = re.compile(
    r"\b(?:(?:co-?)?(?:hosted|held|organi[sz]ed|convened)|attend(?:ed)?|took part in)\s+an?\s+(?:[\w-]+[- ](?:minute|hour|day)\s+)?"
    rf"((?:virtual\s+|online\s+|hybrid\s+)?{_NOUNS}\s+(?:on|about)\s+[^.,;:()]{{5,70}}?)(?=[.,;:(]|\s+(?:on|in|at)\s+[A-Z\d])",
    re.I,
)
"""What it says in small letters that somebody held or came to, and on what ("Elm hosted a one-day workshop on open data")."""
_INTRODUCED = re.compile(
    rf"\b({_WORD}(?:\s+{_WORD}){{0,5}}),\s+(?:an?|our|the)\s+(?:[\w-]+\s+){{0,3}}{_NOUNS}"
    r"\s+(?:where|that|which|for|at which|in which|held|to)\b"
)
_TEAM = re.compile(
    rf"\bthe\s+({_TITLED}(?:\s+{_TITLED}){{1,3}})\s+(?:organising\s+|programme\s+|events?\s+)?(?:team|organisers)\b"
)
_NAMED_SO = re.compile(
    rf"\b(?:{_NOUNS}\s+(?:called|named|titled|entitled|known as)|event,)\s+['\"“‘]?({_WORD}(?:\s+{_WORD}){{0,4}})"
)
_KIND_BEFORE = re.compile(
    rf"^(?:[A-Z][\w-]*\s+){{0,2}}(?:{_NOUNS}|round[- ]?table)"
    r"(?P<told>\s+(?:write-up|report|notes|summary|recap))?:\s+(?P<about>\S.{8,})$",
    re.I,
)
"""A title that says what sort of gathering it was, and then on what ("Parliamentary event: who cares for carers")."""
_EVENING = re.compile(r"\b(?:evening|morning|afternoon|night|day) (?:at|with) (?:the )?[A-Z].{3,80}$")
_ANNUAL = re.compile(rf"\bannual\s+{_NOUNS},\s+({_WORD}(?:\s+{_WORD}){{0,4}}\s+{_YEAR})\b")
_TELLS = re.compile(
    r"^(?:what|how|why|when|who|where|reports?|outcomes?|results?|summary|lessons?|learning|reflections?|notes?|updates?|news"
    r"|\w+ (?:asks|lessons|things|takeaways|ideas))\b",
    re.I,
)
"""How a title begins that says what a document tells, and is no gathering's name."""
_OCCASION = re.compile(rf"\b(?:an?|the|our)\s+((?:[\w'’&-]+\s+){{0,4}}?{_NOUNS})\b", re.I)
_TIMES = re.compile(r"^\W*\d{1,2}[:.]\d\d\b", re.M)
_LABEL = re.compile(
    rf"^(?:(?:title|name) of (?:the )?{any_of('meeting')}|{any_of('meeting')}(?: title| name)?)\s*$",
    re.I,
)
_MINUTES = re.compile(
    r"^(?:(?:draft|approved|confirmed|unconfirmed|final|open)\s+)*"
    rf"{any_of('minutes')}"
    r"(?:\s+and\s+\w+)?(?:\s+(?:of|from|for))?(?:\s+(?:the|a|our))?(?:\s+meeting\s+of(?:\s+the)?)?\s+",
    re.I,
)
_NOTES_BEHIND = re.compile(
    rf"(?:[\s:,–-]+held(?: (?:on|at|in))?|[\s:,–-]+{any_of('behind the name of a meeting')}|[\s:,–-]+)+$", re.I
)
_TALKS = re.compile(rf"(?:[\w'’&-]+ ){{0,5}}talks(?: (?:at|on|of|from|in) .{{3,60}})?(?:,? {_YEAR})?", re.I)
_GENERAL = frozenset(
    "a agm annual board committee day event first general meeting minutes next of open our report the this workshop".split()
)
_UNNAMED = frozenset({"press release", "case studies", "participants' list"})
"""Kinds of document whose title names no gathering."""
_LOOKED_AT = 40
"""Blocks from the first in which a gathering is introduced."""


Form = Callable[[Context, Document, str | None], str | None]


@dataclass(frozen=True, slots=True)
class Named:
    """What a gathering is called, and where the document prints it."""

    name: str
    spans: list[Span]


def named_with_year(text: str) -> list[tuple[str, str]]:
    """Return the names that a text prints with a year ("Harbour Forum 2029"), each with its year; no months and acts."""
    found = []
    for match in _BEFORE_YEAR.finditer(text[:20000]):
        words = _LEADING.sub("", match[1])
        if re.search(r"\bheld\b", words, re.I):
            continue
        if words and not _NO_NAME.match(words.split()[-1]) and words.split()[-1].lower() not in ("report", "may"):
            found.append((words, match[2]))
    return found


def name_of(context: Context, document: Document, date: str | None) -> Named | None:
    """Return what the gathering of a document is called, whose `date` is as good as known, None where it tells of none."""
    forms: tuple[tuple[Form, bool], ...] = (
        (_labelled, False),
        (_with_year, True),
        (_taking_place, False),
        (_minutes, False),
        (_with_its_kind, False),
        (_titled, False),
        (_evening, False),
        (_title_lead, True),
        (_introduced, False),
        (_title_of_a_day, True),
        (_listed, False),
    )
    """The surest first, each with whether it needs words elsewhere that tell of people who met."""
    met = any(cue.value in ("held", "takes part") for cue in context.annotations.all("cue"))
    for form, needs_words in forms:
        if needs_words and not met:
            continue
        name = form(context, document, date)
        if name and not _names_none(name) and (spans := _spans(context, name)):
            return Named(name, spans)
    return None


def _names_none(name: str) -> bool:
    """Whether what stands where a gathering is named is a first name alone, or says where it was held."""
    return fold(name) in first_names(sure=True) or name.casefold().startswith(("held in ", "held at ", "held on "))


def named_by_talks(context: Context, document: Document) -> Named | None:
    """Return what a document calls the occasion whose talks it lists ("Lightning talks"), None where its title does not say."""
    name = document.title.strip()
    spans = _spans(context, name) if _TALKS.fullmatch(name) else []
    return Named(name, spans) if spans else None


def readable(context: Context) -> list[Block]:
    """Return the blocks that a gathering may be named in."""
    return [b for b in context.text.blocks if b.kind is not Kind.NOTE and not context.is_ignored(b)]


def _spans(context: Context, name: str) -> list[Span]:
    words = r"\s+".join(map(re.escape, name.split()))
    wanted = re.compile(rf"(?<!\w){words}(?!\w)")
    return [within(b, *m.span()) for b in readable(context) for m in wanted.finditer(b.text)]


def _labelled(context: Context, document: Document, date: str | None) -> str | None:
    """Read a row or a line that is labelled as the meeting's or event's title."""
    for block in context.text.blocks[:20]:
        if block.kind is Kind.ROW and len([c for c in block.cells if c.end > c.start]) == 2:
            label, value = (context.words(c).strip() for c in block.cells if c.end > c.start)
        else:
            label, _, value = block.text.partition(": ")
        if _LABEL.match(label.strip(" :")) and 3 < len(value.strip()) <= 120 and value.strip()[0].isupper():
            return value.strip(" .")
    return None


def _with_year(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name that is printed with a year, by how often it is and whether the title prints it."""
    counts: Counter[tuple[str, str]] = Counter()
    for block in readable(context):
        for words, year in named_with_year(block.text):
            weight = 2 if GATHERING.search(words) else 1
            in_title = re.search(rf"{re.escape(words)}\s+{year}", document.title)
            counts[(words, year)] += weight + (3 if in_title else 0)
    for words, year in list(counts):
        counts[(words, year)] += min(
            3, len(re.findall(rf"(?<!\w){re.escape(words)}(?! {year})(?!\w)", context.text.text[:200000]))
        )
    folded: dict[tuple[str, str], int] = {}
    for (words, year), count in counts.items():
        folded[(words.lower(), year)] = folded.get((words.lower(), year), 0) + count
    for words, year in list(folded):
        for longer, other in list(folded):
            if year == other and longer != words and longer.endswith(" " + words):
                if _ROLE_OF.search(longer[: -len(words)].strip()):
                    folded[(words, year)] += folded.pop((longer, other))
                else:
                    folded[(longer, year)] += folded[(words, year)]
    best = max(folded, key=lambda k: (folded[k], len(k[0]), k), default=None)
    if best is not None and date and best[1] != date[:4] and (best[0], date[:4]) in folded:
        best = (best[0], date[:4])  # a report looks back at its forerunner more often than it prints its own year
        folded[best] += 2
    if best is None or folded[best] < 2 or (date and folded[best] < 4 and best[1] != date[:4]):
        return None
    prints = [w for (w, y) in counts if w.lower() == best[0] and y == best[1]]
    shown = max(prints, key=lambda w: (not w.isupper(), counts[(w, best[1])], w))
    titled = "".join((*best[0].split(), best[1])) in "".join(document.title.lower().split())
    if not GATHERING.search(shown) and not titled and not _meets(context, shown):
        return None
    return f"{shown} {best[1]}"


def _meets(context: Context, words: str) -> bool:
    """Whether a sentence that prints a name says that it was held, or that people took part in it."""
    folded = words.lower()
    for block in readable(context):
        if folded not in block.text.lower():
            continue
        for start, end in context.sentences(block):
            if folded in block.text[start:end].lower():
                cues = context.annotations.within("cue", block.start + start, block.start + end)
                if any(cue.value in ("held", "takes part") for cue in cues):
                    return True
    return False


def _held_there(context: Context, words: str) -> bool:
    """Whether a paragraph that begins with a name says that something was held: "Open Table: ... was a day. It was held in May"."""
    return any(
        block.text.lower().startswith(words.lower()) and context.annotations.says(block, "cue", "held")
        for block in readable(context)
    )


def _taking_place(context: Context, document: Document, date: str | None) -> str | None:
    """Read the name of which a sentence says that it took place."""
    told = [b for b in readable(context) if b.kind is Kind.PARAGRAPH and len(b.text) > 60][:2]
    for block in told:
        if (match := _HOSTED.search(block.text[:3000])) and (name := _own(match[1])):
            return name
    for block in readable(context)[:_LOOKED_AT]:
        for match in _WAS_HELD.finditer(block.text[:3000]):
            if day_in(context.sentence_at(block, match.start())) and (name := _own(match[1])):
                return name
    for block in readable(context)[:_LOOKED_AT]:
        if (match := _TAKES_PLACE.search(block.text[:3000])) and (name := _own(match[1])):
            return name
    return None


def _own(name: str) -> str | None:
    """Return a name without the words that lead to it, None where only general words are left ("Annual Board Meeting")."""
    words = _LEADING.sub("", " ".join(name.split())).strip(" ,–-")
    return words if len(words.split()) > 1 and not {w.lower() for w in words.split()} <= _GENERAL else None


def _minutes(context: Context, document: Document, date: str | None) -> str | None:
    """Read the title of minutes: the meeting without its day and without the word for minutes."""
    if document.kind != "minutes":
        return None
    title = document.title
    if day := day_in(title):
        title = title[: day[0]] if day[0] > 3 else title[day[1] :]
    title = _NOTES_BEHIND.sub("", _MINUTES.sub("", title.strip(" ,:–-")))
    title = re.split(r":|\s[–—-]\s(?=\d)", title)[0].strip(" ,:–-(")
    return title if len(title.split()) > 1 and not {w.lower() for w in title.split()} <= _GENERAL else None


def _titled(context: Context, document: Document, date: str | None) -> str | None:
    """Read the name of a gathering in the document's title, where the text comes back to it."""
    if document.kind in _UNNAMED:
        return None
    for match in _IN_TITLE.finditer(document.title):
        name = _own(match[0])
        noun = GATHERING.search(match[0])
        if name is None or noun is None:
            continue
        again = re.findall(rf"\b(?:the|this|our|that)\s+(?:[\w-]+\s+)?{noun[0]}\b", context.text.text, re.I)
        if date or len(again) > 1 or len(_TIMES.findall(context.text.text)) > 2:
            return name
    return None


def _evening(context: Context, document: Document, date: str | None) -> str | None:
    """Read a title that tells of an evening somewhere ("What an evening at Elm College"), where the text begins with its day."""
    match = _EVENING.search(document.title) if document.kind not in _UNNAMED else None
    told = [b for b in readable(context) if b.kind is Kind.PARAGRAPH and len(b.text) > 60][:2]
    return match[0].rstrip(" .!") if match and any(day_in(block.text) for block in told) else None


def _with_its_kind(context: Context, document: Document, date: str | None) -> str | None:
    """Read a title that says what sort of gathering it was and what it was about."""
    match = _KIND_BEFORE.match(document.title) if date and document.kind not in _UNNAMED else None
    if match is None:
        return None
    return match["about"] if match["told"] else document.title.strip()


def _title_lead(context: Context, document: Document, date: str | None) -> str | None:
    """Read what a title begins with before its colon or dash, where the text says that it was held."""
    lead = re.split(r":|\s[–—-]\s", document.title)[0].strip()
    short = ":" in document.title and len(lead.split()) <= 4
    if not date or not lead or len(lead.split()) > 6 or document.kind in _UNNAMED:
        return None
    told = short and (document.kind == "web page" or _held_there(context, lead))
    if not told and not _meets(context, lead):
        return None
    printed = Counter(p for p in re.findall(re.escape(lead), context.text.text, re.I) if not p.isupper())
    if sum(printed.values()) < 2 and not short:
        return None
    return max(printed, key=lambda p: (printed[p], p)) if printed else lead


def _introduced(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name beside what it is ("an event called Open Table", "Open Table, a forum where"), in a programme its team's."""
    for block in readable(context)[: _LOOKED_AT // 4]:
        if match := _ANNUAL.search(block.text[:3000]):
            return match[1]
        if match := _NAMED_SO.search(block.text[:20000]) or _INTRODUCED.search(block.text[:3000]):
            return _own(match[1]) or match[1]
    if document.kind == "programme":
        for block in readable(context):
            if match := _TEAM.search(block.text):
                return match[1]
    return None


def _title_of_a_day(context: Context, document: Document, date: str | None) -> str | None:
    """Take the title itself where the text begins by saying on which day people met."""
    if document.kind in _UNNAMED or len(document.title.split()) > 16:
        return None
    told = [b for b in readable(context) if b.kind is Kind.PARAGRAPH and len(b.text) > 60][:3]
    if not any(GATHERING.search(block.text) for block in told):
        return None
    for block in told:
        for start, end in context.sentences(block):
            sentence = block.text[start:end]
            held = any(
                c.value == "held" for c in context.annotations.within("cue", block.start + start, block.start + end)
            )
            if held and day_in(sentence):
                if _TELLS.match(document.title) and (occasion := _OCCASION.search(sentence)):
                    return occasion[1]
                lead = re.split(r":|\s[–—-]\s", document.title)[0].strip()
                return lead if len(lead.split()) > 2 else document.title.strip()
    return None


def _listed(context: Context, document: Document, date: str | None) -> str | None:
    """Read what was held, and on what, in a document that lists who came."""
    if document.kind in _UNNAMED or not context.section.find(Role.ATTENDEES):
        return None
    for block in readable(context)[:_LOOKED_AT]:
        if match := _HELD_ON.search(block.text[:3000]):
            return match[1]
    return None
