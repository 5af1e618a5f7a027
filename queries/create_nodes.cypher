// Make nodes.
// takes rows: per node its label and its properties
// gives element: Neo4j's own id of each, in the rows' order
UNWIND $rows AS row
CREATE (n:$(row.label))
SET n = row.properties
RETURN elementId(n) AS element
