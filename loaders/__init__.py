"""How a source is read: bytes to blocks, blocks to facts with evidence, one Bundle per document. No Neo4j."""
