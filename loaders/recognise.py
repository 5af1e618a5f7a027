"""Names in running text: bodies and places, with exact spans.

A body is found by the register, by a head word that only a body's name has (Council, CIC, Trust, University of ...), or because
the document names it elsewhere. A place is found by the gazetteer where no other name surrounds it. Anything else is no fact.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.blocks import Span
from loaders.names import COUNCIL, fold, key
from loaders.phrases import Phrases, Word, words_of
from loaders.register import Body, first_names, gazetteer, register

_HEADS = frozenset(
    """council cic llp ltd limited plc trust university foundation cooperative coop operative op party association federation forum
    alliance network bank police constabulary consulting solicitors charity healthcare hospital hospitals coalition collaborative
    consortium insurance mutual cvs cio ventures capital icb society confederation institute""".split()
)
_HEAD_PAIRS = frozenset(
    (
        ("interest", "company"), ("liability", "partnership"), ("care", "board"), ("health", "board"), ("nhs", "ft"), ("business", "school"),
        ("credit", "union"), ("combined", "authority"), ("voluntary", "action"), ("outcomes", "lab"), ("s", "college"), ("kings", "college"),
        ("royal", "college"), ("community", "action"),
    )
)
_OPENERS = frozenset(
    """university institute department ministry federation association college centre academy society school alliance network forum coalition
    trust foundation campaign union""".split()
)
_LEGAL = frozenset(("cic", "llp", "ltd", "limited", "plc", "cio", "charity"))
_LEADING = frozenset(
    """the a an in at by with from our its their this that these those and but or when while as if for to of on see meet new both other all
    many some each every build building using learn like also participants commissioners councils under following through however
    meanwhile since after before because although where here there they we it he she his her who what how why ask let join joining
    work working support supporting help helping create creating set make making use consider develop developing explore exploring
    invite bring take share via per between among across about into within without over than then so such both either neither not no
    partner director head chair chief executive manager officer leader lead mayor founder ceo member members trustee including
    include includes included eg ie former today tomorrow yesterday monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december thanks thank photo image source figure table""".split()
)
_GENERIC = frozenset(
    """local community social health care public national regional housing primary integrated combined county city district borough town
    parish multi academy land interest charitable voluntary mutual credit building children childrens child young peoples people foundation
    nhs hospital teaching university business development partnership provider providers support supported joint innovation investment
    impact learning youth adult mental family expert steering advisory central trust bank network association alliance party political
    delivery recovery secondary worker workers owned led registered independent private state central green third sector civil
    citizens residents tenants peer skills employment enterprise co operative cooperative limited company group research medical
    law legal insurance police fire school schools high street general practice partner partners and of for the strategic council
    building trusted strong stronger small big large early help user service users lived experience purpose aligned""".split()
)
_COMPASS = frozenset(("north", "south", "east", "west", "central", "inner", "outer", "greater", "upper", "lower", "mid"))
_STREETS = frozenset("road street lane avenue square close crescent terrace drive gardens place house hall hotel centre college school museum".split())
_AREA_HEADS = frozenset(("estate", "peninsula", "valley", "valleys", "islands", "moor", "dales"))
_BEFORE_PLACE = frozenset(
    "in at from near of across to around within outside throughout and or including for between through over serving covering beyond".split()
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A name in a text: where it stands, and whether a register or gazetteer names it (`known`) or only its shape says so."""

    start: int
    end: int
    printed: str
    known: bool = True

    @property
    def span(self) -> Span:
        """The characters, counted from the start of the text that was read."""
        return Span(self.start, self.end)


@cache
def _register_phrases() -> Phrases[Body]:
    return Phrases(register().phrases.items())


@cache
def _place_phrases() -> Phrases[str]:
    return Phrases(gazetteer().places.items())


def organisations(text: str, *, heading: bool = False, named: Phrases[str] | None = None) -> Sequence[Found]:
    """Return the bodies that a text names, left to right, none inside another.

    `named` holds the names that the document has been found to use. In a heading only these and the register count: its
    capitals say nothing.
    """
    return _general(text, heading) if named is None else _organisations(text, heading, named)


@lru_cache(maxsize=4096)
def _general(text: str, heading: bool) -> tuple[Found, ...]:
    return tuple(_organisations(text, heading, None))


