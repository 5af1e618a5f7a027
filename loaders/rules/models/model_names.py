"""What a model is called, and what identifies it by its name: one node whatever the spelling."""

import re

from loaders.case_studies.example import Example
from loaders.lexicons.words import any_of
from loaders.names.printed import fold, key
from loaders.names.register import gazetteer

_TAIL = re.compile(rf"\s+{any_of('end of a model')}$")
_BY = re.compile(rf"^[a-z][\w\s-]*?\b{any_of('done with a model')} by (?:the )?(.+)$")


def shown_name(name: str) -> str:
    """Return the name that stands in words on whose it is ("services run by Elm CIC" is shown as "Elm CIC")."""
    by = _BY.match(name)
    return by[1] if by else name


def fullness(name: str) -> tuple[int, int, str]:
    """Return how well a spelling serves as the name: no alternatives, a capital first, long."""
    return ("/" not in name and not name[0].islower(), len(name), name)


def leading_place(example: Example) -> list[tuple[int, int]]:
    """Return the place that a name begins with where the rest only says what it is: "Plymouth Alliance"."""
    match = re.match(
        rf"([A-Z][\w-]+(?: [A-Z][\w-]+)??)(?: {any_of('form of a model', capital=True)})+$",
        example.name,
    )
    if match and gazetteer().get(match[1]) is not None and not example.places:
        return [(example.start, example.start + len(match[1]))]
    return []


def model_key(name: str) -> str:
    """Return what identifies a model by its name: the owner's apostrophe, what sort of thing it is called and a body's legal form
    make no difference."""
    text = name.split(" / ")[0]
    by = _BY.match(text)
    if by:
        text = by[1]
    owner = re.match(r"([A-Z].*?)(?:['’]s|(?<=s)['’])\s+(?=[A-Z])", text)
    if owner and gazetteer().get(owner[1]) is not None:
        text = f"{owner[1]} {text[owner.end() :]}"
    folded = fold(text) if "council" in fold(text).split() else key(text)
    folded = folded.removeprefix("the ")
    while True:
        shorter = _TAIL.sub("", folded)
        if shorter == folded or len(shorter) < 4 or shorter in gazetteer().places:
            return folded
        folded = shorter
