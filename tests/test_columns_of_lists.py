"""Columns of bodies whose cells list several."""

import pytest
from stated import names_of

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation

HEAD = "# Rowan Table 2031\n\nIt was held on 14 May 2031 at the Corn Hall, Leeds.\n\n## Who came\n\n| Sector | {} |\n|---|---|\n"
COUNCILS = "| Councils | Dale City Council, Newport City Council |\n"
COLLEGES = "| Universities | Bangor University, Cardiff University |\n"


def bodies(head: str, rows: str) -> set[str]:
    return names_of(extract(read("notes.md", (HEAD.format(head) + rows).encode())), Organisation)


def test_cells_are_parted_at_all_commas_where_others_show_that_they_list_bodies() -> None:
    found = bodies("Organisations", f"{COUNCILS}| Charities | Quay Housing Group, Llanfen, Tai Fen |\n{COLLEGES}")
    assert {"Quay Housing Group", "Llanfen", "Tai Fen"} <= found
    assert len(found) == 7


@pytest.mark.parametrize("rows", [COUNCILS + COLLEGES, COLLEGES])
def test_a_name_that_lists_single_words_is_one_body(rows: str) -> None:
    assert "Bell, Book and Candle Co-operative" in bodies(
        "Organisations", f"| Shops | Bell, Book and Candle Co-operative |\n{rows}"
    )


def test_one_cell_with_two_bodies_shows_nothing_of_the_others() -> None:
    assert "Quay Housing Group, Llanfen, Tai Fen" in bodies(
        "Organisations", f"| Charities | Quay Housing Group, Llanfen, Tai Fen |\n{COLLEGES}"
    )
