"""Files of a model inside installed packages: found without importing these, refused unless they are what is expected."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from schema.errors import SettingsError


def model_file(package: str, path: str, sha256: str) -> Path:
    """Return where a file of a package lies. Raises SettingsError where it is not there, or is another one."""
    spec = find_spec(package)
    [folder] = (spec and spec.submodule_search_locations) or [""]
    file = Path(folder, path)
    if not folder or not file.is_file():
        raise SettingsError(
            f"the embedding model's file {path} is not there; install the package {package} as pinned, "
            "or set IMAGINE_EMBEDDING to another model or none"
        )
    with file.open("rb") as opened:
        found = hashlib.file_digest(opened, "sha256").hexdigest()
    if found != sha256:
        raise SettingsError(
            f"{path} of the package {package} has the SHA-256 {found[:12]}..., expected {sha256[:12]}...; "
            "install the pinned version, or set IMAGINE_EMBEDDING to another model or none"
        )
    return file
