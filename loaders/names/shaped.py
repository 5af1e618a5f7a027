"""Bodies by the shape of their names: a head word that only a body's name has, and how far the name reaches around it."""

from loaders.lexicons.words import word_set
from loaders.names.behind_heads import (
    abbreviates_a_country,
    end_of_name,
    follows_a_title,
    is_part_of_another,
    leads_on,
    register_phrases,
)
from loaders.names.branches import named_before_its_place
from loaders.names.common_words import is_common
from loaders.names.leading import is_government_office, past_leading
from loaders.names.of_places import of_a_country, of_a_town
from loaders.names.offices_behind import has_uncommon_word_before, leads_to_holder
from loaders.names.phrases import Word
from loaders.names.printed import COUNCIL, key
from loaders.names.register import first_names, gazetteer, register
from loaders.names.telling import TELLING
from loaders.names.word_sets import (
    BEFORE_PLACE,
    BEHIND_HEADS,
    COMPASS,
    COUNTRIES,
    GENERIC,
    HEAD_PAIRS,
    HEADS,
    JOINT,
    LEADING,
    LEGAL,
    OF_PARISHES,
    PERHAPS_HEADS,
    WORK_HEADS,
)

_NO_NAME = LEADING | word_set("role") | word_set("owner of bodies")
"""Words right before an opener that are no part of the name: what somebody is there, and whose it is."""
_WITH_OTHERS = PERHAPS_HEADS | WORK_HEADS
_OF_GOVERNMENT = frozenset(("ministry", "department", "office"))
"""Heads of bodies that any field names which they are of."""
_ANY = frozenset(("a", "an", "any", "every"))
_CURRENCIES = ("£", "€", "$")
"""What stands before a sum, which is no part of a name behind it ("the £2m Harvest Fund")."""
_SHORT = 4
"""The most characters of initials that a hyphen ties to a name."""


def shaped_bodies(words: list[Word], taken: list[bool]) -> list[tuple[int, int]]:
    """Return the bodies that a text's words name by their shape: first word, word after the last; no `taken` word heads one."""
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(words):
        bare = word.folded[:-1] if word.possessive else word.folded
        if bare not in TELLING and word.folded not in TELLING:
            continue
        hyphened = i > 0 and word.gap in ("-", "‐", "‑") and words[i - 1].capital
        if not (word.capital or hyphened) or taken[i] or (hyphened and _ends_a_surname(words, i)):
            continue
        pair = (words[i - 1].folded, bare) if i else ("", "")
        before = i > 0 and word.joined
        opens = leads_on(words, i, i + 1)
        begun = before and words[i - 1].capital and words[i - 1].folded != "the"
        perhaps = before and (begun or not opens) and bare in _WITH_OTHERS
        if (
            bare == "councils"
            and before
            and (first := _leftwards(words, i)) is not None
            and _joins_two(words, first, i)
        ):
            spans.append((first, i + 1))
            continue
        if (bare in HEADS or (pair in HEAD_PAIRS and before) or perhaps) and _is_head(words, i, bare):
            first = _leftwards(words, i)
            stop = i + 1 if word.possessive else end_of_name(words, i)
            perhaps = perhaps and bare not in HEADS and pair not in HEAD_PAIRS
            perhaps = perhaps and not (opens and first is not None and i > first and stop > i + 1)
        elif before and bare in COUNTRIES and (first := of_a_country(words, i)) is not None:
            spans.append((first, i + 1))
            continue
        elif (end := of_a_town(words, i) or named_before_its_place(words, i)) is not None:
            spans.append((i, end))
            continue
        elif opens:
            first, stop = _where_it_opens(words, i), end_of_name(words, i)
            if stop == i + 1:
                continue
        else:
            continue
        if first is None or (perhaps and not _is_set_apart(words, first, i)):
            continue
        if not _is_named(words, first, i, stop) and not (i - first > 1 and is_part_of_another(words, stop)):
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
        if spans and spans[-1][1] == i and bare == "university":
            first = i
        if spans and spans[-1][1] > first:
            first = spans.pop()[0]
        spans.append((first, stop))
    return spans


