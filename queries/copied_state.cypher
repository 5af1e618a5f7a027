// Which graph is this, in which state, as the copies of its documents note it?
// gives graph: its own id, a random one; null before it has copies
// gives revision: the number of changes so far
// gives format: version of the way in which it is stored
// gives withheld: the ids of the suppression list's entries that it is kept free of; null before there are any
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.copies AS graph, g.revision AS revision, g.format AS format, g.withheld AS withheld
