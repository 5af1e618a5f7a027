"""The program as it is installed: built into a wheel, put into an environment of its own, run beside other people's packages."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from graph.machine import free_ports

ROOT = Path(__file__).resolve().parent.parent
REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. Empty offices become homes.
"""
SOMEBODY_ELSES = """
import api, graph, schema, sys
assert api.WHOSE == graph.WHOSE == schema.WHOSE == "somebody else's"
import imagine_graph
assert api.WHOSE == "somebody else's"
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel in it, and the packages `api`, `graph` and `schema` of somebody else.

    Nothing is fetched: the dependencies are those of the environment that the tests run in.
    """
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build = ["wheel", str(ROOT), "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    subprocess.run([*pip, *build], check=True)
    [wheel] = folder.glob("imagine_graph-*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    subprocess.run([*pip, "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)], check=True)
    packages = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for name in ("api", "graph", "schema"):
        (packages / name).mkdir()
        (packages / name / "__init__.py").write_text('WHOSE = "somebody else\'s"\n')
    return folder / "venv" / "bin"


def run(program: Path, *arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "IMAGINE_", "PYTHON"))}
    return subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env=kept | {"IMAGINE_HOME": str(folder / "home")} | more,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_it_tells_its_version(environment: Path, tmp_path: Path) -> None:
    done = run(environment / "imagine", "--version", folder=tmp_path)
    assert (done.stdout, done.stderr, done.returncode) == ("imagine 0.3.0\n", "", 0)


def test_it_says_how_it_is_called_there(environment: Path, tmp_path: Path) -> None:
    done = run(environment / "imagine", "list", folder=tmp_path)
    assert done.stdout == "no document is loaded; 'imagine load PATH' loads one\n"


def test_it_takes_no_name_of_anybody_elses(environment: Path, tmp_path: Path) -> None:
    done = run(environment / "python", "-c", SOMEBODY_ELSES, folder=tmp_path)
    assert (done.stderr, done.returncode) == ("", 0)
    installed = {path.name for path in next(environment.parent.glob("lib/python*/site-packages")).iterdir()}
    assert {name for name in installed if not name.endswith((".pth", ".dist-info"))} == {
        "imagine_graph",
        "api",
        "graph",
        "schema",
    }


def test_it_reads_a_text_and_a_pdf(environment: Path, tmp_path: Path) -> None:
    """The PDF is read by a process of its own, which must find the program's packages too."""
    (tmp_path / "harbour-day.md").write_text(REPORT)
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "__init__.py").write_text(
        "raise RuntimeError('what lies where one stands is not the program')\n"
    )
    done = run(environment / "imagine", "check", "harbour-day.md", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "document/harbour-day: Harbour Day 2023 (harbour-day.md)" in done.stdout
    [report] = (ROOT / "tests" / "gold").glob("open-table-2026-report.pdf")
    done = run(environment / "imagine", "check", str(report), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "document/open-table-2026-report" in done.stdout


def test_it_starts_and_stops_its_database(environment: Path, tmp_path: Path, jars: Path) -> None:
    """The guard is a process of its own, also where nothing is found in the folder that a module is run in."""
    bolt, browser = map(str, free_ports(2))
    more = {
        "IMAGINE_JARS": str(jars),
        "IMAGINE_BOLT_PORT": bolt,
        "IMAGINE_BROWSER_PORT": browser,
        "PYTHONSAFEPATH": "1",
    }
    try:
        done = run(environment / "imagine", "neo4j", "start", folder=tmp_path, **more)
        assert done.returncode == 0, done.stderr
        assert "imagine neo4j stop" in done.stdout
    finally:
        done = run(environment / "imagine", "neo4j", "stop", folder=tmp_path, **more)
    assert done.stdout == "Neo4j was stopped\n"
