"""What dumps say of the program that made them, wherever they are asked for."""

from api import __version__

SOFTWARE = f"Imagine Graph {__version__}"
"""What read the documents."""
