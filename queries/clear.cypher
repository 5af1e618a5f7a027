// Take everything out of the graph, in steps that a small memory can hold.
MATCH (n)
WHERE NOT n:ImagineGraph
CALL (n) {
  DETACH DELETE n
} IN TRANSACTIONS OF 5000 ROWS
