// Where do these passages mention these nodes?
// takes passages: ids of passages
// takes nodes: ids of nodes
// gives passage: id of a passage
// gives node: id of a node
// gives start: offset of the first character in the document's text
// gives end: offset after the last
UNWIND $passages AS id
MATCH (p:Passage {id: id})-[r:MENTIONS]->(n)
WHERE n.id IN $nodes
RETURN p.id AS passage, n.id AS node, r.start AS start, r.end AS end
