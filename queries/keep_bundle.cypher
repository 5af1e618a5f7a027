// Keep what a document states beside the graph, in place of what it stated before.
// takes id: the document's id
// takes payload: its bundle, as compressed JSON
// takes states: ids of the nodes that other documents may state as well
// takes upgraded: whether it says the same as before in a newer format, so that it was loaded when it was
MERGE (b:Bundle {id: $id})
SET b.payload = $payload, b.states = $states
SET b.loaded = CASE WHEN $upgraded THEN b.loaded ELSE toString(datetime()) END
