"""Tables as a council's officer writes them up: lists of labels, who else sat there, and what goes on with an earlier gathering."""

import io

import docx
import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Continues, Owns, RaisedAt, Supports, WorksFor
from schema.nodes import Challenge, Event, Idea, Model, Organisation

DAY = "# Dale Care Conversation 2031\n\n9 October 2031, The Mill, Dale\n\n"
IDEAS = "### Ideas\n\n1. A shed.\n2. A choir.\n"
TABLE = f"{DAY}## Challenge: Lonely men\n\n**Challenge owner:** Ada North, Dale Council\n\n{{}}\n\n{IDEAS}"


def found_in(name: str, text: str) -> Extraction:
    return extract(read(name, text.encode()))


def stated(text: str, kind: type) -> set[tuple[str, str]]:
    links = found_in("table.md", text).bundle.facts.links.values()
    return {(link.source.rsplit("/", 1)[1], link.target.split("/", 1)[1]) for link in links if isinstance(link, kind)}


EARLIER = [
    ('This continues "Isolated men" from the Elmsea Ageing Workshop 2031.', "elmsea-ageing-workshop-2031", "2031"),
    ("Continues: Isolated men (Elmsea Ageing Workshop 2030).", "elmsea-ageing-workshop-2030", "2030"),
    ("It follows on from Isolated men, raised at the Elmsea Summit in May 2030.", "elmsea-summit-2030", "2030-05"),
    ('We picked up "Isolated men" from last year\'s Conversation.', "dale-care-conversation-2030", "2030"),
]


@pytest.mark.parametrize(("line", "event", "date"), EARLIER)
def test_a_challenge_goes_on_with_one_of_the_gathering_that_its_line_names(line: str, event: str, date: str) -> None:
    text = TABLE.format(f"**Supporters:** Ben Castle, Elm Trust\n\n{line}")
    assert stated(text, Continues) == {("lonely-men", f"{event}/isolated-men")}
    assert ("isolated-men", event) in stated(text, RaisedAt)
    assert stated(text, Supports) == {
        (who, "dale-care-conversation-2031/lonely-men") for who in ("ben-castle", "elm-trust")
    }
    nodes = found_in("table.md", text).bundle.facts.nodes
    assert getattr(nodes[f"event/{event}"], "date", None) == date


def test_a_line_behind_the_ideas_says_what_the_challenge_goes_on_with() -> None:
    text = TABLE.format("") + '\nFollows on from "Isolated men" (Elmsea Ageing Workshop 2030).\n'
    assert stated(text, Continues) == {("lonely-men", "elmsea-ageing-workshop-2030/isolated-men")}


@pytest.mark.parametrize(
    "line",
    [
        'This continues "Isolated men".',
        "The council continues Meals on Wheels, a scheme.",
        "It builds on the Elmsea Summit 2030.",
    ],
)
def test_without_the_gathering_no_year_is_made_up(line: str) -> None:
    text = TABLE.format(line)
    assert not stated(text, Continues)
    assert [n for n in found_in("table.md", text).bundle.facts.nodes if n.startswith("event/")] == [
        "event/dale-care-conversation-2031"
    ]


ROLES = ["Facilitator", "Note-taker", "Scribe", "Observer", "Apologies", "Table guest", "Rapporteur"]


@pytest.mark.parametrize("mark", ["- ", "**"])
@pytest.mark.parametrize("role", ROLES)
def test_who_else_sat_at_a_table_supports_nothing_where_supporters_are_told(role: str, mark: str) -> None:
    close = "**" if mark == "**" else ""
    lines = [
        ("Owner", "Ada North (Dale Council)"),
        ("Supported by", "Ben Castle (Elm Trust)"),
        (role, "Jo Day (Fir Homes)"),
    ]
    listed = "\n\n".join(f"{mark}{label}:{close} {who}" for label, who in lines)
    text = f"{DAY}## Table 1 – Lonely men\n\n{listed}\n\n{IDEAS}"
    assert {who for who, _ in stated(text, Supports)} == {"ben-castle", "elm-trust"}
    assert {who for who, _ in stated(text, Owns)} == {"ada-north", "dale-council"}
    assert ("jo-day", "fir-homes") in stated(text, WorksFor)


@pytest.mark.parametrize(
    "line",
    [
        "Supported by: TBC",
        "Supported by: N/A",
        "Next meeting: 3 December 2031 at Elm Trust",
        "Not supported by: Elm Trust",
    ],
)
def test_a_line_that_names_nobody_supports_nothing(line: str) -> None:
    text = f"{DAY}## Table 1 – Lonely men\n\n- Owner: Ada North (Dale Council)\n- Supported by: Ben Castle\n- {line}\n"
    assert {who for who, _ in stated(text, Supports)} == {"ben-castle"}
    nodes = found_in("table.md", text).bundle.facts.nodes.values()
    assert {n.name for n in nodes if isinstance(n, Organisation)} <= {"Dale Council", "Elm Trust"}
    assert len([n for n in nodes if isinstance(n, Event)]) == 1


LABELS = """{0}Owner: Ada North (Dale Council)
{0}Supported by: Ben Castle (Elm Trust)
{0}The problem: Two in five old men speak to nobody.
{0}Ideas:
  {0}A shed in the upper valley
  {0}Walking football, as in Rochdale
{0}Offers: Fir Homes will lend a van.
{0}This table met twice.
"""
IDEA_TEXTS = {"A shed in the upper valley", "Walking football, as in Rochdale"}


def check_table(found: Extraction) -> None:
    nodes = found.bundle.facts.nodes.values()
    assert {n.text for n in nodes if isinstance(n, Idea)} == IDEA_TEXTS
    assert [n.summary for n in nodes if isinstance(n, Challenge)] == ["Two in five old men speak to nobody."]
    links = [link for link in found.bundle.facts.links.values() if isinstance(link, Supports)]
    assert {link.source.split("/", 1)[1] for link in links} == {"ben-castle", "elm-trust"}
    assert not [n for n in nodes if isinstance(n, Model)]


@pytest.mark.parametrize("mark", ["- ", "* "])
@pytest.mark.parametrize("heading", ["## Table 1 – Lonely men", "## Challenge: Lonely men"])
def test_ideas_below_an_item_that_says_ideas_are_those_of_the_table(heading: str, mark: str) -> None:
    check_table(found_in("table.md", f"{DAY}{heading}\n\n{LABELS.format(mark)}"))


def test_ideas_in_the_second_bullets_of_word_are_those_of_the_table() -> None:
    document = docx.Document()
    document.add_heading("Dale Care Conversation 2031", 0)
    document.add_paragraph("9 October 2031, The Mill, Dale")
    document.add_heading("Table 1 – Lonely men", 1)
    for line in LABELS.format("").splitlines():
        document.add_paragraph(line.strip(), style="List Bullet 2" if line.startswith("  ") else "List Bullet")
    stream = io.BytesIO()
    document.save(stream)
    check_table(extract(read("table.docx", stream.getvalue())))


@pytest.mark.parametrize("label", ["Offers", "Pledges", "**Offers:**"])
def test_what_a_table_leaves_behind_its_ideas_is_none_of_them(label: str) -> None:
    lines = LABELS.format("- ").splitlines()[:3]
    left = f"- {label.rstrip(':')}{'' if '*' in label else ':'} Fir Homes will lend a van."
    text = "\n".join([*lines, "", "### Ideas", "", *(f"- {idea}" for idea in sorted(IDEA_TEXTS)), left])
    check_table(found_in("table.md", f"{DAY}## Table 1 – Lonely men\n\n{text}\n"))
