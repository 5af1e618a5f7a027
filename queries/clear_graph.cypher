// Take every statement out of the graph, in steps that a small memory can hold; what is kept of each document stays.
MATCH (n)
WHERE NOT n:ImagineGraph AND NOT n:Bundle
CALL (n) {
  DETACH DELETE n
} IN TRANSACTIONS OF 5000 ROWS
