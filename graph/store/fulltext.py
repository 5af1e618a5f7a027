"""What a person types, as a query that Lucene cannot misread."""

import re

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
"""What counts as one word, of what is typed and of what is searched."""
MOST_WORDS = 60
"""Words of a text that are looked for; a longer text is cut, since every word costs."""


def lucene(text: str) -> str:
    """Return a query for any of the words of `text`: no operator, wildcard or field of Lucene's gets through.

    Returns "" where the text has no word to look for.
    """
    words = dict.fromkeys(w.lower().replace("’", "'") for w in WORD.findall(text))
    return " ".join(f'"{w}"' for w in list(words)[:MOST_WORDS])
