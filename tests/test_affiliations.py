"""Authors at the head of a paper, with their bodies on the next line or in notes."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.links import Wrote


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Ada North¹, Bo Reed² and Cai Vale¹\n\n¹ Centre for Tides, Lancaster University\n² Nuffield Trust",
            {"Ada North -> Centre for Tides", "Bo Reed -> Nuffield Trust", "Cai Vale -> Centre for Tides"},
        ),
        (
            "Dr Ada North, Bo Reed and Cai Vale\n\nInstitute for Tides, University of Sussex",
            {"Ada North -> Institute for Tides", "Bo Reed -> Institute for Tides", "Cai Vale -> Institute for Tides"},
        ),
        ("Ada North and Bo Reed\n\nThe tide of Elm Trust rose.", set()),
        ("With Ada North and Bo Reed in a boat\n\nElm Trust", set()),
    ],
)
def test_authors_work_where_the_words_below_their_names_say(head: str, expected: set[str]) -> None:
    text = f"# Do tides help?\n\n{head}\n\nMarch 2031\n\n## Why\n\nThe sea rises.\n"
    found = extract(read("paper.md", text.encode()))
    assert {one for one in employers(found) if " | " not in one} == expected
    wrote = [link for link in found.bundle.facts.links.values() if isinstance(link, Wrote)]
    assert len(wrote) == len(expected)
