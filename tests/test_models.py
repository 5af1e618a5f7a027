"""Case-study models: which words hold up an example, how it is called, where it is, and that one model has one node."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.case_studies.clauses import sentences
from loaders.case_studies.example import Example
from loaders.case_studies.reader import ExampleReader
from loaders.extract import Extraction, extract
from loaders.names import recognise
from loaders.rules.models.model_names import model_key
from loaders.sources import read
from schema.nodes import Model, Organisation


def reader(text: str) -> ExampleReader:
    bodies = recognise.organisations(text)
    return ExampleReader(text, bodies, recognise.places(text, [(b.start, b.end) for b in bodies]))


def told(text: str, examples: list[Example]) -> list[tuple[str, list[str]]]:
    return [(e.name, [text[a:b] for a, b in e.places]) for e in examples]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Learn from the Otter Lane model in Truro.", [("Otter Lane model", ["Truro"])]),
        ("The table admired the Wharf Street Co-operative, which has no boss.", [("Wharf Street Co-operative", [])]),
        (
            "Rounds could grow, as shown in Elm Carers CIC's work with Kent County Council.",
            [("Elm Carers CIC's work with Kent County Council", [])],
        ),
        (
            "Examples include the Second Door houses in Hull and Quill Trust's lodging network.",
            [("Second Door houses", ["Hull"]), ("Quill Trust's lodging network", [])],
        ),
        (
            "They noted the impact of charities including Elm Ring (Bath), Oak Ring (Truro and Fife), and Ash Ring.",
            [("Elm Ring", ["Bath"]), ("Oak Ring", ["Truro", "Fife"]), ("Ash Ring", [])],
        ),
        (
            "They drew on partnerships such as the Elm Alliance; Stockport's Otter Hub; Hull's Wharf Road model.",
            [("Elm Alliance", []), ("Otter Hub", ["Stockport"]), ("Wharf Road model", ["Hull"])],
        ),
        (
            "A shop, eg Otter Pantry, Fern Kitchen and Moss Larder.",
            [("Otter Pantry", []), ("Fern Kitchen", []), ("Moss Larder", [])],
        ),
        (
            "Projects such as Otter Space in Leeds (a cinema), Hull and York were named.",
            [("Otter Space", ["Leeds", "Hull", "York"])],
        ),
        ("Participants pointed to 'Small Hours' in Wigan.", [("Small Hours", ["Wigan"])]),
        (
            "They were struck by how Stockport's Otter Round the School programme had spread.",
            [("Otter Round the School programme", ["Stockport"])],
        ),
        ("Case study: Fern Bakery, Bolton", [("Fern Bakery", ["Bolton"])]),
    ],
)
def test_cue_phrases_introduce_examples(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text, reader(text).introduced()) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Consider new routes, including Direct Award; Co-investment; Alliance contract.",
        "Set up a Community Land Trust in each ward and a Citizens' Assembly on care.",
        "The Department for Education should fund this, and Ofsted should inspect it.",
        "Develop partnerships, for example, a London hub for young people.",
        "Local authorities could help, eg GPs in foodbanks or S.106 money.",
        "They acknowledged a need for more research and the high costs of housing in cities.",
        "Draw on lived experience and build on what people know.",
        "Use powers under the Procurement Act, the Care Act and the Winter Tax Relief.",
    ],
)
def test_general_things_are_no_examples(text: str) -> None:
    assert told(text, reader(text).introduced()) == []
    assert told(text, reader(text).subjects()) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Otter Lane buy-out in Truro shows that people invest.", [("Otter Lane buy-out", ["Truro"])]),
        ("Frome's Otter Garden scheme cut visits by a fifth.", [("Otter Garden scheme", ["Frome"])]),
        ("The Otter Lane Pact was passed from hand to hand.", [("Otter Lane Pact", [])]),
        ("In Leeds, the Otter Circles have met since 1992.", [("Otter Circles", ["Leeds"])]),
        ("Harbour Bank would lend against the savings.", []),
        ("Commissioners measure activity.", []),
    ],
)
def test_a_sentence_can_be_about_an_example(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text, reader(text).subjects()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use the Otter Lane approach, in which nurses hold the budget.", [("Otter Lane approach", [])]),
        ("Bring Rotherham's Otter Street to market towns.", [("Otter Street", ["Rotherham"])]),
        ("The closest thing we have is Otterdale in Coventry.", [("Otterdale", ["Coventry"])]),
        ("Ask the Council in Derby and the NHS in Wales for a grant.", []),
        ("Work with Leeds on the Household Support Fund.", []),
    ],
)
def test_a_full_name_needs_no_introduction(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert told(text, reader(text).named()) == expected


@given(st.text(alphabet="AbC de'’(),;:.-&/“”\nLeeds including such as eg the Trust", max_size=200))
def test_any_text_can_be_read_and_names_are_exact(text: str) -> None:
    made = reader(text)
    for example in [*made.introduced(), *made.subjects(), *made.created(), *made.named(), *made.entry()]:
        assert text[example.start : example.end] == example.name
        assert all(0 <= a < b <= len(text) for a, b in example.places)


@given(st.text(max_size=300))
def test_sentences_cover_a_text_in_order(text: str) -> None:
    spans = sentences(text)
    assert spans[0][0] == 0 and spans[-1][1] == len(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Plymouth Alliance", "Plymouth's Alliance contract"),
        ("Otter Lane model", "Otter Lane / WISH model"),
        ("Resonance Fund model", "models developed by Resonance"),
        ("Elm Carers CIC", "Elm Carers"),
        ("Larch Lane Co-op", "Larch Lane Co-operative model"),
    ],
)
def test_spellings_of_one_model_have_one_key(first: str, second: str) -> None:
    assert model_key(first) == model_key(second)


def test_unlike_models_have_unlike_keys() -> None:
    assert model_key("Plymouth Alliance") != model_key("Plymouth model")
    assert model_key("Hull's Otter Lane model") != model_key("Hull's repurposing of empty homes")


REPORT = """# Heron Forum 2022: report

