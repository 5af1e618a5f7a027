// What do these passages say, and which documents are they of?
// takes ids: ids of passages
// gives passage: the passage
// gives document: its document
UNWIND $ids AS id
MATCH (p:Passage {id: id})-[:IN]->(d:Document)
RETURN properties(p) AS passage, properties(d) AS document
