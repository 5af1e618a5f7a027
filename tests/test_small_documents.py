"""Small documents, each with one thing that is easily read wrongly: how a list prints names, who did not come, what only sounds
like a body, and what a layout does to lines."""

import io

import pytest
from docx import Document as Word
from reportlab.pdfgen.canvas import Canvas
from stated import employers, names_of

from loaders.blocks import Text
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored
from schema.nodes import Event, Idea, Model, Organisation, Person

FRONT = "# Tidewater Forum 2032\n\nTidewater Forum 2032 took place on 3 May 2032 at the Sail Loft, Whitby.\n\n"


def reading(body: str, ending: str = "md") -> Extraction:
    return extract(read(f"forum.{ending}", f"{FRONT}{body}\n".encode()))


def sources(found: Extraction, kind: type) -> set[str]:
    return {link.source for link in found.bundle.facts.links.values() if isinstance(link, kind)}


@pytest.mark.parametrize(
    "listed",
    [
        "## Registrants\n\n- DUNN, Mary, Quill Trust\n- MARSH, John, Larch Lane CIC\n- OKORO, Grace, Wharf Bank",
        "## Participants\n\n- Dunn, Mary, Chair, Quill Trust\n- Marsh, John, Larch Lane CIC\n- Okoro, Grace, Wharf Bank",
    ],
)
def test_a_list_with_surnames_first_is_of_people(listed: str) -> None:
    found = reading(listed)
    assert {"person/mary-dunn", "person/john-marsh", "person/grace-okoro"} <= sources(found, Attended)
    assert {"John Marsh -> Larch Lane CIC", "Grace Okoro -> Wharf Bank"} <= employers(found)
    assert not names_of(found, Organisation) & {"DUNN", "Dunn", "Mary", "MARSH", "John"}


def test_works_with_surnames_first_are_no_list_of_people() -> None:
    found = reading("## More\n\n- Dunn, Mary, 2019, Tides\n- Marsh, John, 2020, Sails\n- Okoro, Grace, 2021, Knots")
    assert not names_of(found, Person)


def test_a_column_of_courtesy_titles_holds_no_offices() -> None:
    table = "| Title | Forename | Surname | Position | Company |\n|---|---|---|---|---|\n"
    rows = "| Ms | Mary | Dunn | Chair | Quill Trust |\n| Dr | John | Marsh |  | Larch Lane CIC |"
    assert employers(reading(f"## Delegates\n\n{table}{rows}")) == {
        "Mary Dunn -> Quill Trust | Chair",
        "John Marsh -> Larch Lane CIC",
    }


@pytest.mark.parametrize(
    "listed",
    [
        "| Attendee | Apologies |\n|---|---|\n| Mary Dunn (Quill Trust) | Grace Okoro (Wharf Bank) |\n"
        "| John Marsh (Larch Lane CIC) | Sam Reed (Fern Homes) |",
        "Attending were Mary Dunn and John Marsh. Apologies were received from Grace Okoro.",
    ],
)
def test_who_sent_apologies_did_not_come(listed: str) -> None:
    came = sources(reading(f"## Attendance\n\n{listed}"), Attended)
    assert {"person/mary-dunn", "person/john-marsh"} <= came
    assert not came & {"person/grace-okoro", "organisation/wharf-bank"}


def test_an_office_on_a_list_of_those_who_came_is_nobody() -> None:
    found = reading("## Attendees\n\n- Head of Procurement\n- Quill Trust")
    assert names_of(found, Organisation) == {"Quill Trust"}


def test_semicolons_part_names_that_hold_commas() -> None:
    several = "Netters, Sailors and Coopers Guild; Reed, Dunn & Marsh Solicitors LLP; Quill Trust"
    listed = f"The following organisations took part: {several}."
    assert names_of(reading(f"## Taking part\n\n{listed}"), Organisation) == {
        "Netters, Sailors and Coopers Guild",
        "Reed, Dunn & Marsh Solicitors LLP",
        "Quill Trust",
    }


