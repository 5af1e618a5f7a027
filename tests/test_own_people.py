"""People of the body whose own document it is: officers in its minutes, trustees and staff on its page; and near misses."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, WorksFor

MINUTES = """# Elm Vale Parish Council

Minutes of the meeting of Elm Vale Parish Council held on 6 May 2031 in the Maltings Hall

**Present:** {}

1. The minutes of the last meeting were agreed.

2. The clerk reported on the play area.
"""


def minutes(present: str) -> Extraction:
    return extract(read("minutes.md", MINUTES.format(present).encode()))


def came(found: Extraction) -> set[str]:
    return {link.source for link in found.bundle.facts.links.values() if isinstance(link, Attended)}


@pytest.mark.parametrize(
    "present",
    [
        "Cllr. A. North (Chair), Cllr. B. Marsh - Vice Chair, Cllr. C. Dale and Mrs D. Hill (Clerk)",
        "Cllrs A North (Chair), B Marsh (Vice Chair), C Dale; Clerk D Hill; six members of the public",
    ],
)
def test_officers_whom_minutes_list_by_initials_are_the_bodys(present: str) -> None:
    found = minutes(present)
    dots = "." if ". " in present else ""
    assert {line for line in employers(found) if "Hill" in line or "North" in line} == {
        f"A{dots} North -> Elm Vale Parish Council | Chair",
        f"D{dots} Hill -> Elm Vale Parish Council | Clerk",
    }
    assert {"person/a-north", "person/b-marsh", "person/c-dale", "person/d-hill"} <= came(found)


def test_initials_are_whoever_is_named_in_full_elsewhere() -> None:
    found = extract(
        read(
            "minutes.md",
            (
                MINUTES.format("Cllr. A. North (Chair), Cllr. B. Marsh, Cllr. C. Dale")
                + "\n3. Alison North stood down.\n"
            ).encode(),
        )
    )
    assert "person/alison-north" in came(found)
    assert "person/a-north" not in came(found)


def test_a_chair_whose_own_body_is_printed_is_not_of_the_body_that_met() -> None:
    assert employers(minutes("Ada North (Chair, Quill Trust), Ben Marsh (Elm Trust), Carla Dale (Fir Trust)")) == {
        "Ada North -> Quill Trust | Chair",
        "Ben Marsh -> Elm Trust",
        "Carla Dale -> Fir Trust",
    }


PAGE = """<html><head><title>{title}</title></head><body><h1>Our trustees</h1>
<p>{about}</p>
<h3>Ada North</h3><p>Chair</p><p>Ada joined in 2015 and is a governor of Dale College.</p>
<h3>Ben Marsh</h3><p>Treasurer</p><p>Ben is an accountant.</p>
<h3>Carla Hill</h3><p>Trustee</p><p>Carla cared for her mother.</p>
<h2>Past trustees</h2><ul><li>Dev Patel</li></ul></body></html>"""


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("Our trustees - Quill Carers Centre", "The Quill Carers Centre was set up in 1996."),
        ("Our trustees", "The Quill Carers Centre is governed by a board that meets six times a year."),
    ],
)
def test_trustees_on_a_bodys_page_are_its_own(title: str, about: str) -> None:
    said = employers(extract(read("page.html", PAGE.format(title=title, about=about).encode())))
    assert {line for line in said if "Quill" in line} == {
        "Ada North -> Quill Carers Centre | Chair",
        "Ben Marsh -> Quill Carers Centre | Treasurer",
        "Carla Hill -> Quill Carers Centre | Trustee",
    }


def test_trustees_of_a_page_that_names_no_body_are_nobodys() -> None:
    said = employers(
        extract(read("page.html", PAGE.format(title="Our trustees", about="They meet in Elmford.").encode()))
    )
    assert not any("Marsh" in line for line in said)


def test_a_table_of_a_bodys_officers_has_the_office_of_each_beside_the_name() -> None:
    page = (
        "# Friends of Elm Park\n\n## Committee members 2031-32\n\n| | |\n|---|---|\n| Chair | Ada North |\n"
        "| Secretary | Ben Marsh |\n| Events | Carla Dale and Dev Patel |\n\nThe Friends of Elm Park was set up in 1996.\n"
    )
    assert employers(extract(read("page.md", page.encode()))) == {
        "Ada North -> Friends of Elm Park | Chair",
        "Ben Marsh -> Friends of Elm Park | Secretary",
        "Carla Dale -> Friends of Elm Park",
        "Dev Patel -> Friends of Elm Park",
    }


def test_minutes_of_an_annual_meeting_of_a_body_have_its_officers() -> None:
    page = (
        "# Minutes of the 28th Annual General Meeting of the Quill Gardens Trust\n\nHeld at Knox Hall, 25 May 2031\n\n"
        "**Present:** 34 members. Chaired by Ada North (Chairperson).\n\n**Apologies:** Hon. Ben Marsh MP, "
        "Cr Dev Sime (Fenmoor Council)\n"
        "\n- Treasurer: Carla Dale\n- Auditor: Elm LLP\n"
    )
    said = employers(extract(read("agm.md", page.encode())))
    assert {
        "Ada North -> Quill Gardens Trust | Chairperson",
        "Carla Dale -> Quill Gardens Trust | Treasurer",
        "Dev Sime -> Fenmoor Council",
    } <= said
    assert not any("Ben Marsh" in line for line in said)


STAFF_PAGE = (
    "<html><head><title>Meet the team | Quill Arts</title></head><body><h1>Meet the team</h1>"
    "<p>Quill Arts is a charity that puts on shows.</p><h3>Staff</h3>"
    "<p><strong>Morwenna Trask</strong><br>Artistic Director</p><p><strong>Jago Pender</strong><br>Producer</p>"
    "<p><strong>Lowen Rickard</strong><br>General Manager</p><h3>Patrons</h3><p>Dame Helena Carrow</p></body></html>"
)


def test_names_that_nobody_knows_are_people_below_a_heading_of_staff() -> None:
    said = employers(extract(read("team.html", STAFF_PAGE.encode())))
    assert said == {
        "Morwenna Trask -> Quill Arts | Artistic Director",
        "Jago Pender -> Quill Arts | Producer",
        "Lowen Rickard -> Quill Arts | General Manager",
    }


NOTES = """**Elm Neighbourhood Plan Steering Group**

