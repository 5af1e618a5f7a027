"""Tells at the end of a run which faults were injected, and how long recovery took."""

from collections import Counter

import pytest

from faults.counting import injected

_FAULTS: dict[str, Counter[str]] = {}
_FAILED: set[str] = set()
_RECOVERIES: list[float] = []


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note which faults a test injects that is run."""
    name = item.nodeid.partition("[")[0]
    if isinstance(item, pytest.Function) and name not in _FAILED and (found := injected(item.function)):
        _FAULTS[name] = found


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note which did not hold."""
    name = report.nodeid.partition("[")[0]
    if not report.passed:
        _FAILED.add(name)
        _FAULTS.pop(name, None)
    _RECOVERIES.extend(
        float(str(value)) for key, value in report.user_properties if key == "recovery" and report.when == "call"
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many there were."""
    total: Counter[str] = sum(_FAULTS.values(), Counter())
    if total:
        slowest = f"; recovery took {max(_RECOVERIES):.1f} s at most" if _RECOVERIES else ""
        terminalreporter.write_line(
            f"faults: {total.total()} of {len(total)} kinds were injected and withstood{slowest}"
        )
