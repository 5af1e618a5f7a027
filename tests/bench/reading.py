"""How long reading takes, from bytes to statements, as a ratio of another checkout's time for the same files.

    python tests/bench/reading.py CHECKOUT FILE|FOLDER ...

Both are run in turn, each run a process of its own that has read one file before; of each file the least processor time counts.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = 4
_ONE_RUN = """
import json, sys, time
sys.path.insert(0, sys.argv[1])
from loaders.extract import extract
from loaders.sources import read_file, sources
files = sources(sys.argv[2:])
took = {}
for file in [files[0], *files]:
    start = time.process_time()
    extract(read_file(file))
    took[str(file.path)] = time.process_time() - start
print(json.dumps(took))
"""


def seconds(checkout: Path, files: list[str]) -> dict[str, float]:
    """Return the processor time that a checkout takes for each file, in seconds."""
    run = subprocess.run(
        [sys.executable, "-c", _ONE_RUN, str(checkout), *files], capture_output=True, text=True, check=True
    )
    took: dict[str, float] = json.loads(run.stdout)
    return took


def main() -> None:
    other, *files = sys.argv[1:]
    best: dict[str, dict[str, float]] = {"here": {}, "there": {}}
    for _ in range(RUNS):
        for name, checkout in (("here", ROOT), ("there", Path(other))):
            for file, took in seconds(checkout, files).items():
                best[name][file] = min(took, best[name].get(file, took))
    here, there = (sum(best[name].values()) for name in ("here", "there"))
    print(f"here {here:.2f} s, there {there:.2f} s: {there / here:.2f} times as fast")


if __name__ == "__main__":
    main()
