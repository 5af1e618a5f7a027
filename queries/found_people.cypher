// Which people do reports tie to what is about this text, in ids: what a question that selects what it likes of them looks up.
// The ranking is the same for every question, so Neo4j plans it once.
// gives found: the people, the best first: each with the id of the person, score and reasons, as `found_partners` has them
CALL () {
  INCLUDE people_to_ask
}
WITH person, score, reasons ORDER BY place
RETURN collect({
  person: person.id, score: score,
  reasons: [reason IN reasons | {
    score: reason.score,
    path: [step IN reason.path | {relationship: step.relationship, as: step.as, node: step.node.id, element: elementId(step.node)}],
    passage: reason.passage.id, quote: reason.passage.text, start: reason.passage.start, end: reason.passage.end,
    document: reason.document.id
  }]
}) AS found
