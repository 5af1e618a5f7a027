"""Writes every gold of the corpus anew; each fact is checked against its document on the way."""

from __future__ import annotations

import importlib
from pathlib import Path

from goldlib import Gold

NAMES = sorted(
    p.stem for p in Path(__file__).resolve().parent.glob("*.py") if "def build() -> Gold" in p.read_text("utf-8")
)


def golds() -> dict[str, Gold]:
    """Each document's gold by the name of its script."""
    return {n: importlib.import_module(n).build() for n in NAMES if n != "make_golds"}


if __name__ == "__main__":
    for name, gold in golds().items():
        gold.write()
        print(
            f"{name}: {len(gold.flat.split())} words, "
            + ", ".join(f"{len(v)} {k}" for k, v in gold.out.items() if isinstance(v, list))
        )
