"""What is answered follows from what is accepted: weights, the most specific range, and a reason where nothing fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from api.web.accept import best
from schema.errors import NotAcceptableError, QueryError

OFFERED = ("text/turtle", "application/ld+json", "text/html")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def chosen(*accept: str) -> str:
    return best(Headers(raw=[(b"accept", a.encode("latin-1")) for a in accept]), OFFERED)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ((), "text/turtle"),
        (("",), "text/turtle"),
        (("*/*",), "text/turtle"),
        ((BROWSER,), "text/html"),
        (("text/*",), "text/turtle"),
        (("text/*, text/turtle;q=0.1",), "text/html"),
        (("APPLICATION/LD+JSON",), "application/ld+json"),
        (
            ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=0.5, text/turtle;q=0.4',),
            OFFERED[1],
        ),
        (("text/turtle;q=0, */*;q=0.1",), "application/ld+json"),
        (("text/html;q=0.3 , application/ld+json ; q=0.300",), "application/ld+json"),
        (("image/png", "text/html;q=0.5"), "text/html"),
        (("text/html;level=1;Q=0.5, application/ld+json;q=0.4",), "text/html"),
        ((",, text/html ,,",), "text/html"),
    ],
)
def test_the_most_welcome_is_chosen(accept: tuple[str, ...], media: str) -> None:
    assert chosen(*accept) == media


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0", "*/*;q=0", "text/html;q=0, image/*"])
def test_what_cannot_be_had_is_refused_with_what_can(accept: str) -> None:
    with pytest.raises(NotAcceptableError, match="text/turtle, application/ld"):
        chosen(accept)


@pytest.mark.parametrize(
    "accept",
    [
        "text",
        "text/",
        "/html",
        "*/html",
        "text/html;q=2",
        "text/html;q=-1",
        "text/html;q=x",
        "te xt/html",
        'a/b;"',
        "é/x",
        "a/b" * 2000,
    ],
)
def test_a_malformed_header_is_refused(accept: str) -> None:
    with pytest.raises(QueryError) as refused:
        chosen(accept)
    assert not isinstance(refused.value, NotAcceptableError)
    assert "\n" not in str(refused.value)


@given(st.permutations(OFFERED), st.lists(st.integers(0, 1000), min_size=3, max_size=3, unique=True))
def test_the_greatest_weight_wins_in_any_order(order: list[str], weights: list[int]) -> None:
    ranges = dict(zip(order, weights, strict=True))
    header = ", ".join(f"{media};q={weight / 1000:.3f}" for media, weight in ranges.items())
    assert chosen(header) == max(order, key=lambda media: ranges[media])
