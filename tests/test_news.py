"""What press releases, news, letters and pages of events say in forms of their own: the day of a release, offices whose body stands
elsewhere, signatures one a line, thanks and labels of those who held and paid; and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored, WorksFor
from schema.nodes import Challenge, Event

RELEASE = "# Dale larders open\n\nThree larders open in Dale.\n\n{}\n\nIt rained.\n"


def found(words: str, ending: str = "md") -> Extraction:
    return extract(read(f"news.{ending}", words.encode()))


def employers(one: Extraction) -> set[tuple[str, str]]:
    ends = [(k.source, k.target) for k in one.bundle.facts.links.values() if isinstance(k, WorksFor)]
    return {(who.removeprefix("person/"), body.removeprefix("organisation/")) for who, body in ends}


@pytest.mark.parametrize(
    ("told", "who", "body"),
    [
        ("The Quill Trust met. Its chair, Fiona Browning, said so.", "fiona-browning", "quill-trust"),
        (
            "The Quillbeck Clinic opens a line.\n\n“It helps,” said Fiona Browning, the Clinic's executive director.",
            "fiona-browning",
            "quillbeck-clinic",
        ),
        ("The Quill Trust has appointed Zara Browning as chair of its board.", "zara-browning", "quill-trust"),
        ("Silao Vallona-Sefu of the Quillbeck Warm Rooms spoke first.", "silao-vallona-sefu", "quillbeck-warm-rooms"),
        (
            "Fiona Browning, who runs the children's service at the Quillbeck City Library, agreed.",
            "fiona-browning",
            "quillbeck-city-library",
        ),
        ("Elm Street Ltd runs it. Chairperson of Elm Street, Fiona Browning, agreed.", "fiona-browning", "elm-street"),
        (
            "Fiona Browning came. Dame Fiona was chief executive of Quill Trust from 2031 to 2033.",
            "fiona-browning",
            "quill-trust",
        ),
        (
            "Fiona Browning has worked for Quillspace since 2031. She was previously at Fir Hands in Leeds.",
            "fiona-browning",
            "fir-hands",
        ),
        (
            "The lease is signed by the Quillbeck Lido Trust.\n\n“Good,” said trust chair Fiona Browning.",
            "fiona-browning",
            "quillbeck-lido-trust",
        ),
        ("Friends of Quillmere Park (Fiona Browning, chair)", "fiona-browning", "friends-of-quillmere-park"),
        (
            "Councillor Fiona Browning, Quill Council's executive member for parks, agreed.",
            "fiona-browning",
            "quill-council",
        ),
        (
            "Fiona Browning came. Fiona joins from Quillhands Cymru, where she led.",
            "fiona-browning",
            "quillhands-cymru",
        ),
        (
            "Fiona Browning came. She began her career as a housing officer with Quill Council.",
            "fiona-browning",
            "quill-council",
        ),
        (
            "Fiona Browning came. She sits on the boards of Quill Hands and Larch Makers.",
            "fiona-browning",
            "larch-makers",
        ),
        (
            "Zara Featherstone-Hall, Senior Fellow at Quill University, spoke.",
            "zara-featherstone-hall",
            "quill-university",
        ),
        ("The Quill Trust opened its doors. Board member Fiona Browning spoke.", "fiona-browning", "quill-trust"),
        (
            "The Quill Council met.\n\nFiona Browning, the council's portfolio holder for parks, agreed.",
            "fiona-browning",
            "quill-council",
        ),
        (
            "Fiona Browning left. Before that she spent six years with the First Quill Bank of Canada.",
            "fiona-browning",
            "first-quill-bank-of-canada",
        ),
        ("They are Zara Vallonsa (QuillWorks) and others.", "zara-vallonsa", "quillworks"),
        (
            "Quillmere Hall Associates lead it. Fiona Browning of Quillmere Hall agreed.",
            "fiona-browning",
            "quillmere-hall-associates",
        ),
        ("At our meeting in June Alasdair MacVicar (Quill Trust) was elected.", "alasdair-macvicar", "quill-trust"),
        ("Fiona Browning came. She trains mentors for the Quill Trust.", "fiona-browning", "quill-trust"),
    ],
)
def test_an_office_is_in_the_body_that_the_words_mean(told: str, who: str, body: str) -> None:
    assert (who, body) in employers(found(RELEASE.format(told)))


@pytest.mark.parametrize(
    "told",
    [
        "Rain fell on the Quill Trust. Its chair, Fiona Browning, said so.",
        "The Quillbeck Clinic and the Larkmere Clinic met.\n\n“It helps,” said Fiona Browning, the Clinic's director.",
        "The Quill Trust has appointed Zara Browning.",
        "We met in Fiona Browning Springs and in Fiona Springs.",
        "Zara Hohl Tessem, who runs the library in Tromsey, and Rauha Maarno came.",
        "Ring Fiona Browning, Communications Lead – 416-000-0000.",
        "Fiona Browning left, and the member of Dale Parliament Ben Vale and Fir City Councillor Kirsta Wong-Tame came.",
    ],
)
def test_nobody_is_tied_to_what_may_be_another_body_or_none(told: str) -> None:
    assert not employers(found(RELEASE.format(told)))


def test_who_signs_a_letter_one_a_line_works_for_the_body_on_the_line() -> None:
    letter = (
        "# An open letter\n\nDear Minister,\n\nWe write as people who run, fund, study and use larders in every town of Dale, "
        "and who have seen more than half of them close since the last of the grants for warm rooms ended.\n\nYours,\n\n"
        "**Ada North**, Chief Executive, Quill Alliance\n**Prof. Ben Vale**, University of Marsh\n"
        "**Councillor Cora Hill**, Cabinet Member for Children and Families, Quillbeck Council\n**Rev. Dr Dev Patel**, Fir Trust\n"
    )
    assert employers(found(letter)) == {
        ("ada-north", "quill-alliance"),
        ("ben-vale", "university-of-marsh"),
        ("cora-hill", "quillbeck-council"),
        ("dev-patel", "fir-trust"),
    }


PAGE = """<h1>Bread for all: a conference on ovens</h1>
<dl><dt>Date</dt><dd>Thursday, 16 October 2031</dd><dt>Venue</dt><dd>Quillbeck Meeting House, Leeds</dd>
<dt>Organiser</dt><dd>Fir Hands with the Bakers' Education Trust</dd><dt>Price</dt><dd>£45</dd></dl>
<p>The day brings together bakers who want to learn.</p>
<h2>Confirmed speakers</h2><p><strong>Ada North</strong> is head of ovens at Quill Trust.</p>
<h2>Supported by</h2><p>The Elm Foundation and the Birch Bank</p>"""


def test_a_page_that_labels_by_headings_says_when_where_and_who_stands_behind_it() -> None:
    facts = found(PAGE, "html").bundle.facts
    [event] = [node for node in facts.nodes.values() if isinstance(node, Event)]
    assert (event.date, event.venue) == ("2031-10-16", "Quillbeck Meeting House, Leeds")
    by = {kind: {k.source for k in facts.links.values() if isinstance(k, kind)} for kind in (Organised, Sponsored)}
    assert by[Organised] == {"organisation/fir-hands", "organisation/bakers-education-trust"}
    assert by[Sponsored] == {"organisation/elm-foundation", "organisation/birch-bank"}
    assert not any(isinstance(node, Challenge) for node in facts.nodes.values())


@pytest.mark.parametrize(
    ("words", "day"),
    [
        (
            "**ELMSTEAD, Wales, 12 August 2031** – The Dale Rivers Forum, held from 6 to 8 August, was convened by Elm Trust.",
            "2031-08-06",
        ),
        (
            "*Media release – 12 August 2031*\n\nThe Dale Rivers Forum, held from 6 to 8 August, was convened by Elm Trust.",
            "2031-08-06",
        ),
    ],
)
def test_the_day_of_a_release_is_not_its_forum_s(words: str, day: str) -> None:
    [event] = [n for n in found(f"# Rivers are full\n\n{words}\n").bundle.facts.nodes.values() if isinstance(n, Event)]
    assert (event.name, event.date) == ("Dale Rivers Forum", day)


def test_a_name_with_its_year_may_stand_behind_the_day() -> None:
    words = (
        "Some 200 people came to Leeds on 23 and 24 October for Open Ovens 2031, where bakers met. Open Ovens is old.\n"
    )
    [event] = [
        n
        for n in found(f"# 200 bakers\n\n*29 October 2031*\n\n{words}").bundle.facts.nodes.values()
        if isinstance(n, Event)
    ]
    assert event.name == "Open Ovens 2031"


def test_an_invitation_with_an_agenda_is_no_minutes() -> None:
    words = "# Join us: Annual Meeting of the Friends of Dale Woods\n\n- **Date:** 23 March 2031\n- **Time:** 2pm\n\n## Agenda\n\n"
    one = found(words + "1. Apologies\n2. Minutes of the last meeting\n3. Cakes\n")
    [event] = [n for n in one.bundle.facts.nodes.values() if isinstance(n, Event)]
    assert event.name == "Annual Meeting of the Friends of Dale Woods"


def test_volunteers_from_bodies_held_what_they_organised() -> None:
    words = "# Dale Bus Forum\n\nThe forum takes place on 7 June 2031. It is organised by a group of volunteers from Fir Trust.\n"
    links = found(words).bundle.facts.links.values()
    assert {k.source for k in links if isinstance(k, Organised)} == {"organisation/fir-trust"}


@pytest.mark.parametrize(
    ("told", "held", "paid"),
    [
        (
            "The week is an initiative of Fir Trust and Elm Trust, with the support of Birch Bank.",
            {"fir-trust", "elm-trust"},
            {"birch-bank"},
        ),
        ("It is organised by Fir Trust.", {"fir-trust"}, set()),
        ("Quillspace paid for lunch.", set(), {"quillspace"}),
        (
            "## Thank you\n\nTo Fir Trust for lending us the hall, to Birch Bank for paying for the food.",
            set(),
            {"birch-bank"},
        ),
    ],
)
def test_who_held_and_paid_in_the_words_of_announcements(told: str, held: set[str], paid: set[str]) -> None:
    links = found(
        f"# Dale Bread Week\n\nDale Bread Week takes place from 7 to 11 June 2031.\n\n{told}\n"
    ).bundle.facts.links.values()
    assert {k.source.removeprefix("organisation/") for k in links if isinstance(k, Organised)} == held
    assert {k.source.removeprefix("organisation/") for k in links if isinstance(k, Sponsored)} == paid


def test_who_is_coming_comes_and_a_call_for_something_is_no_gathering() -> None:
    page = "# Dale Unconference\n\n**When:** 7 June 2031\n**Where:** Mill\n\n## Who is already coming\n\n- Ada North, Fir Trust\n"
    links = found(page).bundle.facts.links.values()
    assert "person/ada-north" in {k.source for k in links if isinstance(k, Attended)}
    letter = "# Leaders call for a Rivers Bill\n\n*Published on 30 January 2031*\n\nSigned:\n\n| Name | Organisation |\n|---|---|\n"
    one = found(letter + "| Ada North | Fir Trust |\n| Ben Vale | Elm Trust |\n")
    assert not [node for node in one.bundle.facts.nodes.values() if isinstance(node, Event)]


def test_what_stands_in_the_cell_behind_a_speaker_is_the_speaker_s_place_and_no_body() -> None:
    table = (
        "| What | Who | Where |\n|---|---|---|\n| Opening talk | Dr Ada North, Quillspace | Elmstead Christchurch |\n"
    )
    assert employers(found(f"# Dale Bread Festival\n\nThe festival was held on 7 June 2031.\n\n{table}")) == {
        ("ada-north", "quillspace")
    }


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("- Fiona Browning, president of Quillacoop (Italy)", "quillacoop"),
        ("Fiona Browning of QuillWorks agreed.", "quillworks"),
    ],
)
def test_a_body_of_one_word_may_have_its_country_behind_it(words: str, body: str) -> None:
    assert employers(found(RELEASE.format(words))) == {("fiona-browning", body)}


def test_a_caption_ties_nobody_to_where_the_picture_was_taken() -> None:
    assert not employers(
        found(RELEASE.format("Photo: from left, Fiona Browning and Rajesh Moss at the Quillbeck Arts Centre."))
    )


def test_the_mayor_of_a_town_is_a_person_and_a_surname_before_an_office_no_body() -> None:
    words = "Mayor of Rochdale Fiona Browning-Wood cut it. “Yes,” said Quillson-Vale, the company's chief executive."
    nodes = found(RELEASE.format(words)).bundle.facts.nodes
    assert "person/fiona-browning-wood" in nodes
    assert "organisation/quillson-vale" not in nodes


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        (
            "It was formed in 2031 by Fir Trust, Quillmere Hands and Second Larch.",
            {"fir-trust", "quillmere-hands", "second-larch"},
        ),
        (
            "Its other members are Second Larch, Quillmere Hands and Elmstead Trust.",
            {"elmstead-trust", "quillmere-hands", "second-larch"},
        ),
        ("It has £400,000 from the Old Quillbarns Commons.", {"old-quillbarns-commons"}),
        (
            "It works with the Department of Forests and Soil Conservation and QHRI.",
            {"department-of-forests-and-soil-conservation"},
        ),
    ],
)
def test_bodies_that_made_something_or_gave_money_are_some(words: str, bodies: set[str]) -> None:
    nodes = found(RELEASE.format(words)).bundle.facts.nodes
    assert {i.removeprefix("organisation/") for i in nodes if i.startswith("organisation/")} == bodies


MEETUP = """# Maps of Dale community meet-up