def _organisations(text: str, heading: bool, named: Phrases[str] | None) -> list[Found]:
    words = words_of(text)
    taken = [False] * len(words)
    found: list[Found] = []
    addresses = [(m.start(), m.end()) for m in _ADDRESS.finditer(text)] if "." in text else []
    if addresses:
        taken = [any(a <= word.start < b for a, b in addresses) for word in words]
    if named is not None:
        for first, stop, possessive, _ in named.find(words):
            if not any(taken[first:stop]) and _capitals(words[first:stop]) and _stands_alone(words, first, stop, possessive):
                _take(text, words, first, stop, possessive, found, taken, known=True)
    patterns = [] if heading else _patterns(words, taken)
    for first, stop, possessive, body in _register_phrases().find(words):
        if any(taken[first:stop]) or not _capitals(words[first:stop]) or not _stands_alone(words, first, stop, possessive):
            continue
        if any(a <= first and stop <= b and (b - a) > (stop - first) for a, b in patterns):
            continue
        if _register_counts(text, words, first, stop, body):
            _take(text, words, first, stop, possessive, found, taken, known=True)
    for first, stop in patterns:
        if not any(taken[first:stop]):
            possessive = words[stop - 1].possessive and text[words[stop - 1].end - 2] in "'’"
            _take(text, words, first, stop, possessive, found, taken, known=False)
    return sorted(found)


def _take(
    text: str, words: list[Word], first: int, stop: int, possessive: bool, found: list[Found], taken: list[bool], *, known: bool
) -> None:
    end = words[stop - 1].end - (2 if possessive else 0)
    found.append(Found(words[first].start, end, text[words[first].start : end], known))
    taken[first:stop] = [True] * (stop - first)


def _capitals(words: list[Word]) -> bool:
    small = {"of", "for", "and", "the", "in", "on", "with", "by", "at", "to", "upon", "under", "en", "le", "council", "healthcare", "a", "y"}
    return words[0].capital and all(w.capital or w.folded in small for w in words)


def _stands_alone(words: list[Word], first: int, stop: int, possessive: bool) -> bool:
    """Whether a single word is no part of a longer capitalised name."""
    if stop - first > 1:
        return True
    before = words[first - 1] if first else None
    after = words[stop] if stop < len(words) else None
    if before is not None and before.capital and words[first].gap == " " and before.folded not in _LEADING:
        return False
    return not (after is not None and after.capital and after.gap == " " and not possessive and after.folded not in _TAILS)


_TAILS = frozenset(("fund", "programme", "project", "model", "foundation", "team", "scheme"))


def _register_counts(text: str, words: list[Word], first: int, stop: int, body: Body) -> bool:
    phrase = " ".join(w.folded for w in words[first:stop])
    printed = text[words[first].start : words[stop - 1].end]
    if stop - first == 1 and printed.isupper() and len(printed) <= 3 and body.kind not in ("government department", "insurer"):
        return False
    single = stop - first == 1 and " " not in phrase
    if phrase in register().words or (single and fold(phrase) in gazetteer().places):
        before = words[first - 1] if first else None
        if before is None or words[first].gap != " " or before.capital or phrase in _GENERIC:
            return False
        return before.folded in _BEFORE_NAME
    return True


_BEFORE_NAME = frozenset("with by from including like at and".split())


