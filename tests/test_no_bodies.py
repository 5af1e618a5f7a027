"""What stands where a body does, or ends as one, and is none: the event's own name, where it was, things, cells of people."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended, WorksFor
from schema.nodes import Idea, Organisation, Person

FRONT = (
    "# Wharfe Health Exchange 2031\n\n"
    "The Wharfe Health Exchange 2031 was held on 4 May 2031 at the Mercer Cathedral Centre, Ripon.\n\n"
)


def _names(name: str, source: str, kind: type[Organisation] | type[Person] | type[Idea]) -> set[str]:
    found = extract(read(name, source.encode()))
    said = (node for node in found.bundle.facts.nodes.values() if isinstance(node, kind))
    return {getattr(node, "name", None) or getattr(node, "text", "") for node in said}


@pytest.mark.parametrize(
    "words",
    [
        "Lunch was in the Mercer Cathedral Centre as well.",
        "A map of the Road Network of the dale hung on the wall.",
        "Any Parish Council time is given free.",
        "An Unnamed CIO would own it.",
        "The Question Bank was full by noon.",
        "All wrote down the Guest Network password.",
        "A talk on Zero Trust Network design closed the day.",
        "The Personal Trust questionnaire lay on each chair.",
        "Existing Parish Council rooms could be used.",
        "Unused Borough Council land could be planted.",
        "To Be Announced Ltd",
        "Your Charity Ltd",
        "Restoring Trust was the theme of the morning.",
    ],
)
def test_no_body_is_named(words: str) -> None:
    assert _names("day.md", f"{FRONT}{words}\n", Organisation) == set()


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Nearby Ripon City Council rooms could be used.", "Ripon City Council"),
        ("The Charity Bank lent the money.", "Charity Bank"),
        ("The Marlow Bank lent the money.", "Marlow Bank"),
        ("The Wharf Bank lent the money.", "Wharf Bank"),
        ("All from the Carers Network came.", "Carers Network"),
    ],
)
def test_a_body_is_told_from_the_words_before_it_and_from_things(words: str, body: str) -> None:
    assert _names("day.md", f"{FRONT}{words}\n", Organisation) == {body}


def test_a_body_right_behind_the_name_of_the_event_without_its_year_is_named() -> None:
    assert _names("day.md", f"{FRONT}After the Wharfe Health Exchange, Elm Trust sent cake.\n", Organisation) == {
        "Elm Trust"
    }


def test_a_body_with_a_theatre_of_its_own_is_named_where_it_acts() -> None:
    words = "The Mercer Theatre sent two people."
    assert _names("day.md", f"# Wharfe Exchange 2031\n\n{words}\n", Organisation) == {"Mercer Theatre"}


def test_a_body_of_two_trades_is_one() -> None:
    words = "The Royal Society of Glaziers and Tilers sent two people."
    assert _names("day.md", f"# Wharfe Exchange 2031\n\n{words}\n", Organisation) == {
        "Royal Society of Glaziers and Tilers"
    }


TABLE = """# Wharfe Exchange 2031

## Who came

| Surname | Forename | Title | Organisation |
|---|---|---|---|
| Pryce | Nesta | Dr | Alder Health Board |
| Mistry | Adil | Mr | Elm Homes Ltd |
| Parry | Mair | Cllr | Ripon Town Council |
"""


def test_columns_of_names_hold_no_body_though_a_body_is_called_so() -> None:
    assert _names("day.md", TABLE, Person) == {"Nesta Pryce", "Adil Mistry", "Mair Parry"}
    assert _names("day.md", TABLE, Organisation) == {"Alder Health Board", "Elm Homes Ltd", "Ripon Town Council"}


LIST = """<h1>Wharfe Exchange 2031</h1><p>The Wharfe Exchange 2031 was held on 4 May 2031 in Ripon.</p><h2>Participants</h2><ol>
<li>Okoro, Chidi (Elm Homes Ltd)<br>Interests: Radio Valves, Right to Repair</li>
<li>Pask, Lowdy (Ripon Town Council)<br>Interests: Waste Strategy, Fleet Duties</li>
<li>de Wit, Anneke (University of Masham)<br>Interests: Solar Roofs</li>
<li>Smythe, Tobias (Alder Credit Union)</li></ol>"""


def test_lines_below_people_tell_of_them_and_part_no_list() -> None:
    assert _names("day.html", LIST, Person) == {"Chidi Okoro", "Lowdy Pask", "Anneke de Wit", "Tobias Smythe"}
    assert _names("day.html", LIST, Organisation) == {
        "Elm Homes Ltd",
        "Ripon Town Council",
        "University of Masham",
        "Alder Credit Union",
    }


def test_who_somebody_represents_is_a_column_of_bodies() -> None:
    source = f"{FRONT}## Delegates\n\n| Delegate | Representing |\n|---|---|\n" + "".join(
        f"| {name} | {body} |\n"
        for name, body in (("Ada North", "Elm Carers"), ("Ben Low", "Alder Homes"), ("Cara Fox", "Masham Growers"))
    )
    links = extract(read("day.md", source.encode())).bundle.facts.links.values()
    assert {k.target for k in links if isinstance(k, WorksFor)} == {
        "organisation/elm-carers",
        "organisation/alder-homes",
        "organisation/masham-growers",
    }
    assert {k.source for k in links if isinstance(k, Attended)} >= {"person/ada-north", "organisation/alder-homes"}


@pytest.mark.parametrize("title", ["Recommendations", "Main recommendations"])
def test_a_plain_line_over_a_list_says_that_proposals_follow(title: str) -> None:
    front = "Wharfe Exchange on Early Years: a short report\n\nThe Wharfe Exchange was held on 4 May 2031 in Ripon.\n\n"
    source = f"{front}{title}\n\n"
    assert _names("day.txt", f"{source}- Pay trainees from the first day\n- Put a piano in every nursery\n", Idea) == {
        "Pay trainees from the first day",
        "Put a piano in every nursery",
    }


def test_the_event_s_own_name_is_no_body_s() -> None:
    told = "# Kelp Forum\n\nThe Kelp Forum was held in Oban on 8 March 2032.\n\nThe Reed Forum sent a card.\n"
    assert _names("notes.md", told, Organisation) == {"Reed Forum"}
