"""What is another gathering's, or nobody's, is not the event's: its day and venue, who held and paid for it, pieces of its name."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Organised, SpokeAt, Sponsored
from schema.nodes import Event

WORK = "\n\n## Challenge: Locks\n\n### Ideas\n\n- Mend one lock and learn from it.\n- Paint two.\n"


def reading(front: str, words: str) -> Extraction:
    return extract(read("post.md", f"---\nlayout: post\n{front}\n---\n\n{words}{WORK}".encode()))


def event_of(found: Extraction) -> Event:
    [event] = [node for node in found.bundle.facts.nodes.values() if isinstance(node, Event)]
    return event


def tied(found: Extraction, kind: type) -> set[str]:
    return {link.source for link in found.bundle.facts.links.values() if isinstance(link, kind)}


def test_a_text_posted_before_another_gathering_tells_of_the_one_before() -> None:
    words = (
        "We held our first workshop [at Weir College on 10-12 April 2031](https://weir.example). It brought 40 keepers "
        "together.\n\nA larger workshop like the one at Weir College will take place in Hull on 23 October 2031."
    )
    event = event_of(reading("title: Report from the first Canal Keepers workshop\ndate: 2031-08-23", words))
    assert (event.name, event.date) == ("Canal Keepers workshop", "2031-04-10")


def test_a_day_without_a_year_is_of_the_year_before_where_a_text_is_posted_early_in_one() -> None:
    words = "The Canal Keepers Forum was held on December 7 at the Corn Hall. Forty keepers took part in the forum."
    event = event_of(reading("title: Canal Keepers Forum recap\ndate: 2031-01-09", words))
    assert event.date == "2030-12-07"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("GEO4C:UK Canals 2031 - lessons learned", "GEO4C:UK Canals 2031"),
        ("Open Canal Camp 4", "Open Canal Camp 4"),
        ("That CanalKeepers Hackathon we ran", "CanalKeepers Hackathon"),
        (
            "Canal Keepers Annual General Meeting (AGM) and Conference",
            "Canal Keepers Annual General Meeting (AGM) and Conference",
        ),
        ("Mending locks together at LockConnect in Hull", "LockConnect"),
    ],
)
def test_a_title_gives_the_whole_name_and_nothing_but_it(title: str, name: str) -> None:
    words = "The event took place on 3 May 2031 in Hull. Forty keepers took part in the event."
    assert event_of(reading(f"title: '{title}'\ndate: 2031-05-09", words)).name == name


def test_brackets_inside_a_word_do_not_part_a_title() -> None:
    found = reading(
        "title: Canal Locks(m)ith Webinar summary\ndate: 2031-05-09", "Forty keepers took part in the webinar."
    )
    assert event_of(found).name == "Canal Locks(m)ith Webinar"


def test_what_is_held_in_a_year_is_not_called_after_the_verb() -> None:
    words = "The Weir Trust held its 2031 Symposium on Thursday, 17 January 2031. Forty keepers came to the symposium."
    assert (
        event_of(reading("title: WTC Hosts 2031 Symposium and Poster Day\ndate: 2031-02-01", words)).name
        == "2031 Symposium"
    )


@pytest.mark.parametrize(
    "words",
    [
        "My travel was supported by Alder Trust.",
        "Some of us shared what they knew at a meeting convened by Alder Trust.",
        "All notes are kept in LOCK Wiki, a public wiki hosted by the Weir Commission.",
        "This is what we took from Alder’s Canal Keepers Summit.",
    ],
)
def test_who_paid_for_or_held_something_else_did_not_do_so_here(words: str) -> None:
    front = "title: What we heard at the Canal Keepers Summit 2031\ndate: 2031-05-09"
    found = reading(front, f"The Canal Keepers Summit 2031 took place on 3 May 2031.\n\n{words}")
    assert not tied(found, Organised) | tied(found, Sponsored)


def test_a_day_holds_nothing() -> None:
    words = "On Monday, October 14th, I organized the Canal Keepers Hackathon. Forty keepers attended."
    assert not tied(reading("title: Weir Hosts Keepers Hackathon", words), Organised)


def test_a_gathering_is_where_its_name_is_followed_by_a_house_and_its_town() -> None:
    words = "Today saw the Canal Keepers workshop at Lock Nest in London, which brought 40 keepers together."
    assert event_of(reading("title: Canal Keepers Workshop\ndate: 2031-05-09", words)).venue == "Lock Nest, London"


def test_the_centre_that_an_organiser_leads_is_no_venue() -> None:
    words = (
        "The Canal Keepers Workshop took place on 3 May 2031 in the city of Hull. Ada North, the Training Lead at the "
        "Weir Centre, chaired its team."
    )
    assert event_of(reading("title: Canal Keepers Workshop\ndate: 2031-05-09", words)).venue is None


def test_whose_post_a_text_shows_did_not_speak() -> None:
    words = (
        "The Canal Keepers Workshop took place on 3 May 2031.\n\n- Weir Hall: mending locks (David North)\n"
        '\n<blockquote class="twitter-tweet"><p>A talk on locks</p>&mdash; Ellen Black (@ellen_b) '
        '<a href="https://twitter.com/ellen_b/status/1">May 3, 2031</a></blockquote>'
    )
    assert "person/ellen-black" not in tied(reading("title: Canal Keepers Workshop\ndate: 2031-05-09", words), SpokeAt)


def test_a_gathering_of_two_kinds_is_of_both() -> None:
    words = "On 3 May 2031, locks were asked about at a knowledge exchange workshop hosted by the Weir Institute."
    found = reading("title: Canal Keepers Knowledge Exchange Workshop\ndate: 2031-05-09", words)
    assert tied(found, Organised) == {"organisation/weir-institute"}


def test_the_day_is_no_part_of_who_held_it() -> None:
    words = "Locks were asked about at the Canal Keepers Workshop hosted by the Weir Institute on 3 May 2031."
    found = reading("title: Canal Keepers Workshop\ndate: 2031-05-09", words)
    assert tied(found, Organised) == {"organisation/weir-institute"}
