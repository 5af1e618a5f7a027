"""Who came, by labels and headings of minutes and lists, and the bodies of which a sentence says so; who sent apologies did not."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended

HEAD = "# Minutes of the Harbour Board, Hull, 3 May 2024\n\n"


def came(words: str, head: str = HEAD) -> set[str]:
    found = extract(read("account.md", f"{head}{words}\n\nIt rained.\n".encode())).bundle.facts
    return {link.source.partition("/")[2] for link in found.links.values() if isinstance(link, Attended)}


@pytest.mark.parametrize(
    "form",
    [
        "Board: {0} (Chair), {1} (Vale Council)\n\nApologies: {2} (Quill Trust)",
        "## Board members\n\n* {0}\n* {1}, Vale Council\n\n## Apologies\n\n* {2}, Quill Trust",
        "Present: {0}; {1} (Vale Council)\n\nApologies for absence were received from: {2}",
        "| Board Members: | Officials (Regular): |\n|---|---|\n| {0} | {1} (Vale Council) |\n| Members (apologies) | |\n| {2} | |",
        "| Members | Observers |\n|---|---|\n| {0} | {1} (Vale Council) |\n| | Apologies |\n| | {2} |",
        "Other attendees:\n\n{0}\n\n{1} (Vale Council)\n\n## Apologies\n\n{2}",
        "Present: {0} (FB). {1} (RM), Vale Council.\n\nApologies: {2} (ZK).",
        "## Attendees\n\n{0}, Chair\n\nApologies\n\n{2}, Quill Trust\n\nIn attendance\n\n{1}, Vale Council (minute taker)",
    ],
)
def test_people_behind_a_label_came_with_their_bodies_and_those_who_are_excused_did_not(form: str) -> None:
    words = form.format("Fiona Browning", "Rajesh Moss", "Zoë Kerrigan")
    assert came(f"{words}\n\n## Item 1\n\nNgozi Harper of Alder Trust was mentioned.") == {
        "fiona-browning",
        "rajesh-moss",
        "vale-council",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you to the organisations who took part in this workshop: {}.",
        "Organisations that attended included {}.",
        "Participants came from {}.",
    ],
)
def test_bodies_that_a_sentence_lists_came(sentence: str) -> None:
    head = "# Harbour Workshop 2024\n\nThe Harbour Workshop took place in Hull on 3 May 2024.\n\n"
    listed = "Quill Trust, Vale Council, Tern, Alder University and Hope Foundation"
    assert came(sentence.format(listed), head) == {
        "quill-trust",
        "vale-council",
        "tern",
        "alder-university",
        "hope-foundation",
    }
    assert (
        came("Organisations that wrote to us included Quill Trust, Vale Council and Alder University.", head) == set()
    )


FOUR = "Quill Trust, Vale Council, Tern and Alder University"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was attended by {}.",
        "We were joined by colleagues from {}.",
        "It brought together people from {}.",
        "Around forty people from twelve bodies (including {}) attended.",
        "Attending were staff of {}.",
        "Among those who came were staff of {}.",
        "Around the table were {}.",
        "With representatives from {} in the room, we talked.",
        "Representatives included people from {}.",
        "Representatives were present from {}.",
        "Participants: {}.",
        "The following organisations took part:\n\n* Quill Trust\n* Vale Council\n* Tern\n* Alder University\n\nIt was full.",
        "There were forty people there, from organisations like:\n\n- Quill Trust\n- Vale Council\n- Tern\n- Alder University",
    ],
)
def test_bodies_came_whatever_a_sentence_calls_their_coming(sentence: str) -> None:
    head = "# Harbour Workshop 2024\n\nThe Harbour Workshop took place in Hull on 3 May 2024.\n\n"
    assert came(sentence.format(FOUR), head) == {"quill-trust", "vale-council", "tern", "alder-university"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Participants came from Leeds, Hull and York.",
        "The hub works with people from Quill Trust, Vale Council and Alder University.",
        "Our board has representatives from Quill Trust, Vale Council and Alder University.",
        "A meeting in 2019 was attended by Quill Trust, Vale Council and Alder University.",
        "The Vale Alliance brought together Quill Trust and Alder University.",
    ],
)
def test_places_and_bodies_that_did_something_else_are_none_that_came(sentence: str) -> None:
    head = "# Harbour Workshop 2024\n\nThe Harbour Workshop took place in Hull on 3 May 2024.\n\n"
    assert came(sentence, head) == set()


def test_people_of_whom_a_sentence_says_that_they_attended_came() -> None:
    head = "# Harbour Workshop 2024\n\nThe Harbour Workshop took place in Hull on 3 May 2024.\n\n"
    sentence = "It was attended by Fiona Browning, Rajesh Moss and Zoë Kerrigan."
    assert came(sentence, head) == {"fiona-browning", "rajesh-moss", "zoe-kerrigan"}


def test_the_first_item_of_the_agenda_below_those_present_did_not_come() -> None:
    told = "Present\n\nFiona Browning, Quill Trust\n\nRajesh Moss, Vale Council\n\n1. Introductions\n\nAll said who they were."
    assert came(told) == {"fiona-browning", "rajesh-moss", "quill-trust", "vale-council"}


def test_how_many_came_for_a_body_is_no_part_of_its_name_and_what_labels_its_parts_came_too() -> None:
    words = (
        "\n\nThe following organisations took part:\n\n- Alder Trust (x5)\n- Birch Housing Association (3)\n"
        "- **Cedar Council:** Elm Street School, Fir Library\n"
    )
    assert came(words) >= {"alder-trust", "birch-housing-association", "cedar-council", "elm-street-school"}


def test_all_participants_over_the_hours_of_a_programme_list_nobody() -> None:
    found = extract(
        read(
            "day.md",
            b"# Dale Bread Forum 2031\n\nEighty people met in Ely on 4 May 2031.\n\n## All participants\n\n"
            b"11:30 - 11:45 Ovens in the Dale\n\n"
            b"Reaching the Mills\n\n11:45 - 12:00 Flour for Schools\n\nFragile and Flooded Settings\n",
        )
    )
    assert not [link for link in found.bundle.facts.links.values() if isinstance(link, Attended)]
