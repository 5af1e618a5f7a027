// Which passages mention or state what is not so?
// takes declared: `properties`: the names of the properties of each label
// takes most: how many faults are wanted
// gives subject: ids of the two nodes, and the type
// gives rule: what is wrong with it
MATCH (a:Passage)-[r:MENTIONS|STATES]->(b)
WITH a, r, b, CASE
  WHEN r:STATES AND NOT any(l IN labels(b) WHERE r.property IN $declared.properties[l]) THEN 'states a property that there is not: ' + r.property
  WHEN r:MENTIONS AND (r.start < a.start OR r.end > a.end OR NOT a.text CONTAINS r.printed) THEN 'is not printed there'
END AS rule
WHERE rule IS NOT NULL
RETURN a.id + ' ' + type(r) + ' ' + b.id AS subject, rule
LIMIT $most
