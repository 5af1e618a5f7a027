// Note that all constraints, indexes and terms are made, so that the next command need not look.
// takes indexes: fingerprint of the constraints and indexes
// takes names: their names
// takes terms: fingerprint of the way in which the terms of nodes were worked out
MATCH (g:ImagineGraph {id: 'graph'})
SET g.indexes = $indexes, g.index_names = $names, g.terms = $terms
