"""What people call an occasion on which they meet, and the shape of its name, for the rules that look for one in titles and
sentences and beside a year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.annotation.annotations import Annotation
from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_list, word_set
from loaders.names.printed import fold
from loaders.names.register import first_names
from loaders.names.word_sets import GENERIC, HEADS
from loaders.structure import cues

WORD = r"(?:[A-Z][\w'’&–-]*(?::[A-Z][\w'’&–-]*)?|[A-Z0-9]{2,}|\d[A-Z]\w*)"
"""A word with a capital."""
_BEFORE_YEAR = Cued(
    rf"(?<![\d-])\b({WORD}(?:\s+(?:{any_of('inside a long name')}\s+){{0,2}}{WORD}){{0,5}})\s+({YEAR})\b"
)
_NOT_LAST = word_set("verb of a title") | {"report", "may"}
"""What stands before a year and ends no name ("Elm hosts 2028 Summit")."""
_NO_NAME = re.compile(rf"^(?:{any_of('no name before a year')}|Q[1-4])$", re.I)
_LEADING = re.compile(
    rf"^(?:(?:(?:[Aa] )?{any_of('account of an event', capital=True)} {any_of('of what')}"
    rf"|{any_of('before the name of an event', capital=True)})\s+)+"
)
_DAY_BEHIND = re.compile(rf"\s+on\s+(?:{any_of('month', 'weekday')})\b.*$", re.I)
"""What says behind a name when it was."""
_DAY_BEFORE = re.compile(
    rf"^.*\b{any_of('month', capital=True)} (?:{YEAR} )?(?:{any_of('inside a long name')} )+(?=[A-Z0-9])"
)
"""What leads to a name that stands behind its day ("Elmstead on 2 and 3 May for Harbour Forum")."""
_DATELINE = re.compile(rf"^.*\b{YEAR}\s*[–—-]\s+(?=[A-Z])")
"""Where and when a release was written, before the name with which it begins ("Elmstead, 3 May 2029 – Harbour Forum")."""
_DAY_FIRST = re.compile(r"^\d{1,2}\s+(?=[A-Z])")
"""What is left of a day or a short year before a name ("Jan. 11 Data Forum")."""


def _any_case(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(form) for w in words for form in (w.title(), w.capitalize(), w.upper()))


NOUNS = any_of("gathering")
_GATHERING = rf"(?:{_any_case(word_list('gathering'))})"
GATHERING = re.compile(rf"\b{NOUNS}\b", re.I)
"""What people call an occasion on which they meet."""
TITLED = rf"(?:[A-ZÀ-Þ][\w'’&.–-]*\w['’]?|[A-Z]|[A-Z0-9]{{2,}}|\d{{1,2}}{any_of('ordinal ending')}|[&+])"
_INSIDE = any_of("inside the name of a gathering")
_WHEN = rf"(?:\d{{1,2}}(?:{any_of('ordinal ending')})?|{any_of('month', 'short month', 'weekday', capital=True)})"
CALLED = (
    rf"(?:{TITLED},?\s+(?:(?:{_INSIDE}|de|[–-])\s+){{0,2}}){{0,7}}{_GATHERING}(?!\w)"
    rf"(?:\s+(?:{any_of('of what')}|for)\s+(?!{_WHEN}\b)(?:the\s+)?{TITLED}(?:,?(?:\s+(?:{_INSIDE}|to))*\s+{TITLED}){{0,7}})?"
    rf"(?:\s+\([A-Z][\w-]{{1,12}}\)(?: {any_of('and')} {_GATHERING}(?!\w))?)?"
)
"""The name of a gathering, by the word that it ends with."""
CALLED_IN_PROSE = CALLED.replace(_GATHERING, rf"(?:{_GATHERING}|{any_of('gathering in lower case')})")
CALLED_IN_TITLE = re.compile(CALLED_IN_PROSE)
"""The same where the word for what it is may have no capital ("the Full Moon summit")."""
_SHARED = word_set("general word of a meeting") | word_set("who is asked to a meeting") | word_set("field of work")
COLON_OR_DASH = re.compile(r":|\s[–—-]\s")
"""What parts a title."""
_LATER = re.compile(rf"\W*(?:[Oo]ur |[Tt]he )?{any_of('later gathering')}\W*$", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LEAST = 4
"""The fewest characters that a name has beside a day in it."""
VENUE = re.compile(rf"\W*(?:{any_of('label of a venue')}|held at)\s*:\W*(?P<venue>[A-Z][^:;|]{{2,90}}?)\W*$", re.I)
"""A line that says where a gathering was, and nothing else ("Venue: Dale Library")."""
LOOKED_AT = 40
"""Up to which block a gathering is introduced."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a gathering is called, and where the document prints it."""

    name: str
    spans: list[Span]
    own: bool = True
    """Whether the name tells it from others; gatherings of many documents are called "Board meeting"."""


