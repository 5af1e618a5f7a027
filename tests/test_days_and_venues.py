"""What pages and releases say of a gathering besides its name: its place by a label, who brought people together, who spoke by the
cells of a programme, and which summit a release comes back to."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored
from schema.nodes import Event, Place

PROGRAMME = """<h1>Annual conference 2031</h1>
<p>Thursday 6 November 2031, 9.30am to 4pm, Marsh Hotel, Dale</p>
<table><tr><th>Time</th><th>Session</th><th>Speaker</th></tr>
<tr><td>9.30</td><td>Welcome</td><td>Ada North, Chair, Dale Voluntary Action</td></tr>
<tr><td>10.00</td><td>Keynote: Charities after the cuts</td><td>Professor Ben Vale, University of Marsh</td></tr>
<tr><td>11.30</td><td>Panel: Who funds it?</td><td>Cora Hill (Quay Foundation),
Dev Patel (Elm Trust), Eve Firth (Birch County Council)</td></tr>
</table>
"""
RELEASE = """PRESS RELEASE
For immediate release

New fund for village shops

A fund for village shops was launched yesterday at the Rural Futures Summit in Thornby by the Elm Foundation.

The summit was attended by 120 people from parish councils. It was sponsored by Fern Bank.
"""


def found(name: str, words: str) -> Extraction:
    return extract(read(name, words.encode()))


def events(one: Extraction) -> list[Event]:
    return [node for node in one.bundle.facts.nodes.values() if isinstance(node, Event)]


def test_a_label_says_where_a_gathering_was() -> None:
    page = "# Workshop summary: Reducing loneliness in Birch\n\n**Date:** 4 February 2031\n\n**Venue:** Birch Community Centre\n"
    [event] = events(found("summary.md", page))
    assert (event.date, event.venue) == ("2031-02-04", "Birch Community Centre")


def test_all_who_brought_people_together_held_it() -> None:
    page = (
        "# Roundtable on green skills\n\n3 October 2031\n\nLast week, the Harbour Skills Partnership and Dale City Council brought "
        "together 30 employers and charities at the Old Mill, Dale, for a roundtable.\n"
    )
    links = found("skills.md", page).bundle.facts.links.values()
    assert {link.source for link in links if isinstance(link, Organised)} == {
        "organisation/harbour-skills-partnership", "organisation/dale-council",
    }  # fmt: skip


def test_a_cell_of_several_speakers_ties_each_to_a_body_and_says_once_how_they_spoke() -> None:
    one = found("programme.html", PROGRAMME)
    assert employers(one) >= {
        "Cora Hill -> Quay Foundation", "Dev Patel -> Elm Trust", "Eve Firth -> Birch County Council",
    }  # fmt: skip
    spoke = sorted((k.source, k.as_) for k in one.bundle.facts.links.values() if isinstance(k, SpokeAt))
    assert spoke == [
        ("person/ada-north", "opening address"),
        ("person/ben-vale", "keynote"),
        ("person/cora-hill", "panel"),
        ("person/dev-patel", "panel"),
        ("person/eve-firth", "panel"),
    ]


def test_a_release_tells_of_the_summit_that_it_comes_back_to() -> None:
    one = found("release.txt", RELEASE)
    assert [event.name for event in events(one)] == ["Rural Futures Summit"]
    assert [k.source for k in one.bundle.facts.links.values() if isinstance(k, Sponsored)] == ["organisation/fern-bank"]
    assert not events(found("release.txt", RELEASE.replace("The summit was", "The fund is")))


def test_a_release_begins_with_the_name_that_stands_over_it_and_says_the_hour() -> None:
    head = "FOR IMMEDIATE RELEASE\n\n# BREAD DAY: MIXED IN ELMSTEAD\n\n# CELEBRATES MILLERS\n\n"
    told = "(Elmstead, Kent) Bread Day: Mixed in Elmstead celebrates millers July 11, 2031, from 6:00 to 8:30 p.m., at Dale."
    [event] = events(found("release.md", f"{head}{told}\n"))
    assert event.name == "Bread Day: Mixed in Elmstead"
    assert not events(found("release.md", f"{head}{told.replace(', from 6:00 to 8:30 p.m.', '')}\n"))


def test_a_page_of_speakers_says_for_what_they_were_asked() -> None:
    told = "We have confirmed the following people as speakers for {}. More will follow:\n\n**Ada North**\n\nAuthor\n"
    [event] = events(found("page.md", f"# Speakers\n\n{told.format('Bread2031')}"))
    assert event.name == "Bread2031"
    assert not events(found("page.md", f"# Speakers\n\n{told.format('Elm Trust')}"))


def test_the_day_behind_a_venue_is_no_town() -> None:
    text = "# Quay Forum 2031\n\nThe Quay Forum 2031 takes place at the Corn Hall Tuesday, January 14th 2031.\n"
    [event] = events(found("page.md", text))
    assert event.venue == "Corn Hall"


@pytest.mark.parametrize(
    ("name", "text", "event", "day", "venue"),
    [
        (
            "note.txt",
            "ROUNDTABLE ON BREAD\nTown Hall, Committee Room 8, Tuesday 6 May 2031\nHosted by Elm Trust\n\nThe roundtable brought "
            "together 18 bakers to ask why mills close.\n",
            "ROUNDTABLE ON BREAD",
            "2031-05-06",
            "Town Hall, Committee Room 8",
        ),
        (
            "release.txt",
            "NEWS RELEASE\n\n25 May 2031\n\nHundreds of bakers gather for first Dale Bread Congress\n\nThree hundred met "
            "this week for the first ever Dale Bread Congress, held at Corn Hall on Saturday 24 May.\n\nENDS\n",
            "Dale Bread Congress",
            "2031-05-24",
            "Corn Hall",
        ),
        (
            "post.md",
            "# BreadCamp Dale 2031: our takeaways\n\nBy Leila Oak, 3 October 2031\n\nOn Saturday 24 September we spent the day at "
            "BreadCamp Dale, the unconference for bakers.\n",
            "BreadCamp Dale 2031",
            "2031-09-24",
            None,
        ),
        (
            "post.md",
            "# Five things I learned at Dale Bread Forum\n\nOne wet evening I went along to the Dale Bread Forum. Good biscuits.\n",
            "Dale Bread Forum",
            None,
            None,
        ),
    ],
)
def test_lines_around_a_name_say_when_and_where(
    name: str, text: str, event: str, day: str | None, venue: str | None
) -> None:
    [one] = events(found(name, text))
    assert (one.name, one.date, one.venue) == (event, day, venue)


def test_people_who_organised_it_together_are_no_bodies() -> None:
    one = found(
        "post.md",
        "# Quay Forum 2031\n\nThe Quay Forum 2031 was held on 3 May 2031, organised by Lyn Oak and David Marsh.\n",
    )
    assert not [link for link in one.bundle.facts.links.values() if isinstance(link, Organised)]


def test_an_address_on_the_web_names_no_country() -> None:
    one = found(
        "page.md",
        "# Quay Forum 2031\n\nThe Quay Forum 2031 was held on 3 May 2031. Searching for charges on GOV.UK is free.\n",
    )
    assert not [node for node in one.bundle.facts.nodes.values() if isinstance(node, Place)]


def test_minutes_that_name_no_meeting_tell_of_one() -> None:
    text = "# Those present\n\n- Bo Dale, Elm Trust\n- Ada North, Fir Homes\n\nApologies: Eve\n\nThe chair opened the meeting\n"
    [event] = events(found("minutes.md", text))
    assert event.name == "Meeting"


def test_what_heads_a_part_of_any_page_is_no_gathering_and_its_aim_says_which_one_it_is() -> None:
    head = "# Content Overview\n\n## May 28, 09:00-09:30 in Great Hall\n\nAda North\n\nPresident of Dale\n\n"
    [event] = events(found("page.md", f"{head}A key goal of the Dale Bread Workshop is to find speakers who bake.\n"))
    assert event.name == "Dale Bread Workshop"


def test_a_name_in_quotation_marks_stands_before_what_sort_of_evening_it_is() -> None:
    text = "# Fern Bank gives to Elm Trust\n\nIt pays for the Elm “Open Doors, Warm Bread” Gala on 6 November 2031 in Dale.\n"
    [event] = events(found("news.md", text))
    assert event.name == "Open Doors, Warm Bread"


@pytest.mark.parametrize(
    "title", ["Dale Loneliness Workshop 2031: participants", "Dale Loneliness Workshop 2031 – Participants"]
)
def test_a_list_is_of_those_who_came_where_its_title_ends_so_and_the_line_below_says_where(title: str) -> None:
    rows = "".join(
        f"<tr><td>{n}</td><td>Clerk</td><td>Elm Trust</td></tr>" for n in ("Ada North", "Ben Vale", "Cora Hill")
    )
    page = (
        f"<h1>{title}</h1><p>Wednesday 12 March 2031, Old Corn Exchange, Ripon</p>"
        f"<table><tr><th>Name</th><th>Job title</th><th>Organisation</th></tr>{rows}</table>"
    )
    found = extract(read("people.html", page.encode()))
    [event] = [node for node in found.bundle.facts.nodes.values() if isinstance(node, Event)]
    came = [link for link in found.bundle.facts.links.values() if isinstance(link, Attended)]
    assert (event.name, event.venue) == ("Dale Loneliness Workshop 2031", "Old Corn Exchange, Ripon")
    assert len(came) == 4


@pytest.mark.parametrize(
    ("told", "venue"),
    [
        ("Held on 14 May 2031 in Leeds.", "Leeds"),
        ("The day took place in Leeds on Wednesday 14 May 2031.", "Leeds"),
        ("The day was held at the Corn Hall, Leeds, on 14 May 2031 in Hull.", "Corn Hall, Leeds"),
        ("Written on 14 May 2031 in Leeds.", None),
        ("Held on 14 May 2031 by councils in Leeds.", None),
        ("Held on 14 May 2031 with guests from Leeds.", None),
    ],
)
def test_a_town_right_beside_the_day_says_where_people_met_if_no_venue_does(told: str, venue: str | None) -> None:
    found = extract(read("notes.md", f"# Harvest Day 2031\n\n{told}\n\n## Ideas\n\n- Ask the wardens.\n".encode()))
    [event] = [node for node in found.bundle.facts.nodes.values() if isinstance(node, Event)]
    assert event.venue == venue
