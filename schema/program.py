"""What a person types to run this program, for whatever tells somebody to run it: messages of every floor, help and pages.

In a clone it is a file there, and where it is installed a command. A message that names it otherwise cannot be followed.
"""

import shlex
import shutil
from pathlib import Path

IN_A_CLONE = "./imagine"
"""What is typed in a clone, as documents in it say."""
INSTALLED = "imagine"


def program(root: Path, here: Path | None, command: str | None) -> str:
    """Return what is typed to run the program that lies in the folder `root`, by somebody who stands `here`; `command`: the file
    that a shell finds as the command `imagine`, if any."""
    file = root / IN_A_CLONE
    if not file.is_file() or (command and Path(command).resolve() == file):
        return INSTALLED
    return IN_A_CLONE if here == root else shlex.quote(str(file))


def _here() -> Path | None:
    try:
        return Path.cwd()
    except OSError:  # the folder was taken away
        return None


PROGRAM = program(Path(__file__).resolve().parent.parent, _here(), shutil.which(INSTALLED))
"""What is typed to run this program, by whoever started this process."""
