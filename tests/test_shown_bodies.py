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
