"""The graph in a Neo4j database: bundles in and out, the query library, indexes, and the connection that they share."""
