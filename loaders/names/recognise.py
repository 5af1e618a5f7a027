"""Names in running text: bodies and places, with exact spans.

A body is found by the register, by a head word that only a body's name has (Council, CIC, Trust, University of ...), or because
the document names it elsewhere. A place is found by the gazetteer where no other name surrounds it. Anything else is no fact.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from loaders.lexicons.words import word_set
from loaders.names.localities import places
from loaders.names.phrases import Found, Phrases, Word, addresses_in, words_of
from loaders.names.printed import COUNCIL, fold, key
from loaders.names.register import Body, gazetteer, is_everyday, register
from loaders.names.word_sets import (
    BEFORE_NAME,
    EXTRA,
    GENERIC,
    HEAD_PAIRS,
    HEADS,
    LEADING,
    LEGAL,
    OPENERS,
    TAILS,
)

__all__ = ["Found", "is_general", "organisations", "places"]


@cache
def _register_phrases() -> Phrases[Body]:
    return Phrases(register().phrases.items())


def organisations(text: str, *, heading: bool = False, named: Phrases[str] | None = None) -> Sequence[Found]:
    """Return the bodies that a text names, left to right, none inside another.

    `named` holds the names that the document has been found to use. In a heading only these and the register count: its
    capitals say nothing.
    """
    return _general(text, heading) if named is None else _organisations(text, heading, named)


@lru_cache(maxsize=4096)
def _general(text: str, heading: bool) -> tuple[Found, ...]:
    return tuple(_organisations(text, heading, None))


@lru_cache(maxsize=4096)
def _registered(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return the bodies of the register that a text names, wherever it has no other name: first word, word after the last, and
    whether the last one is a possessive."""
    words = words_of(text)
    return tuple(
        (first, stop, possessive)
        for first, stop, possessive, body in _register_phrases().find(words)
        if _capitals(words[first:stop])
        and _stands_alone(words, first, stop, possessive)
        and _register_counts(text, words, first, stop, body, possessive=possessive)
    )


def _organisations(text: str, heading: bool, named: Phrases[str] | None) -> Sequence[Found]:
    words = words_of(text)
    found: list[Found] = []
    taken = [False] * len(words)
    if addresses := addresses_in(text):
        taken = [any(a <= word.start < b for a, b in addresses) for word in words]
    if named is not None:
        for first, stop, possessive, _ in named.find(words):
            if (
                not any(taken[first:stop])
                and _capitals(words[first:stop])
                and _stands_alone(words, first, stop, possessive)
            ):
                _take(text, words, first, stop, possessive, found, taken, known=True)
        if not found:
            return _general(text, heading)
    patterns = [] if heading else _patterns(words, taken)
    for first, stop, possessive in _registered(text):
        inside_longer = any(a <= first and stop <= b and (b - a) > (stop - first) for a, b in patterns)
        if not inside_longer and not any(taken[first:stop]):
            _take(text, words, first, stop, possessive, found, taken, known=True)
    for first, stop in patterns:
        if not any(taken[first:stop]):
            possessive = words[stop - 1].possessive and text[words[stop - 1].end - 2] in "'’"
            _take(text, words, first, stop, possessive, found, taken, known=False)
    return sorted(found)


def _take(
    text: str,
    words: list[Word],
    first: int,
    stop: int,
    possessive: bool,
    found: list[Found],
    taken: list[bool],
    *,
    known: bool,
) -> None:
    end = words[stop - 1].end - (2 if possessive else 0)
    found.append(Found(words[first].start, end, text[words[first].start : end], known))
    taken[first:stop] = [True] * (stop - first)


def _capitals(words: list[Word], body: Body | None = None) -> bool:
    """Whether the words have the capitals of a name: where the register's spelling has them, or at all but small words."""
    phrase = " ".join(w.folded for w in words)
    spelt = next((words_of(n) for n in (body.name, *body.also) if fold(n) == phrase), None) if body else None
    if spelt is not None and len(spelt) == len(words):
        if all(
            w.capital or not known.capital or w.folded in _SMALL_ENDS for w, known in zip(words, spelt, strict=True)
        ):
            return words[0].capital or not spelt[0].capital
        return False
    return words[0].capital and all(w.capital or w.folded in _SMALL or w.gap in ("-", "‐", "‑") for w in words)


