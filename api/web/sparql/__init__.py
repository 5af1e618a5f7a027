"""`/sparql`: the SPARQL 1.1 Protocol for queries, the description of the service, and a page with an editor."""
