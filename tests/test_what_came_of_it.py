"""Documents of an officer that tell, a year later, what came of a gathering: in sections, headings and lists; and what they do not
say of the gathering itself."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Bundle
from schema.links import FollowsFrom, Organised, Sponsored, TakesPartIn
from schema.nodes import Event, Initiative

EVENT = "dale-ageing-workshop-2031"
TITLE = (
    "# Dale Ageing Workshop 2031: one year on\n\nOn 18 March 2031 the Dale Ageing Workshop 2031 set two challenges.\n\n"
)


def found_in(text: str) -> Bundle:
    return extract(read("later.md", text.encode())).bundle


def links(found: Bundle, kind: type) -> set[tuple[str, str]]:
    ends = (link for link in found.facts.links.values() if isinstance(link, kind))
    return {(link.source.rsplit("/", 1)[1], link.target.split("/", 1)[1]) for link in ends}


def names(found: Bundle) -> set[str]:
    return {node.name for node in found.facts.nodes.values() if isinstance(node, Initiative)}


def event(found: Bundle) -> Event:
    return next(node for node in found.facts.nodes.values() if isinstance(node, Event))


def test_a_section_tells_what_came_of_the_challenge_that_it_is_called_after() -> None:
    found = found_in(
        f"{TITLE}## Getting home from hospital\n\nThe bridging team began on 1 September 2031. It is run by Elm Trust with "
        "Dale Council.\n\n"
        "## Lonely men\n\nNothing has happened yet. Fir Homes withdrew in July 2031.\n"
    )
    assert names(found) == {"Bridging team"}
    assert links(found, FollowsFrom) == {
        ("bridging-team", EVENT),
        ("bridging-team", f"{EVENT}/getting-home-from-hospital"),
    }
    assert links(found, TakesPartIn) == {(who, f"{EVENT}/bridging-team") for who in ("elm-trust", "dale-council")}
    assert not links(found, Organised)
    assert event(found).date == "2031-03-18"


def test_without_their_number_headings_are_no_challenges() -> None:
    text = TITLE.replace(" set two challenges", " was a success")
    found = found_in(f"{text}## The team\n\nThe bridging team began in May 2031.\n\n## The bus\n\nIt runs at night.\n")
    assert links(found, FollowsFrom) == {("bridging-team", EVENT)}


@pytest.mark.parametrize("over", ["Initiatives that followed", "Projects that followed", "What happened next"])
def test_headings_below_a_part_are_the_work_that_followed(over: str) -> None:
    found = found_in(
        f'{TITLE}## {over}\n\n### Bridging team\n\nFollows from "Getting home from hospital". Dale Council takes part.\n\n'
        "### Saturday shed\n\nMen meet every week at Dale College.\n"
    )
    assert names(found) == {"Bridging team", "Saturday shed"}
    assert ("bridging-team", f"{EVENT}/getting-home-from-hospital") in links(found, FollowsFrom)
    assert links(found, TakesPartIn) == {("dale-council", f"{EVENT}/bridging-team")}


def test_a_list_below_two_headings_that_say_so_is_of_several_works() -> None:
    found = found_in(
        "# One year on from the Dale Ageing Workshop 2031\n\n## What happened next\n\n"
        '1. **Bridging team**: following the challenge "Getting home", Elm Trust set one up in September 2031.\n'
        "2. **Open Door Fund**: Dale Council and Fir Credit Union lend deposits.\n"
    )
    assert names(found) == {"Bridging team", "Open Door Fund"}
    assert ("bridging-team", f"{EVENT}/getting-home") in links(found, FollowsFrom)
    assert event(found).date == "2031"


def test_a_name_ends_where_it_says_who_runs_the_work() -> None:
    found = found_in(
        "# Dale Ageing: what came of the 2031 workshop\n\n"
        "The Dale Ageing Workshop 2031 (18 March 2031) led to new initiatives in:\n\n"
        "- **Hospital discharge.** A bridging team, run by Elm Trust with the Dale Valley NHS Foundation Trust, has brought 212 "
        "people home since 1 September 2031.\n- **Loneliness.** A choir sings every week.\n"
    )
    assert "Hospital discharge: A bridging team" in names(found)
    assert ("elm-trust", f"{EVENT}/hospital-discharge-a-bridging-team") in links(found, TakesPartIn)


@pytest.mark.parametrize("told", ["Nothing yet.", "Not started.", "None so far."])
def test_where_nothing_came_of_it_there_is_no_work(told: str) -> None:
    found = found_in(
        f"{TITLE}## What happened next\n\n### Night bus\n\nDale Council runs it.\n\n### Paying carers\n\n{told}\n"
    )
    assert names(found) == {"Night bus"}


OTHER = [
    "The helpline has had 900 calls. It is sponsored by Barclays Bank and hosted by Elm Trust.",
    "A café opened in May. It is run by Elm Trust and funded by Barclays Bank.",
    "A night bus was proposed.\n\nIt is run by Elm Trust and sponsored by Barclays Bank.",
]


@pytest.mark.parametrize("told", OTHER)
def test_what_is_said_of_a_scheme_is_not_said_of_the_gathering(told: str) -> None:
    found = found_in(
        f"# Dale Ageing Workshop 2031\n\nHeld on 18 March 2031 at Dale Hall. Forty people came.\n\n## Since then\n\n{told}\n"
    )
    assert not links(found, Organised) | links(found, Sponsored)


@pytest.mark.parametrize("told", ["The workshop was lively.", "We had a good time.", "Forty people attended.", ""])
def test_what_is_said_of_the_gathering_still_is(told: str) -> None:
    said = f"{told} It was hosted by Elm Trust and sponsored by Barclays Bank."
    found = found_in(
        f"# Dale Ageing Workshop 2031\n\nHeld on 18 March 2031 at Dale Hall.\n\n## The day\n\n{said.strip()} Workshop.\n"
    )
    assert links(found, Sponsored) == {("barclays", EVENT)}


def test_a_row_of_work_whose_first_cell_is_empty_goes_on_with_the_one_above() -> None:
    found = found_in(
        f"{TITLE}## What happened since\n\n| Work | Where it stands |\n| --- | --- |\n| Bridging team | Run by Elm Trust |\n"
        "| | with Dale Council |\n| Shed club | Open twice a week |\n"
    )
    assert names(found) == {"Bridging team", "Shed club"}
    assert ("dale-ageing-workshop-2031/bridging-team", "dale-council") in {
        (target, source) for source, target in links(found, TakesPartIn)
    }
