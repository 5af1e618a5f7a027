// Give nodes these properties besides what they have; null takes one away.
// takes rows: per node Neo4j's own id of it (element) and the properties
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
SET n += row.properties
