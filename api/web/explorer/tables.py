"""Lists as CSV, for people who open them in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the beginning of a cell, and run."""


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a table to be kept as the file `imagine-graph-NAME.csv`; a cell that looks like a formula gets a quote in front."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(header)
    table.writerows([_plain(str(cell)) for cell in row] for row in rows)
    headers = {"content-disposition": f'attachment; filename="imagine-graph-{name}.csv"'}
    return Response(written.getvalue(), media_type="text/csv", headers=headers)


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
