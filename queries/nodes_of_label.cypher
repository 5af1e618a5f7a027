// Everything that is stored of the nodes of a label.
// takes label: the label
// gives element: Neo4j's own id of the node
// gives properties: its properties, without its vector
// gives documents: the kinds of the documents that it is a passage of
MATCH (n:$($label))
RETURN elementId(n) AS element, n {.*, vector: null} AS properties, COLLECT { MATCH (n)-[:IN]->(d:Document) RETURN d.kind } AS documents
