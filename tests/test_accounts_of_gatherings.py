"""What others than its hosts say of a gathering: pages of a hack's problem statements, releases and news of awards, accounts with
who led each session; and near misses."""

import pytest

from loaders.curation.gate import too_little
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, Owns, SpokeAt
from schema.nodes import Challenge, Event, Model, Organisation


def found(text: str, name: str = "account.md") -> Extraction:
    return extract(read(name, text.encode()))


def names(one: Extraction, kind: type[Event] | type[Model] | type[Organisation]) -> set[str]:
    return {n.name for n in one.bundle.facts.nodes.values() if isinstance(n, kind)}


def challenges(one: Extraction) -> set[str]:
    return {n.title for n in one.bundle.facts.nodes.values() if isinstance(n, Challenge)}


def sources_of(one: Extraction, kind: type[Organised] | type[Owns] | type[SpokeAt]) -> set[str]:
    return {k.source.split("/")[1] for k in one.bundle.facts.links.values() if isinstance(k, kind)}


LISTED = """# 🏙 Quill Hack: Challenges

## 🎯 Challenge areas

The hackathon looks at three problem statements:

1. **🏠 Cold flats**: Tenants cannot change their boilers. There is a chance to show landlords what a draught costs them.
2. **Empty shops**: Nobody knows who owns them. Data of rates could tell, and of what stood in them before.
3. **Late buses**: Nobody knows when they come. The operators have the data, and do not hand it out to anybody.

## 💡 Hints

- **Talk first.** Whoever set a challenge is in the room and knows more than any data does.
- **Start small.** A day is short, and a demonstration is worth more than a plan.
"""


def test_the_page_of_a_hack_names_it_before_its_challenges() -> None:
    one = found(LISTED)
    assert names(one, Event) == {"Quill Hack"}
    assert challenges(one) == {"Cold flats", "Empty shops", "Late buses"}


def test_a_talk_on_hacking_is_no_hack() -> None:
    assert not names(found("# Quill Hack: how it works\n\nA tool for Quill that hacks the ends of its lines.\n"), Event)


def test_a_challenge_that_counts_on_is_one_whoever_set_it() -> None:
    told = "\n\n".join(
        f"## {at}. {title}\n\nPut forward by {who}\n\nNobody knows why, and it has been so for years."
        for at, title, who in (
            (1, "Cold flats", "the Quill Tenants Union"),
            (2, "Empty shops", "whoever walks by"),
            (3, "Late buses", "Fen County Council"),
        )
    )
    one = found(f"# Quill Hack: Problem statements\n\nThe hackathon looks at three.\n\n{told}\n")
    assert challenges(one) == {"Cold flats", "Empty shops", "Late buses"}
    assert sources_of(one, Owns) == {"quill-tenants-union", "fen-council"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "# Press release\n\n# Growers ask for land\n\nMore than 90 people met in Ely yesterday (8 May 2031) "
            "for the Quill Growers Summit, organised by the Fen Growers Network.\n\nNotes to editors\n",
            "Quill Growers Summit",
        ),
        (
            "# Fen Homes wins\n\nFen Homes won the prize for neighbours at this year's Fen Housing Awards, held at "
            "the Corn Hall in Ely on 16 November 2031.\n",
            "Fen Housing Awards",
        ),
        (
            "# Honouring those who make homes\n\nEach year Fen Homes thanks people at its lunch during the Quill Partners "
            "Conference. This year the conference was held in Ely, with the lunch taking place on 4 June 2031.\n",
            "Quill Partners Conference",
        ),
    ],
)
def test_news_names_the_gathering_in_its_sentences(text: str, name: str) -> None:
    assert names(found(text), Event) == {name}


def test_who_led_a_session_stands_below_its_title() -> None:
    one = found(
        "# Quill Parks Unconference 2031\n\nOn 24 June 2031, we met at Ely Town Hall for the Quill Parks Unconference 2031.\n\n"
        "## Who pays for the park?\n\nPitched by Fiona Browning (Quill Trust). The group talked about rents.\n\n"
        "## Dogs and balls\n\nLed by Martin Oakes, Fen County Council. Signs do not work.\n"
    )
    assert sources_of(one, SpokeAt) == {"fiona-browning", "martin-oakes"}


