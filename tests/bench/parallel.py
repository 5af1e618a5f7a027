"""How much faster two processes read than one, in one run.

    python tests/bench/parallel.py [REPORTS]

Both read the same generated reports, in turn, from files to statements on the spool; the shortest of each counts. On a machine that
others use the ratio is less than on a calm one.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

RUNS = 3


def main(number: int) -> None:
    """Print what each takes, and the ratio."""
    from reports import write_reports  # here, for processes that read import this module as well

    from api.work.curation import Curation
    from api.work.executors import Readers
    from api.work.loading import read_files

    best: dict[int, float] = {}
    curation = Curation()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_reports(Path(folder), number)
        read_files(paths[:1], force=True, say=lambda _: None, curation=curation)  # lexicons are read once
        for _ in range(RUNS):
            for jobs in (1, 2):
                begun = time.perf_counter()
                read_files(paths, force=True, say=lambda _: None, curation=curation, readers=Readers(jobs))
                best[jobs] = min(best.get(jobs, 1e9), time.perf_counter() - begun)
    load = os.getloadavg()[0]
    print(f"one {best[1]:.2f} s, two {best[2]:.2f} s: {best[1] / best[2]:.2f} times as fast (load {load:.1f})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
