"""How a person asks: GraphQL over HTTP, exports, and the command line."""

__version__ = "0.3.0"
"""The version of the product, told here and nowhere else."""
