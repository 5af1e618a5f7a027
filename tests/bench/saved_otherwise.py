"""How much of what a report states it still states when somebody saves it in another format.

    python tests/bench/saved_otherwise.py FILE|FOLDER ...

Each document is written anew from its blocks: as a web page, as one among the menus and notices of a site, for Word with styles
and with bold titles alone, as plain text, and, where Chromium is installed, printed to PDF in one column and in two. Printed is for
each format how much of both readings is the same (twice the statements in common over the sum of both), over all documents and for
the worst. Links are not written, so that references are not compared; plain text marks no titles, and loses some.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

import docx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from loaders.blocks import Block, Kind  # noqa: E402
from loaders.extract import extract  # noqa: E402
from loaders.sources import read_file, sources  # noqa: E402
from schema.nodes import Document, Passage, Reference  # noqa: E402

WORST = 3
PLAIN = "body { font: 11pt serif } td, th { padding: 2pt 12pt 2pt 0; text-align: left; vertical-align: top }"
COLUMNS = f"{PLAIN} main {{ font-size: 10pt; columns: 2; text-align: justify; hyphens: auto }}"
MENU = (
    "<header><a>Home</a> <a>About us</a> <a>News</a> <a>Contact</a></header><p>We use cookies to improve your experience.</p>"
    "<p>Share this: <a>Facebook</a> <a>LinkedIn</a></p>"
)
FOOT = (
    "<h3>Related posts</h3><ul><li>Ten tips for a warmer home</li><li>Annual conference 2023: book now</li></ul><h3>Sign up to our "
    "newsletter</h3><p>Get the latest news every month.</p><footer><p>A registered charity.</p><p>© 2026 All rights "
    "reserved. Privacy | Cookies | Accessibility</p></footer>"
)


def stated(path: Path) -> set[tuple[str, ...]]:
    """Return what a document states, each node and link by its names, without places in the text."""
    facts = extract(read_file(sources([str(path)])[0])).bundle.facts
    names = {
        node.id: str(getattr(node, "name", None) or getattr(node, "title", None) or getattr(node, "text", "")).lower()
        for node in facts.nodes.values()
    }
    told = {node.id for node in facts.nodes.values() if not isinstance(node, Document | Passage | Reference)}
    links = (link for link in facts.links.values() if {link.source, link.target} <= told)
    nodes = ((type(facts.nodes[one]).__name__, names[one]) for one in told)
    return {*nodes, *((type(link).__name__, names[link.source], names[link.target]) for link in links)}


def number(block: Block) -> str:
    """Return the number or letter that an item or heading is printed with, as it stands before its words."""
    marker = block.marker or ""
    counted = any(character.isalnum() for character in marker)
    return f"{marker}{'.' if marker[-1:].isalnum() else ''} " if counted else ""


def runs(block: Block) -> Iterator[tuple[str, bool, bool]]:
    """Yield the words of a block with whether they are bold and slanted."""
    looks = ([(s.start - block.start, s.end - block.start) for s in spans] for spans in (block.bold, block.italic))
    bold, slanted = looks
    cuts = sorted({0, len(block.text), *(at for span in (*bold, *slanted) for at in span)})
    for start, end in pairwise(cuts):
        yield (
            block.text[start:end],
            any(a <= start < b for a, b in bold),
            any(a <= start < b for a, b in slanted),
        )


def cells(row: Block) -> list[str]:
    """Return the words of a row's cells."""
    return [row.text[cell.start - row.start : cell.end - row.start] for cell in row.cells]


def web(blocks: tuple[Block, ...], *, style: str = PLAIN, before: str = "", behind: str = "") -> bytes:
    """Return a web page of the blocks."""
    out: list[str] = []
    for table, group in groupby(blocks, key=lambda b: b.table if b.kind is Kind.ROW else None):
        if table is not None:
            rows = ("".join(f"<td>{escape(words)}</td>" for words in cells(row)) for row in group)
            out.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
            continue
        for block in group:
            words = "".join(
                f"{'<b>' * bold}{'<i>' * slanted}{escape(text)}{'</i>' * slanted}{'</b>' * bold}"
                for text, bold, slanted in runs(block)
            )
            if block.kind is Kind.HEADING and block.level:
                out.append(f"<h{min(block.level, 6)}>{number(block)}{escape(block.text)}</h{min(block.level, 6)}>")
            elif block.kind is Kind.ITEM and not number(block):
                depth = block.level + 1
                out.append(f"{'<ul>' * depth}<li>{words}</li>{'</ul>' * depth}")
            else:
                indent = 1 + 2 * block.level if block.kind is Kind.ITEM else 0
                out.append(f"<p style='margin-left: {indent}em'>{number(block)}{words}</p>")
    head = f"<html lang=en><meta charset=utf-8><style>{style}</style><body>"
    return f"{head}{before}<main>{''.join(out)}</main>{behind}</body></html>".encode()


