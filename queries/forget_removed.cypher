// Note that nodes are in the graph, again or for the first time.
// takes marks: `removed/` and a digest of each node's id
UNWIND $marks AS mark
MATCH (g:ImagineGraph {id: mark})
DELETE g
