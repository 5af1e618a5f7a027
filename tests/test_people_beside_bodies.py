"""For whom people work by what else a list or a note prints: what several share, labels of staff, names set apart."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.names.recognise import organisations
from loaders.sources import read
from schema.nodes import Organisation, Person

HEAD = "# Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 in Ipswich.\n\n"
MINUTES = "# Tallow Community Council\n\nMinutes of the meeting of Tallow Community Council held on 7 May 2031\n\n"


def markdown(text: str, head: str = HEAD) -> Extraction:
    return extract(read("forum.md", f"{head}{text}\n".encode()))


def named(found: Extraction, kind: type[Person] | type[Organisation]) -> set[str]:
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


def test_what_stands_right_behind_several_names_is_the_body_and_not_the_part_behind_it() -> None:
    found = markdown(
        "## Participants\n\n- Priya Marlow, Elm State, Department of Statistics\n- Simon Castle, Elm State, Libraries\n"
        "- Carla Denby, Elm State, Professor\n- Imran Patel, Principal, Quillworks\n"
        "- Erin Walsh, Elm State, Department of History\n- Rosa Lund, Assistant Professor, Department of Art"
    )
    assert employers(found) >= {
        "Priya Marlow -> Elm State",
        "Simon Castle -> Elm State",
        "Carla Denby -> Elm State | Professor",
        "Erin Walsh -> Elm State",
    }


def test_staff_with_offices_whom_minutes_list_behind_a_label_are_of_the_body_that_met() -> None:
    found = markdown(
        "Present: Priya Marlow (Chair), Dan Eames, Head of Homes, Quill Housing\n\n"
        "Staff: Simon Castle (Finance Officer), Carla Denby (Youth Worker), Imran Patel",
        MINUTES,
    )
    assert employers(found) == {
        "Priya Marlow -> Tallow Community Council | Chair",
        "Dan Eames -> Quill Housing | Head of Homes",
        "Simon Castle -> Tallow Community Council | Finance Officer",
        "Carla Denby -> Tallow Community Council | Youth Worker",
    }


def test_a_name_that_is_set_apart_ends_there_and_the_note_behind_it_begins() -> None:
    found = markdown(
        "## Trustees of Tallow Arts\n\n**Priya Marlow (Chair)** Priya is a partner at Harrow Bell Solicitors.\n\n"
        "**Simon Castle** Simon was head of learning at the Elm Museum.\n\n**Erin Walsh (Treasurer)** Erin, an accountant, is "
        "Finance Director of Elm Wheels."
    )
    assert employers(found) >= {
        "Priya Marlow -> Harrow Bell Solicitors | partner",
        "Priya Marlow -> Tallow Arts | Chair",
        "Erin Walsh -> Tallow Arts | Treasurer",
        "Erin Walsh -> Elm Wheels | Finance Director",
    }
    assert named(found, Person) == {"Priya Marlow", "Simon Castle", "Erin Walsh"}


def test_contacts_of_bodies_in_a_table_work_for_them() -> None:
    found = markdown(
        "| Organisation | Contact | Amount |\n|---|---|---|\n| Tallow Café | Priya Marlow | £2,000 |\n"
        "| Elm Roots CIC | Simon Castle | £1,500 |\n"
        "| Aspire2 | Carla Denby | £900 |"
    )
    assert employers(found) == {
        "Priya Marlow -> Tallow Café",
        "Simon Castle -> Elm Roots CIC",
        "Carla Denby -> Aspire2",
    }


def test_numbered_sentences_of_minutes_are_no_more_of_those_present() -> None:
    found = extract(
        read(
            "minutes.txt",
            b"FRIENDS OF TALLOW WOODS\n\nMinutes of Committee Meeting held on 11 October 2031\n\nPresent:\nPriya Marlow (Chair)\n"
            b"Simon Castle, Woodland Trust\n\n1. Minutes of the last meeting were approved.\n\n"
            b"2. Bat walk. Led by Erin Walsh of the West Elmshire Bat Group on 28th October.\n",
        )
    )
    assert not [name for name in named(found, Organisation) if "Walsh" in name]


@pytest.mark.parametrize("tie", ["representing", "on behalf of", "from"])
def test_those_who_came_for_a_body_are_of_it(tie: str) -> None:
    found = markdown(
        f"Present: Priya Marlow {tie} Tallow Roots, Simon Castle ({tie} Elm Reminiscence Group), Erin Walsh (Chair)",
        MINUTES,
    )
    assert employers(found) >= {"Priya Marlow -> Tallow Roots", "Simon Castle -> Elm Reminiscence Group"}


def test_a_member_is_of_the_whole_and_of_no_field_at_it() -> None:
    found = markdown(
        "## Speakers\n\n- Priya Marlow, Chair of Elm Land Trust and Director of Community Buildings Federation\n"
        "- Simon Castle, Member of Creative Dublin Alliance\n- Carla Denby, Head of Housing, Fenmoor Council"
    )
    assert employers(found) >= {
        "Priya Marlow -> Community Buildings Federation | Director",
        "Simon Castle -> Creative Dublin Alliance | Member",
    }


def test_what_a_body_is_called_before_its_name_is_no_part_of_it() -> None:
    found = markdown(
        "## Fellows\n\n- Priya Marlow from the Slovenian start-up Morje\n- Simon Castle of the charity Tallow Roots"
    )
    assert employers(found) == {"Priya Marlow -> Morje", "Simon Castle -> Tallow Roots"}


def test_a_body_and_one_of_a_country_are_two() -> None:
    assert [body.printed for body in organisations("We work with Elm Council and Age UK.")] == ["Elm Council", "Age UK"]
    assert [body.printed for body in organisations("Forestry and Land Scotland came.")] == [
        "Forestry and Land Scotland"
    ]


def test_a_body_ends_where_the_sentence_goes_on() -> None:
    found = markdown("Simon Castle from Fenmoor District Council visited in May.")
    assert employers(found) == {"Simon Castle -> Fenmoor District Council"}


def test_officers_of_the_trust_whose_trustees_met_are_its_own() -> None:
    head = "# Trustees' meeting of Tallow Community Transport, 6 June 2031\n\n"
    found = markdown("**Present:** Priya Marlow (Chair), Simon Castle (Treasurer), Erin Walsh", head)
    assert employers(found) == {
        "Priya Marlow -> Tallow Community Transport | Chair",
        "Simon Castle -> Tallow Community Transport | Treasurer",
    }


def test_representatives_of_bodies_in_a_table_are_of_them() -> None:
    found = markdown(
        "## Attending organisations\n\n| Organisation | Representative |\n|---|---|\n| Tallow Bus | Simon Castle |\n"
        "| Elm Roots CIC | Erin Walsh, Carla Denby |"
    )
    assert employers(found) >= {"Simon Castle -> Tallow Bus", "Erin Walsh -> Elm Roots CIC"}


def test_what_goes_on_for_longer_than_any_office_is_none() -> None:
    rambling = " ".join(["Officer of the Wider Programme"] * 14)
    assert employers(markdown(f"Thanks to Priya Marlow, {rambling}, Fenmoor District Council")) == set()
