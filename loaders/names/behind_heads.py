"""How far the name of a body reaches behind its head: a country, a legal form, what it is of or for."""

from functools import cache
from itertools import takewhile

from loaders.lexicons.words import word_set
from loaders.names.common_words import is_common
from loaders.names.offices_behind import leads_to_holder
from loaders.names.phrases import Phrases, Word
from loaders.names.printed import fold
from loaders.names.register import Body, gazetteer, register
from loaders.names.word_sets import BEHIND_HEADS, HEADS, LEGAL, OPENERS, OPENERS_ON, PARTICLES, STREETS

OF_FIELDS = frozenset(("institute", "centre", "school", "office", "committee", "group"))
"""Heads of bodies that are of several fields, and that others than bodies have."""
_OF_PLACES = frozenset(("bank", "authority", "corporation", "parliament", "council"))
"""Heads of bodies that are of a country or region."""
_TRADES = ("ers", "ors", "ists")
"""How those are called who do the same work ("Planners and Surveyors")."""
_FAR = 2
"""How many words right before such a head must be names for it to go on from them."""
_LONG = 2
"""The most words behind a known university that are its campus's name; more are its address."""
_INITIALS = 3
"""The most characters of such a group's initials."""
_NO_FIELD = word_set("weekday") | word_set("month") | {"meeting", "contact"}
"""Words with which no name of a body goes on."""


@cache
def register_phrases() -> Phrases[Body]:
    """Return every name of the register's bodies."""
    return Phrases(register().phrases.items())


def end_of_name(words: list[Word], i: int) -> int:
    """Return the word after the last one of the name that has its head at a word."""
    stop = i + 1
    while stop < len(words) and words[stop].capital and words[stop].joined and words[stop].folded in BEHIND_HEADS:
        stop += 1
    if words[i].folded == "college" and stop == i + 1 < len(words) and words[stop].gap == " ":
        stop += words[stop].capital and words[stop].folded in gazetteer().places
    if not leads_on(words, i, stop):
        return stop + 2 if _is_of_a_place(words, i, stop) else stop
    if words[i].folded in ("department", "ministry") and (hit := register_phrases().at(words, i)) is not None:
        known = i + hit[0]
        return known + _field_more(words, known)
    ahead = stop + 1
    named = i > 1 and words[i - 1].capital and words[i - 2].capital and words[stop].folded == "of"
    if ahead < len(words) and words[ahead].folded == "the":
        ahead += 1
        named = i > 1 and words[i - 1].capital and words[i - 2].capital
    if named and _begins_another(words, ahead):
        return stop
    reach, joints = ahead, 0
    while reach < len(words) and _runs_on(words, reach, ahead, i):
        reach += 1
        if words[reach - 1].possessive:
            break
        if (
            reach + 1 < len(words)
            and words[reach].folded in PARTICLES
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
                (words[i].folded in ("department", "ministry") and not joints)
                or (words[i].folded in OF_FIELDS and _is_field(words[reach + 1]))
                or words[reach].end - words[reach].start == 1
                or (is_common(words[reach - 1]) and is_common(words[reach + 1]))
                or _joins_trades(words, reach)
            )
            and not any(w.folded in HEADS or w.folded in OPENERS for w in _joined(words, reach + 1))
            and (register_phrases().at(words, reach + 1) is None or _joins_trades(words, reach))
            and not (reach + 3 < len(words) and abbreviates_a_country(words, reach + 3))
        ):
            reach, joints = reach + 1, joints + 1
    if words[i].folded == "university" and reach > ahead and (hit := register_phrases().at(words, i)) is not None:
        known = i + hit[0]
        reach = known if reach - known > _LONG or (known + 1 == reach and _is_no_campus(words[known])) else reach
    if words[i].folded == "university" and not {"campus", *STREETS}.isdisjoint(
        w.folded for w in words[ahead + 1 : reach]
    ):
        reach = ahead + 1
    if words[i].folded == "university" and reach > ahead:
        reach += 2 * _has_campus(words, reach) + _seat_of_a_state(words, ahead, reach)
    if reach == ahead:
        return stop
    reach = _past_small_words(words, ahead, reach)
    if words[i].folded == "office":
        part = reach + 1 < len(words) and words[reach].folded == "at" and words[reach].joined
        return stop if part or word_set("role").issuperset(word.folded for word in words[ahead:reach]) else reach
    return reach


