"""Models that the account of a table tells of in passing: what people saw, heard of or liked, by its place or what it is."""

import pytest
from stated import names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Cites, Involves, LocatedIn
from schema.nodes import Model

ELSEWHERE = "### Seen elsewhere\n\n"


def reading(told: str = "", idea: str = "Open the hall.", elsewhere: str = "") -> Extraction:
    text = (
        "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
        "## Challenge 1: Warm rooms (older people)\n\n**Owner:** Ada Birch, Head of Housing, Lancaster City Council\n\n"
        f"### Summary\n\nRooms are cold.\n\n{told}\n\n### Ideas\n\n1. {idea}\n2. Lend heaters by the week.\n\n"
        + (f"{ELSEWHERE}{elsewhere}\n" if elsewhere else "")
    )
    return extract(read("notes.md", text.encode()))


def models(found: Extraction) -> dict[str, set[str]]:
    """Return the models of a document by name, each with its places."""
    facts = found.bundle.facts
    placed = [link for link in facts.links.values() if isinstance(link, LocatedIn)]
    return {
        node.name: {facts.nodes[link.target].name for link in placed if link.source == node.id}  # type: ignore[attr-defined]
        for node in facts.nodes.values()
        if isinstance(node, Model)
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (
            "What had impressed most people was Otterhouse in Kendal, whose members cook together, and the Larch Pact in Norfolk.",
            {"Otterhouse": {"Kendal"}, "Larch Pact": {"Norfolk"}},
        ),
        (
            "The example that came up most often was Otter Wharf in Hull. Others were larchspace in Norway and Moss Row in York.",
            {"Otter Wharf": {"Hull"}, "larchspace": {"Norway"}, "Moss Row": {"York"}},
        ),
        (
            "Examples people gave were Bread for Two, which Oakwell runs, Harrow's Later Chance scheme, and the Larch compact.",
            {"Bread for Two": set(), "Later Chance scheme": {"Harrow"}, "Larch compact": set()},
        ),
        (
            "Nadia told the group about Moss Larder, a shop in Wigan, and Larch Kitchen in Bolton.",
            {"Moss Larder": {"Wigan"}, "Larch Kitchen": {"Bolton"}},
        ),
        (
            "Two members had been to Otterdale in Coventry, and one had stayed at Moss House in Derby.",
            {"Otterdale": {"Coventry"}, "Moss House": {"Derby"}},
        ),
        ("There was talk of Later Dawn in Denmark.", {"Later Dawn": {"Denmark"}}),
        (
            "The table drew on the Otter Rooms in Ripon, which have six beds; on Moss Carers; and on the lunch clubs of Dundee.",
            {"Otter Rooms": {"Ripon"}, "Moss Carers": set(), "lunch clubs of Dundee": {"Dundee"}},
        ),
        (
            "She had visited the repair sheds in Stirling and the nurses' rota at Oban.",
            {"repair sheds in Stirling": {"Stirling"}, "nurses' rota at Oban": {"Oban"}},
        ),
        ("The nearest thing we know is Otter Wharf in Hull.", {"Otter Wharf": {"Hull"}}),
        ("What they had in mind was Otter Wharf in Hull.", {"Otter Wharf": {"Hull"}}),
        ("People spoke well of Otter Wharf in Hull.", {"Otter Wharf": {"Hull"}}),
        ("Otter Wharf (Hull) and Moss Row (York) were mentioned.", {"Otter Wharf": {"Hull"}, "Moss Row": {"York"}}),
        ("Much was made of ABC Children's Villages in Norway.", {"ABC Children's Villages": {"Norway"}}),
        ("They liked Sing for Supper, a choir in Galway that feeds people.", {"Sing for Supper": {"Galway"}}),
    ],
)
def test_what_a_table_saw_or_heard_of_is_a_model(told: str, expected: dict[str, set[str]]) -> None:
    assert models(reading(told)) == expected


