// Make links.
// takes rows: per link its type, Neo4j's own ids of its two nodes (source, target), and its properties
UNWIND $rows AS row
MATCH (a) WHERE elementId(a) = row.source
MATCH (b) WHERE elementId(b) = row.target
CREATE (a)-[r:$(row.type)]->(b)
SET r = row.properties
