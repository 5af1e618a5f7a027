"""Counts the faults that tests are marked to inject."""

import importlib
import math
from collections import Counter
from pathlib import Path
from types import FunctionType
from typing import Any

HERE = Path(__file__).parent
ELSEWHERE = ("test_suppression", "test_backup")
"""Modules beside this folder that inject faults."""


def injected(function: Any) -> Counter[str]:
    """Return how many faults of which kinds a test injects over all of its cases."""
    marks = getattr(function, "pytestmark", [])
    cases = math.prod(len(list(mark.args[1])) for mark in marks if mark.name == "parametrize")
    found: Counter[str] = Counter()
    for mark in marks:
        if mark.name == "fault":
            found[mark.args[0]] += mark.args[1] if len(mark.args) > 1 else cases
    return found


def all_injected() -> Counter[str]:
    """Return how many faults of which kinds all tests inject."""
    names = [*(f"faults.{path.stem}" for path in sorted(HERE.glob("test_*.py"))), *ELSEWHERE]
    found: Counter[str] = Counter()
    for name in names:
        for one in vars(importlib.import_module(name)).values():
            if isinstance(one, FunctionType) and one.__module__ == name:
                found += injected(one)
    return found
