// Which values do passages state of these nodes?
// takes elements: Neo4j's own ids of the nodes
// gives node: id of a node
// gives passage: id of a passage that states a value of it
// gives property: the name of the property
// gives value: the value
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
MATCH (n)<-[s:STATES]-(p:Passage)
RETURN n.id AS node, p.id AS passage, s.property AS property, s.value AS value
