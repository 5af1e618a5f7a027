// Give nodes the vectors of what they mean.
// takes rows: per node Neo4j's own id of it (element) and its vector
UNWIND $rows AS row
MATCH (n) WHERE elementId(n) = row.element
CALL db.create.setNodeVectorProperty(n, 'vector', row.vector)
