"""The bill of materials names everything that the locks pin, with the bytes that it must have."""

import json
import re
import subprocess
import sys
from pathlib import Path

from graph.server.jars import read_lock

ROOT = Path(__file__).resolve().parent.parent


def test_it_names_what_the_locks_pin(tmp_path: Path) -> None:
    out = tmp_path / "sbom.json"
    subprocess.run([sys.executable, str(ROOT / ".ci" / "sbom.py"), str(out)], check=True)
    bill = json.loads(out.read_text())
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {component["purl"].partition("?")[0] for component in bill["components"]}
    locked = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert {f"pkg:pypi/{name}@{version}" for name, version in locked} <= named
    jars = {f"pkg:maven/{jar.group}/{jar.artifact}@{jar.version}" for jar in read_lock()}
    assert jars <= named and len(named) == len(jars) + len(locked)
    assert "SHA-256" in json.dumps(bill["components"][0])
