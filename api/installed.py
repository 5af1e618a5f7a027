"""Becomes `imagine_graph/__init__.py` where the program is installed: the one name that it takes among all packages.

The packages below it keep the names that they have in a clone, which are nobody's alone: they are found through the folder of this
module, and before any others of the same name.
"""

import sys
from pathlib import Path


def main() -> int:
    """Run the program `imagine` and return its exit status."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from api.__main__ import main as program

    return program()
