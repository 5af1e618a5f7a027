// Where do these passages stand in their documents?
// takes ids: ids of passages
// gives id: id of a passage
// gives order: its position
UNWIND $ids AS id
MATCH (p:Passage {id: id})
RETURN p.id AS id, p.order AS order
