"""What a document's text was found to hold, looked up by kind and place."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from loaders.blocks import Block, Span, Text
from schema.errors import ImagineError


@dataclass(frozen=True, slots=True, order=True)
class Annotation:
    """Some characters of the document, and what they were found to be."""

    start: int
    end: int
    kind: str
    """`sentence`, `date`, `body`, `place`, `person`, `cue` ...: what an annotator gives."""
    entry: str = ""
    """What gave it: `lexicon/id` of the entry, or how the annotator knows (`register`, `shape`)."""
    value: str = ""
    """What it means: a date in ISO 8601, a cue's sense, a name as printed."""

    @property
    def span(self) -> Span:
        """Its characters in the document's normalised text."""
        return Span(self.start, self.end)


class View:
    """The kinds of annotations that an annotator or a rule may look up: those that it needs."""

    def __init__(self, annotations: "Annotations", needs: frozenset[str] | None) -> None:
        """`needs` is None where every kind may be looked up."""
        self._annotations, self._needs = annotations, needs
        self.text = annotations.text

    def _of_kind(self, kind: str) -> "Annotations":
        if self._needs is not None and kind not in self._needs:
            raise ImagineError(f"{kind!r} is looked up without being needed; name it in the `needs` of who looks it up")
        return self._annotations

    def all(self, kind: str) -> list[Annotation]:
        """Return the annotations of a kind, in the order of their places."""
        return self._of_kind(kind).all(kind)

    def within(self, kind: str, start: int, end: int) -> list[Annotation]:
        """Return the annotations of a kind between two places. Raises ImagineError for a kind that is not needed, as all do."""
        return self._of_kind(kind).within(kind, start, end)

    def of(self, block: Block, kind: str, value: str | None = None) -> list[Annotation]:
        """Return the annotations of a kind (and value) in a block, in the order of their places."""
        return self._of_kind(kind).of(block, kind, value)

    def says(self, block: Block, kind: str, value: str) -> bool:
        """Whether something in a block was found to be of a kind and value."""
        return self._of_kind(kind).says(block, kind, value)


@dataclass(frozen=True, slots=True)
class Annotator:
    """A pure function of the text and of the annotations that it needs."""

    gives: str
    """The kind that it makes."""
    run: Callable[[View], Iterable[Annotation]]
    needs: frozenset[str] = frozenset()


class Annotations:
    """The annotations of one document. A kind is made when it is first asked for, once, after the kinds that it needs."""

    def __init__(self, text: Text, annotators: Mapping[str, Annotator]) -> None:
        """`annotators` by the kind that they give; see `pipeline`, which checks that they fit together."""
        self.text = text
        self._annotators = annotators
        self._found: dict[str, list[Annotation]] = {}
        self._starts: dict[str, list[int]] = {}

    def view(self, needs: frozenset[str] | None) -> View:
        """Return the view of those who may look up the kinds that they need, or every kind."""
        return View(self, needs)

    def all(self, kind: str) -> list[Annotation]:
        """Return the annotations of a kind, in the order of their places. Raises ImagineError for a kind that nothing gives."""
        if kind not in self._found:
            annotator = self._annotators.get(kind)
            if annotator is None:
                raise ImagineError(f"no annotator gives {kind!r}; they give {', '.join(sorted(self._annotators))}")
            self._found[kind] = sorted(annotator.run(self.view(annotator.needs)))
            self._starts[kind] = [one.start for one in self._found[kind]]
        return self._found[kind]

    def within(self, kind: str, start: int, end: int) -> list[Annotation]:
        """Return the annotations of a kind that lie whole between two places, in the order of their own."""
        found = self.all(kind)
        at = bisect_left(self._starts[kind], start)
        inside = []
        while at < len(found) and found[at].start < end:
            if found[at].end <= end:
                inside.append(found[at])
            at += 1
        return inside

    def of(self, block: Block, kind: str, value: str | None = None) -> list[Annotation]:
        """Return the annotations of a kind (and value) in a block, in the order of their places."""
        found = self.within(kind, block.start, block.end)
        return found if value is None else [one for one in found if one.value == value]

    def says(self, block: Block, kind: str, value: str) -> bool:
        """Whether something in a block was found to be of a kind and value."""
        return any(one.value == value for one in self.within(kind, block.start, block.end))
