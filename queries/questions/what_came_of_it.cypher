// What came of a gathering, and who takes part?
// gives event: the gathering or challenge that it follows from
// gives initiative: what it is called
// gives organisations: who takes part
// gives description: what the document says of it
MATCH (i:Initiative)-[:FOLLOWS_FROM]->(source:Event|Challenge)
RETURN coalesce(source.name, source.title) AS event, i.name AS initiative,
       COLLECT { MATCH (i)<-[:TAKES_PART_IN]-(o:Organisation) RETURN o.name ORDER BY o.name } AS organisations,
       i.description AS description
ORDER BY event, initiative
