// Which of these names does no topic and no place have?
// In small letters or great: a question that names what is not there is refused, not answered with nothing.
// takes named: topics and places, each a list of names
// gives kind: topic or place
// gives name: the name that none has
// gives known: the names that there are
UNWIND $named.topics AS name
WITH name WHERE NOT EXISTS { (t:Topic) WHERE toLower(t.name) = toLower(name) }
RETURN 'topic' AS kind, name, COLLECT { MATCH (t:Topic) RETURN DISTINCT t.name AS known ORDER BY known } AS known
UNION ALL
UNWIND $named.places AS name
WITH name WHERE NOT EXISTS { (p:Place) WHERE toLower(p.name) = toLower(name) }
RETURN 'place' AS kind, name, COLLECT { MATCH (p:Place) RETURN DISTINCT p.name AS known ORDER BY known } AS known
