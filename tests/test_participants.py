"""People on the lists of those who came, in every form in which such lists are printed, and lists that are none of people."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, SpokeAt, WorksFor
from schema.nodes import Event

FRONT = (
    "# Harbour Forum 2031: homes\n\nThe Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
)
BOTH = {"person/john-marsh", "person/mary-dunn", "organisation/larch-lane", "organisation/quill-trust"}
WORK = {("person/john-marsh", "organisation/larch-lane"), ("person/mary-dunn", "organisation/quill-trust")}


def reading(body: str, heading: str = "Participants") -> Extraction:
    return extract(read("forum.md", f"{FRONT}## {heading}\n\n{body}\n".encode()))


def took_part(found: Extraction) -> set[str]:
    return {k.source for k in found.bundle.facts.links.values() if isinstance(k, Attended)}


def employers(found: Extraction) -> set[tuple[str, str]]:
    return {(k.source, k.target) for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)}


@pytest.mark.parametrize(
    "listed",
    [
        "- John Marsh, Larch Lane CIC\n- Mary Dunn, Quill Trust",
        "- John Marsh – Larch Lane CIC\n- Mary Dunn – Quill Trust",
        "- John Marsh (Larch Lane CIC)\n- Mary Dunn MBE (Quill Trust, Chair)",
        "- Marsh, John (Larch Lane CIC)\n- Dunn, Mary (Quill Trust)",
        "John Marsh (Larch Lane CIC); Dr Mary Dunn (Quill Trust); Zed Quill.",
        "| Name | Organisation |\n|---|---|\n| John Marsh | Larch Lane CIC |\n| Mary Dunn | Quill Trust |",
        "| First name | Last name | Role | Affiliation |\n|---|---|---|---|\n| John | Marsh | Founder | Larch Lane CIC |\n"
        "| Mary | Dunn | Chair | Quill Trust |",
        "| Organisation | Surname | First name |\n|---|---|---|\n| Larch Lane CIC | Marsh | John |\n| Quill Trust | Dunn | Mary |",
    ],
)
def test_a_list_of_people_says_who_came_and_from_where(listed: str) -> None:
    found = reading(listed)
    assert took_part(found) - {"person/zed-quill"} == BOTH
    assert employers(found) == WORK


def test_a_title_that_names_the_gathering_behind_the_participants_makes_a_list_of_them() -> None:
    table = "| Name | Organisation |\n|---|---|\n| John Marsh | Larch Lane CIC |\n| Mary Dunn | Quill Trust |\n"
    found = extract(read("list.md", f"# Participants – Harbour Care Summit\n\n4 May 2031, Ipswich\n\n{table}".encode()))
    assert took_part(found) == BOTH
    assert [n.name for n in found.bundle.facts.nodes.values() if isinstance(n, Event)] == ["Harbour Care Summit"]


def test_columns_without_a_head_are_told_by_what_they_hold() -> None:
    rows = [("John Marsh", "Larch Lane CIC"), ("Mary Dunn", "Quill Trust"), ("Paul Reed", "Reed Mills Ltd")]
    table = "".join(f"<tr><td>{name}</td><td>{body}</td></tr>" for name, body in rows)
    found = reading(f"<table>{table}</table>")
    assert took_part(found) == BOTH | {"person/paul-reed", "organisation/reed-mills"}
    assert employers(found) > WORK


@pytest.mark.parametrize(
    "listed",
    [
        "- John Marsh\n- Mary Dunn\n- Wren Kerrigan-Low",
        "The participants were John Marsh, Mary Dunn and Wren Kerrigan-Low.",
    ],
)
@pytest.mark.parametrize("heading", ["Workshop participants", "Appendix B. Attendees", "Registered participants"])
def test_names_alone_are_people_where_most_first_names_are_known(listed: str, heading: str) -> None:
    assert took_part(reading(listed, heading)) == {"person/john-marsh", "person/mary-dunn", "person/wren-kerrigan-low"}


@pytest.mark.parametrize(
    ("listed", "bodies"),
    [
        ("- Larch Lane CIC\n- Quill Trust\n- Imogen Larch", {"organisation/larch-lane", "organisation/quill-trust"}),
        ("CIO, IT Manager, Security Officer", set()),
    ],
)
def test_bodies_and_offices_are_no_people(listed: str, bodies: set[str]) -> None:
    assert took_part(reading(listed)) == bodies


def test_minutes_say_who_was_present_and_who_was_not() -> None:
    lines = (
        "Present: Cllr John Marsh (Larch Lane CIC, Chair), Mary Dunn (Quill Trust)\n\n"
        "Apologies: Paul Reed (Reed Mills Ltd)\n"
    )
    found = extract(read("minutes.md", f"{FRONT}{lines}".encode()))
    assert took_part(found) == BOTH
    assert {k.role for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)} == {"Chair", None}


@pytest.mark.parametrize("name", ["Łukasz Żak", "Øyvind Ås", "María José de la Cruz Ñíguez", "Nguyễn Thị Hoa"])
def test_names_of_other_languages_are_names(name: str) -> None:
    found = reading(f"- John Marsh, Larch Lane CIC\n- Mary Dunn, Quill Trust\n- {name}, Reed Mills Ltd")
    assert name in {getattr(n, "name", "") for n in found.bundle.facts.nodes.values() if n.id.startswith("person/")}


def test_somebody_who_cannot_be_told_on_a_list_of_people_is_no_body() -> None:
    found = reading("- Jana Marsh (chair)\n- Erik Dunn\n- Rasmus Reed, Quill Trust\n- Ottilie (TideLab)")
    assert took_part(found) == {
        "person/jana-marsh",
        "person/erik-dunn",
        "person/rasmus-reed",
        "organisation/quill-trust",
    }
    assert not [
        i for i in found.bundle.facts.nodes if i.startswith("organisation/") and i != "organisation/quill-trust"
    ]


BODIES = {
    "organisation/city-of-elmville-mi",
    "organisation/quill-council",
    "organisation/quillix",
    "organisation/larch-lane",
    "organisation/oakedu",
}


@pytest.mark.parametrize("head", ["First and Last Name | Organization", "Name and surname | Institution"])
def test_a_column_headed_as_one_of_bodies_holds_bodies_whatever_they_are_called(head: str) -> None:
    rows = [
        "City of Elmville, MI",
        "Quill Council",
        "Quillix",
        "Larch Lane, LLC",
        "oakEDU",
        "N/A",
        "self",
        "Retired",
        "-",
    ]
    people = [
        "Anna Reed",
        "John Marsh",
        "Mary Dunn",
        "Paul Reed",
        "Sarah Holt",
        "Emma Wood",
        "David Lane",
        "Peter Hill",
    ]
    listed = "".join(f"| {who} | {body} |\n" for who, body in zip([*people, "Jane Mill"], rows, strict=True))
    found = reading(f"| {head} |\n|---|---|\n{listed}", "Full attendee list")
    assert {body for _, body in employers(found)} == BODIES
    came = took_part(found)
    assert {one for one in came if one.startswith("organisation/")} == BODIES
    assert "person/jane-mill" in came
    assert len(came) == 9 + len(BODIES)


def test_what_was_held_and_on_what_is_the_event_of_a_document_that_lists_who_came() -> None:
    told = "# Overview\n\nElm Trust and Fir Trust cohosted a 90-minute virtual workshop on tidal power, featuring engineers.\n\n"
    listed = "**Attendee list:**\n\n### Online\n\n- John Marsh, Larch Lane CIC\n- Mary Dunn, Quill Trust\n"
    found = extract(read("workshop.md", f"{told}{listed}".encode()))
    events = [n for n in found.bundle.facts.nodes.values() if isinstance(n, Event)]
    assert [event.name for event in events] == ["Virtual workshop on tidal power"]
    assert took_part(found) >= BOTH
    alone = extract(read("workshop.md", told.encode()))
    assert not any(isinstance(n, Event) for n in alone.bundle.facts.nodes.values())


def test_items_of_a_programme_are_no_speakers() -> None:
    listed = (
        "- 3:00 – 3:10 Welcome\n- **3:10 – 3:50 Case Studies: Participatory Tidal Planning**\n"
        "- Audience Q&A: (15 minutes)\n- 4:00 Closing remarks by Mary Dunn, Quill Trust\n"
    )
    found = reading(listed, "Agenda")
    assert {k.source for k in found.bundle.facts.links.values() if isinstance(k, SpokeAt)} == {"person/mary-dunn"}


@pytest.mark.parametrize("label", ["**Apologies:**", "Apologies for absence:", "Apologies received from:"])
def test_those_whom_a_label_excuses_did_not_come_nor_did_their_bodies(label: str) -> None:
    """A line that begins with such a label is one of the section of those present, and none who were."""
    present = "| Name | Organisation |\n|---|---|\n| John Marsh | Larch Lane CIC |\n| Mary Dunn | Quill Trust |"
    away = f"{label} Paul Reed (Reed Mills Ltd); Anna Frost (Maple Fund); Peter Kane, who was represented by Mary Dunn"
    found = reading(f"**Present:**\n\n{present}\n\n{away}", "Harbour group")
    assert took_part(found) == BOTH
    assert took_part(reading(f"{present}\n\n{away}")) == BOTH


def test_an_irish_surname_may_stand_first() -> None:
    found = reading("- Marsh, John (Larch Lane CIC)\n- Dunn, Mary (Quill Trust)\n- Ó Néill, Paul (Reed Council)")
    assert "person/paul-o-neill" in took_part(found)


def test_titles_show_people_whose_names_are_rare() -> None:
    found = reading(
        "On the day: Lord Zed Quill OBE (Quill Trust); Dame Osk Ferrow (Larch Lane CIC); Sir Ulm Trane (Fir Homes)."
    )
    assert {"person/lord-zed-quill", "person/dame-osk-ferrow", "person/sir-ulm-trane"} <= took_part(found)
    assert ("person/dame-osk-ferrow", "organisation/larch-lane") in employers(found)
    works = reading("On the day: Warm Homes (Quill Trust); Blue Line (Larch Lane CIC); Dame Street (Fir Homes).")
    assert not any(who.startswith("person/") for who in took_part(works))


def test_who_stands_in_a_bracket_behind_a_name_is_not_the_next_of_the_list() -> None:
    found = reading(
        "By boat: Mary Dunn (Larch Lane CIC); John Marsh (Trent Sailor's Mission); Paul Reed (Reed Council); Anna Frost (Fir Inn)."
    )
    assert ("person/john-marsh", "organisation/trent-sailors-mission") in employers(found)
    assert "person/trent-sailor" not in took_part(found)


def test_a_body_behind_a_comma_is_nobody_where_semicolons_part_the_people() -> None:
    found = reading("**In attendance:** Mary Dunn (minutes); John Marsh, Larch Lane (item 4 only)", "Harbour group")
    assert took_part(found) == {"person/mary-dunn", "person/john-marsh", "organisation/larch-lane"}
    assert employers(found) == {("person/john-marsh", "organisation/larch-lane")}


def test_markdown_with_html_and_tabs_is_no_table() -> None:
    john = "<li><span>John Marsh</span> Larch Lane CIC\t</li>"
    mary = "<li><span>Mary Dunn</span>\tQuill Trust\t</li>"
    found = reading(f"<ul>\n{john}\n{mary}\n</ul>")
    assert not any("<" in block.text for block in found.context.text.blocks)
    assert took_part(found) >= {"person/john-marsh", "person/mary-dunn"}


def test_initials_and_surnames_of_those_present_are_people() -> None:
    front = "# Larch Lane Hall AGM 2031: minutes\n\nThe meeting was held on 7 May 2031.\n\n"
    line = "Present: J Marsh (Chair), M Dunn, P. R. Reed, W Kerrigan-Low and Z Quill.\n\n## Items\n\nJ Marsh said that it rained."
    found = extract(read("minutes.md", (front + line).encode()))
    people = {"j-marsh", "m-dunn", "p-r-reed", "w-kerrigan-low", "z-quill"}
    assert took_part(found) == {f"person/{name}" for name in people}
    bodies = front + "Present: J Sainsbury Bank, B Lab, Quill Trust and Elm Trust.\n\n## Items\n\nIt rained."
    assert not any(who.startswith("person/") for who in took_part(extract(read("minutes.md", bodies.encode()))))


COLUMNS = """ELM COAST CONFERENCE
Ipswich, 7 May 2031

