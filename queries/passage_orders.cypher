// Where do these passages stand in their documents, and where do they name what?
// takes ids: ids of passages
// gives id: id of a passage
// gives order: its position
// gives mentions: pairs of the id of a node that it names and the offset of the name
UNWIND $ids AS id
MATCH (p:Passage {id: id})
RETURN p.id AS id, p.order AS order, COLLECT { MATCH (p)-[m:MENTIONS]->(n) RETURN [n.id, m.start] } AS mentions