def _is_no_campus(word: Word) -> bool:
    """Whether a word behind a university's name names none of its seats: a subject ("Maths"), a group's initials ("RSE")."""
    place = word.folded in gazetteer().places
    own = word.folded in word_set("body of a university")
    return not (place or own) and (is_common(word) or word.end - word.start <= _INITIALS)


def _joins_trades(words: list[Word], at: int) -> bool:
    """Whether "and" joins those who do two kinds of work ("Planners and Surveyors", "Weavers and Carpet Makers")."""
    *which, last = (words[at + 1], *takewhile(lambda word: word.capital and word.joined, words[at + 2 : at + 4]))
    named = all(word.folded.endswith(_TRADES) for word in (words[at - 1], last))
    return named and all(map(is_common, which))


def _is_of_a_place(words: list[Word], i: int, stop: int) -> bool:
    """Whether the name of a bank, authority or the like goes on with the country or region that it is of ("First Dale Bank of
    Canada")."""
    if stop + 1 >= len(words) or words[i].folded not in _OF_PLACES or words[stop].folded != "of":
        return False
    if i < _FAR or not (words[i - 1].capital and words[i - 2].capital and words[i - 1].joined and words[i].joined):
        return False
    small, place = words[stop], words[stop + 1]
    goes_on = stop + 2 < len(words) and words[stop + 2].capital and words[stop + 2].gap == " "
    return small.joined and place.capital and place.joined and place.folded in gazetteer().places and not goes_on


def is_part_of_another(words: list[Word], at: int) -> bool:
    """Whether a word says that what is named before it belongs to another body ("Work Research Institute of Dale University")."""
    return at + 1 < len(words) and words[at].folded == "of" and words[at].joined and _begins_another(words, at + 1)


def follows_a_title(words: list[Word], first: int) -> bool:
    """Whether a name may be the end of one: "Maps on the Web Working Group"."""
    if first < 3 or words[first - 1].folded != "the" or words[first - 2].folded not in ("on", "in"):
        return False
    return words[first - 3].capital and words[first - 1].joined and words[first - 2].joined


def leads_on(words: list[Word], i: int, at: int) -> bool:
    """Whether a small word behind a head leads to what the body is of or for, or on ("Museum of", "Committee on")."""
    if at >= len(words) or not words[at].joined:
        return False
    small, bare = words[at].folded, words[i].folded
    if small != "on":
        return small in ("of", "for") and bare in OPENERS
    field = words[at + 1] if at + 1 < len(words) else None
    return (
        bare in OPENERS_ON
        or (bare in OF_FIELDS and i > 1 and words[i - 1].capital)
        or (bare == "council" and words[i].capital and field is not None and field.capital and is_common(field))
    )


def _runs_on(words: list[Word], at: int, ahead: int, i: int) -> bool:
    """Whether a word goes on with what a body is of: a capital with which no day and no other body begins."""
    word = words[at]
    if word.end - word.start == 1 and at + 1 < len(words) and words[at + 1].gap == ".":
        return False  # "the Elm Council of the U.K."
    if not word.capital or _ends_names(word) or not (word.joined or (at > ahead and _in_list(words, at, i))):
        return False
    return at == ahead or not (leads_on(words, at, at + 1) or leads_to_holder(words, at))


def _ends_names(word: Word) -> bool:
    """Whether a word is none with which a body's name goes on: a day, a label, the number of a telephone."""
    return word.folded in _NO_FIELD or (word.folded.isdigit() and word.folded.startswith("0"))


def _begins_another(words: list[Word], first: int) -> bool:
    """Whether another body begins at a word, by a head among the capitals from there on."""
    capitals = takewhile(lambda k: words[k].capital and words[k].joined, range(first, min(len(words), first + 5)))
    return any(words[k].folded in HEADS | OPENERS for k in capitals)


