// Delete links.
// takes elements: Neo4j's own ids of the links
UNWIND $elements AS element
MATCH ()-[r]->() WHERE elementId(r) = element
DELETE r
