"""Who spoke, as an account of an evening tells it: opened by, followed by, the next one outlined; and who only said something."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import ReportsOn, SpokeAt
from schema.nodes import Event

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str) -> Extraction:
    return extract(read("account.md", (text + "\n").encode()))


def spoke(found: Extraction) -> set[str]:
    links = found.bundle.facts.links.values()
    return {link.source.removeprefix("person/") for link in links if isinstance(link, SpokeAt)}


@pytest.mark.parametrize(
    ("told", "speakers"),
    [
        ("The evening was kicked off by our Chair, Robert Hill, with thanks to all.", {"robert-hill"}),
        (
            "The session was chaired by Anna North.\n\nThis was followed by friend of the Quay, Peter Dale, who sang.",
            {"anna-north", "peter-dale"},
        ),
        ("Anna North, Chair of Elm Trust, introduced the day.", {"anna-north"}),
        ("Anna North then took us through the numbers.", {"anna-north"}),
        ("The afternoon was led by Peter Dale.", {"peter-dale"}),
        ("It was chaired by Peter Dale.", {"peter-dale"}),
        (
            "Praise to the two people who led the sessions:\n\n* Anna North, from Elm Trust\n* Peter Dale, on bread",
            {"anna-north", "peter-dale"},
        ),
        (
            "In her talk, Anna North told of the road from bringing Peter Dale to Leeds to a hall of her own.",
            {"anna-north"},
        ),
        ("Peter Dale from Elm Homes Trust gave a breakdown of the year's accounts.", {"peter-dale"}),
        ("We heard appeals from two of our directors, Anna North and Peter Dale.", {"anna-north", "peter-dale"}),
        (
            "Anna North gave a short talk.\n\nPeter Dale, Head of Homes at Elm Trust, outlined what it builds.",
            {"anna-north", "peter-dale"},
        ),
        (
            "Anna North gave a short talk.\n\nPeter Dale, Head of Homes at Elm Trust, said it was a fine day.",
            {"anna-north"},
        ),
        ("Peter Dale, Head of Homes at Elm Trust, told the meeting that it rained.", {"peter-dale"}),
        ("Closing the day, Peter Dale, chair of Elm Trust, thanked all.", {"peter-dale"}),
        (
            "The panel was made up of Anna North (Elm Trust), Peter Dale (Fir Co-op) and Clara Marsh (Oak Homes).",
            {"anna-north", "peter-dale", "clara-marsh"},
        ),
        (
            "The first speaker of the evening was Anna North @anna, who sang. Next up was Peter Dale.",
            {"anna-north", "peter-dale"},
        ),
        ("Anna North @anna was up next to talk about salt.", {"anna-north"}),
        ("A report on salt was then given by Anna North.", {"anna-north"}),
        (
            "Thanks to Clara Marsh for hosting us, and to Anna North and Peter Dale for presenting.",
            {"anna-north", "peter-dale"},
        ),
        (
            "Anna North from Elm Trust will be among the speakers, who also include Peter Dale.",
            {"anna-north", "peter-dale"},
        ),
        ("Dr Anna North came from Leeds. It rained. Dr North gave a talk on salt.", {"anna-north"}),
        ("We heard from the Elm Trust about how Peter Dale came home.", set()),
        ("Peter Dale, Head of Homes at Elm Trust, outlined what it builds.", set()),
        ("We thank Peter Dale, Head of Homes at Elm Trust.", set()),
        ("Anna North of Elm Trust spoke to five landlords about damp.", set()),
        ("Anna North gave the keynote. For the film, Peter Dale of Elm Trust spoke with 40 tenants.", {"anna-north"}),
        ("Anna North of Elm Trust spoke to people who sleep rough.", set()),
        ("Anna North of Elm Trust spoke to forty tenants in May, and spoke at the day on damp.", {"anna-north"}),
        ("Anna North of Elm Trust spoke to over 200 delegates about damp.", {"anna-north"}),
        ("Anna North of Elm Trust spoke to the summit about damp.", {"anna-north"}),
    ],
)
def test_an_account_tells_who_spoke(told: str, speakers: set[str]) -> None:
    assert spoke(reading(DAY + told)) == speakers


@pytest.mark.parametrize(
    ("title", "first", "name"),
    [
        ("What a fine evening at Elm College, Leeds", "Over 75 people packed into the Garden Room on Wednesday 14 May 2031.", True),
        ("What a fine evening at Elm College, Leeds", "Over 75 people like to sit in the Garden Room when it rains.", False),
        ("What an evening costs", "Over 75 people packed into the Garden Room on Wednesday 14 May 2031.", False),
    ],
)  # fmt: skip
def test_an_evening_somewhere_is_the_event_where_the_text_gives_its_day(title: str, first: str, name: bool) -> None:
    facts = reading(f"# {title}\n\n{first}").bundle.facts
    events = [facts.nodes[link.target] for link in facts.links.values() if isinstance(link, ReportsOn)]
    assert [e.name for e in events if isinstance(e, Event)] == (["Evening at Elm College, Leeds"] if name else [])


def test_a_page_that_presents_speakers_below_their_names_names_others_as_well() -> None:
    told = "{0} has run a hall for ten years, and met Robert Hill and Bo Castle there when both of them were young."
    heads = "".join(f"## {name}\n\n{told.format(name)}\n\n" for name in ("Anna North", "Peter Dale", "Clara Marsh"))
    assert spoke(reading(f"{DAY}# Speakers\n\n{heads}")) == {"anna-north", "peter-dale", "clara-marsh"}


def test_a_slot_tells_at_length_of_the_people_behind_its_hour() -> None:
    told = "are growers who came to Leeds by boat and tell of what they saw on the way, " + "and on the way back, " * 14
    slots = f"- 2:00pm. **Anna North and Peter Dale** {told}\n- 3:00pm. **Clara Marsh**. The end of salt. {told}\n- 4:00pm. Tea\n"
    assert spoke(reading(f"{DAY}## Talks\n\n{slots}")) == {"anna-north", "peter-dale", "clara-marsh"}


def test_minutes_have_a_guest_who_speaks_in_a_heading_of_their_own() -> None:
    minutes = "# Minutes of the Quay Board, 14 May 2031\n\nPresent: Anna North\n\n## Guest speaker: Clara Marsh, Mayor\n\nSalt."
    assert spoke(reading(minutes)) == {"clara-marsh"}


def test_what_stands_below_those_who_came_tells_of_the_day() -> None:
    came = "Participants\n\nMr Peter Dale, Elm Trust\nDr Anna North, Fir Homes\nMs Clara Marsh, Oak Co-op\n"
    told = "Dr Anna North presented the results of a survey of 90 shops. It rained on all of them.\n"
    page = f"Report of the Seminar on Salt\nheld at the Corn Hall, Leeds, on 14 May 2031\n\n{came}\n{told}"
    assert spoke(extract(read("account.txt", page.encode()))) == {"anna-north"}
