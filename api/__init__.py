"""How a person asks for the graph: GraphQL over HTTP and the command line."""
