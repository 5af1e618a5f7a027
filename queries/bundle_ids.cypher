// Of which documents are the statements kept?
// gives id: the document's id
MATCH (b:Bundle)
RETURN b.id AS id
ORDER BY id
