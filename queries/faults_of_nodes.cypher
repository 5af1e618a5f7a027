// Which nodes of a label break a rule about themselves?
// takes declared: `all`: of each label, `label`: the label; `kind`: the first segment of its ids; `labels`: every declared label; `required`: names of the properties that each has; `displays`: names of the properties of which each has one at least; `texts`: names of the properties that are texts; `integers`: names of the properties that are whole numbers; `lists`: names of the properties that are lists of texts; `dates`: names of the properties that are dates; `day`: what a date looks like, as a regular expression; `choices`: name and values of the properties that have declared values only; `bounds`: type of a relationship, and how many of it lead from each node at least and at most
// takes most: how many faults are wanted
// gives subject: the node's id
// gives rule: what is wrong with it
UNWIND $declared.all AS d
MATCH (n:$(d.label))
WITH n, coalesce(
  CASE WHEN coalesce(n.id STARTS WITH d.kind + '/', false) THEN null ELSE 'has an id that does not begin with ' + d.kind + '/' END,
  CASE WHEN size([l IN labels(n) WHERE l IN d.labels]) > 1 THEN 'has several labels: ' + reduce(t = '', l IN labels(n) | t + l + ' ') END,
  'has no ' + head([p IN d.required WHERE n[p] IS NULL OR n[p] = '']),
  CASE WHEN size(d.displays) > 0 AND all(p IN d.displays WHERE n[p] IS NULL) THEN 'has nothing to be called by' END,
  'has another type of value than a text as its ' + head([p IN d.texts WHERE n[p] IS NOT :: STRING]),
  'has another type of value than a whole number as its ' + head([p IN d.integers WHERE n[p] IS NOT :: INTEGER]),
  'has another type of value than a list of texts as its ' + head([p IN d.lists WHERE n[p] IS NOT :: LIST<STRING NOT NULL>]),
  'has no date (2024, 2024-09, 2024-09-18) as its ' + head([p IN d.dates WHERE NOT n[p] =~ d.day]),
  'has a value that is not declared as its ' + head([c IN d.choices WHERE NOT n[c[0]] IN c[1] | c[0]]),
  head([b IN d.bounds WHERE COUNT { (n)-[:$(b[0])]->() } < b[1] | 'has fewer ' + b[0] + ' than ' + b[1]]),
  head([b IN d.bounds WHERE COUNT { (n)-[:$(b[0])]->() } > b[2] | 'has more ' + b[0] + ' than ' + b[2]])
) AS rule
WHERE rule IS NOT NULL
RETURN coalesce(toString(n.id), elementId(n)) AS subject, rule
LIMIT $most
