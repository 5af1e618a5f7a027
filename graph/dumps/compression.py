"""Compresses what is written, so that the same content gives the same bytes: no time, no name of a file."""

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Literal, cast

import zstandard

Compression = Literal["gzip", "zstd"]

ENDINGS: dict[str, Compression] = {"gz": "gzip", "zst": "zstd"}
"""What a file's last ending says of its compression."""
MEDIA_TYPES: dict[Compression, str] = {"gzip": "application/gzip", "zstd": "application/zstd"}

_GZIP = 16 + zlib.MAX_WBITS
"""Asks zlib for gzip's header and checksum; the header has no time and no name."""


def compression_of(name: str) -> Compression | None:
    """Return how a file of this name is compressed; None where it is not."""
    return ENDINGS.get(name.rpartition(".")[2])


@contextmanager
def compressed(out: IO[bytes], compression: Compression | None) -> Iterator[IO[bytes]]:
    """Yield what compresses into `out`, which stays open. The end is written only where nothing went wrong before it."""
    if compression is None:
        yield out
        return
    inner = _Compressing(out, compression)
    yield cast(IO[bytes], inner)
    inner.finish()


class _Compressing(io.RawIOBase):
    def __init__(self, out: IO[bytes], compression: Compression) -> None:
        self._out = out
        self._compressor: Any = (
            zlib.compressobj(6, zlib.DEFLATED, _GZIP)
            if compression == "gzip"
            else zstandard.ZstdCompressor(level=3).compressobj()
        )

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(self._compressor.compress(data))
        return len(data)

    def finish(self) -> None:
        self._out.write(self._compressor.flush())
