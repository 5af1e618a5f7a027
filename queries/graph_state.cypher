// In which format is the graph stored, and how often has it changed?
// gives format: version of the way in which it is stored
// gives revision: the number of changes so far
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.format AS format, g.revision AS revision
