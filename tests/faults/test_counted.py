"""The suite injects as many faults as it promises, and docs/operations.md tells which; IMAGINE_TEST_WRITE_ANSWERS=1 writes it."""

import os
from pathlib import Path

from faults.counting import all_injected
from faults.kinds import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "operations.md"
BEGIN, END = "| what happens | what must hold | injected |\n| --- | --- | --- |\n", "\n\n"


def test_many_faults_of_many_kinds_are_injected_and_told_of() -> None:
    found = all_injected()
    assert found.keys() == KINDS.keys()
    assert found.total() >= 40 and len(found) >= 15
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    assert begin
    table = "\n".join(f"| {kind} | {holds} | {found[kind]} |" for kind, holds in KINDS.items())
    told, end, after = rest.partition(END)
    if os.environ.get("IMAGINE_TEST_WRITE_ANSWERS"):
        PAGE.write_text(before + begin + table + end + after, encoding="utf-8")
        return
    assert told == table
