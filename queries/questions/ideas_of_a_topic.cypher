// What was proposed on a topic?
// takes topic: the public-service area, such as 'homelessness'
// gives event: the gathering
// gives challenge: the challenge's title
// gives number: the idea's printed number
// gives idea: what was proposed
MATCH (:Topic {name: $topic})<-[:ABOUT]-(c:Challenge)<-[:ADDRESSES]-(i:Idea), (c)-[:RAISED_AT]->(e:Event)
RETURN e.name AS event, c.title AS challenge, i.number AS number, i.text AS idea
ORDER BY event, challenge, i.id
