// In which format is the graph stored, how often has it changed, which indexes has it, and how was worked out what follows from it?
// gives format: version of the way in which it is stored
// gives revision: the number of changes so far
// gives indexes: fingerprint of its constraints and indexes; null before they are all made
// gives names: the names of these; null before they are all made
// gives terms: fingerprint of the way in which terms and printed order were worked out; null before they are
// gives vectors: of which model, and of which texts, nodes have vectors; null before they have
MATCH (g:ImagineGraph {id: 'graph'})
RETURN g.format AS format, g.revision AS revision, g.indexes AS indexes, g.index_names AS names, g.terms AS terms, g.vectors AS vectors
