"""What stands behind a body and says where it is: a state with its town, a numbered ward."""

import re

from loaders.lexicons.words import any_of, word_set
from loaders.names.localities import POSTCODE
from loaders.names.printed import fold, last_word
from loaders.names.resolver import Resolver
from loaders.names.word_sets import STREETS
from loaders.structure import cues

_NUMBERED = re.compile(rf"{any_of('numbered area', capital=True)} \d+")


def is_area(text: str, names: Resolver) -> bool:
    """Whether a whole line below a person says no more than where: "Atlanta, GA", "Leeds, UK", "Dublin"."""
    town, comma, rest = text.rpartition(", ")
    if comma and rest in word_set("state or province"):
        return not cues.is_role(town)
    return all(map(names.is_place, text.split(", "))) and not names.is_organisation(text)


def without_area(text: str, parts: list[tuple[int, int]], names: Resolver) -> list[tuple[int, int]]:
    """Return the parts of what stands beside a name without the area or address behind them ("Elm College, Atlanta, GA", "Member,
    Ward 4", "Elm Trust, 12 Fir Lane, Leeds LS1 4AB"), and with a legal form behind a comma as a part of the name that it ends
    ("Elm Foundation, Inc.")."""
    parts = parts[: next((i for i, part in enumerate(parts) if i and _is_of_address(text[slice(*part)])), None)]
    if len(parts) > 1 and _NUMBERED.fullmatch(text[slice(*parts[-1])]):
        parts = parts[:-1]
    if len(parts) > 1 and text[slice(*parts[-1])] in word_set("state or province"):
        parts = parts[:-1]
        town = text[slice(*parts[-1])]
        if len(parts) > 1 and not cues.is_role(town) and not names.is_organisation(town):
            parts = parts[:-1]
    if len(parts) > 1 and fold(text[slice(*parts[-1])]) in word_set("end of a legal name"):
        parts = [*parts[:-2], (parts[-2][0], parts[-1][1])]
    return parts


def is_where(text: str, names: Resolver) -> bool:
    """Whether all that stands beside a name says where: a town and its country ("Ghent, Belgium"), or a house and a postcode
    ("6, 1040 Ghent")."""
    parts = text.split(", ")
    towns = len(parts) > 1 and all(names.is_place(one) or one in word_set("state or province") for one in parts)
    return towns or begins_with_house(text)


def begins_with_house(text: str) -> bool:
    """Whether a text begins with the number of a house and a postcode, as it does behind the name of a street."""
    house, comma, rest = text.lstrip(" ,").partition(", ")
    return bool(comma) and house.isdigit() and rest[:1].isdigit()


def _is_of_address(words: str) -> bool:
    """Whether words are a part of a postal address, a numbered house in a street or what has a postcode, or label an account."""
    house = words[:1].isdigit() and last_word(words) in STREETS
    label, colon, _ = words.partition(":")
    account = bool(colon) and f"{label.lower()}.com" in word_set("social network")
    return house or account or POSTCODE.search(words) is not None
