// Which entries of the suppression list is this graph kept free of, by which state of the list, and is that done?
// gives entries: the ids of the entries, which tell no names; null before there are any
// gives promised: fingerprint of the list by which whatever is written from now on was read; null before there is one
// gives kept: fingerprint of the list by which everything that is loaded was looked through
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.withheld AS entries, g.list_promised AS promised, g.list_kept AS kept
