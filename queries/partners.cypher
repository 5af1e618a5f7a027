// Who could help with a challenge like this, and which words say so?
// Ideas, challenges and models that match the text are carried to the organisations tied to them; an organisation's score is the
// sum of its five best reasons. A reason weighs as much as its match, times how close the tie is (1 where the organisation is tied to
// what matches, 0.5 where one more step lies between), divided by its rank among the organisation's reasons: one good reason is worth
// more than many weak ones, so that bodies at nearly every table do not always come first.
// takes text: what is needed, as a Lucene query
// takes units: how many matching ideas, challenges and models to follow
// takes limit: how many organisations to return
// gives organisation: the organisation
// gives score: the sum of its reasons' scores
// gives reasons: up to five, each with its score, the path (relationship and node, step by step, from the organisation to what matches) and the quotes (passage and document) that state it
CALL db.index.fulltext.queryNodes('search', $text) YIELD node AS unit, score
WHERE unit:Idea OR unit:Challenge OR unit:Model
WITH unit, score ORDER BY score DESC, unit.id LIMIT toInteger($units)
CALL (unit) {
  MATCH (unit)<-[r:OWNS|SUPPORTS]-(o:Organisation)
  RETURN o, r.evidence AS evidence, 1.0 AS closeness, [{relationship: type(r), node: unit}] AS path
  UNION ALL
  MATCH (unit)-[r:INVOLVES]->(o:Organisation)
  RETURN o, r.evidence AS evidence, 1.0 AS closeness, [{relationship: type(r), node: unit}] AS path
  UNION ALL
  MATCH (unit)-[a:ADDRESSES]->(c:Challenge)<-[r:OWNS|SUPPORTS]-(o:Organisation)
  RETURN o, r.evidence + a.evidence AS evidence, 0.5 AS closeness,
         [{relationship: type(r), node: c}, {relationship: type(a), node: unit}] AS path
  UNION ALL
  MATCH (unit)-[a:CITES]->(m:Model)-[r:INVOLVES]->(o:Organisation)
  RETURN o, r.evidence + a.evidence AS evidence, 0.5 AS closeness,
         [{relationship: type(r), node: m}, {relationship: type(a), node: unit}] AS path
}
WITH o, score * closeness AS part, path, evidence
ORDER BY part DESC, path[0].node.id, path[-1].node.id
WITH o, collect({score: part, path: path, evidence: evidence})[..5] AS best
WITH o, [i IN range(0, size(best) - 1) | {
  score: best[i].score / (i + 1), path: best[i].path, evidence: best[i].evidence
}] AS best
WITH o, reduce(total = 0.0, reason IN best | total + reason.score) AS total, best
ORDER BY total DESC, o.id
LIMIT toInteger($limit)
RETURN o AS organisation, total AS score, [reason IN best | {
  score: reason.score,
  path: reason.path,
  quotes: COLLECT {
    MATCH (p:Passage)-[:IN]->(d:Document) WHERE p.id IN reason.evidence
    WITH p, d ORDER BY d.id, p.order
    RETURN {passage: p, document: d}
  }
}] AS reasons
ORDER BY score DESC, organisation.id
