// What in the graph is about this text, by words and by meaning?
// A text is compared as a whole and in windows, the best of which counts. A match's likeness is the cosine of its vector and the text's, an idea's partly that of its challenge. Where the best are not alike
// enough, nothing in the graph is about the text, and nothing matches, unless all words of a short text stand in some.
// takes wanted: words, what is needed, as a Lucene query; windows, vectors of its parts, or of the same in other words; of a short text, a query for what has every word (else null), and one for each word (else none)
// takes vector: its vector; null where only words count
// takes weights: what counts how much, as `graph.partners.weights` declares it
// gives matches: challenges, ideas, models, initiatives, insights and passages (unit), each with its relevance, and whether it is about the text and not only near it (about): it is alike, and no word of a short text is unknown here
CALL () {
  // Labels are no part of the query: a clause that all must meet would have Lucene score everything that has one of the words.
  CALL db.index.fulltext.queryNodes('search', $wanted.words, {limit: 2 * toInteger($weights.by_words)}) YIELD node AS unit, score
  WHERE unit:Challenge|Idea|Model|Initiative|Insight|Passage
  RETURN unit, score AS words ORDER BY words DESC, unit.id LIMIT toInteger($weights.by_words)
  UNION ALL
  UNWIND CASE WHEN $vector IS NULL THEN [] ELSE [$vector] + $wanted.windows END AS vector
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
  ELSE reduce(best = -1.0, v IN [$vector] + $wanted.windows | CASE
    WHEN 2 * vector.similarity.cosine(unit.vector, v) - 1 > best THEN 2 * vector.similarity.cosine(unit.vector, v) - 1 ELSE best
  END)
END AS own
WITH unit, words, own, CASE WHEN $vector IS NOT NULL THEN reduce(best = null, c IN challenges | reduce(
  best = best, v IN CASE WHEN c.vector IS NULL THEN [] ELSE [$vector] + $wanted.windows END | CASE
    WHEN best IS NULL OR 2 * vector.similarity.cosine(c.vector, v) - 1 > best THEN 2 * vector.similarity.cosine(c.vector, v) - 1
    ELSE best
  END
)) END AS around
WITH unit, words, own + $weights.context * (coalesce(around, own) - own) AS likeness
ORDER BY likeness DESC, unit.id
WITH collect({unit: unit, words: words, likeness: likeness}) AS found
CALL () {
  UNWIND CASE WHEN $wanted.every IS NULL THEN [] ELSE [$wanted.every] END AS every
  CALL db.index.fulltext.queryNodes('search', every, {limit: 20}) YIELD node
  WHERE node:Challenge|Idea|Model|Initiative|Insight|Passage
  RETURN count(node) AS named
}
CALL () {
  UNWIND $wanted.each AS each
  CALL (each) {
    CALL db.index.fulltext.queryNodes('search', each, {limit: 1}) YIELD node
    RETURN count(node) AS there
  }
  RETURN min(there) = 0 AS unknown
}
WITH found, coalesce(unknown, false) AS unknown, named >= $weights.named_often OR found[0].likeness >= $weights.sure OR reduce(sum = 0.0, one IN found[..5] | sum + one.likeness) >= 5 * $weights.gate AS known
WITH known, [one IN found | {
  unit: one.unit, about: one.likeness >= $weights.close AND NOT unknown, relevance: (one.likeness - $weights.floor) / (1 - $weights.floor) + $weights.words * one.words
}] AS found
WITH [one IN found WHERE known AND one.relevance > 0] AS matches
RETURN matches
