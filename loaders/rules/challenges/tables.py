"""Tables of challenges: one row each, with columns for the title, the owner and the supporter."""

from dataclasses import replace
from difflib import SequenceMatcher

from loaders.blocks import Block, tables_of
from loaders.context import ChallengePlace, Context
from loaders.families.layouts import columns_of
from loaders.rules.people.backers import backers
from loaders.rules.people.owners import CAPACITIES, link_owner, state_owner
from loaders.structure.sections import Role

RULE = "tables"


def state_challenge_tables(context: Context) -> None:
    """State owners and supporters that a table of the challenges prints."""
    for rows in tables_of(context.text.blocks):
        columns = columns_of(context.text, rows[0])
        if "challenge" not in columns or not ({"owners", "supporters", "both"} & set(columns)):
            continue
        context.claim(RULE, rows[0])
        challenge: ChallengePlace | None = None
        for row in rows[1:]:
            if row.cell(columns["challenge"]) is not None:  # else a cell that is merged with the one above
                challenge = _challenge(context, row, columns)
            if challenge is None:
                continue
            context.claim(RULE, row)
            table = row.cell(columns.get("table"))
            for part in ("owners", "supporters", "both"):
                cell = row.cell(columns.get(part))
                if cell is None:
                    continue
                role = Role(part)
                printed = context.words(table) if table else None
                people, bodies = backers(context, row, cell.start - row.start, cell.end - row.start)
                for entry in people:
                    own = row.cell(columns.get("body")) if part == "owners" and not entry.organisation else None
                    entry = replace(entry, organisation=own) if own else entry
                    state_owner(context, challenge, row, entry, role, printed, CAPACITIES[role])
                for body in bodies:
                    who = context.names.state_organisation(context.words(body), body)
                    link_owner(context, who, challenge, row, role, printed, CAPACITIES[role])


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
