"""Child processes: how one runs a module of this program, and how its life is tied to its parent's where the system can do that."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The folder that holds this program's packages: a clone's own, or `imagine_graph` where it is installed."""
_SET_PARENT_DEATH_SIGNAL = 1


def environment() -> dict[str, str]:
    """Return the environment in which `python -m` finds this program's packages, before any others of the same name."""
    others = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *([others] if others else [])])}


def die_with_parent(number: int) -> Callable[[], None] | None:
    """For `preexec_fn`: on Linux the child gets signal `number` when its parent ends, however that ends; else None."""
    if not sys.platform.startswith("linux"):
        return None
    parent = os.getpid()
    libc = ctypes.CDLL(None, use_errno=True)  # before the fork: a child of a fork should do as little as it can

    def in_child() -> None:
        libc.prctl(_SET_PARENT_DEATH_SIGNAL, number, 0, 0, 0)
        if os.getppid() != parent:  # it ended in between
            os._exit(1)

    return in_child
