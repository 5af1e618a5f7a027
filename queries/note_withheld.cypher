// Note which entries of the suppression list this graph is kept free of, so that the loss of the list is noticed,
// and that it is free of them from this revision on.
// takes entries: the ids of the entries
MATCH (g:ImagineGraph {id: 'graph'})
SET g.withheld = $entries, g.withheld_at = g.revision
