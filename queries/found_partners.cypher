// Who could help with a challenge like this, in ids: what a question that selects what it likes of them looks up.
// The ranking is the same for every question, so Neo4j plans it once.
// gives found: the organisations, the best first: each with the id of the organisation, tier, close and score; its reasons, each with its score, its path (step by step the relationship, what the document names an owner or supporter, and the node, by both its ids since it may have any label) and the ids of passage and document with what is quoted; and people, each an id and a role
CALL () {
  INCLUDE partners
}
WITH organisation, tier, close, score, reasons, people ORDER BY place
RETURN collect({
  organisation: organisation.id, tier: tier, close: close, score: score,
  reasons: [reason IN reasons | {
    score: reason.score,
    path: [step IN reason.path | {relationship: step.relationship, as: step.as, node: step.node.id, element: elementId(step.node)}],
    passage: reason.passage.id, quote: reason.passage.text, start: reason.passage.start, end: reason.passage.end,
    document: reason.document.id
  }],
  people: [one IN people | {person: one.person.id, role: one.role}]
}) AS found
