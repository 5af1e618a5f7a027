"""What a report states does not hang on the format that somebody saved it in: what only one format loses or breaks is made good."""

import io

import documents
import docx
from stated import employers, names_of, titles_of

from loaders.blocks import Kind, Text
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Challenge, Document, Event, Idea, Initiative, Insight, Organisation

_FORUM = (
    "Dale Bread Forum brought eighty people together on 4 May 2031 in Ely Town Hall, and groups worked on two challenges.",
    "Challenge: Ovens for every street",
    "Challenge owner:",
    "Ada North, Head of Food, Dale Council",
    "Ideas:",
    "1. Rent the school ovens out at night.",
    "2. Found a bakery that its customers own.",
    "Challenge: Flour from near by",
    "Challenge owner:",
    "Idris Vane, Chair, Filey Mill Co-operative",
    "Ideas:",
    "1. Grind what the county grows.",
)


def _plain(*paragraphs: str) -> Extraction:
    return extract(read("report.txt", "\n\n".join(paragraphs).encode()))


def _printed(page: documents.Pdf, title: str = "") -> Text:
    properties = f"50 0 obj\n<</Title({title})>>\nendobj\nxref\n".encode()
    return read("report.pdf", page.save("/Info 50 0 R").replace(b"xref\n", properties, 1))


def test_a_year_that_only_the_properties_of_a_file_give_does_not_hide_the_gathering() -> None:
    page = documents.Pdf()
    for row, line in enumerate(_FORUM):
        page.put(60, 100 + 30 * row, line[:80])
        if len(line) > 80:
            page.put(60, 112 + 30 * row, line[80:])
    read_as = extract(_printed(page, "Dale Bread Forum 2031"))
    assert {event.name for event in read_as.bundle.facts.nodes.values() if isinstance(event, Event)} == {
        "Dale Bread Forum"
    }
    assert titles_of(read_as, Challenge) == {"Ovens for every street", "Flour from near by"}


def test_the_year_in_which_a_wrapped_title_ends_is_no_number_of_a_page() -> None:
    page = documents.Pdf()
    page.put(60, 40, "Proceedings of the Dale Bread Forum", 20)
    page.put(60, 64, "2031", 20)
    for row in range(9):
        page.put(60, 120 + 12 * row, "Eighty people came and baked for a day, and wrote down what they did.")
    page.put(290, 820, "1")
    text = _printed(page)
    assert text.blocks[0].text == "Proceedings of the Dale Bread Forum 2031"
    assert text.blocks[-1].text != "1"


def test_a_bold_title_goes_on_where_its_line_ends_amid_a_phrase() -> None:
    page = documents.Pdf()
    page.put(60, 60, "Bread and ovens for the", 11, bold=True)
    page.put(60, 73, "Streets of Ely", 11, bold=True)
    for row in range(9):
        page.put(60, 120 + 13 * row, "Eighty people came and baked for a day, and wrote down what they did.", 11)
    assert _printed(page).blocks[0].text == "Bread and ovens for the Streets of Ely"


def test_labels_beside_long_lines_are_rows_though_nothing_rules_them() -> None:
    page = documents.Pdf()
    rows = (
        ("Challenge", "Ovens for every street"),
        ("Owner(s)", "Ada North, Head of Food and Drink, and of the Market Halls, Dale District Council"),
        ("Supporter(s)", "Idris Vane, Chair of the Board of Trustees, Filey Mill Co-operative and its Friends"),
        ("Topic", "Food"),
    )
    for row, (label, words) in enumerate(rows):
        page.put(40, 100 + 18 * row, label, 9)
        page.put(130, 100 + 18 * row, words, 9)
    assert [b.text for b in _printed(page).blocks if b.kind is Kind.ROW] == ["\t".join(row) for row in rows]


def test_a_numbered_list_of_lessons_does_not_hide_the_titles_below_it_in_plain_text() -> None:
    lessons = (
        "1. Bread is slow",
        "Nobody could promise a loaf before winter, and the council stopped asking.",
        "2. Ovens are shared",
        "What one street bakes in the next one eats, and the smoke belongs to all.",
        "3. Flour is heavy",
        "Whoever carries it should be asked where the mill stands best.",
        "4. Salt is cheap",
        "Those who pay for the least were the loudest, and the tables noticed.",
    )
    found = _plain(
        "Dale Bread Forum 2031", "Eighty people met in Ely on 4 May 2031.", "What we learned", *lessons, *_FORUM[1:]
    )
    assert titles_of(found, Challenge) == {"Ovens for every street", "Flour from near by"}
    assert titles_of(found, Insight) == {"Bread is slow", "Ovens are shared", "Flour is heavy", "Salt is cheap"}


