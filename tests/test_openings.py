"""The sentences of an opening that speak of the gathering itself, and the case studies of challenges that a heading alone names."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Cites, LocatedIn, Organised
from schema.nodes import Model

HEAD = "# Vale Care Workshop 2031: report\n\n"
REST = "## Challenge 1: Lone carers\n\nCarers wait nine weeks.\n\n### Ideas\n\n- A shared rota.\n- A shared van.\n\n"


def reading(text: str) -> Extraction:
    return extract(read("report.md", text.encode()))


def organisers(text: str) -> set[str]:
    found = reading(text).bundle.facts
    return {found.nodes[link.source].name for link in found.links.values() if isinstance(link, Organised)}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("Held at Quill Hall on 12 March 2031. Organised by Tallow Trust.", {"Tallow Trust"}),
        (
            "Held at Quill Hall, Ely, on 12 March 2031. Hosted by Tallow Trust and Fir Homes.",
            {"Tallow Trust", "Fir Homes"},
        ),
        (
            "Quill Hall, 12 March 2031. Run by Tallow Trust in partnership with Fir Homes.",
            {"Tallow Trust", "Fir Homes"},
        ),
        ("12 March 2031 | Quill Hall | Convened by Tallow Trust", {"Tallow Trust"}),
        (
            "It took place on 12 March 2031. It was organised by Tallow Trust, with Fir Homes.",
            {"Tallow Trust", "Fir Homes"},
        ),
        ("Held on 12 March 2031. Tallow Trust organised it together with Fir Homes.", {"Tallow Trust", "Fir Homes"}),
        ("Hosted by Feeding Fenmoor at the Ada North Institute on 12 March 2031.", {"Feeding Fenmoor"}),
        ("Hosted by Feeding Fenmoor at Quill Hall, Ely, on 12 March 2031.", {"Feeding Fenmoor"}),
        ("We met in Ely on 12 March 2031 at the invitation of Tallow Trust.", {"Tallow Trust"}),
        ("Held on 12 March 2031. Convened jointly by Tallow Trust and Fir Homes.", {"Tallow Trust", "Fir Homes"}),
        ("Many came on 12 March 2031. Tallow Play ran the day.", {"Tallow Play"}),
        ("Held on 12 March 2031. Organised by Tallow Trust and sponsored by Fir Homes.", {"Tallow Trust"}),
    ],
)
def test_a_sentence_that_goes_on_from_when_and_where_says_who_held_the_event(opening: str, who: set[str]) -> None:
    assert organisers(f"{HEAD}{opening}\n\n{REST}") == who


@pytest.mark.parametrize(
    "told",
    [
        "The Fir Fair was on 3 May 2029. Organised by Tallow Trust.",
        "A similar day was held in Leeds in 2029. It was organised by Tallow Trust.",
        "Tallow Trust has a survey. Organised by Fir Homes.",
        "The survey is of 12 towns. It was run by Tallow Trust.",
        "The survey is of 12 towns. Tallow Trust ran it.",
    ],
)
def test_what_was_held_on_another_day_or_is_no_gathering_has_other_organisers(told: str) -> None:
    assert organisers(f"{HEAD}Held on 12 March 2031.\n\n{told}\n\n{REST}") == set()


def test_people_of_a_sort_hold_no_gathering_that_is_for_them() -> None:
    told = "The Older People's Assembly was held in Ely on 12 March 2031. Older People's Assembly was loud."
    assert organisers(f"# Older People's Assembly 2031\n\n{told}\n\n{REST}") == set()


def models(text: str) -> dict[str, tuple[str | None, bool, list[str]]]:
    """Return each model with its description, whether a challenge cites it, and where it is."""
    found = reading(text).bundle.facts
    cited = {link.target for link in found.links.values() if isinstance(link, Cites)}
    placed = [link for link in found.links.values() if isinstance(link, LocatedIn)]
    return {
        node.name: (node.description, node.id in cited, [link.target for link in placed if link.source == node.id])
        for node in found.nodes.values()
        if isinstance(node, Model)
    }


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("### Case study: Fenmoor Kitchens, Wigan", "Fenmoor Kitchens"),
        ("### Spotlight on Fenmoor Kitchens in Wigan", "Fenmoor Kitchens"),
        ("#### Example: Fenmoor Kitchens (Wigan)", "Fenmoor Kitchens"),
        ("Case study: Fenmoor Kitchens, Wigan", "Fenmoor Kitchens"),
    ],
)
@pytest.mark.parametrize(
    "told", ["In Wigan, volunteers have cooked for nine wards.", "Since 1992, volunteers have cooked here."]
)
def test_a_heading_inside_a_challenge_names_the_case_that_its_text_only_tells_of(
    heading: str, name: str, told: str
) -> None:
    assert models(f"{HEAD}Held on 12 March 2031.\n\n{REST}{heading}\n\n{told}\n") == {
        name: (told, True, ["place/wigan"])
    }


def test_one_word_names_a_case_unless_it_is_an_everyday_one() -> None:
    head = f"{HEAD}Held on 12 March 2031.\n\n{REST}"
    told = "In Wigan, women mend the homes that they live in.\n"
    assert set(models(f"{head}#### Case study: M4Mend\n\n{told}")) == {"M4Mend"}
    assert set(models(f"{head}#### Case study: Training\n\n{told}")) == set()


def test_what_leads_a_paragraph_in_bold_is_named_by_its_label_or_by_the_heading() -> None:
    head = f"{HEAD}Held on 12 March 2031.\n\n{REST}"
    told = "Volunteers have cooked for nine wards."
    assert set(models(f"{head}### Inspiration\n\n**Example: Fenmoor Kitchens.** {told}\n")) == {"Fenmoor Kitchens"}
    assert set(models(f"{head}## Case study\n\n**Fenmoor Kitchens.** {told}\n")) == {"Fenmoor Kitchens"}


def test_a_label_before_a_place_or_words_in_general_names_no_case() -> None:
    head = f"{HEAD}Held on 12 March 2031.\n\n{REST}"
    for heading in ("### Case study: Wigan", "### Example: cooking for others"):
        assert models(f"{head}{heading}\n\nVolunteers cook for nine wards.\n") == {}


def test_a_body_that_an_idea_would_found_is_no_example() -> None:
    ideas = (
        "- A carers' co-operative: Fenmoor Care Co-operative would take on staff.\n"
        "- A carers' co-operative like Quill Care Co-operative in Leeds.\n"
    )
    assert set(models(f"{HEAD}Held on 12 March 2031.\n\n{REST.rstrip()}\n{ideas}")) == {"Quill Care Co-operative"}
