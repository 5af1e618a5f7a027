"""What the graph as RDF says of the program that made it, in dumps and over HTTP."""

from api import __version__

SOFTWARE = f"Imagine Graph {__version__}"
"""What read the documents."""
