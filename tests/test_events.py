"""What a document's gathering is called and when it was, in the forms in which people print that; and texts that tell of none."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Challenge, Document, Event

PEOPLE = "\n\nParticipants came from charities and councils, and the speakers stayed until the evening."


def events(text: str, name: str = "notes.md") -> list[tuple[str, str | None]]:
    facts = extract(read(name, text.encode())).bundle.facts
    return [(n.name, n.date) for n in facts.nodes.values() if isinstance(n, Event)]


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        (
            "# Fen Congress 2031\n\nFen Congress 2031 will take place on Friday 13 June and Saturday 14 June in Ely.",
            "Fen Congress 2031",
            "2031-06-13",
        ),
        (
            "# Report from Ely\n\nThe Second Workshop on Slow Trains (WST2) was held on 3-4 May 2030",
            "Second Workshop on Slow Trains (WST2)",
            "2030-05-03",
        ),
        (
            "# Otter Valley Summit report\n\nOn 8 March 2030 many gathered in Ely. The summit was loud, and this summit was long.",
            "Otter Valley Summit",
            "2030-03-08",
        ),
        (
            "# A wrap-up of Dale’s Food Forum\n\nThe forum brought forty growers together. Later the forum closed.",
            "Dale’s Food Forum",
            None,
        ),
        (
            "# 2031 Spring Gathering\n\n### 10:00 - 11:00 - Welcome\n\n### 11:00 - 12:00 - Talks\n\n### 12:00 - Lunch",
            "2031 Spring Gathering",
            None,
        ),
        (
            "# Slow Table: good food for all\n\nSlow Table: good food for all was a day of tasting. It was held in May 2031.",
            "Slow Table",
            "2031-05",
        ),
        (
            "# What the hills taught us\n\nWe opened the year with Slow Start, a forum where growers from all over Dale met.",
            "Slow Start",
            None,
        ),
        (
            "# Sharing the load\n\nOn Tuesday 4 May 2032 Alder Trust hosted a conversation on care in its hall by the river."
            + PEOPLE,
            "Sharing the load",
            "2032-05-04",
        ),
        (
            "# Minutes of the Fen Housing Board - 9 April 2031\n\nPresent: Ada North (Chair), Ben Castle",
            "Fen Housing Board",
            "2031-04-09",
        ),
        (
            "# Dale Care Panel – Third Meeting 29 September 2031 minutes\n\nApologies: Ben Castle",
            "Dale Care Panel – Third Meeting",
            "2031-09-29",
        ),
        (
            "# Fresh Bread 2031: what we baked\n\nForty came to the Old Mill in Ely for Fresh Bread 2031 on 4 May 2031."
            + PEOPLE,
            "Fresh Bread 2031",
            "2031-05-04",
        ),
        (
            "# Keynote speakers\n\n[Programme of FLOD 2031](x)\n\nThe closing of FLOD 2031 is open to all participants."
            + PEOPLE,
            "FLOD 2031",
            "2031",
        ),
        (
            '---\ntitle: "Harbour Data Day"\ndate: 2031-12-16\n---\n\nThe day was full. It took place in the Custom House.',
            "Harbour Data Day",
            None,
        ),
        (
            "DALE COMMUNITY COUNCIL\n\nORDINARY MEETING MONDAY 4 MARCH 2031\n\nHeld in the Reading Room at 7 p.m.\n\n"
            "Apologies: Ben Castle\n",
            "Dale Community Council Ordinary Meeting",
            "2031-03-04",
        ),
        (
            "# News\n\nHill and Dale Parish Council held their monthly meeting at 7 pm on 11 March 2031 in the Reading Room.\n\n"
            "The minutes of the last meeting held on 12 February 2031 were signed.",
            "Hill and Dale Parish Council monthly meeting",
            "2031-03-11",
        ),
        (
            "# How bread rises\n\nDate: Thursday, 10 February 2031\n\nVenue: The Old Mill, Ely\n\n"
            "Registration closes on 7 February 2031.",
            "How bread rises",
            "2031-02-10",
        ),
        (
            "# How bread rises: agenda\n\n| When | Where |\n| --- | --- |\n\n| Date | 10 February 2031 |\n| --- | --- |\n"
            "| Time | 10 am |\n\nForty bakers are awaited.",
            "How bread rises",
            "2031-02-10",
        ),
        (
            "# Bread for all\n\nThe Alder Trust will host ‘Salt and Bread: a harvest’, a dinner for growers, on 24 July 2031.",
            "Salt and Bread: a harvest",
            "2031-07-24",
        ),
        (
            '# Bread for all\n\nOn 24 July 2031 the Alder Trust held "Salt and Bread", an evening of talks in Ely.',
            "Salt and Bread",
            "2031-07-24",
        ),
        (
            "# Towards open mills\n\nOn 24 November, the Alder Trust asked millers to attend a meeting on the future of water "
            "mills in small towns. Forty came.",
            "Meeting on the future of water mills in small towns",
            None,
        ),
        (
            "# Cities of Care\n\n## End of project report\n\n### Dale Health event – meeting the need\n\nIt was held on "
            "3 May 2031, and forty people attended.",
            "Dale Health event",
            "2031-05-03",
        ),
        (
            "# Outcomes from Millers Group meeting 3 May 2031\n\nForty people took part.",
            "Millers Group meeting",
            "2031-05-03",
        ),
        ("# Open Bread Camp 3 - rising\n\nIt was full, and forty attended.", "Open Bread Camp 3", None),
        (
            "# Dale Voices: programme\n\n10.00 Welcome\n\n11.00 The river\n\n12.00 Lunch",
            "Dale Voices",
            None,
        ),
        (
            "---\ntitle: Meeting Notes &#58; Dale Liaison Meeting from 19 July\ndate: 2031-07-26\n---\n\nForty met in Ely.",
            "Dale Liaison Meeting",
            "2031-07-19",
        ),
        (
            "# 2031-10-26 DALE 2031 Conference\n\n## Who came\n\nForty people attended DALE 2031.",
            "DALE 2031",
            "2031-10-26",
        ),
        ("# Minutes of OpenDALE\n\nDate: 19 July 2031\n\nPresent: Ada North (Alder Trust)", "OpenDALE", "2031-07-19"),
        (
            "# Fen Growers Quarterly Meeting (July 2031)\n\n**Date**: 19 July 2031 13:30\n\nForty came to Ely."
            "\n\nThere is a place on the stand at Salt Congress 2031. Salt Congress 2031 will be in May.",
            "Fen Growers Quarterly Meeting",
            None,
        ),
        (
            "## Programme\n\nThis is the programme for the Dale meeting of the Slow Trains 2031 Conference.\n\n"
            "| Time | Details |\n| --- | --- |\n| 0900 | Arrival |\n| 0930 | Keynote: Ada North |",
            "Slow Trains 2031 Conference",
            None,
        ),
        (
            "# Salt or bread? | Notes from the Dale Millers Symposium\n\nLast Monday, Alder Trust hosted forty people in Ely.",
            "Dale Millers Symposium",
            None,
        ),
        (
            "# Making growing work for Ely\n\nI was pleased to stand for Alder Trust at the recent Making Fields Pay For You "
            "conference in Ely.\n\nThis event brought growers together.",
            "Making Fields Pay For You",
            None,
        ),
        (
            "# Growing in three hours\n\nThis is Monday 3 May 2031 and this is the Dale Growers Workshop, where forty sit.",
            "Dale Growers Workshop",
            "2031-05-03",
        ),
        (
            "# Press release: growers on their way\n\nGrowers get ready for a two-day national summit in Ely on 2-3 May 2031."
            + PEOPLE
            + "\n\nThe Fen Bread summit began in 2029. Tickets for the summit are dear.",
            "Fen Bread summit",
            "2031-05-02",
        ),
        (
            "Title: Dale Growers Roundtable\ndate: 2031-6-15\nslug: dale\n\n### May 3, 2031\n\nForty people attended.",
            "Dale Growers Roundtable",
            "2031-05-03",
        ),
    ],
)
def test_a_gathering_has_the_name_that_the_document_prints(text: str, name: str, date: str | None) -> None:
    found = events(text)
    assert [one for one, _ in found] == [name]
    assert date is None or found == [(name, date)]


@pytest.mark.parametrize(
    ("title", "words", "name", "date"),
    [
        (
            "Tide Jam fills the hall",
            "The Tide Jam began at nine. The Tide Jam ended late. We liked the Tide Jam. Salt Week 2031 followed Salt Week 2031.",
            "Tide Jam",
            "2031-05-03",
        ),
        ("Recap: Jan. 11 Open Salt Meetup", "Our meetup was the first of the year.", "Open Salt Meetup", "2031-05-03"),
    ],
)
def test_a_post_is_about_the_gathering_in_its_title_and_tells_its_day(
    title: str, words: str, name: str, date: str
) -> None:
    front = f"---\ntitle: '{title}'\ndate: 2031-05-06\n---\n\n"
    assert events(f"{front}Forty people came on Saturday, May 3. {words}") == [(name, date)]


def test_the_title_and_day_of_a_meeting_are_read_from_their_table() -> None:
    rows = "| Title of meeting | Fen Libraries - Board Meeting |\n| --- | --- |\n| Date | 20th March 2031 |\n| Next | 29 May 2031 |"
    assert events(f"# BOARD MEETING MINUTES\n\n{rows}\n") == [("Fen Libraries - Board Meeting", "2031-03-20")]


@pytest.mark.parametrize(
    "text",
    [
        "# DALE GENERAL LICENCE\n\nVersion 3, 29 June 2031\n\nThe Dale General Licence is a free licence. You may hand out copies.",
        "# Names in Applications (NIA)\n\nThis replaces NIA 2003, as NIA 2008 says. NIA 2008 is read by most programs.",
        "# Press release: Alder Trust opens its doors\n\nOn 4 May 2031 Alder Trust met in Ely to open a workshop for bicycles.",
        "# How bread rises\n\nDate: 10 February 2031\n\nAda North looks at what millers have learnt.",
        "# Bread for all\n\nThe Alder Trust holds ‘Salt and Bread’, a cookery book for growers, since 24 July 2031.",
        "# Minutes of bread\n\nDate: 19 July 2031\n\nPresent: Ada North (Alder Trust)",
        "# How bread rises\n\nI once spoke at the Slow Fields For Towns conference in Ely.\n\nBread needs time, and so do we.",
        "# News of bread\n\nA two-day summit on 2-3 May 2031 was told of."
        "\n\nParticipants of the Fen Bread summit met those of the Dale Salt summit.",
        "# Dale Homes Together: building in company\n\nThe pub reopened in August 2011. A minister was there on the day.",
    ],
)
def test_what_tells_of_no_gathering_states_none(text: str) -> None:
    assert events(text) == []


def test_a_front_matter_says_title_author_and_day() -> None:
    text = read("day.md", b"---\ntitle: Dale Day\nlayout: post\nauthor: Ada North\ndate: 2031-05-06\n---\n\nA day.\n")
    assert [b.text for b in text.blocks] == ["Dale Day", "author: Ada North", "date: 2031-05-06", "A day."]
    front = "---\ntitle: Dale Day\n{}: 2031-05-06 10:00\nplace: Dale Hall\nspeaker: 'Ada North'\n---\n{}"
    for start, name, words in (("start", "day.md", "A day.\n"), ("event-date", "day.html", "<p>A day.</p>\n")):
        text = read(name, front.format(start, words).encode())
        assert [b.text for b in text.blocks] == [
            "Dale Day",
            "Event date: 2031-05-06 10:00",
            "Location: Dale Hall",
            "Speaker: Ada North",
            "A day.",
        ]
    printed = read(
        "day.md", b"---\ntitle: Dale Day\n---\n\n##1) Start early\n\nIt was early.\n\n##2) Stay late\n\nIt was late.\n"
    )
    assert [b.text for b in printed.blocks][:2] == ["Dale Day", "1) Start early"]


@pytest.mark.parametrize(
    "text",
    [
        "# 2031-04-27 Fen Standards Board\n\n## Topic 1: dates\n\nTalk.\n\n## Topic 2: names\n\nMore talk.",
        "# Fen Data Panel\n\n**Minutes and Actions**\n\nPresent: Ada North",
    ],
)
def test_a_dated_meeting_of_a_board_and_a_line_of_minutes_make_minutes(text: str) -> None:
    facts = extract(read("meeting.md", text.encode())).bundle.facts
    assert [n.kind for n in facts.nodes.values() if isinstance(n, Document)] == ["minutes"]
    assert not [n for n in facts.nodes.values() if isinstance(n, Challenge)]


def test_labelled_lines_above_a_text_are_a_front_matter_where_a_field_is_for_a_site_alone() -> None:
    text = read("day.md", b"Title: Dale Day\nDate: 2031-05-06\nslug: dale-day\n\nA day.\n")
    assert [b.text for b in text.blocks] == ["Dale Day", "Date: 2031-05-06", "A day."]
    text = read("day.md", b"Title: Dale Day\nDate: 2031-05-06\nVenue: Dale Hall\n\nA day.\n")
    assert "Venue: Dale Hall" in [b.text for b in text.blocks]


PAGE = (
    "<html><head><title>{}</title></head><body>{}<p>We heard these talks at our last event:</p><p>{}</p></body></html>"
)


@pytest.mark.parametrize(
    ("title", "above", "first"),
    [
        ("Dale Bread Summit 2031. Agenda", "", "Dale Bread Summit 2031. Agenda"),
        ("Dale Bread Summit 2031 | Alder Trust", "", "Dale Bread Summit 2031"),
        ("Dale Bread Summit 2031", "<h1>Our talks</h1>", "Our talks"),
        ("Home", "", "We heard these talks at our last event:"),
        ("We heard these talks", "", "We heard these talks at our last event:"),
    ],
)
def test_a_page_without_a_heading_has_the_title_that_a_browser_shows(title: str, above: str, first: str) -> None:
    text = read("page.html", PAGE.format(title, above, "10.00 Bread").encode())
    assert text.blocks[0].text == first


def test_a_title_that_a_browser_shows_names_the_gathering() -> None:
    assert events(PAGE.format("Dale Bread Summit 2031. Agenda", "", "Bread, and who came"), "page.html") == [
        ("Dale Bread Summit 2031", "2031")
    ]


FORUM = """# Dale Buying Forum 2031

