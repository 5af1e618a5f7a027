// Which nodes of a label say something and have no vector yet? Of passages, those of reports that no other node's text repeats.
// takes label: the label
// takes said: properties that hold what a passage says
// takes knowledge: kinds of document that are no report
// gives element: Neo4j's own id of the node
// gives properties: its properties
MATCH (n:$($label))
WHERE n.vector IS NULL
  AND NOT EXISTS { MATCH (n:Passage)-[:IN]->(d:Document) WHERE d.kind IN $knowledge }
  AND NOT EXISTS { MATCH (n:Passage)-[s:STATES]->(:Challenge|Idea|Model|Initiative|Insight) WHERE s.property IN $said }
RETURN elementId(n) AS element, properties(n) AS properties
