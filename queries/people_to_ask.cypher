// Which people do reports tie to what is about this text, and which words say so?
// In their own right, not by way of a body: who owned or supported a challenge that matches, or that the idea that matches answers, and
// whom the words of what matches name. Lists of who came say nothing, and nor do numbered notes. Scored as organisations are.
// takes weights: what counts how much, as `graph.partners.weights` declares it
// takes wanted: words (as for `matches`), and who is wanted: topics and places (names in small letters), years (as texts), kinds (of a body that they work for) and roles (each null for all), exclude (ids that are not wanted), and limit
// gives place: their place in the list, from 0
// gives person: the person
// gives score: the sum of their reasons' scores
// gives reasons: each with its score, its path (step by step from what matches to the person: the node, the relationship that leads there, and what the document names an owner or supporter) and the passage and document that state the tie
CALL () {
  INCLUDE matches
}
UNWIND matches AS match
WITH match.unit AS unit, match.relevance AS relevance
WHERE $wanted.topics IS NULL
   OR EXISTS { (unit)-[:ADDRESSES|FOLLOWS_FROM]->{0,1}()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
   OR EXISTS { (unit)<-[:CITES]-()-[:ADDRESSES]->{0,1}()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
CALL (unit) {
  MATCH (unit:Challenge)<-[r:OWNS|SUPPORTS]-(person:Person)
  RETURN person, CASE type(r) WHEN 'OWNS' THEN 'owner' ELSE 'supporter' END AS tie, 1.0 AS share, r.evidence AS evidence,
         [{relationship: type(r), node: person, as: r.as}] AS steps
  UNION ALL
  MATCH (unit:Idea)-[:ADDRESSES]->(c:Challenge)<-[r:OWNS|SUPPORTS]-(person:Person)
  RETURN person, CASE type(r) WHEN 'OWNS' THEN 'owner' ELSE 'supporter' END AS tie, $weights.one_step AS share, r.evidence AS evidence,
         [{relationship: 'ADDRESSES', node: c}, {relationship: type(r), node: person, as: r.as}] AS steps
  UNION ALL
  MATCH (unit:Passage)-[:MENTIONS]->(person:Person)
  WHERE NOT EXISTS { (person)-[a:ATTENDED]->() WHERE unit.id IN a.evidence }
    AND NOT EXISTS { (unit)-[:STATES {property: 'number'}]->(:Reference) }
  RETURN person, 'named' AS tie, 1 / (1 + $weights.hub * log(COUNT { (person)<-[:MENTIONS]-() })) AS share, [unit.id] AS evidence,
         [{relationship: 'MENTIONS', node: person}] AS steps
  UNION ALL
  MATCH (unit)<-[s:STATES]-(p:Passage)-[:MENTIONS]->(person:Person)
  WHERE s.property IN ['text', 'summary', 'description'] OR unit:Model
  RETURN person, 'named' AS tie, 1 / (1 + $weights.hub * log(COUNT { (person)<-[:MENTIONS]-() })) AS share, [p.id] AS evidence,
         [{relationship: 'STATES', node: p}, {relationship: 'MENTIONS', node: person}] AS steps
}
WITH person, unit, relevance, tie, share, evidence, steps
WHERE ($wanted.roles IS NULL OR tie IN $wanted.roles)
  AND ($wanted.kinds IS NULL OR EXISTS { (person)-[:WORKS_FOR]->(o:Organisation) WHERE o.kind IN $wanted.kinds })
  AND NOT person.id IN $wanted.exclude
  AND ($wanted.places IS NULL OR any(n IN [unit] + [step IN steps | step.node] WHERE EXISTS {
    (n)-[:CONCERNS|LOCATED_IN]->(place:Place) WHERE toLower(place.name) IN $wanted.places
  }))
  AND ($wanted.years IS NULL OR EXISTS {
    MATCH (p:Passage)-[:IN]->(:Document)-[:REPORTS_ON]->(e:Event) WHERE p.id IN evidence AND left(e.date, 4) IN $wanted.years
  })
WITH person, unit, {score: relevance * $weights[tie] * share, path: [{relationship: null, node: unit}] + steps, evidence: evidence} AS reason
ORDER BY reason.score DESC, size(reason.path), unit.id
WITH person, unit, collect(reason)[0] AS reason
ORDER BY reason.score DESC, unit.id
WITH person, collect(reason)[..toInteger($weights.reasons)] AS reasons
WITH person, [i IN range(0, size(reasons) - 1) | {
  score: reasons[i].score * $weights.decay ^ i, path: reasons[i].path, evidence: reasons[i].evidence
}] AS reasons
WITH person, reasons, reduce(total = 0.0, reason IN reasons | total + reason.score) AS score
WHERE score >= $weights.least
ORDER BY score DESC, person.id
LIMIT toInteger($wanted.limit)
WITH collect({person: person, score: score, reasons: reasons}) AS listed
UNWIND range(0, size(listed) - 1) AS place
WITH place, listed[place].person AS person, listed[place].score AS score, listed[place].reasons AS given
UNWIND range(0, size(given) - 1) AS number
WITH place, person, score, number, given[number] AS reason
CALL (person, reason) {
  MATCH (p:Passage)-[:IN]->(d:Document)
  WHERE p.id IN reason.evidence
  RETURN p, d ORDER BY EXISTS { (p)-[:MENTIONS]->(person) } DESC, d.id, p.order LIMIT 1
}
WITH place, person, score, number, reason, p, d
ORDER BY number
WITH place, person, score, p, d, min(number) AS number, collect(reason) AS stated
WITH place, person, score, number, {
  score: reduce(sum = 0.0, reason IN stated | sum + reason.score), path: stated[0].path, passage: p, document: d
} AS reason
ORDER BY reason.score DESC, number
RETURN place, person, score, collect(reason) AS reasons
ORDER BY place
