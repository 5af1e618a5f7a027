"""docker-compose.yml is what Compose takes, lets no container do more than it needs, and runs where there is Docker."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml
from conftest import docker_answers

from api.settings import VARIABLES
from graph.machine import free_ports

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docker-compose.yml"
SCHEMA = Path(__file__).parent / "compose" / "compose-spec.json"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


def test_it_is_as_the_specification_says(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.Draft7Validator(schema).validate(compose)


@pytest.mark.parametrize("name", ["neo4j", "imagine", "proxy"])
def test_a_container_may_do_what_it_needs_and_no_more(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert {"cpus", "memory", "pids"} <= service["deploy"]["resources"]["limits"].keys()
    assert service["healthcheck"]["test"] and service["stop_grace_period"]
    assert not {"privileged", "pid", "network_mode", "devices"} & service.keys()
    assert not any("docker.sock" in volume for volume in service["volumes"])
    assert service.get("read_only", False) == (name != "neo4j")
    if name != "proxy":
        assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    if "image" in service:
        assert re.search(r":\d+\.\d+", service["image"]), "pinned to a version"


def test_only_the_service_reaches_the_database(compose: dict[str, Any]) -> None:
    on_back = [name for name, service in compose["services"].items() if "back" in service["networks"]]
    assert on_back == ["neo4j", "imagine"]


def test_every_setting_in_it_is_one(compose: dict[str, Any]) -> None:
    known = {variable.name for variable in VARIABLES}
    assert compose["services"]["imagine"]["environment"].keys() <= known


def test_the_image_holds_no_secret_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if re.search("password|secret|token", line, re.IGNORECASE)]
    assert "USER imagine" in lines
    after = lines[lines.index("USER imagine") :]
    assert not any(line.startswith(("USER root", "RUN")) for line in after[1:])
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv", ".env*"} <= set(ignored)


@pytest.mark.skipif(
    not (docker_answers() and shutil.which("docker")), reason="there is no Docker here that could run the containers"
)
def test_it_runs() -> None:
    web, bolt, browser = free_ports(3)
    own = {
        "IMAGINE_PORT": web,
        "IMAGINE_BOLT_PORT": bolt,
        "IMAGINE_BROWSER_PORT": browser,
        "NEO4J_PASSWORD": "for-tests",
    }
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("IMAGINE_", "NEO4J_"))}
    environment |= {name: str(value) for name, value in own.items()}

    def docker(*arguments: str) -> str:
        command = ["docker", "compose", "--project-name", f"imagine-test-{web}", "--file", str(FILE), *arguments]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=900).stdout

    try:
        docker("up", "--build", "--detach", "--wait", "--wait-timeout", "600")
        assert httpx.get(f"http://127.0.0.1:{web}/ready", timeout=30).status_code == 200
        docker("exec", "-T", "imagine", "imagine", "backup", "/home/imagine/data/one.backup")
        docker("exec", "-T", "imagine", "imagine", "restore", "/home/imagine/data/one.backup", "--replace")
        assert "wrong" not in docker("exec", "-T", "imagine", "imagine", "doctor")
        assert docker("exec", "-T", "imagine", "id", "-u").strip() == "10001"
    finally:
        docker("down", "--volumes", "--timeout", "40")