def _past_small_words(words: list[Word], ahead: int, reach: int) -> int:
    """Return where a name ends that goes on behind common words with "of" or "for", or with the country where it is: Office of the
    Minister for Dale Affairs, Institute for Health in England."""
    while reach + 1 < len(words) and words[reach].joined and words[reach].folded in ("of", "for", "in"):
        begins = reach + 1 + (words[reach + 1].folded == "the" and reach + 2 < len(words))
        stop = begins
        while stop < len(words) and words[stop].capital and words[stop].joined and not _ends_names(words[stop]):
            stop += 1
        more = words[begins:stop]
        common = all(is_common(word) or word.folded in word_set("role") for word in words[ahead:reach])
        if not more or not common or any(word.folded in HEADS | OPENERS for word in more):
            break
        if words[reach].folded == "in" and (len(more) > 1 or more[0].folded not in BEHIND_HEADS):
            break
        ahead, reach = begins, stop
        joint = words[reach : reach + 2]
        if len(joint) > 1 and joint[0].folded == "and" and joint[1].capital and joint[1].joined:
            reach += 2 * (is_common(words[reach - 1]) and is_common(joint[1]))
    return reach


def _joined(words: list[Word], first: int) -> list[Word]:
    """Return the few words from one on that no mark parts."""
    return [words[first], *takewhile(lambda word: word.joined, words[first + 1 : first + 4])]


def _has_campus(words: list[Word], at: int) -> bool:
    """Whether a university's name goes on with the town of one of its seats: the University of Texas at Austin."""
    if at + 1 >= len(words) or words[at].folded != "at" or not (words[at].joined and words[at + 1].joined):
        return False
    return words[at + 1].capital and fold(words[at + 1].folded) in gazetteer().places


def _field_more(words: list[Word], at: int) -> int:
    """Return how many words behind a known department name one more field of one elsewhere that begins so: the (American)
    Department of Health and Human Services."""
    field = words[at + 1 : at + 3]
    goes_on = len(field) > 1 and words[at].folded == "and" and all(w.joined for w in (words[at], *field))
    able = goes_on and all(w.capital and is_common(w) and w.folded not in HEADS | OPENERS for w in field)
    office = any(
        w.folded in word_set("role") for w in takewhile(lambda w: w.capital and w.joined, words[at + 1 : at + 7])
    )
    another = able and (office or _begins_another(words, at + 1) or register_phrases().at(words, at + 1) is not None)
    return 3 if able and not another else 0


def _seat_of_a_state(words: list[Word], ahead: int, reach: int) -> int:
    """Return how many words behind the comma name one of the seats of a state's university: the University of California, Los
    Angeles."""
    state = " ".join(word.folded for word in words[ahead:reach])
    if (
        reach >= len(words)
        or words[reach].gap != ", "
        or state not in word_set("state whose university has several seats")
    ):
        return 0
    for count in (2, 1):
        town = words[reach : reach + count]
        joined = len(town) == count and all(word.capital for word in town) and all(word.gap == " " for word in town[1:])
        folded = " ".join(word.folded for word in town)
        if joined and (folded in gazetteer().places or folded in word_set("seat of a university")):
            return count
    return 0


def _in_list(words: list[Word], reach: int, i: int) -> bool:
    """Whether a comma inside a name goes on with it: a department's (Culture, Media and Sport), or one of common words alone."""
    if words[reach].gap.strip() != ",":
        return False
    ahead = words[reach + 1 : reach + 3]
    last = next((k for k, w in enumerate(ahead, reach + 2) if w.folded == "and"), len(words))
    if any(w.folded in HEADS | LEGAL for w in takewhile(lambda w: w.capital and w.joined, words[last : last + 3])):
        return False  # "Institute of Homes, Ash & Marsh Ltd" are two
    common = all(map(is_common, words[reach - 1 : reach + 1]))
    return any(w.folded == "and" for w in ahead) and (words[i].folded in ("department", "ministry") or common)


def _is_field(word: Word) -> bool:
    """Whether a word can go on with what an institute is of: a common one, or one for people of somewhere."""
    return is_common(word) or word.folded in word_set("people of a place")


def abbreviates_a_country(words: list[Word], first: int) -> bool:
    """Whether two initials stand before a word: "the U.S. Department of Ice"."""
    if first < 2 or words[first].gap != ". " or words[first - 1].gap != ".":
        return False
    return all(word.capital and word.end - word.start == 1 for word in words[first - 2 : first])
