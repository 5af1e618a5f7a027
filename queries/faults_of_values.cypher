// Which nodes of a label have a value that no passage states?
// takes declared: `all`: of each label, `label`: the label; `properties`: the names of its properties
// takes most: how many faults are wanted
// gives subject: the node's id
// gives rule: what is wrong with it
UNWIND $declared.all AS d
MATCH (n:$(d.label))
UNWIND d.properties AS name
UNWIND CASE WHEN n[name] IS :: LIST<ANY> THEN n[name] ELSE [n[name]] END AS value
WITH n, name, value
WHERE value IS NOT NULL AND NOT EXISTS { (n)<-[s:STATES]-(:Passage) WHERE s.property = name AND s.value = toString(value) }
RETURN n.id AS subject, 'has a value that no passage states as its ' + name AS rule
LIMIT $most
