"""Which body an office is of: what stands before a name, behind one, and several offices of one person."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation, Person


def stated(words: str) -> set[str]:
    return employers(extract(read("notes.md", f"# Notes from the Vale\n\n{words}\n".encode())))


def names(words: str, kind: type[Organisation] | type[Person]) -> set[str]:
    nodes = extract(read("notes.md", f"# Notes from the Vale\n\n{words}\n".encode())).bundle.facts.nodes.values()
    return {node.name for node in nodes if isinstance(node, kind)}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Tarnside City Council Mayor Mark Jameson opened the day.", "Mark Jameson -> Tarnside City Council | Mayor"),
        ("They are, from the left, Elm Trust CEO Emma Thoms and others.", "Emma Thoms -> Elm Trust | CEO"),
        (
            "Kate Teasel from Tarnside Police Service, Elm Trust CEO Emma Thoms",
            "Kate Teasel -> Tarnside Police Service",
        ),
        (
            "Next up was Alison Stringfell, from the Ministry for Rivers, who spoke.",
            "Alison Stringfell -> Ministry for Rivers",
        ),
        ("The day was co-chaired by the Elm Trust's Jenny Tenner.", "Jenny Tenner -> Elm Trust"),
        (
            "We met John Nettle, first Chair of Housing of Leeds City Council.",
            "John Nettle -> Leeds City Council | first Chair of Housing",
        ),
        ("We worked with Mary Towns of the Elm Trust's care project and friends.", "Mary Towns -> Elm Trust"),
        ("- Matthew Ferry (Elm Parish Council representative)", "Matthew Ferry -> Elm Parish Council | representative"),
        ("- Nora Bellamy, Elm Trust trustee", "Nora Bellamy -> Elm Trust | trustee"),
        ("Katy Foxley FCIPD, CPO of Leeds City Council, welcomed everyone.", "Katy Foxley -> Leeds City Council | CPO"),
        ("Members: Emma Thoms; Lord Victor Adeb CBE, MA, Chair, Elm Trust", "Lord Victor Adeb -> Elm Trust | Chair"),
        (
            "New fields: Pat Connell (Elmstead University, on how bodies work together) and others.",
            "Pat Connell -> Elmstead University",
        ),
        ("## Emma Thoms, CEO Elm Trust – Plenary", "Emma Thoms -> Elm Trust | CEO"),
        ("- Olive Penn, Adviser, Elm Trust (Session Moderator)", "Olive Penn -> Elm Trust | Adviser"),
    ],
)
def test_a_body_beside_a_name(words: str, said: str) -> None:
    assert said in stated(words)


def test_each_of_several_offices_has_its_body() -> None:
    words = "(Principal of Elmstead College, Chair of the Conference of Elm Halls and Co-Chair of the Fir Partnership)"
    assert stated(f"Ada North {words} spoke.") == {
        "Ada North -> Elmstead College | Principal",
        "Ada North -> Conference of Elm Halls | Chair",
        "Ada North -> Fir Partnership | Co-Chair",
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Principal of Elmstead College, Adviser on Salt and Health at the BBC", "BBC | Adviser on Salt and Health"),
        ("Chair of Elm Parish Council and former Chief Executive of the Fir Trust", "Fir Trust"),
        ("Director, Elm Trust; Visiting Professor, Elmstead University", "Elmstead University | Visiting Professor"),
        ("Chair in Public Management, University of Elmstead", "University of Elmstead | Chair in Public Management"),
        ("Senior Fellow in river dynamics Elmstead University", "Elmstead University | Senior Fellow in river dynamics"),
        ("Head of Property and Systems: GDF Suez", "GDF Suez | Head of Property and Systems"),
        ("Lecturer, Department of Rivers, Elmstead University", "Elmstead University | Lecturer, Department of Rivers"),
    ],
)  # fmt: skip
def test_each_office_of_a_line_has_its_body(words: str, said: str) -> None:
    for line in (f"- Ada North, {words}", f"**Ada North** – {words}", f"Ada North ({words}) spoke."):
        assert f"Ada North -> {said}" in stated(line), line


def test_an_office_of_two_fields_is_one() -> None:
    assert stated("- Ada North, Director of Policy and Head of Care, Elm Trust") == {
        "Ada North -> Elm Trust | Director of Policy and Head of Care"
    }


def test_a_body_in_a_bracket_is_not_all_the_names_before_it() -> None:
    words = "Present: Sue Bucket, Jo Ogden (Chair), Bob Robins, Stephen Tayler (Elm Trust)"
    assert stated(f"Minutes of the meeting of 4 March 2031\n\n{words}") == {"Stephen Tayler -> Elm Trust"}


def test_a_table_can_hold_a_person_in_every_cell() -> None:
    rows = [
        "Members | Officials",
        "--- | ---",
        "Heather Savage (Chair) (HS) | Sam Robins (SR)",
        "Bob Barrow (BB) | Kristina Katan",
    ]
    words = "\n".join(f"| {row} |" for row in [*rows, "Alex Kafka (AK) | Kieran Dent (Elm Trust)"])
    found = {"Heather Savage", "Sam Robins", "Bob Barrow", "Kristina Katan", "Alex Kafka", "Kieran Dent"}
    assert names(words, Person) == found
    assert stated(words) == {"Kieran Dent -> Elm Trust"}


@pytest.mark.parametrize("who", ["Kaitlin Thane (Quill Lab)", "Mr Montogne Wastal Dogba"])
def test_people_who_hold_a_gathering_are_no_bodies(who: str) -> None:
    words = f"The Vale Summit was held in Leeds on 4 March 2031. The summit was organised by the Elm Trust and {who}."
    assert names(words, Organisation) <= {"Elm Trust", "Quill Lab"}


def test_a_sentence_can_give_several_offices() -> None:
    words = "Ben Castle is Professor of Data Science at Elmstead University and a fellow of the Quill Institute."
    assert stated(words) == {
        "Ben Castle -> Elmstead University | Professor of Data Science",
        "Ben Castle -> Quill Institute | fellow",
    }


def test_an_office_ends_where_a_comma_and_lead_to_the_next_person_with_an_office() -> None:
    words = "We heard from Ada North, Chief Pilot, and Ben Marsh, Senior Advisor at the Alder Trust."
    assert stated(words) == {"Ben Marsh -> Alder Trust | Senior Advisor"}


def test_several_offices_stand_below_names_and_a_part_before_a_bracket() -> None:
    cards = "".join(
        f"### {name}\n\n*{told}*\n\nIt rained. It rained all day in the hall.\n\n"
        for name, told in (
            ("Ada North", "Independent Chair, Salt Experience Network"),
            ("Bea Dale", "Managing Partner, Elm Foundation and Visiting Fellow, University of Kent"),
            ("Cleo Marsh", "Minister for Homes, Department for Education"),
        )
    )
    assert stated(f"Speakers:\n\n{cards}") == {
        "Ada North -> Salt Experience Network | Independent Chair",
        "Bea Dale -> Elm Foundation | Managing Partner",
        "Bea Dale -> University of Kent | Visiting Fellow",
        "Cleo Marsh -> Department for Education | Minister for Homes",
    }
    assert "Ada North -> Elm Trust | Chief Executive" in stated("- Ada North, Chair (Chief Executive, Elm Trust)")
    assert not stated("- Ada North, former Secretary of State for Health")


def test_lines_set_in_columns_by_spaces_are_a_table() -> None:
    lines = "Ada North-Hale   Elm History Centre\nBea Dale         Fir and Larch Archives\nCleo Marsh       Friends of Oak Homes\n"
    found = employers(
        extract(read("minutes.txt", f"Minutes of the meeting of 4 March 2031\n\nPresent\n{lines}\n1. Rain\n".encode()))
    )
    assert found == {
        "Ada North-Hale -> Elm History Centre",
        "Bea Dale -> Fir and Larch Archives",
        "Cleo Marsh -> Friends of Oak Homes",
    }


def test_somebodys_field_at_a_body_is_no_part_of_its_name() -> None:
    said = stated(
        "## Speakers\n\n- Ada North, Senior Technical Advisor, Digital Health at Elm Health Trust\n"
        "- Cora Hill, Professor of Electrical and Computer Engineering, University of Texas at Austin\n"
    )
    assert said == {
        "Ada North -> Elm Health Trust | Senior Technical Advisor, Digital Health",
        "Cora Hill -> University of Texas at Austin | Professor of Electrical and Computer Engineering",
    }


def test_a_department_whose_name_lists_its_fields_is_one_body() -> None:
    assert stated(
        "## Speakers\n\n- Ada North, Policy Officer, Department of Food, Farming and the Sea\n"
        "- Cora Hill, Professor, School of Law, Trade and Society, University of Elmford\n"
    ) == {
        "Ada North -> Department of Food, Farming and the Sea | Policy Officer",
        "Cora Hill -> University of Elmford | Professor, School of Law, Trade and Society",
    }


def test_what_somebody_is_where_people_meet_is_no_office_in_a_body() -> None:
    lines = "Moderator: Ada North, Elm Trust\n\nProfessor Emerita Cora Hill, University of Elmford\n"
    assert "Ada North -> Elm Trust" in stated(f"## Speakers\n\n{lines}")
