"""Where the figures of several processes of one service are put together.

prometheus_client is told so by a variable of the environment, which it reads when it is imported: the process that starts the
others sets it for them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


@contextmanager
def together() -> Iterator[None]:
    """Within a `with` block, let the processes that are started put their figures together."""
    with TemporaryDirectory(prefix="imagine-metrics-") as folder:
        os.environ[_VARIABLE] = folder
        try:
            yield
        finally:
            del os.environ[_VARIABLE]


def shared_folder() -> Path | None:
    """Return the folder in which this process's figures join those of others; None where it is alone."""
    folder = os.environ.get(_VARIABLE)
    return Path(folder) if folder else None


def lives(process: int) -> bool:
    """Whether there is a process of this id."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
