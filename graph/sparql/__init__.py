"""SPARQL over the graph: a replica of it as RDF, made anew when the graph has changed, and processes that answer from it."""
