// Which challenges of the past are like this one, which models are worth learning from, and what followed?
// What matches the text, and what is tied to it: the challenges that matching ideas answer, the models that are held up there, and the
// work that followed. Each counts by the best way that leads to it.
// takes weights: what counts how much, as `graph.partners.weights` declares it
// takes wanted: words (as for `matches`), topics and places (names in small letters) and years (as texts) that count, each null for all, and limit, how many of each to return
// gives challenges: each a node and its score, the best first
// gives models: each a node and its score, the best first
// gives initiatives: each a node and its score, the best first
CALL () {
  INCLUDE matches
}
CALL (matches) {
  UNWIND matches AS match
  WITH match.unit AS unit, match.relevance AS relevance
  CALL (unit) {
    WITH unit WHERE unit:Challenge OR unit:Model OR unit:Initiative
    RETURN unit AS node, 1.0 AS share
    UNION ALL
    MATCH (unit)-[:ADDRESSES]->(node:Challenge)
    RETURN node, $weights.one_step AS share
    UNION ALL
    MATCH (unit)-[:CITES]->(node:Model)
    RETURN node, $weights.example AS share
    UNION ALL
    MATCH (unit)<-[:ADDRESSES|PART_OF]-()-[:CITES]->(node:Model)
    RETURN node, $weights.example_nearby AS share
    UNION ALL
    MATCH (unit)<-[:FOLLOWS_FROM]-(node:Initiative)
    RETURN node, $weights.initiative AS share
    UNION ALL
    MATCH (unit)-[:ADDRESSES]->()<-[:FOLLOWS_FROM]-(node:Initiative)
    RETURN node, $weights.initiative * $weights.one_step AS share
  }
  WITH node, max(relevance * share) AS score
  WHERE ($wanted.topics IS NULL
      OR EXISTS { (node)-[:FOLLOWS_FROM]->{0,1}()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics }
      OR EXISTS { (node)<-[:CITES]-()-[:ADDRESSES]->{0,1}()-[:ABOUT]->(t:Topic) WHERE toLower(t.name) IN $wanted.topics })
    AND ($wanted.places IS NULL OR EXISTS { (node)-[:CONCERNS|LOCATED_IN]->(p:Place) WHERE toLower(p.name) IN $wanted.places }
      OR EXISTS { (node:Challenge)<-[:OWNS]-(o:Organisation) WHERE any(name IN $wanted.places WHERE ' ' + toLower(o.name) + ' ' CONTAINS ' ' + name + ' ') })
    AND ($wanted.years IS NULL OR EXISTS {
      (node)<-[:STATES]-(:Passage)-[:IN]->(:Document)-[:REPORTS_ON]->(e:Event) WHERE left(e.date, 4) IN $wanted.years
    })
  ORDER BY score DESC, node.id
  RETURN collect({node: node, score: score}) AS found
}
RETURN [one IN found WHERE one.node:Challenge][..toInteger($wanted.limit)] AS challenges,
       [one IN found WHERE one.node:Model][..toInteger($wanted.limit)] AS models,
       [one IN found WHERE one.node:Initiative][..toInteger($wanted.limit)] AS initiatives
