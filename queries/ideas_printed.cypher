// How are these ideas printed: with which number, and as a part of which?
// takes ids: ids of ideas
// gives idea: the idea's id
// gives number: its printed number; null where it has none
// gives whole: the id of the idea of which it is a part; null where it is none's
UNWIND $ids AS id
MATCH (i:Idea {id: id})
RETURN i.id AS idea, i.number AS number, head([(i)-[:PART_OF]->(whole:Idea) | whole.id]) AS whole
