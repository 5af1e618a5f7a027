"""PDFium in a process of its own: damaged or hostile files can make native code loop, eat memory or crash, and then only that ends.

Run as a module it reads a PDF from standard input and writes its pages as JSON; `pages_of` is the other side. A process costs
0.2 s per document, and lets several documents be read at once, which PDFium's threads do not.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson
import pypdfium2  # type: ignore[import-untyped]

from loaders.formats.building import MAX_CHARACTERS
from loaders.formats.pdf.drawings import Rule
from loaders.formats.pdf.page import Glyph, Page, read_page
from loaders.uncollected import uncollected
from schema.errors import ReadError

MAX_PAGES = 250
MAX_SECONDS = 10.0
"""How much of the processor's time one document may take; 40 pages take 2."""
MAX_PAGE_SECONDS = 2
"""How much of the processor's time one page may take, in whole seconds, as the system counts it; a dense page takes 0.1."""
_PATIENCE_SECONDS = 120.0
"""How long the process may take by the clock, on a machine that has other things to do."""
MAX_MEMORY = 900_000_000
"""How many bytes the process may take beyond the document."""
_ROOT = Path(__file__).resolve().parents[3]


def pages_of(data: bytes, name: str) -> tuple[list[Page], str | None]:
    """Return the pages of a PDF and the title in its properties. Raises ReadError where it is damaged, encrypted or too large."""
    environment = {
        k: v for k, v in os.environ.items() if k in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "TMPDIR", "HOME")
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "loaders.formats.pdf.worker"],
            input=data,
            capture_output=True,
            cwd=_ROOT,
            env=environment,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ReadError(
            f"{name} could not be read within {_PATIENCE_SECONDS:.0f} s; try again when this machine has less to do, or split it"
        ) from None
    if done.returncode == -signal.SIGXCPU:
        raise ReadError(
            f"{name} has a page that takes more than {MAX_PAGE_SECONDS} s to read; print it to a new PDF without drawings"
        )
    answer: dict[str, Any] = {}
    with contextlib.suppress(orjson.JSONDecodeError):
        answer = orjson.loads(done.stdout)
    if "refused" in answer:
        raise ReadError(f"{name} {answer['refused']}")
    if done.returncode != 0 or "pages" not in answer:
        raise ReadError(f"{name} is a damaged PDF (it cannot be drawn); expected one that a reader opens")
    pages = [
        Page(number, width, height, list(map(Glyph, *glyphs)), [Rule(*rule) for rule in rules])
        for number, width, height, glyphs, rules in answer["pages"]
    ]
    return pages, answer["title"]


class _RefusedError(Exception):
    """Why a document is not read, in words that follow its name."""


def _read(data: bytes) -> dict[str, Any]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower() or "security" in str(e).lower():
            raise _RefusedError("is encrypted; save it without a password") from None
        raise _RefusedError("is a damaged PDF; expected one that a reader opens") from None
    count = len(document)
    if not 0 < count <= MAX_PAGES:
        raise _RefusedError(f"has {count:,} pages; expected a report of 1 to {MAX_PAGES}")
    glyphs = 0
    pages: list[Any] = []
    for index in range(count):
        _limit_page()
        try:
            page = document[index]
            read = read_page(page, index + 1)
            page.close()
        except pypdfium2.PdfiumError:
            raise _RefusedError(
                f"is a damaged PDF (page {index + 1} is lost); expected one that a reader opens"
            ) from None
        glyphs += len(read.glyphs)
        if read.cut or glyphs > MAX_CHARACTERS:
            raise _RefusedError(f"has more characters on page {index + 1} than a report can hold")
        if time.process_time() > MAX_SECONDS:
            raise _RefusedError(f"takes more than {MAX_SECONDS:.0f} s to read (stopped on page {index + 1}); split it")
        rules = [[r.x0, r.y0, r.x1, r.y1] for r in read.rules]
        pages.append([read.number, read.width, read.height, plain(read.glyphs), rules])
    title = document.get_metadata_value("Title")
    return {"pages": pages, "title": title if isinstance(title, str) else None}


def plain(glyphs: list[Glyph]) -> list[list[Any]]:
    """Return what each field of some glyphs holds, one list for a field: a list for each glyph takes several times as long."""
    return [
        [g.text if g.text.isascii() else g.text.encode("utf-8", "ignore").decode("utf-8") or " " for g in glyphs],
        *(list(map(attrgetter(field.name), glyphs)) for field in fields(Glyph)[1:]),
    ]


def _limit(size: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = MAX_MEMORY + 2 * size
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_page()


def _limit_page() -> None:
    """Have the system end the process where the next page takes too long: what drawing takes cannot be asked about meanwhile."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + MAX_PAGE_SECONDS, int(MAX_SECONDS) + 4))


def main() -> None:
    """Read a PDF from standard input and write `{"pages", "title"}` or `{"refused"}` to standard output."""
    data = sys.stdin.buffer.read()
    _limit(len(data))
    try:
        with uncollected():
            answer = _read(data)
    except _RefusedError as e:
        answer = {"refused": str(e)}
    except (MemoryError, RecursionError):
        answer = {"refused": "needs more memory than any report; print it to a new PDF"}
    sys.stdout.buffer.write(orjson.dumps(answer))


if __name__ == "__main__":
    main()
