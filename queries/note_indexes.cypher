// Note that all constraints and indexes are made, so that the next command need not look.
// takes indexes: SHA-256 of the statements that made them
MATCH (g:ImagineGraph {id: 'graph'})
SET g.indexes = $indexes
