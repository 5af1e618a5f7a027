// Note that copies of the documents are kept under this name of the graph.
// takes graph: the graph's own id, a random one
MATCH (g:ImagineGraph {id: 'graph'})
SET g.copies = $graph
