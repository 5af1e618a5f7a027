"""What the Neo4j Browser takes in by drag and drop: a style sheet, and the questions as saved queries.

Both follow from what is declared elsewhere (the labels, the explorer's colours, `queries/questions/`), and `imagine generate`
writes them. The style sheet is GraSS, which has no comments. Saved queries are a ZIP archive of `.cypher` files, as the Browser's
own export makes it: the archive's folder is the folder among the favourites, and a file's first line is the name of the query.
"""

import re
import zipfile
from io import BytesIO
from pathlib import Path

from graph.store.query_library import FOLDER as QUERIES
from graph.store.query_library import query
from schema.errors import QueryError
from schema.model import GRAPH_MODEL

FOLDER = QUERIES / "neo4j-browser"
STYLE_SHEET = FOLDER / "imagine-graph.grass"
SAVED_QUERIES = FOLDER / "saved-queries.zip"

GUIDE = (
    "what_is_in_the_graph",
    "kinds_at_the_table",
    "ideas_of_a_topic",
    "where_a_name_stands",
    "who_came_to_both",
    "who_owns_what",
    "models_held_up",
    "what_came_of_it",
    "around_a_challenge",
    "who_states_a_value",
    "how_two_bodies_are_joined",
    "who_could_help",
)
"""The questions in `queries/questions/`, the simplest first: the order of docs/browser.md and of the saved queries."""

_COLOURS = Path(__file__).resolve().parents[1] / "web" / "static" / "site.css"
_BOOKKEEPING = ("ImagineGraph", "Bundle")
"""Labels of what the product notes for itself, which no question is about."""
_QUIET = ("Passage", "Reference", "Document", "Place", "Topic")
"""Labels whose nodes are many, or are there for the others: they are drawn smaller."""
_EXAMPLE = re.compile(r"such as '([^']+)'")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive, so that the same questions are the same bytes."""


def style_sheet() -> str:
    """Return the style sheet: of each label the explorer's colour, and what names its nodes as their caption."""
    colours = dict(
        re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", _COLOURS.read_text(encoding="utf-8").partition("@media")[0])
    )
    rules = [_rule("node", diameter="50px", color="#a5abb6", **{"text-color-internal": "#ffffff", "font-size": "10px"})]
    rules += [_rule("relationship", color="#8a939b", caption='"<type>"', **{"shaft-width": "1px", "font-size": "8px"})]
    for node in GRAPH_MODEL.nodes:
        shown = node.display.name if node.displays else "text"
        colour = colours[node.kind]
        rules.append(
            _rule(
                f"node.{node.label}",
                diameter="40px" if node.label in _QUIET else "65px",
                color=colour,
                caption=f'"{{{shown}}}"',
                **{"border-color": colour, "text-color-internal": "#ffffff"},
            )
        )
    for label in _BOOKKEEPING:
        rules.append(
            _rule(
                f"node.{label}",
                diameter="10px",
                color="#e5e5e5",
                caption='" "',
                **{"border-color": "#e5e5e5", "text-color-internal": "#8a939b"},
            )
        )
    return "".join(rules)


def _rule(selector: str, **values: str) -> str:
    return f"{selector} {{\n" + "".join(f"  {name}: {value};\n" for name, value in values.items()) + "}\n\n"


def saved_query(number: int, name: str) -> str:
    """Return a question as the Browser keeps it: its name, and the statement with the example that its header gives.

    The number has two digits, since the Browser lists what it keeps by the alphabet.
    With `:param` before the statement there would be two, and the Browser draws no graph of two.
    """
    asked = query(f"questions/{name}")
    statement = asked.cypher
    for parameter, meaning in asked.takes.items():
        found = _EXAMPLE.search(meaning)
        if found is None:
            raise QueryError(
                f"queries/questions/{name}.cypher gives no example of {parameter}: write \"such as '...'\""
            )
        statement = re.sub(rf"\${parameter}\b", f"'{found[1]}'", statement)
    return f"// {number:02}. {asked.doc}\n{statement}\n"


def saved_queries() -> bytes:
    """Return the archive of all questions, in the guide's order."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as file:
        for number, name in enumerate(GUIDE, 1):
            entry = zipfile.ZipInfo(f"Imagine Graph/{number:02} {name}.cypher", _EARLIEST)
            file.writestr(entry, saved_query(number, name))
    return archive.getvalue()
