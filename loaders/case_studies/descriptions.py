"""The sentence that says what a model is: "Giraffe Repairs, based in Hull, is a self-help project that ..."."""

import re

from loaders.case_studies.clauses import sentences
from loaders.lexicons.words import any_of

_IS = rf"\s+{any_of('be')}\s+(?:{any_of('article')}|one of)\b"
_ASIDE = r"(?:\s*\([^()]{1,60}\)|,[^,.;]{2,80},)?"
_ARTICLE = re.compile(r"[Tt]he\s+")
_GOES_ON = re.compile(_ASIDE + _IS)
_ITSELF = re.compile(rf"(?:It|(?:The|This) {any_of('described scheme')}){_IS}", re.I)


def description_of(text: str, name: str, *, headed: bool = False) -> tuple[int, int] | None:
    """Return where a text says in a sentence what `name` is, None where it does not; below a heading of its own (`headed`), a
    sentence may also begin with "It" or what sort of thing it is."""
    bare = re.sub(r"\s*\([^()]*\)", "", name).split(",")[0].strip()
    for start, end in sentences(text):
        begins = start + len(text[start:end]) - len(text[start:end].lstrip())
        article = _ARTICLE.match(text, begins)
        names = (begins, article.end() if article else begins)
        if any(text.startswith(bare, at) and _GOES_ON.match(text, at + len(bare)) for at in names) or (
            headed and _ITSELF.match(text, begins)
        ):
            return begins, begins + len(text[begins:end].rstrip())
    return None
