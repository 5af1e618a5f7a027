// Who owns which challenge, and which words say so?
// gives event: the gathering
// gives challenge: the challenge's title
// gives owner: the person or body
// gives named: what the document names them: owner, or owner or supporter where one heading is for both
// gives quote: the words that say so
MATCH (o:Person|Organisation)-[r:OWNS]->(c:Challenge)-[:RAISED_AT]->(e:Event)
UNWIND r.evidence AS id
MATCH (p:Passage {id: id})
RETURN e.name AS event, c.title AS challenge, o.name AS owner, r.as AS named, p.text AS quote
ORDER BY event, challenge, owner
