"""The files of the repository that follow from other files of it, by path: written by `make generate`, checked by a test."""

from api.gql.types import sdl
from graph.store import query_library
from schema import reference


def derived_files() -> dict[str, str]:
    """Return the content that each derived file should have, by its path from the root of the repository."""
    return {
        "schema/README.md": reference.page(),
        "queries/README.md": query_library.index_page(),
        "api/gql/schema.graphql": sdl(),
    }
