"""The graph as RDF, in the terms that the declaration gives."""
