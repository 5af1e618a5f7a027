"""Small documents whose form is easily read wrongly: what stands in columns without lines, what a heading carries beside its words,
what is told of another gathering, and what only sounds like a body."""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas
from stated import employers, names_of
from test_small_documents import reading, sources

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored
from schema.nodes import Challenge, Event, Idea, Initiative, Insight, Model, Organisation, Person


def printed(lines: list[tuple[float, float, float, str]]) -> Extraction:
    """Return what is read of a page: from left, from above, size, words."""
    page = io.BytesIO()
    canvas = Canvas(page)
    for left, top, size, words in [
        (60, 60, 20, "Tidewater Forum 2032"),
        (60, 90, 11, "Tidewater Forum 2032 took place on 3 May 2032 at the Sail Loft, Whitby."),
        *lines,
    ]:
        canvas.setFont("Helvetica", size)
        canvas.drawString(left, 842 - top, words)
    canvas.save()
    return extract(read("forum.pdf", page.getvalue()))


ROWS = [
    ("Mary Dunn", "Quill Harbour Partnership", "Chair"),
    ("John Marsh", "University of the Dale", "Reader"),
    ("Grace Okoro", "Institute of Tidal Science", "Fellow"),
    ("Tom Birch", "Larch Lane Dock Association", "Trustee"),
    ("Ann Wilde", "Wharf Lane Borough Council", "Officer"),
]


@pytest.mark.parametrize("head", [None, ("Name", "Organisation", "Job title")])
def test_lines_as_close_as_those_of_a_text_are_rows_where_names_stand_in_columns(
    head: tuple[str, str, str] | None,
) -> None:
    lines: list[tuple[float, float, float, str]] = [(60, 130, 14, "Delegates")]
    top, size = (168.0, 10) if head else (155.0, 11)
    lines += [(left, 153, 11, words) for left, words in zip((60, 200, 400), head or (), strict=False)]
    for number, row in enumerate(ROWS * 3 if head else ROWS):
        places = zip((60, 200, 400), row if head else row[:2], strict=False)
        lines += [(left, top + 1.35 * size * number, size, words) for left, words in places]
    found = printed(lines)
    role = " | Chair" if head else ""
    assert f"Mary Dunn -> Quill Harbour Partnership{role}" in employers(found)
    assert {"person/mary-dunn", "person/ann-wilde", "organisation/institute-of-tidal-science"} <= sources(
        found, Attended
    )


def test_groups_of_lines_in_a_narrow_column_are_an_entry_each() -> None:
    lines = [
        (60, 130, 16, "Challenge: A doctor in each dale"),
        (60, 155, 13, "Challenge owners"),
        (60, 175, 11, "Mary Dunn, Deputy"),
        (60, 189, 11, "Director of Care, Quill"),
        (60, 203, 11, "Harbour Health Board"),
        (60, 224, 11, "John Marsh – Operations"),
        (60, 238, 11, "Manager, Larch Lane"),
        (60, 252, 11, "Transport Ltd"),
        (60, 280, 13, "Ideas"),
        (60, 300, 11, "1. Put the surgery on the train."),
    ]
    assert employers(printed(lines)) == {
        "Mary Dunn -> Quill Harbour Health Board | Deputy Director of Care",
        "John Marsh -> Larch Lane Transport Ltd | Operations Manager",
    }


def test_a_saying_in_large_type_is_no_part_of_the_lines_beside_it() -> None:
    lines = [
        (60, 137, 18, "Challenge: Empty terraces"),
        (60, 177, 14, "Ideas"),
        (60, 221, 10, "1. Sell each house for a pound to"),
        (60, 234, 10, "people who will live in it."),
        (60, 247, 10, "2. Train roofers on the worst roofs."),
        (330, 203, 14, "“Nobody asked"),
        (330, 219, 14, "us before.”"),
    ]
    ideas = [node.text for node in printed(lines).bundle.facts.nodes.values() if isinstance(node, Idea)]
    assert "Sell each house for a pound to people who will live in it." in ideas


@pytest.mark.parametrize(
    "told",
    [
        "Mary Dunn gave the keynote at the Severn Summit in 2029.",
        "Last autumn's Severn Summit was opened by Mary Dunn.",
    ],
)
def test_who_spoke_at_a_gathering_of_another_year_did_not_speak_here(told: str) -> None:
    assert not sources(reading(told), SpokeAt)


