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


class Clock:
    """The event loop's, set by hand."""

    def __init__(self) -> None:
        self.now = 100.0
        asyncio.get_running_loop().time = lambda: self.now  # type: ignore[method-assign]


async def coming(room: Places, many: int) -> list[asyncio.Task[bool]]:
    """So many who ask for a place, one after the other."""
    tasks = [asyncio.create_task(room.enter()) for _ in range(many)]
    await asyncio.sleep(0)
    return tasks


def refuses(room: Places) -> bool:
    """Whether who asks now is refused."""
    if room.full:
        room.refused()
        return True
    return False


def test_a_burst_waits_in_its_order_and_more_are_refused_at_once() -> None:
    async def steps() -> None:
        room = Places(5, 2)
        first = await coming(room, 6)
        assert [t.done() for t in first] == [True, True, False, False, False, True]
        assert refuses(room) and [first[0].result(), first[1].result(), first[5].result()] == [True, True, False]
        room.leave()
        await asyncio.sleep(0)
        assert [t.done() for t in first[2:5]] == [True, False, False]
        room.leave()
        room.leave()
        assert await asyncio.gather(*first[2:5]) == [True, True, True]
        assert not refuses(room)

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
        assert not refuses(room)
        room.leave()
        assert await stays
        late, last = await coming(room, 2)
        room.leave()
        late.cancel()  # it has been given the place, and has not heard of it yet
        with pytest.raises(asyncio.CancelledError):
            await late
        assert await last

    asyncio.run(steps())


def test_where_some_are_refused_for_longer_than_a_burst_fewer_are_taken_in_until_hardly_any_are() -> None:
    async def steps() -> None:
        room = Places(4, 2)
        first = await coming(room, 4)
        for _ in range(6):
            assert refuses(room), "as many wait as may"
            await asyncio.sleep(0.04)
        assert [await t for t in first] == [True, True, False, False], "nobody waits any more"
        room.leave()
        assert refuses(room), "one is worked on, which is enough"
        room.leave()
        assert not refuses(room) and await room.enter()
        await asyncio.sleep(0.25)
        assert not refuses(room) and await room.enter()

    asyncio.run(steps())


@pytest.mark.parametrize(("a_second", "let_in"), [(4, True), (20, False)])
def test_after_a_rush_those_are_let_in_who_come_again_and_again_and_for_whom_there_is_room(
    a_second: int, let_in: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four slow requests are worked on, which is more than are taken in while the service is overloaded; those who ask anew each
    second, as they are told to, are let in where they are no more than the places that are kept free."""
    monkeypatch.setattr(places, "BURST_SECONDS", 1.0)

    async def steps() -> None:
        clock = Clock()
        room = Places(16, 8)
        for _ in range(4):
            assert await room.enter()
        for _ in range(12):
            room.expect()  # who come with the rush
        for _ in range(30):
            assert refuses(room)
            clock.now += 0.05
        await asyncio.sleep(0)
        assert refuses(room)
        answers = list[bool]()
        for _ in range(3 * a_second):
            clock.now += 1 / a_second
            answers.append(refuses(room))
        assert (not all(answers)) is let_in

    asyncio.run(steps())


def test_overloaded_no_more_are_taken_in_than_ever_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    async def steps() -> None:
        clock = Clock()
        room = Places(3, 8)
        for _ in range(3):
            assert await room.enter()
        for _ in range(40):
            assert refuses(room)
            clock.now += 0.02
        room.leave()
        assert refuses(room), "a quarter of the three that may be worked on is one at the least"

    asyncio.run(steps())


def test_who_was_not_refused_is_not_counted_as_if() -> None:
    async def steps() -> None:
        clock = Clock()
        room = Places(2, 2)
        for _ in range(2):
            assert await room.enter()
        for _ in range(40):
            assert room.full, "monitoring is let in all the same, and who connects asks nothing yet"
            clock.now += 0.02
        room.leave()
        assert not room.full

    asyncio.run(steps())


def test_who_is_let_in_counts_before_the_place_is_asked_for() -> None:
    async def steps() -> None:
        room = Places(2, 2)
        for _ in range(2):
            assert not refuses(room)
            room.expect()
        assert refuses(room), "those who arrived together are not let in together"
        assert await asyncio.gather(room.enter(), room.enter()) == [True, True]
        assert refuses(room)

    asyncio.run(steps())


def test_without_limits_everybody_enters() -> None:
    async def steps() -> None:
        room = Places(0, 0)
        assert await asyncio.gather(*(room.enter() for _ in range(100))) == [True] * 100
        assert not refuses(room)

    asyncio.run(steps())
