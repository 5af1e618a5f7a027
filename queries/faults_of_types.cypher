// Which relationships are of a type that is not declared?
// takes declared: `labels`: every declared label; `types`: every declared type
// takes most: how many faults are wanted
// gives subject: ids of the two nodes, and the type
// gives rule: what is wrong with it
MATCH (a)-[r]->(b)
WHERE NOT type(r) IN $declared.types AND any(l IN labels(a) WHERE l IN $declared.labels)
RETURN coalesce(toString(a.id), elementId(a)) + ' ' + type(r) + ' ' + coalesce(toString(b.id), elementId(b)) AS subject,
  'is of a type that is not declared' AS rule
LIMIT $most
