"""The service as its user meets it: started by its command, asked over HTTP, stopped by Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from graph.machine import free_ports
from graph.server.managed import ManagedServer

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 240


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, jars: Path) -> dict[str, str]:
    """A fresh home and free ports, and no other Neo4j than the managed one."""
    port, bolt, browser = free_ports(3)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "IMAGINE_"))}
    return kept | {
        "IMAGINE_HOME": str(tmp_path_factory.mktemp("up") / "home"),
        "IMAGINE_JARS": str(jars),
        "IMAGINE_PORT": str(port),
        "IMAGINE_BOLT_PORT": str(bolt),
        "IMAGINE_BROWSER_PORT": str(browser),
    }


@pytest.fixture(scope="module")
def service(environment: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`imagine up`, ready: its address and its process."""
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "up"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    address = f"http://127.0.0.1:{environment['IMAGINE_PORT']}"
    try:
        wait_until_ready(address, process)
        yield address, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def wait_until_ready(address: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"it ended before it was ready: {process.communicate()}")
        try:
            if httpx.get(f"{address}/ready", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"it was not ready after {PATIENCE} s")


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "words", "status"),
    [
        (["load", "no-such-file.txt"], "no-such-file.txt", 4),
        (["load", "{empty}"], "empty.txt", 3),
        (["remove", "no such document"], "no loaded document", 4),
        (["export", "--out", "/no/such/folder/graph.ttl"], "cannot be written", 1),
    ],
)
def test_a_failure_is_one_clear_line(
    environment: dict[str, str],
    service: tuple[str, subprocess.Popen[str]],
    tmp_path: Path,
    arguments: list[str],
    words: str,
    status: int,
) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    done = run(environment, *(a.format(empty=empty) for a in arguments))
    assert done.returncode == status
    [line] = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert words in line
    assert "Traceback" not in done.stderr


def test_one_command_answers_who_owns_which_challenge_and_the_words_that_say_so(
    environment: dict[str, str], service: tuple[str, subprocess.Popen[str]], tmp_path: Path
) -> None:
    address, process = service
    question = """{
      challenges(where: {title: {contains: "Homelessness"}}) {
        nodes { title owners { edges { node { name } evidence { text document { source } } } } }
      }
    }"""
    answer = httpx.post(f"{address}/graphql", json={"query": question}, timeout=30).json()
    assert "errors" not in answer
    [challenge] = answer["data"]["challenges"]["nodes"]
    [owner] = challenge["owners"]["edges"]
    assert owner["node"]["name"] == "Mark Leaver"
    [said] = owner["evidence"]
    assert "Mark Leaver" in said["text"]
    assert said["document"] == {"source": "imagine-2024-report.txt"}

    listed = json.loads(run(environment, "list", "--json").stdout)
    assert {d["source"] for d in listed} >= {"imagine-2024-report.txt", "imagine-2025-report.txt"}

    turtle = httpx.get(f"{address}/export/dump.ttl", timeout=60)
    assert turtle.headers["content-type"].startswith("text/turtle")
    written = run(environment, "export", "--format", "ttl", "--out", str(tmp_path / "graph.ttl"))
    assert written.returncode == 0, written.stderr
    assert (tmp_path / "graph.ttl").read_text(encoding="utf-8") == turtle.text

    partners = run(environment, "partners", "moving families out of temporary accommodation", "--json")
    assert any(p["name"] == "Manchester City Council" for p in json.loads(partners.stdout))

    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    settings = Settings.from_environment(environment).server
    deadline = time.monotonic() + 60
    while ManagedServer(settings).status()["running"] and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not ManagedServer(settings).status()["running"]
