"""Documents that are known by the SHA-256 of their text: trusted ones, which the operator lists, and those that clients register.

A client names one by `extensions.persistedQuery.sha256Hash` (as Apollo's clients do) or by the parameter `documentId`, with or
without `sha256:` in front. Where only trusted documents are taken, nothing else is ever parsed.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from api.gql.options import Options
from api.gql.refusal import RefusedError
from schema.errors import SettingsError

LONGEST = 65_536
"""The most characters of a document that a client may register."""


def sha256(text: str) -> str:
    """Return the hash by which a document is known."""
    return hashlib.sha256(text.encode()).hexdigest()


class PersistedDocuments:
    """The documents that may be named by hash."""

    def __init__(self, options: Options, own: Iterable[str] = ()) -> None:
        """Read the trusted documents; those that the service's own pages ask, `own`, are trusted as well.

        Raises SettingsError, which names the file, where they cannot be read.
        """
        self._only_trusted, self._most = options.only_trusted, options.persisted
        self._trusted = dict(_read(options.trusted)) if options.trusted else {}
        self._trusted |= {sha256(text): text for text in own}
        self._registered: OrderedDict[str, str] = OrderedDict()

    def resolve(self, query: str | None, document_id: str | None, extensions: dict[str, Any]) -> str:
        """Return the text of the document that a request means. Raises RefusedError where it is unknown or not allowed."""
        known_as = document_id.removeprefix("sha256:") if document_id else _hash_in(extensions)
        if query is None:
            if known_as is None:
                raise RefusedError(
                    "BAD_REQUEST", "the request has no 'query': send the document, or its hash as 'documentId'"
                )
            return self._find(known_as)
        if self._only_trusted:
            if sha256(query) not in self._trusted:
                raise RefusedError(
                    "DOCUMENT_NOT_TRUSTED", "this service takes only documents that its operator has listed"
                )
        elif known_as is not None:
            self._register(known_as, query)
        return query

    def _find(self, known_as: str) -> str:
        text = self._trusted.get(known_as)
        if text is None and known_as in self._registered:
            self._registered.move_to_end(known_as)
            text = self._registered[known_as]
        if text is None:
            # Clients that register documents at run time know this by the message; it must be exactly so.
            raise RefusedError("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
        return text

    def _register(self, known_as: str, query: str) -> None:
        if sha256(query) != known_as:
            raise RefusedError("PERSISTED_QUERY_MISMATCH", "the hash that was sent is not the SHA-256 of the document")
        if not self._most or len(query) > LONGEST:
            raise RefusedError("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
        self._registered[known_as] = query
        while len(self._registered) > self._most:
            self._registered.popitem(last=False)


def _hash_in(extensions: dict[str, Any]) -> str | None:
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    found = persisted.get("sha256Hash") if isinstance(persisted, dict) else None
    if not isinstance(found, str) or persisted.get("version", 1) != 1:
        raise RefusedError("BAD_REQUEST", "extensions.persistedQuery must be {version: 1, sha256Hash: TEXT}")
    return found.lower()


def _read(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each trusted document by every name that it has: its hash and, in a manifest, the key that stands there."""
    try:
        if path.is_dir():
            for file in sorted(path.rglob("*.graphql")):
                text = file.read_text(encoding="utf-8")
                yield sha256(text), text
                yield sha256(text.strip()), text
            return
        manifest = json.loads(path.read_text(encoding="utf-8"))
        listed = manifest.get("operations") if isinstance(manifest, dict) else None
        pairs = [(o["id"], o["body"]) for o in listed] if isinstance(listed, list) else list(manifest.items())
        for key, text in pairs:
            if not isinstance(text, str):
                raise TypeError(f"the document of {key!r} is not a text")
            yield str(key), text
            yield sha256(text), text
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        raise SettingsError(
            f"{path} does not hold trusted documents ({e}); expected .graphql files in a folder, or JSON: "
            '{"HASH": "DOCUMENT", ...} or {"operations": [{"id": ..., "body": ...}, ...]}'
        ) from e
