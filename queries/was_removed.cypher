// Was this node in the graph once?
// takes mark: `removed/` and a digest of the node's id
// gives removed: whether it was, and was taken out
RETURN EXISTS { (:ImagineGraph {id: $mark}) } AS removed
