"""Damaged and hostile documents: each is read or refused in one line, without a crash, a hang or a feast of memory.

200 damaged documents here, and 30 whose words were damaged, of which all that they state is whole; IMAGINE_TEST_FUZZ=2000 reads as
many as it says (`tests/bench/fuzz.py` does, and reports figures).
"""

import os
import subprocess
import sys
from pathlib import Path

import damage
import pytest

from loaders.extract import extract
from loaders.formats.building import MAX_BLOCKS
from loaders.sources import read
from schema.errors import ImagineError

MAX_SECONDS = 20
ROOT = Path(__file__).parents[1]


def outcome(name: str, data: bytes) -> str:
    """Return "read" or "refused"; anything else that happens is an error of the test."""
    started = _processor_seconds()
    try:
        text = read(name, data)
    except ImagineError as refusal:
        message = str(refusal)
        assert message.startswith(name), message
        assert "\n" not in message
        assert len(message) < 300
        result = "refused"
    else:
        assert text.blocks
        assert all(text.text[b.start : b.end] == b.text for b in text.blocks)
        result = "read"
    assert _processor_seconds() - started < MAX_SECONDS
    return result


def _processor_seconds() -> float:
    """What this process and those that it waited for have used: the clock would also count what else the machine does."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@pytest.mark.parametrize("name", ["long-table-2024.txt", "northern-commons-2023.md", "turning-tables-2025.html"])
def test_what_a_misprinted_document_states_is_whole(name: str) -> None:
    source = (ROOT / "tests/gold" / name).read_text()
    for seed in range(int(os.environ.get("IMAGINE_TEST_FUZZ", "200")) // 20):
        extract(read(name, damage.misprinted(source, seed).encode())).bundle.check()


@pytest.mark.parametrize("words", ["They asked the Dale Council on", "Held at the", "A: ", "(", "Dr", "## ›"])
def test_words_that_end_amid_a_phrase_are_read(words: str) -> None:
    extract(read("a.md", f"Eighty people met in Ely.\n\n{words}".encode())).bundle.check()


def test_damaged_documents() -> None:
    seen = {outcome(*damage.damaged(seed)) for seed in range(int(os.environ.get("IMAGINE_TEST_FUZZ", "200")))}
    assert seen == {"read", "refused"}


HOSTILE = dict(damage.hostile())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents(name: str) -> None:
    outcome(name, HOSTILE[name]())


def test_more_paragraphs_and_rows_than_any_report_has_are_refused() -> None:
    for line in ("Alder Trust\n\n", "| Ada North | Alder Trust |\n"):
        table = line.startswith("|")
        head = "| Name | Body |\n|---|---|\n" if table else ""
        with pytest.raises(ImagineError, match=f"more than {MAX_BLOCKS:,} paragraphs and rows.*split it"):
            read("long.md", (head + line * (MAX_BLOCKS + 1)).encode())
        assert len(read("long.md", (head + line * (MAX_BLOCKS // 10)).encode()).blocks) == MAX_BLOCKS // 10 + table


def test_fifty_megabytes_take_little_memory() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("the peak of memory is read from /proc")
    program = (
        "from pathlib import Path\n"
        "from loaders.sources import read\n"
        "from schema.errors import ImagineError\n"
        "data = b'Words of a report that goes on and on. ' * 1_300_000\n"
        "try:\n    read('large.txt', data)\n"
        "except ImagineError as e:\n    print(e)\n"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    message, peak = done.stdout.splitlines()
    assert message.startswith("large.txt has 51 MB")
    assert int(peak) / 1024 < 300


def test_a_text_that_names_thousands_with_a_title_takes_no_time_for_each_of_the_others() -> None:
    ends = [f"{b}{c}{d}ley" for b in "aeiou" for c in "bcdfghklmnprstvwz" for d in "aeiou"]
    paragraphs = ("".join(f"Lady {a}{end} came in. " for end in ends) for a in "BCDFGHKLMNPRST")
    started = _processor_seconds()
    extract(read("peers.txt", "\n\n".join(paragraphs).encode()))
    assert _processor_seconds() - started < MAX_SECONDS / 4
