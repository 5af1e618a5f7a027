"""What a family of documents is, and the families that are known.

A family's folder holds its cues, a lexicon like those of `loaders/lexicons/`. What is general stays there and in the rules; what
only documents of one family need, a sense of its words or an exception to a rule, stands with the family.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loaders.blocks import Block, Kind
from loaders.lexicons.lexicon import Lexicon, lexicon

_FIRST, _LAST = 6, 15
"""How many blocks at the beginning and the end of a document are searched for what it says it is."""
_LONGEST = 300
"""How many characters of such a block are read."""
_LINE = 600
"""How many characters of a line are read for what it means."""
_MARKS = re.compile(r"^[\W\d_]+")


@dataclass(frozen=True, slots=True)
class Family:
    """Documents laid out alike: minutes, programmes, reports of tables, pages of a site."""

    folder: str
    kind: str = ""
    """What a document of the family is called: the `kind` of its Document; empty for a layout that others can have."""
    layout: str = ""
    """What such a layout is called."""
    tells_of_work: bool = True
    """Whether what it says is being done can be an initiative or a model; minutes and programmes note business of their own."""
    named_as_event: bool = True
    """Whether its title can be what a gathering is called; that of a press release says what happened."""

    @property
    def cues(self) -> Lexicon:
        """Its cues, by sense: those that tell it, said in a `title`, by a `line` near the beginning, at an `edge`, as a `label`, in
        the `head`; and the senses that only its documents give to labels and lines."""
        return lexicon(f"families/{self.folder}")

    def is_titled(self, title: str) -> bool:
        """Whether a document's title calls it one, or a collection of them."""
        return self.cues.first(title, "title") is not None or self.is_collection(title)

    def is_collection(self, title: str) -> bool:
        """Whether a title or heading says that several follow."""
        return self.cues.first(title, "collection") is not None

    def is_opened_by(self, blocks: Sequence[Block]) -> bool:
        """Whether a line near the beginning says nothing but that one follows."""
        return any(self.cues.whole(block.text.strip(" :*"), "line") for block in blocks[:_FIRST])

    def is_edged_by(self, blocks: Sequence[Block]) -> bool:
        """Whether the first or last blocks say that this is one."""
        edges = (*blocks[:_FIRST], *blocks[-_LAST:])
        return any(self.cues.first(re.sub(r"^\W+", "", block.text[:_LONGEST]), "edge") for block in edges)

    def is_labelled_in(self, blocks: Sequence[Block]) -> bool:
        """Whether a label that only such documents have begins a line or a cell; items of an agenda are no labels."""
        followed = zip(blocks, (*blocks[1:], None), strict=False)
        cells = (
            cell for block, after in followed if not _is_on_agenda(block, after) for cell in block.text.split("\t")
        )
        return any(self.cues.whole(_label(cell), "label") for cell in cells)

    def is_headed(self, words: str) -> bool:
        """Whether a document's first lines have words that only such documents have there."""
        return self.cues.first(words, "head") is not None

    def says(self, what: str, line: str) -> bool:
        """Whether a line has words that mean something in its documents: a sense of its cues."""
        return self.cues.first(line[:_LINE], what) is not None


def _is_on_agenda(block: Block, after: Block | None) -> bool:
    """Whether an item has another one below it and says nothing behind its first words ("1. Apologies")."""
    return block.kind is Kind.ITEM and after is not None and after.kind is Kind.ITEM and ":" not in block.text


def _label(cell: str) -> str:
    return _MARKS.sub("", cell[:_LONGEST].partition(":")[0]).rstrip()


MINUTES = Family("minutes", "minutes", tells_of_work=False)
CASE_STUDIES = Family("case_studies", "case studies", named_as_event=False)
PARTICIPANTS_LIST = Family("participants_lists", "participants' list", named_as_event=False)
PROGRAMME = Family("programmes", "programme", tells_of_work=False)
PRESS_RELEASE = Family("press_releases", "press release", named_as_event=False)
EVENT_PAGE = Family("event_pages", "web page")
POST = Family("posts", "blog post")
SITE = Family("sites", layout="page of a site")
TABLE_REPORT = Family("table_reports", layout="report of challenges with owners and ideas")
CHALLENGE_TABLE = Family("challenge_tables", layout="table of challenges")
WORKSHOP_REPORT = Family("workshop_reports", layout="workshop report")
FAMILIES = (
    MINUTES,
    PARTICIPANTS_LIST,
    CASE_STUDIES,
    PROGRAMME,
    PRESS_RELEASE,
    EVENT_PAGE,
    POST,
)
"""In the order in which a title decides; a document of none of them is a report, or a web page by its format."""
LAYOUTS = (SITE, TABLE_REPORT, CHALLENGE_TABLE, WORKSHOP_REPORT)
"""Told by how a document is laid out (`layouts.py`), whatever it is called: a report on a site can hold a table of challenges."""


def family_of(kind: str) -> Family | None:
    """Return the family whose documents are called so, None for a report."""
    return next((one for one in FAMILIES if one.kind == kind), None)


def may_name_event(kind: str) -> bool:
    """Whether the title of a document called so can be what a gathering is called."""
    family = family_of(kind)
    return family is None or family.named_as_event
