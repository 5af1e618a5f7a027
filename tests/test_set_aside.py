"""What curators put aside is kept of all of them, and names that leave it do not come back."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from api.work.set_aside import SetAside, Signed, place
from api.work.withholding import forget_names
from loaders.curation.suppression import KEY_BYTES, Suppression

JO = Signed.now("jo")


def test_what_is_put_aside_while_names_are_taken_out_is_kept_and_they_are_gone(tmp_path: Path) -> None:
    path = place(tmp_path)
    people = Suppression(bytes(KEY_BYTES)).add("Ada North", since="2026-03-01")
    with SetAside.changing(path) as aside:
        aside.put("document/ada-north-memoirs", "0" * 64, {1}, JO)
    with ThreadPoolExecutor(1) as pool:
        with SetAside.changing(path) as aside:
            forgetting = pool.submit(forget_names, tmp_path, people)
            time.sleep(0.2)
            aside.put("document/harbour-day", "1" * 64, {2}, JO)
        forgetting.result()
    assert set(SetAside.load(path).lines) == {"document/harbour-day"}
