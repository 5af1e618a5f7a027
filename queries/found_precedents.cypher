// Which challenges of the past are like this one, which models are worth learning from and what followed, in ids: what a question that selects what it likes of them looks up.
// The ranking is the same for every question, so Neo4j plans it once.
// gives found: challenges, models and initiatives, each a list of ids and scores, the best first
CALL () {
  INCLUDE precedents
}
RETURN {
  challenges: [one IN challenges | {id: one.node.id, score: one.score}],
  models: [one IN models | {id: one.node.id, score: one.score}],
  initiatives: [one IN initiatives | {id: one.node.id, score: one.score}]
} AS found
