"""The log of who changed the graph: IMAGINE_HOME/audit.jsonl, a line of JSON for the beginning and the end of every write.

It names documents, entries of the suppression list and what curators judged by their ids; an id that a suppressed name is read
out of leaves the log with the name (`forget_names`).
"""

import getpass
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api import __version__
from graph.dumps.files import whole_file
from graph.locks import alone
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression
from schema.errors import ServerError, StoreError

_FILE = "audit.jsonl"
_LOCK_SECONDS = 60.0


def place(home: Path) -> Path:
    """Return where the log of a home is."""
    return home / _FILE


@dataclass(slots=True)
class Write:
    """A write that is being done."""

    ids: list[str] = field(default_factory=list)
    """What was written so far: documents, entries."""
    who: str = ""


@contextmanager
def audited(
    home: Path, action: str, ids: tuple[str, ...] = (), who: str | None = None, *, planned: Iterable[str] = ()
) -> Iterator[Write]:
    """Log a write by the curator `who`, else by the person who runs this process: that it began, and how it ended.

    `ids`: what is written, all at once; `planned`: what is to be written one after the other, which the end need not have reached.

    Raises StoreError, before anything is written, where it cannot be logged.
    """
    write, name = Write(list(ids), f"curator {who}" if who else _who()), secrets.token_hex(4)
    at_first = [*ids, *planned]
    _append(home, name, action, "begun", replace(write, ids=at_first))
    outcome = "done"
    try:
        yield write
    except BaseException as e:
        outcome = type(e).__name__  # the kind of error alone: a message may hold a name
        raise
    finally:
        _append(home, name, action, outcome, write, at_first)


def told(home: Path, action: str, who: str) -> None:
    """Log what a curator did that changes nothing in the graph, such as to sign in. Raises StoreError where it cannot be logged."""
    _append(home, secrets.token_hex(4), action, "done", Write([], f"curator {who}"))


def forget_names(home: Path, suppression: Suppression) -> None:
    """Take people's names out of the ids in the log."""
    path = place(home)
    if not path.exists():
        return
    finder = Finder(suppression)
    with _alone(home):
        before = path.read_text(encoding="utf-8")
        after = "".join(_without_names(line, finder) + "\n" for line in before.splitlines())
        if after != before:
            with whole_file(path, private=True) as file:
                file.write(after.encode())


def _without_names(line: str, finder: Finder) -> str:
    try:
        told = json.loads(line)
        told["ids"] = [finder.slug(one) for one in told["ids"]]
    except (ValueError, KeyError, TypeError):
        return line  # a line that was cut short holds no id that could be read out of it
    return _line(told)


def _append(
    home: Path, name: str, action: str, outcome: str, write: Write, at_first: Sequence[str] | None = None
) -> None:
    """Write a line. `at_first`: the ids that the line of its beginning was written with, from which names may have been taken out
    since; then they are not written again either."""
    told = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "write": name,
        "who": write.who,
        "action": action,
        "outcome": outcome,
        "ids": write.ids,
        "version": __version__,
    }
    path = place(home)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with (
            _alone(home),
            os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="utf-8") as file,
        ):
            if at_first:
                now = dict(zip(at_first, _begun_with(path, name), strict=False))
                told["ids"] = [now.get(one, one) for one in write.ids]
            file.write(_line(told) + "\n")
    except OSError as e:
        raise StoreError(
            f"the audit log {path} cannot be written ({e.strerror}); make room, or make it writable"
        ) from e
    except ServerError as e:
        raise StoreError(f"the audit log {path} cannot be written: {e}") from e


def _begun_with(path: Path, name: str) -> list[str]:
    """Return the ids that the line of a write's beginning holds now; none where the log has been started again since."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if f'"{name}"' in line and (told := json.loads(line))["write"] == name:
                return [str(one) for one in told["ids"]]
    return []


def _alone(home: Path) -> AbstractContextManager[None]:
    """While it lasts, no other process writes the log: a line that came while names are taken out of it would be lost."""
    return alone(home / "audit.lock", timeout=_LOCK_SECONDS)


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without a name, as in a container
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"
