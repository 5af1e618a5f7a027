"""Annotations: made once for each kind, looked up by place, by annotators that say what they need."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.annotation.annotations import Annotation, Annotations, Annotator, View
from loaders.annotation.pipeline import annotate, checked
from loaders.formats.text import read_text
from schema.errors import ImagineError, ReadError

SOURCE = (
    "Open Harbours 2031\n\nThe forum was held on 3 March 2031 in Hull. Alder Trust and Birch Housing Association came. "
    "Dr. Ada North opened the day.\n\nSponsored by Cedar Bank.\n"
)


def text_of(source: str) -> Annotations:
    return annotate(read_text(source, name="one.txt", sha256="0" * 64))


def test_a_document_is_annotated_with_its_sentences_dates_bodies_and_cues() -> None:
    found = text_of(SOURCE)
    words = found.text.text

    def printed(kind: str) -> list[str]:
        return [words[one.start : one.end] for one in found.all(kind)]

    assert [one.value for one in found.all("date")] == ["2031-03-03"]
    assert printed("date") == ["3 March 2031"]
    assert printed("body") == ["Alder Trust", "Birch Housing Association", "Cedar Bank"]
    assert [words[a.start : a.end].strip() for a in found.all("sentence")][1:] == [
        "The forum was held on 3 March 2031 in Hull.",
        "Alder Trust and Birch Housing Association came.",
        "Dr. Ada North opened the day.",
        "Sponsored by Cedar Bank.",
    ]
    cues = {(a.value, words[a.start : a.end]) for a in found.all("cue") if a.entry.startswith("gatherings/")}
    assert ("held", "was held") in cues
    last = found.text.blocks[-1]
    assert [a.value for a in found.of(last, "body")] == ["Cedar Bank"]
    assert not found.says(last, "cue", "held")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9))), st.integers(0, 60), st.integers(0, 60))
def test_looking_up_a_place_gives_what_lies_in_it(spans: list[tuple[int, int]], start: int, end: int) -> None:
    def run(view: View) -> Iterator[Annotation]:
        for at, length in spans:
            yield Annotation(at, at + length, "one")

    found = Annotations(text_of("Nothing.").text, checked([Annotator("one", run)]))
    assert found.within("one", start, end) == [a for a in found.all("one") if start <= a.start and a.end <= end]


def test_annotators_find_what_they_need_made_once_and_nothing_else() -> None:
    runs = []

    def first(view: View) -> Iterator[Annotation]:
        runs.append("first")
        yield Annotation(0, 4, "first")

    def second(view: View) -> Iterator[Annotation]:
        for one in view.within("first", 0, 9):
            yield Annotation(one.start, one.end + 1, "second")

    def sly(view: View) -> Iterator[Annotation]:
        yield from view.within("first", 0, 9)

    needing = Annotator("second", second, frozenset({"first"}))
    fitting = checked([needing, Annotator("first", first), Annotator("sly", sly)])
    assert list(fitting).index("first") < list(fitting).index("second")
    found = Annotations(text_of("Nothing.").text, fitting)
    assert runs == []
    assert found.all("second") == found.all("second") == [Annotation(0, 5, "second")]
    assert runs == ["first"]
    with pytest.raises(ImagineError, match="without being needed"):
        found.all("sly")
    with pytest.raises(ImagineError, match="no annotator gives"):
        found.all("third")


def test_annotators_that_do_not_fit_together_are_refused() -> None:
    def none(view: View) -> Iterator[Annotation]:
        yield from ()

    one, other = Annotator("one", none, frozenset({"other"})), Annotator("other", none, frozenset({"one"}))
    for given_, message in (([one], "which none gives"), ([one, one], "two annotators"), ([one, other], "in a circle")):
        with pytest.raises(ImagineError, match=message):
            checked(given_)


def test_more_names_than_any_report_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.annotation.annotators.MOST_BODIES", 2)
    with pytest.raises(ReadError, match=r"one\.txt names organisations in more than 2 places"):
        text_of(SOURCE).all("body")
    assert len(text_of("Alder Trust and Birch Housing Association came.").all("body")) == 2