LIST OF DELEGATES

Name                Title                 Organization
North, Ada          Curator               Elm Museum
Marsh, Ben          Executive Director    Harrow Lane Studios
Dale, Carla         Planner               Fenmoor Council
"""


def test_columns_that_spaces_set_are_a_table_whose_titles_are_offices() -> None:
    found = extract(read("delegates.txt", COLUMNS.encode()))
    assert employers(found) == {
        ("person/ada-north", "organisation/elm-museum"),
        ("person/ben-marsh", "organisation/harrow-lane-studios"),
        ("person/carla-dale", "organisation/fenmoor-council"),
    }
    assert not any(type(link).__name__ == "RaisedAt" for link in found.bundle.facts.links.values())


def test_a_column_of_bodies_needs_no_head() -> None:
    rows = "| Attendees | |\n|---|---|\n| Ada North (Chair) | Elm Trust |\n| Ben Marsh | Mapzone |\n"
    rows += "| Carla Dale | Fenmoor Council |\n"
    assert employers(reading(rows, "Meeting")) == {
        ("person/ada-north", "organisation/elm-trust"),
        ("person/ben-marsh", "organisation/mapzone"),
        ("person/carla-dale", "organisation/fenmoor-council"),
    }


@pytest.mark.parametrize(
    "head",
    [
        "# List of participants\n\n**Expert workshop on common land, Galway, 7 May 2031**",
        "# Delegate list: Expert workshop on common land\n\nGalway, 7 May 2031",
        "# Expert workshop on common land attendees\n\n7 May 2031, Galway",
    ],
)
def test_a_list_of_participants_says_of_what_it_is(head: str) -> None:
    table = "| Surname | First name | Affiliation |\n|---|---|---|\n| NORTH | Ada | Elm Trust |\n"
    table += "| MARSH | Ben | Independent researcher |\n"
    found = extract(read("list.md", f"{head}\n\n{table}".encode()))
    events = [node for node in found.bundle.facts.nodes.values() if isinstance(node, Event)]
    assert [(event.name, event.date) for event in events] == [("Expert workshop on common land", "2031-05-07")]
    assert took_part(found) == {"person/ada-north", "person/ben-marsh", "organisation/elm-trust"}


def test_lines_that_begin_with_forms_of_address_are_a_person_each() -> None:
    text = (
        "MEMBERS OF THE WORKING GROUP\n\n"
        "    Mr. Abdul Karim North, Ministry of Basic and Senior Secondary Education, Sierra Leone\n"
        "    Dr. Mirjam Marsh, Elm Institute\n    Ms. Ruth Dale, World Food Programme\n"
    )
    assert employers(extract(read("group.txt", text.encode()))) == {
        ("person/abdul-karim-north", "organisation/ministry-of-basic-and-senior-secondary-education"),
        ("person/mirjam-marsh", "organisation/elm-institute"),
        ("person/ruth-dale", "organisation/world-food-programme"),
    }


COUNTRIES = """Participants at the Consultation Workshop on Fair Fishing, Dakar, 4-6 November 2031

