"""Who stands behind a challenge, where the line that names it ends with them: "Damp homes (owner: Ada North, Elm Trust)", "Who
drives the bus? Brought by Fir Homes"."""

import re
from dataclasses import dataclass

from loaders.structure import cues
from loaders.structure.labels import WHO

_TAIL = re.compile(
    r"(?<![\s,(\[–—-])(?P<open>[\s,(\[–—-]+)(?P<label>[A-Za-z][a-z]+(?: [a-z]+){0,4}?)(?P<mark>:?) +(?=[A-ZÀ-Þ])"
    r"(?P<who>[^()\[\]:;?!]{2,160}?)[)\].;]*\s*$"
)
_ENDED = frozenset(".?!,;([–—")
"""What stands before such words, as the end of the title or the opening sign."""


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a title ends that is followed by who stands behind it, which part that is, and where the names begin and end."""

    end: int
    role: str
    start: int
    stop: int


def title_tail(title: str) -> Tail | None:
    """Return the end of a title that says who stands behind the challenge, None where it says nothing of the kind."""
    if ":" not in title and " by " not in title:
        return None
    match = _TAIL.search(title)
    if match is None or not (match["mark"] or match["label"].endswith(" by")):
        return None
    role = cues.inside(match["label"])
    end = len(title[: match.start()].rstrip(" ,;.–—-"))
    if role not in WHO or not end or not _ENDED.intersection((match["open"].strip() or title[match.start() - 1])[-1:]):
        return None
    return Tail(end, role or "", match.start("who"), match.end("who"))
