// Which links of a type break a rule about themselves?
// takes declared: `all`: of each type, `type`: the type; `ends`: pairs of the labels that it can join; `evidenced`: whether each names the passages that state it; `required`: names of the properties that each has; `texts`: names of the properties that are texts; `integers`: names of the properties that are whole numbers; `lists`: names of the properties that are lists of texts; `choices`: name and values of the properties that have declared values only
// takes most: how many faults are wanted
// gives subject: ids of the two nodes, and the type
// gives rule: what is wrong with it
UNWIND $declared.all AS d
MATCH (a)-[r:$(d.type)]->(b)
WITH a, r, b, coalesce(
  CASE WHEN any(e IN d.ends WHERE e[0] IN labels(a) AND e[1] IN labels(b)) THEN null ELSE 'joins what it cannot join' END,
  CASE WHEN d.evidenced AND (r.evidence IS NOT :: LIST<STRING NOT NULL> NOT NULL OR size(r.evidence) = 0) THEN 'has no evidence' END,
  'has no ' + head([p IN d.required WHERE r[p] IS NULL OR r[p] = '']),
  'has another type of value than a text as its ' + head([p IN d.texts WHERE r[p] IS NOT :: STRING]),
  'has another type of value than a whole number as its ' + head([p IN d.integers WHERE r[p] IS NOT :: INTEGER]),
  'has another type of value than a list of texts as its ' + head([p IN d.lists WHERE r[p] IS NOT :: LIST<STRING NOT NULL>]),
  'has a value that is not declared as its ' + head([c IN d.choices WHERE NOT r[c[0]] IN c[1] | c[0]])
) AS rule
WHERE rule IS NOT NULL
RETURN coalesce(toString(a.id), elementId(a)) + ' ' + type(r) + ' ' + coalesce(toString(b.id), elementId(b)) AS subject, rule
LIMIT $most