def _patterns(words: list[Word], taken: list[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        if not word.capital or taken[i]:
            continue
        bare = word.folded[:-1] if word.possessive else word.folded
        pair = (words[i - 1].folded, bare) if i else ("", "")
        before = i > 0 and word.joined
        if (bare in _HEADS or (pair in _HEAD_PAIRS and before)) and _is_head(words, i, bare):
            first = _leftwards(words, i)
            stop = i + 1 if word.possessive else _rightwards(words, i)
        elif word.folded in _OPENERS and i + 1 < len(words) and words[i + 1].folded in ("of", "for"):
            first, stop = i, _rightwards(words, i)
            if stop == i + 1:
                continue
        else:
            continue
        if first is None or not _is_named(words, first, i, stop):
            continue
        while spans and spans[-1][0] >= first:
            spans.pop()
        if spans and spans[-1][1] > first:
            first = spans.pop()[0]
        spans.append((first, stop))
    return spans


def _is_head(words: list[Word], i: int, bare: str) -> bool:
    if words[i].possessive:
        return True
    if bare in ("operative", "op") and not (i and words[i - 1].folded == "co" and words[i].gap.strip() in ("-", "‐", "‑")):
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or not after.capital or after.gap != " ":
        return True
    return after.folded in _LEGAL or after.folded in ("ft", "foundation", "trust", "uk", "england", "wales", "scotland", "limited", "london", "board")


def _leftwards(words: list[Word], i: int) -> int | None:
    first = i
    while first > 0:
        word, before = words[first], words[first - 1]
        if not word.joined:
            break
        if before.capital and before.folded != "and":
            first -= 1
            continue
        if before.folded == "and" and first > 1 and words[first - 2].capital and before.joined and _may_cross(words, first, i):
            first -= 2
            continue
        break
    while first < i and words[first].folded in _LEADING:
        first += 1
    return first


def _may_cross(words: list[Word], first: int, head: int) -> bool:
    if words[first - 1].end - words[first - 1].start == 1:
        return words[first - 2].folded not in _HEADS
    if (
        first > 2
        and words[first - 3].folded == "the"
        and words[first - 2].joined
        and words[first - 2].folded not in _HEADS
        and not (first > 3 and words[first - 4].folded in ("of", "for", "in", "at"))
    ):
        return True
    joined = " ".join(w.folded for w in words[first - 2 : head + 1])
    if key(joined) in register().bodies:
        return True
    nhs = any(w.folded in ("nhs", "integrated", "health", "police", "icb") for w in words[first : head + 1])
    return nhs and words[first - 2].folded not in _HEADS and words[first - 2].folded not in _LEADING


def _rightwards(words: list[Word], i: int) -> int:
    stop = i + 1
    while stop < len(words) and words[stop].capital and words[stop].joined and words[stop].folded in (
        *_LEGAL, "ft", "trust", "uk", "england", "wales", "scotland", "london", "board", "foundation"
    ):
        stop += 1
    if words[i].folded not in _OPENERS or stop >= len(words) or words[stop].folded not in ("of", "for") or not words[stop].joined:
        return stop
    ahead = stop + 1
    if ahead < len(words) and words[ahead].folded == "the":
        ahead += 1
    reach = ahead
    while reach < len(words) and (words[reach].capital and (words[reach].joined or (reach > ahead and _in_list(words, reach, i)))):
        reach += 1
        if words[reach - 1].possessive:
            break
        if (
            reach + 1 < len(words)
            and words[reach].folded == "and"
            and words[reach].joined
            and words[reach + 1].capital
            and (words[i].folded in ("department", "ministry", "institute", "centre", "school") or words[reach].end - words[reach].start == 1)
            and not any(w.folded in _HEADS or w.folded in _OPENERS for w in words[reach + 1 : reach + 5])
        ):
            reach += 1
    return reach if reach > ahead else stop


def _in_list(words: list[Word], reach: int, i: int) -> bool:
    """Whether a comma inside a department's name goes on with it: Culture, Media and Sport."""
    if words[i].folded not in ("department", "ministry") or words[reach].gap.strip() != ",":
        return False
    return any(w.folded == "and" for w in words[reach + 1 : reach + 3])


def _is_named(words: list[Word], first: int, head: int, stop: int) -> bool:
    """Whether anything but general words names the body."""
    others = [w.folded for k, w in enumerate(words[first:stop], first) if k != head]
    if not others:
        return False
    if all(w in _GENERIC or w in _LEGAL or w in _LEADING for w in others):
        return False
    name = " ".join(w.folded for w in words[first:stop])
    if words[head].folded == "council" and key(name).startswith(COUNCIL):
        base = key(name).removeprefix(COUNCIL)
        return base in gazetteer().places or not all(w in _GENERIC for w in base.split())
    return True


def places(text: str, taken: Iterable[tuple[int, int]] = (), *, heading: bool = False, surnames: frozenset[str] = frozenset()) -> list[Found]:
    """Return the places that a text names on their own: outside the spans in `taken` (other names, addresses), not as a part of a
    longer capitalised name, everyday words only where their context makes them places."""
    words = words_of(text)
    masks = [*taken, *((m.start(), m.end()) for m in _ADDRESS.finditer(text))]
    found = []
    for first, stop, possessive, name in _place_phrases().find(words):
        start, end = words[first].start, words[stop - 1].end
        if any(a < end and start < b for a, b in masks) or not _capitals_of_place(words[first:stop]):
            continue
        if possessive:
            end -= 2
        folded = fold(name)
        if folded in surnames or not _alone(text, words, first, stop, heading):
            continue
        listed = bool(found) and text[found[-1].end : start].strip() in (",", "and", ", and", "&") and text[found[-1].end : start] != ","
        if gazetteer().is_word(name) and not listed and not _in_place_context(words, first, stop, possessive, text):
            continue
        if first and words[first - 1].folded in _COMPASS and words[first - 1].capital and words[first].gap == " ":
            start = words[first - 1].start
        found.append(Found(start, end, text[start:end]))
    found.extend(_areas(text, words, masks))
    return sorted(set(found))


def _capitals_of_place(words: list[Word]) -> bool:
    return all(w.capital or w.folded in ("upon", "on", "of", "and", "the", "in", "under", "le", "by", "next", "y", "a", "cum") for w in words)


def _alone(text: str, words: list[Word], first: int, stop: int, heading: bool) -> bool:
    after = words[stop] if stop < len(words) else None
    before = words[first - 1] if first else None
    if after is not None and after.gap in (" ", "-"):
        if after.folded in _STREETS or (after.capital and after.folded not in _LEADING and not text[words[stop - 1].start : words[stop - 1].end].endswith(("'s", "’s"))):
            return False
        if after.gap == "-" and after.folded not in ("based", "wide", "style", "born", "led", "area"):
            return False
    if before is not None and before.capital and words[first].gap in (" ", "-"):
        return before.folded in _LEADING or before.folded in _COMPASS or heading
    return not (before is not None and words[first].gap.strip() == "&" and before.capital and before.folded not in gazetteer().places)


def _in_place_context(words: list[Word], first: int, stop: int, possessive: bool, text: str) -> bool:
    before = words[first - 1] if first else None
    if possessive or text[words[stop - 1].start : words[stop - 1].end].endswith(("'s", "’s")):
        return True
    if text.strip(" :") == text[words[first].start : words[stop - 1].end]:
        return False
    if words[first].gap.endswith(" (") and text[words[stop - 1].end :].startswith((")", ",")):
        return True
    return before is not None and words[first].gap in (" ", " (") and before.folded in _BEFORE_PLACE - {"and", "or", "for"} and not before.capital


def _areas(text: str, words: list[Word], masks: list[tuple[int, int]]) -> list[Found]:
    found = []
    for i, word in enumerate(words):
        if word.capital and word.folded in _AREA_HEADS and i and words[i - 1].capital and word.gap == " ":
            first = i
            while first and words[first - 1].capital and words[first].gap == " " and words[first - 1].folded not in _LEADING:
                first -= 1
            after = words[i + 1] if i + 1 < len(words) else None
            start = words[first].start
            if first < i and not (after is not None and after.capital and after.gap == " ") and not any(a < word.end and start < b for a, b in masks):
                found.append(Found(start, word.end, text[start : word.end]))
    return found


def is_person_name(name: str) -> bool:
    """Whether a name has the shape of a person's: two to four capitalised words, no head word of a body, a first name in front or no
    everyday capital among them."""
    words = name.replace("-", " ").split()
    if not 2 <= len(words) <= 5 or any(c in name for c in "/&:()0123456789"):
        return False
    if not all(w[:1].isupper() or w.casefold() in ("de", "da", "di", "van", "von", "der", "la", "le", "el", "al", "bin", "ap", "ab", "y") for w in words):
        return False
    folded = [fold(w) for w in words]
    if any(w in _HEADS or w in _OPENERS or w in _STREETS or w == "the" for w in folded) or register().get(name) is not None:
        return False
    if folded[0] in first_names():
        return True
    return not any(w in _GENERIC or w in _LEADING for w in folded) and fold(name) not in gazetteer().places and not name.isupper()


def is_general(name: str) -> bool:
    """Whether the words of a capitalised phrase are all general ones, so that they name nothing by themselves."""
    return all(word in _GENERIC or word in _LEADING or word in _HEADS or word in _EXTRA for word in fold(name).split())


_EXTRA = frozenset(
    """extra plus value values imperatives direct award procurement act bill digital data ai technology model models group groups board
    boards gps gp rps spv socs sib sibs vcse vcfse vcs a and e nhs cpo cpos tupe kpi kpis lgps pwlb covid uk eu time ideas idea housing vision""".split()
)
