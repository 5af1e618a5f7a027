// In which format is the graph stored, how often has it changed, and which indexes has it?
// gives format: version of the way in which it is stored
// gives revision: the number of changes so far
// gives indexes: SHA-256 of the statements that made its constraints and indexes; null before they are all made
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.format AS format, g.revision AS revision, g.indexes AS indexes
