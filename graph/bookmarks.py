"""Where those who wrote to a cluster have got to, so that whoever reads from another of its members sees it.

The members of a cluster follow the one that writes, each at its own pace. A bookmark stands for what was written: a member that is
asked with one answers once it has got so far. A command that loads and the service that reads are processes of their own, so the
bookmarks stand in a small file that both know. What belongs to another database is passed over by Neo4j.
"""

import logging
from collections.abc import Collection
from pathlib import Path
from typing import Any

import orjson
from neo4j.api import BookmarkManager

from graph.connection import Connection
from graph.locks import FileLock
from graph.private_files import write_private
from schema.errors import ServerError, SettingsError

LOG = logging.getLogger("imagine.store")

_SCHEME = "neo4j"
"""Addresses that begin so stand for all members of a cluster; any other stands for one server, which knows what it wrote."""
_PATIENCE_SECONDS = 10


class KeptBookmarks(BookmarkManager):
    """The bookmarks in a file, as the driver asks for them before each transaction and tells of them after it."""

    def __init__(self, path: Path, *, writes: bool) -> None:
        """`writes`: whether what is done with these is noted; a mere reader has nothing to note."""
        self._path, self._writes = path, writes
        self._read: tuple[object, tuple[str, ...]] = (None, ())

    def get_bookmarks(self) -> Collection[str]:
        """What has to be there before a transaction begins. Raises SettingsError where the file is not one of bookmarks."""
        try:
            about = self._path.stat()
        except FileNotFoundError:
            return ()
        # The file is replaced and never changed, so that another content is another file.
        state = about.st_ino, about.st_mtime_ns, about.st_size
        if self._read[0] != state:
            self._read = state, self._stand()
        return self._read[1]

    def update_bookmarks(self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]) -> None:
        """Note what a transaction came to, in place of what it had seen."""
        if not self._writes:
            return
        try:
            with FileLock(self._path.with_name(f"{self._path.name}.lock")).held(timeout=_PATIENCE_SECONDS):
                # What others came to meanwhile stays: neither is known to have seen the other.
                standing = set(self._stand())
                if (now := standing - set(previous_bookmarks) | set(new_bookmarks)) != standing:
                    write_private(self._path, orjson.dumps(sorted(now)).decode())
        except (OSError, ServerError) as e:
            # The change is made, whatever becomes of this note.
            LOG.warning("%s cannot be written, so that readers may see this change a moment later: %s", self._path, e)

    def _stand(self) -> tuple[str, ...]:
        try:
            noted = orjson.loads(self._path.read_bytes())
        except FileNotFoundError:
            return ()
        except orjson.JSONDecodeError:
            noted = None
        if not isinstance(noted, list) or not all(isinstance(one, str) for one in noted):
            raise SettingsError(
                f"{self._path} is not a list of bookmarks; delete it (IMAGINE_BOOKMARKS names the file)"
            )
        return tuple(noted)


def bookmarked(connection: Connection, *, writes: bool) -> dict[str, Any]:
    """Return what a session is given beside its database, so that it sees what others have written, and where `writes` the other
    way round."""
    if connection.bookmarks is None or connection.uri.partition(":")[0].partition("+")[0] != _SCHEME:
        return {}
    return {"bookmark_manager": KeptBookmarks(connection.bookmarks, writes=writes)}
