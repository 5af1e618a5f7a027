"""How Neo4j and RDF store the graph: settings, the managed server, the store, the query library, exports, partners."""
