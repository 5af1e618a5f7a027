// Give nodes these properties in place of what they had.
// takes rows: per node Neo4j's own id of it (element) and its properties
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
SET n = row.properties
