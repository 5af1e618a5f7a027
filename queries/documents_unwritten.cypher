// Of which documents are the statements kept, but not in the graph?
// gives id: the document's id
MATCH (b:Bundle)
WHERE NOT EXISTS { MATCH (:Document {id: b.id}) }
RETURN b.id AS id
ORDER BY id
