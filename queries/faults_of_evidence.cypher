// Which links name as evidence what is no passage?
// takes declared: `types`: the types of the links that have evidence
// takes most: how many faults are wanted
// gives subject: ids of the two nodes, and the type
// gives rule: what is wrong with it
UNWIND $declared.types AS type
MATCH (a)-[r:$(type)]->(b)
UNWIND r.evidence AS passage
WITH a, type, b, passage
WHERE NOT EXISTS { (:Passage {id: passage}) }
RETURN a.id + ' ' + type + ' ' + b.id AS subject, 'has evidence that is no passage: ' + passage AS rule
LIMIT $most
