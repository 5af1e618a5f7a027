// Which passages state a value of these nodes?
// takes elements: Neo4j's own ids of the nodes
// gives node: id of a node
// gives passage: id of a passage that states a value of it
// gives order: the passage's position in its document
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
MATCH (n)<-[:STATES]-(p:Passage)
RETURN DISTINCT n.id AS node, p.id AS passage, p.order AS order