def test_what_a_panel_asked_is_no_challenge() -> None:
    one = found(
        "# Quill Services Conference 2031: our notes\n\nWe were at the Quill Services Conference in Ely on 4 May 2031.\n\n"
        "**Panel: who owns the mess?**\n\nChaired by Fiona Browning (Quill Trust), the panel had Martin Oakes of Fen Council.\n"
    )
    assert not challenges(one)
    assert "fiona-browning" in sources_of(one, SpokeAt)


def test_a_link_that_asks_to_look_for_a_case_study_names_none() -> None:
    assert not names(
        found("# How we run a shop\n\nWe sell bread.\n\n## Find a case study\n\nSearch by place.\n"), Model
    )


def test_a_day_is_no_body() -> None:
    said = "The rent scheme began in two parts, funded by May 12 and July 6 payments from the city."
    assert not {"May 12", "July 6"} & names(found(f"# Rents in Quill\n\n{said}\n"), Organisation)


@pytest.mark.parametrize(("place", "held"), [("Ely", False), ("the yard", True)])
def test_a_place_counts_beside_a_body(place: str, held: bool) -> None:
    padding = "It rained, and nobody minded much, for the kettle was on and there was bread. " * 12
    text = f"# A shop that mends\n\nThe Quill Trust opened a shop in {place}.\n\n{padding}\n"
    assert bool(too_little(found(text).bundle)) is held


def test_whoever_a_list_of_participants_sets_on_lines_of_their_own_came_with_their_bodies() -> None:
    cards = "\n\n".join(
        f"**{name}** \\\n{office} \\\n{body}"
        for name, office, body in (
            ("Fiona Browning, PhD", "Director", "Quill Research Trust"),
            ("Martin Oakes, MD", "President", "Fen Medical School"),
            ("Laura Hill, PhD", "Chair", "Dale Cancer Foundation"),
        )
    )
    facts = found(f"---\nsectionTitle: Homes in a Warmer Fen\ntitle: Participants\n---\n\n{cards}\n").bundle.facts
    came = {k.source.split("/")[1] for k in facts.links.values() if isinstance(k, Attended)}
    assert {"fiona-browning", "quill-research-trust", "fen-medical-school", "dale-cancer-foundation"} <= came


def test_who_convened_what_the_title_calls_a_round_table_stands_behind_its_day() -> None:
    one = found(
        "# Roundtable report: Loneliness in later life\n\nOn 12 March 2031 the Quill Trust and Fen Carers Network convened a "
        "roundtable of 18 people from health and housing to talk it over.\n\n## Participants\n\n"
        "- Fiona Browning, Dale Council\n- Martin Oakes, Elm Hospital Trust\n"
    )
    assert sources_of(one, Organised) == {"quill-trust", "fen-carers-network"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "# Fen Energy Roundtable: Summary Note\n\n**Date:** 14 June 2031\n\n**Venue:** Corn Hall\n",
            "Fen Energy Roundtable",
        ),
        (
            "# Edible streets win\n\nFen Growers are Group of the Year at the Fen in Flower Awards 2031, which were presented "
            "at Ely Racecourse on 9 September 2031.\n",
            "Fen in Flower Awards",
        ),
        (
            "# Winners of the Quill Rivers hackathon announced\n\nStudents won the hackathon, held in Ely on 5 March 2031.\n",
            "Quill Rivers hackathon",
        ),
    ],
)
def test_what_tells_of_a_gathering_is_no_part_of_its_name(text: str, name: str) -> None:
    assert names(found(text), Event) == {name}


def test_whoever_welcomed_delegates_spoke() -> None:
    one = found(
        "# Fen Summit 2031\n\nFen Summit 2031 was held in Ely on 27 February 2031.\n\n"
        "**Fiona Browning, Chief Executive, Quill Trust**, welcomed delegates and told them of the year.\n"
    )
    assert sources_of(one, SpokeAt) == {"fiona-browning"}


@pytest.mark.parametrize(
    "whom", ["developers from a wide range of firms including", "folks from a variety of charities such as"]
)
def test_those_who_joined_came_from_the_bodies_that_a_sentence_lists(whom: str) -> None:
    one = found(
        f"# Fen Data Day 2031\n\nThe Day was held on 4 May 2031. We had {whom} Quill Trust, Fen Carers Network and "
        "Dale Housing Association.\n"
    )
    came = {k.source.split("/")[1] for k in one.bundle.facts.links.values() if isinstance(k, Attended)}
    assert came == {"quill-trust", "fen-carers-network", "dale-housing-association"}
