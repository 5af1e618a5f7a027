"""Renders the masters of the corpus as wrapped plain text, DOCX and PDF.

A master is one line a block: `#` headings, `-` or numbered items (two blanks deeper: sub-items), `| a | b |` rows, else paragraphs.
The renderings hold what makes these formats hard to read, and are the same bytes at each run.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent
WIDTH = 72
PAGE = 52
ITEM = re.compile(r"^( *)(-|\d+(?:\.\d+)*[.)]?|\([a-z]\)|[a-z]\)) +(.*)$")


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


def master_blocks(name: str) -> list[str]:
    """The reading text of a master, a string for each block (a row: its cells), for the gold's checks."""
    out: list[str] = []
    for b in parse((HERE / "masters" / name).read_text(encoding="utf-8")):
        out += b.cells or [re.sub(r"\[\^\d+\]", "", b.text)]
    return out


def hyphenated(text: str, first: str, rest: str) -> list[str]:
    """Wrap to the page's width, breaking the odd long word with a hyphen as a typist would."""
    lines = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False,
                          break_long_words=False)
    for i in range(len(lines) - 1):
        word, _, left = lines[i + 1].strip().partition(" ")
        room = WIDTH - len(lines[i]) - 2
        if left and room >= 3 and re.fullmatch(r"[a-z]{6,}[.,;:]?", word) and len(word) - room >= 3:
            lines[i] += " " + word[:room] + "-"
            lines[i + 1] = rest + word[room:] + " " + left
    return lines


def text_pages(blocks: list[Block], header: str, footer: str) -> str:
    """Plain text in pages of a fixed length, a running header above and a footer with the page's number below."""
    lines: list[str] = []
    before = ""
    for b in blocks:
        if b.kind == "heading":
            lines += ["", *textwrap.wrap(b.text.upper(), WIDTH), *(["=" * WIDTH] if b.depth == 1 else []), ""]
        elif b.kind == "item":
            pad = "  " * b.depth
            if before != "item":
                lines.append("")
            lines += hyphenated(b.text, f"{pad}{b.mark} ", pad + " " * (len(b.mark) + 1))
        else:
            lines += ["", *hyphenated(b.text, "", "")]
        before = b.kind
    pages = [lines[i:i + PAGE] for i in range(0, len(lines), PAGE)]
    out = []
    for n, page in enumerate(pages, 1):
        out += [header.center(WIDTH).rstrip(), "", *page, "", f"{footer}{f'Page {n} of {len(pages)}':>{WIDTH - len(footer)}}", "\f"]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(out[:-1])) + "\n"


def scottish() -> None:
    """The plain-text report."""
    blocks = parse((HERE / "masters" / "scottish-care-assembly-2022.md").read_text(encoding="utf-8"))
    text = text_pages(blocks, "SCOTTISH CARE ASSEMBLY 2022", "Alliance for Shared Care Scotland")
    (GOLD / "scottish-care-assembly-2022.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    scottish()
