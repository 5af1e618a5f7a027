// Which documents, registers and judgements state what the graph says of a body, value by value?
// takes name: the body's name, such as 'Stone King LLP'
// gives property: what is stated of it
// gives value: the value
// gives document: the document, or the source of knowledge
// gives kind: what sort of source that is
// gives words: the words that state it
MATCH (:Organisation {name: $name})<-[s:STATES]-(p:Passage)-[:IN]->(d:Document)
RETURN s.property AS property, s.value AS value, d.title AS document, d.kind AS kind, p.text AS words
ORDER BY property, value, document
