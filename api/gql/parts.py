"""Fields and types that many types of the GraphQL schema share."""

from collections.abc import Container, Iterable

from api.gql.classes import Argument, Classes, Field
from api.gql.surface import FILLED, meaning_of
from api.gql.vocabulary import Shown

PYTHON_OF = {"text": "str", "date": "Date", "integer": "int", "texts": "list[str]"}
EVIDENCE = Field(
    "evidence", "list[Passage]", "The passages that state it, in reading order: by document, then as they stand there."
)
STATEMENTS = Field(
    "statements",
    "list[Statement]",
    "Each of its values with the passages that state it, by property and value; a document and its passages are what they are.",
)
CURSOR = Field("cursor", "str", "Where it stands in this ordering; give it as after or before.")
FACET_LIMIT = Argument("first", "int", "How many values, the most frequent first.", 100)
IGNORE_OWN = Argument(
    "ignoreOwn",
    "bool",
    "Whether the list's condition on this very thing is left out: how many there would be of each other value.",
    False,
)


def values(fields: Iterable[Shown], maybe: Container[str] = ()) -> list[Field]:
    """Return properties as fields; those that are named in `maybe` may be null."""
    found = []
    for s in fields:
        bare = s.vocabulary.name if s.vocabulary else PYTHON_OF[s.property.type]
        filled = s.property.type == "texts" or s.name in FILLED
        certain = filled or (s.property.required and s.name not in maybe)
        found.append(Field(s.name, bare if certain else f"{bare} | None", meaning_of(s)))
    return found


def add_connection(classes: Classes, stem: str, target: str, edge: str, facets: str | None) -> None:
    """Make the type of a list, one page at a time."""
    fields = [
        Field("edges", f"list[{edge}]", "The entries of this page, each with what its link says."),
        Field("nodes", f"list[{target}]", "What the entries lead to: a short cut past edges."),
        Field("pageInfo", "PageInfo", "Where this page stands in the whole."),
        Field("totalCount", "int", "How many entries there are on all pages; counted only when asked for."),
    ]
    if facets:
        fields.append(Field("facets", facets, "Counts over all pages; made only when asked for."))
    classes.object(f"{stem}Connection", "One page of a list.", fields)
