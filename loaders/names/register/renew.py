"""Renew the register from a list: `python -m loaders.names.register.renew LIST FILE`.

LIST is a key of `sources.toml`, where the list's new date is written first. FILE is the list as a CSV file with the columns name
and, where it has them, also, identifiers and kind; several values in a cell are parted by a bar. A row of the register is the
list's where their names are the same after normalisation, and never by likeness: a wrong number is worse than none. What cannot be
decided so is left as it is, and said. Two bodies can have one name: read the difference before keeping it.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from loaders.names.printed import key
from loaders.names.register.sources import GENERAL, Edition, edition
from schema.errors import CurationError

Row = dict[str, str]
COLUMNS = ("name", "kind", "also", "identifiers", "source", "as_of")
_ROWS = Path(__file__).with_name("bodies.csv")


@dataclass(slots=True)
class Renewal:
    """What came of renewing the rows from a list."""

    rows: list[Row]
    found: int = 0
    """How many rows the list has."""
    doubts: list[str] = field(default_factory=list)
    """One line for every row that was left as it was although the list knows its name."""


def renew(rows: Iterable[Row], entries: Iterable[Row], named: str, said: Edition) -> Renewal:
    """Return the register's rows with what a list says of them.

    `entries` are the list's rows, `named` its key in `said`.
    """
    known = defaultdict(list)
    for entry in entries:
        for name in dict.fromkeys(key(n) for n in (entry["name"], *_values(entry.get("also")))):
            known[name].append(entry)
    result = Renewal([])
    for old in rows:
        row = dict(old)
        result.rows.append(row)
        found = _entries_of(row, known)
        kinds = {entry["kind"] for entry in found if entry.get("kind")}
        if len({entry.get("identifiers") or "" for entry in found}) > 1:
            result.doubts.append(f"{row['name']}: the list has several bodies of that name; its row is left as it was")
        elif found and kinds and row["kind"] and row["kind"] not in kinds:
            result.doubts.append(
                f"{row['name']}: {row['kind']} here and {' or '.join(sorted(kinds))} there; its row is left as it was"
            )
        elif found:
            _take(row, found[0], named, said)
            result.found += 1
        elif named in _values(row["source"]):
            result.doubts.append(f"{row['name']}: no longer on the list; its row is left as it was")
    return result


def _entries_of(row: Row, known: dict[str, list[Row]]) -> list[Row]:
    """Return what a list has under a row's name, else under another of its names; a single word may be anybody's initials."""
    names = [row["name"], *(name for name in _values(row["also"]) if " " in name)]
    return next((known[at] for name in names if (at := key(name.rstrip("?"))) in known), [])


def _take(row: Row, entry: Row, named: str, said: Edition) -> None:
    numbers = _values(entry.get("identifiers"))
    schemes = {_scheme(number) for number in numbers}
    kept = [number for number in _values(row["identifiers"]) if _scheme(number) not in schemes]
    row["identifiers"] = "|".join(sorted({*kept, *numbers}))
    row["kind"] = row["kind"] or entry.get("kind") or ""
    lists = {*_values(row["source"]), named} - {GENERAL}
    row["source"] = "|".join(at for at in said.sources if at in lists)
    row["as_of"] = min(said.sources[at].as_of for at in lists)


def _scheme(number: str) -> str:
    """Return which register a number is of: `GB-COH` of `GB-COH-07007166`."""
    return "-".join(number.split("-")[:2])


def _values(cell: str | None) -> list[str]:
    return cell.split("|") if cell else []


def read_rows(text: str) -> tuple[str, list[Row]]:
    """Split the register's file into the comment at its head and its rows."""
    lines = text.splitlines(keepends=True)
    comment = "".join(line for line in lines if line.startswith("#"))
    return comment, list(csv.DictReader(line for line in lines if not line.startswith("#")))


def write_rows(comment: str, rows: Iterable[Row]) -> str:
    """Return the text of the register's file."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return comment + text.getvalue()


def main(named: str, file: Path, rows: Path = _ROWS) -> Renewal:
    """Rewrite the register's file with what a list says; CurationError where the list is not described or cannot be read."""
    if named not in edition().sources:
        raise CurationError(f"{named}: no list of that key; describe it in sources.toml first")
    with file.open(encoding="utf-8-sig", newline="") as opened:
        entries = list(csv.DictReader(opened))
    if not entries or "name" not in entries[0]:
        raise CurationError(
            f"{file}: no rows with a name; give a CSV file with the columns name, also, identifiers and kind"
        )
    comment, old = read_rows(rows.read_text(encoding="utf-8"))
    result = renew(old, entries, named, edition())
    rows.write_text(write_rows(comment, result.rows), encoding="utf-8")
    return result


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m loaders.names.register.renew LIST FILE")
    try:
        done = main(sys.argv[1], Path(sys.argv[2]))
    except (CurationError, OSError) as error:
        sys.exit(str(error))
    sys.stdout.write("\n".join([*done.doubts, f"{done.found} rows are the list's", ""]))
