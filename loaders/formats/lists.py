"""List markers as printed: what opens an item, and how deep the item lies, for formats that show both only by characters."""

import re
from dataclasses import dataclass, field

_ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")
_BULLETS = "-*+•‣▪◦●○■□–—·»►✓✔➢➤→\uf0b7"
_ORDERED = re.compile(
    rf"^(?:[{re.escape(_BULLETS)}][ \t]+)?(?:(\d{{1,3}}|[A-Za-z]|[ivx]{{2,5}})[.)]|\((\d{{1,3}}|[a-z]"
    rf"|[ivx]{{2,5}})\))[ \t]+(?=\S)"
)
_BULLET = re.compile(rf"^(--|o(?= [A-Z])|[{re.escape(_BULLETS)}])[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """The head of an item."""

    printed: str
    style: str
    """"number", "lower", "upper", "roman", or the bullet itself."""
    length: int
    """How many characters of the line it takes, with the space after it."""
    close: str = ""
    """What stands after the number: "." or ")"; a list keeps to one."""

    @property
    def opens(self) -> bool:
        """Whether a list can begin with it."""
        return self.printed in ("1", "a", "A", "i") or self.value is None

    @property
    def value(self) -> int | None:
        """Its place in the count, from 1; None for bullets."""
        if self.style == "number":
            return int(self.printed)
        if self.style in ("lower", "upper"):
            return ord(self.printed.lower()) - ord("a") + 1
        return _roman(self.printed) if self.style == "roman" else None


def read_marker(line: str) -> Marker | None:
    """Return the marker that a line (without its indent) begins with; None where it begins with words."""
    if match := _ORDERED.match(line):
        printed = match[1] or match[2]
        if printed.isdigit():
            style = "number"
        elif len(printed) > 1:
            style = "roman"
            if not _ROMAN.match(printed):
                return None
        else:
            style = "lower" if printed.islower() else "upper"
        return Marker(printed, style, match.end(), "." if match[0].rstrip().endswith(".") else ")")
    if match := _BULLET.match(line):
        return Marker(match[1], match[1], match.end())
    return None


def _roman(printed: str) -> int:
    values = {"i": 1, "v": 5, "x": 10}
    numbers = [values[c] for c in printed]
    return sum(-n if n < max(numbers[i:]) else n for i, n in enumerate(numbers))


@dataclass(slots=True)
class _Level:
    style: str
    indent: int
    last: int | None
    close: str = ""


@dataclass(slots=True)
class Lists:
    """The lists that are open, from the outermost in: places an item by its marker and indent."""

    levels: list[_Level] = field(default_factory=list)
    suspended: bool = False

    def clear(self) -> None:
        """Forget all lists: a heading ends them."""
        self.levels.clear()

    def suspend(self) -> None:
        """Words stand between the items: only the next number in a count goes on with its list."""
        self.suspended = True

    def continues(self, marker: Marker) -> bool:
        """Whether the marker is the next of a list that is open."""
        return any(self._follows(level, marker) for level in self.levels)

    def place(self, marker: Marker, indent: int) -> int:
        """Take the item in and return its depth, from 0."""
        if self.suspended:
            while self.levels and not any(self._follows(level, marker) and level.last for level in self.levels):
                self.levels.pop()
            self.suspended = False
        depth = next(
            (i for i in range(len(self.levels) - 1, -1, -1) if self._fits(self.levels[i], marker, indent)), None
        )
        if depth is None:
            outer = [i for i, level in enumerate(self.levels) if indent < level.indent - 1]
            del self.levels[outer[0] if outer else len(self.levels) :]
            style = "roman" if marker.printed == "i" and self.levels else marker.style
            self.levels.append(_Level(style, indent, 1 if style == "roman" else marker.value, marker.close))
            return len(self.levels) - 1
        del self.levels[depth + 1 :]
        level = self.levels[depth]
        level.last = _roman(marker.printed) if level.style == "roman" else marker.value
        return depth

    @staticmethod
    def _fits(level: _Level, marker: Marker, indent: int) -> bool:
        if marker.value is None:
            return level.style == marker.style and abs(level.indent - indent) <= 1
        return Lists._follows(level, marker) or (level.style == marker.style and abs(level.indent - indent) <= 1)

    @staticmethod
    def _follows(level: _Level, marker: Marker) -> bool:
        if level.close != marker.close:
            return False
        if level.last is None or marker.value is None:
            return level.last is None and marker.value is None and level.style == marker.style
        if level.style == "roman":
            return bool(_ROMAN.match(marker.printed)) and _roman(marker.printed) == level.last + 1
        return level.style == marker.style and marker.value == level.last + 1
