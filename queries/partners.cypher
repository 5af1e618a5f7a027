// Who could help with a challenge like this, and which words say so?
// Ideas, challenges and models that match the text are carried to the organisations tied to them; an organisation's score is the
// sum of its reasons, and a reason weighs as much as its match, times how close the tie is.
// takes text: what is needed, as a Lucene query
// takes units: how many matching ideas, challenges and models to follow
// takes limit: how many organisations to return
// gives organisation: id, name and kind of the body
// gives score: the sum of its reasons' scores
// gives reasons: per tie the score, the path from the body to the matching node, and the quoted passages that state it
CALL db.index.fulltext.queryNodes('search', $text) YIELD node AS unit, score
WHERE unit:Idea OR unit:Challenge OR unit:Model
WITH unit, score LIMIT toInteger($units)
CALL (unit) {
  MATCH (unit)<-[r:OWNS|SUPPORTS]-(o:Organisation)
  RETURN o, r.evidence AS evidence, 1.0 AS closeness, [{relationship: type(r), id: unit.id, title: unit.title}] AS steps
  UNION ALL
  MATCH (unit)-[r:INVOLVES]->(o:Organisation)
  RETURN o, r.evidence AS evidence, 1.0 AS closeness, [{relationship: type(r), id: unit.id, title: unit.name}] AS steps
  UNION ALL
  MATCH (unit)-[a:ADDRESSES]->(c:Challenge)<-[r:OWNS|SUPPORTS]-(o:Organisation)
  RETURN o, r.evidence + a.evidence AS evidence, 0.5 AS closeness,
         [{relationship: type(r), id: c.id, title: c.title},
          {relationship: type(a), id: unit.id, title: coalesce(unit.title, unit.text)}] AS steps
  UNION ALL
  MATCH (unit)-[a:CITES]->(m:Model)-[r:INVOLVES]->(o:Organisation)
  RETURN o, r.evidence + a.evidence AS evidence, 0.5 AS closeness,
         [{relationship: type(r), id: m.id, title: m.name},
          {relationship: type(a), id: unit.id, title: coalesce(unit.title, unit.text)}] AS steps
}
WITH o, score * closeness AS part, steps, evidence
ORDER BY part DESC, steps[0].id, steps[-1].id
WITH o, sum(part) AS total, collect({score: part, steps: steps, evidence: evidence})[..5] AS reasons
ORDER BY total DESC, o.id
LIMIT toInteger($limit)
RETURN o {.id, .name, .kind} AS organisation, total AS score,
       [reason IN reasons | {
         score: reason.score,
         path: reason.steps,
         quotes: COLLECT {
           MATCH (p:Passage)-[:IN]->(d:Document) WHERE p.id IN reason.evidence
           RETURN p {.id, .text, document: d.title} ORDER BY p.id
         }
       }] AS reasons
ORDER BY score DESC, organisation.id
