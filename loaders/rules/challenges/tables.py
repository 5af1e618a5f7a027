"""Tables of challenges: one row each, with columns for the title, the owner and the supporter."""

from difflib import SequenceMatcher

from loaders.blocks import Block, tables_of
from loaders.context import ChallengePlace, Context
from loaders.families.layouts import columns_of
from loaders.rules.people.people import CAPACITIES, state_owner
from loaders.rules.people.person_lines import entries_in
from loaders.structure.sections import Role

RULE = "tables"


def state_challenge_tables(context: Context) -> None:
    """State owners and supporters that a table of the challenges prints."""
    for rows in tables_of(context.text.blocks):
        columns = columns_of(context.text, rows[0])
        if "challenge" not in columns or not ({"owners", "supporters", "both"} & set(columns)):
            continue
        context.claim(RULE, rows[0])
        for row in rows[1:]:
            challenge = _challenge(context, row, columns)
            if challenge is None:
                continue
            context.claim(RULE, row)
            table = row.cell(columns.get("table"))
            for part in ("owners", "supporters", "both"):
                cell = row.cell(columns.get(part))
                for entry in entries_in(context, row, cell) if cell else ():
                    role = Role(part)
                    printed = context.words(table) if table else None
                    state_owner(context, challenge, row, entry, role, printed, CAPACITIES[role])


def _challenge(context: Context, row: Block, columns: dict[str, int]) -> ChallengePlace | None:
    cell = row.cell(columns["challenge"])
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
