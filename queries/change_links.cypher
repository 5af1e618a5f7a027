// Give links these properties in place of what they had.
// takes rows: per link Neo4j's own id of it (element) and its properties
UNWIND $rows AS row
MATCH ()-[r]->() WHERE elementId(r) = row.element
SET r = row.properties
