"""Paragraphs that are set in columns with tabs: a table where several follow one another, in every word processor's format."""

import re

from loaders.formats.building import Run
from loaders.formats.flow import Flow

_TYPED_MARKER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]+)[.)]|[^\w\s]")


class TabColumns:
    """Keeps such paragraphs until something else comes."""

    def __init__(self, flow: Flow) -> None:
        """`flow` is where they are written."""
        self._flow = flow
        self._rows: list[list[list[Run]]] = []

    def take(self, runs: list[Run]) -> bool:
        """Keep a paragraph that is set in columns; return whether it is."""
        columns = _by_tabs(runs)
        if len(columns) < 2 or _TYPED_MARKER.fullmatch("".join(run.text for run in columns[0]).strip()):
            return False
        self._rows.append(columns)
        return True

    def end(self) -> None:
        """Write what was kept: a table where there are several paragraphs or many columns, else paragraphs."""
        rows, self._rows = self._rows, []
        if len(rows) >= 2 or any(len(row) >= 3 for row in rows):
            self._flow.table([[[cell] for cell in row] for row in rows])
        else:
            for row in rows:
                self._flow.paragraph([run for cell in row for run in (*cell, Run(" "))])


def _by_tabs(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of a paragraph cut at its tabs; those at its ends and several in a row count for nothing."""
    columns: list[list[Run]] = [[]]
    for run in runs:
        if run.text == "\t":
            columns.append([])
        else:
            columns[-1].append(run)
    return [column for column in columns if any(run.text.strip() for run in column)]