The mappers met in Dale on Saturday 25 May 2031 at the Quillbeck Hotel and talked.

**Talks**

* Ada North: Mapping every bus shelter

**In the room**: Fiona Browning, Rajesh Moss (Quill Trust), and others.
"""


def test_who_was_in_the_room_came_and_did_not_speak() -> None:
    links = found(MEETUP).bundle.facts.links.values()
    assert {k.source for k in links if isinstance(k, SpokeAt)} == {"person/ada-north"}
    came = {k.source for k in links if isinstance(k, Attended)}
    assert {"person/fiona-browning", "person/rajesh-moss"} <= came


@pytest.mark.parametrize(
    ("words", "name", "day", "venue"),
    [
        (
            "# Dale Bread Fortnight: round-up\n\nPosted on 8 July 2031\n\nBetween 23 June and 6 July bakers came to ovens. "
            "The Dale Bread Fortnight was run by Fir Trust.\n",
            "Dale Bread Fortnight",
            "2031-06-23",
            None,
        ),
        (
            "# What happened at Youth Bread Assembly\n\nOn Saturday 1 March, 64 people met at the Quillbeck Pavilion and "
            "took part in the first Youth Bread Assembly.\n",
            "Youth Bread Assembly",
            None,
            "Quillbeck Pavilion",
        ),
    ],
)
def test_a_round_up_names_its_gathering_and_a_room_needs_no_town(
    words: str, name: str, day: str | None, venue: str | None
) -> None:
    [event] = [n for n in found(words).bundle.facts.nodes.values() if isinstance(n, Event)]
    assert (event.name, event.date, event.venue) == (name, day, venue)


def test_who_organised_the_forum_may_stand_in_a_clause() -> None:
    words = "# Dale Rivers Forum\n\nThe forum met on 7 June 2031. Ada, chair of the Fir Trust, which organised the forum, spoke.\n"
    links = found(words).bundle.facts.links.values()
    assert {k.source for k in links if isinstance(k, Organised)} == {"organisation/fir-trust"}


def test_the_annual_conference_of_a_body_is_its_own_and_the_day_of_an_embargo_is_not_its() -> None:
    words = (
        "**News release**\n**Embargoed until 10 a.m., April 22, 2031**\n\n# Cities pledge lakes\n\nThey pledged at the annual "
        "conference of the Dale and St. Quill Lakes Initiative, held at the Corn Hall in Leeds from April 21 to 23, and so on.\n\n"
        "The conference was sponsored by Elm Trust.\n"
    )
    facts = found(words).bundle.facts
    [event] = [node for node in facts.nodes.values() if isinstance(node, Event)]
    assert (event.name, event.date) == ("Dale and St. Quill Lakes Initiative annual conference", "2031-04-21")
    assert {k.source for k in facts.links.values() if isinstance(k, Organised)} == {
        "organisation/dale-and-st-quill-lakes-initiative"
    }
    assert {k.source for k in facts.links.values() if isinstance(k, Sponsored)} == {"organisation/elm-trust"}
