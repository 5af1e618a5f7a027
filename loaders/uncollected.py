"""Reading without the garbage collector: what is made of a document lives until it is read, so there is no garbage to look for.

Looking for it takes a sixth of the time of reading, since everything that was made so far is gone through again and again. How much
one document can make is bounded by what readers refuse (`loaders/formats`).
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 200_000
"""How many objects more than before there must be until garbage is looked for: as many as some reports are made of. With fewer,
all that was made of a document would be gone through as soon as it is read, while whoever asked for it still holds it."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Within the block, collect no garbage, and behind it only where there is much; usable as a decorator."""
    was_on = gc.isenabled()
    young, *older = gc.get_threshold()
    if 0 < young < _YOUNG:
        gc.set_threshold(_YOUNG, *older)
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
