"""Takes the pictures that the README and docs show, from the running product on its sample: `make pictures`.

It uses the managed Neo4j of IMAGINE_HOME as `imagine up` would, which must hold nothing but the sample, and Chromium. Look at what
it has made before you commit it.
"""

import shutil
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from npm import installed, run
from PIL import Image
from serving import running

from api.gql.options import Options
from api.settings import Settings
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.neo4j_browser import GUIDE, SAVED_QUERIES, STYLE_SHEET, saved_query
from api.work.sample import sample_files
from graph.connection import Connection
from graph.server.managed import ensure_running
from graph.store.store import Store

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PAGES = {
    "start": "/",
    "challenge": "/{challenge}",
    "partners": "/partners?text=Homeless+families+in+bed+and+breakfast+need+somewhere+safe+to+live",
    "graph": "/graph?of={challenge}",
}
"""The service's pages that are shown, light and dark, by the picture's name."""
NEO4J_BROWSER = "neo4j-browser"
_ASKED = """{ challenges(first: 1, where: { title: { startsWith: "Homelessness" } }) { nodes { id } } }"""


def pictures() -> list[str]:
    """Return the names of the files that are made."""
    return sorted([f"{name}{mode}.png" for name in PAGES for mode in ("", "-dark")] + [f"{NEO4J_BROWSER}.png"])


def main() -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("error: Chromium is not installed: apt-get install chromium")
    folder = installed(Path(__file__).parent / "web" / "browser")
    with closing(ensure_running(Settings.from_environment().server, print)) as connection, TemporaryDirectory() as made:
        _load(connection)
        with running(connection, Options(seconds=120)) as client:
            [challenge] = _asked(client)["challenges"]["nodes"]
            wanted = [f"{name}={path.format(challenge=challenge['id'])}" for name, path in PAGES.items()]
            run(folder, "node", "pictures.mjs", str(client.base_url).rstrip("/"), chromium, made, *wanted)
        files = (str(STYLE_SHEET), str(SAVED_QUERIES))
        asked = (saved_query(9, GUIDE[8]), f"{made}/{NEO4J_BROWSER}.png")
        run(folder, "node", "neo4j.mjs", str(connection.browser), connection.password, chromium, *files, *asked)
        FOLDER.mkdir(exist_ok=True)
        for name in pictures():
            with Image.open(Path(made) / name) as taken:
                # Few colours, because everybody fetches a README; the rare ones are kept, since they mean something.
                few = taken.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
                few.save(FOLDER / name, optimize=True)
            print(f"{name}: {(FOLDER / name).stat().st_size // 1000} kB")


def _load(connection: Connection) -> None:
    with Store(connection) as store:
        store.prepare()
        own = {path.name for path in sample_files()}
        if others := [d["source"] for d in store.documents() if d["source"] not in own]:
            sys.exit(f"error: the graph holds {others[0]}, which is no sample; set IMAGINE_HOME to an empty folder")
        list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))


def _asked(client: httpx.Client) -> dict[str, dict[str, list[dict[str, str]]]]:
    return client.post("/graphql", json={"query": _ASKED}).raise_for_status().json()["data"]


if __name__ == "__main__":
    main()
