// Where is a body or person named, to the character?
// takes name: the name of the node, such as 'Stone King LLP'
// gives document: the file's name
// gives start: offset of the first character in the document's text
// gives end: offset after the last
// gives printed: the words as printed
// gives passage: the block that they stand in
MATCH (n:Organisation|Person {name: $name})<-[m:MENTIONS]-(p:Passage)-[:IN]->(d:Document)
RETURN d.source AS document, m.start AS start, m.end AS end, m.printed AS printed, p.text AS passage
ORDER BY document, start
