// Count a change of the graph.
MATCH (g:ImagineGraph {id: 'graph'})
SET g.revision = g.revision + 1
