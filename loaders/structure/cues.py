"""Reads `cues.toml`: what the words of a heading, a label or a line say about what follows."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_NUMBERING = re.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+|\d{1,2}\s+(?=[a-z]))"
)
_LEADING = re.compile(r"^(?:the|our|some|a few|a|an)\s+")
_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{1,60})[)\]]\s*$")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_COUNT = r"\d{1,2}|[A-Z]|[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten"


@dataclass(frozen=True, slots=True)
class Prefix:
    """What a heading says before a challenge's title."""

    word: str
    """Which word it is, in lower case and singular."""
    number: str | None
    title: str
    """The rest; empty where the title stands elsewhere."""
    start: int
    """Where the title begins in the heading."""
    sure: bool
    """Whether the word alone shows that a challenge begins."""


_NUMBERED = re.compile(
    rf"^(?P<word>[A-Z][a-z'’]+(?: [a-z]+){{0,2}})\s+(?:no\.?\s*|#\s*)?(?P<number>{_COUNT})\s*(?:[:.–—]"
    rf"|\s-)\s*(?P<title>\S.*)$",
    re.I,
)


def numbered(heading: str) -> Prefix | None:
    """Return how a heading begins that counts its like with any word ("Knot 3: ..."), None where it does not."""
    match = _NUMBERED.match(heading[:600])
    if match is None:
        return None
    return Prefix(folded(match["word"]), match["number"], match["title"], match.start("title"), False)


def folded(text: str) -> str:
    """Return words as the cues expect them: lower case, straight quotes, single spaces."""
    return " ".join(text.translate(_QUOTES).lower().split())


def bracket_of(heading: str) -> str | None:
    """Return what stands in brackets at the end of a heading ("Owners (table 3)" gives "table 3")."""
    match = _BRACKET.search(heading.rstrip(" :"))
    return match[1] if match else None


class Cues:
    """All cues, compiled."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._inside = {role: _whole(patterns) for role, patterns in data["inside"].items()}
        lead = data["outside"].pop("initiatives_lead")
        self._outside = {role: _whole(patterns) for role, patterns in data["outside"].items()}
        self._words = {name: re.compile("|".join(patterns), re.I) for name, patterns in data["words"].items()}
        self._words["initiatives"] = re.compile("|".join(lead), re.I)
        self.topics: dict[str, re.Pattern[str]] = {
            name: re.compile(rf"\b(?:{'|'.join(p)})(?!\w)", re.I) for name, p in data["topics"].items()
        }
        """What shows each public-service area, the most telling area first."""
        self.speaking: dict[str, re.Pattern[str]] = {
            name: re.compile(rf"\b(?:{'|'.join(p)})", re.I) for name, p in data["speaking"].items()
        }
        """What shows each way to speak at an event."""
        challenge = data["challenge"]
        self._list = _whole(challenge["list"])
        self._sure = _whole(challenge["sure"])
        self._prefix = re.compile(
            rf"^(?P<word>{'|'.join(challenge['prefix'])})(?:\s+(?:no\.?\s*|number\s*|#\s*)?(?P<number>{_COUNT}))?"
            r"(?:\s*(?P<mark>[:.–—]|\s-)\s*|\s*$)(?P<title>.*)$",
            re.I | re.S,
        )

    def inside(self, heading: str) -> str | None:
        """Return which part of a challenge a heading or label opens ("owners", "ideas", ...), None where it is no cue."""
        return _first(self._inside, heading)

    def outside(self, heading: str) -> str | None:
        """Return which part of a report a heading opens ("insights", "attendees", ...), None where it is no cue."""
        return _first(self._outside, heading)

    def is_list(self, line: str) -> bool:
        """Whether a heading or line says that a list of the challenges follows."""
        return len(line) < 400 and any(self._list.fullmatch(v) for v in _variants(line))

    def says(self, what: str, line: str) -> bool:
        """Whether a line has words of a kind ("imprint", "remark", "leadin", "caption", "initiatives")."""
        return bool(self._words[what].search(line[:600].translate(_QUOTES)))

    def is_role(self, words: str) -> bool:
        """Whether words say what somebody does ("Head of Commissioning")."""
        return bool(self._words["role"].search(words[:300]))

    def prefix(self, heading: str) -> Prefix | None:
        """Return how a heading announces a challenge, None where it does not."""
        match = self._prefix.match(heading[:600])
        if match is None:
            return None
        sure = bool(self._sure.fullmatch(folded(match["word"])))
        marked = bool(match["mark"]) or (not match["title"] and bool(match["number"]))
        if not marked or not (match["number"] or (sure and match["mark"] == ":")):
            return None
        word = folded(match["word"]).removesuffix("s")
        return Prefix(word, match["number"], heading[match.start("title") :].strip(), match.start("title"), sure)


@cache
def cues() -> Cues:
    """Return the cues that the product ships with."""
    return Cues(tomllib.loads((Path(__file__).parent / "cues.toml").read_text(encoding="utf-8")))


def _whole(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


def _bare(heading: str) -> str:
    text = folded(heading).rstrip(" :")
    text = _BRACKET.sub("", text).rstrip(" :?!")
    return _NUMBERING.sub("", text)


@cache
def _variants(heading: str) -> tuple[str, ...]:
    bare = _bare(heading)
    return (bare, _LEADING.sub("", bare)) if _LEADING.match(bare) else (bare,)


def _first(roles: dict[str, re.Pattern[str]], heading: str) -> str | None:
    if len(heading) > 120:
        return None
    variants = _variants(heading)
    return next((role for role, pattern in roles.items() if any(pattern.fullmatch(v) for v in variants)), None)
