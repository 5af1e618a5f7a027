"""The order of names, as in an index of names: capitals, accents and signs count for nothing, and numbers by their value.

Neo4j compares texts by code points, which has `gtd healthcare` behind `Zurich`, and `Table 10` before `Table 2`. So the store keeps
a key beside each name that sorts as a person expects, and an index of that.
"""

import re
import unicodedata

from schema.signs import exchanged

_LONGEST = 100
"""How many characters of a key count: an idea may be a page long."""
_LETTERS = {
    "&": " and ",
    "ø": "o",
    "Ø": "o",
    "æ": "ae",
    "Æ": "ae",
    "ł": "l",
    "Ł": "l",
    "đ": "d",
    "Đ": "d",
    "œ": "oe",
    "Œ": "oe",
}
"""What is no letter with an accent to Unicode, and is read as one; and a sign that is read as a word."""
_APOSTROPHES = dict.fromkeys("'\u2019\u2018`\u00b4", "")
_SIGNS = re.compile(r"[\W_]+")
_NUMBER = re.compile("[0-9]+")


def alphabetical(text: str) -> str:
    """Return a text that sorts by code points as this one does among names: `Élan & Co.` as `elan and co`."""
    plain = unicodedata.normalize("NFKD", exchanged(exchanged(text, _LETTERS), _APOSTROPHES))
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return counting(_SIGNS.sub(" ", folded).strip() or folded)[:_LONGEST]


def counting(text: str) -> str:
    """Return a text that sorts as this one does, but with numbers by their value: `2` precedes `10`."""
    return _NUMBER.sub(lambda m: f"{len(m[0].lstrip('0')):02d}{m[0].lstrip('0')}", text)
