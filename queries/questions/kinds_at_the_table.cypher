// What kinds of bodies own or support challenges?
// gives kind: the kind of body
// gives owns: how often one is named an owner
// gives supports: how often one is named a supporter
// gives either: how often one stands under a heading of both, "owners and supporters"
MATCH (o:Organisation)-[r:OWNS|SUPPORTS]->(:Challenge)
WITH coalesce(o.kind, 'not known') AS kind, coalesce(r.as, CASE type(r) WHEN 'OWNS' THEN 'owner' ELSE 'supporter' END) AS named
RETURN kind, count(CASE named WHEN 'owner' THEN 1 END) AS owns, count(CASE named WHEN 'supporter' THEN 1 END) AS supports,
       count(CASE named WHEN 'owner or supporter' THEN 1 END) AS either
ORDER BY owns + supports + either DESC, kind
