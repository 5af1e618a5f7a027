// Note that all constraints, indexes, terms, printed order and vectors are made, so that the next command need not look.
// takes indexes: fingerprint of the constraints and indexes
// takes names: their names
// takes terms: fingerprint of the way in which terms and printed order were worked out
// takes vectors: of which model, and of which texts, nodes have vectors
MATCH (g:ImagineGraph {id: 'graph'})
SET g.indexes = $indexes, g.index_names = $names, g.terms = $terms, g.vectors = $vectors
