"""Who held and who paid for an event, where sentences, lines of their own and lists say it; and who did so for something else."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Organised, ReportsOn, Sponsored
from schema.nodes import Event

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(words: str) -> Extraction:
    return extract(read("notes.md", (DAY + words + "\n").encode()))


def stand_behind(found: Extraction, link_type: type[Organised | Sponsored]) -> set[str]:
    links = found.bundle.facts.links.values()
    return {link.source.removeprefix("organisation/") for link in links if isinstance(link, link_type)}


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("In partnership with the Elm Trust, Fir Group convened a day on food on 14 May.", {"elm-trust", "fir-group"}),
        ("The day was long. Next year’s day will be hosted by Elm Trust.", set()),
        ("The day was hosted by Elm Trust & Fir Group.", {"elm-trust", "fir-group"}),
        ("Our thanks go to our partner Fir Group, who hosted some of these meetings.", set()),
        ("On 14 May, Elm Trust and The Fir Group co-hosted an open day on food in Leeds.", {"elm-trust", "fir-group"}),
        (
            "Elm Trust, Fir Homes and the Ash Foundation jointly organised the event.",
            {"elm-trust", "fir-homes", "ash-foundation"},
        ),
        (
            "The day was convened by Elm Trust and co-organised by Ada North (Fir Homes) and Bo Dale (Ash Foundation).",
            {"elm-trust"},
        ),
        (
            "On 14 May, Elm Trust held a day on food in Leeds in partnership with Quill Hands and the Fir Group.",
            {"elm-trust", "quill-hands", "fir-group"},
        ),
        ("The day, convened by Elm Trust with support from Fir Group, brought together forty people.", {"elm-trust"}),
        ("Elm Trust hosted a day on a tool designed in partnership with Fir Homes.", {"elm-trust"}),
        ("Elm Trust is delighted to host Quay Day for growers.", {"elm-trust"}),
        ("Elm Trust, in conjunction with the Fir Group, will host Quay Day for growers.", {"elm-trust", "fir-group"}),
        (
            "The Elm Secretariat, Fir Network, and Ash Trust cohosted the day.",
            {"elm-secretariat", "fir-network", "ash-trust"},
        ),
        (
            "On 14 May, Quayside Commons invited growers and residents.",
            {"quayside-commons"},
        ),
        (
            "On 14 May 2031, Elm Trust and the Fir Society brought together a wide spectrum of voices.",
            {"elm-trust", "fir-society"},
        ),
        (
            "The Elm Trust presented the event, with thanks to Ada North, and thank you to the Fir Group for hosting.",
            {"elm-trust", "fir-group"},
        ),
        (
            "The day was hosted by Elm Trust and [Ash+Digital](http://ashd.org) joining others.",
            {"elm-trust", "ash-digital"},
        ),
        ("**Our hosts**: Elm Trust and Fir Group.", {"elm-trust", "fir-group"}),
        ("The Professor of Housing Policy led the day.", set()),
        ("The day was also kindly hosted and run by Elm Trust and Fir Homes.", {"elm-trust", "fir-homes"}),
        ("Forty came to the day-long event presented by Elm Trust and the Fir Group.", {"elm-trust", "fir-group"}),
        ("The day was organised jointly by Elm Trust and Fir Homes.", {"elm-trust", "fir-homes"}),
        ("Quay Day is held in collaboration between Elm Trust and Fir Homes.", {"elm-trust", "fir-homes"}),
        (
            "Elm Trust worked together with Fir Homes and Ash Trust to put on the event.",
            {"elm-trust", "fir-homes", "ash-trust"},
        ),
        ("Elm Trust, together with Fir Homes and Ash, are putting together a full day free forum.", set()),
        (
            "Elm Acts!, in partnership with Fir Homes and Ash Trust, are putting together a half day free day on bread.",
            {"elm-acts", "fir-homes", "ash-trust"},
        ),
        ("We went to Leeds to be at Quay Day on 14 May, put on by our friends Elm Trust.", {"elm-trust"}),
        ("We went to a film on 14 May, put on by our friends Elm Trust.", set()),
        ("Thanks to the whole Quill Hands team for putting on such a great event.", {"quill-hands"}),
        ("Elm Trust teamed up with Fir Homes to build a bridge.", set()),
        ("In May, Elm Trust is partnering with Fir Homes to host the Quay Day 2031.", {"elm-trust", "fir-homes"}),
        ("Elm Trust, Fir Homes, & Ash Trust are partnering to host a day.", {"elm-trust", "fir-homes", "ash-trust"}),
        ("Growers will pool what they know when Elm Trust hosts the Quay Day.", {"elm-trust"}),
        ("Where: Elm Trust kindly hosted the event.", {"elm-trust"}),
        ("Many thanks to Elm Trust for putting on this event.", {"elm-trust"}),
        ("Many thanks to Elm Trust for hosting us and to Fir Homes for the lunch.", {"elm-trust"}),
        ("The talk was presented by Elm Trust.", set()),
        ("Representing our host, Elm Trust, was Ada North.", {"elm-trust"}),
        ("On 14 May 2031, Ada North brought together forty people.", set()),
        ("The day built on the Oak Sector Forum, convened by Fir Homes.", set()),
        ("Elm Trust will host the Oak Summit in June.", set()),
        ("In 2029, Elm Trust hosted a day on housing.", set()),
        ("Last year, Elm Trust hosted the event.", set()),
        ("Elm Trust hosted a dinner for its members.", set()),
        ("Elm Trust runs a shop, and the day was long.", set()),
    ],
)
def test_sentences_say_who_held_it(sentence: str, held: set[str]) -> None:
    assert stand_behind(reading(sentence), Organised) == held


def test_a_line_of_its_own_says_who_held_it_wherever_it_stands() -> None:
    challenge = (
        "## Challenge: Homes for young people\n\n### Ideas\n\n- Turn empty offices into homes.\n- Pool deposits.\n\n"
    )
    assert stand_behind(reading(f"{challenge}Hosted by Elm Trust and Birch County Council"), Organised) == {
        "elm-trust",
        "birch-council",
    }
    told = f"{challenge}The hostel was opened in May, hosted by Elm Trust."
    assert stand_behind(reading(told), Organised) == set()


@pytest.mark.parametrize("title", ["Elmspace AGM 2031", "Elmspace Annual General Meeting 2031"])
def test_an_annual_general_meeting_is_its_body_s_own(title: str) -> None:
    told = f"# {title}\n\n{title} took place on 14 May 2031. Bo Dale told what Elmspace has been up to.\n"
    assert stand_behind(extract(read("agm.md", told.encode())), Organised) == {"elmspace"}
    other = told.replace("Annual General Meeting", "Fair").replace("AGM", "Fair")
    assert stand_behind(extract(read("fair.md", other.encode())), Organised) == set()


@pytest.mark.parametrize(
    ("words", "paid"),
    [
        (
            "We are grateful to Dale Council for its help, to our sponsors Elm Trust and Ash Trust, and to those who came.",
            {"dale-council", "elm-trust", "ash-trust"},
        ),
        (
            "The day was free, thanks to the sponsorship by Elm Trust, Fir Homes and Ash Trust.",
            {"elm-trust", "fir-homes", "ash-trust"},
        ),
        (
            "Fir Homes sold lunch. Thanks to the sponsorship by [Elm Trust](https://elm.example) it was free.",
            {"elm-trust"},
        ),
        (
            "Ada North began by thanking our generous sponsors Guy Hill of Fir & Country and Jon Lee of Elm Homes.",
            {"fir-and-country", "elm-homes"},
        ),
        ("The team thanks Elm Trust, the Event Sponsor for this second day, for lunch.", {"elm-trust"}),
        (
            "Last, reviews by our sponsors:\n\nElm Homes:[ What we saw](https://elm.example)\n\n"
            "Fir Trust:[ A day out](https://fir.example)\n\nSee you all next year!",
            {"elm-homes", "fir-trust"},
        ),
        (
            "## Sponsors\n\n" + "The Elm Centre for Design (ECD) is where ideas become real things. " * 4,
            {"elm-centre-for-design"},
        ),
        ("## Sponsors\n\n" + "We are glad of those who help us and hope to see more of them. " * 4, set()),
        (
            "We thank the funding organisations: The Elm Trust and Fir Homes, whose support made it possible.",
            {"elm-trust", "fir-homes"},
        ),
        (
            "## Acknowledgements\n\n- The Elm Trust for supporting the workshop\n- Ada North for the lunch",
            {"elm-trust"},
        ),
        ("The talks were led by Bo Dale, with support from Ms Ada North and Mr Guy Hill.", set()),
        (
            "It was free, thanks to funding from Elm Trust and DARE UK. The talks were long.",
            {"elm-trust", "dare-uk"},
        ),
        ("Elm Trust, who paid for the venue, sent nobody.", {"elm-trust"}),
        ("Refreshments were sponsored by Elm Trust and Fir Homes.", {"elm-trust", "fir-homes"}),
        ("Sponsors for our local event were Elm Trust and Fir Homes.", {"elm-trust", "fir-homes"}),
        ("Elm Trust was the headline sponsor.", {"elm-trust"}),
        ("Gold sponsor: Elm Trust", {"elm-trust"}),
        ("Hosted by Ash Trust. Kindly sponsored by Elm Trust and the Fir Group", {"elm-trust", "fir-group"}),
        ("The day was made possible thanks to Elm Trust.", {"elm-trust"}),
        (
            "It would not have been possible without the generous support of Elm Trust and Fir Homes.",
            {"elm-trust", "fir-homes"},
        ),
        ("Thank you to Fir Homes for hosting us and to Elm Trust for sponsoring lunch.", {"elm-trust"}),
        ("Ada North of Fir Homes, which is funded by Elm Trust, spoke about gulls.", set()),
        ("Elm Trust, who paid for the bridge, sent nobody.", set()),
        ("Thanks to Elm Trust for sponsoring our football team.", set()),
        ("The report was published thanks to the funding by Elm Trust.", set()),
        ("At Oak Summit 2029, Elm Trust was thanked, the sponsor of that summit.", set()),
        ("Thanks to Elm Trust, who sponsored us then.", set()),
        ("Three years ago we met in Hull. Thanks to Elm Trust, who paid for that day.", set()),
        ("Three years ago, the sponsor was Elm Trust.", set()),
        ("We met in Leeds. Thanks to Elm Trust, who paid for that day.", {"elm-trust"}),
        ("Elm Trust was kind. It asked for a book; its binding was sponsored by Fir Homes.", set()),
        ("We were forty people; its lunch was sponsored by Fir Homes.", {"fir-homes"}),
        ("The translation was sponsored by Fir Homes.", set()),
    ],
)
def test_who_paid(words: str, paid: set[str]) -> None:
    assert stand_behind(reading(words), Sponsored) == paid


def test_who_asked_people_behind_a_report_did_not_hold_the_event() -> None:
    told = "This report on the day grew slowly. The interviews behind Chapter 2 were organised by Elm Trust."
    assert stand_behind(reading(told), Organised) == set()
    assert stand_behind(reading("The day was organised by Elm Trust."), Organised) == {"elm-trust"}


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("On 14 May 2031, Elm Trust and Fir Homes co-hosted an Open Data Forum on food in Leeds.", "Open Data Forum"),
        ("Fir Homes hosted the first Homes For All Workshop on 3 May 2031.", "Homes For All Workshop"),
        ("Fir Homes held a small workshop on 3 May 2031.", None),
        ("Fir Homes once hosted an Open Data Forum in Hull.", None),
    ],
)
def test_a_gathering_is_called_what_somebody_held(told: str, name: str | None) -> None:
    found = extract(read("news.md", f"# Food and data\n\n{told}\n".encode()))
    facts = found.bundle.facts
    events = [facts.nodes[link.target] for link in facts.links.values() if isinstance(link, ReportsOn)]
    assert [event.name for event in events if isinstance(event, Event)] == ([name] if name else [])


def test_a_title_may_print_the_year_without_a_space() -> None:
    told = (
        "# Good vibes: OakCamp2031 wrap-up\n\n"
        "The day kicked off at nine. Thank you to all who made OakCamp 2031 a success.\n\nOakCamp 2031 moved to Leeds.\n"
    )
    events = [
        n.name for n in extract(read("news.md", told.encode())).bundle.facts.nodes.values() if isinstance(n, Event)
    ]
    assert events == ["OakCamp 2031"]


def test_money_that_minutes_tell_of_pays_for_no_meeting() -> None:
    told = "# Minutes of the Quay Board, 14 May 2031\n\nApologies: Ada North\n\nThe hall and sponsorship by Elm Trust: next time.\n"
    assert stand_behind(extract(read("minutes.md", told.encode())), Sponsored) == set()


def test_minutes_of_a_meeting_did_not_hold_it() -> None:
    head = "THORN PARISH COUNCIL\n\nMinutes of the Annual Parish Meeting held on Tuesday 14 May 2031 at 7.00 pm\n"
    words = f"{head}in the Village Hall, Thorn\n\nPresent: Cllr Ada North, Cllr Ben Marsh\n\n1. Welcome\nIt rained.\n"
    found = extract(read("minutes.txt", words.encode()))
    assert not any("minutes" in body for body in stand_behind(found, Organised))
    assert [n.name for n in found.bundle.facts.nodes.values() if isinstance(n, Event)] == ["Annual Parish Meeting"]


def test_reflections_on_the_event_say_who_held_it() -> None:
    title = "# Initial reflections on the Quay Knowledge Workshop"
    words = "Such questions were asked at a workshop hosted by the Elm Trust on 14 May 2031."
    end = "The workshop was long, and the Quay Knowledge Workshop was loud."
    found = extract(read("notes.md", f"{title}\n\n{words}\n\n{end}\n".encode()))
    assert stand_behind(found, Organised) == {"elm-trust"}


@pytest.mark.parametrize(
    ("told", "sponsors"),
    [
        (
            "## Thank you\n\nTo Elm Trust, who hosted; to Fir Council and the Barley Fund, who funded the day; and to all.",
            2,
        ),
        ("Elm Trust hosted us. The costs were met by Fir Council, by the Barley Fund and by Quay Bank.", 3),
        ("Hosted by Elm Trust\n\nWith financial support from: Barley Fund; Fir Council", 2),
    ],
)
def test_clauses_and_labels_say_who_held_and_who_paid(told: str, sponsors: int) -> None:
    found = reading(told)
    assert stand_behind(found, Organised) == {"elm-trust"}
    assert len(stand_behind(found, Sponsored)) == sponsors


def test_who_is_thanked_for_organising_the_lunch_did_not_hold_the_event() -> None:
    found = reading("Thanks to the Elm Trust team for organising the lunch and to Fir Group for hosting us.")
    assert stand_behind(found, Organised) == {"fir-group"}
    assert stand_behind(reading("Thanks to the Elm Trust team for organising the day."), Organised) == {"elm-trust"}
