// Which documents have these passages, and what do they state?
// takes passages: ids of passages
// gives id: a document's id
// gives payload: a document's bundle, as compressed JSON
UNWIND $passages AS passage
MATCH (:Passage {id: passage})-[:IN]->(d:Document)
WITH DISTINCT d.id AS document
MATCH (b:Bundle {id: document})
RETURN b.id AS id, b.payload AS payload
