// Note of which entries of the suppression list this graph is to be kept free, before it is: what was read by another state of the
// list is not written from now on.
// takes entries: the ids of the entries
// takes without: the ids of entries that are no longer on the list
// takes list: fingerprint of the list
MATCH (g:ImagineGraph {id: 'graph'})
SET g.withheld = [e IN coalesce(g.withheld, []) WHERE NOT e IN $entries AND NOT e IN $without] + $entries, g.list_promised = $list
