"""Cards of people of several lines: an office, parts of a body, the body, and so again, over the next name."""

from stated import employers

from loaders.extract import extract
from loaders.sources import read


def _employers(page: str) -> set[str]:
    return employers(extract(read("page.md", page.encode())))


def test_the_last_line_over_the_next_name_is_the_body() -> None:
    page = """# Participants

Tide Workshop, Hull, 3 May 2031

**Ada North, PhD**
President
Research and Development
Everlast Pharmaceuticals

**Ben Castle, MD**
Director
Center for Tide Policy
Quill University

**Zoe Moss, MD**
Senior Vice President
Chief Medical Officer
Rapid Scripts

**Eva Stone, MD**
Medical Officer
Patient Care Models Group
Centers for Tide & Harbour Services

**Tom Reed, DrPH, JD**
Executive Secretary
President's Tide Panel
Director
Harbour Initiative
Quill Tide Institute
"""
    assert _employers(page) == {
        "Ada North -> Everlast Pharmaceuticals | President",
        "Ben Castle -> Quill University | Director",
        "Zoe Moss -> Rapid Scripts | Senior Vice President",
        "Eva Stone -> Centers for Tide & Harbour Services | Medical Officer",
        "Tom Reed -> President's Tide Panel | Executive Secretary",
        "Tom Reed -> Quill Tide Institute | Director",
    }


def test_a_name_with_its_part_in_the_meeting_ends_the_card_above() -> None:
    page = """# Tide Week 2031

3 May 2031, Hull

## Panels

Ada North

Marketing Director

Kestrel Iberia

Ben Castle (Moderator)

Acting Director

Quill Learning Trust

Zoe Moss

President and CEO

iNNovata

Eva Stone

Investor at Plover

Senior Lecturer at Quill University
"""
    assert _employers(page) == {
        "Ada North -> Kestrel Iberia | Marketing Director",
        "Ben Castle -> Quill Learning Trust | Acting Director",
        "Zoe Moss -> iNNovata | President and CEO",
        "Eva Stone -> Plover | Investor",
        "Eva Stone -> Quill University | Senior Lecturer",
    }
