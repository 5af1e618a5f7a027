"""What stands beside a person or behind a body without being a part of the name: a town, a number, an office, an account; and near
misses."""

import pytest
from stated import employers, names_of, speakers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Organisation, Person

HEAD = "# Tide Meeting 2031\n\nThe Tide Meeting 2031 was held on 7 May 2031 in Ipswich.\n\n"


def told(text: str) -> Extraction:
    return extract(read("tide.md", f"{HEAD}{text}\n".encode()))


def guests(*lines: str) -> Extraction:
    return told("## Attendees\n\n" + "\n".join(f"- {line}" for line in lines))


@pytest.mark.parametrize(
    ("line", "work"),
    [
        ("Ada North (Leiden, Netherlands)", set()),
        ("Mary Dunn (Boston, USA)", set()),
        ("Mary Dunn (Elm Trust, Netherlands)", {"Mary Dunn -> Elm Trust"}),
        ("Mary Dunn, Elm Trust, Boston, USA", {"Mary Dunn -> Elm Trust"}),
    ],
)
def test_a_town_and_its_country_employ_nobody(line: str, work: set[str]) -> None:
    assert employers(told(f"## Speakers\n\n- {line}")) == work


@pytest.mark.parametrize(
    ("street", "named"), [("Calle Marina, 6, 31009 Ipswich", False), ("Maria Marina, Elm Trust", True)]
)
def test_a_street_with_its_house_is_nobody(street: str, named: bool) -> None:
    assert bool(names_of(told(f"Address: {street}, Navarra"), Person)) is named


@pytest.mark.parametrize(
    ("line", "work"),
    [
        (
            "Ada North, Permanent Secretary of the Ministry of Defence and Harbour Awards Champion, wrote to us.",
            "Ada North -> Ministry of Defence | Permanent Secretary",
        ),
        (
            "Mary Dunn, Chief Executive of Weir Harbour Council and Care Awards Champion, wrote to us.",
            "Mary Dunn -> Weir Harbour Council | Chief Executive",
        ),
        (
            "Mary Dunn, Director of the Association of Harbour and Port Managers, wrote to us.",
            "Mary Dunn -> Association of Harbour and Port Managers | Director",
        ),
    ],
)
def test_another_office_is_no_part_of_the_body(line: str, work: str) -> None:
    assert employers(told(line)) == {work}


@pytest.mark.parametrize(
    ("line", "work"),
    [
        ("Ada North, Minister of State for Roads, Equalities and Early Years", set()),
        ("Mary Dunn, Director for Homes, Health and Early Help", set()),
        ("Mary Dunn, Director for Homes, Elm and Weir Trust", {"Mary Dunn -> Elm and Weir Trust | Director for Homes"}),
    ],
)
def test_the_fields_that_an_office_is_for_are_no_body(line: str, work: set[str]) -> None:
    assert employers(told(f"## Speakers\n\n- {line}")) == work


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("the Weir Council of Schools of Music 0161 496 0123", "Weir Council of Schools of Music"),
        ("the Royal Weir College of Physicians Contact: Ada North", "Royal Weir College of Physicians"),
        ("the 4th March's Elm Sailing Club", ""),
        ("the Monday 4th May's Elm Ethics Society", ""),
        ("the Government Office for Tides", "Government Office for Tides"),
        ("the Scottish Government Office for Tides", "Office for Tides"),
        ("Professor Linda North Weir Council of Schools", "Weir Council of Schools"),
        ("the Professor Ada Council of Schools", "Professor Ada Council of Schools"),
        ("our friends @ELMTREE Sailing Club", ""),
        ("the University of Bristol Maths group", "University of Bristol"),
        ("the University of Nottingham Ningbo campus", "University of Nottingham Ningbo"),
    ],
)
def test_a_bodys_name_ends_where_something_else_begins(words: str, body: str) -> None:
    found = {
        name.removeprefix("the ").removeprefix("The ") for name in names_of(told(f"We wrote to {words}."), Organisation)
    }
    assert found - {"Elm Ethics Society", "Scottish Government"} == ({body} if body else set())


