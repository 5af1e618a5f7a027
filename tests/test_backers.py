"""Who stands behind a challenge by lists of bodies, the examples of a labelled line, and days that only their reports name."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Cites, Organised, Owns, ReportsOn, Supports, WorksFor
from schema.nodes import Challenge, Event, Idea, Model, Organisation, Person

DAY = "# Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
HOMES = "## Challenge 1: Homes for young people\n\n"
IDEAS = "\n\nIdeas:\n\n1. Turn empty offices into homes.\n2. Pool the deposits of tenants.\n"


def reading(text: str) -> Extraction:
    return extract(read("notes.md", (text + "\n").encode()))


def linked(found: Extraction, kind: type) -> set[str]:
    """Return the names of those from whom links of a kind lead."""
    nodes = [found.bundle.facts.nodes[k.source] for k in found.bundle.facts.links.values() if isinstance(k, kind)]
    return {node.name for node in nodes if isinstance(node, Person | Organisation)}


def test_a_body_stands_before_the_person_who_came_for_it() -> None:
    found = reading(f"{DAY}{HOMES}Brought by: Dale Council (Ada North, Head of Care){IDEAS}")
    assert linked(found, Owns) == {"Dale Council", "Ada North"}
    assert [k.role for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)] == ["Head of Care"]


@pytest.mark.parametrize("mark", [" – ", ": "])
def test_so_it_does_before_a_dash_or_colon(mark: str) -> None:
    found = reading(f"{DAY}{HOMES}Owner: Dale Council{mark}Ada North, Head of Reducing Reoffending{IDEAS}")
    assert linked(found, WorksFor) == {"Ada North"}
    assert linked(found, Owns) == {"Ada North", "Dale Council"}


@pytest.mark.parametrize(
    ("line", "bodies"),
    [
        ("Barley Trust, Quay Credit Union, Elm Street Housing Co-operative", 3),
        ("Quay Mind, Everyday Mental Health, Barley Trust", 3),
        ("Catch99; Off the Map; The Care Ring", 3),
        ("Rest at Ease and Elm Acre", 2),
    ],
)
def test_a_team_of_bodies_beside_an_owner_helps(line: str, bodies: int) -> None:
    found = reading(f"{DAY}{HOMES}Owner: Ada North, Head of Care, Dale Council\n\nTeam: {line}{IDEAS}")
    assert len(linked(found, Supports)) == bodies
    assert linked(found, Owns) == {"Ada North", "Dale Council"}


def test_a_name_with_a_body_behind_it_is_somebody() -> None:
    found = reading(f"{DAY}{HOMES}Owner: Ada North, Dale Council\n\nSupporters: Paley Sorrel, Barley Trust{IDEAS}")
    assert linked(found, Supports) == {"Paley Sorrel", "Barley Trust"}
    assert "Paley Sorrel" in linked(found, WorksFor)


def test_one_word_between_somebody_and_a_body_is_an_office_whatever_it_says() -> None:
    found = reading(f"{DAY}{HOMES}Owner: Paley Sorrel, Bosun, Barley Trust{IDEAS}")
    assert linked(found, Owns) == {"Paley Sorrel", "Barley Trust"}
    assert [k.role for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)] == ["Bosun"]


@pytest.mark.parametrize(
    ("line", "models"),
    [
        ("Inspired by: Key Project in Stoke-on-Trent; the Lochside tenancy scheme in Fife", 2),
        ("Seen elsewhere: Drive On, as run in Essex; Slow Doors in North Yorkshire", 2),
        ("Learning from: Inns are Hubs; Ring & Check in Jersey; Ripening", 3),
        ("Examples: Elm Kitchen in Hull", 1),
    ],
)
def test_a_labelled_line_lists_examples(line: str, models: int) -> None:
    found = reading(f"{DAY}{HOMES}Owner: Ada North, Dale Council\n\n{line}{IDEAS}")
    cited = [k for k in found.bundle.facts.links.values() if isinstance(k, Cites)]
    assert len(cited) == models
    assert all(isinstance(found.bundle.facts.nodes[k.target], Model) for k in cited)


def events(found: Extraction) -> list[str]:
    nodes = (found.bundle.facts.nodes[k.target] for k in found.bundle.facts.links.values() if isinstance(k, ReportsOn))
    return [node.name for node in nodes if isinstance(node, Event)]


def test_an_edition_that_somebody_ran_is_the_event() -> None:
    told = "We ran the third Quay Aloud day, with Fir Homes and the Elm Trust. Ninety people signed in on 14 May 2031."
    found = reading(f"# One year on from Leeds\n\n{told}\n\n{HOMES}Owner: Ada North, Dale Council{IDEAS}")
    assert events(found) == ["Quay Aloud"]


def test_a_title_over_challenges_and_a_day_is_the_event() -> None:
    told = "Notes of 14 May 2031\n\n"
    second = HOMES.replace("1", "2").replace("Homes", "Buses")
    challenges = f"{HOMES}Owner: Ada North, Dale Council{IDEAS}\n\n{second}Owner: Bo Lee, Elm Trust{IDEAS}"
    found = reading(f"# Quay Aloud: what we did\n\n{told}{challenges}")
    assert events(found) == ["Quay Aloud"]
    assert sum(isinstance(node, Challenge) for node in found.bundle.facts.nodes.values()) == 2


def test_those_who_had_it_held_organised_it() -> None:
    found = reading(f"{DAY}Seventy people met there at the invitation of Fir Homes CIC and the Elm Trust.\n")
    assert linked(found, Organised) == {"Fir Homes CIC", "Elm Trust"}


@pytest.mark.parametrize("label", ["**Led by** Ada North", "Owner – Ada North", "**Led by:** Ada North"])
def test_a_label_in_bold_or_before_a_dash_needs_no_colon(label: str) -> None:
    found = reading(f"{DAY}{HOMES}{label}, Head of Care, Dale Council{IDEAS}")
    assert linked(found, Owns) == {"Ada North", "Dale Council"}


def test_labels_in_bold_part_a_paragraph() -> None:
    lines = "**Led by** Ada North, Head of Care, Dale Council\n**With** Bo Lee, Director, Elm Trust"
    found = reading(f"{DAY}{HOMES}{lines}{IDEAS}")
    assert linked(found, Owns) == {"Ada North", "Dale Council"}
    assert linked(found, Supports) == {"Bo Lee", "Elm Trust"}


def test_below_the_name_of_an_area_stands_what_was_worked_on() -> None:
    page = f"{DAY}## Challenge one – Homelessness\n\n### Nobody sleeps on the quay\n\nOwner: Ada North, Dale Council{IDEAS}"
    assert titles_of(reading(page), Challenge) == {"Nobody sleeps on the quay"}


def test_a_table_names_bodies_beside_their_people_and_sponsors() -> None:
    head = "| Challenge | Brought by | Organisation | Sponsor |\n|---|---|---|---|\n"
    row = "| Farmers with nobody to follow them | Ada North | Dale Council | Elm Trust; Off the Map |\n"
    found = reading(f"{DAY}{head}{row}{row.replace('Farmers', 'Bakers').replace('Ada', 'Bo')}")
    assert linked(found, Owns) == {"Ada North", "Bo North", "Dale Council"}
    assert linked(found, Supports) == {"Elm Trust", "Off the Map"}


def test_lettered_lines_are_items_each() -> None:
    listed = "\n\nIdeas:\n\na. A spare house for a year\nb. Locks changed within four hours\nc. A named officer\n"
    found = reading(f"{DAY}{HOMES}Owner: Ada North, Dale Council{listed}")
    assert {k.id.rsplit("/", 1)[-1] for k in found.bundle.facts.nodes.values() if isinstance(k, Idea)} == {
        "a",
        "b",
        "c",
    }


def test_sentences_tell_of_bodies_that_brought_a_challenge_and_helped() -> None:
    told = "Dale Council brought this one. The Elm Carers Centre and Fir Housing Trust helped with it."
    found = reading(f"{DAY}{HOMES}{told}{IDEAS}")
    assert linked(found, Owns) == {"Dale Council"}
    assert linked(found, Supports) == {"Elm Carers Centre", "Fir Housing Trust"}


def test_people_with_bodies_in_brackets_stand_beside_bodies() -> None:
    label = "Owner: Ada North, Dale Council\n\nSupporters: Bo Lee (Elm Trust), Cy Dale (Care and Learning Ring) and Quay Lending"
    found = reading(f"{DAY}{HOMES}{label}{IDEAS}")
    assert linked(found, Supports) == {"Bo Lee", "Elm Trust", "Cy Dale", "Care and Learning Ring", "Quay Lending"}


def test_a_label_that_ends_in_by_leads_to_a_name() -> None:
    lines = (
        "*Brought to the table by* Ada North, Head of Care, Dale Council\n*Joined at the table by* Fir Housing Trust"
    )
    found = reading(f"{DAY}{HOMES}{lines}{IDEAS}")
    assert linked(found, Owns) == {"Ada North", "Dale Council"}
    assert linked(found, Supports) == {"Fir Housing Trust"}


def test_a_question_labelled_below_an_area_is_the_challenge() -> None:
    parts = "".join(
        f"## Theme {letter} – {area}\n\n**Question:** {asked}\n\n**Holder:** Ada North, Dale Council{IDEAS}\n\n"
        for letter, area, asked in (
            ("A", "Homelessness", "Who sleeps on the quay?"),
            ("B", "Mental health", "Who rings back?"),
        )
    )
    assert titles_of(reading(f"{DAY}{parts}"), Challenge) == {"Who sleeps on the quay?", "Who rings back?"}


def test_those_said_to_be_hosts_organised_it() -> None:
    found = reading(
        f"{DAY}Dale Council and the Elm Trust were joint hosts. It was supported financially by Quay Bank.\n"
    )
    assert linked(found, Organised) == {"Dale Council", "Elm Trust"}


def test_the_last_of_a_list_may_be_two_bodies() -> None:
    came = "Dale Council, Elm Trust, Quay University, Faithworks Leeds and Dorset Police."
    found = reading(f"{DAY}## Who came\n\n{came}\n")
    assert "Dorset Police" in linked(found, Attended)


@pytest.mark.parametrize("name", ["Westfold Men's Sheds", "St Alba's Ambulance", "Quay People’s Kitchen"])
def test_a_name_that_owns_something_is_nobodys(name: str) -> None:
    found = reading(f"{DAY}{HOMES}### Owners\n\n- Ada North, Dale Council\n\n### Supporters\n\n- {name}{IDEAS}")
    assert linked(found, Supports) == {name}
    assert names_of(found, Person) == {"Ada North"}


def test_lines_of_a_cell_are_bodies_of_their_own() -> None:
    found = reading(
        f"{DAY}| Challenge | Owner | Supporters |\n|---|---|---|\n"
        "| Homes for young people | Ada North, Dale Council | Alder Men's Sheds<br>St Alba's Church |\n"
    )
    assert linked(found, Supports) == {"Alder Men's Sheds", "St Alba's Church"}
    assert names_of(found, Organisation) == {"Dale Council", "Alder Men's Sheds", "St Alba's Church"}
