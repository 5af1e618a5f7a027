"""What tells of a table's own talk: somebody who described a scheme there gave no talk at the event."""

from loaders.blocks import tables_of
from loaders.context import Context
from loaders.families.layouts import names_backers
from schema.links import Owns


def told_at_tables(context: Context) -> set[int]:
    """Return the starts of the blocks that tell of challenges which somebody brought, or say in columns who did."""
    owned = {link.target for link in context.all(Owns)}
    brought = (place.section for place in context.challenges if place.id in owned and place.section is not None)
    columns = (rows for rows in tables_of(context.text.blocks) if names_backers(context.text, rows[0]))
    told = {block.start for section in brought for block in section.all_blocks()}
    return told | {row.start for rows in columns for row in rows}
