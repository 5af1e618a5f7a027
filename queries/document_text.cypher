// What does a document say, passage by passage?
// takes id: the document's id
// gives passage: a passage of it, in reading order
MATCH (:Document {id: $id})<-[:IN]-(p:Passage)
RETURN properties(p) AS passage
ORDER BY p.order, p.id
