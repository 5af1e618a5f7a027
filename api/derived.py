"""The files of the repository that follow from other files of it, by path: written by `make generate`, checked by a test."""

from api.types import sdl
from graph import queries
from schema import reference


def derived_files() -> dict[str, str]:
    """Return the content that each derived file should have, by its path from the root of the repository."""
    return {
        "schema/README.md": reference.page(),
        "queries/README.md": queries.index_page(),
        "api/schema.graphql": sdl(),
    }
