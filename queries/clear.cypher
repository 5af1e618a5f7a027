// Take everything out of the graph, and what was noted of removals, in steps that a small memory can hold.
MATCH (n)
WHERE NOT n:ImagineGraph OR n.id <> 'graph'
CALL (n) {
  DETACH DELETE n
} IN TRANSACTIONS OF 5000 ROWS
