// Note in which format the graph is stored now.
// takes format: version of the way in which a graph is stored
MATCH (g:ImagineGraph {id: 'graph'})
SET g.format = $format, g.revision = coalesce(g.revision, 0) + 1