def test_numbers_below_a_title_of_lessons_count_the_lessons() -> None:
    lessons = (
        f"{n}. {words}"
        for n, words in enumerate(("Bake at night", "Share the ovens", "Grind near by", "Sell by noon"), 1)
    )
    text = "Whoever tried it says that the rest follows from it, and that the neighbours come round in the end."
    found = _plain(
        "Lessons from the Dale Bread Forum 2031", text, *(line for lesson in lessons for line in (lesson, text))
    )
    assert titles_of(found, Insight) == {"Bake at night", "Share the ovens", "Grind near by", "Sell by noon"}


def test_a_theme_above_those_who_lead_it_is_the_challenge_in_plain_text() -> None:
    def group(theme: str, who: str) -> tuple[str, ...]:
        summary = (
            "Nobody knows how many loaves are thrown away, and nobody asks those who bake them what they would do."
        )
        return (
            theme,
            "Lead commissioner",
            who,
            "Why it matters",
            summary,
            "Proposals",
            "1. Ask the bakers.",
            "2. Weigh the bins.",
        )

    found = _plain(
        "Dale Bread Forum 2031",
        "Eighty people met in Ely on 4 May 2031, and worked in two rooms at what each of them had been asked.",
        *group("Theme: Ovens – bread for every street", "Ada North, Head of Food, Dale Council"),
        *group("Theme: Mills – flour from near by", "Idris Vane, Chair, Filey Mill Co-operative"),
    )
    assert {title.removeprefix("Theme: ") for title in titles_of(found, Challenge)} == {
        "Ovens – bread for every street",
        "Mills – flour from near by",
    }


def test_two_sentences_that_lead_into_paragraphs_are_no_title_of_them() -> None:
    found = _plain(
        "Dale Bread Forum 2031",
        "Eighty people met in Ely on 4 May 2031, and worked at two challenges.",
        *_FORUM[1:],
        "What came of last year",
        "People ask whether anything comes of this. Since the Dale Bread Forum 2030:",
        "The Night Oven opened in Ely in January. It is run by Dale Council and bakes for three schools that have no kitchen.",
        "The Ely Flour Fund has lent nineteen households the price of a sack, and Filey Mill Co-operative has paid for more.",
    )
    assert not any(name.startswith("People ask") for name in names_of(found, Initiative))


def test_the_initials_that_stand_before_a_name_are_part_of_no_body() -> None:
    found = _plain(
        "Bread board: notes of a meeting, 4 May 2031",
        "Attendees",
        "- AN Ada North – Elm Trust\n- IV: Idris Vane – Dale Council\n- JP Joan Petch – Fir Homes\n- BBC North Rill – Dale Radio",
    )
    assert {"Ada North -> Elm Trust", "Idris Vane -> Dale Council", "Joan Petch -> Fir Homes"} <= employers(found)


def test_headings_of_signs_alone_break_nothing() -> None:
    text = "Paper Boats gives writing classes in three prisons, see [its site](https://paperboats.example/)"
    page = "# People and projects\n\n" + "".join(
        f"## {head}\n\n{text}\n\n" for head in ("Paper Boats", "›", "Second Helping")
    )
    assert "Paper Boats" in names_of(extract(read("page.md", page.encode())), Organisation)


def test_what_a_site_prints_below_every_page_is_no_idea_of_the_last_challenge() -> None:
    ideas = "".join(f"<p>{line}</p>" for line in _FORUM)
    foot = (
        "<p>Dale Bread Forum was sponsored by Ely Mutual Bank.</p><p>© 2031 Dale Council</p><h3>Related posts</h3><ul><li>Ten tips "
        "for a warm house</li></ul><h3>Sign up to our newsletter</h3><p>Every month, and never more.</p>"
    )
    text = read("page.html", f"<html><body>{ideas}{foot}</body></html>".encode())
    assert titles_of(extract(text), Idea) == {""}
    assert len([n for n in extract(text).bundle.facts.nodes.values() if isinstance(n, Idea)]) == 3


def test_a_word_for_what_a_file_is_does_not_name_the_gathering() -> None:
    page = documents.Pdf()
    for row, line in enumerate(("This is our report of the day.", *_FORUM)):
        page.put(60, 100 + 30 * row, line[:80])
        if len(line) > 80:
            page.put(60, 112 + 30 * row, line[80:])
    assert _printed(page, "Report").title is None


def test_a_bold_line_above_others_is_the_title_however_short() -> None:
    paper = docx.Document()
    paper.add_paragraph().add_run("Dale Bread Forum 2031").bold = True
    paper.add_paragraph("Notes of the day by Dale Council and its neighbours, June 2031")
    paper.add_paragraph("Eighty people met in Ely on 4 May 2031 and baked for a day, and wrote down what they did.")
    paper.save(made := io.BytesIO())
    found = extract(read("report.docx", made.getvalue()))
    assert [n.title for n in found.bundle.facts.nodes.values() if isinstance(n, Document) and n.kind != "register"] == [
        "Dale Bread Forum 2031"
    ]