def _ends_a_surname(words: list[Word], i: int) -> bool:
    """Whether a hyphen makes a word the second half of somebody's surname ("Ada Marsh-Trust")."""
    first = words[i - 2] if i > 1 and words[i - 1].joined else None
    return first is not None and first.folded in first_names()


def _joins_two(words: list[Word], first: int, head: int) -> bool:
    """Whether a name joins those of two places ("Alder & Fir Councils")."""
    return any(word.folded == "and" for word in words[first:head]) and not all(map(is_common, words[first:head]))


def _where_it_opens(words: list[Word], i: int) -> int:
    """Return where a name begins whose opener may have a name of its own before it ("White Hall Office of Tide Policy")."""
    if abbreviates_a_country(words, i):
        return i - 2
    before = words[i - 1] if i else None
    if is_government_office(words, i):
        return i - 1
    if before is not None and words[i].gap == " - " and before.capital and before.end - before.start <= _SHORT:
        return i - 1
    if before is None or words[i].gap != " " or not before.capital or before.folded in _NO_NAME:
        return i
    first = _leftwards(words, i)
    return (
        i
        if first is None or (first > 0 and words[first].joined and words[first - 1].folded in ("of", "for"))
        else first
    )


def _whole_body(words: list[Word], first: int, stop: int) -> bool:
    """Whether the words are a body of the register from the first to the last."""
    hit = register_phrases().at(words, first)
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
    if bare == "college" and after.folded in gazetteer().places:
        return True
    if after.folded in BEHIND_HEADS or after.folded in word_set("office behind a body") | word_set("its occasion"):
        return True
    return (
        after.folded in word_set("role") | word_set("field of work")
        and has_uncommon_word_before(words, i)
        and leads_to_holder(words, i + 1)
    )


def _leftwards(words: list[Word], i: int) -> int | None:
    first = i
    while first > 0:
        word, before = words[first], words[first - 1]
        initial = word.gap == ". " and before.capital and before.end - before.start == 1 and first > 1
        if _is_listed_field(words, first, i):
            first -= 1
            continue
        if abbreviates_a_country(words, first):
            first -= 2
            continue
        saint = word.gap in (".", ". ") and before.folded == "st" and before.capital
        if not word.joined and not saint and not (initial and before.joined):
            break
        if before.possessive and (_owns(before) or _ends_an_opened(words, first - 1)):
            break
        if before.folded in LEGAL and before.folded != "charity" and word.folded != "liability":
            break
        if before.folded[:1].isdigit() and (before.folded.endswith(("am", "pm")) or before.gap.endswith(_CURRENCIES)):
            break
        if before.gap.endswith("@"):
            break  # somebody's account
        if before.folded == "the" and before.capital:
            return first  # a name begins here: what stands before is another one
        if before.capital and before.folded != "and" and not before.folded.isdigit():
            first -= 1
            continue
        if (
            before.gap in ("-", "‐", "‑")
            and first > 1
            and words[first - 2].capital
            and not words[first - 2].folded.isdigit()
        ):
            first -= 2
            continue
        if before.folded == "of" and word.joined and first > 1 and _is_half_a_place(words, first - 2):
            first -= 2
            continue
        if (
            before.folded == "and"
            and first > 1
            and words[first - 2].capital
            and not words[first - 2].folded.isdigit()
            and before.joined
            and _may_cross(words, first, i)
        ):
            first -= 2
            continue
        break
    first = past_leading(words, first, i)
    return None if _is_cut(words, first, i) else first


def _owns(word: Word) -> bool:
    """Whether a possessive names an owner of what follows ("Fir Council's Homes Network"), not whom it is for ("Women's")."""
    bare = word.folded[:-1]
    return bare in HEADS or bare in PERHAPS_HEADS or bare in word_set("owner of bodies") | word_set("month")


