// Which nodes may a batch of names and numbers mean?
// takes queries: per query a Lucene query (lucene, or null), ids, register numbers with and without a leading hyphen, and labels (kinds)
// takes most: how many nodes to return for each by their words
// gives place: the place of the query in the batch
// gives found: id, label, properties and a description of each node
UNWIND range(0, size($queries) - 1) AS place
WITH place, $queries[place] AS q
CALL (q) {
  WITH q WHERE q.lucene IS NOT NULL
  CALL db.index.fulltext.queryNodes('search', q.lucene, {limit: toInteger($most)}) YIELD node
  RETURN node AS n
  UNION
  WITH q UNWIND q.ids AS id
  MATCH (n:Organisation {id: id}) RETURN n
  UNION
  WITH q UNWIND q.ids AS id
  MATCH (n:Person {id: id}) RETURN n
  UNION
  WITH q UNWIND q.ids AS id
  MATCH (n:Place {id: id}) RETURN n
  UNION
  WITH q UNWIND q.ids AS id
  MATCH (n:Model {id: id}) RETURN n
  UNION
  WITH q WHERE size(q.numbers) > 0
  MATCH (n:Organisation)
  WHERE n.identifiers IS NOT NULL
    AND any(i IN n.identifiers WHERE any(number IN q.numbers WHERE i = number OR (number STARTS WITH '-' AND i ENDS WITH number)))
  RETURN n LIMIT 10
}
WITH place, q, n WHERE head(labels(n)) IN q.kinds
RETURN place, collect({
  id: n.id, label: head(labels(n)), properties: n {.name, .title, .text, .aliases, .identifiers},
  description: CASE head(labels(n))
    WHEN 'Organisation' THEN n.kind
    WHEN 'Person' THEN head(COLLECT {
      MATCH (n)-[r:WORKS_FOR]->(o) RETURN coalesce(r.role + ', ', '') + o.name AS d ORDER BY d LIMIT 1 })
    WHEN 'Model' THEN coalesce(left(n.description, 200), head(COLLECT {
      MATCH (n)-[:LOCATED_IN]->(o) RETURN o.name AS d ORDER BY d LIMIT 1 }))
  END
}) AS found
