// Let one change of the graph come after another: the lock on this node is held until the transaction ends.
// takes format: version of the way in which a graph is stored
MERGE (g:ImagineGraph {id: 'graph'})
ON CREATE SET g.format = $format
SET g.revision = coalesce(g.revision, 0)
