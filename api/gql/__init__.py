"""GraphQL: the schema derived from the declaration, the compiler to one Cypher statement, limits and execution."""
