"""The graph for those who work with tables and networks: CSV with its description, GraphML, JSON Graph."""
