"""Writes the bill of materials of what the service runs on, as CycloneDX 1.6: Python packages and Neo4j's jars, from their locks.

python .ci/sbom.py FILE
"""

import json
import subprocess
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from api import __version__  # noqa: E402
from graph.server.jars import Jar, read_lock  # noqa: E402


def component(jar: Jar) -> dict[str, object]:
    """Return a jar as CycloneDX names it."""
    name = f"pkg:maven/{jar.group}/{jar.artifact}@{jar.version}"
    purl = f"{name}?classifier={jar.classifier}" if jar.classifier else name
    return {
        "type": "library",
        "bom-ref": purl,
        "group": jar.group,
        "name": jar.artifact,
        "version": jar.version,
        "purl": purl,
        "hashes": [{"alg": "SHA-256", "content": jar.sha256}],
    }


def written() -> str:
    """Return the bill of materials, which is checked with CycloneDX's own schema."""
    asked = ["-m", "cyclonedx_py", "requirements", str(ROOT / "requirements.lock"), "--of", "JSON", "--sv", "1.6"]
    told = subprocess.run(
        [sys.executable, *asked, "--output-reproducible"], capture_output=True, text=True, check=True
    ).stdout
    bill = json.loads(told)
    bill["metadata"]["component"] = {"type": "application", "name": "imagine-graph", "version": __version__}
    bill["components"] += [component(jar) for jar in read_lock()]
    text = json.dumps(bill, indent=1, sort_keys=True)
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise SystemExit(f"the bill of materials breaks CycloneDX's schema: {fault}")
    return text


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(written() + "\n", encoding="utf-8")
