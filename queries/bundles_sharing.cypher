// Which other documents state something about these nodes?
// takes document: the id of the document that is left out
// takes ids: ids of nodes
// gives id: a document's id
// gives payload: a document's bundle, as compressed JSON
MATCH (b:Bundle)
WHERE b.id <> $document AND any(i IN b.states WHERE i IN $ids)
RETURN b.id AS id, b.payload AS payload
