"""The managed Neo4j: fetched once, started, guarded and stopped. Knows nothing of what the graph means."""