_PARTICLES = frozenset("es de del da la le".split())
"""Small words inside the names of places: Dar es Salaam."""
_SMALL_ENDS = frozenset(("council", "authority", "healthcare", "of", "for", "and", "the"))
_SMALL = _SMALL_ENDS | frozenset("in on with by at to upon under en le a y into about".split())


def _stands_alone(words: list[Word], first: int, stop: int, possessive: bool) -> bool:
    """Whether a single word is no part of a longer capitalised name."""
    if stop - first > 1:
        return True
    before = words[first - 1] if first else None
    after = words[stop] if stop < len(words) else None
    if before is not None and before.capital and words[first].gap == " " and before.folded not in LEADING:
        return False
    return not (
        after is not None
        and after.capital
        and after.gap == " "
        and not possessive
        and after.folded not in TAILS
        and after.folded not in word_set("role")
    )


def _register_counts(text: str, words: list[Word], first: int, stop: int, body: Body, *, possessive: bool) -> bool:
    phrase = " ".join(w.folded for w in words[first:stop])
    if possessive:
        phrase = phrase[:-1]
    printed = text[words[first].start : words[stop - 1].end]
    if (
        stop - first == 1
        and printed.isupper()
        and len(printed) <= 3
        and body.kind not in ("government department", "insurer")
    ):
        return False
    single = stop - first == 1 and " " not in phrase
    if phrase in register().words or (single and fold(phrase) in gazetteer().places):
        before = words[first - 1] if first else None
        after = words[stop] if stop < len(words) else None
        listed = (
            words[first].gap in (", ", "; ") and after is not None and (after.folded == "and" or after.gap[:1] in ",;")
        )
        if before is not None and listed and phrase not in GENERIC:
            return True
        if before is None or words[first].gap != " " or before.capital or phrase in GENERIC:
            return False
        return before.folded in BEFORE_NAME
    return True


