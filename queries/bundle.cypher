// What does one document state, as it was loaded?
// takes id: the document's id
// gives payload: its bundle, as compressed JSON
MATCH (b:Bundle {id: $id})
RETURN b.payload AS payload
