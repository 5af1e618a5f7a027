"""Reads 2,000 damaged documents and the hostile ones; prints how many were read and refused, the slowest, the peak of memory.

Run from the root: `PYTHONPATH=.:tests .venv/bin/python tests/bench/fuzz.py [HOW_MANY]`.
"""

import resource
import sys
import time
from collections import Counter
from itertools import chain

import damage

from loaders.sources import read
from schema.errors import ImagineError


def main() -> None:
    """Read them all; whatever is neither read nor refused ends the run with its traceback."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    seen: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    hostile = ((name, make()) for name, make in damage.hostile())
    for name, data in chain((damage.damaged(seed) for seed in range(many)), hostile):
        started = time.monotonic()
        try:
            read(name, data)
            seen["read"] += 1
        except ImagineError:
            seen["refused"] += 1
        slowest.append((time.monotonic() - started, name))
    print(f"{sum(seen.values())} documents: {seen['read']} read, {seen['refused']} refused")
    print("slowest:", ", ".join(f"{name} {seconds:.1f} s" for seconds, name in sorted(slowest, reverse=True)[:5]))
    for who, label in ((resource.RUSAGE_SELF, "the reader"), (resource.RUSAGE_CHILDREN, "a PDF's process")):
        print(f"peak memory of {label}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
