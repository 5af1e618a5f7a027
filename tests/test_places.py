"""Places for requests: a burst waits, a queue that stands is refused, and whoever goes makes room."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from api.web import places
from api.web.places import Places

Steps = Callable[[], Awaitable[None]]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BURST_SECONDS", 0.2)
    monkeypatch.setattr(places, "TARGET_SECONDS", 0.02)


async def coming(room: Places, many: int) -> list[asyncio.Task[bool]]:
    """So many who ask for a place, one after the other."""
    tasks = [asyncio.create_task(room.enter()) for _ in range(many)]
    await asyncio.sleep(0)
    return tasks


def test_a_burst_waits_in_its_order_and_more_are_refused_at_once() -> None:
    async def steps() -> None:
        room = Places(5, 2)
        first = await coming(room, 6)
        assert [t.done() for t in first] == [True, True, False, False, False, True]
        assert room.refuses() and [first[0].result(), first[1].result(), first[5].result()] == [True, True, False]
        room.leave()
        await asyncio.sleep(0)
        assert [t.done() for t in first[2:5]] == [True, False, False]
        room.leave()
        room.leave()
        assert await asyncio.gather(*first[2:5]) == [True, True, True]
        assert not room.refuses()

    asyncio.run(steps())


def test_nobody_waits_for_longer_than_a_burst_lasts() -> None:
    async def steps() -> None:
        room = Places(3, 1)
        assert await room.enter()
        assert await asyncio.wait_for(room.enter(), 5) is False
        room.leave()
        assert await room.enter()

    asyncio.run(steps())


def test_where_the_queue_stands_who_has_waited_longer_than_the_target_is_refused() -> None:
    async def steps() -> None:
        room = Places(10, 1)
        assert await room.enter()
        queue = await coming(room, 1)
        for _ in range(4):  # the queue is never empty, so that it stands after a while
            await asyncio.sleep(0.06)
            queue += await coming(room, 1)
            room.leave()
            await asyncio.sleep(0)
        assert [t.result() for t in queue[:3]] == [True, True, True]
        assert queue[3].done() and queue[3].result() is False, "it waited for longer than the target"
        assert queue[4].result() is False, "it would have waited as long"

    asyncio.run(steps())


def test_who_goes_while_waiting_leaves_the_place_to_others() -> None:
    async def steps() -> None:
        room = Places(3, 1)
        assert await room.enter()
        gone, stays = await coming(room, 2)
        gone.cancel()
        await asyncio.sleep(0)
        assert not room.refuses()
        room.leave()
        assert await stays
        late, last = await coming(room, 2)
        room.leave()
        late.cancel()  # it has been given the place, and has not heard of it yet
        with pytest.raises(asyncio.CancelledError):
            await late
        assert await last

    asyncio.run(steps())


def test_where_some_are_refused_for_longer_than_a_burst_fewer_are_taken_in_until_nobody_was_for_a_while() -> None:
    async def steps() -> None:
        room = Places(4, 2)
        first = await coming(room, 4)
        for _ in range(3):
            assert room.refuses(), "as many wait as may"
            await asyncio.sleep(0.09)
        assert [await t for t in first] == [True, True, False, False], "nobody waits any more"
        room.leave()
        assert room.refuses(), "one is worked on, which is enough"
        room.leave()
        assert not room.refuses() and await room.enter()
        await asyncio.sleep(0.25)
        assert not room.refuses() and await room.enter()

    asyncio.run(steps())


def test_who_is_let_in_counts_before_the_place_is_asked_for() -> None:
    async def steps() -> None:
        room = Places(2, 2)
        for _ in range(2):
            assert not room.refuses()
            room.expect()
        assert room.refuses(), "those who arrived together are not let in together"
        assert await asyncio.gather(room.enter(), room.enter()) == [True, True]
        assert room.refuses()

    asyncio.run(steps())


def test_without_limits_everybody_enters() -> None:
    async def steps() -> None:
        room = Places(0, 0)
        assert await asyncio.gather(*(room.enter() for _ in range(100))) == [True] * 100
        assert not room.refuses()

    asyncio.run(steps())
