// What is around a challenge: who owns it, what was proposed, which examples were held up? Drawn as a graph.
// takes title: words of the challenge's title, such as 'homelessness'
// gives path: a way from the challenge to what is around it
MATCH (c:Challenge) WHERE toLower(c.title) CONTAINS toLower($title)
CALL (c) {
  MATCH path = (c)-[:RAISED_AT|ABOUT|OWNS|SUPPORTS|CONCERNS]-()
  RETURN path
  UNION
  MATCH path = (c)<-[:ADDRESSES]-(:Idea)(()-[:CITES]->(:Model)){0,1}
  RETURN path
}
RETURN path
