"""The README and docs show pictures that `make pictures` takes, and no others."""

import re
from pathlib import Path

from pictures import FOLDER, pictures
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
MOST_BYTES = 150_000
WIDEST = 1220


def test_pages_show_the_pictures_that_the_script_takes() -> None:
    shown = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r'!\[[^\]]*\]\(([^)]+)\)|(?:src|srcset)="([^"]+)"', text):
            shown.add((page.parent / (link[0] or link[1])).resolve())
    assert sorted(shown) == [FOLDER / name for name in pictures()]


def test_each_is_there_and_small() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == pictures()
    for name in pictures():
        assert (FOLDER / name).stat().st_size < MOST_BYTES, name
        with Image.open(FOLDER / name) as picture:
            assert picture.width <= WIDEST
