// Which documents are loaded?
// gives document: id, title, kind, published, source, sha256, and the number of its passages
MATCH (b:Bundle)
MATCH (d:Document {id: b.id})
RETURN d {.id, .title, .kind, .published, .source, .sha256, passages: COUNT { (d)<-[:IN]-() }} AS document
ORDER BY d.id
