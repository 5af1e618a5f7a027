"""Nodes that may be one: suggestions for a curator, with the judgement to paste. Never a merge by itself.

Letters alone decide nothing (Essex and Somerset County Council are alike), so names are compared without what all names of their
kind share, and a pair that a judgement keeps apart is not suggested again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz, process

from loaders.names.branches import national
from loaders.names.judgements import Judgements
from loaders.names.printed import COUNCIL, fold, is_acronym, key
from schema.bundle import Statements
from schema.ids import kind_of
from schema.model import GRAPH_MODEL

LEAST_ALIKE = {"organisation": 88, "person": 86, "place": 90}
"""Likeness in per cent from which on a pair is shown. Chosen on the known reports: below, most pairs are two bodies."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes of one kind with names alike."""

    kind: str
    first: str
    """A printed name of the first node."""
    second: str
    ids: tuple[str, str]
    score: float
    why: str
    shown: tuple[str, str] = ("", "")
    """The names by which the graph shows the two nodes."""

    def judgement(self, today: date) -> str:
        """Return the entry for the judgements file that says they are one; `[[different]]` in its place says they are not."""
        longer, shorter = sorted((self.first, self.second), key=len, reverse=True)
        return (
            f'[[same]]\nkind = "{self.kind}"\nnames = [{_quoted(longer)}, {_quoted(shorter)}]\nby = "YOUR NAME"\n'
            f'on = {today}\nwhy = "WHY THEY ARE ONE"'
        )


def pairs(facts: Statements, decided: Judgements, only: frozenset[str] | None = None) -> list[Pair]:
    """Return the nodes that may be one, most alike first; `only` keeps the pairs that hold one of these ids."""
    found: list[Pair] = []
    for kind, least in LEAST_ALIKE.items():
        nodes = [node for node in facts.sorted_nodes() if kind_of(node.id) == kind]
        shown = {node.id: str(getattr(node, GRAPH_MODEL.node_type(node).display.attribute)) for node in nodes}
        names = {node.id: sorted({shown[node.id], *getattr(node, "aliases", ())}) for node in nodes}
        for (a, one), (b, other), score, why in _alike(kind, names, least):
            if only is not None and a not in only and b not in only:
                continue
            if not decided.are_different(kind, one, other):
                found.append(Pair(kind, one, other, (a, b), score, why, (shown[a], shown[b])))
    return sorted(found, key=lambda p: (-p.score, p.ids))


_Name = tuple[str, str]


def _alike(kind: str, names: dict[str, list[str]], least: int) -> list[tuple[_Name, _Name, float, str]]:
    """Return pairs of (id, name), each pair of ids once, with the likeness of the names."""
    listed = [(i, name, _compared(kind, name)) for i, forms in names.items() for name in forms]
    compared = [c for _, _, c in listed]
    best: dict[tuple[str, str], tuple[_Name, _Name, float, str]] = {}

    def note(x: int, y: int, score: float, why: str) -> None:
        (a, one, _), (b, other, _) = listed[x], listed[y]
        pair = (min(a, b), max(a, b))
        if a != b and (pair not in best or best[pair][2] < score):
            best[pair] = ((a, one), (b, other), score, why)

    for x, (_, _, letters) in enumerate(listed):
        if len(letters) < 4:
            continue
        for _, score, y in process.extract(
            letters, compared[:x], scorer=fuzz.token_sort_ratio, score_cutoff=least, limit=None
        ):
            if letters.startswith(COUNCIL) == compared[y].startswith(COUNCIL):
                note(x, y, score, "spelt alike")
    if kind == "organisation":
        for x, y in _parts(compared):
            if (whole := national(listed[x][1])) is None or key(whole) != compared[y]:
                note(x, y, least, "one name is a part of the other")
        short = [x for x, (_, name, _) in enumerate(listed) if " " not in name and sum(map(str.isupper, name)) > 1]
        for x, y in ((x, y) for x in short for y in range(len(listed)) if is_acronym(listed[x][1], listed[y][1])):
            note(x, y, least, "one name is the initials of the other")
    if kind == "person":
        for x, y in _same_surname([name for _, name, _ in listed]):
            note(x, y, least, "the same surname, and a first name that may stand for the other")
    return list(best.values())


def _parts(names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of names where all words of one, two at least, are words of the other.

    What is left of a council's name is its place, which many bodies there have in theirs: it is compared with councils alone.
    """
    words = [frozenset(name.removeprefix(COUNCIL).split()) for name in names]
    councils = [name.startswith(COUNCIL) for name in names]
    often = Counter(word for one in words for word in one)
    by_rarest: dict[str, list[int]] = defaultdict(list)
    for x, one in enumerate(words):
        if len(one) > 1:
            by_rarest[min(one, key=lambda w: (often[w], w))].append(x)
    for x, one in enumerate(words):
        for word in sorted(one):
            yield from ((x, y) for y in by_rarest[word] if words[y] < one and councils[x] == councils[y])


def _same_surname(names: list[str]) -> Iterator[tuple[int, int]]:
    """Yield pairs of people with one surname of whom one's first name begins the other's ("T" or "Tom" and "Thomas")."""
    by_surname: dict[str, list[int]] = defaultdict(list)
    words = [fold(name).split() for name in names]
    for x, one in enumerate(words):
        if len(one) > 1:
            by_surname[one[-1]].append(x)
    for same in by_surname.values():
        for x, y in combinations(same, 2):
            a, b = words[x][0], words[y][0]
            if a.startswith(b) or b.startswith(a):
                yield x, y


def _compared(kind: str, name: str) -> str:
    return key(name) if kind == "organisation" else fold(name)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
