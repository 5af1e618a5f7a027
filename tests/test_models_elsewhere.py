"""Models outside challenges: headings and points that call them case studies, documents that tell of one project, and running text
that calls them by their place."""

import pytest
from stated import names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Involves, LocatedIn
from schema.nodes import Model, Person

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, (text + "\n").encode()))


def models(found: Extraction) -> set[str]:
    return names_of(found, Model)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("## Elm Street Case Study\n\nA kitchen.", {"Elm Street"}),
        ("## Warm Rooms (case study)\n\nA hall.", {"Warm Rooms"}),
        ("## Leeds case study\n\nA depot.", {"Leeds case study"}),
        (
            "- Elm Bank Case Study Presentation - Ada North, Director, Elm Bank\n  - Young cooks are trained.",
            {"Elm Bank"},
        ),
        ("## Another case study\n\nA hall.", set()),
        ("## Housing case studies\n\nA few words on each.", set()),
        ("- Elm Street Case Study\n- Coffee", set()),
    ],
)
def test_a_heading_or_a_point_calls_its_name_a_case_study(line: str, names: set[str]) -> None:
    assert models(reading(f"{DAY}{line}\n")) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("We talked about the Preston model and how hospitals buy.", {"Preston model"}),
        ("Inspiration may be taken from the German model of ‘works councils’ in firms.", {"German model of ‘works councils’"}),
        ("We agreed to learn from Renfrew’s tenant, union and council scheme.", {"Renfrew’s tenant, union and council scheme"}),
        ("Innovations such as the Vienna developer competition can change much.", {"Vienna developer competition"}),
        ("They spoke of the business model and a role model.", set()),
        ("A model of Leeds stood on the table, and Leeds has a parks scheme.", set()),
        ("Leeds is home to the old model railway.", set()),
    ],
)  # fmt: skip
def test_running_text_calls_a_model_by_its_place(sentence: str, names: set[str]) -> None:
    found = reading(DAY + sentence)
    assert models(found) == names
    links = found.bundle.facts.links.values()
    placed = [link for link in links if isinstance(link, LocatedIn) and link.source.startswith("model/")]
    assert bool(placed) == bool(names and "German" not in sentence)


ACCOUNT = (
    "# {title}\n\n## The challenge\n\nIt was cold.\n\n"
    "## What we did\n\nElm Trust opened its hall.\n\n## {last}\n\nMany came.\n"
)


@pytest.mark.parametrize(
    ("title", "last", "names"),
    [
        ("Warm Rooms", "The impact", {"Warm Rooms"}),
        ("Case study: Warm rooms in Leeds", "Thanks", {"Warm rooms in Leeds"}),
        ("Key learnings from Elm Trust’s winter", "Thanks", {"Elm Trust’s winter"}),
        (
            "Warm Rooms – what a trust can do for its neighbours in a winter as hard as the last",
            "Results",
            {"Warm Rooms"},
        ),
        ("Warm Rooms", "Thanks", set()),
        ("Who should pay for a warm room?", "The impact", set()),
        ("Projects", "The impact", set()),
    ],
)
def test_the_account_of_a_project_tells_of_one_model(title: str, last: str, names: set[str]) -> None:
    assert models(reading(ACCOUNT.format(title=title, last=last))) == names


def test_the_account_of_a_gathering_is_none() -> None:
    page = ACCOUNT.format(title="Quay Day 2031", last="The impact")
    assert not models(reading(page.replace("It was cold.", "Quay Day 2031 took place on 14 May 2031 in Leeds.")))


def test_places_of_a_collection_give_way_to_the_schemes_below_them() -> None:
    page = (
        "# Sharing Case Studies\n\nThree of them.\n\n## At home\n\n### Leeds\n\nThe Leeds Care Record (LCR) is a shared one.\n\n"
        "### Hull\n\nSharing Hull is the scheme of the town.\n\n## Abroad\n\n"
        "### Vienna\n\nMany have a card there.\n\n# Thanks\n\nTo all.\n"
    )
    assert models(reading(page)) == {"Leeds Care Record", "Sharing Hull", "Vienna"}


