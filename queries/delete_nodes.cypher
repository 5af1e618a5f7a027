// Delete nodes, and any link that is left on them.
// takes elements: Neo4j's own ids of the nodes
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
DETACH DELETE n
