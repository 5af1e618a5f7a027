// Which registers and judgements were the loaded documents read with?
// gives source: id, title, kind, published, source, licence, sha256, and the number of its rows that are used
MATCH (d:Document)
WHERE NOT EXISTS { MATCH (b:Bundle {id: d.id}) }
RETURN d {.id, .title, .kind, .published, .source, .licence, .sha256, rows: COUNT { (d)<-[:IN]-() }} AS source
ORDER BY d.id
