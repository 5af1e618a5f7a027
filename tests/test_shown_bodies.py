"""Bodies that only the words beside their names show, and names that these words do not make one."""

import pytest

from loaders.extract import extract
from loaders.sources import read


def bodies(words: str, ending: str = "md") -> set[str]:
    found = extract(read(f"notes.{ending}", f"Notes from the Vale\n\nIt rained.\n\n{words}\n".encode()))
    return {i for i in found.bundle.facts.nodes if i.startswith("organisation/")}


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("name", ["QuillSpace", "Quill Hands East", "VRCF"])
@pytest.mark.parametrize(
    "words",
    [
        "It was built in collaboration with {}.",
        "The vale is teaming up with {} on a new house.",
        "Nobody spoke on behalf of the {} there.",
        "{}'s trustees agreed.",
        "Colleagues from {} came too.",
        "{} offers training in the vale. We had meetings with {} in May.",
    ],
)
def test_words_that_show_a_body(words: str, name: str, ending: str) -> None:
    assert bodies(words.replace("{}", name), ending) == {f"organisation/{name.casefold().replace(' ', '-')}"}


def test_one_word_that_is_called_a_body() -> None:
    assert bodies("The data came by the company Quillopia in the end.") == {"organisation/quillopia"}
    assert bodies("It was the work of her own charity, ‘Quillopia’.") == {"organisation/quillopia"}
    assert bodies("She is a co-founder of Quillopia.") == {"organisation/quillopia"}


@pytest.mark.parametrize(
    "words",
    [
        "QuillSpace offers training in the vale.",
        "We had meetings with QuillSpace in May.",
        "It was written on behalf of Ngozi Kerrigan.",
        "We met in collaboration with Commissioning Officers.",
        "Staff at Digital Services agreed.",
        "It was built in partnership with Quillopia.",
        "The charity Here was there in the vale.",
        "We had meetings with the Vale Homes Programme. The Vale Homes Programme offers rooms.",
    ],
)
def test_words_that_show_none(words: str) -> None:
    assert not bodies(words)


@pytest.mark.parametrize(
    "words",
    [
        "HARBR are building a quay. They have no boat.",
        "It is known that HARBR are also keen.",
        "This year HARBR rest, as HARBR have a new house.",
        "HARBR have to mend the roof.",
        "They wrote back saying HARBR have to pay half.",
    ],
)
def test_a_word_of_capitals_that_is_several_people_is_a_body(words: str) -> None:
    assert bodies(words) == {"organisation/harbr"}


@pytest.mark.parametrize(
    "words",
    ["I was there to represent the {}.", "The {} has a team for it.", "We heard from {}.", "{}'s view is known."],
)
def test_initials_of_the_register_are_a_body_beside_words_that_bodies_have(words: str) -> None:
    assert bodies(words.replace("{}", "LGA")) == {"organisation/local-government-association"}


@pytest.mark.parametrize(
    "words",
    [
        "APIs are hard, and files have been lost.",
        "Every SME and CIO are keen.",
        "It is under the MIT licence, as ISO 9001 asks.",
        "The LGA/QRX form is from the year of the flood.",
        "The QRX has a team for it.",
    ],
)
def test_capitals_that_name_no_body(words: str) -> None:
    assert not bodies(words)


MINUTES = "# {}\n\nMinutes of the meeting held on 4 May 2031\n\nPresent: Ada North, Ben Castle\n\nIt rained.\n"


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Quill Water Panel – Third Meeting 4 May 2031 minutes", "quill-water-panel"),
        ("Quill Water Board", "quill-water-board"),
        ("QUILL AND DALE COMMUNITY COUNCIL", "quill-and-dale-community-council"),
        ("Dale Residents Association Annual General Meeting", "dale-residents-association"),
        ("Board Meeting", None),
        ("Steering Group", None),
    ],
)
def test_minutes_are_of_the_body_after_which_the_meeting_is_called(title: str, body: str | None) -> None:
    found = extract(read("minutes.md", MINUTES.format(title).encode())).bundle.facts
    named = {i.removeprefix("organisation/") for i in found.nodes if i.startswith("organisation/")}
    assert named == ({body} if body else set())


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Quotations had been received from Quillopia, Tarnwater and Elm Pumps Ltd.",
            {"quillopia", "tarnwater", "elm-pumps"},
        ),
        ("Request from QuillLife for a donation.", {"quilllife"}),
        ("An email from QRX about the road.", {"qrx"}),
        ("A letter from Quillopia was read.", set()),
        ("Quotes from Quillopia and Tarn hung on the wall.", set()),
        ("Quotes had been received from Quillopia, T. Brown & Son and Tarnwater.", {"quillopia", "tarnwater"}),
        ("An email from Ada North was read.", set()),
        ("Organisation: Quillopia", {"quillopia"}),
        ("It is at [QuillSpace](https://www.quillspace.org/about/us).", {"quillspace"}),
        ("It is on [Facebook](https://www.facebook.com/groups/quill).", set()),
    ],
)
def test_who_sends_or_is_asked_and_what_a_label_or_an_address_says(words: str, found: set[str]) -> None:
    assert {one.removeprefix("organisation/") for one in bodies(words)} == found
