"""SPARQL over the graph: a replica of it as RDF, made again when the graph has changed, and processes that answer from it."""
