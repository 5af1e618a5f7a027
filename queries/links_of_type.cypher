// Everything that is stored of the links of a type.
// takes type: the type
// gives source: id of the node that it leaves
// gives target: id of the node that it leads to
// gives properties: what the link carries
// gives element: Neo4j's own id of the link
MATCH (a)-[r:$($type)]->(b)
RETURN a.id AS source, b.id AS target, properties(r) AS properties, elementId(r) AS element
