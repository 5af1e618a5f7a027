"""Parts of challenges that their form shows: headings that come back, paragraphs led in bold, labels in a report's own words."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Cites, Supports
from schema.nodes import Challenge, Idea, Initiative, Insight, Model, Person

DAY = "# Ferry Table 2031\n\nFerry Table 2031 was held at the Corn Hall, Leeds on 14 May 2031.\n\n"
OWNER = "Owner: Ada North, Head of Care, Dale Council\n\n"


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, (text + "\n").encode()))


def challenge(title: str, *parts: str) -> str:
    return f"## Theme 1: {title}\n\n{OWNER}" + "".join(f"### {part}\n\n" for part in parts)


def test_headings_below_each_challenge_are_its_parts_in_any_words() -> None:
    def told(title: str, first: str, second: str) -> str:
        ideas = f"#### {first}\n\nThe council would lend a yard for ten years.\n\n#### {second}\n\nA bus would call once a day.\n\n"
        return (
            f"{challenge(title)}### The knot\n\nNobody answers the telephone after six.\n\n### What hands went up for\n\n{ideas}"
            "### A grumble\n\nThe room wondered who would pay for all of it.\n\n"
        )

    found = reading(DAY + told("Buses", "Borrowed yards", "One bus") + told("Homes", "Keys for all", "Two rooms"))
    assert titles_of(found, Idea) == {"Borrowed yards", "One bus", "Keys for all", "Two rooms"}
    summaries = {n.summary for n in found.bundle.facts.nodes.values() if isinstance(n, Challenge)}
    assert summaries == {"Nobody answers the telephone after six."}


def test_headings_that_stand_once_are_ideas_still() -> None:
    found = reading(
        f"{DAY}{challenge('Buses')}### A night bus\n\nIt would run until two.\n\n### A yard to mend in\n\nThe council has one.\n\n"
        f"{challenge('Homes')}### Keys for all\n\nNobody waits for a key.\n\n### Two rooms\n\nOne to sleep in, one to live in.\n\n"
    )
    assert titles_of(found, Idea) == {"A night bus", "A yard to mend in", "Keys for all", "Two rooms"}


@pytest.mark.parametrize("end", [".", ":"])
def test_paragraphs_led_in_bold_behind_a_line_that_announces_them_are_ideas(end: str) -> None:
    def told(title: str, first: str, second: str) -> str:
        return (
            f"## Theme 1: {title}\n\n{OWNER}Nobody answers after six.\n\nThe table proposed the following{end}\n\n"
            f"**{first}.** The council would lend a yard for ten years.\n\n**{second}.** It would be paid by the hour.\n\n"
            "Ada promised to ring round.\n\n"
        )

    found = reading(DAY + told("Buses", "Borrowed yards", "One bus") + told("Homes", "Keys for all", "Two rooms"))
    assert titles_of(found, Idea) == {"Borrowed yards", "One bus", "Keys for all", "Two rooms"}


def sounding(number: int, title: str) -> str:
    return (
        f"SOUNDING {number}: {title}\n\nPut forward by: Ada North, Head of Care, Dale Council\n"
        "Sounding partners: Bo Lee, Chair, Elm Street Trust\n\nNobody answers the telephone after six, and it shows.\n\n"
        "Proposals:\n\n(a) Lend a yard to whoever asks.\n\n(b) Pay for a bus.\n\n"
        "Compare: Maple Yard in Hull; Rowan House in Leeds.\n\n"
    )


NOTES = "FERRY BOARD\n\nNOTES OF THE THIRD MEETING\n\nHeld at the Corn Hall, Leeds, on Saturday 17 January 2031\n\n"


def test_notes_of_a_meeting_whose_tables_brought_challenges_state_them() -> None:
    lessons = (
        "2. GENERAL LESSONS\n\nTHE FERRY TEST. A service that only works by nine works for few.\n\n"
        "FEWER, LONGER. So nearly everybody would like contracts to be.\n\n3. THE SOUNDINGS\n\n"
    )
    found = reading(NOTES + lessons + sounding(1, "HOMES FOR SAILORS") + sounding(2, "BUSES AT NIGHT"), "notes.txt")
    assert len(titles_of(found, Challenge)) == 2
    assert sum(isinstance(node, Idea) for node in found.bundle.facts.nodes.values()) == 4
    assert titles_of(found, Insight) == {"THE FERRY TEST", "FEWER, LONGER"}
    assert names_of(found, Model) == {"Maple Yard", "Rowan House"}
    nodes, links = found.bundle.facts.nodes, found.bundle.facts.links.values()
    helped = [nodes[k.source] for k in links if isinstance(k, Supports)]
    assert {node.name for node in helped if isinstance(node, Person)} == {"Bo Lee"}
    assert any(isinstance(k, Cites) for k in links)


def test_points_of_a_meeting_that_somebody_leads_are_no_challenges() -> None:
    def point(number: int, title: str) -> str:
        return f"ITEM {number}: {title}\n\nLed by: Ada North, Head of Care, Dale Council\n\nActions:\n\n(a) Write.\n\n(b) Ring.\n\n"

    found = reading(NOTES + point(1, "THE BUDGET") + point(2, "THE ROOF"), "notes.txt")
    assert not titles_of(found, Challenge)


def test_work_that_paragraphs_begin_with_by_name_is_stated_with_its_labelled_status() -> None:
    found = reading(
        f"{DAY}## What became of last year's themes\n\nTwo things have followed.\n\n"
        "The Dale Repair Row. Four shops were let to menders. Status: open since June.\n\n"
        "Homeward Dale. Elm Street Trust bought eleven flats. Status: nine flats occupied.\n"
    )
    told = {(n.name, n.status) for n in found.bundle.facts.nodes.values() if isinstance(n, Initiative)}
    assert told == {("The Dale Repair Row", "open since June"), ("Homeward Dale", "nine flats occupied")}


def test_sentences_that_begin_with_few_words_name_no_work() -> None:
    found = reading(
        f"{DAY}## What became of last year's themes\n\nMuch was tried. Four shops were looked at.\n\n"
        "Nothing came of it. The street is as it was.\n"
    )
    assert not names_of(found, Initiative)


def test_they_are_so_beside_labels_without_a_level_too() -> None:
    def puzzle(title: str, first: str, second: str) -> str:
        return (
            f"<h2>Puzzle 1. {title}</h2><dl><dt>Set by</dt><dd>Ada North, Head of Care, Dale Council</dd></dl>"
            "<h3>The puzzle</h3><p>Nobody answers the telephone after six, and it shows.</p>"
            f"<h3>What the group suggests</h3><ol><li>{first}</li><li>{second}</li></ol>"
            "<h3>What could go wrong</h3><p>A yard that is lent can be taken away again.</p>"
            "<h4>Places that have done it</h4><p>Maple Yard in Hull lends to menders.</p>"
        )

    head = "<h1>Ferry Table 2031</h1><p>It was held at the Corn Hall, Leeds on 14 May 2031.</p>"
    page = head + puzzle("Homes", "Lend a yard.", "Open a school at night.")
    found = reading(page + puzzle("Buses", "Pay for a bus.", "Train six drivers."), "notes.html")
    told = {node.text for node in found.bundle.facts.nodes.values() if isinstance(node, Idea)}
    assert told == {"Lend a yard.", "Open a school at night.", "Pay for a bus.", "Train six drivers."}
    assert names_of(found, Model) == {"Maple Yard"}


def test_a_part_that_words_elsewhere_take_for_lessons_stays_in_its_challenge() -> None:
    def brief(title: str, worry: str) -> str:
        return f"**Brief 1: {title}**\n\n{OWNER}**Ideas**\n\n- Lend a yard.\n- Pay for a bus.\n\n**Worries**\n\n{worry}\n\n"

    worries = ("A yard that is lent can be taken away. Bo said so.", "Five leases are no homes. So it was said.")
    found = reading(DAY + brief("Homes", worries[0]) + brief("Buses", worries[1]))
    assert titles_of(found, Challenge) == {"Homes", "Buses"}
    assert not titles_of(found, Insight)


def test_a_line_that_only_counts_the_next_challenge_is_no_part_of_the_last_one() -> None:
    def theme(number: int, title: str) -> str:
        return (
            f'<p class="kicker">Theme {number}</p><h2>{title}</h2><p>Owner: Ada North, Head of Care, Dale Council</p>'
            "<h3>Ideas</h3><ul><li>Lend a yard.</li><li>Pay for a bus.</li></ul><h3>Examples</h3><p>Maple Yard in Hull</p>"
        )

    head = "<h1>Ferry Table 2031</h1><p>It was held at the Corn Hall, Leeds on 14 May 2031.</p><h2>Themes</h2>"
    found = reading(head + theme(1, "Homes") + theme(2, "Buses"), "notes.html")
    assert titles_of(found, Challenge) == {"Homes", "Buses"}
    assert names_of(found, Model) == {"Maple Yard"}


def test_a_heading_behind_another_part_of_the_last_challenge_is_no_idea() -> None:
    listed = "**Ideas**\n\n- Lend a yard.\n- Pay for a bus.\n\n"

    def brief(number: int, title: str) -> str:
        return f"**Brief {number}: {title}**\n\n{OWNER}{listed}**Inspiration**\n\n- Maple Yard, Hull\n\n"

    found = reading(
        f"{DAY}{brief(1, 'Homes')}{brief(2, 'Buses')}**Seen on the wall**\n\nWe came for the soup and stayed for the talk.\n"
    )
    assert len([node for node in found.bundle.facts.nodes.values() if isinstance(node, Idea)]) == 4


@pytest.mark.parametrize(("year", "work"), [("2030", {"The Mill Night Bus", "Second Kettle"}), ("2031", set())])
def test_a_line_that_names_an_earlier_gathering_leads_to_what_came_of_it(year: str, work: set[str]) -> None:
    found = reading(
        f"{DAY}## From the last fire\n\nTwo things that began at Ferry Table {year} are worth telling.\n\n"
        "The Mill Night Bus. Dale Council pays for three drivers.\n\nSecond Kettle. Elm Street Trust lends a room to carers.\n"
    )
    assert names_of(found, Initiative) == work


def test_a_heading_that_comes_back_beside_ideas_is_none_of_them() -> None:
    def table(number: int, title: str, first: str, second: str) -> str:
        return (
            f"## Table {number}: {title}\n\n{OWNER}### The knot\n\nNobody answers the telephone after six.\n\n### Proposals\n\n"
            f"#### {first}\n\nThe council would lend a yard.\n\n#### {second}\n\nA bus would call once a day.\n\n"
            "#### What made us laugh\n\nThe lift was out of order all day.\n\n"
        )

    found = reading(
        DAY + table(1, "Buses", "Borrowed yards", "One bus") + table(2, "Homes", "Keys for all", "Two rooms")
    )
    assert titles_of(found, Idea) == {"Borrowed yards", "One bus", "Keys for all", "Two rooms"}
    summaries = {n.summary for n in found.bundle.facts.nodes.values() if isinstance(n, Challenge)}
    assert summaries == {"Nobody answers the telephone after six."}
