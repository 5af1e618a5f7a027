"""The judgements file as text: an entry put at its end, or taken out, with all else left as the curator wrote it."""

import json
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from typing import Any

from schema.errors import CurationError

_HEAD = re.compile(r"^(?=\[\[(?:same|different)\]\])", re.MULTILINE)


def entry(*, same: bool, kind: str, names: Sequence[str], by: str, on: date, why: str) -> str:
    """Return a judgement as it is written."""
    verdict = "same" if same else "different"
    listed = ", ".join(map(_quoted, names))
    return f"[[{verdict}]]\nkind = {_quoted(kind)}\nnames = [{listed}]\nby = {_quoted(by)}\non = {on}\nwhy = {_quoted(why)}\n"


def with_entry(text: str, new: str) -> str:
    """Return the file's text with one more entry."""
    return f"{text.rstrip()}\n\n{new}".lstrip()


def without_entry(text: str, *, same: bool, names: Sequence[str]) -> str:
    """Return the file's text without the entry that says this of these names.

    Raises CurationError where there is none, or where it is not written so that it alone can be taken out.
    """
    verdict = "same" if same else "different"
    wanted = tomllib.loads(text)
    entries = wanted.get(verdict, [])
    place = next((n for n, one in enumerate(entries) if one["names"] == list(names)), None)
    if place is None:
        raise CurationError(
            f"no judgement of yours says this of {names[0]!r} and {names[-1]!r} any more; load the page again"
        )
    del entries[place]
    parts = _HEAD.split(text)
    for n, part in enumerate(parts):
        left = "".join(parts[:n] + parts[n + 1 :])
        if part.startswith("[[") and _read(left) == {k: v for k, v in wanted.items() if v}:
            return left
    raise CurationError(
        "this judgement is not written so that it alone can be taken out; take it out of the file by hand"
    )


def _read(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which JSON's are, but for what JSON need not escape."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
