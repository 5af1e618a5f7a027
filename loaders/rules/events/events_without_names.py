"""What a gathering is called that has no name of its own, or none that its capitals show: by the words of a document's title, or of
the line above its day ("Repairs and maintenance workshop - how it went", "Board meeting").

Such words name a gathering only in a document that tells of one: it is minutes, lists who came, or says that it was held.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, dates_in, day_in
from loaders.draft import within
from loaders.families.family import MINUTES, PROGRAMME
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import last_word
from loaders.rules.bodies.attendees import LABELLED, said_of
from loaders.rules.events.gatherings import GATHERING, NOUNS, TITLED, Named, is_general, meets, readable
from loaders.rules.events.periodicals import may_be_titled
from loaders.structure import cues
from loaders.structure.groups import HACK
from loaders.structure.sections import Role
from schema.nodes import Document

_PART = re.compile(r"\s*[:|]\s+|\s+[–—-]\s+|\s*(?!\b[()]\b)[(),]\s*|\s*$")
"""What parts a title."""
_ACCOUNT = rf"(?:{any_of('state of a paper')}\s+)*{any_of('account of an event', 'plan of a day')}"
_OF_WHAT = rf"(?:{_ACCOUNT}|{any_of('what people heard')})\s+{any_of('behind a name')}"
_BEFORE = re.compile(
    rf"^(?:{_OF_WHAT}\s+|(?:from|at)\s+)?(?:{any_of('before a noun')}\s+)?(?:{any_of('time in a series')}\s+)?", re.I
)
_ACCOUNT_OF = re.compile(rf"{_OF_WHAT}\b", re.I)
"""How a title begins that says of what gathering it tells."""
_AT = re.compile(r"(?:From|At) the (?=[A-Z])")
"""How a line below a title begins that says where what follows was said ("From the Dale summit, 4 March")."""
_BEHIND = re.compile(
    rf"(?:[\s,–-]+(?:{_ACCOUNT}|{any_of('weekday', 'month', 'behind a name')}|held|{YEAR}))+\s*$",
    re.I,
)
"""What stands behind the words for a gathering, and is none of them: what a paper is, and when it was."""
_CALLED = re.compile(
    rf"(?:[\w'’&./#()-]+\s+){{0,9}}?(?P<noun>{NOUNS}|{any_of('occasion besides')})"
    rf"(?:\s+(?:{cues.NUMBER_SIGN}\d{{1,2}}|(?:{any_of('behind a name')}|about)\s+\S.{{3,70}}))?",
    re.I,
)
_CALLS_FOR = re.compile(rf"\bcalls? {any_of('asked by a call')}\b", re.I)
"""What asks for something and is no call of people who meet."""
_NAME = re.compile(
    rf"{TITLED}(?: (?:(?:{any_of('inside the name of a gathering')}|in) ){{0,2}}{TITLED})+"
    rf" {any_of('surely a gathering', capital=True)}"
    rf"(?: {YEAR}| \d{{1,2}})?"
)
"""A line that is the name of a gathering and nothing else ("Dale Millers Camp")."""
_MEETING = re.compile(r"\bmeeting\b", re.I)
_WORDS = 8
"""The most words of a title that ends with a full stop; a longer one is a sentence."""
_FEW = 2
"""The most words that are too few for a topic."""
_SHORT = 60
"""The most characters of a line that is little else than a day."""
_HEAD = 6
"""Up to which block a line says what the title does not."""


def by_its_kind(context: Context, document: Document, date: str | None) -> Named | None:
    """Read what the title, or a line right below it, calls the gathering of a document that tells of one."""
    if not may_be_titled(context, document):
        return None
    head = [block for block in readable(context)[:_HEAD] if block.kind is not Kind.ROW and len(block.text) <= 160]
    titles = [block for block in head if document.title in block.text or block is head[0]]
    titles = [block for block in titles if len(block.text.split()) <= _WORDS or not block.text.endswith((".", ";"))]
    below = [b for b in head if (b.kind is Kind.HEADING or _NAME.fullmatch(b.text.strip())) and b not in titles]
    named = (b for b in head if b.kind is Kind.PARAGRAPH and day_in(b.text))
    below += [b for b in named if _AT.match(b.text) or _NAME.fullmatch(_without_place(context, _PART.split(b.text)[0]))]
    minutes = document.kind == MINUTES.kind
    accounts = [b for b in head if _ACCOUNT_OF.match(b.text)]
    for block in (*accounts, *titles, *below):
        parts = list(_parts(block.text))
        told = [
            (start, words if " at " not in words[called.end("noun") :] else called.group()[: called.end("noun")])
            for start, words in parts
            if (called := _CALLED.fullmatch(_without_place(context, words)))
            and not _tells(words)
            and words.lower().split()[:1] != ["day"]  # "Day 1" heads a part of a programme
            and (
                _is_told(context, document, called["noun"], block, date)
                or (date and _ACCOUNT_OF.match(block.text[:start]) and _is_held(context))
            )
        ]
        if not told:
            continue
        start, words = min(told, key=lambda one: is_general(one[1]))
        above = list(_parts(titles[0].text, whole=True)) if block in below and day_in(block.text) and titles else []
        if is_general(words) and block in below and not minutes:
            if (found := _topic(context, titles[0], above) if above else None) is None:
                continue
            block, start, words = found
        elif is_general(words):  # "Parks of tomorrow: event summary"
            found = _topic(context, block, list(_parts(block.text, whole=True))) or _topic_below(context, block)
            block, start, words = found or (block, start, words)
        return Named(words, [within(block, start, start + len(words))], own=not is_general(words))
    return None


def unnamed_meeting(context: Context, document: Document, date: str | None) -> Named | None:
    """Return what minutes that name no meeting call it, where they list who came: a meeting."""
    if document.kind != MINUTES.kind or not context.section.find(Role.ATTENDEES):
        return None
    found = ((block, match) for block in readable(context) if (match := _MEETING.search(block.text)))
    return next((Named(match[0], [within(block, *match.span())], own=False) for block, match in found), None)


def _parts(line: str, *, whole: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the parts of a line without their days and the words for a paper, each with where it begins; `whole` ones keep what
    leads to a name."""
    start = 0
    for mark in _PART.finditer(line):
        part = line[start : mark.start()]
        for _, first_of_day, _ in dates_in(part):
            part = part[:first_of_day]
        if day := day_in(part):
            part = part[: day[0]]
        first = None if whole else _BEFORE.match(part)
        at = first.end() if first else 0
        if words := _BEHIND.sub("", part[at:]).strip():
            yield start + part.index(words, at), words
        start = mark.end()


