"""Counts what reading compares texts with: alternatives of patterns in code, in data and in the lexicons; and words of lists.

    python tests/bench/patterns.py [FOLDER OF ANOTHER CHECKOUT]

An alternative is one branch of a choice; a pattern without a choice counts as one. The fewer, the easier to say what each is for.
A word of a list counts apart: the list says what for, and its words are told from each other by nothing.
"""

import ast
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_CHOICE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[|()]")


def alternatives(pattern: str) -> int:
    """Return how many alternatives a regular expression has: one more than its bars for each group with a bar in it."""
    bars, total = [0], 0
    for sign in _CHOICE.findall(pattern):
        if sign == "|":
            bars[-1] += 1
        elif sign == "(":
            bars.append(0)
        elif sign == ")" and len(bars) > 1:
            total += (found := bars.pop()) + (found > 0)
    return max(1, total + bars[0] + (bars[0] > 0))


def words_of(node: ast.expr) -> str | None:
    """Return the characters that an expression of the code spells out, None where it is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(words_of(value) or "" for value in node.values)
    if isinstance(node, ast.BinOp):
        return "".join(words_of(side) or "" for side in (node.left, node.right)) or None
    return None


def texts(value: Any) -> Iterator[str]:
    """Yield the texts inside a value of TOML."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def _words(said: dict[str, str]) -> str:
    return said["words"]


def counted(loaders: Path) -> Counter[str]:
    """Return how many alternatives each kind of place holds."""
    found: Counter[str] = Counter()
    for path in loaders.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == "re" and node.args and (pattern := words_of(node.args[0])):
                found["patterns in code"] += alternatives(pattern)
            elif node.func.attr == "split" and isinstance(owner, ast.Constant) and isinstance(owner.value, str):
                found["words of lists in code"] += len(owner.value.split())
    for path in (*loaders.glob("lexicons/words/*.toml"), *loaders.glob("lexicons/word_lists.toml")):
        lists = tomllib.loads(path.read_text(encoding="utf-8"))
        found["words of lists in data"] += sum(
            len(re.split(r"[,\s]+" if "," not in w else ",", w.strip())) for w in map(_words, lists.values())
        )
    for path in loaders.rglob("cues.toml"):
        found["patterns in data"] += sum(map(alternatives, texts(tomllib.loads(path.read_text(encoding="utf-8")))))
    for path in (*loaders.glob("lexicons/*.tsv"), *loaders.glob("families/*/cues.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.count("\t") == 3:
                pattern = line.split("\t")[2].replace("[", "(").replace("]", ")")
                found["alternatives in lexicons"] += alternatives(pattern)
    return found


if __name__ == "__main__":
    for root in (Path(__file__).parents[2], *map(Path, sys.argv[1:])):
        found = counted(root / "loaders")
        patterns = sum(n for what, n in found.items() if not what.startswith("words"))
        print(root.name, dict(found), "patterns and cues:", patterns, "words of lists:", found.total() - patterns)
