// Note that nodes were taken out of the graph.
// takes marks: `removed/` and a digest of each node's id
UNWIND $marks AS mark
MERGE (:ImagineGraph {id: mark})
