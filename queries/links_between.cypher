// Which links lead from one node to another?
// takes pairs: per pair Neo4j's own ids of the two nodes
// gives source: id of the first
// gives type: the link's type
// gives target: id of the second
// gives properties: what the link carries
// gives element: Neo4j's own id of the link
UNWIND $pairs AS pair
MATCH (a) WHERE elementId(a) = pair[0]
MATCH (b) WHERE elementId(b) = pair[1]
MATCH (a)-[r]->(b)
RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS properties, elementId(r) AS element
