"""How well public documents that nobody here wrote are read, against gold by a reader who has not seen the code.

    python tests/bench/public_documents.py FOLDER

The documents are not ours to hand out: `tests/gold/public/index.tsv` names their addresses and checksums, and FOLDER holds those
that you have fetched, under any names. Printed are precision, recall and F1 of each kind of fact, summed over documents: of those
that the rules were made with, of those kept apart until they were done, of those that came later and last, of those with few of
which rules were made, and of those that were measured when all was done. What would be held back counts as not found. Where all of
a part are there, a kind below its floor (F1, in `tests/gold/floors/public.json`) fails the run.
"""

import csv
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from gold_score import Line, score  # noqa: E402

from loaders.curation.check import review  # noqa: E402
from loaders.extract import extract  # noqa: E402
from loaders.sources import read_file, sources  # noqa: E402
from schema.bundle import Bundle  # noqa: E402

GOLD = ROOT / "tests" / "gold" / "public"
FLOORS = GOLD.parent / "floors" / "public.json"
PARTS = {"": "open", "apart": "kept apart", "new": "new", "newest": "newest", "unread": "unread", "fresh": "fresh"}
"""By what the index says of a document."""
TRUE_BY_CONSTRUCTION = ("evidence", "mentions")


def main() -> None:
    with (GOLD / "index.tsv").open(encoding="utf-8") as file:
        known = {row["sha256"]: row for row in csv.DictReader(file, delimiter="\t")}
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below: list[str] = []
    seen: set[str] = set()
    totals: dict[str, dict[str, Line]] = {part: defaultdict(Line) for part in PARTS.values()}
    read = dict.fromkeys(totals, 0)
    for file in sources([sys.argv[1]]):
        row = known.get(hashlib.sha256(file.path.read_bytes()).hexdigest())
        if row is None or row["sha256"] in seen:
            continue
        seen.add(row["sha256"])
        extraction = extract(read_file(file))
        held_back = review(extraction, extraction.bundle).quarantine
        bundle = Bundle(extraction.bundle.document) if held_back else extraction.bundle
        gold = json.loads((GOLD / f"{row['name'].partition('.')[0]}.gold.json").read_text(encoding="utf-8"))
        part = PARTS[row["apart"]]
        read[part] += 1
        for kind, line in score(bundle, gold).items():
            total = totals[part][kind]
            total.found += line.found
            total.missed += line.missed
            total.invented += line.invented
    for part, lines in totals.items():
        whole = sum(PARTS[row["apart"]] == part for row in known.values())
        print(f"{part}: {read[part]} of {whole} documents")
        asked = {kind: line for kind, line in lines.items() if line.asked}
        for kind, line in asked.items():
            precision = line.found / max(1, line.found + len(line.invented))
            recall = line.found / max(1, line.found + len(line.missed))
            print(f"  {kind:24} precision {precision:.3f}  recall {recall:.3f}  F1 {line.f1:.3f}")
        if read[part] == whole:
            below += [f"{kind} ({part})" for kind, floor in floors[part].items() if lines[kind].f1 < floor]
        counted = [line.f1 for kind, line in asked.items() if not any(word in kind for word in TRUE_BY_CONSTRUCTION)]
        if counted:
            print(f"  mean F1 {sum(counted) / len(counted):.3f}")
    if below:
        sys.exit(f"below the floor: {', '.join(below)}")


if __name__ == "__main__":
    main()