PARTS = (
    "{0}The challenge\n\n{1} was cold.\n\n{0}What we did\n\nNeighbours lit a stove.\n\n{0}The outcome\n\nMany came.\n\n"
)


@pytest.mark.parametrize(
    ("title", "sections", "names"),
    [
        (
            "# Warm halls: eight accounts\n\nEach tells of one.\n\n",
            "## Elm Hall, Leeds\n\n{parts}## Oak Rooms\n\n{parts}## Thanks\n\nTo all.\n",
            {"Elm Hall, Leeds", "Oak Rooms"},
        ),
        ("# Warm halls\n\n", "## 1. Elm Hall, Leeds\n\n{parts}## 2. Oak Rooms\n\n{parts}", {"Elm Hall, Leeds", "Oak Rooms"}),
        ("# Warm halls\n\n", "## Housing\n\n{parts}## Transport\n\n{parts}", set()),
        (
            "# Warm halls\n\n",
            "## Case study 1\n\n### Elm Hall\n\nA hall.\n\n## Case study 2\n\n### Oak Rooms\n\nRooms.\n",
            {"Elm Hall", "Oak Rooms"},
        ),
        (
            "# Warm halls: good practice\n\n",
            "## How Leeds lit a stove\n\nA hall.\n\n## Oak Rooms\n\nRooms.\n\n## About\n\nUs.\n",
            {"How Leeds lit a stove", "Oak Rooms"},
        ),
    ],
)  # fmt: skip
def test_each_account_of_a_collection_tells_of_one_model(title: str, sections: str, names: set[str]) -> None:
    page = title + sections.replace("{parts}", PARTS.format("### ", "It"))
    assert models(reading(page)) == names


def test_lines_of_plain_text_head_such_accounts() -> None:
    page = "WARM HALLS\n\n" + "".join(
        f"{name}\n\n{PARTS.format('', place)}" for name, place in (("Elm Hall, Leeds", "Leeds"), ("Oak Rooms", "Hull"))
    )
    assert models(reading(page, "notes.txt")) == {"Elm Hall, Leeds", "Oak Rooms"}


@pytest.mark.parametrize("who", ["Councillor McCarthy", "Mayor Burnham", "Prof Michie", "Alderman Brown"])
def test_who_has_a_form_of_address_is_no_model_and_no_place(who: str) -> None:
    ideas = f"### Ideas\n\n- Lend boats, inspired by {who} in Hull.\n- {who} has shown how it can be done.\n\n"
    page = f"{DAY}## Challenge: Boats\n\n{ideas}### What works elsewhere\n\n- {who}: boats in Ripon\n- Elm Fleet, Goole\n\n"
    found = reading(page + "## Challenge: Trees\n\n### Ideas\n\n- Plant limes.\n")
    nodes = {getattr(node, "name", "") for node in found.bundle.facts.nodes.values() if not isinstance(node, Person)}
    assert models(found) == {"Elm Fleet"}
    assert not nodes & {who, who.split()[-1]}


