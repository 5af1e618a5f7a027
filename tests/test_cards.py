"""Pages that present bodies and their work in cards: headings of one level, each with a text about its bearer."""

from loaders.extract import Extraction, extract
from loaders.formats.markdown import read_markdown
from schema.links import LocatedIn
from schema.nodes import Model, Organisation


def _read(source: str) -> Extraction:
    return extract(read_markdown(source, name="page", sha256="0" * 64))


def _names(source: str, kind: type[Model] | type[Organisation]) -> set[str]:
    return {n.name for n in _read(source).bundle.facts.nodes.values() if isinstance(n, kind)}


def _page(title: str, *texts: str) -> str:
    heads = ("Paper Boats", "Second Helping, Peru", "Clock, Inc.")
    return (
        f"# {title}\n\n" + "\n\n".join(f"## {head}\n\n{text}" for head, text in zip(heads, texts, strict=True)) + "\n"
    )


SITES = (
    "Writing classes in three prisons every week.\n\n[paperboats.example](https://paperboats.example/)",
    "Rescues food from forty grocery stores by bicycle.\n\n[our page](https://helping.example)",
    "A drop-in house for families who are new in the town.\n\n[clock.example](https://clock.example/)",
)


def test_cards_of_those_who_were_given_something_name_bodies_and_models() -> None:
    page = _page("Recent grant recipients", *SITES)
    assert _names(page, Organisation) == {"Paper Boats", "Second Helping", "Clock, Inc"}
    assert _names(page, Model) == {"Paper Boats", "Second Helping", "Clock, Inc"}
    assert {link.target for link in _read(page).bundle.facts.links.values() if isinstance(link, LocatedIn)} == {
        "place/peru"
    }


def test_texts_that_go_on_from_their_heading_tell_of_a_model() -> None:
    page = _page(
        "Five projects that we like",
        "Is a workshop where bikes are mended.",
        "Meets every Monday in the hall.",
        "Runs a line for tired carers.",
    )
    assert len(_names(page, Model)) == 3


def test_who_acts_below_its_own_heading_is_a_body() -> None:
    page = _page(
        "Our stories",
        "Paper Boats teaches writing in prisons.",
        "With a loan it bought a pump.",
        "Clock, Inc. mends clocks here.",
    )
    assert "Paper Boats" in _names(page, Organisation)


def test_cards_of_a_page_that_says_nothing_of_work_are_no_models() -> None:
    assert not _names(_page("Rooms to let", *SITES), Model)


def test_a_part_of_a_site_is_no_body() -> None:
    assert not _names("# Tools\n\nRead the [Docs](https://docs.quill.example/) of it all.\n", Organisation)
