// How much does the graph hold?
// gives label: a label
// gives type: a type of the links that its nodes have; null where the nodes themselves are counted
// gives outgoing: whether those links leave its nodes
// gives total: how many there are, all nodes of the label together
// gives most: how many one node has at the most
CALL () {
  MATCH (n)-[r]->() WITH n, type(r) AS type, count(*) AS links
  RETURN head(labels(n)) AS label, type, true AS outgoing, sum(links) AS total, max(links) AS most
  UNION ALL
  MATCH (n)<-[r]-() WITH n, type(r) AS type, count(*) AS links
  RETURN head(labels(n)) AS label, type, false AS outgoing, sum(links) AS total, max(links) AS most
  UNION ALL
  MATCH (n) RETURN head(labels(n)) AS label, null AS type, true AS outgoing, count(*) AS total, 1 AS most
}
RETURN label, type, outgoing, total, most
