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
CALL (a, b) {
  // In a call, since Neo4j else goes through all links of the second, which can be a topic that thousands of documents name.
  MATCH (a)-[r]->(b)
  RETURN r
}
RETURN a.id AS source, type(r) AS type, b.id AS target, properties(r) AS properties, elementId(r) AS element
