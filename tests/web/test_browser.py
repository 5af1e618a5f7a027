"""The pages in a real browser: axe-core finds nothing serious, nothing scrolls sideways, nothing is asked of elsewhere."""

import json
import shutil
from pathlib import Path

import httpx
import pytest
from npm import installed, run

PAGES = ["/", "/search", "/search?q=care", "/search?q=zzzz", "/search?kind=Person", "/developers"]


def test_every_page_and_every_way_through_them(service: httpx.Client) -> None:
    """One browser for all: starting it costs more than a page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    folder = installed(Path(__file__).parent / "browser")
    base = str(service.base_url).rstrip("/")
    told = json.loads(run(folder, "node", "pages.mjs", base, chromium, *PAGES))
    assert told["findings"] == []
    assert told["pages"] == len(PAGES)
    assert told["ways"] >= 4