Notes of meeting, Tuesday 5 July 2031, Elm Scout Hut

Present: Ada North (Chair), Ben Marsh (Parish Clerk), Cllr Carla Dale, Dev Patel, Erin Walsh from Quill Trust

1. Erin Walsh went through the report.
"""


def test_notes_of_a_meeting_are_a_groups_and_who_is_listed_last_is_alone_from_a_body() -> None:
    found = extract(read("notes.md", NOTES.encode()))
    assert [line for line in employers(found) if "Quill" in line] == ["Erin Walsh -> Quill Trust"]
    assert any(
        node.id.startswith("event/elm-neighbourhood-plan-steering-group") for node in found.bundle.facts.nodes.values()
    )


def test_the_office_may_stand_before_the_name_in_a_list_of_trustees() -> None:
    items = "<li><b>Vice Chair</b> – Dr Simon Peel, GP</li><li><b>Treasurer</b> – Anil Mehta FCA</li><li>Margaret Upson</li>"
    head = "<html><head><title>Trustees - Quill Hospice</title></head><body><h1>Trustees</h1>"
    page = head + "<ul>{}</ul><p>Quill Hospice cares.</p></body></html>"
    assert employers(extract(read("page.html", page.format(items).encode()))) == {
        "Simon Peel -> Quill Hospice | Vice Chair",
        "Anil Mehta -> Quill Hospice | Treasurer",
        "Margaret Upson -> Quill Hospice",
    }


@pytest.mark.parametrize(
    "head",
    [
        "# Newsletter of the Fenwick Residents Association\n\nSpring 2031\n\n",
        "# Mill Lane News\n\nNewsletter of the Fenwick Residents Association, Spring 2031\n\n",
    ],
)
def test_officers_in_a_newsletter_are_of_the_body_whose_it_is(head: str) -> None:
    told = "Our secretary Ivan Munn keeps the notes.\n\nAnn Bell has agreed to take on the Treasurer's role.\n\nAnn Bell sings.\n"
    links = extract(read("news.md", (head + told).encode())).bundle.facts.links.values()
    found = {(link.source, link.target) for link in links if isinstance(link, WorksFor)}
    assert found == {
        (f"person/{who}", "organisation/fenwick-residents-association") for who in ("ivan-munn", "ann-bell")
    }


def test_a_page_of_trustees_begins_with_the_body_whose_they_are() -> None:
    people = "### Ann Bell, Chair\n\nAnn sings.\n\n### Tom Ash\n\nTom is a retired teacher.\n"
    page = f"# Trustees\n\nRiverbank Youth Trust helps young people.\n\n## Our trustees\n\n{people}"
    links = extract(read("page.md", page.encode())).bundle.facts.links.values()
    found = {(link.source, link.target, link.role) for link in links if isinstance(link, WorksFor)}
    trust = "organisation/riverbank-youth-trust"
    assert found == {("person/ann-bell", trust, "Chair"), ("person/tom-ash", trust, None)}
