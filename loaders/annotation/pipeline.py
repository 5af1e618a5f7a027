"""Puts the annotators together, and checks that each finds what it needs."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from loaders.annotation.annotations import Annotations, Annotator
from loaders.annotation.annotators import ANNOTATORS
from loaders.blocks import Text
from schema.errors import ImagineError


def checked(annotators: Iterable[Annotator]) -> dict[str, Annotator]:
    """Return annotators by the kind that they give, those first that others need.

    Raises ImagineError where two give one kind, where nothing gives what one needs, and where they need each other.
    """
    by_kind: dict[str, Annotator] = {}
    for one in annotators:
        if one.gives in by_kind:
            raise ImagineError(f"two annotators give {one.gives!r}; let one of them give another kind")
        by_kind[one.gives] = one
    for one in by_kind.values():
        if missing := one.needs - by_kind.keys():
            raise ImagineError(f"the annotator of {one.gives!r} needs {', '.join(sorted(missing))}, which none gives")
    try:
        order = [*TopologicalSorter({kind: sorted(one.needs) for kind, one in by_kind.items()}).static_order()]
    except CycleError as e:
        raise ImagineError(f"annotators need each other in a circle: {' -> '.join(e.args[1])}") from None
    return {kind: by_kind[kind] for kind in order}


_CHECKED = checked(ANNOTATORS)


def annotate(text: Text) -> Annotations:
    """Return a document's annotations; each kind is made when it is first looked up."""
    return Annotations(text, _CHECKED)
