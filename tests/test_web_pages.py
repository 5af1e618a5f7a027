"""What of a web page is its text, and what only surrounds it."""

import pytest

from loaders.formats.html import read_html


def lines(body: str) -> list[str]:
    text = read_html(f"<!DOCTYPE html><html><body>{body}</body></html>", name="page.html", sha256="0")
    return [block.text for block in text.blocks]


def test_lines_below_the_heading_in_a_page_s_banner_are_text_and_its_links_are_not() -> None:
    banner = (
        "<div class='page'><header><div><h1>Alder Housing Forum</h1><h2>5 May 2031, Elm Hall</h2></div>"
        "<p>A day for tenants</p><ul><li><a href='/a'>About</a></li></ul><nav><a href='/b'>Book</a></nav></header>"
        "<main><p>Tenants met and talked about repairs.</p></main></div>"
    )
    assert lines(banner) == [
        "Alder Housing Forum",
        "5 May 2031, Elm Hall",
        "A day for tenants",
        "Tenants met and talked about repairs.",
    ]


@pytest.mark.parametrize(
    ("part", "is_text"),
    [
        ("<aside><h3>When</h3><p>Friday 5 May, from ten</p></aside>", True),
        ("<aside><p><a href='/x'>Other news</a> <a href='/y'>More news</a></p></aside>", False),
        ("<aside class='share'><p>Tell your friends of it</p></aside>", False),
        ("<aside><p>Get our letter</p><form><input></form></aside>", False),
        ("<div role='tabpanel' hidden><p>Day 2: visits</p></div>", True),
        ("<div class='tab-pane' style='display: none'><p>Day 2: visits</p></div>", True),
        ("<div hidden><p>Day 2: visits</p></div>", False),
        ("<h2><button>Day 2: visits</button></h2>", True),
        ("<p><button>Show more</button></p>", False),
    ],
)
def test_what_a_page_sets_apart_is_text_where_it_tells_something(part: str, is_text: bool) -> None:
    assert (len(lines(f"<main><h1>Alder Housing Forum</h1><p>Tenants met.</p>{part}</main>")) > 2) == is_text


def test_a_part_with_the_text_is_read_whatever_it_is_called() -> None:
    told = "<p>Tenants and their landlords met at Elm Hall to talk about repairs, damp and rents.</p>" * 6
    assert len(lines(f"<h2>News</h2><div class='page with-sidebar'>{told}</div>")) == 7
    assert len(lines(f"<h2>News</h2><div class='cookie-notice'>{told}</div><p>Text</p>")) == 2
