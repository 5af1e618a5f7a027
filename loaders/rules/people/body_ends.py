"""Where the name of a body ends that stands beside a person, whose line or sentence goes on behind it."""

import re

from loaders.context import Context
from loaders.dates import day_in
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import first_word, fold
from loaders.names.word_sets import HEADS
from loaders.structure import cues

TOKEN = re.compile(r"\S+")
"""A word with the marks around it."""
_RUNS_ON = re.compile(
    rf"\s+\((?=[^()]*$)|,?\s+{any_of('goes on with another clause')}(?!\S)"
    rf"|\s+(?={any_of('form of address', capital=True)}\.? [A-Z])"
    rf"|\s+and\s+(?P<second>[A-Z][\w-]+(?: [A-Z][\w-]+)*)"
    rf"|['’]s?\s+(?=(?:[A-Z][\w-]*\s+)*(?:[a-z]{{4}}|{any_of('body that meets', capital=True)}$))"
    r"|(?P<time>:\s|\s+(?:[012]?\d[:.][0-5]\d)\b)"
)
"""Where a text goes on behind a body's name: a bracket that is never closed, the next words of the sentence, the next person, a
second office ("Elm University and Chair of the Fir Panel", "Elm University and Care Champion"), what the body has ("the Elm Trust's
care project"), the time of a programme's next item."""


def own_length(context: Context, printed: str) -> int:
    """Return how many characters of what is printed where a body stands are the body's own name."""
    for match in _RUNS_ON.finditer(printed):
        own = printed[: match.start()]
        known = match["second"] is None and context.names.is_organisation(own)
        if own and (match["time"] or known or _is_office(match["second"], printed[match.end() :])):
            return len(own)
    begins = next((found for found in recognise.organisations(printed) if found.start == 0), None)
    behind = TOKEN.search(printed, begins.end) if begins is not None else None
    small = frozenset() if day_in(printed) else word_set("inside a long name") | HEADS  # "Elm Council by 3 May"
    if begins and behind and behind[0].isalpha() and behind[0].islower() and behind[0] not in small:
        return begins.end  # "Elm Council visited in May"
    if begins and begins.known and first_word(printed) == "university" and _is_subject(printed[begins.end :].split()):
        return begins.end  # "University of Bristol Maths"
    return len(printed) if context.names.is_organisation(printed) else capitals_end(printed)


def _is_subject(behind: list[str]) -> bool:
    """Whether one word with a capital stands behind the name of a university, with others in small letters or none."""
    own = bool(behind) and fold(behind[0]) in word_set("body of a university")
    return bool(behind) and not own and not any(word[0].isupper() for word in behind[1:])


def _is_office(second: str | None, behind: str) -> bool:
    """Whether what "and" ties to a body is another office of the same person: one of something, or of several words."""
    if second is None or not cues.is_role(second):
        return False
    return first_word(behind) in word_set("of or for a body") or (
        not behind and " " in second and cues.is_role(second.split()[-1])
    )


def capitals_end(printed: str) -> int:
    """Return where the capitals of a name end in running words ("Elm Academy shed light on"), with the small words inside it; where
    one small word alone stands between them ("Elm University of science and Arts"), they go on."""
    end, small = 0, 0
    for word in TOKEN.finditer(printed):
        if any(map(str.isupper, word[0])) or (not small and not word[0][0].isalpha()) or fold(word[0]) in HEADS:
            end, small = word.end(), 0
        elif word[0] not in word_set("inside a long name"):
            small += 1
        if small > 1:
            break
    if not small or cues.is_role(printed[end:]) or not any(map(str.isupper, printed[:end])):
        return end if printed[end:].strip() in word_set("inside a long name") else len(printed)
    return len(re.sub(r"(?:['’]s?|[\s,;:(–—-]+)+$", "", printed[:end])) or len(printed)