def _patterns(words: list[Word], taken: list[bool]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        hyphened = i > 0 and word.gap in ("-", "‐", "‑") and words[i - 1].capital
        if not (word.capital or hyphened) or taken[i]:
            continue
        bare = word.folded[:-1] if word.possessive else word.folded
        pair = (words[i - 1].folded, bare) if i else ("", "")
        before = i > 0 and word.joined
        if (bare in HEADS or (pair in HEAD_PAIRS and before)) and _is_head(words, i, bare):
            first = _leftwards(words, i)
            stop = i + 1 if word.possessive else _rightwards(words, i)
        elif word.folded in OPENERS and i + 1 < len(words) and words[i + 1].folded in ("of", "for"):
            first, stop = i, _rightwards(words, i)
            if stop == i + 1:
                continue
        else:
            continue
        if first is None or not _is_named(words, first, i, stop):
            continue
        split = next(
            (k for k in range(first + 2, stop - 1) if words[k - 1].folded in HEADS and _whole_body(words, k, stop)),
            None,
        )
        if split is not None and _is_named(words, first, split - 1, split):
            spans.append((first, split))
            first = split
        while spans and spans[-1][0] >= first:
            spans.pop()
        if spans and spans[-1][1] > first:
            first = spans.pop()[0]
        spans.append((first, stop))
    return spans


def _whole_body(words: list[Word], first: int, stop: int) -> bool:
    """Whether the words are a body of the register from the first to the last."""
    hit = _register_phrases().at(words, first)
    return hit is not None and first + hit[0] == stop


def _is_head(words: list[Word], i: int, bare: str) -> bool:
    if words[i].possessive or (bare in LEGAL - {"charity", "limited"}):
        return True
    if bare in ("operative", "op") and not (
        i and words[i - 1].folded == "co" and words[i].gap.strip() in ("-", "‐", "‑")
    ):
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    if after is None or not after.capital or after.gap != " ":
        return True
    return after.folded in LEGAL or after.folded in (
        "ft",
        "foundation",
        "trust",
        "uk",
        "england",
        "wales",
        "scotland",
        "limited",
        "london",
        "board",
    )


def _leftwards(words: list[Word], i: int) -> int | None:
    first = i
    while first > 0:
        word, before = words[first], words[first - 1]
        initial = word.gap == ". " and before.capital and before.end - before.start == 1 and first > 1
        if not word.joined and not (initial and before.joined):
            break
        if before.folded in LEGAL and before.folded != "charity" and word.folded != "liability":
            break
        if before.folded == "the" and before.capital:
            return first  # a name begins here: what stands before is another one
        if before.capital and before.folded != "and" and not before.folded.isdigit():
            first -= 1
            continue
        if before.gap in ("-", "‐", "‑") and first > 1 and words[first - 2].capital:
            first -= 2
            continue
        if (
            before.folded == "and"
            and first > 1
            and words[first - 2].capital
            and before.joined
            and _may_cross(words, first, i)
        ):
            first -= 2
            continue
        break
    while first < i and words[first].folded in LEADING:
        first += 1
    return first


_JOINT = frozenset(("council", "forum", "association", "institute", "federation", "society"))
"""Heads of names that are often two fields of work: Library and Information Council."""


def _may_cross(words: list[Word], first: int, head: int) -> bool:
    if words[first - 1].end - words[first - 1].start == 1:
        return words[first - 2].folded not in HEADS
    if (
        first > 2
        and words[first - 3].folded == "the"
        and words[first - 2].joined
        and words[first - 2].folded not in HEADS
        and not (first > 3 and words[first - 4].folded in ("of", "for", "in", "at"))
    ):
        return True
    joined = " ".join(w.folded for w in words[first - 2 : head + 1])
    if key(joined) in register().bodies:
        return True
    if all(is_everyday(w.folded) for w in words[first:head]) and is_everyday(words[first - 2].folded):
        return words[head].folded in _JOINT and words[first - 2].folded not in HEADS
    nhs = any(w.folded in ("nhs", "integrated", "health", "police", "icb") for w in words[first : head + 1])
    return nhs and words[first - 2].folded not in HEADS and words[first - 2].folded not in LEADING


def _rightwards(words: list[Word], i: int) -> int:
    stop = i + 1
    while (
        stop < len(words)
        and words[stop].capital
        and words[stop].joined
        and words[stop].folded
        in (*LEGAL, "ft", "trust", "uk", "england", "wales", "scotland", "london", "board", "foundation")
    ):
        stop += 1
    if (
        words[i].folded not in OPENERS
        or stop >= len(words)
        or words[stop].folded not in ("of", "for")
        or not words[stop].joined
    ):
        return stop
    ahead = stop + 1
    if ahead < len(words) and words[ahead].folded == "the":
        ahead += 1
    reach = ahead
    while reach < len(words) and (
        words[reach].capital and (words[reach].joined or (reach > ahead and _in_list(words, reach, i)))
    ):
        reach += 1
        if words[reach - 1].possessive:
            break
        if (
            reach + 1 < len(words)
            and words[reach].folded in _PARTICLES
            and words[reach].joined
            and words[reach + 1].capital
            and words[reach + 1].joined
        ):
            reach += 1
        if (
            reach + 1 < len(words)
            and words[reach].folded == "and"
            and words[reach].joined
            and words[reach + 1].capital
            and (
                words[i].folded in ("department", "ministry", "institute", "centre", "school")
                or words[reach].end - words[reach].start == 1
                or (is_everyday(words[reach - 1].folded) and is_everyday(words[reach + 1].folded))
            )
            and not any(w.folded in HEADS or w.folded in OPENERS for w in words[reach + 1 : reach + 5])
            and _register_phrases().at(words, reach + 1) is None
        ):
            reach += 1
    if words[i].folded == "university" and reach > ahead and _has_campus(words, reach):
        reach += 2
    return reach if reach > ahead else stop


def _has_campus(words: list[Word], at: int) -> bool:
    """Whether a university's name goes on with the town of one of its seats: the University of Texas at Austin."""
    if at + 1 >= len(words) or words[at].folded != "at" or not (words[at].joined and words[at + 1].joined):
        return False
    return words[at + 1].capital and fold(words[at + 1].folded) in gazetteer().places


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
    if all(w in GENERIC or w in LEGAL or w in LEADING for w in others):
        return False
    name = " ".join(w.folded for w in words[first:stop])
    if words[head].folded == "council" and key(name).startswith(COUNCIL):
        base = key(name).removeprefix(COUNCIL)
        return base in gazetteer().places or not all(w in GENERIC for w in base.split())
    return True


def is_general(name: str) -> bool:
    """Whether the words of a capitalised phrase are all general ones, so that they name nothing by themselves."""
    return all(word in GENERIC or word in LEADING or word in HEADS or word in EXTRA for word in fold(name).split())
