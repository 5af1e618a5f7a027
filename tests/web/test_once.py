"""What takes long is worked out once for each state, and nobody waits for it for longer than is said."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from api.web.once import OncePerState


def test_it_is_worked_out_once_for_each_state() -> None:
    once, done = OncePerState[int]("once"), list[int]()

    def work() -> int:
        done.append(1)
        return len(done)

    assert [once.at(state, work, first=60, others=60) for state in (1, 1, 2, 2, 1)] == [1, 1, 2, 2, 3]


def test_whoever_asks_first_waits_and_others_do_not() -> None:
    once, begun, end = OncePerState[str]("once"), Event(), Event()

    def work() -> str:
        begun.set()
        end.wait(60)
        return "done"

    with ThreadPoolExecutor(1) as asking:
        first = asking.submit(once.at, 1, work, first=60, others=0)
        assert begun.wait(60)
        with pytest.raises(TimeoutError):
            once.at(1, work, first=60, others=0)
        end.set()
        assert first.result(60) == "done"
    assert once.at(1, work, first=60, others=0) == "done"


def test_what_failed_is_tried_again() -> None:
    once = OncePerState[int]("once")
    with pytest.raises(ZeroDivisionError):
        once.at(1, lambda: 1 // 0, first=60, others=60)
    assert once.at(1, lambda: 2, first=60, others=60) == 2