def _topic(context: Context, line: Block, parts: list[tuple[int, str]]) -> tuple[Block, int, str] | None:
    """Return the first part of a line that says what a gathering was about: several words, and no body's or place's name."""
    names = context.names
    for start, words in parts:
        if (
            len(words.split()) <= _FEW
            or GATHERING.search(words)
            or names.is_organisation(words)
            or names.is_place(words)
            or last_word(words) in word_set("venue")
        ):
            continue
        return line, start, words
    return None


def _topic_below(context: Context, title: Block) -> tuple[Block, int, str] | None:
    """Return what a heading right below a title says that only says what sort of gathering it was."""
    below = context.block_after(title)
    if below is None or below.kind is not Kind.HEADING or cues.outside(below.text) or not day_in(below.text):
        return None
    return _topic(context, below, list(_parts(below.text, whole=True)))


def _without_place(context: Context, words: str) -> str:
    """Return words without a place at their end ("Dale Bread Hackathon Ely")."""
    lead, _, last = words.strip().rpartition(" ")
    return lead if lead and context.names.is_place(last) else words.strip()


def _tells(words: str) -> bool:
    """Whether words are a sentence and not a name: they have a verb, or ask something."""
    folded = words.lower().split()
    if _CALLS_FOR.search(words):
        return True
    return not word_set("verb of a title").isdisjoint(folded) or folded[0] in word_set("title of no gathering")


def _is_told(context: Context, document: Document, noun: str, line: Block, date: str | None) -> bool:
    """Whether a document tells of the gathering that a line calls so: it is minutes or lists who came, the line has its day, a
    sentence with the word for it says that it was held, or it has the challenges of teams."""
    shown = GATHERING.fullmatch(noun) is not None and (
        (_NAME.fullmatch(line.text.strip()) is not None and not context.names.is_organisation(line.text))
        or document.kind in (MINUTES.kind, PROGRAMME.kind)
        or bool(context.section.find(Role.ATTENDEES))
        or _is_dated(context, line)
        or any(_lists_who_came(block) for block in readable(context)[:30])
    )
    return shown or (bool(date) and meets(context, noun)) or (HACK in noun.lower() and _has_challenges(context))


def _has_challenges(context: Context) -> bool:
    """Whether a document has challenges, or a heading that says that a list of them follows."""
    headings = (block for block in context.text.blocks if block.kind is Kind.HEADING)
    return bool(context.section.find(Role.CHALLENGE)) or any(cues.is_list(heading.text) for heading in headings)


def _is_held(context: Context) -> bool:
    """Whether a sentence says that something was held, or that people met."""
    return any(cue.value == "held" for cue in context.annotations.all("cue"))


def _is_dated(context: Context, line: Block) -> bool:
    """Whether a line has a day, or the one below it is little else than one."""
    below = context.block_after(line)
    return day_in(line.text) is not None or (
        below is not None and len(below.text) <= _SHORT and day_in(below.text) is not None
    )


def _lists_who_came(block: Block) -> bool:
    label = LABELLED.match(block.text)
    return bool(label and said_of(label[1]) == "came") or said_of(block.text) == "came"
