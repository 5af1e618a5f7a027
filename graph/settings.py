"""Which Neo4j is used, and where a managed one lives. Whoever reads the environment fills it in: nothing here does."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """A managed Neo4j, or one that NEO4J_URI names.

    Attributes:
        home: folder of all state.
        jars: folder of the fetched Neo4j, which several homes may share.
        bolt_port: Bolt port of the managed Neo4j.
        browser_port: HTTP port of the managed Neo4j and its Browser.
        aot: whether the managed Neo4j makes and uses the cache that lets it start in half the time.
        uri: the server to use instead of the managed one, or None.
        user: user name there; always `neo4j` on the managed one.
        password: password there, or None when the managed one makes its own.
        database: database name.
        free_disk: megabytes of the home's disk below which nothing is written to a managed one.
        bookmarks: the file by which who reads from a cluster sees what was written to it, or None.
        embedding: the embedding model whose vectors the graph holds, or `none`.
    """

    home: Path
    jars: Path
    bolt_port: int = 7687
    browser_port: int = 7474
    aot: bool = True
    uri: str | None = None
    user: str = "neo4j"
    password: str | None = None
    database: str = "neo4j"
    free_disk: int = 200
    bookmarks: Path | None = None
    embedding: str = "none"

    def __repr__(self) -> str:
        """Like a dataclass's own, but never with the password, which would end up in logs."""
        shown = [f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.name != "password"]
        return f"ServerSettings({', '.join(shown)}, password=***)"

    @property
    def managed(self) -> bool:
        """Whether this program runs its own Neo4j (no other was named)."""
        return self.uri is None
