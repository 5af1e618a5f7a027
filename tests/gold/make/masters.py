"""Reads the masters of the corpus.

A master is one line a block: `#` headings, `-`, numbered or lettered items (two blanks deeper: sub-items), `| a | b |` rows,
`[^1]: ...` notes, else paragraphs. It is what the golds of the rendered documents are checked against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ITEM = re.compile(r"^( *)(-|\d+(?:\.\d+)*[.)]?|\([ivx]+\)|\([a-z]\)|[a-z]\)) +(.*)$")


@dataclass(slots=True)
class Block:
    """One block of a master: its kind (`heading`, `item`, `row`, `note`, `text`), depth, mark and text."""

    kind: str
    text: str
    depth: int = 0
    mark: str = ""
    cells: list[str] = field(default_factory=list)


def parse(master: str) -> list[Block]:
    """The blocks of a master."""
    out = []
    for line in master.splitlines():
        if not line.strip():
            continue
        if line.startswith("#"):
            marks, text = line.split(" ", 1)
            out.append(Block("heading", text, len(marks)))
        elif line.startswith("|"):
            cells = [c.strip() for c in line.strip().strip("|").split("|")]
            if not all(set(c) <= set("-:") for c in cells):
                out.append(Block("row", line, cells=cells))
        elif m := re.match(r"^\[\^(\d+)\]: (.*)$", line):
            out.append(Block("note", m[2], mark=m[1]))
        elif m := ITEM.match(line):
            out.append(Block("item", m[3], len(m[1]) // 2, m[2]))
        else:
            out.append(Block("text", line))
    return out


def runs(text: str) -> list[tuple[str, str]]:
    """The runs of a block's text: (`plain` | `bold` | `note` | an address, words)."""
    out: list[tuple[str, str]] = []
    for m in re.finditer(r"\*\*(.+?)\*\*|\[\^(\d+)\]|\[([^\]]+)\]\(([^)]+)\)|((?:(?!\*\*|\[).)+|\[)", text):
        bold, note, label, address, plain = m.groups()
        out.append(
            ("bold", bold) if bold else ("note", note) if note else (address, label) if label else ("plain", plain)
        )
    return out


def master_blocks(name: str) -> list[str]:
    """The reading text of a master, a string for each block (a row: its cells), for the gold's checks."""
    out: list[str] = []
    for b in parse((HERE / "texts" / name).read_text(encoding="utf-8")):
        out += b.cells or [re.sub(r"\[\^\d+\]", "", b.text)]
    return out
