"""Tables of challenges: one row each, with columns for the title, the owner and the supporter; and tables of who stands behind the
challenge that they are a part of, with columns for owners and supporters."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from loaders.blocks import Block, Span, own_lines, tables_of
from loaders.context import ChallengePlace, Context
from loaders.families.layouts import BACKERS, columns_of
from loaders.names.own_names import bodies_below_each_other
from loaders.rules.people.backers import backers
from loaders.rules.people.owners import CAPACITIES, link_owner, state_owner
from loaders.structure.cues import prefix
from loaders.structure.labels import label_of
from loaders.structure.sections import Role

RULE = "tables"

_SEVERAL = 2
"""How many columns of those behind a challenge show such a table below its heading."""


def state_challenge_tables(context: Context) -> None:
    """State owners and supporters that a table of the challenges prints."""
    around = _around(context)
    for rows in tables_of(context.text.blocks):
        columns = columns_of(context.text, rows[0])
        challenge = None if "challenge" in columns else around.get(rows[0].start)
        behind = BACKERS & columns.keys()
        if not behind or ("challenge" not in columns and (challenge is None or len(behind) < _SEVERAL)):
            continue
        context.claim(RULE, rows[0])
        for row in rows[1:]:
            titled = "challenge" in columns and row.cell(columns["challenge"]) is not None
            if titled:  # else a cell that is merged with the one above
                challenge = _challenge(context, row, columns)
            if challenge is None:
                continue
            context.claim(RULE, row)
            table = row.cell(columns.get("table"))
            for part in ("owners", "supporters", "both"):
                cell = row.cell(columns.get(part))
                if cell is None:
                    continue
                printed = context.words(table) if table else None
                for role, start, stop in _lines(row, cell, Role(part)):
                    people, bodies = backers(context, row, start, stop)
                    for entry in people:
                        own = row.cell(columns.get("body")) if part == "owners" and not entry.organisation else None
                        entry = replace(entry, organisation=own) if own else entry
                        state_owner(context, challenge, row, entry, role, printed, CAPACITIES[role])
                    for body in bodies:
                        who = context.names.state_organisation(context.words(body), body)
                        link_owner(context, who, challenge, row, role, printed, CAPACITIES[role])


def _around(context: Context) -> dict[int, ChallengePlace]:
    """Return below which challenge's heading each block stands, by the block's start."""
    places = [(place, place.section) for place in context.challenges if place.section is not None]
    return {block.start: place for place, section in places for block in section.all_blocks()}


def _lines(row: Block, cell: Span, role: Role) -> Iterator[tuple[Role, int, int]]:
    """Yield where in a row's text a cell names people: in each line that a label leads ("Owner: ..."), else in each line that is a
    body's name, else in all of it."""
    labelled = [(line, label) for line in own_lines(replace(row, cells=(cell,))) if (label := label_of(line))]
    for line, (part, after) in labelled:
        if Role(part) in CAPACITIES:
            start = line.start - row.start
            yield Role(part), start + after, start + len(line.text)
    if labelled:
        return
    for part_of_cell in bodies_below_each_other(row, cell) or (cell,):
        yield role, part_of_cell.start - row.start, part_of_cell.end - row.start


def _challenge(context: Context, row: Block, columns: dict[str, int]) -> ChallengePlace | None:
    cell = row.cell(columns["challenge"])
    if cell is None:
        return None
    counted = prefix(context.words(cell))
    title = (counted.title if counted and counted.title else context.words(cell)).lower()
    best, most = None, 0.0
    for challenge in context.challenges:
        score = SequenceMatcher(None, title, challenge.title.lower()).ratio()
        if score > most:
            best, most = challenge, score
    if best is not None and most > 0.6:
        context.mention(best.id, cell)
        return best
    return None
