"""What of a web page is its text, and what only surrounds it."""

import pytest

from loaders.formats.html import read_html
from loaders.sources import read


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


def test_a_page_kept_as_data_above_an_empty_text_has_its_sections() -> None:
    page = """---
title: Welcome
hero: {image: /uploads/street.jpg}
whatIs:
  body: >-
    The Dale Partnership joins people who were homeless and bodies of the town.


    It began in 2031.
  heading: What is it?
whoIsInvolved:
  heading: Who is involved?
  subHeading: "These bodies work with us:"
  body: "**Charities:** [Elm Trust](https://elm.example), [Warm Rooms](https://warm.example)"
blocks:
  - type: quote
    text: Nobody should sleep outside.
  - items: [Elm Trust, Dale Council]
tags: [Homes, Streets]
---
"""
    text = read("welcome.md", page.encode())
    assert [block.text for block in text.blocks] == [
        "Welcome",
        "What is it?",
        "The Dale Partnership joins people who were homeless and bodies of the town.",
        "It began in 2031.",
        "Who is involved?",
        "These bodies work with us:",
        "Charities: Elm Trust, Warm Rooms",
        "Nobody should sleep outside.",
        "Elm Trust",
        "Dale Council",
    ]


def test_a_text_below_its_front_matter_is_read_and_not_the_fields() -> None:
    page = "---\ntitle: Welcome\nintro: A long word to all who come here.\n---\n\nTenants met. They talked of rents.\n"
    assert [block.text for block in read("welcome.md", page.encode()).blocks] == [
        "Welcome",
        "Tenants met. They talked of rents.",
    ]
