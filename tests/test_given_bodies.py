"""Bodies that tables and lists show to be bodies by their form: to whom what was given, columns headed as bodies, sponsors."""

import pytest

from loaders.extract import Extraction, extract
from loaders.formats.markdown import read_markdown
from loaders.formats.text import read_text
from schema.links import Organised, Sponsored
from schema.nodes import Organisation


def _bodies(source: str, *, text: bool = False) -> set[str]:
    return {n.name for n in _read(source, text=text).bundle.facts.nodes.values() if isinstance(n, Organisation)}


def _read(source: str, *, text: bool = False) -> Extraction:
    read = read_text if text else read_markdown
    return extract(read(source, name="page", sha256="0" * 64))


def _tied(source: str, kind: type) -> set[str]:
    return {link.source.split("/")[1] for link in _read(source).bundle.facts.links.values() if isinstance(link, kind)}


GRANTED = {"Tide & Thread", "Marlow Road Allotments", "Bright Sparks"}


def test_a_column_headed_as_those_who_were_given_something_holds_bodies() -> None:
    table = """# Awards of the spring

| Recipient | Project | Amount |
| --- | --- | --- |
| Tide & Thread | Thread for All Club | £3,000 |
| Marlow Road Allotments | Marlow Road Allotments Compost Programme | £1,850 |
| Bright Sparks | Robots | £1,200 |
"""
    assert _bodies(table) == GRANTED


@pytest.mark.parametrize("form", ["{} - {} for tools", "{}, {}, for tools", "{} ({})", "{} received {}", "{} {}"])
def test_sums_below_words_of_grants_stand_beside_bodies(form: str) -> None:
    lines = "\n\n".join(form.format(name, "£1,850") for name in sorted(GRANTED))
    assert _bodies(f"Dale news\n\nThese grants were made:\n\n{lines}\n", text=True) == GRANTED


def test_sums_may_stand_before_the_bodies() -> None:
    lines = "\n".join(f"- $500 to {name} for tools" for name in sorted(GRANTED))
    assert _bodies(f"# Small grants\n\n{lines}\n") == GRANTED


@pytest.mark.parametrize(
    "lines",
    [
        "- Hall Hire: £500\n- Van Hire: £220\n- Fir Printing: £90\n",
        "- Best Use of Data: £500\n- People's Choice: £250\n- Most Creative Idea: £100\n",
        "- Ada North: £50\n- Carl Dale: £50\n- Priya Shah: £50\n",
    ],
)
def test_what_money_is_spent_on_and_who_won_a_prize_are_no_bodies(lines: str) -> None:
    assert not _bodies(f"# Awards of the spring\n\n{lines}")


def test_the_heads_of_a_table_are_no_bodies() -> None:
    table = "# Makers\n\n| Company | Product |\n| --- | --- |\n| Larkspur | Tilt |\n| Elm Systems | Rook |\n"
    assert _bodies(table) == {"Larkspur", "Elm Systems"}


EVENT = "# Tide Data Conference 2031\n\n12 June 2031, Hull\n\nForty people met at the Tide Data Conference 2031.\n\n"


def test_sponsors_stand_below_their_ranks_and_beside_what_they_gave() -> None:
    told = EVENT + (
        "## Thank you to our sponsors\n\n### Gold\n\n- Larkspur\n\nSilver: Quillpack, Koru Mill\n\n"
        "- Pizza by Crumb & Co\n- Inkwell – printed the shirts\n"
    )
    assert _tied(told, Sponsored) == {"larkspur", "quillpack", "koru-mill", "crumb-and-co", "inkwell"}


def test_one_of_an_events_sponsors_is_one() -> None:
    told = EVENT + "Larkspur, one of Tide Data Conference's sponsors, ran a stall.\n"
    assert _tied(told, Sponsored) == {"larkspur"}


def test_all_who_hold_an_event_in_partnership_hold_it() -> None:
    told = (
        EVENT
        + "Larch Acts, in partnership with Koru, Dale Action Group and Fir Homes, are holding a full day conference.\n"
    )
    assert _tied(told, Organised) == {"larch-acts", "koru", "dale-action-group", "fir-homes"}


def test_every_column_headed_as_bodies_holds_some_and_a_cell_several() -> None:
    table = """# Portfolio

| Lead organisation | Partners | Project |
| --- | --- | --- |
| Clwyd Alyn | Dale Ring; Cartrefi Conwy | Tablets for tenants |
| Hafal | Swansea Mill | Minds at work |
"""
    assert _bodies(table) == {"Clwyd Alyn", "Dale Ring", "Cartrefi Conwy", "Hafal", "Swansea Mill"}


def test_sums_go_on_below_headings_of_parts() -> None:
    lines = "Grants made\n\nArts\n\nTide & Thread, new cornets: £900\n\nOlder people\n\nTea & Koru: £300\n\nMendip Voices: £70\n"
    assert _bodies(lines, text=True) == {"Tide & Thread", "Tea & Koru", "Mendip Voices"}


def test_a_list_is_of_bodies_where_the_line_above_says_so() -> None:
    lines = "# Giving day\n\nMany gave to these organisations:\n\n- Blueprint Kitchen\n- Manzanita House\n- Wishing Star, a choir\n"
    assert _bodies(lines) == {"Blueprint Kitchen", "Manzanita House", "Wishing Star"}
    assert not _bodies(lines.replace("organisations", "things"))


@pytest.mark.parametrize("told", ["Last week Larch Cares received £900.", "An award of £900 goes to Larch Cares."])
def test_who_gets_a_sum_in_a_sentence_is_a_body(told: str) -> None:
    assert _bodies(f"# News\n\n{told}\n") == {"Larch Cares"}


def test_sponsors_of_a_page_without_an_event_are_bodies() -> None:
    assert _bodies("# Dale Choir\n\n## Our sponsors\n\n- Larkspur\n- Quillpack\n") == {"Larkspur", "Quillpack"}


def test_sponsors_stand_in_bold_below_their_heading_and_behind_a_colon() -> None:
    assert _tied(EVENT + "## Gold sponsors\n\n**Larkspur**\n\n**Koru Mill**\n", Sponsored) == {"larkspur", "koru-mill"}
    assert _tied(EVENT + "Event sponsors include: Larkspur, Koru Mill and Quill Club.\n", Sponsored) == {
        "larkspur",
        "koru-mill",
        "quill-club",
    }


def test_a_link_has_one_name_of_two_fields() -> None:
    told = "# News\n\nThe prize went to [Jhuwani Community Library and Resource Center](https://quill.example/jhuwani) in May.\n"
    assert _bodies(told) == {"Jhuwani Community Library and Resource Center"}
