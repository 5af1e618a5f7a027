// Note which entries of the suppression list this graph is kept free of, so that the loss of the list is noticed,
// and that it is free of them from this revision on.
// takes entries: the ids of the entries
// takes list: fingerprint of the list by which everything that is loaded was looked through; null where it was not
MATCH (g:ImagineGraph {id: 'graph'})
SET g.withheld = $entries, g.withheld_at = g.revision, g.list_kept = coalesce($list, g.list_kept)
