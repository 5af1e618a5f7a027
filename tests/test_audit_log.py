"""The log of writes loses no line, whoever writes it at once."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.work import audit
from graph import locks
from loaders.curation.redaction import Finder
from loaders.curation.suppression import KEY_BYTES, Suppression


def test_what_is_written_while_names_are_taken_out_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with audit.audited(tmp_path, "load", ("document/ada-north-2025",)):
        pass
    taken_out = audit._without_names

    def slowly(line: str, finder: Finder) -> str:
        time.sleep(0.2)
        return taken_out(line, finder)

    monkeypatch.setattr(audit, "_without_names", slowly)
    people = Suppression(bytes(KEY_BYTES)).add("Ada North", since="2026-03-01")
    with ThreadPoolExecutor(1) as pool:
        forgetting = pool.submit(audit.forget_names, tmp_path, people)
        time.sleep(0.1)
        audit.told(tmp_path, "sign in", "jo")
        forgetting.result()
    lines = [json.loads(line) for line in audit.place(tmp_path).read_text().splitlines()]
    assert [line["action"] for line in lines] == ["load", "load", "sign in"]
    assert all("north" not in str(line["ids"]) for line in lines)


def test_what_was_begun_before_a_name_was_taken_out_does_not_bring_it_back(tmp_path: Path) -> None:
    ids = ["document/ada-north-2025", "document/fair"]
    with audit.audited(tmp_path, "load", planned=ids) as write:
        write.ids.append(ids[0])
        audit.forget_names(tmp_path, Suppression(bytes(KEY_BYTES)).add("Ada North", since="2026-03-01"))
        write.ids.append(ids[1])
    begun, done = (json.loads(line)["ids"] for line in audit.place(tmp_path).read_text().splitlines())
    assert begun == done and done[1] == ids[1] and "north" not in str(done)


def test_it_is_written_where_the_system_has_no_locks_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "fcntl", None)
    audit.told(tmp_path, "sign in", "jo")
    assert "curator jo" in audit.place(tmp_path).read_text()
