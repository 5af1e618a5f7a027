"""Tables of challenges: one row each, with columns for the title, the owner and the supporter."""

import re
from collections import defaultdict
from difflib import SequenceMatcher

from loaders.blocks import Block, Kind, Span
from loaders.context import ChallengePlace, Context
from loaders.lexicons.words import any_of
from loaders.rules.people import CAPACITIES, state_owner
from loaders.rules.person_lines import entries_in
from loaders.structure import cues
from loaders.structure.cues import folded
from loaders.structure.sections import Role

RULE = "tables"

_TITLES = re.compile(rf"(?:the )?{any_of('label of a challenge')}(?: {any_of('what a challenge is told by')})?|title")

_OF_PROGRAMME = re.compile(r"times?|when|start|speakers?|presenters?|room", re.I)
"""Heads of the columns that make a table a programme, whose titles are those of talks."""


def tables_of(context: Context) -> list[list[Block]]:
    """Return the document's tables, each as its rows."""
    rows: dict[int, list[Block]] = defaultdict(list)
    for block in context.text.blocks:
        if block.kind is Kind.ROW and block.table is not None:
            rows[block.table].append(block)
    return list(rows.values())


def columns_of(context: Context, head: Block) -> dict[str, int]:
    """Return which column holds what, by the head row's words: "challenge", "owners", "supporters", "table",
    "topic", "ideas"."""
    found: dict[str, int] = {}
    programme = any(_OF_PROGRAMME.fullmatch(context.words(cell).strip(" :")) for cell in head.cells)
    for index, cell in enumerate(head.cells):
        words = folded(context.words(cell)).strip(" :")
        role = cues.inside(words)
        if role == "table" or words in ("no", "no.", "number", "#"):
            found.setdefault("table", index)
        elif not programme and (cues.is_list(words) or _TITLES.fullmatch(words)):
            found.setdefault("challenge", index)
        elif role in ("owners", "supporters", "both", "topic", "ideas"):
            found.setdefault(role, index)
    return found


def state_challenge_tables(context: Context) -> None:
    """State owners and supporters that a table of the challenges prints."""
    for rows in tables_of(context):
        columns = columns_of(context, rows[0])
        if "challenge" not in columns or not ({"owners", "supporters", "both"} & set(columns)):
            continue
        context.claim(RULE, rows[0])
        for row in rows[1:]:
            challenge = _challenge(context, row, columns)
            if challenge is None:
                continue
            context.claim(RULE, row)
            table = _cell(row, columns.get("table"))
            for part in ("owners", "supporters", "both"):
                cell = _cell(row, columns.get(part))
                for entry in entries_in(context, row, cell) if cell else ():
                    role = Role(part)
                    printed = context.words(table) if table else None
                    state_owner(context, challenge, row, entry, role, printed, CAPACITIES[role])


def _cell(row: Block, index: int | None) -> Span | None:
    if index is None or index >= len(row.cells) or row.cells[index].start == row.cells[index].end:
        return None
    return row.cells[index]


def _challenge(context: Context, row: Block, columns: dict[str, int]) -> ChallengePlace | None:
    cell = _cell(row, columns["challenge"])
    if cell is None:
        return None
    title = context.words(cell).lower()
    best, most = None, 0.0
    for challenge in context.challenges:
        score = SequenceMatcher(None, title, challenge.title.lower()).ratio()
        if score > most:
            best, most = challenge, score
    if best is not None and most > 0.6:
        context.mention(best.id, cell)
        return best
    return None
