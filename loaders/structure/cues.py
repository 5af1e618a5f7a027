"""What the words of a heading, a label or a line say about what follows: the lexicons, asked as the outline and the rules ask."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from loaders.families.family import SITE
from loaders.lexicons.lexicon import Lexicon, lexicon
from loaders.lexicons.words import any_of, word_set
from schema.signs import exchanged

_NUMBERING = re.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+|\d{1,2}\s+(?=[a-z]))"
)
SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S{2})")
"""The number of a section, at the head of its heading."""
_LEADING = re.compile(rf"^(?:{any_of('article')}|our|some|a few)\s+")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$")
_QUOTES = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
COUNT = rf"(?:\d{{1,2}}|[A-Z]|[ivx]{{1,4}}|{any_of('small number')})"
"""A number as headings print one."""
NUMBER_SIGN = r"(?:no\.?\s*|number\s*|#\s*)?"
"""What may stand before it."""
_WORD = re.compile(r"[^\W_]+")
_BARE_COUNT = re.compile(rf"^[A-Za-z]+(?: [a-z]+)? {NUMBER_SIGN}{COUNT}$", re.I)


@dataclass(frozen=True, slots=True)
class Prefix:
    """What a heading says before a challenge's title."""

    word: str
    """Which word it is, in lower case and singular."""
    number: str | None
    title: str
    """The rest; empty where the title stands elsewhere."""
    start: int
    """Where the title begins in the heading."""
    sure: bool
    """Whether the word alone shows that a challenge begins."""


_NUMBERED = re.compile(
    rf"^(?P<word>[A-Z][a-z'’]+(?: [a-z]+){{0,2}})\s+{NUMBER_SIGN}(?P<number>{COUNT})\s*(?:[:.–—]"
    rf"|\s-)\s*(?P<title>\S.*)$",
    re.I,
)
_PREFIX = re.compile(
    rf"^(?P<word>[^\W\d_][\w'’ -]{{2,40}}?)(?:\s+{NUMBER_SIGN}(?P<number>{COUNT}))?"
    r"(?:\s*(?P<mark>[:.–—\t]|\s-)\s*|\s*$)(?P<title>.*)$",
    re.I | re.S,
)


def numbered(heading: str) -> Prefix | None:
    """Return how a heading begins that counts its like with any word ("Knot 3: ..."), None where it does not."""
    match = _NUMBERED.match(heading[:600])
    if match is None:
        return None
    return Prefix(folded(match["word"]), match["number"], match["title"], match.start("title"), False)


def folded(text: str) -> str:
    """Return words as the cues expect them: lower case, straight quotes, single spaces."""
    return " ".join(exchanged(text, _QUOTES).lower().split())


def capitalised(words: str) -> str:
    """Return words with a capital at their head, as a name or title stands that a line prints in its midst; "eHealth" stays."""
    return words if words[1:2].isupper() else words[:1].upper() + words[1:]


def bracket_of(heading: str) -> str | None:
    """Return what stands in brackets at the end of a heading ("Owners (table 3)" gives "table 3")."""
    match = _BRACKET.search(heading.rstrip(" :"))
    return match[1] if match else None


def inside(heading: str) -> str | None:
    """Return which part of a challenge a heading or label opens ("owners", "ideas", ...), None where it is no cue."""
    return _part(lexicon("challenge_parts"), heading)


def heads_examples(heading: str) -> bool:
    """Whether a heading says that what stands below it inspired somebody, and names none itself."""
    counted = numbered(heading)
    title = counted.title if counted else heading
    return ":" not in title and inside(title) == "examples"


def outside(heading: str, *, parted: bool = False) -> str | None:
    """Return which part of a report a heading opens ("insights", "attendees", ...), or the furniture of a site ("noise"), None
    where it is no cue; where it is `parted`, words on one side of a colon may open lessons ("Results: key themes")."""
    read = lexicon("report_parts")
    found = _part(read, heading) or _part(SITE.cues, heading)
    for part in heading.split(": ") if found is None and parted and ": " in heading else ():
        several = {word for word in folded(part).split() if word.endswith("s")}
        if _part(read, part) == "insights" and not word_set("lessons together").isdisjoint(several):
            found = "insights"
    return None if found == "insights" and says("asker", heading) else found


def _part(read: Lexicon, heading: str) -> str | None:
    """Return the sense of the first entry that reads a heading; one that reads it without its article is as good."""
    if len(heading) > 120:
        return None
    found = [entry for variant in _variants(heading) if (entry := read.whole(variant))]
    if len(found) > 1 and found[0] is not found[1]:
        found.sort(key=read.entries.index)
    return found[0].sense if found else None


def is_area(words: str) -> bool:
    """Whether words are the name of an area of public service and nothing else ("Mental health")."""
    return folded(words).strip(" .:") in lexicon("topics").senses


def says_which(title: str) -> bool:
    """Whether a title says no more than which challenge it is ("Session 1"), or of what area."""
    return _BARE_COUNT.match(title) is not None or is_area(title)


def is_list(line: str, sense: str = "list") -> bool:
    """Whether a heading or line says that a list of the challenges follows; in the sense "maybe" if groups took up what does."""
    return len(line) < 400 and any(lexicon("challenge_titles").whole(v, sense) for v in _variants(line))


def says(what: str, line: str) -> bool:
    """Whether a line has words of a kind ("imprint", "leadin", "caption", "initiatives", "ideas")."""
    return lexicon("lines").first(line[:600], what) is not None


@lru_cache(maxsize=16384)
def is_role(words: str) -> bool:
    """Whether words say what somebody does ("Head of Commissioning"), or several people ("Trustees of Elm")."""
    said = _WORD.findall(words[:300].lower())
    if not word_set("role").isdisjoint(said):
        return True
    alone = words[:1].isupper() and (
        len(said) == 1 or said[:1] == ["co"]
    )  # "Trustees", "Co-chairs", and no "apprentices"
    ends = (*said[:3], "of") if alone else said[:3]
    return any(
        tie in word_set("of a body") and one.removesuffix("s") in word_set("role") for one, tie in pairwise(ends)
    )


def prefix(heading: str) -> Prefix | None:
    """Return how a heading announces a challenge, None where it does not."""
    match = _PREFIX.match(heading[:600])
    entry = lexicon("challenge_titles").whole(folded(match["word"])) if match else None
    if match is None or entry is None or entry.sense in ("list", "maybe"):
        return None
    sure = entry.sense == "sure"
    marked = bool(match["mark"]) or (not match["title"] and bool(match["number"]))
    if not marked or not (match["number"] or (sure and match["mark"] == ":")):
        return None
    word = folded(match["word"]).removesuffix("s")
    return Prefix(word, match["number"], heading[match.start("title") :].strip(), match.start("title"), sure)


def _bare(heading: str) -> str:
    text = folded(heading).rstrip(" :").replace(" & ", " and ")
    text = _BRACKET.sub("", text).rstrip(" :?!.")
    return _NUMBERING.sub("", text)


@cache
def _variants(heading: str) -> tuple[str, ...]:
    bare = _bare(heading)
    return (bare, _LEADING.sub("", bare)) if _LEADING.match(bare) else (bare,)
