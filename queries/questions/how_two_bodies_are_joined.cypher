// How are two bodies joined? The shortest ways over what people own, propose, run and attend. Drawn as a graph.
// takes one: the name of a body, such as 'Stone King LLP'
// takes other: the name of another, such as 'Manchester City Council'
// gives path: a shortest way between them
MATCH path = ALL SHORTEST
  (:Organisation {name: $one})-[r:!IN&!NEXT&!MENTIONS&!STATES]-{1,6}(:Organisation {name: $other})
RETURN path