@pytest.mark.parametrize(
    ("line", "work"),
    [
        (
            "Dr Ada North, President Weir Medical Association (02) 6270 5400",
            "Ada North -> Weir Medical Association | President",
        ),
        ("Mary Dunn, Coordinator Larch Seekers Centre", "Mary Dunn -> Larch Seekers Centre | Coordinator"),
        ("Mary Dunn, SRA @ University of Bristol", "Mary Dunn -> University of Bristol | SRA"),
        ("Mary Dunn, University of Bristol Maths/CS student", "Mary Dunn -> University of Bristol"),
        ("Mary Dunn, Weir Trust, LinkedIn: m.dunn", "Mary Dunn -> Weir Trust"),
        ("Mary Dunn, Press Officer: Weir Trust", "Mary Dunn -> Weir Trust | Press Officer"),
    ],
)
def test_office_and_body_are_told_apart(line: str, work: str) -> None:
    assert employers(guests(line, "Tom Marsh, Elm Trust")) == {work, "Tom Marsh -> Elm Trust"}


@pytest.mark.parametrize(
    ("line", "work"),
    [
        ("“We sail” says Ada North, Founder at quill, quill.com Image source: Weir Sport", set()),
        ("“We sail” says Ada North, Founder at quill, harbour.org Photo credit: Elm Trust", set()),
        ("“We sail” says Ada North, Founder at Elm Trust", {"Ada North -> Elm Trust | Founder"}),
    ],
)
def test_who_made_a_picture_employs_nobody_in_it(line: str, work: set[str]) -> None:
    assert employers(told(line)) == work


def test_somebody_on_the_next_line_is_no_body() -> None:
    lines = (
        "Dr Tom Marsh FRCPA\n\nAssociate Professor Mary Dunn Weir Council of Heads of Schools\n\nAda North, Elm Trust"
    )
    assert employers(told(f"We, the undersigned, agree.\n\n{lines}")) == {"Ada North -> Elm Trust"}


@pytest.mark.parametrize(
    ("cell", "who"),
    [
        ("|14:20|MR Urography|Mary Dunn (Leeds, UK)|", {"Mary Dunn"}),
        ("|16:40|Siemens Larchlights; Maps for all|Mary Dunn|", {"Mary Dunn"}),
        ("|16:40|Tom Marsh; Maps for all|Mary Dunn|", {"Tom Marsh", "Mary Dunn"}),
    ],
)
def test_a_talks_title_before_the_cell_of_who_gave_it_is_nobody(cell: str, who: set[str]) -> None:
    rows = (
        f"|14:00|Best practice of tides|Ada North (Leeds, UK)|\n\n{cell}\n\n|17:00|Tides in bold|Laura Reed (York, UK)|"
    )
    assert set(speakers(told(f"## Programme\n\n{rows}"))) == {"Ada North", "Laura Reed", *who}


GRID = """## Committee

| a | b |
|---|---|
|**Ada North, PhD**<br>Elm Sound Lab<br>Ghent, BE|**Mary Dunn, BA**<br>{second}|
|**Tom Marsh, MD**<br>Clinica de Fir<br>Leeds, UK|**Laura Reed, Prof**<br>Alder University Hospital<br>Bern, CH|
|**Peter Holt, MD**<br>Larch Medicine<br>Leeds, UK|**Ruth Dale**<br>Fir Imaging<br>Bern, CH|
"""
OTHERS = {
    "Ada North -> Elm Sound Lab",
    "Tom Marsh -> Clinica de Fir",
    "Laura Reed -> Alder University Hospital",
    "Peter Holt -> Larch Medicine",
    "Ruth Dale -> Fir Imaging",
}


@pytest.mark.parametrize(
    ("second", "work"),
    [
        ("Weir Medicine<br>Surrey, CA", {"Mary Dunn -> Weir Medicine"}),
        ("Larch Imaging<br>Boston, USA", {"Mary Dunn -> Larch Imaging"}),
        ("Researcher<br>Surrey, CA", set()),
        ("Weir Medicine<br>Tides and maps", set()),
    ],
)
def test_a_cell_prints_somebody_over_body_and_town(second: str, work: set[str]) -> None:
    assert employers(told(GRID.format(second=second))) == OTHERS | work
