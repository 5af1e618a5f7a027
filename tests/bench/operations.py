"""The operations that are measured: what a front-end asks, as we, the anchor and a bare driver would be asked for it."""

import json
from dataclasses import dataclass
from typing import Any

from graph.store.fulltext import sought
from graph.store.terms import TERMS


@dataclass(frozen=True, slots=True)
class Operation:
    """One question in three forms, which must all get the same data (the anchor's: the same number of objects)."""

    name: str
    ours: str
    anchor: str
    floor: str
    """The best Cypher that we know how to write by hand; its one column is the response's data."""
    variables: str = "{}"
    """Ours, as JSON; `$CURSOR` stands for the cursor of the entry that `cursor_of` is about."""
    anchor_variables: str = "{}"
    parameters: str = "{}"


PAGE_50 = 20 * 49
"""How many ideas stand before the fiftieth page of twenty."""

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "challenges, 3 deep",
        "{challenges(first:10){nodes{id title owners{nodes{name}} ideas{nodes{id number text cites{nodes{name}}}}}}}",
        "{challenges(limit:10,sort:[{id:ASC}]){id title ownedByPeople{name} ideas{id number text cites{name}}}}",
        """
        MATCH (c:Challenge) WITH c ORDER BY c.printed_order LIMIT 10
        WITH collect({id: c.id, title: c.title,
          owners: {nodes: COLLECT { MATCH (c)<-[ro:OWNS]-(p:Person) WITH p, ro ORDER BY ro.printed_order
            RETURN {name: p.name} }},
          ideas: {nodes: COLLECT { MATCH (c)<-[ra:ADDRESSES]-(i) WITH i, ra ORDER BY ra.printed_order
            RETURN {id: i.id, number: i.number,
            text: i.text, cites: {nodes: COLLECT { MATCH (i)-[rc:CITES]->(m) WITH m, rc ORDER BY rc.printed_order
              RETURN {name: m.name} }}} }}})
          AS nodes
        RETURN {challenges: {nodes: nodes}} AS data""",
    ),
    Operation(
        "organisation by name",
        "query($n:String!){organisations(where:{name:{eq:$n}}){nodes{id name kind:kindLabel staff{nodes{name}} "
        "owns{nodes{title}}}}}",
        "query($n:String!){organisations(where:{name:{eq:$n}}){id name kind people(limit:100){name} owns(limit:100){title}}}",
        """
        MATCH (o:Organisation {name: $n}) WITH o ORDER BY o.id
        WITH collect({id: o.id, name: o.name, kind: o.kind,
          staff: {nodes: COLLECT { MATCH (o)<-[rw:WORKS_FOR]-(p) WITH p, rw ORDER BY rw.printed_order LIMIT 100
            RETURN {name: p.name} }},
          owns: {nodes: COLLECT { MATCH (o)-[ro:OWNS]->(c) WITH c, ro ORDER BY ro.printed_order LIMIT 100
            RETURN {title: c.title} }}}) AS nodes
        RETURN {organisations: {nodes: nodes}} AS data""",
        '{"n":"Body 3"}',
        '{"n":"Body 3"}',
        '{"n":"Body 3"}',
    ),
    Operation(
        "ideas by topic",
        "query($t:String!){ideas(first:20,where:{addresses:{some:{node:{topics:{some:{node:{name:{eq:$t}}}}}}}}){nodes{id text}}}",
        "query($t:String!){ideas(limit:20,sort:[{id:ASC}],where:{addresses:{some:{topics:{some:{name:{eq:$t}}}}}}){id text}}",
        """
        MATCH (:Topic {name: $t})<-[:ABOUT]-(:Challenge)<-[:ADDRESSES]-(i:Idea) WITH DISTINCT i ORDER BY i.printed_order LIMIT 20
        WITH collect({id: i.id, text: i.text}) AS nodes RETURN {ideas: {nodes: nodes}} AS data""",
        '{"t":"older people"}',
        '{"t":"older people"}',
        '{"t":"older people"}',
    ),
    Operation(
        "counts",
        "{organisations{totalCount} events{nodes{name challenges{totalCount} attendees{totalCount}}}}",
        "{organisationsConnection{aggregate{count{nodes}}} events(limit:100,sort:[{id:ASC}]){name "
        "challengesConnection{aggregate{count{nodes}}} attendedByConnection{aggregate{count{nodes}}}}}",
        """
        MATCH (e:Event) WITH e ORDER BY e.id LIMIT 100
        WITH collect({name: e.name, challenges: {totalCount: COUNT { (e)<-[:RAISED_AT]-() }},
          attendees: {totalCount: COUNT { (e)<-[:ATTENDED]-() }}}) AS nodes
        RETURN {organisations: {totalCount: COUNT { (:Organisation) }}, events: {nodes: nodes}} AS data""",
    ),
    Operation(
        "page 50 of ideas",
        "query($a:String){ideas(first:20,after:$a){pageInfo{hasNextPage} nodes{id text}}}",
        "query($a:String){ideasConnection(first:20,after:$a,sort:[{id:ASC}]){pageInfo{hasNextPage} edges{node{id text}}}}",
        """
        MATCH (i:Idea) WHERE i.printed_order > $after WITH i ORDER BY i.printed_order LIMIT 21
        WITH collect({id: i.id, text: i.text}) AS found
        RETURN {ideas: {pageInfo: {hasNextPage: size(found) > 20}, nodes: found[..20]}} AS data""",
        '{"a":"$CURSOR"}',
        '{"a":"$OFFSET"}',
        '{"after":"$PLACE"}',
    ),
    Operation(
        "search",
        "query($t:String!){search(text:$t,kinds:[Idea],first:20){nodes{id displayName}}}",
        "query($t:String!){ideas(limit:20,where:{text:{contains:$t}}){id text}}",
        """
        CALL db.index.fulltext.queryNodes('search', $t) YIELD node, score WHERE node:Idea
        WITH node, score ORDER BY score DESC, node.id LIMIT 20
        WITH collect({id: node.id, displayName: node.text}) AS nodes RETURN {search: {nodes: nodes}} AS data""",
        '{"t":"luntas"}',
        '{"t":"luntas"}',
        json.dumps({"t": sought("luntas").query(TERMS)}),
    ),
    Operation(
        "11,000 objects",
        "{ideas(first:2560){nodes{id number title addresses(first:5){nodes{id title}} partOf(first:5){nodes{id}} "
        "cites(first:5){nodes{id name involves(first:5){nodes{id name}}}}}}}",
        "{ideas(limit:2560,sort:[{id:ASC}]){id number title addresses{id title} partOf{id} cites{id name involves{id name}}}}",
        """
        MATCH (i:Idea) WITH i ORDER BY i.printed_order LIMIT 2560
        WITH collect({id: i.id, number: i.number, title: i.title,
          addresses: {nodes: COLLECT { MATCH (i)-[ra:ADDRESSES]->(c) WITH c, ra ORDER BY ra.printed_order
            RETURN {id: c.id, title: c.title} }},
          partOf: {nodes: COLLECT { MATCH (i)-[rp:PART_OF]->(p) WITH p, rp ORDER BY rp.printed_order
            RETURN {id: p.id} }},
          cites: {nodes: COLLECT { MATCH (i)-[rc:CITES]->(m) WITH m, rc ORDER BY rc.printed_order
            RETURN {id: m.id, name: m.name,
            involves: {nodes: COLLECT { MATCH (m)-[ri:INVOLVES]->(o) WITH o, ri ORDER BY ri.printed_order
              RETURN {id: o.id, name: o.name} }}} }}})
          AS nodes
        RETURN {ideas: {nodes: nodes}} AS data""",
    ),
    Operation(
        "people, 4 deep",
        "{people(first:20){nodes{name worksFor{nodes{name kind:kindLabel owns{nodes{title topics{nodes{name}}}}}}}}}",
        "{people(limit:20,sort:[{id:ASC}]){name worksFor{name kind owns(limit:100){title topics{name}}}}}",
        """
        MATCH (p:Person) WITH p ORDER BY p.id LIMIT 20
        WITH collect({name: p.name,
          worksFor: {nodes: COLLECT { MATCH (p)-[rw:WORKS_FOR]->(o) WITH o, rw ORDER BY rw.printed_order
            RETURN {name: o.name, kind: o.kind,
            owns: {nodes: COLLECT { MATCH (o)-[ro:OWNS]->(c) WITH c, ro ORDER BY ro.printed_order LIMIT 100
              RETURN {title: c.title,
              topics: {nodes: COLLECT { MATCH (c)-[ra:ABOUT]->(t) WITH t, ra ORDER BY ra.printed_order
                RETURN {name: t.name} }}} }}} }}}) AS nodes
        RETURN {people: {nodes: nodes}} AS data""",
    ),
    Operation(
        "roles on edges",
        "{people(first:50){nodes{name worksFor{edges{role node{name}}}}}}",
        "{people(limit:50,sort:[{id:ASC}]){name worksForConnection{edges{properties{role} node{name}}}}}",
        """
        MATCH (p:Person) WITH p ORDER BY p.id LIMIT 50
        WITH collect({name: p.name, worksFor: {edges: COLLECT {
          MATCH (p)-[rw:WORKS_FOR]->(o) WITH o, rw ORDER BY rw.printed_order
            RETURN {role: rw.role, node: {name: o.name}} }}}) AS nodes
        RETURN {people: {nodes: nodes}} AS data""",
    ),
    Operation(
        "four roots",
        "{events(first:5){nodes{name date}} topics{nodes{name}} challenges(first:5){nodes{title}} models(first:5){nodes{name}}}",
        "{events(limit:5,sort:[{id:ASC}]){name date} topics(sort:[{id:ASC}]){name} challenges(limit:5,sort:[{id:ASC}]){title} "
        "models(limit:5,sort:[{id:ASC}]){name}}",
        """
        RETURN {events: {nodes: COLLECT { MATCH (n:Event) WITH n ORDER BY n.id LIMIT 5 RETURN {name: n.name, date: n.date} }},
          topics: {nodes: COLLECT { MATCH (n:Topic) WITH n ORDER BY n.id RETURN {name: n.name} }},
          challenges: {nodes: COLLECT { MATCH (n:Challenge) WITH n ORDER BY n.printed_order LIMIT 5
            RETURN {title: n.title} }},
          models: {nodes: COLLECT { MATCH (n:Model) WITH n ORDER BY n.id LIMIT 5 RETURN {name: n.name} }}} AS data""",
    ),
)


def objects(value: Any) -> int:
    """Return how many objects a response's data holds that stand for nodes, not for GraphQL's wrapping."""
    if isinstance(value, list):
        return sum(map(objects, value))
    if not isinstance(value, dict):
        return 0
    wrapping = {
        "nodes",
        "edges",
        "node",
        "pageInfo",
        "totalCount",
        "data",
        "aggregate",
        "count",
        "properties",
        "hasNextPage",
    }
    return sum(map(objects, value.values())) + (not value.keys() <= wrapping)