def test_a_virtue_among_examples_is_none_and_a_town_that_ends_like_one_has_some() -> None:
    lines = "- Openness as a habit of mind\n- Inverness’s boats for all\n- Elm Fleet, Goole\n"
    page = f"{DAY}## Challenge: Boats\n\n### Ideas\n\n- Lend boats.\n\n### What works elsewhere\n\n{lines}"
    assert models(reading(page)) == {"Inverness’s boats for all", "Elm Fleet"}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The Warm Rooms project in Ripon opens village halls on cold days.", {"Warm Rooms project"}),
        ("Ben heard of the Loft Lads scheme, run by Alder Trust, at lunch.", {"Loft Lads scheme"}),
        ("Families use the Heat Library scheme, which lends stoves.", {"Heat Library scheme"}),
        ("In Wakefield, the Damp Doctors initiative trains neighbours.", {"Damp Doctors initiative"}),
        ("It is like the SHARE project, a partnership between two towns.", {"SHARE project"}),
        ("Another example of this is Cosy Street, which two bodies share.", {"Cosy Street"}),
        ("There are schemes such as Loft Lads and Cosy Street that lend stoves.", {"Loft Lads", "Cosy Street"}),
        ("One project that many asked about was the Loft Lads.", {"Loft Lads"}),
        ("Ben presented the first case study on the Stove Lending Framework.", {"Stove Lending Framework"}),
        ("Ada showcased [warm halls](https://halls.example), a list of them.", {"warm halls"}),
        ("Much is done by councils such as Wakefield, who have lent stoves.", {"Wakefield"}),
        ("I would look to the Elm Kitchen model, where all cook.", {"Elm Kitchen model"}),
        ("An 8 week programme in partnership with Alder Trust begins.", set()),
        ("The Leeds project in the north and the Council programme in Hull go on.", set()),
        ("Councils such as Wakefield and Hull were there.", set()),
        ("Organisations such as Alder Trust and Elm Trust were there.", set()),
        ("Is there a scheme such as Loft Lads?", set()),
        ("Thanks to [Ada](https://ada.example) for the Warm Rooms project.", set()),
    ],
)  # fmt: skip
def test_running_text_holds_up_what_it_names_and_tells_of(sentence: str, names: set[str]) -> None:
    assert models(reading(DAY + sentence)) == names


def test_what_minutes_name_so_is_business_of_their_own() -> None:
    page = "# Minutes of the Harbour board, 7 May 2031\n\nPresent: Ada North, Bo West\n\n"
    assert not models(reading(page + "The Warm Rooms project in Ripon was noted.\n"))


@pytest.mark.parametrize("title", ["Our projects", "Projects"])
def test_an_account_without_a_title_of_its_own_describes_what_it_tells_of(title: str) -> None:
    page = f"# {title}\n\n## Project description\n\nWarm Rooms will open halls.\n\n## What we did\n\nIt did.\n\n"
    assert models(reading(page + "## Results\n\nMany came.\n")) == {"Warm Rooms"}


def test_a_line_that_says_case_study_stands_over_its_name() -> None:
    label, name = "    <div>Case study</div>\n\n", '    <h2 class="title">Loft Lads, Leeds</h2>\n'
    page = f"# Warm towns\n\n<div>\n<header>\n{label}{name}</header>\n\nThey lag.\n</div>\n"
    assert models(reading(page)) == {"Loft Lads, Leeds"}


@pytest.mark.parametrize(
    ("examples", "names"),
    [
        (
            "**Loft Lads, Leeds** – lag lofts.\n\n**The Elm Car Club** – shares cars.",
            {"Loft Lads, Leeds", "The Elm Car Club"},
        ),
        ("- *Ring a Link*, Hull: a bus.\n- *Lift Share*: a list.", {"Ring a Link", "Lift Share"}),
        ("**Housing** – comes first.\n\n**Transport** – comes next.", set()),
        ("**Loft Lads, Leeds** – lag lofts.\n\nThey are many.\n\nThey are old.\n\nThey are warm.", set()),
    ],
)
def test_words_set_apart_below_a_heading_of_examples_name_them(examples: str, names: set[str]) -> None:
    assert (
        models(reading(f"# Warm towns\n\n## Examples from other places\n\n{examples}\n\n## Next steps\n\nNone.\n"))
        == names
    )


def test_parts_may_be_labels() -> None:
    told = "**The challenge:** It was cold.\n\n**What we did:** We lit a stove.\n\n**Impact:** Many came.\n\n"
    page = f"# Warm halls\n\n## Elm Hall, Leeds\n\n{told}## Oak Rooms\n\n{told}"
    assert models(reading(page)) == {"Elm Hall, Leeds", "Oak Rooms"}


