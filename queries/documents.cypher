// Which documents are loaded?
// gives document: id, title, kind, published, the dates of the gatherings that it reports on, when it was loaded, source, sha256, and the number of its passages
MATCH (b:Bundle)
MATCH (d:Document {id: b.id})
RETURN d {
  .id, .title, .kind, .published, .source, .sha256,
  dates: COLLECT { MATCH (d)-[:REPORTS_ON]->(e:Event) WHERE e.date IS NOT NULL RETURN DISTINCT e.date ORDER BY e.date },
  loaded: b.loaded, passages: COUNT { (d)<-[:IN]-() }
} AS document
ORDER BY d.id
