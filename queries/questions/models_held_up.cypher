// Which models were held up as examples, how often, and where are they at work?
// gives model: what it is called
// gives places: where it is at work
// gives bodies: who runs it or takes part
// gives citations: how many ideas, challenges and lessons cite it
MATCH (m:Model)
RETURN m.name AS model,
       COLLECT { MATCH (m)-[:LOCATED_IN]->(p:Place) RETURN p.name ORDER BY p.name } AS places,
       COLLECT { MATCH (m)-[:INVOLVES]->(o:Organisation) RETURN o.name ORDER BY o.name } AS bodies,
       COUNT { (m)<-[:CITES]-() } AS citations
ORDER BY citations DESC, model