def test_a_line_below_the_ideas_says_who_held_and_paid_for_the_event() -> None:
    ideas = "## Challenge: Boats for all\n\n### Ideas\n\n1. Lend the old boats.\n\n"
    found = reading(f"{ideas}Hosted by Quill Trust. Sponsored by Wharf Bank.")
    assert sources(found, Organised) == {"organisation/quill-trust"}
    assert sources(found, Sponsored) == {"organisation/wharf-bank"}


def test_offices_before_and_after_a_semicolon_are_of_one_person() -> None:
    owners = "## Challenge: Boats for all\n\n### Challenge owners\n\n"
    found = reading(
        f"{owners}- Mary Dunn, ex-Director, Quill Trust; now Professor, University of Dale\n\n### Ideas\n\n1. Lend boats."
    )
    assert "Mary Dunn -> University of Dale | Professor" in employers(found)


def test_the_next_of_a_list_may_be_given_by_first_name() -> None:
    found = reading("**Present**: Mary Dunn (chair), John Marsh, Grace (Open Mill), Henk de Wit - minutes")
    assert {"Mary Dunn", "John Marsh"} <= names_of(found, Person)
    assert "Henk de Wit" not in names_of(found, Organisation)
    assert not employers(found)


def test_a_letter_is_signed_behind_its_greeting() -> None:
    found = reading("Thank you all for the day.\n\nBest wishes, Mary Dunn\n\nChair, Quill Trust", "txt")
    assert "Mary Dunn -> Quill Trust | Chair" in employers(found)


def test_proposals_may_be_counted_with_a_letter() -> None:
    lines = "Recommendations\n\nR1. Publish a list of moorings.\n\nR2. Let the first year be free.\n"
    found = reading(lines, "txt")
    assert {n.number for n in found.bundle.facts.nodes.values() if isinstance(n, Idea)} == {"1", "2"}


@pytest.mark.parametrize("label", ["Case study 3. ", "Spotlight on ", "Box 2. Case study: "])
def test_a_heading_labels_an_example(label: str) -> None:
    about = "The boat is owned by 40 of its sailors, who mend it themselves."
    assert "Marl Boatyard, Goole" in names_of(
        reading(f"## What we saw\n\n### {label}Marl Boatyard, Goole\n\n{about}"), Model
    )


def test_a_title_that_is_held_goes_before_a_gathering_in_passing() -> None:
    text = (
        "# Report of the Fifth Colloquium on Tides (CT5)\n\n"
        "The Fifth Colloquium on Tides (CT5) was held on 6-7 March 2032 in Ghent. The Delta Summit 2031 was larger. "
        "At the Delta Summit 2031 Kofi Mensah had shown a map.\n"
    )
    found = extract(read("report.md", text.encode()))
    assert names_of(found, Event) == {"Fifth Colloquium on Tides (CT5)"}


def test_a_possessive_without_s_is_no_part_of_a_name() -> None:
    found = reading("## Talks\n\nGrace Okoro's talk filled the hall, and James Ross' Canal film closed it.")
    assert names_of(found, Person) == {"Grace Okoro", "James Ross"}


def test_a_quotation_keeps_whose_it_is() -> None:
    page = (
        "<html><body><h1>Tidewater Forum 2032</h1><p>Tidewater Forum 2032 took place on 3 May 2032 in Whitby.</p>"
        "<blockquote><p>We saw it.</p><footer>— <cite>Mary Dunn</cite>, Chair, Quill Trust</footer></blockquote>"
        "<footer>Mill Press</footer></body></html>"
    )
    text = read("forum.html", page.encode())
    assert "Mary Dunn -> Quill Trust | Chair" in employers(extract(text))
    assert "Mill Press" not in text.text


def test_a_picture_before_an_item_is_a_mark_of_it() -> None:
    document, file = Word(), io.BytesIO()
    document.add_paragraph("✅ Mary Dunn, Chair, Quill Trust", style="List Bullet")
    document.save(file)
    assert read("list.docx", file.getvalue()).blocks[0].text == "Mary Dunn, Chair, Quill Trust"


