"""Chooses what to answer by what a request accepts (RFC 9110, 12.5.1): the most specific media range decides."""

import re
from collections.abc import Sequence

from starlette.datastructures import Headers

from schema.errors import NotAcceptableError, QueryError

_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # noqa: S105 (a token of HTTP)
_PARAMETER = rf"{_TOKEN}\s*=\s*(?:{_TOKEN}|\"(?:[^\"\\]|\\.)*\")"
_RANGE = re.compile(rf"\s*({_TOKEN})/({_TOKEN})((?:\s*;\s*(?:{_PARAMETER})?)*)\s*(?:,|$)", re.ASCII)
_WEIGHT = re.compile(r";\s*q\s*=\s*([^;\s,]+)", re.IGNORECASE)
_NUMBER = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?", re.ASCII)
_LONGEST = 4000
"""How many characters of a header are read."""


def best(headers: Headers, offered: Sequence[str]) -> str:
    """Return that one of the media types `offered` which a request likes best; the first of them where it likes several alike.

    Parameters of a range but its weight are passed over: who accepts `application/ld+json;profile=...` gets JSON-LD.

    Raises QueryError where the header cannot be read, NotAcceptableError where it takes none of these.
    """
    ranges = _ranges(",".join(headers.getlist("accept")))
    if not ranges:
        return offered[0]
    weights = {media: _weight(media, ranges) for media in offered}
    chosen = max(offered, key=lambda media: weights[media])
    if weights[chosen] <= 0:
        raise NotAcceptableError(f"the answer can be {', '.join(offered)}; accept one of them")
    return chosen


def _weight(media: str, ranges: dict[str, float]) -> float:
    """Return how welcome a media type is: what is said of itself, else of all of its kind, else of everything."""
    kind = media.partition("/")[0]
    return next((ranges[r] for r in (media, f"{kind}/*", "*/*") if r in ranges), 0.0)


def _ranges(header: str) -> dict[str, float]:
    """Return the weight of each media range; the greatest, where one is named twice."""
    found: dict[str, float] = {}
    at = 0
    if len(header) > _LONGEST:
        raise QueryError(f"the Accept header has {len(header):,} characters; {_LONGEST:,} are read")
    header = header.strip(" \t,")
    while at < len(header):
        match = _RANGE.match(header, at)
        if match is None or (match[1] == "*" and match[2] != "*"):
            raise QueryError(
                f"the Accept header cannot be read at {header[at : at + 40]!r}; write it as 'text/turtle, */*;q=0.5'"
            )
        weight = _WEIGHT.search(match[3])
        if weight and not _NUMBER.fullmatch(weight[1]):
            raise QueryError(f"the Accept header has the weight {weight[1][:40]!r}; a weight is a number from 0 to 1")
        name = f"{match[1]}/{match[2]}".lower()
        found[name] = max(found.get(name, 0.0), float(weight[1]) if weight else 1.0)
        at = match.end()
        while at < len(header) and header[at] in ", \t":  # empty entries of a list mean nothing
            at += 1
    return found
