"""How the families are told that no title names: by the form of a document alone, and only where the form leaves no doubt."""

from loaders.blocks import Block, Kind, Text, tables_of
from loaders.families.family import (
    CHALLENGE_TABLE,
    EVENT_PAGE,
    LAYOUTS,
    POST,
    SITE,
    TABLE_REPORT,
    WORKSHOP_REPORT,
    Family,
)
from loaders.lexicons.words import word_set
from loaders.structure import cues
from loaders.structure.cues import folded
from loaders.structure.labels import says_beside
from loaders.structure.sections import Role, Section

_HEAD = 12
"""How many blocks at its head a page has to say when it was posted, or when its event is."""
_LEAST = 2
"""The fewest that show a layout (tables with owners and ideas, headings over a site's furniture): one can stand there by
chance."""
_STANDING_BEHIND = frozenset({Role.OWNERS, Role.SUPPORTERS, Role.BOTH})


def layouts_of(text: Text, section: Section) -> tuple[Family, ...]:
    """Return the families of `LAYOUTS` that a document with this outline is of; most are of none, some of several."""
    tables = _tells_of_tables(section)
    told = {
        SITE: _is_of_a_site(text),
        TABLE_REPORT: tables,
        CHALLENGE_TABLE: any(is_of_challenges(text, rows[0]) for rows in tables_of(text.blocks)),
        WORKSHOP_REPORT: not tables and _tells_of_groups(text),
    }
    return tuple(family for family in LAYOUTS if told[family])


BACKERS = frozenset({"owners", "supporters", "both"})
"""The columns of those who stand behind challenges."""


def columns_of(text: Text, head: Block) -> dict[str, int]:
    """Return which column holds what, by the head row's words: "challenge", "owners", "supporters", "table",
    "topic", "ideas"."""
    found: dict[str, int] = {}
    sponsor: int | None = None
    heads = [text.text[cell.start : cell.end].strip(" :") for cell in head.cells]
    programme = any(CHALLENGE_TABLE.cues.whole(words, "programme") for words in heads)
    people = any(CHALLENGE_TABLE.cues.whole(words, "person") for words in heads)  # their titles are their offices
    for index, words in enumerate(map(folded, heads)):
        office = programme or (people and words == "title")
        role = cues.inside(words)
        if role == "table" or words == "#" or CHALLENGE_TABLE.cues.whole(words, "number"):
            found.setdefault("table", index)
        elif not office and (cues.is_list(words) or CHALLENGE_TABLE.cues.whole(words, "challenge")):
            found.setdefault("challenge", index)
        elif role in ("owners", "supporters", "both", "topic", "ideas"):
            found.setdefault(role, index)
        elif cues.outside(words) == "sponsors":
            sponsor = index
        elif word_set("label of a body") & {words}:
            found.setdefault("body", index)
    beside = next((index for index, words in enumerate(heads) if words and says_beside(words)), None)
    if beside is not None and "owners" in found:
        found.setdefault("supporters", beside)
    if sponsor is not None and "challenge" in found:
        found.setdefault("supporters" if "owners" in found else "owners", sponsor)
    return found


def names_backers(text: Text, head: Block) -> bool:
    """Whether the head of a table names a column of those who stand behind challenges."""
    return not columns_of(text, head).keys().isdisjoint(BACKERS)


def is_of_challenges(text: Text, head: Block) -> bool:
    """Whether the head of a table names a column of challenges, and one of who stands behind them or of ideas."""
    columns = columns_of(text, head)
    return "challenge" in columns and not columns.keys().isdisjoint(BACKERS | {"ideas"})


def _is_of_a_site(text: Text) -> bool:
    """Whether a page begins with the lines that sites print there, or has their furniture under headings of its own."""
    head = text.blocks[:_HEAD]
    if any(family.is_headed(block.text) for family in (EVENT_PAGE, POST) for block in head):
        return True
    furniture = [b for b in text.blocks if b.kind is Kind.HEADING and SITE.cues.whole(folded(b.text).strip(" :"))]
    return len(furniture) >= _LEAST


def _tells_of_tables(section: Section) -> bool:
    """Whether challenges are printed one by one, each with who stands behind it and with what its table thought of."""
    parts = [{inner.role for inner in challenge.walk()} for challenge in section.find(Role.CHALLENGE)]
    return sum(Role.IDEAS in roles and not roles.isdisjoint(_STANDING_BEHIND) for roles in parts) >= _LEAST


def _tells_of_groups(text: Text) -> bool:
    """Whether a line says that what a group proposed follows, and a list does; or what each of them took away."""
    for index, block in enumerate(text.blocks[:-1]):
        if block.kind is Kind.PARAGRAPH:
            listed = block.text.endswith(":") and text.blocks[index + 1].kind is Kind.ITEM
            if listed and WORKSHOP_REPORT.says("proposed", block.text[-600:]):
                return True
            if WORKSHOP_REPORT.says("lessons of each", block.text[-600:]):
                return True
    return False
