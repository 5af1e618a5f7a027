"""Which links of a document's words lead to something that it cites."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Reference

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
LONG = (
    "Much was said of login, registration and sign up on that day, and more of boats, nets and ropes than of anything else. "
    * 3
)


def cited(text: str) -> set[str]:
    nodes = extract(read("notes.md", f"{DAY}{text}\n".encode())).bundle.facts.nodes.values()
    return {node.url or "" for node in nodes if isinstance(node, Reference)}


@pytest.mark.parametrize(
    "url",
    [
        "https://twitter.com/quayday",
        "https://www.facebook.com/quayday/",
        "https://uk.linkedin.com/in/ada-north-0a1",
        "https://x.com/search?q=quay",
        "https://instagram.com/quayday?igsh=1",
        "https://platform.twitter.com/widgets.js",
    ],
)
def test_a_page_of_somebody_on_a_social_network_is_no_work(url: str) -> None:
    assert not cited(f"Thanks to [Ada North]({url}) for the boats.")


@pytest.mark.parametrize(
    "url",
    ["https://twitter.com/quayday/status/12", "https://www.linkedin.com/pulse/boats-ada", "https://quay.example/boats"],
)
def test_what_somebody_wrote_there_is_one(url: str) -> None:
    assert cited(f"Ada North told of it in [a long letter]({url}).") == {url}


def test_what_serves_the_reader_is_none() -> None:
    assert not cited(
        "To register, see [the page](https://quay.example/in). [Privacy policy](https://quay.example/privacy)"
    )
    assert cited(f"{LONG} It is in [Privacy by design](https://quay.example/design).") == {
        "https://quay.example/design"
    }


def titles(text: str) -> set[str | None]:
    nodes = extract(read("notes.md", f"{DAY}{text}\n".encode())).bundle.facts.nodes.values()
    return {node.title for node in nodes if isinstance(node, Reference)}


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("The tide tables of the quay: https://quay.example/tides", "The tide tables of the quay"),
        ("For more information on the tides of the quay, please visit www.quay.example.", None),
        (
            "All that was said of nets is kept for those who were not there, and lies at https://quay.example/nets.",
            None,
        ),
        ("The boats are ranked on the [Global Boat Index] (http://quay.example/index).", "Global Boat Index"),
        ("The whole of the site was made anew in spring.\n\n[Visit site](https://quay.example/)", None),
        ("## Tide tables\n\n[Download as PDF](https://quay.example/tides.pdf)", "Tide tables"),
    ],
)
def test_a_sentence_that_sends_the_reader_on_is_no_title(words: str, title: str | None) -> None:
    assert titles(words) == {title}


@pytest.mark.parametrize(
    "url", ["https://maps.app.goo.gl/x1", "https://www.google.com/maps/place/Quay", "https://goo.gl/maps/x"]
)
def test_a_map_is_no_work(url: str) -> None:
    assert not cited(f"We met at the [Corn Hall]({url}) in Leeds.")


def test_the_page_of_somebody_who_is_named_is_no_work() -> None:
    page = "https://north.example"
    assert not cited(f"[Ada North]({page}), director of the Quay Trust, told of nets.")
    assert cited(f"[Ada North]({page}/on-nets), director of the Quay Trust, told of nets.") == {f"{page}/on-nets"}
    assert cited(f"[Nets and ropes]({page}), said Ada North, director of the Quay Trust, are dear.") == {page}
