// Which entries of the suppression list has this graph been kept free of?
// gives entries: the ids of the entries, which tell no names; null before there are any
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.withheld AS entries
