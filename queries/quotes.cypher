// What do these passages say, and which documents are they of?
// takes ids: ids of passages
// gives passage: the passage
// gives document: its document
// gives dates: those of the gatherings that the document reports on
UNWIND $ids AS id
MATCH (p:Passage {id: id})-[:IN]->(d:Document)
WITH d, collect(p) AS passages
WITH d, passages, COLLECT { MATCH (d)-[:REPORTS_ON]->(e:Event) WHERE e.date IS NOT NULL RETURN DISTINCT e.date ORDER BY e.date } AS dates
UNWIND passages AS p
RETURN properties(p) AS passage, properties(d) AS document, dates
