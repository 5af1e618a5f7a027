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

from api.cli.curate import IMAGE_HOME, where
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


OF_THE_IMAGE = {
    *(
        "IMAGINE_HOME",
        "IMAGINE_JARS",
        "IMAGINE_HOST",
        "IMAGINE_PORT",
        "IMAGINE_BOLT_PORT",
        "IMAGINE_BROWSER_PORT",
        "IMAGINE_AOT",
    ),
    *("IMAGINE_FREE_DISK", "NEO4J_DATABASE", "NEO4J_AUTH_FILE"),
}
"""Settings that are as the containers need them."""


def test_every_setting_reaches_the_service(compose: dict[str, Any]) -> None:
    """Who reads in docs/ that a setting does something can set it here as well."""
    given = compose["services"]["imagine"]["environment"]
    assert given.keys() == {variable.name for variable in VARIABLES} - OF_THE_IMAGE
    ours = {name: value for name, value in given.items() if name.startswith("IMAGINE_")}
    assert ours.pop("IMAGINE_ACCESS_PROXIES") == "${IMAGINE_PROXY:-172.31.77.2}"
    assert ours == {name: f"${{{name}:-}}" for name in ours}


def test_the_way_to_a_curators_file_is_told_in_the_services_container_alone(
    compose: dict[str, Any], tmp_path: Path
) -> None:
    path = IMAGE_HOME / "curation" / "judgements.toml"
    assert f"IMAGINE_HOME={IMAGE_HOME} " in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert f"imagine-home:{IMAGE_HOME}" in compose["services"]["imagine"]["volumes"]
    assert f"'docker compose cp imagine:{path} .'" in where(path)
    assert where(tmp_path / path.name) == str(tmp_path / path.name)


class _Reset:
    """What Compose takes away of what an earlier file says."""


class _Loader(yaml.SafeLoader):
    """Knows Compose's own tag."""


_Loader.add_constructor("!reset", lambda *_: _Reset())


def test_with_secrets_no_password_is_in_an_environment(compose: dict[str, Any]) -> None:
    over = yaml.load((ROOT / "deploy" / "secrets.yml").read_text(encoding="utf-8"), _Loader)
    plain = json.loads(json.dumps(over, default=lambda _: None))
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(plain)
    for name, service in over["services"].items():
        both = compose["services"][name]["environment"] | service["environment"]
        left = {key: value for key, value in both.items() if not isinstance(value, _Reset)}
        assert not [key for key, value in left.items() if "PASSWORD" in f"{key}{value}"], "it stands in the environment"
        assert left["NEO4J_AUTH_FILE"] == "/run/secrets/neo4j-auth"
        assert service["secrets"] == [*over["secrets"]] == ["neo4j-auth"]
    # Of a secret that is no file Compose makes a copy in the container, which a read-only root file system refuses.
    assert over["secrets"]["neo4j-auth"].keys() == {"file"}
    assert "NEO4J_AUTH" not in over["services"]["neo4j"]["healthcheck"]["test"][1]


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
