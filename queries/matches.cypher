// What in the graph is about this text, by words and by meaning?
// A match's likeness is the cosine of its vector and the text's, an idea's partly that of its challenge. Where the best are not alike
// enough, nothing in the graph is about the text, and nothing matches.
// takes wanted: words, what is needed, as a Lucene query
// takes vector: its vector; null where only words count
// takes weights: what counts how much, as `graph.partners.weights` declares it
// gives matches: challenges, ideas, models, initiatives, insights and passages (unit), each with its likeness and its relevance
CALL () {
  // Labels are no part of the query: a clause that all must meet would have Lucene score everything that has one of the words.
  CALL db.index.fulltext.queryNodes('search', $wanted.words, {limit: 2 * toInteger($weights.by_words)}) YIELD node AS unit, score
  WHERE unit:Challenge|Idea|Model|Initiative|Insight|Passage
  RETURN unit, score AS words ORDER BY words DESC, unit.id LIMIT toInteger($weights.by_words)
  UNION ALL
  UNWIND CASE WHEN $vector IS NULL THEN [] ELSE [$vector] END AS vector
  CALL db.index.vector.queryNodes('meaning', toInteger($weights.by_meaning), vector) YIELD node AS unit
  RETURN unit, 0.0 AS words
}
WITH unit, max(words) AS words
WITH collect({unit: unit, words: words}) AS found, max(words) AS most
UNWIND found AS one
WITH one.unit AS unit, CASE WHEN most > 0 THEN one.words / most ELSE 0.0 END AS words
WHERE $vector IS NULL OR unit.vector IS NOT NULL
OPTIONAL MATCH (unit:Idea)-[:ADDRESSES]->(c:Challenge)
WITH unit, words, collect(c) AS challenges
WITH unit, words, challenges, CASE
  WHEN $vector IS NULL THEN words
  ELSE 2 * vector.similarity.cosine(unit.vector, $vector) - 1
END AS own
WITH unit, words, own, reduce(best = null, c IN challenges | CASE
  WHEN $vector IS NULL OR c.vector IS NULL THEN best
  WHEN best IS NULL OR 2 * vector.similarity.cosine(c.vector, $vector) - 1 > best THEN 2 * vector.similarity.cosine(c.vector, $vector) - 1
  ELSE best
END) AS around
WITH unit, words, own + $weights.context * (coalesce(around, own) - own) AS likeness
ORDER BY likeness DESC, unit.id
WITH collect({unit: unit, words: words, likeness: likeness}) AS found
WITH found, found[0].likeness >= $weights.sure OR reduce(sum = 0.0, one IN found[..5] | sum + one.likeness) >= 5 * $weights.gate AS known
WITH known, [one IN found | {
  unit: one.unit, likeness: one.likeness, relevance: (one.likeness - $weights.floor) / (1 - $weights.floor) + $weights.words * one.words
}] AS found
WITH [one IN found WHERE known AND one.relevance > 0] AS matches
RETURN matches
