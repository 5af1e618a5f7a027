// Which bodies came to more than one gathering?
// gives organisation: the body
// gives kind: what sort of body it is
// gives events: the gatherings
MATCH (o:Organisation)-[:ATTENDED]->(e:Event)
WITH o, e ORDER BY e.name
WITH o, collect(e.name) AS events
WHERE size(events) > 1
RETURN o.name AS organisation, o.kind AS kind, events
ORDER BY organisation
