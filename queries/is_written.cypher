// Does a document stand in the graph?
// takes id: its id
// gives id: the same; no row where it does not
MATCH (d:Document {id: $id})
RETURN d.id AS id
