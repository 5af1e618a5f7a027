"""The words of a page whose site's editor keeps all of it as data above the text: sections with a heading, a text, items.

Editors of sites such as Decap CMS store a page as `whoIsInvolved: {heading: Who is involved?, body: "[Elm Trust](...), ..."}`, and
leave nothing below; a template of the site makes a page of it.
"""

from collections.abc import Iterator
from typing import Any

from loaders.formats.front_people import fields_of, table
from loaders.lexicons.words import word_set

_FEW = 4
"""The fewest words of a value that is a sentence, and no mark or setting."""
_WRAPPED = 120
"""The most characters of the longest line of a text whose lines are wrapped."""
_DEEPEST = 6
"""How many levels are searched; a page has three or four."""
_LEVELS = 4
"""The deepest level of a heading that is written."""


def texts_of(front: str) -> str:
    """Return as Markdown what a YAML front matter says besides its page's title and people; nothing where it is no YAML."""
    fields = {str(key): value for key, value in fields_of(front).items()}
    own = word_set("field of a page's head")
    return "\n\n".join(
        _told({key: value for key, value in fields.items() if key.lower() not in own and not table(key, value)}, 2, "")
    )


def _told(value: Any, level: int, key: str) -> Iterator[str]:
    """Yield the blocks of Markdown that a value makes, `key` being what it is called."""
    if isinstance(value, str):
        if _is_text(value, key):
            text = _in_paragraphs(value.strip())
            if level == 2 and "\n\n" in text:
                yield f"## {_spoken(key)}"
            yield text
    elif isinstance(value, dict) and level <= _DEEPEST:
        named = {str(k).lower(): k for k in value}
        head = next((named[k] for k in ("heading", "title", "name", "question", "label") if k in named), None)
        if isinstance(words := value.get(head), str) and level > 2 and words.strip():
            yield f"{'#' * min(level - 1, _LEVELS)} {' '.join(words.split())}"
        subtitle = next((k for low, k in named.items() if low.replace("_", "") in ("subheading", "subtitle")), None)
        for inner in (*((subtitle,) if subtitle is not None else ()), *(k for k in value if k not in (head, subtitle))):
            yield from _told(
                value[inner], level + 1 if level > 2 or isinstance(value[inner], dict | list) else level, str(inner)
            )
    elif isinstance(value, list) and level <= _DEEPEST:
        if people := table(key, value):
            yield people
        elif all(isinstance(one, str) for one in value) and key.lower() not in word_set("field of marks"):
            yield "\n".join(f"- {' '.join(one.split())}" for one in value if one[:1].isupper())
        else:
            for one in value:
                yield from _told(one, level, key)


def _is_text(value: str, key: str) -> bool:
    """Whether a value is words for people: a sentence, or whatever a field of text holds, and no address."""
    words = value.split()
    if not words or words[0].startswith(("/", "http", "{", "<svg")):
        return False
    return len(words) >= _FEW or (key.lower() in word_set("field of a text") and words[0][:1].isalpha())


def _in_paragraphs(text: str) -> str:
    """Return a text with an empty line between its paragraphs, of which YAML's folded style leaves the end of a line."""
    folded = "\n\n" not in text and any(len(line) > _WRAPPED for line in text.split("\n"))
    return text.replace("\n", "\n\n") if folded else text


def _spoken(key: str) -> str:
    words = key.replace("_", " ").replace("-", " ")
    return f"{words[:1].upper()}{words[1:]}"
