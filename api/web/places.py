"""How many requests are worked on at once, and which of the others may wait, so that a service that is asked too much answers as
many as it can, soon, and refuses the rest.

A place is for a request that is worked on. Where none is free, a request waits: a burst is gone within a moment, and nobody in it
was refused. Where the queue has not been empty for longer than that, waiting helps nobody, since whoever comes finds as many
before them: then a request that has waited longer than the target is refused (controlled delay, after K. Nichols and V. Jacobson,
"Controlling Queue Delay", ACM Queue 10(5), 2012, as servers use it: B. Maurer, "Fail at Scale", ACM Queue 13(8), 2015). And as long
as more are refused within a moment than there are places kept free, no more come in than keep the processors busy: the more share
them, the later all are answered. Where fewer are, there is room for all of them: nobody who comes again and again is kept out.
"""

import asyncio
from collections import deque

BURST_SECONDS = 1.0
"""How long a request may wait, and how long a queue may stand before it counts as more than a burst."""
TARGET_SECONDS = 0.01
"""How long a request may wait in a queue that stands longer."""


class Places:
    """Belongs to one event loop."""

    def __init__(self, most: int, at_once: int) -> None:
        """`most`: requests that are worked on or wait; `at_once`: those of them that are worked on. 0: as many as come."""
        self._most, self._at_once = most, min(at_once or most, most or at_once)
        self._taken = 0
        self._waiting: deque[tuple[asyncio.Future[bool], float]] = deque()
        self._expected = 0
        self._most_overloaded = max(1, self._at_once // 4)
        self._emptied = 0.0
        """When the queue was last empty, by the event loop's clock."""
        self._refusals: deque[float] = deque(maxlen=max(1, self._at_once - self._most_overloaded + 1))
        """When the last were refused: one more than there are places that are kept free."""
        self._refusing_since = 0.0
        """When the first was refused of those between whom no more than a moment passed."""

    def expect(self) -> None:
        """Count a request that is let in, and will ask for its place once what arrived together with it was read."""
        if not self._expected:
            asyncio.get_running_loop().call_soon(self._take_in)
        self._expected += 1

    def _take_in(self) -> None:
        self._expected = 0

    @property
    def full(self) -> bool:
        """Whether there is no room for whoever comes now; a refusal for that is to be reported (`refused`)."""
        if not self._most:
            return False
        now = asyncio.get_running_loop().time()
        inside = self._taken + len(self._waiting) + self._expected
        return inside >= (self._most_overloaded if self._is_overloaded(now) else self._most)

    def refused(self) -> None:
        """Count somebody who asked and was refused, since there was no room."""
        now = asyncio.get_running_loop().time()
        if not self._refusals or now - self._refusals[-1] > BURST_SECONDS:
            self._refusing_since = now
        self._refusals.append(now)

    def _is_overloaded(self, now: float) -> bool:
        """Return whether more comes than can be answered, for longer than a burst: the queue stands, or many are refused."""
        return (bool(self._waiting) and now - self._emptied > BURST_SECONDS) or (
            len(self._refusals) == self._refusals.maxlen
            and now - self._refusals[0] < BURST_SECONDS < now - self._refusing_since
        )

    async def enter(self) -> bool:
        """Take a place, which `leave` gives back; return whether there was one in time."""
        if self.full:
            self.refused()
            return False
        now = asyncio.get_running_loop().time()
        if not self._waiting:
            self._emptied = now
            if not self._at_once or self._taken < self._at_once:
                self._taken += 1
                return True
        return await self._wait(now)

    def leave(self) -> None:
        """Give a place back: it is that of the first who waits and has not waited for too long."""
        self._taken -= 1
        now = asyncio.get_running_loop().time()
        patience = TARGET_SECONDS if self._is_overloaded(now) else BURST_SECONDS
        while self._waiting and self._taken < self._at_once:
            place, since = self._waiting.popleft()
            if place.done():
                continue
            in_time = now - since <= patience
            place.set_result(in_time)
            self._taken += in_time
        if not self._waiting:
            self._emptied = now

    async def _wait(self, now: float) -> bool:
        loop = asyncio.get_running_loop()
        place: asyncio.Future[bool] = loop.create_future()
        waiter = place, now
        self._waiting.append(waiter)
        timer = loop.call_later(BURST_SECONDS, _refuse, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.result():
                self.leave()
            raise
        finally:
            timer.cancel()
            if waiter in self._waiting:
                self._waiting.remove(waiter)


def _refuse(place: asyncio.Future[bool]) -> None:
    if not place.done():
        place.set_result(False)
