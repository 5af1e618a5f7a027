// Who could help with a challenge on a topic? Bodies by what they did for such challenges, and the words that say so.
// takes topic: the public-service area, such as 'homelessness'
// gives organisation: the body
// gives kind: what sort of body it is
// gives reasons: what it did: the tie, what it is tied to, and the words
MATCH (:Topic {name: $topic})<-[:ABOUT]-(c:Challenge)
CALL (c) {
  MATCH (o:Organisation)-[r:OWNS|SUPPORTS]->(c)
  RETURN o, r, c.title AS what
  UNION
  MATCH (c)<-[:ADDRESSES]-(:Idea)-[:CITES]->(m:Model)-[r:INVOLVES]->(o:Organisation)
  RETURN o, r, m.name AS what
}
MATCH (p:Passage) WHERE p.id IN r.evidence
WITH o, r, what, collect(p.text)[0] AS words
WITH o, collect(DISTINCT {tie: CASE r.as WHEN 'owner or supporter' THEN 'OWNS or SUPPORTS' ELSE type(r) END, what: what, words: words}) AS reasons
RETURN o.name AS organisation, o.kind AS kind, reasons
ORDER BY size(reasons) DESC, organisation
