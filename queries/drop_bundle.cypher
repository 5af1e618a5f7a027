// Forget what a document stated.
// takes id: the document's id
MATCH (b:Bundle {id: $id})
DELETE b
