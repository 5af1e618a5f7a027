"""Bodies behind people's names that only the others of their form in the same document show; and near misses."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import WorksFor

KNOWN = ("Ada North{}Elm Trust{}", "Ben Marsh{}Fir District Council{}", "Cora Dale{}University of Leeds{}")


def employers(lines: list[str], ending: str) -> set[tuple[str, str]]:
    told = "\n\n".join(f"Talk {number}: {line}" for number, line in enumerate(lines))
    words = f"# Notes from the Vale\n\nIt rained.\n\n{told}\n\nIt rained again.\n"
    facts = extract(read(f"notes.{ending}", words.encode())).bundle.facts
    links = [link for link in facts.links.values() if isinstance(link, WorksFor)]
    return {(k.source.removeprefix("person/"), k.target.removeprefix("organisation/")) for k in links}


@pytest.mark.parametrize("ending", ["md", "txt"])
@pytest.mark.parametrize("mark", [(", ", ""), (" (", ")"), (" [", "]"), (" – ", "")], ids="".join)
@pytest.mark.parametrize("body", ["Koru", "Larch Laws", "RMIT"])
def test_what_stands_where_most_bodies_stand_is_one(body: str, mark: tuple[str, str], ending: str) -> None:
    lines = [line.format(*mark) for line in KNOWN] + [f"Fiona Lane{mark[0]}{body}{mark[1]}"]
    assert ("fiona-lane", body.casefold().replace(" ", "-")) in employers(lines, ending)


@pytest.mark.parametrize("behind", ["Chair", "Ripon", "Rajesh Moss", "FLa", "Adult Social Care", "keynote"])
def test_an_office_a_place_a_person_initials_or_a_field_of_work_is_none(behind: str) -> None:
    lines = [line.format(" (", ")") for line in KNOWN] + [f"Fiona Lane ({behind})"]
    assert "fiona-lane" not in {person for person, _ in employers(lines, "md")}


def test_nothing_is_told_where_most_of_that_form_is_something_else() -> None:
    lines = [KNOWN[0].format(" (", ")"), "Ben Marsh (Koru)", "Cora Dale (Larch)", "Fiona Lane (Quo)", "Jo Park (Zed)"]
    assert {person for person, _ in employers(lines, "md")} <= {"ada-north"}