def _ends_an_opened(words: list[Word], last: int) -> bool:
    """Whether a possessive ends a name that is of something ("the University of Dale's Mining Institute")."""
    return any(
        leads_on(words, k, k + 1) and all(word.joined for word in words[k + 1 : last + 1])
        for k in range(max(0, last - 4), last - 1)
    )


def _is_half_a_place(words: list[Word], at: int) -> bool:
    """Whether a word before "of" begins the name of a place or house: the West of Scotland, the Isle of Ely, Friends of Elm."""
    return words[at].capital and words[at].folded in word_set("half of a place")


def _is_listed_field(words: list[Word], first: int, head: int) -> bool:
    """Whether the common word before a comma or a slash is one more of the fields of work that a name lists: "the Finance, Policy
    and Resources Society", "International City/County Association"."""
    before = words[first - 1]
    mark = words[first].gap.strip()
    if not before.capital or before.folded in HEADS or not all(map(is_common, (before, *words[first:head]))):
        return False
    if mark == "/":
        return words[first].gap == "/"
    opens = first == 1 or words[first - 2].folded == "the" or words[first - 1].gap.strip() == ","
    return mark == "," and opens and any(word.folded == "and" for word in words[first:head])


def _is_cut(words: list[Word], first: int, head: int) -> bool:
    """Whether common words behind "and" are only the end of a name ("Llandeilo and Sports Association"): what stands before it is a
    name that no body's end parts from them."""
    if first < 2 or words[first - 1].folded != "and" or not words[first - 1].joined or not words[first].joined:
        return False
    before = words[first - 2]
    if not before.capital or before.folded in HEADS or _ends_a_body(words, first - 1):
        return False
    return head > first and all(map(is_common, words[first:head]))


def _ends_a_body(words: list[Word], stop: int) -> bool:
    """Whether a body of the register ends before a word."""
    return any(_whole_body(words, first, stop) for first in range(max(0, stop - 6), stop))


def _may_cross(words: list[Word], first: int, head: int) -> bool:
    if (
        _ends_a_body(words, first - 1)
        and key(" ".join(w.folded for w in words[first - 2 : head + 1])) not in register().bodies
    ):
        return False
    if words[first - 2].folded == "health" and words[head - 1].folded == "care":
        return True  # "Dale Health and Social Care Partnership"
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
    if _serves_two_places(words, first, head):
        return True
    joined = " ".join(w.folded for w in words[first - 2 : head + 1])
    if key(joined) in register().bodies:
        return True
    if (
        words[first].folded == "district"
        or words[head].folded == "councils"
        or (words[head].folded == "council" and words[head - 1].folded in OF_PARISHES and first == head - 2)
    ):
        return words[first - 2].folded not in HEADS
    if any(word.folded == "and" for word in words[first:head]):
        return False
    if all(map(is_common, words[first:head])) and is_common(words[first - 2]):
        if _opens_with_a_name(words, first - 2):
            return True
        whole = head + 1 == len(words) and (first == 2 or (first > 2 and words[first - 2].gap.strip() == ","))
        return (words[head].folded in JOINT or whole) and words[first - 2].folded not in HEADS
    nhs = any(w.folded in ("nhs", "integrated", "health", "police", "icb") for w in words[first : head + 1])
    return nhs and words[first - 2].folded not in HEADS and words[first - 2].folded not in LEADING


def _opens_with_a_name(words: list[Word], at: int) -> bool:
    """Whether an uncommon word behind "the" stands right before one of two fields ("the Dale Mortgage and Housing Corporation")."""
    if at < 2 or not words[at].joined or words[at].folded in HEADS:
        return False
    name = words[at - 1]
    return (
        name.capital and not is_common(name) and words[at - 2].folded == "the" and name.joined and not name.possessive
    )