def test_last_autumn_s_gathering_was_held_by_others() -> None:
    found = reading("Last autumn's Severn Symposium, hosted by Quill Harbour Trust, was about fish.")
    assert not sources(found, Organised)


def test_what_a_body_was_called_before_is_one_body_whatever_its_name_looks_like() -> None:
    found = reading("## Delegates\n\n- Mary Dunn, Chair, Warmth for All (previously known as Dale Fuel Aid)\n"
                    "- John Marsh, Clerk, Dale Fuel Aid")  # fmt: skip
    assert names_of(found, Organisation) == {"Warmth for All"}


def test_a_line_below_the_ideas_says_who_sponsored_the_event() -> None:
    found = reading("## Challenge: Dark lanes\n\n### Ideas\n\n- Light the steps.\n\nSponsored by Quill Credit Union")
    assert sources(found, Sponsored) == {"organisation/quill-credit-union"}


def test_a_link_that_says_what_a_click_does_leads_to_material() -> None:
    found = reading("## Challenge: Damp\n\n### Ideas\n\n- [Download the slides](d.pdf)\n- Lend every block a fan.")
    assert [n.text for n in found.bundle.facts.nodes.values() if isinstance(n, Idea)] == ["Lend every block a fan."]


def test_pictures_beside_a_heading_are_no_part_of_it() -> None:
    found = reading("## 🌊 Challenge: Dark lanes 🌱\n\n### Ideas\n\n- Light the steps.")
    assert [n.title for n in found.bundle.facts.nodes.values() if isinstance(n, Challenge)] == ["Dark lanes"]


def test_a_title_in_older_markdown_has_no_space_behind_its_sign() -> None:
    text = (
        "#Three things I learned at Tidewater Forum 2032\n\nTidewater Forum 2032 was held on 3 May 2032 at the Sail Loft, Whitby."
        "\n\n##1. Share the boat\n\nIt costs half.\n\n##2. Teach what you sell\n\nIt pays.\n\n##3. Write it down\n\nNobody did."
    )
    insights = [n for n in extract(read("a.md", text.encode())).bundle.facts.nodes.values() if isinstance(n, Insight)]
    assert [n.title for n in insights] == ["Share the boat", "Teach what you sell", "Write it down"]


def test_news_in_the_notes_of_a_call_is_no_work_that_followed_from_it() -> None:
    text = (
        "# Open Ledger steering call, 14 January 2030\n\n## Present\n\n- Mary Dunn (scribe)\n- John Marsh\n\n"
        "## News from the secretariat\n\n- Version 2 is out\n- We look for a bookkeeper"
    )
    nodes = extract(read("a.md", text.encode())).bundle.facts.nodes.values()
    assert not any(isinstance(node, Initiative) for node in nodes)
    assert any(isinstance(node, Person) for node in nodes)


def test_what_a_list_has_before_bodies_is_an_office_in_all_its_entries() -> None:
    listed = "".join(f"<dt>{name}</dt><dd>{said}</dd>" for name, said in (
        ("Mary Dunn", "Director, Quill Arts Trust"), ("John Marsh", "Senior Lecturer, Dale University"),
        ("Grace Okoro", "Lamplighter, Wharf Borough Council"),
    ))  # fmt: skip
    page = f"<h1>Tidewater Forum 2032</h1><p>It was held on 3 May 2032 in Whitby.</p><h2>Speakers</h2><dl>{listed}</dl>"
    found = extract(read("a.html", f"<html><body>{page}</body></html>".encode()))
    assert "Grace Okoro -> Wharf Borough Council | Lamplighter" in employers(found)


def test_two_headings_with_hours_are_sessions() -> None:
    page = (
        "# Tidewater Congress 2032\n\nTidewater Congress 2032 is at the Sail Loft, Whitby on 3 May 2032.\n\n"
        "## 10.00 Bread and land\n\n- Mary Dunn, Chair, Quill Arts Trust\n\n## 11.15 Who cares?\n\n"
        "- John Marsh, Chair, Dale University"
    )
    assert sources(extract(read("a.md", page.encode())), SpokeAt) == {"person/mary-dunn", "person/john-marsh"}


def test_one_of_many_is_no_body() -> None:
    found = reading("Several towns want a Question Bank. A Brand Foundation is not enough, nor is an Action Network.")
    assert not names_of(found, Organisation) & {"Question Bank", "Brand Foundation", "Action Network"}


