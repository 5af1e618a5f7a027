"""What no report is, told at a glance: texts that would take minutes to read are refused before any rule reads them.

The limits are from the reports and lists that are known, more than three hundred, with a margin of at least five times; they leave
room for the proceedings of a gathering with a thousand participants, each with an office and a body, in one paragraph or in many.
"""

from itertools import pairwise

from loaders.blocks import Text
from schema.errors import ReadError

LONGEST_BLOCK = 60_000
"""The most characters of one block: some pages come as a single line, and whole reports have 60,000. Other blocks have 7,200."""
LONGEST_SENTENCE = 40_000
"""The most characters of a block without the end of a sentence among them: the longest known have 1,400; a thousand participants
with their bodies, printed as one sentence, have 30,000."""
MOST_CELLS = 250
"""The most cells of a row; the widest known has 12, and a calendar of days 31."""
MOST_TABULAR = 60_000
"""The most cells of all rows together; the most known are 600, and a thousand participants have ten each in the widest lists."""
MOST_NAMES = 20_000
"""The most places where two capitalised words stand side by side, as in names: the most known are 700, in a list of people, and a
thousand participants with offices and bodies have 3,000."""
_ENDS = str.maketrans("!?", "..")


def refuse(text: Text) -> None:
    """Raise ReadError for a text that no report is, saying what it has too much of."""
    blocks = text.blocks
    longest = max(len(block.text) for block in blocks)
    if longest > LONGEST_BLOCK:
        raise ReadError(
            f"{text.name} has a paragraph of {longest:,} characters; a report has none over {LONGEST_BLOCK:,}, "
            f"so break its lines"
        )
    for block in blocks if longest > LONGEST_SENTENCE else ():
        if any(len(sentence) > LONGEST_SENTENCE for sentence in block.text.translate(_ENDS).split(". ")):
            raise ReadError(
                f"{text.name} has a paragraph with more than {LONGEST_SENTENCE:,} characters and no end of a sentence; "
                f"a report has none, so break its lines"
            )
    cells = [len(block.cells) for block in blocks]
    if max(cells) > MOST_CELLS:
        raise ReadError(
            f"{text.name} has a table of {max(cells):,} columns; a report has none over {MOST_CELLS:,}, so leave it out"
        )
    if sum(cells) > MOST_TABULAR:
        raise ReadError(
            f"{text.name} has tables with {sum(cells):,} cells; a report has at most {MOST_TABULAR:,}, so split it"
        )
    if len(text.text) > MOST_NAMES * len("A B ") and _names(text.text) > MOST_NAMES:
        raise ReadError(
            f"{text.name} prints capitalised words side by side in more than {MOST_NAMES:,} places, as lists of names do; "
            f"a report does so in far fewer, so split it"
        )


def _names(text: str) -> int:
    """Return in how many places of a text two capitalised words stand side by side, with nothing but a space between them."""
    return sum(
        one[:1].isupper() and one[-1:].isalpha() and other[:1].isupper() for one, other in pairwise(text.split(" "))
    )