def word(blocks: tuple[Block, ...], path: Path, *, styles: bool) -> None:
    """Write a Word document of the blocks, its titles in styles or only in bold."""
    paper = docx.Document()
    for table, group in groupby(blocks, key=lambda b: b.table if b.kind is Kind.ROW else None):
        together = list(group)
        if table is not None:
            rows = [cells(block) for block in together]
            grid = paper.add_table(len(rows), max(map(len, rows)))
            for at, row in enumerate(rows):
                for column, words in enumerate(row):
                    grid.cell(at, column).text = words
        for block in together if table is None else ():
            titled = block.kind is Kind.HEADING and block.level > 0
            if titled and styles:
                paper.add_heading(number(block) + block.text, min(block.level, 9))
                continue
            bullet = block.kind is Kind.ITEM and not number(block)
            depth = min(block.level + 1, 3)
            style = f"List Bullet{f' {depth}' if depth > 1 else ''}" if bullet else None
            paragraph = paper.add_paragraph(number(block), style)
            for text, bold, slanted in runs(block):
                run = paragraph.add_run(text)
                run.bold, run.italic = bold or titled or None, slanted or None
    paper.save(str(path))


def text(blocks: tuple[Block, ...]) -> bytes:
    """Return the blocks as plain text, of which nothing marks a title."""
    out: list[str] = []
    before: Kind | None = None
    for block in blocks:
        apart = "" if block.kind is before and block.kind in (Kind.ITEM, Kind.ROW) else "\n"
        mark = (number(block) or "- ") if block.kind is Kind.ITEM else number(block)
        words = (
            "\t".join(cells(block)) if block.kind is Kind.ROW else "  " * block.level * bool(mark) + mark + block.text
        )
        out.append(apart + words)
        before = block.kind
    return "\n".join(out).encode()


def printed(page: bytes, path: Path, chromium: str) -> None:
    """Print a web page to PDF."""
    source = path.with_suffix(".html")
    source.write_bytes(page)
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
    subprocess.run(
        [chromium, *options, f"--print-to-pdf={path}", source.as_uri()], capture_output=True, check=True, timeout=120
    )


def main() -> None:
    chromium = shutil.which("chromium")
    shares: dict[str, list[tuple[float, str]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for file in sources(sys.argv[1:]):
            blocks, own = read_file(file).blocks, stated(file.path)
            stem = Path(folder, file.path.name.replace(".", "-"))
            ways: dict[str, tuple[str, Callable[[tuple[Block, ...], Path], object]]] = {
                "web page": (".html", lambda b, to: to.write_bytes(web(b))),
                "web page of a site": (".site.html", lambda b, to: to.write_bytes(web(b, before=MENU, behind=FOOT))),
                "Word": (".docx", lambda b, to: word(b, to, styles=True)),
                "Word without styles": (".bold.docx", lambda b, to: word(b, to, styles=False)),
                "plain text": (".txt", lambda b, to: to.write_bytes(text(b))),
            }
            if chromium is not None:
                ways["PDF"] = (".pdf", lambda b, to: printed(web(b), to, chromium))
                ways["PDF in columns"] = (".two.pdf", lambda b, to: printed(web(b, style=COLUMNS), to, chromium))
            for way, (ending, write) in ways.items():
                write(blocks, to := stem.with_name(stem.name + ending))
                again = stated(to)
                share = 2 * len(own & again) / max(1, len(own) + len(again))
                shares.setdefault(way, []).append((share, file.path.name))
    for way, found in shares.items():
        worst = ", ".join(f"{share:.2f} {name}" for share, name in sorted(found)[:WORST])
        print(f"{way:20} {sum(share for share, _ in found) / len(found):.3f} over {len(found)} documents; {worst}")


if __name__ == "__main__":
    main()
