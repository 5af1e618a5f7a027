"""Lists that hold nothing but people's names, most of them rare, under whatever heading or sentence leads to them."""

import pytest
from stated import employers, names_of, speakers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Document, Initiative, Model, Organisation, Person

HELD = "# Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 in Ipswich.\n\n"
BARE = ("Thorfinna Skelland", "Mary Dunn", "Osric Wendling", "Isaura Thrale")


def markdown(text: str) -> Extraction:
    return extract(read("forum.md", text.encode()))


def came(found: Extraction) -> set[str]:
    nodes = found.bundle.facts.nodes
    links = (link for link in found.bundle.facts.links.values() if isinstance(link, Attended))
    return {node.name for link in links if isinstance(node := nodes[link.source], Person | Organisation)}


def listed(names: tuple[str, ...]) -> str:
    return "".join(f"- {name}\n" for name in names)


def test_where_all_lines_are_names_a_few_known_first_names_show_that_they_are_peoples() -> None:
    found = markdown(f"{HELD}## Attendees\n\n{listed(BARE)}")
    assert came(found) == set(BARE)
    assert names_of(found, Organisation) == set()


def test_a_list_with_a_body_among_such_names_is_none_of_people() -> None:
    found = markdown(f"{HELD}## Attendees\n\n{listed((*BARE, 'Dale Housing Association'))}")
    assert names_of(found, Person).isdisjoint({"Thorfinna Skelland", "Osric Wendling"})


@pytest.mark.parametrize("heading", ["Participants on the day", "Delegates at the second forum", "On the call"])
def test_headings_say_where_those_came_who_are_listed(heading: str) -> None:
    found = markdown(f"{HELD}### {heading}\n\n- John Marsh\n- Mary Dunn\n- Ruth Hale\n")
    assert came(found) == {"John Marsh", "Mary Dunn", "Ruth Hale"}


def test_participants_on_something_else_came_to_nothing() -> None:
    assert came(markdown(f"{HELD}### Participants on benefits\n\n- John Marsh\n- Mary Dunn\n- Ruth Hale\n")) == set()


def test_whom_a_sentence_lists_among_those_who_came_is_no_body_as_well() -> None:
    who = "John Marsh, Osric Wendling, Mary Dunn, Ruth Hale and Orla Thrale"
    found = markdown(f"{HELD}## Participants\n\nThe day was attended by the following people: {who}. It rained.\n")
    assert came(found) == {"John Marsh", "Osric Wendling", "Mary Dunn", "Ruth Hale", "Orla Thrale"}
    assert names_of(found, Organisation) == set()


def test_whom_a_list_of_those_who_came_says_to_have_joined_gave_no_talk() -> None:
    who = "John Marsh, Osric Wendling, Mary Dunn, Ruth Hale and Orla Thrale"
    found = markdown(f"{HELD}## Who took part\n\nWe were joined by {who}.\n")
    assert len(came(found)) == 5
    assert speakers(found) == {}


def test_who_spoke_is_told_below_such_a_heading_as_well() -> None:
    found = markdown(f"{HELD}## Who took part\n\nSixty people came, and Mary Dunn gave a talk on tides.\n")
    assert set(speakers(found)) == {"Mary Dunn"}


def test_notes_of_meetings_are_minutes() -> None:
    found = markdown(f"# Harbour Loans: Notes of Meetings\n\n## Who was there\n\n{listed(BARE)}")
    assert {node.kind for node in found.bundle.facts.nodes.values() if isinstance(node, Document)} == {"minutes"}


@pytest.mark.parametrize("heading", ["News from the office", "Updates from our team"])
def test_what_an_office_tells_of_itself_followed_from_nothing(heading: str) -> None:
    news = "- The printer works again\n- Nobody is in on Friday\n"
    assert names_of(markdown(f"{HELD}## {heading}\n\n{news}"), Initiative) == set()


def test_what_became_of_tables_is_no_news_from_an_office() -> None:
    found = markdown(f"{HELD}## News from the tables\n\n- Dale Repair Library opened in March 2031.\n")
    assert len(names_of(found, Initiative)) == 1


def test_who_tells_a_lesson_is_no_model() -> None:
    found = markdown(f"{HELD}## Key findings\n\n### Paint\n\nThorfinna Skelland showed that paint lasts.\n")
    assert names_of(found, Model) == names_of(found, Organisation) == set()


def test_what_is_told_of_a_scheme_with_a_word_of_its_work_is_a_model() -> None:
    found = markdown(f"{HELD}## Key findings\n\n### Homes\n\nQuell Hearths showed that homes can be shared.\n")
    assert names_of(found, Model) == {"Quell Hearths"}


TURNED = "- Thrale, Osric (Ripon City Council)\n\n  About: maintainer of Weir Viewer\n\n- Van Skelland, Ysolt (Quill Works)\n"


def test_bodies_in_brackets_show_rare_names_that_are_printed_surname_first() -> None:
    found = markdown(f"{HELD}## Participants\n\n{TURNED}- Wendling-Roe, Isolt (University of Leeds)\n")
    assert employers(found) == {
        "Osric Thrale -> Ripon City Council",
        "Ysolt Van Skelland -> Quill Works",
        "Isolt Wendling-Roe -> University of Leeds",
    }
    assert names_of(found, Organisation) == {"Ripon City Council", "Quill Works", "University of Leeds"}


@pytest.mark.parametrize("line", ["{}, Broadmere ({} Parish Council)", "{}, Homes (Ripon City Council)"])
def test_places_and_fields_with_the_councils_that_they_have_are_nobodys_names(line: str) -> None:
    listed = "".join(
        f"- {line.format(*[place] * line.count('{}'))}\n" for place in ("Skelland", "Wendling", "Thraleby")
    )
    assert names_of(markdown(f"{HELD}## Where we met\n\n{listed}"), Person) == set()
