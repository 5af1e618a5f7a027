// Note which entries of the suppression list this graph is kept free of, so that the loss of the list is noticed.
// takes entries: the ids of the entries
MATCH (g:ImagineGraph {id: 'graph'})
SET g.withheld = $entries