def test_a_particle_may_be_tied_to_a_surname() -> None:
    found = reading(
        "## Delegates\n\n- Mohammed bin Rashid al-Amin, Chair, Quill Arts Trust\n- Mary Dunn, Clerk, Dale University"
    )
    assert "Mohammed bin Rashid al-Amin -> Quill Arts Trust | Chair" in employers(found)


def test_who_published_a_collection_is_a_body_whatever_its_name_looks_like() -> None:
    text = (
        "# Common Ground\n\nPublished by Meadow Commons\n\n## Example: Sail Loft, Whitby\n\nThe Sail Loft mends sails."
    )
    found = extract(read("a.md", text.encode()))
    assert names_of(found, Organisation) >= {"Meadow Commons"} and names_of(found, Model) == {"Sail Loft, Whitby"}


def test_cards_side_by_side_are_read_from_name_to_body() -> None:
    cards = [
        ("Mary Dunn", "Chief Executive of the", "Quill Harbour Trust"),
        ("John Marsh", "Director of Boats at", "Wharf Borough Council"),
        ("Grace Okoro", "Senior Lecturer,", "University of the Dale"),
    ]
    lines: list[tuple[float, float, float, str]] = [(60, 130, 14, "Speakers")]
    for left, card in zip((60, 230, 400), cards, strict=True):
        lines += [(left, 155 + 13 * number, 10, words) for number, words in enumerate(card)]
    assert employers(printed(lines)) == {
        "Mary Dunn -> Quill Harbour Trust | Chief Executive",
        "John Marsh -> Wharf Borough Council | Director of Boats",
        "Grace Okoro -> University of the Dale | Senior Lecturer",
    }


def test_cards_in_the_cells_of_one_row_are_read_from_name_to_body() -> None:
    said = (
        "Mary Dunn<br>Chair<br>Quill Harbour Trust",
        "John Marsh<br>Clerk<br>Wharf Borough Council",
        "Ann Oak<br>Reader<br>Dale University",
    )
    cells = "".join(f"<td>{one}</td>" for one in said)
    page = f"<h1>Tidewater Forum 2032</h1><p>It was held on 3 May 2032 in Whitby.</p><table><tr>{cells}</tr></table>"
    found = extract(read("a.html", f"<html><body>{page}</body></html>".encode()))
    assert employers(found) >= {"Mary Dunn -> Quill Harbour Trust | Chair", "Ann Oak -> Dale University | Reader"}


@pytest.mark.parametrize(
    "told", ["Larch Lane Trust hosted the 2029 forum.", "The 2029 gathering was sponsored by Larch Lane Trust."]
)
def test_a_gathering_with_another_year_before_it_is_another_one(told: str) -> None:
    assert not sources(reading(told), Organised) | sources(reading(told), Sponsored)


def test_who_spoke_at_a_gathering_years_ago_did_not_speak_here() -> None:
    assert not sources(
        reading("At the Moor Forum in Pickering two years ago, Mary Dunn's keynote drew tears."), SpokeAt
    )


def test_of_whom_a_speaker_told_did_not_speak() -> None:
    found = reading(
        "Mary Dunn opened the day with a poem. Later she told us that John Marsh MP once answered her letter."
    )
    assert sources(found, SpokeAt) == {"person/mary-dunn"}


def test_a_title_before_a_name_makes_no_event_of_somebody_s_work() -> None:
    assert not sources(reading("Dr Mary Dunn's fellowship is funded by the Larch Lane Trust."), Sponsored)


def test_a_former_name_may_stand_between_commas() -> None:
    found = reading(
        "## Delegates\n\n- Mary Dunn, Rails for All, formerly the Dale Tramway Society\n- John Marsh, Dale Tramway Society"
    )
    assert names_of(found, Organisation) == {"Rails for All"}


def test_what_was_known_as_something_has_a_name_whatever_it_looks_like() -> None:
    found = reading(
        "## Delegates\n\n- Mary Dunn, Chair, Ravelin Fosse (previously known as Dale Cottage Society)\n"
        "- John Marsh, Trustee, Dale Cottage Society"
    )
    assert names_of(found, Organisation) == {"Ravelin Fosse"}