def narrow(*lines: str) -> Text:
    """Return a PDF of a wide line and, below it, lines that a narrow column wraps."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.setFont("Helvetica", 10)
    for index, line in enumerate(
        ("The forum took place on 3 May 2032 at the Sail Loft in the harbour of Whitby.", "", *lines)
    ):
        canvas.drawString(60, 780 - 13 * index, line)
    canvas.save()
    return read("list.pdf", file.getvalue())


def test_a_narrow_column_wraps_lines() -> None:
    lines = (
        "Mary Dunn, Deputy",
        "Director of Boats and",
        "Public Moorings, Dale",
        "Valley Council",
        "John Marsh, Chair, Larch",
        "Trust",
    )
    assert [block.text for block in narrow(*lines).blocks][1:] == [
        "Mary Dunn, Deputy Director of Boats and Public Moorings, Dale Valley Council",
        "John Marsh, Chair, Larch Trust",
    ]


def test_lines_that_end_where_they_like_are_not_joined() -> None:
    lines = (
        "Mary Dunn, Chair, Quill Trust and Homes",
        "John Marsh, Larch Lane CIC",
        "Grace Okoro, Wharf Bank",
        "Sam Reed, Fern Homes",
    )
    assert [block.text for block in narrow(*lines).blocks][1:] == list(lines)


def test_surnames_first_are_names_between_semicolons_too() -> None:
    found = reading(
        "## Participants\n\nDunn, Mary (Quill Trust); Marsh, John (Larch Lane CIC); Okoro, Grace (Wharf Bank)"
    )
    assert {"Mary Dunn -> Quill Trust", "John Marsh -> Larch Lane CIC", "Grace Okoro -> Wharf Bank"} == employers(found)


def test_a_sentence_says_who_took_part() -> None:
    found = reading("The following people took part: Mary Dunn, John Marsh, Grace Okoro, Callum Reid and Rosa Hart.")
    assert {"person/john-marsh", "person/rosa-hart"} <= sources(found, Attended)


def test_short_heads_of_columns_are_read() -> None:
    table = "| Last | First | Org. |\n|---|---|---|\n| Dunn | Mary | Quill Trust |\n| Marsh | John | Larch Lane CIC |"
    assert employers(reading(f"## Registered\n\n{table}")) == {
        "Mary Dunn -> Quill Trust",
        "John Marsh -> Larch Lane CIC",
    }


def test_a_label_begins_a_line_of_its_own() -> None:
    present = "Present: Mary Dunn (MD) – Quill Trust – Chair; John Marsh (JM) – Elm Trust; Grace Okoro (GO) – Wharf Credit Union"
    minutes = f"Minutes of the meeting held on 3 May 2032\n\n{present}\nApologies: Sam Reed (Fern Homes)\nMinutes: Rosa Hart\n"
    found = extract(read("minutes.txt", minutes.encode()))
    assert "Grace Okoro -> Wharf Credit Union" in employers(found)
    assert "person/sam-reed" not in sources(found, Attended)


def test_who_spoke_or_paid_before_did_not_do_so_now() -> None:
    found = reading(
        "At the previous retreat Mary Dunn gave the keynote.\n\nJohn Marsh's time was paid for by Quill Trust."
    )
    assert not sources(found, SpokeAt)
    assert not sources(found, Sponsored)


def test_an_address_in_a_bracket_is_no_part_of_the_body() -> None:
    owners = "## Challenge: Boats for all\n\n### Challenge owners\n\n- Mary Dunn (Quill Trust, www.quill.example)\n"
    more = "- John Marsh (Larch Lane CIC, www.larch.example)\n- Grace Okoro (Wharf Bank, www.wharf.example)\n"
    assert {"Mary Dunn -> Quill Trust", "Grace Okoro -> Wharf Bank"} <= employers(reading(owners + more))


@pytest.mark.parametrize("name", ["Pauline d’Arcy", "Ana dos Santos e Silva"])
def test_small_words_belong_to_names(name: str) -> None:
    assert name in names_of(reading(f"## Attendees\n\n- {name}, Quill Trust\n- John Marsh, Larch Lane CIC"), Person)
