// Give nodes these properties in place of what they had; a vector stays until another is set.
// takes rows: per node Neo4j's own id of it (element) and its properties
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
WITH n, row, n.vector AS vector
SET n = row.properties
SET n.vector = vector
