// What kinds of bodies own or support challenges?
// gives kind: the kind of body
// gives owns: how many challenges they own
// gives supports: how many they support
MATCH (o:Organisation)-[r:OWNS|SUPPORTS]->(:Challenge)
WITH coalesce(o.kind, 'not known') AS kind, type(r) AS tie
RETURN kind, count(CASE tie WHEN 'OWNS' THEN 1 END) AS owns, count(CASE tie WHEN 'SUPPORTS' THEN 1 END) AS supports
ORDER BY owns DESC, supports DESC, kind
