// Which state is the graph in, as far as a replica of it must know?
// gives revision: the number of changes so far
// gives withheld: the ids of the entries of the suppression list that it is kept free of; null before there are any
// gives withheld_at: the revision in which names were last taken out; null before that
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.revision AS revision, g.withheld AS withheld, g.withheld_at AS withheld_at
