"""Node packages that tests judge the service with: installed from the committed lock, once."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(folder: Path) -> Path:
    """Install the packages that `folder` pins, unless they are there; skips where Node.js is not. Returns the folder."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("npm and node are not installed: apt-get install nodejs npm")
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "node_modules" / ".installed"
    if not (stamp.is_file() and stamp.read_text() == wanted):
        run(folder, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
        stamp.write_text(wanted)
    return folder


def run(folder: Path, *command: str) -> str:
    """Run a command in `folder` and return what it prints; what it prints on failure becomes the test's message."""
    environment = os.environ | {"CI": "true", "NO_COLOR": "1", "npm_config_update_notifier": "false"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=600,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout
