// Which other documents state something about these nodes? Those that have most of them, or the rarest, come first.
// takes queries: Lucene queries for the ids of the nodes
// takes without: ids of documents that are left out
// takes some: how many documents are wanted
// gives id: a document's id
// gives payload: a document's bundle, as compressed JSON
UNWIND $queries AS asked
CALL (asked) {
  CALL db.index.fulltext.queryNodes('bundle_states', asked, {limit: $some + size($without)}) YIELD node
  RETURN node
}
WITH DISTINCT node
WHERE NOT node.id IN $without
RETURN node.id AS id, node.payload AS payload
LIMIT toInteger($some)