@pytest.mark.parametrize(
    "before",
    [
        "known until 2029 as Dale Cottage Society",
        "until 2029: Dale Cottage Society",
        "called Dale Cottage Society before 2029",
        "known as the Dale Cottage Society until 2029",
    ],
)
def test_the_year_until_which_a_name_was_used_may_stand_before_or_behind_it(before: str) -> None:
    delegates = f"## Delegates\n\n- Mary Dunn, Chair, Larch Lane Trust ({before})\n- John Marsh, Dale Cottage Society"
    assert names_of(reading(delegates), Organisation) == {"Larch Lane Trust"}


def test_a_name_behind_an_office_is_a_body_s_whatever_it_looks_like() -> None:
    delegates = (
        "- Mary Dunn, Chair, Sable Sound Archive (previously Dale Tape Library)\n- John Marsh, Dale Tape Library"
    )
    assert names_of(reading(f"## Delegates\n\n{delegates}"), Organisation) == {"Sable Sound Archive"}


def test_what_a_body_is_known_for_is_no_name_of_it() -> None:
    delegates = "- Mary Dunn, Chair, Larch Lane Trust (known until 2029 for boats)\n- John Marsh, Dale Cottage Society"
    assert names_of(reading(f"## Delegates\n\n{delegates}"), Organisation) == {
        "Larch Lane Trust",
        "Dale Cottage Society",
    }


def test_a_picture_between_words_stays() -> None:
    found = reading("## Challenge: Dark lanes\n\n### Ideas\n\n- Put a 💡 on the steps 🌱.")
    ideas = [node.text for node in found.bundle.facts.nodes.values() if isinstance(node, Idea)]
    assert ideas == ["Put a 💡 on the steps."]


def test_what_stands_behind_somebody_who_was_elsewhere_keeps_its_name() -> None:
    found = reading("## Delegates\n\n- Mary Dunn (previously Dale Cottage Society)\n- John Marsh, Dale Cottage Society")
    assert names_of(found, Organisation) == {"Dale Cottage Society"}


def test_a_firm_of_two_names_is_no_field_of_the_body_before_it() -> None:
    found = reading(
        "We thank the Royal Institute of Planning and Design, Ash & Marsh Solicitors and the Larch Lane Trust."
    )
    assert {"Royal Institute of Planning and Design", "Ash & Marsh Solicitors"} <= names_of(found, Organisation)


def test_a_heading_may_say_that_recommendations_follow() -> None:
    found = reading("## Our recommendations are:\n\n(a) Light the bridges.\n\n(b) Give every mooring a tap.")
    assert sum(isinstance(node, Idea) for node in found.bundle.facts.nodes.values()) == 2


def test_a_garden_is_a_venue() -> None:
    found = extract(read("a.md", b"# Bee Fest\n\nBee Fest took place on 31 May 2030 at the Botanic Garden, Bristol."))
    assert [n.venue for n in found.bundle.facts.nodes.values() if isinstance(n, Event)] == ["Botanic Garden, Bristol"]


@pytest.mark.parametrize(
    "said",
    ["was held on June 12th, 2031, at the Guildhall, Bath.", "was held in the Guildhall, Bath, on June 12th, 2031."],
)
def test_a_venue_of_one_word_stands_before_its_town(said: str) -> None:
    found = extract(read("a.md", f"# Bee Fest\n\nThe Bee Fest {said}".encode()))
    assert [n.venue for n in found.bundle.facts.nodes.values() if isinstance(n, Event)] == ["Guildhall, Bath"]


def test_a_season_before_a_town_is_no_venue() -> None:
    found = extract(
        read("a.md", b"# Bee Fest\n\nThe Bee Fest was held in the Spring, Bath being full, on June 12th, 2031.")
    )
    assert [n.venue for n in found.bundle.facts.nodes.values() if isinstance(n, Event)] == [None]


def test_a_table_below_a_challenge_may_hold_its_ideas() -> None:
    found = reading(
        "## Challenge: Cold homes\n\n| Idea | Votes |\n|---|---|\n| Insulate whole streets | 12 |\n| Lend out cameras | 7 |"
    )
    ideas = {node.text for node in found.bundle.facts.nodes.values() if isinstance(node, Idea)}
    assert ideas == {"Insulate whole streets", "Lend out cameras"}


def test_who_sponsors_the_next_gathering_did_not_sponsor_this_one() -> None:
    found = reading("The next Tidewater Forum will be on 9 June 2033 in Filey, sponsored by Larch Lane Bank.")
    assert not sources(found, Sponsored)
