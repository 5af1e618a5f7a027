"""Makes a lock of jars: resolves what is named with all that it needs, fetches every jar, and writes down what came.

Run it to move to another Neo4j or Browser, after changing the two versions below:

    python -m graph.server.relock

Each jar is checked against the SHA-1 that its repository publishes before its SHA-256 is written down.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from graph.server.jars import LOCK, PARALLEL, Jar, default_remote

Root = tuple[str, str, str]

ROOTS: tuple[Root, ...] = (
    ("org.neo4j", "neo4j", "2026.08.1"),
    ("org.neo4j.client", "neo4j-browser", "5.24.0"),
)
HEADER = """\
# {what} with all they need at run time, in class path order; made by `python -m {module}`.
# group:artifact:version[:classifier] sha256 size-in-bytes
"""


def resolve(wanted: Sequence[Root]) -> Iterator[tuple[str, str, str, str]]:
    """(group, artifact, version, classifier) of every jar that the roots need at run time.

    A root may need a sibling at "the version of my parent", which the resolver leaves as it is written: name that one as a root.
    """
    from jgo.maven import Dependency, MavenContext

    with tempfile.TemporaryDirectory() as cache:
        context = MavenContext(repo_cache=Path(cache), timeout=60)
        # raw: the roots' own management sections pin versions for others who build on them, and are not wanted here.
        roots = [
            Dependency(context.project(group, artifact).at_version(version).artifact(), scope="compile", raw=True)
            for group, artifact, version in wanted
        ]
        inputs, others = context.resolver.resolve(roots)
        for found in [*inputs, *others]:
            if found.type == "jar" and not found.optional and "${" not in found.version:
                yield found.groupId, found.artifactId, found.version, found.classifier


def pin(session: requests.Session, remote: str, coordinates: tuple[str, str, str, str]) -> Jar:
    """Fetch one jar and write down what came."""
    group, artifact, version, classifier = coordinates
    path = Jar(group=group, artifact=artifact, version=version, classifier=classifier, sha256="", size=0).remote_path
    answer = session.get(f"{remote}/{path}", timeout=120)
    answer.raise_for_status()
    published = session.get(f"{remote}/{path}.sha1", timeout=120)
    published.raise_for_status()
    if hashlib.sha1(answer.content, usedforsecurity=False).hexdigest() != published.text.split()[0]:
        raise SystemExit(f"error: {path} is not what its repository says it is; try again later")
    digest = hashlib.sha256(answer.content).hexdigest()
    return Jar(
        group=group,
        artifact=artifact,
        version=version,
        classifier=classifier,
        sha256=digest,
        size=len(answer.content),
    )


def say(line: str) -> None:
    """Show how far it is."""
    sys.stderr.write(f"{line}\n")


def relock(lock: Path, what: str, module: str, roots: Sequence[Root]) -> None:
    """Resolve and fetch what `roots` need, and write `lock`; its head says that it holds `what` and that `module` made it."""
    say("resolving, which takes some minutes")
    coordinates = sorted(set(resolve(roots)))
    say(f"fetching {len(coordinates)} jars")
    remote = default_remote().rstrip("/")
    with requests.Session() as session, ThreadPoolExecutor(PARALLEL) as pool:
        jars = list(pool.map(lambda one: pin(session, remote, one), coordinates))
    if len({jar.name for jar in jars}) != len(jars):
        raise SystemExit("error: two jars have one file name, so they cannot lie in one folder")
    head = HEADER.format(what=what, module=module)
    lock.write_text(head + "".join(f"{jar.line()}\n" for jar in jars), encoding="utf-8")
    say(f"{lock.name}: {len(jars)} jars, {sum(jar.size for jar in jars) / 1e6:.0f} MB")


if __name__ == "__main__":
    relock(LOCK, "Neo4j Community and its Browser", "graph.server.relock", ROOTS)
