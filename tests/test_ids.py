"""Ids are readable, stable, and blind to what typesetting changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import ImagineError
from schema.ids import LONGEST_SEGMENT, kind_of, make_id, slug


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Stone King LLP", "stone-king-llp"),
        ("Halton & St Helens Voluntary & Community Action", "halton-and-st-helens-voluntary-and-community-action"),
        ("Children’s services", "childrens-services"),
        ("Children's services", "childrens-services"),
        ("Café  Résumé", "cafe-resume"),
        ("2.a", "2.a"),
        ("e.g. this.", "e.g-this"),
        ("ﬁnance", "finance"),
    ],
)
def test_slug_reads_like_the_words(printed: str, expected: str) -> None:
    assert slug(printed) == expected


@given(st.text(max_size=300))
def test_slug_is_never_empty_and_settles_at_once(printed: str) -> None:
    once = slug(printed)
    assert once
    assert len(once) <= LONGEST_SEGMENT
    assert slug(once) == once
    assert "/" not in once


@given(st.text(alphabet="abc -", min_size=80, max_size=200), st.text(alphabet="abc -", min_size=80, max_size=200))
def test_long_texts_that_differ_keep_different_slugs(one: str, other: str) -> None:
    words = [" ".join(t.replace("-", " ").split()) for t in (one, other)]
    assert (slug(one) == slug(other)) == (words[0] == words[1])


def test_an_id_names_its_kind_first() -> None:
    assert make_id("challenge", "Imagine 2024", "Elderly care") == "challenge/imagine-2024/elderly-care"
    assert kind_of("idea/imagine-2024/elderly-care/2.a") == "idea"
    with pytest.raises(ImagineError, match="at least one segment"):
        make_id("idea")
