// Take the vectors off all nodes, in steps that a small memory can hold.
MATCH (n)
WHERE n.vector IS NOT NULL
CALL (n) {
  REMOVE n.vector
} IN TRANSACTIONS OF 5000 ROWS