Thursday 12 June 2031, 9.30am – 4.00pm

The Corn Exchange, Market Place, Ely

Forty people attended.

{}"""
LATER = "Dale Buying Forum 2032 will be held on 11 June 2032 in Hull. Dale Buying Forum 2032 will be longer."


@pytest.mark.parametrize("heading", ["## Next year\n\n", "## Save the date!\n\n", ""])
def test_a_gathering_that_is_announced_is_not_the_one_that_the_title_names(heading: str) -> None:
    bundle = extract(read("page.md", FORUM.format(heading + LATER).encode())).bundle.facts
    told = [node for node in bundle.nodes.values() if isinstance(node, Event)]
    assert [(one.name, one.date, one.venue) for one in told] == [
        ("Dale Buying Forum 2031", "2031-06-12", "Corn Exchange, Ely")
    ]


@pytest.mark.parametrize(
    ("text", "name", "venue"),
    [
        (
            "# Dale Care Together: report of the 2031 workshop\n\nDale Care Together was held on 3 May 2031. Forty people came.",
            "Dale Care Together",
            None,
        ),
        (
            "# Otter Food Network\n\n## Notes of the quarterly meeting held at 10am on Friday 9 May 2031 via Teams\n\n"
            "Present: Ada North",
            "Otter Food Network quarterly meeting",
            None,
        ),
        (
            "# Otter Parish Forum\n\nMinutes of the meeting held on 9 May 2031 at 2.00 pm, Committee Room 2, Town Hall, Ely\n\n"
            "Present: Ada North",
            "Otter Parish Forum",
            "Committee Room 2, Ely",
        ),
    ],
)
def test_what_says_when_and_where_is_no_part_of_the_name(text: str, name: str, venue: str | None) -> None:
    bundle = extract(read("notes.md", text.encode())).bundle.facts
    assert [(e.name, e.venue) for e in bundle.nodes.values() if isinstance(e, Event)] == [(name, venue)]


def test_the_meeting_of_a_council_is_named_after_the_council_over_its_minutes() -> None:
    page = (
        "<html><head><title>Parish Council - Minutes March 2031</title></head><body><h2>EAST ELMDALE PARISH COUNCIL</h2>"
        "<p>Minutes of the Parish Council meeting held in the Reading Room on Wednesday 4th March 2031</p>"
        "<p><b>Present:</b> Cllr Joan North, Cllr Brian Marsh.</p></body></html>"
    )
    events = [
        n for n in extract(read("minutes.html", page.encode())).bundle.facts.nodes.values() if isinstance(n, Event)
    ]
    assert [(event.name.lower(), event.date) for event in events] == [
        ("east elmdale parish council meeting", "2031-03-04")
    ]