CAMEROON
Jean-Pierre North, Ministry of Livestock, Fisheries and Animal Industries of the North
Solange Marsh, Elm Women's Co-operative

GAMBIA
Ada Hill, Department of Fisheries

SENEGAL
Ben Dale, Fir Foundation
"""


def test_countries_over_participants_part_a_list_and_are_nobodys_bodies() -> None:
    came = took_part(extract(read("participants.txt", COUNTRIES.encode())))
    assert {"person/jean-pierre-north", "person/solange-marsh", "person/ada-hill", "person/ben-dale"} <= came


def test_a_sentence_on_those_who_attended_says_where_they_are_from() -> None:
    named = "Mr Rui North (Portugal), Ms Katrin Marsh (Germany) and Ms Elif Dale (Turkey)"
    found = reading(f"The workshop was attended by the following experts: {named}.", "Attendance")
    assert {"person/rui-north", "person/katrin-marsh", "person/elif-dale"} <= took_part(found)
    assert not employers(found)


def test_apologies_among_those_present_are_none_of_them() -> None:
    came = took_part(
        reading(
            "- Ada North, Fir Trust\n- Ben Marsh, Ash Trust\n\n**Apologies** were received from Cllr. Dev Lake (Elm Trust).",
            "Present",
        )
    )
    assert "person/ada-north" in came
    assert "person/dev-lake" not in came


def test_a_place_or_an_office_in_a_bracket_is_no_part_of_a_body() -> None:
    rows = "- Ada North, Elm Cinema Trust (Italy)\n- Ben Marsh, Fir Cinema Trust (Ireland)\n- Carla Dale, Ash Trust (Chairman)\n"
    assert employers(reading(rows)) == {
        ("person/ada-north", "organisation/elm-cinema-trust"),
        ("person/ben-marsh", "organisation/fir-cinema-trust"),
        ("person/carla-dale", "organisation/ash-trust"),
    }


def test_lines_that_say_of_what_sort_those_below_are_name_nobody_and_make_a_list_no_shorter() -> None:
    listed = (
        "Local government\n\nJohn Marsh, Head of Homes, Larch Lane Council\n\n"
        "Charities\n\n{}, Nurse, Quill Trust\n\nBusinesses\n\n{}"
    )
    found = reading(listed.format("Rae Tell", "Mary Dunn, Manager, Elm Ltd"))
    came = {"person/john-marsh", "person/rae-tell", "person/mary-dunn"}
    assert took_part(found) == came | {
        "organisation/larch-lane-council",
        "organisation/quill-trust",
        "organisation/elm",
    }


def test_a_body_whose_name_has_the_word_for_a_sort_is_one() -> None:
    came = took_part(reading("- Charities\n- Quill Charities\n- Larch Lane\n- Funders\n- Elm Funders Network"))
    assert came == {"organisation/quill-charities", "organisation/larch-lane", "organisation/elm-funders-network"}
