"""Constraints and indexes of the database, derived from the declaration."""

from schema.model import GRAPH_MODEL

FULL_TEXT = "search"
"""The name of the full-text index over every property that is declared as searched."""

ANALYZER = "english"
"""Lucene's analyzer with English stemming and stop words: `commissioning` finds `commission`."""


def statements() -> list[str]:
    """Return the Cypher statements that make every constraint and index; each does nothing where its object exists."""
    made = [
        f"CREATE CONSTRAINT {node.kind}_id IF NOT EXISTS FOR (n:{node.label}) REQUIRE n.id IS UNIQUE"
        for node in GRAPH_MODEL.nodes
    ]
    made.append("CREATE CONSTRAINT bundle_id IF NOT EXISTS FOR (n:Bundle) REQUIRE n.id IS UNIQUE")
    made += [
        f"CREATE INDEX {node.kind}_{p.name} IF NOT EXISTS FOR (n:{node.label}) ON (n.{p.name})"
        for node in GRAPH_MODEL.nodes
        for p in node.properties
        if p.spec.index
    ]
    labels = [node.label for node in GRAPH_MODEL.nodes if any(p.spec.search for p in node.properties)]
    searched = sorted({p.name for node in GRAPH_MODEL.nodes for p in node.properties if p.spec.search})
    made.append(
        f"CREATE FULLTEXT INDEX {FULL_TEXT} IF NOT EXISTS FOR (n:{'|'.join(labels)}) "
        f"ON EACH [{', '.join('n.' + name for name in searched)}] "
        f"OPTIONS {{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
    )
    return made
