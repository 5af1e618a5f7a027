"""The register and the gazetteer as sources of the graph: each of their rows that a document needs is a passage of its own."""

import hashlib
from functools import cache
from itertools import accumulate

from loaders.knowledge import Row, Source, source
from loaders.names.register import Body, gazetteer, register

COUNTRIES = {
    "united kingdom": "UK",
    "the uk": "UK",
    "the united kingdom": "UK",
    "u k": "UK",
    "u s": "USA",
    "u s a": "USA",
    "united states of america": "USA",
    "united states": "USA",
}
"""What the gazetteer calls countries that are printed in several ways, by their folded words."""


def body_row(body: Body) -> Row:
    """Return what the register says of a body."""
    register_source, starts = _register()
    return register_source.row(body.name, body.printed, order=body.row, start=starts[body.row])


def place_row(name: str) -> Row | None:
    """Return what the gazetteer says of a place: that it is called so; None where it does not know the name."""
    names, places = _gazetteer()
    if name not in names:
        return None
    order, start = names[name]
    return places.row(name, name, order=order, start=start)


@cache
def _register() -> tuple[Source, dict[int, int]]:
    known = register()
    rows = sorted({body.row: body for body in known.bodies.values()}.items())
    starts = accumulate((len(body.printed) + 1 for _, body in rows), initial=0)
    kept = source(
        "register",
        name="register of bodies",
        version=known.version,
        title=known.title,
        file="bodies.csv",
        sha256=known.sha256,
        published=known.version.replace(".", "-"),
        licence=known.licence,
    )
    return kept, dict(zip((row for row, _ in rows), starts, strict=False))


@cache
def _gazetteer() -> tuple[dict[str, tuple[int, int]], Source]:
    names = sorted(set(gazetteer().places.values()))
    written = "\n".join(names)
    sha256 = hashlib.sha256(written.encode()).hexdigest()
    starts = accumulate((len(name) + 1 for name in names), initial=0)
    kept = source(
        "register",
        name="gazetteer",
        version=register().version,
        title="Gazetteer of places (GeoNames)",
        file="places.txt",
        sha256=sha256,
        published=register().version.replace(".", "-"),
        licence="CC BY 4.0",
    )
    return {name: (i, start) for i, (name, start) in enumerate(zip(names, starts, strict=False))}, kept
