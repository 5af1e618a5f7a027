"""A single challenge, told by its own parts alone; and pages that only look like one."""

import pytest
from stated import titles_of

from loaders.extract import extract
from loaders.sources import read
from schema.links import Addresses, Owns
from schema.nodes import Challenge, Event

DAY = "# Harvest Day 2031\n\nThe Harvest Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
TITLE = "Keeping village shops open"
WHO = "Amy North, Director, Alder Trust"
WHY = "Shops have closed in most villages, and whoever has no car buys no fresh food at all in the winter months."
IDEAS = "- Parishes buy the shops together.\n- Every shop hands out parcels.\n"


def challenge(
    owner: str = "Challenge owner",
    summary: str = "Summary",
    ideas: str = "Ideas",
    *,
    level: int = 1,
    title: str = TITLE,
) -> str:
    """Return the parts of a challenge below its heading."""
    below = "#" * (level + 1)
    return f"{'#' * level} {title}\n\n{owner}: {WHO}\n\n{below} {summary}\n\n{WHY}\n\n{below} {ideas}\n\n{IDEAS}\n"


def stated(text: str, name: str = "notes.md") -> tuple[set[str], int, int]:
    """Return the titles of the challenges, how many people and bodies own them, and how many ideas they have."""
    found = extract(read(name, text.encode()))
    links = list(found.bundle.facts.links.values())
    kinds = (Owns, Addresses)
    owned, addressed = (sum(isinstance(link, kind) for link in links) for kind in kinds)
    return titles_of(found, Challenge), owned, addressed


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_single_challenge_is_told_by_its_parts_at_any_level(level: int) -> None:
    assert stated(DAY + challenge(level=level)) == ({TITLE}, 2, 2)


def test_its_parts_may_stand_at_its_own_level_or_as_lines() -> None:
    assert stated(DAY + challenge().replace("## ", "# ")) == ({TITLE}, 2, 2)
    assert stated(DAY + challenge().replace("## ", "")) == ({TITLE}, 2, 2)
    assert stated((DAY + challenge()).replace("#", ""), "notes.txt") == ({TITLE}, 2, 2)


@pytest.mark.parametrize(
    "owner", ["Problem owner", "Brought to the table by", "Table host", "Question set by", "Mission lead"]
)
@pytest.mark.parametrize("ideas", ["What the table proposed", "What could we do?", "Recommendations"])
def test_an_owner_of_a_challenge_and_ideas_are_enough_in_any_words(owner: str, ideas: str) -> None:
    assert stated(DAY + challenge(owner, "Context", ideas, level=2)) == ({TITLE}, 2, 2)


@pytest.mark.parametrize("owner", ["Owner", "Who asked", "Brought by"])
@pytest.mark.parametrize("ideas", ["Ideas", "How might we help?", "What the table proposed"])
def test_any_owner_is_one_over_a_summary_and_what_only_tables_propose(owner: str, ideas: str) -> None:
    assert stated(DAY + challenge(owner, "Why it matters", ideas, level=2)) == ({TITLE}, 2, 2)


@pytest.mark.parametrize(
    ("owner", "summary", "ideas"),
    [
        ("Owner", "Summary", "Recommendations"),  # a paper of a council
        ("Owner", "Background", "Actions"),  # a plan
        ("Owner", "About", "Ideas"),  # a speaker, or a shop
        ("Owner", "Summary", "Next steps"),
        ("Project owner", "Summary", "Ideas"),
        ("Session lead", "Summary", "Ideas"),
        ("Lead", "Summary", "Options"),  # an item of an agenda
        ("Led by", "Summary", "Ideas"),
        ("Host", "Summary", "Ideas"),
        ("Challenge owner", "Summary", "Getting there"),
    ],
)
@pytest.mark.parametrize("before", [DAY, ""])
def test_other_pages_with_an_owner_tell_of_no_challenge(owner: str, summary: str, ideas: str, before: str) -> None:
    page = before + challenge(owner, summary, ideas, level=2 if before else 1)
    assert stated(page) == (set(), 0, 0)


def test_ideas_below_another_heading_are_not_its_own() -> None:
    page = challenge("Owner", level=2).replace(
        "### Ideas", "## Closing words\n\nThe mayor spoke of bread.\n\n### Ideas"
    )
    assert stated(DAY + page) == (set(), 0, 0)


@pytest.mark.parametrize("name", ["notes.md", "notes.txt"])
def test_the_title_over_all_is_one_unless_it_calls_a_gathering(name: str) -> None:
    met = "The Harvest Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
    page, other = challenge() + met, challenge(title="Harvest Day 2031") + met
    if name.endswith(".txt"):
        page, other = page.replace("#", ""), other.replace("#", "")
    assert stated(page, name) == ({TITLE}, 2, 2)
    assert stated(other, name)[0] == set()


def test_who_came_stands_below_the_title_of_a_challenge_and_is_none_of_its_parts() -> None:
    met = "The Harvest Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
    found = extract(read("notes.md", f"{challenge()}{met}## Attendees\n\n- Clara West (Cedar CIC)\n".encode()))
    came = {link.source for link in found.bundle.facts.links.values() if type(link).__name__ == "Attended"}
    assert titles_of(found, Challenge) == {TITLE} and "person/clara-west" in came


def test_a_challenge_with_an_owner_needs_no_gathering() -> None:
    found = extract(read("notes.md", challenge().encode()))
    assert not any(isinstance(node, Event) for node in found.bundle.facts.nodes.values())
    assert stated(challenge()) == ({TITLE}, 2, 2)
    assert stated(challenge("Owner")) == (set(), 0, 0)


def test_a_line_above_those_who_supported_the_event_is_no_challenge() -> None:
    labels = "**Organiser:** Quill Trust\n**Supported by:** Vale Council; Wharf Bank\n"
    assert stated(f"# Harvest Day 2031\n\n**Date:** 14 May 2031\n{labels}")[0] == set()
