// Who could help with a challenge like this, and which words say so?
// Challenges, ideas, models, initiatives, insights and passages that match the text, by words and by meaning, are carried to the
// organisations tied to them. A body's score is the sum of its reasons' scores, each of which is how well the match fits, times
// what its tie weighs, less for hubs and for each further reason; what one passage states is one reason. Whom a numbered note cites is
// not named by it. Bodies that only came to the event stand in a tier of their own.
// takes weights: what counts how much, as `graph.partners.weights` declares it
// takes wanted: words (as for `matches`), and which organisations: topics and places (names in small letters), years (as texts), kinds and roles (each null for all), exclude (ids that are not wanted), balanced (whether kinds take turns) and limit. One map, since Neo4j plans anew for each combination of nulls and lengths of lists among parameters
// gives place: its place in the list, from 0
// gives organisation: the organisation
// gives tier: evidence, or attended where all that is known is that it was there
// gives close: whether one of its reasons rests on what is about the text, and not only near it; never for one that was merely there, and null without a vector, since words alone cannot tell
// gives score: the sum of its reasons' scores
// gives reasons: each with its score, its path (step by step from what matches to the organisation: the node, the relationship that leads there, and what the document names an owner or supporter) and the passage and document that state the tie
// gives people: up to three who work there, those whom the best reasons name or lead through first, each with the role as printed
CALL () {
  INCLUDE matches
}
CALL (matches) {
  UNWIND matches AS match
  WITH match.unit AS unit, match.about AS about, match.relevance AS relevance
  WHERE $wanted.topics IS NULL
     OR EXISTS { (unit)-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
     OR EXISTS { (unit)-[:ADDRESSES|FOLLOWS_FROM]->()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
     OR EXISTS { (unit)<-[:CITES]-()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
     OR EXISTS { (unit)<-[:CITES]-()-[:ADDRESSES]->()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
  CALL (unit) {
    MATCH (unit:Model)-[r:INVOLVES]->(o:Organisation)
    RETURN o, 'model' AS tie, 1.0 AS share, r.evidence AS evidence, [{relationship: 'INVOLVES', node: o}] AS steps
    UNION ALL
    MATCH (unit)-[:CITES]->(m:Model)-[r:INVOLVES]->(o:Organisation)
    RETURN o, 'example' AS tie, r.evidence AS evidence,
           CASE WHEN $vector IS NULL OR m.vector IS NULL THEN 1.0 ELSE 1 - 2 * $weights.own * (1 - vector.similarity.cosine(m.vector, $vector)) END AS share,
           [{relationship: 'CITES', node: m}, {relationship: 'INVOLVES', node: o}] AS steps
    UNION ALL
    MATCH (unit)<-[part:PART_OF|ADDRESSES]-(idea:Idea)-[:CITES]->(m:Model)-[r:INVOLVES]->(o:Organisation)
    RETURN o, 'example_nearby' AS tie, r.evidence AS evidence,
           CASE WHEN $vector IS NULL OR m.vector IS NULL THEN 1.0 ELSE 1 - 2 * $weights.own * (1 - vector.similarity.cosine(m.vector, $vector)) END AS share,
           [{relationship: type(part), node: idea}, {relationship: 'CITES', node: m}, {relationship: 'INVOLVES', node: o}] AS steps
    UNION ALL
    MATCH (unit:Initiative)<-[r:TAKES_PART_IN]-(o:Organisation)
    RETURN o, 'initiative' AS tie, 1.0 AS share, r.evidence AS evidence, [{relationship: 'TAKES_PART_IN', node: o}] AS steps
    UNION ALL
    MATCH (unit:Challenge)<-[:FOLLOWS_FROM]-(i:Initiative)<-[r:TAKES_PART_IN]-(o:Organisation)
    RETURN o, 'initiative' AS tie, 1.0 AS share, r.evidence AS evidence,
           [{relationship: 'FOLLOWS_FROM', node: i}, {relationship: 'TAKES_PART_IN', node: o}] AS steps
    UNION ALL
    MATCH (unit:Passage)-[:MENTIONS]->(o:Organisation)
    WHERE NOT EXISTS { (o)-[a:ATTENDED|SPONSORED]->() WHERE unit.id IN a.evidence }
      AND NOT EXISTS { (unit)-[:STATES {property: 'number'}]->(:Reference) }
    RETURN o, 'named' AS tie, 1 / (1 + $weights.hub * log(COUNT { (o)<-[:MENTIONS]-() })) AS share, [unit.id] AS evidence,
           [{relationship: 'MENTIONS', node: o}] AS steps
    UNION ALL
    MATCH (unit)<-[s:STATES]-(p:Passage)-[:MENTIONS]->(o:Organisation)
    WHERE s.property IN ['text', 'summary', 'description'] OR unit:Model
    RETURN o, 'named' AS tie, 1 / (1 + $weights.hub * log(COUNT { (o)<-[:MENTIONS]-() })) AS share, [p.id] AS evidence,
           [{relationship: 'STATES', node: p}, {relationship: 'MENTIONS', node: o}] AS steps
    UNION ALL
    MATCH (unit:Challenge)<-[r:OWNS|SUPPORTS]-(o:Organisation)
    RETURN o, CASE type(r) WHEN 'OWNS' THEN 'owner' ELSE 'supporter' END AS tie,
           1 / (1 + $weights.hub * log(COUNT { (o)-[:OWNS|SUPPORTS]->() })) AS share, r.evidence AS evidence,
           [{relationship: type(r), node: o, as: r.as}] AS steps
    UNION ALL
    MATCH (unit:Idea)-[:ADDRESSES]->(c:Challenge)<-[r:OWNS|SUPPORTS]-(o:Organisation)
    RETURN o, CASE type(r) WHEN 'OWNS' THEN 'owner' ELSE 'supporter' END AS tie,
           $weights.one_step / (1 + $weights.hub * log(COUNT { (o)-[:OWNS|SUPPORTS]->() })) AS share, r.evidence AS evidence,
           [{relationship: 'ADDRESSES', node: c}, {relationship: type(r), node: o, as: r.as}] AS steps
  }
  WITH o, unit, about, relevance, tie, share, evidence, steps
  WHERE ($wanted.roles IS NULL OR tie IN $wanted.roles)
    AND ($wanted.kinds IS NULL OR o.kind IN $wanted.kinds)
    AND NOT o.id IN $wanted.exclude
    AND ($wanted.places IS NULL OR any(n IN [unit] + [step IN steps | step.node] WHERE EXISTS {
      (n)-[:ADDRESSES]->{0,1}()-[:CONCERNS|LOCATED_IN]->(place:Place) WHERE toLower(place.name) IN $wanted.places
    } OR EXISTS {
      (n)-[:ADDRESSES]->{0,1}(:Challenge)<-[:OWNS]-(owner:Organisation) WHERE any(name IN $wanted.places WHERE ' ' + toLower(owner.name) + ' ' CONTAINS ' ' + name + ' ')
    }) OR any(name IN $wanted.places WHERE ' ' + toLower(o.name) + ' ' CONTAINS ' ' + name + ' '))
    AND ($wanted.years IS NULL OR EXISTS {
      MATCH (p:Passage)-[:IN]->(:Document)-[:REPORTS_ON]->(e:Event) WHERE p.id IN evidence AND left(e.date, 4) IN $wanted.years
    })
  WITH o, unit, {
    score: relevance * $weights[tie] * share, path: [{relationship: null, node: unit}] + steps, evidence: evidence, about: about
  } AS reason
  ORDER BY reason.score DESC, size(reason.path), unit.id
  WITH o, unit, collect(reason)[0] AS reason
  ORDER BY reason.score DESC, unit.id
  WITH o, collect(reason)[..toInteger($weights.reasons)] AS reasons
  WITH o, [i IN range(0, size(reasons) - 1) | {
    score: reasons[i].score * $weights.decay ^ i, path: reasons[i].path, evidence: reasons[i].evidence, about: reasons[i].about
  }] AS reasons
  WITH o, reasons, reduce(total = 0.0, reason IN reasons | total + reason.score) AS total
  WHERE total >= $weights.least
  ORDER BY total DESC, o.id
  WITH o.kind AS kind, collect({
    body: o, score: total, reasons: reasons, close: CASE WHEN $vector IS NOT NULL THEN any(reason IN reasons WHERE reason.about) END
  }) AS alike
  UNWIND range(0, size(alike) - 1) AS turn
  WITH alike[turn] AS one, CASE WHEN $wanted.balanced THEN turn ELSE 0 END AS turn
  ORDER BY turn, one.score DESC, one.body.id
  LIMIT toInteger($wanted.limit)
  RETURN collect(one) AS tied
}
CALL (matches, tied) {
  UNWIND matches AS match
  WITH match.unit AS unit, match.relevance AS relevance
  MATCH (unit)-[:ADDRESSES]->{0,1}(c:Challenge)-[:RAISED_AT]->(e:Event)
  WHERE ($wanted.roles IS NULL OR 'attended' IN $wanted.roles)
    AND $wanted.places IS NULL
    AND ($wanted.topics IS NULL OR EXISTS { (c)-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics })
    AND ($wanted.years IS NULL OR left(e.date, 4) IN $wanted.years)
  WITH e, c, max(relevance) AS relevance
  ORDER BY relevance DESC, c.id
  WITH e, collect(c)[0] AS c, max(relevance) AS relevance
  ORDER BY relevance DESC, e.id LIMIT 3
  MATCH (e)<-[r:ATTENDED]-(o:Organisation)
  WHERE ($wanted.kinds IS NULL OR o.kind IN $wanted.kinds)
    AND NOT o.id IN $wanted.exclude
    AND NOT o IN [one IN tied | one.body]
  WITH o, e, c, r, relevance * $weights.attended AS score
  ORDER BY score DESC, o.id
  WITH o, collect({score: score, path: [
    {relationship: null, node: c}, {relationship: 'RAISED_AT', node: e}, {relationship: 'ATTENDED', node: o}
  ], evidence: r.evidence})[0] AS reason
  ORDER BY reason.score DESC, o.id
  LIMIT toInteger($wanted.limit)
  RETURN collect({body: o, score: reason.score, reasons: [reason], close: CASE WHEN $vector IS NOT NULL THEN false END}) AS present
}
WITH [one IN tied | [one, 'evidence']] + [one IN present | [one, 'attended']] AS listed
UNWIND range(0, size(listed) - 1)[..toInteger($wanted.limit)] AS place
WITH place, listed[place][0] AS one, listed[place][1] AS tier
UNWIND range(0, size(one.reasons) - 1) AS number
WITH place, one, tier, number, one.reasons[number] AS reason, one.body AS o
CALL (o, reason) {
  MATCH (p:Passage)-[:IN]->(d:Document)
  WHERE p.id IN reason.evidence
  RETURN p, d ORDER BY EXISTS { (p)-[:MENTIONS]->(o) } DESC,
    size([step IN reason.path WHERE EXISTS { (p)-[:STATES|MENTIONS]->(n) WHERE n = step.node }]) DESC, d.id, p.order LIMIT 1
}
WITH place, o, one, tier, number, reason, p, d
ORDER BY number
WITH place, o, one, tier, p, d, min(number) AS number, collect(reason) AS stated
WITH place, o, one, tier, number, {
  score: reduce(sum = 0.0, reason IN stated | sum + reason.score), path: stated[0].path, passage: p, document: d
} AS reason
ORDER BY reason.score DESC, number
WITH place, o, one, tier, collect(reason) AS reasons
CALL (o, reasons) {
  WITH o, reasons, COLLECT {
    UNWIND range(0, size(reasons) - 1) AS at
    UNWIND [step IN reasons[at].path | step.node] + [reasons[at].passage] AS there
    MATCH (there)-[:OWNS|SUPPORTS|MENTIONS]-(named:Person)
    RETURN {id: named.id, at: at} AS one ORDER BY at
  } AS near
  MATCH (person:Person)-[r:WORKS_FOR]->(o) WHERE r.former IS NULL
  WITH person, r, coalesce(head([one IN near WHERE one.id = person.id | one.at]), size(reasons)) AS at
  ORDER BY at, person.id LIMIT 3
  RETURN collect({person: person, role: r.role}) AS people
}
RETURN place, o AS organisation, tier, one.close AS close, one.score AS score, reasons, people
ORDER BY place