def _serves_two_places(words: list[Word], first: int, head: int) -> bool:
    """Whether a name begins with two places that it is for ("Alder and Fir Housing Association"); one in which something is, the
    words before it say."""
    one, before = words[first - 2], words[first - 3] if first > 2 and words[first - 2].joined else None
    inside = before is not None and (before.capital or before.folded in BEFORE_PLACE)
    other = next(
        (k for k in range(head, first, -1) if " ".join(w.folded for w in words[first:k]) in gazetteer().places), None
    )
    return (
        one.folded in gazetteer().places and not inside and other is not None and all(map(is_common, words[other:head]))
    )


def _is_set_apart(words: list[Word], first: int, head: int) -> bool:
    """Whether the words before a head that others have too make a body of it: one that is uncommon, or two of any kind. A part of
    another body is none ("Elm's Digital Inclusion Service"), nor a thing or work ("Notice Board", "the Elm Group model")."""
    if (
        head + 1 < len(words)
        and words[head + 1].joined
        and words[head + 1].folded in word_set("no body behind its head")
    ):
        return False
    season = words[head - 1].folded in ("summer", "winter") and words[head].folded == "school"
    town = head - first == 2 and words[head - 1].folded in word_set("town that acts") and not is_common(words[first])
    alone = season or (head - first < 3 and not town and words[head - 1].folded in word_set("no body before its head"))
    if alone or (first and words[first - 1].possessive):
        return False
    if any(word.possessive and not is_common(word) for word in words[first : head - 1]) or follows_a_title(
        words, first
    ):
        return False
    before = [word for word in words[first:head] if word.folded not in ("and", "of", "the", "for")]
    if not all(is_common(word) or word.folded in COMPASS or not word.capital for word in before):
        return True
    return len(before) > 1 and words[head].folded in PERHAPS_HEADS and first + len(before) == head


def _is_a_thing(words: list[Word], first: int, head: int) -> bool:
    """Whether one common word before a head makes a thing of it: "the Word Bank", "Personal Trust questionnaire"."""
    if words[head].folded in word_set("store of things"):
        return words[first].folded in word_set("kept in a store")
    after = words[head + 1] if head + 1 < len(words) and words[head + 1].joined else None
    return after is not None and after.folded in word_set("thing behind a common name")


def _is_one_of_many(words: list[Word], first: int, stop: int) -> bool:
    """Whether common words behind "a" or "any" say what sort of body or thing it is ("a Question Bank", "an Area Board")."""
    if not first or not words[first].joined or words[first - 1].folded not in _ANY:
        return False
    return all(is_common(word) or word.folded in HEADS or word.folded in PERHAPS_HEADS for word in words[first:stop])


def _is_named(words: list[Word], first: int, head: int, stop: int) -> bool:
    """Whether anything but general words names the body."""
    others = [w.folded for k, w in enumerate(words[first:stop], first) if k != head]
    if not others:
        return False
    if _is_one_of_many(words, first, stop):
        return False
    if words[head].folded in _OF_GOVERNMENT and stop > head + 2:
        return True
    if all(w in GENERIC or w in LEGAL or w in LEADING or (w in HEADS and words[head].folded in LEGAL) for w in others):
        return False
    name = " ".join(w.folded for w in words[first:stop])
    if name in word_set("end of a legal name"):
        return False
    if words[head].folded == "network" and " ".join(others) in word_set("has a network of its own"):
        return False
    if words[head].folded in LEGAL and word_set("no name yet").issuperset(others):
        return False
    if len(others) == 1 and head > first and is_common(words[first]) and _is_a_thing(words, first, head):
        return False
    if words[head].folded in ("cio", "llc") and word_set("role").issuperset(others):
        return False
    if words[head].folded == "council" and key(name).startswith(COUNCIL):
        base = key(name).removeprefix(COUNCIL)
        return base in gazetteer().places or not all(w in GENERIC for w in base.split())
    return True