@pytest.mark.parametrize(
    ("below", "names"),
    [
        (
            "### Quay Fridge, Hull\n\nNeighbours run it.\n\n### The Loan Shed at Settle\n\nIt lends saws.",
            {"Quay Fridge, Hull", "The Loan Shed at Settle"},
        ),
        (
            "**Oslo: Car-free Days.** The city did it.\n\n**Hull: Vision Zero.** Nobody died.",
            {"Oslo: Car-free Days", "Hull: Vision Zero"},
        ),
        (
            "Elm Neighbour Networks: 37 groups that the city pays.\n\nRotterdam: everyone is visited once a year.",
            {"Elm Neighbour Networks", "Rotterdam"},
        ),
        (
            "Hull: the Compassionate Hull project, led by nurses, keeps people well.\n\nRotterdam: nothing is known.",
            {"Compassionate Hull project"},
        ),
    ],
)
def test_what_others_do_is_read_below_a_heading_that_says_so(below: str, names: set[str]) -> None:
    text = f"# Warm towns: a plan\n\nA plan for warm towns.\n\n## What other cities are doing\n\n{below}\n\n## Costs\n\nFew."
    assert models(reading(text)) == names


def test_a_spotlight_names_a_model_once() -> None:
    text = "# Good practice\n\n## Grantee Spotlight: Elm Clinic\n\nIt opened.\n\n## Grantee Spotlight: Quay Van\n\nIt drives."
    assert models(reading(text)) == {"Elm Clinic", "Quay Van"}


def test_an_evaluation_of_a_programme_is_no_programme() -> None:
    text = "# Evaluation of the Strong Starts programme\n\nIt ran.\n\n## Case study: The Front Room, Hull\n\nA room for tea."
    assert models(reading(text)) == {"The Front Room, Hull"}


HUBS = """# Practice: two hubs

## 1. Elm Hub

**Where:** Hull
**Homes:** six
**Partners:** Fir Council, Elm Trust

What others can learn: Start with the nurses.

## 2. Quay Hub

**Where:** Leeds
**Homes:** two
**Partners:** Quay Council

What others can learn: Plant the street first.
"""


def test_headings_over_the_same_labels_name_the_work_of_a_collection() -> None:
    found = reading(HUBS)
    assert models(found) == {"Elm Hub", "Quay Hub"}
    links = found.bundle.facts.links.values()
    placed = {(k.source, k.target) for k in links if isinstance(k, LocatedIn)}
    assert placed == {("model/elm-hub", "place/hull"), ("model/quay-hub", "place/leeds")}
    assert {k.target for k in links if isinstance(k, Involves) and k.source == "model/elm-hub"} >= {
        "organisation/elm-trust"
    }


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("Stories", {"Elm Larder: a van", "Quay Farm: from plot to pot"}),
        ("Step 3: See how others did it", {"Elm Larder: a van", "Quay Farm: from plot to pot"}),
        ("Step 3: Ask", set()),
    ],
)
def test_headings_below_stories_and_what_others_did_name_models(heading: str, names: set[str]) -> None:
    below = "### Elm Larder: a van\n\nIt stops.\n\n### Quay Farm: from plot to pot\n\nIt grows."
    text = f"# A fund\n\nIt gave.\n\n## {heading}\n\n{below}"
    assert models(reading(text)) == names


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("The model of Alder Trust in Hull pairs nurses with hosts.", {"place/hull"}),
        ("The approach of Alder Trust (Hull) pairs nurses with hosts.", {"place/hull"}),
        ("We were inspired by kitchens run by Alder Trust in Hull and Leeds.", {"place/hull", "place/leeds"}),
        ("The model of Alder Trust pairs nurses with hosts whom Hull trains.", set()),
    ],
)
def test_what_is_called_by_whose_it_is_is_where_that_is_said_to_be(line: str, where: set[str]) -> None:
    page = f"{DAY}## Challenge: Homes for nurses\n\nOwner: Ada North, Elm CIC\n\n### Inspiration\n\n{line}\n\n### Ideas\n\n- Ask.\n"
    found = reading(page).bundle.facts.links.values()
    assert {link.target for link in found if isinstance(link, LocatedIn)} == where
    assert any(isinstance(link, Involves) and link.target == "organisation/alder-trust" for link in found)
