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


def _pattern_of(node: ast.AST) -> str | None:
    """Return the pattern that a call of `re` or a `Cued` is given, or a part of one that has a name; None for everything else."""
    if isinstance(node, ast.Assign) and (part := words_of(node.value)) and "(?" in part:
        return part
    if isinstance(node, ast.Call) and node.args:
        of_re = (
            isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
        )
        if of_re or (isinstance(node.func, ast.Name) and node.func.id == "Cued"):
            return words_of(node.args[0])
    return None


def counted(loaders: Path) -> Counter[str]:
    """Return how many alternatives each kind of place holds."""
    found: Counter[str] = Counter()
    for path in loaders.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if pattern := _pattern_of(node):
                found["patterns in code"] += alternatives(pattern)
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "split"
                and isinstance(node.func.value, ast.Constant)
                and isinstance(node.func.value.value, str)
            ):
                found["words of lists in code"] += len(node.func.value.value.split())
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
