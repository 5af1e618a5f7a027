"""Pages that a machine turned into Markdown, whose looks became paragraphs and whose items ran together; brackets beside names."""

from stated import employers

from loaders.blocks import Kind
from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation

CUT = """# Harbour Forum 2031

The Harbour Forum took place in Hull on 3 May 2031.

- Hannah Wells (
*Kelp for Everyone*) -
Rev. Peter Lamb (Saltings) -
Thirza Vane, PhD (

*Brine Now*)

-
Xanthe Orr (

*Tideway Aloud*) -
*Moderated by*Adam Frost (*Quillery*)

## Later

- Grace Holloway (Netherby)
- Zubin Marr (Loving the Shore/Dale Network)

### Last

- Laura Finch (Orriston)
- Ismay Tuck (Dulverine)
- Clara Whitlock (Me And Tide)
"""


def test_brackets_and_items_go_on_where_looks_became_paragraphs() -> None:
    items = [block.text for block in read("cut.md", CUT.encode()).blocks if block.kind is Kind.ITEM]
    assert items[:5] == [
        "Hannah Wells (Kelp for Everyone)",
        "Rev. Peter Lamb (Saltings)",
        "Thirza Vane, PhD (Brine Now)",
        "Xanthe Orr (Tideway Aloud)",
        "Moderated by Adam Frost (Quillery)",
    ]


def test_brackets_behind_many_names_hold_bodies_however_short_their_lists_are() -> None:
    found = extract(read("cut.md", CUT.encode()))
    assert {
        "Hannah Wells -> Kelp for Everyone",
        "Peter Lamb -> Saltings",
        "Thirza Vane -> Brine Now",
        "Xanthe Orr -> Tideway Aloud",
        "Grace Holloway -> Netherby",
        "Zubin Marr -> Loving the Shore",
        "Laura Finch -> Orriston",
        "Clara Whitlock -> Me And Tide",
    } <= employers(found)
    bodies = {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)}
    assert not any(")" in name for name in bodies)


def test_one_word_behind_signs_of_a_heading_is_one_without_a_space_too() -> None:
    page = "# Those who mend\n\nWe mend.\n\n##Thanks\n\nTo all.\n\n##7\n\n#mending\n"
    blocks = read("mend.md", page.encode()).blocks
    assert [(block.kind, block.text) for block in blocks[2:]] == [
        (Kind.HEADING, "Thanks"),
        (Kind.PARAGRAPH, "To all."),
        (Kind.PARAGRAPH, "##7"),
        (Kind.PARAGRAPH, "#mending"),
    ]


def test_items_that_ran_together_in_a_line_are_set_apart() -> None:
    page = (
        "# Those who mend\n\nWe honour many.   Here they are:  •\tBest Repair – Hannah Wells  Hannah Wells is known.  "
        "•\tBest Loan - Peter Lamb  Peter lends.  The Kelp Trust is a charity.\n"
    )
    blocks = read("run.md", page.encode()).blocks
    assert [(block.kind.value, block.text) for block in blocks[1:]] == [
        ("paragraph", "We honour many."),
        ("paragraph", "Here they are:"),
        ("item", "Best Repair – Hannah Wells"),
        ("paragraph", "Hannah Wells is known."),
        ("item", "Best Loan - Peter Lamb"),
        ("paragraph", "Peter lends."),
        ("paragraph", "The Kelp Trust is a charity."),
    ]