The Heron Forum 2022 took place on 3 May 2022 at the Tide Hall, Lancaster. It was organised by Tidal Futures CIC.

## Key lessons

### Patience pays

The day kept returning to the Penwith Otter Ring, which works from one kitchen in Penzance.

## Challenge 1: Warm rooms for all (older people)

**Owner:** Ada Birch, Director of Housing, Lancaster City Council

### Summary

Rooms are cold. Models such as Truro's Children's Warmth Partnership exist.

### Ideas

1. Participants explored examples working elsewhere, including:
   - Kent County Council's work with Shaw Trust
   - Fern Hearth CIC (which raised a loan)
   - Heat lending in Hull
2. Learn from the Warmth Partnership model in Truro.
3. Lend heaters to those who ask for one, with Tidal Futures CIC.

### What works elsewhere

- Otter Rooms (Leeds): open every evening.
"""


def citations(extraction: Extraction) -> set[tuple[str, str]]:
    return {
        (link.source.split("/", 2)[-1], link.target)
        for link in extraction.bundle.facts.links.values()
        if link.type == "CITES"
    }


def test_who_cites_what() -> None:
    extraction = extract(read("heron.md", REPORT.encode()))
    extraction.bundle.check()
    challenge = "warm-rooms-for-all"
    partnership = "model/childrens-warmth-partnership"
    found = citations(extraction)
    assert {target for source, target in found if "patience-pays" in source} == {"model/penwith-otter-ring"}
    assert (challenge, partnership) in found and (f"{challenge}/2", partnership) in found
    assert (challenge, "model/otter-rooms") in found
    listed = {target for source, target in found if source.startswith(f"{challenge}/1/")}
    assert {"model/fern-hearth", "model/heat-lending"} <= listed and len(listed) == 3
    assert not [source for source, _ in found if source == f"{challenge}/3"]


def test_models_involve_bodies_and_stand_in_places() -> None:
    extraction = extract(read("heron.md", REPORT.encode()))
    links = {(link.source, link.type, link.target) for link in extraction.bundle.facts.links.values()}
    assert ("model/otter-rooms", "LOCATED_IN", "place/leeds") in links
    assert ("model/childrens-warmth-partnership", "LOCATED_IN", "place/truro") in links
    assert any(s.startswith("model/") and t == "INVOLVES" and o == "organisation/shaw-trust" for s, t, o in links)


def models(text: str, name: str = "cases.md") -> dict[str, str | None]:
    facts = extract(read(name, text.encode())).bundle.facts
    return {n.name: n.description for n in facts.nodes.values() if isinstance(n, Model)}


@pytest.mark.parametrize(
    "label", ["Example: ", "Case study: ", "Case study 2: ", "Spotlight on – ", "Good practice example: "]
)
def test_a_heading_that_says_so_names_a_model(label: str) -> None:
    text = f"# Homes that people share\n\n## {label}Rook Land Trust, Hull\n\n"
    text += "It was slow. The trust is a society of 40 tenants. It grew.\n"
    assert models(text) == {"Rook Land Trust, Hull": "The trust is a society of 40 tenants."}


@pytest.mark.parametrize(
    ("name", "bodies"), [("Wren Community Trust", {"Wren Community Trust"}), ("Wren Repairs, Hull", set())]
)
def test_a_body_that_a_heading_calls_an_example_is_one(name: str, bodies: set[str]) -> None:
    text = f"# Homes that people share\n\n## Example: {name}\n\nIt was set up in 2009, and it grew.\n"
    nodes = extract(read("cases.md", text.encode())).bundle.facts.nodes
    assert {node.name for node in nodes.values() if isinstance(node, Organisation)} == bodies


def test_headings_below_a_line_that_announces_examples_name_models() -> None:
    text = (
        "# Good libraries\n\nLibraries do much. Here are some fine examples:\n\n### Leeds open data\n\nThe data is open to all.\n\n"
        "### Suffolk kiosks\n\nThey run on tablets.\n\n### Next steps\n\nWrite to us.\n"
    )
    assert set(models(text)) == {"Leeds open data", "Suffolk kiosks"}
    assert not models(text.replace("Here are some fine examples:", "They do it every day."))


def test_a_quotation_may_stand_before_announced_examples_and_a_heading_join_two() -> None:
    text = (
        "# Good libraries\n\nLibraries do much. These are some examples that people sent:\n\n> What do you like?\n\n"
        "## OpenShelf\n\nIt lends books.\n\n## Wren and Larkbox\n\n[Wren](https://a.test/w) and [Larkbox](https://a.test/l) "
        "lend tools.\n\n## Marsh and Dale Kiosks\n\nThey run on tablets.\n"
    )
    assert set(models(text)) == {"OpenShelf", "Wren", "Larkbox", "Marsh and Dale Kiosks"}
    assert not models(text.replace("people sent:", "people sent."))


def test_a_place_in_brackets_belongs_to_the_name_before_it_alone() -> None:
    text = """# Dale Day 2031

Dale Day 2031 took place on 4 May 2031 in Ely.

## Challenge: Warm rooms

### Ideas

1. Learn from examples such as Wicken Healthcare and Yarrow Clinic (Alaska).
"""
    facts = extract(read("day.md", text.encode())).bundle.facts
    located = {(k[1], k[2]) for k in facts.links if k[0] == "LOCATED_IN" and k[1].startswith("model")}
    assert located == {("model/yarrow-clinic", "place/alaska")}
