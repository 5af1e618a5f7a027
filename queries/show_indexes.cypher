// Which indexes are there, those of constraints included?
// gives name: its name
// gives type: RANGE, FULLTEXT, VECTOR ...
// gives entityType: NODE or RELATIONSHIP
// gives labelsOrTypes: the labels that it is about
// gives properties: the properties that it is about
// gives options: its settings
// gives owningConstraint: the constraint that it belongs to, if any
// gives state: whether it works
SHOW INDEXES YIELD name, type, entityType, labelsOrTypes, properties, options, owningConstraint, state
WHERE type <> 'LOOKUP'
RETURN name, type, entityType, labelsOrTypes, properties, options, owningConstraint, state