@pytest.mark.parametrize(
    "told",
    [
        "The table discussed Universal Credit and the Care Act.",
        "They discussed Leeds and then broke for lunch.",
        "Maria told the table about Helen Marsh, a nurse in Hull.",
        "Ada told them about Mersea Tolliver, a nurse in Hull.",
        "Two of them had worked at Leeds City Council.",
        "There was talk of Easter and of Wales.",
        "The model was tested with ten families in Leeds.",
        "What worried the table was the cost of rooms in Leeds.",
        "She discussed the homes in Hull that stand empty.",
        "They had been to see the minister in London.",
        "Others were Ada North and Ben South.",
        "Ben had worked at Elm Carers.",
        "Families went to the food bank in Ashton and the advice centre in Hyde.",
        "Elm Carers and Larch Homes have been invited.",
        "BORROW AGAINST HABITS, NOT HOPES. Money comes late.",
        "They looked at approaches in Hull.",
        "Two approaches were discussed.",
        "The Better Care Fund was raised at every table, and the room discussed the Better Care Fund.",
        "The room discussed Adult Social Care in Hull, and the Fire Service in Hull came up.",
        "She had come across Mersea Tolliver in Hull, and visited Helen Tolliver in Leeds.",
        "Children had been to Roundhay Park in Leeds.",
        "Otter Wharf in Hull is closing.",
    ],
)
def test_what_a_table_speaks_of_otherwise_is_none(told: str) -> None:
    assert models(reading(told)) == {}


@pytest.mark.parametrize(
    ("idea", "expected"),
    [
        ("Let neighbours hold the keys, as they do at Moss Lane Co-operative.", {"Moss Lane Co-operative": set()}),
        ("Lend tools by the week, as is done by Otterlend in Frome.", {"Otterlend": {"Frome"}}),
        ("Pay for the first year, as Moss Homes has done in Leicester.", {"Moss Homes": {"Leicester"}}),
        ("Pool the rents, which is how Larch Row in Hexham has kept its roof.", {"Larch Row": {"Hexham"}}),
        ("Open it for nine days, which the parish may borrow on Mondays.", {}),
        ("Ask Bread and Repair in Powys to fit rails.", {}),
        ("Ask neighbours for Elm Trust's word, as they do not have one in Leeds.", {}),
        ("Elm Carers and Larch Homes have been invited.", {}),
        ("Let tenants start what Otter Wharf started in Hull.", {"Otter Wharf": {"Hull"}}),
        ("Let tenants run it in the way Otter Wharf does in Hull.", {"Otter Wharf": {"Hull"}}),
        ("Moss Lane Co-operative has nineteen members and an empty depot.", {}),
    ],
)
def test_an_idea_cites_whoever_does_it(idea: str, expected: dict[str, set[str]]) -> None:
    found = reading(idea=idea)
    assert models(found) == expected
    cites = [link.source for link in found.bundle.facts.links.values() if isinstance(link, Cites)]
    assert all(source.endswith("/1") for source in cites)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Otterzorg, nursing by neighbours", {"Otterzorg": set()}),
        ("- Otterzorg small loans", {"Otterzorg": set()}),
        ("- Otterzorg, the Netherlands, which three had seen", {"Otterzorg": {"Netherlands"}}),
        ("- Women's Sheds Kerry", {"Women's Sheds Kerry": set()}),
        ("- the bread vans in Lille", {"bread vans in Lille": {"Lille"}}),
        ("- Hull City Council, which was first to pay for it", {"Hull City Council": set()}),
        ("- Hull City Council", {}),
        ("- Norway's Harbour Pledge, for how it began", {"Harbour Pledge": {"Norway"}}),
        ("- Mossfield's young cooks", {"Mossfield's young cooks": set()}),
        (
            "Denmark's lodging partnership, and the flats that Oakwell bought in Preston.",
            {"Denmark's lodging partnership": {"Denmark"}, "flats that Oakwell bought in Preston": {"Preston"}},
        ),
        ("- Safeguarding young people", {}),
        ("- Children's homes", {}),
    ],
)
def test_lines_of_a_list_say_what_an_example_is(line: str, expected: dict[str, set[str]]) -> None:
    assert models(reading(elsewhere=line)) == expected


def test_who_runs_an_example_is_behind_it() -> None:
    told = "The table admired the Otter Links project run by Quill Homes Trust in York, and Bread for Two, which Oakwell founded."
    found = reading(told)
    assert models(found) == {"Otter Links project": {"York"}, "Bread for Two": set()}
    behind = {link.target for link in found.bundle.facts.links.values() if isinstance(link, Involves)}
    assert {"organisation/quill-homes-trust", "organisation/oakwell"} <= behind
    by_person = reading("The table admired the Otter Links project run by Helen Marsh.")
    assert names_of(by_person, Model) == {"Otter Links project"}
    assert not any(isinstance(link, Involves) for link in by_person.bundle.facts.links.values())
