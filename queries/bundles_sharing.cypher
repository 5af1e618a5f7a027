// Which other documents state something about these nodes?
// takes document: the id of the document that is left out
// takes ids: ids of nodes
// gives payload: a document's bundle, as compressed JSON
MATCH (b:Bundle)
WHERE b.id <> $document AND any(i IN b.states WHERE i IN $ids)
RETURN b.payload AS payload