def named_with_year(text: str) -> list[tuple[str, str]]:
    """Return the names that a text prints with a year ("Harbour Forum 2029"), each with its year; no months and acts."""
    found = []
    for match in _BEFORE_YEAR.finditer(text[:20000]):
        words = _LEADING.sub("", _DAY_BEFORE.sub("", match[1]))
        behind = re.match(r" ([A-Z]\w+)", text[match.end() : match.end() + 40])
        if "held" in words.lower().split() or (behind and behind[1].lower() in HEADS):  # "Dale 2000 Foundation"
            continue
        if len(words) > 1 and not _NO_NAME.match(words.split()[-1]) and words.split()[-1].lower() not in _NOT_LAST:
            found.append((words, match[2]))
    return found


def readable(context: Context) -> list[Block]:
    """Return the blocks that a gathering may be named in."""
    later = told_of_others(context)
    return [
        b for b in context.text.blocks if b.kind is not Kind.NOTE and b.start not in later and not context.is_ignored(b)
    ]


def told_of_others(context: Context) -> set[int]:
    """Return the starts of the blocks below headings that announce other gatherings ("Save the date", "Next year")."""
    parts = (part for part in context.section.walk() if _LATER.match(part.title))
    return {block.start for part in parts for block in part.all_blocks()}


def spans_of(context: Context, name: str) -> list[Span]:
    """Return where a document prints a name."""
    words = name.split()
    wanted = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)")
    blocks = [block for block in readable(context) if words[0] in block.text]
    return [within(block, *match.span()) for block in blocks for match in wanted.finditer(block.text)]


def meets(context: Context, words: str) -> bool:
    """Whether a sentence that prints a name says that it was held, or that people took part in it."""
    folded = words.lower()
    for block in readable(context):
        if folded not in block.text.lower():
            continue
        for start, end in context.sentences(block):
            if folded in block.text[start:end].lower():
                cues = context.annotations.within("cue", block.start + start, block.start + end)
                if say_that_people_met(cues):
                    return True
    return False


def say_that_people_met(cues: Iterable[Annotation]) -> bool:
    """Whether cues tell of something that was held, or of people who took part in it."""
    return any(cue.value in ("held", "takes part") for cue in cues)


def own_name(name: str) -> str | None:
    """Return a name without the words that lead to it, None where only general words are left ("Annual Board Meeting")."""
    words = _DATELINE.sub("", _DAY_BEHIND.sub("", " ".join(name.split())))
    words = _DAY_FIRST.sub("", _LEADING.sub("", words)).strip(" ,–-")
    return None if is_general(words) else words


def is_general(words: str) -> bool:
    """Whether words name no gathering by themselves: a single one, or such as any body's meetings are called."""
    said = {word.lower() for word in words.split() if not re.fullmatch(YEAR, word)}
    return len(words.split()) < 2 or said <= word_set("general word of a meeting")


def is_shared(name: str) -> bool:
    """Whether bodies that have nothing to do with each other hold gatherings of that name ("Planning Committee", "Annual
    Conference"): it says what sort of gathering it is, and no word of it sets it apart."""
    words = fold(re.sub(YEAR, "", GATHERING.sub("", name))).split()
    sort = GATHERING.search(name) is not None or any(word in word_set("body that meets") for word in words)
    return sort and all(word in _SHARED or word in GENERIC for word in words)


def is_occasion(name: str) -> bool:
    """Whether a name ends as that of a gathering which a body holds now and then, not each month ("Dale Care Conversation")."""
    words = fold(re.sub(YEAR, "", name)).split()
    return bool(words) and words[-1] in word_set("end of an occasion's name")


def is_no_name(words: str) -> bool:
    """Whether what stands where a gathering is named is a first name or a day alone, or says where it was held."""
    day = day_in(words)
    if not _LETTERS.search(words) or cues.outside(words) in ("attendees", "imprint"):
        return True
    if fold(words) in word_set("part of any report"):
        return True
    if day is not None and len(words) - (day[1] - day[0]) < _LEAST:
        return True
    return fold(words) in first_names(sure=True) or words.casefold().startswith(("held in ", "held at ", "held on "))
