// Which documents are loaded, since a day or at all?
// takes since: an ISO 8601 day, by Neo4j's clock in UTC; null: all
// gives id: the document's id
MATCH (b:Bundle)
WHERE $since IS NULL OR b.loaded >= $since
RETURN b.id AS id
ORDER BY id
