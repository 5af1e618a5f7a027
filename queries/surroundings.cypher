// What is linked to a node, in which way, and which passages say so?
// takes element: Neo4j's own id of the node
// takes types: the relationship types that count
// takes most: how many links to return
// gives links: type, properties, whether it leaves the node, and of the node at its other end id, label and what names it
// gives total: how many links there are
MATCH (n) WHERE elementId(n) = $element
RETURN COLLECT {
  MATCH (n)-[r]-(other)
  WHERE type(r) IN $types
  WITH r, other, startNode(r) = n AS outgoing
  ORDER BY type(r), outgoing DESC, other.id, r.as, r.start
  LIMIT toInteger($most)
  RETURN {
    type: type(r), properties: properties(r), outgoing: outgoing, id: other.id, label: head(labels(other)),
    names: other {.name, .title, .text, .url, .number}
  }
} AS links, COUNT { (n)-[r]-() WHERE type(r) IN $types } AS total
