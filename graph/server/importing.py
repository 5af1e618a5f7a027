"""Runs Neo4j's own import tool on a managed server's home that holds no store yet."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from graph.server import jars, java
from graph.server.child_process import die_with_parent, environment
from graph.server.managed import ManagedServer
from schema.errors import ServerError

MAIN = "org.neo4j.cli.AdminTool"
OFF_HEAP = "1g"
"""Memory that the tool takes beside its heap; told nothing, it takes 90 % of what is free."""
_SIGNAL = 15


def import_files(server: ManagedServer, arguments: Sequence[str], *, array_delimiter: str) -> Path:
    """Make the store of a home out of CSV files (`--nodes=...`, `--relationships=...`); return where the tool's report is.

    Raises ServerError where the tool refuses them or cannot be run.
    """
    settings, home = server.settings, server.home
    locked = jars.read_lock()
    program = java.find()
    class_path = jars.fetch(locked, settings.jars)
    home.prepare(version=jars.neo4j_version(locked), bolt_port=settings.bolt_port, browser_port=settings.browser_port)
    log = home.logs / "import.log"
    with log.open("wb") as file:
        done = subprocess.run(
            program.tool(
                class_path, MAIN, "database", "import", "full", settings.database,
                "--multiline-fields=true", "--strict=true", "--path-pattern-style=none",
                f"--array-delimiter=U+{ord(array_delimiter):04X}", f"--max-off-heap-memory={OFF_HEAP}",
                f"--report-file={home.logs / 'import.report'}", *arguments,
            ),
            env=environment() | {"NEO4J_HOME": str(home.neo4j), "NEO4J_CONF": str(home.neo4j / "conf")},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            preexec_fn=die_with_parent(_SIGNAL),
            check=False,  # what went wrong is in its log
        )  # fmt: skip
    if done.returncode:
        raise ServerError(
            f"Neo4j's import tool ended with status {done.returncode}; {log} says why; nothing was loaded"
        )
    return log
