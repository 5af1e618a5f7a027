"""Reading without the garbage collector: what is made of a document lives until it is read, so there is no garbage to look for.

Looking for it takes a sixth of the time of reading, since everything that was made so far is gone through again and again. How much
one document can make is bounded by what readers refuse (`loaders/formats`).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within the block, collect no garbage, unless it was off before; usable as a decorator."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
