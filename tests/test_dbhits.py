"""What each operation costs the database, in its own measure: accesses to the store. A rise of over a tenth fails.

`IMAGINE_TEST_UPDATE_DBHITS=1` writes `tests/dbhits.json` anew; a fall is worth writing down, a rise needs a reason.
"""

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import empty
from generate import Size, bundles
from neo4j import GraphDatabase

from api.gql.execute import Executor, Request
from api.gql.options import Options
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

RECORD = Path(__file__).with_name("dbhits.json")
ALLOWED = 1.1

OPERATIONS: dict[str, str] = {
    "page of a label": "{ideas(first:10){nodes{id title}}}",
    "page by an indexed property": "{people(first:10,orderBy:[{name:ASC}]){nodes{name}}}",
    "last page": "{organisations(last:5){nodes{id name} pageInfo{hasPreviousPage}}}",
    "one by id": '{challenge(id:"challenge/shared-1/5"){title summary}}',
    "anything by id": '{node(id:"organisation/shared-1/2"){id displayName ... on Organisation{aliases}}}',
    "by an indexed property": '{topics(where:{name:{eq:"homelessness"}}){nodes{id}}}',
    "by several ids": '{challenges(where:{id:{in:["challenge/shared-1/5","challenge/shared-1/4"]}}){nodes{title}}}',
    "by a related node, two steps away": "{ideas(first:20,where:{addresses:{some:{node:{topics:{some:{node:{name:"
    '{eq:"homelessness"}}}}}}}}){nodes{id text}}}',
    "by a count": "{challenges(where:{owners:{count:{gte:2}}}){nodes{id}}}",
    "by none and all": "{events(where:{speakers:{none:{as:{isNull:true}}},organisers:{all:{node:{kind:{eq:LOCAL_AUTHORITY}}}}})"
    "{nodes{id}}}",
    "ordered by a count": "{challenges(first:5,orderBy:[{ideas:{count:DESC}}]){edges{cursor node{title}}}}",
    "ordered by what is related": "{challenges(first:5,orderBy:[{raisedAt:{least:{date:DESC}}}]){nodes{title}}}",
    "counts of labels": "{a:ideas{totalCount} b:people{totalCount} c:organisations{totalCount}}",
    "counts of related nodes": "{events{nodes{name attendees{totalCount} challenges{totalCount}}}}",
    "facets": "{challenges{totalCount facets{topics{name{value count}} places{name{value count}} raisedAt{year{value count}}}}}",
    "three deep": "{challenges(first:10){nodes{id title owners{nodes{name}} ideas{nodes{id text cites{nodes{name}}}}}}}",
    "evidence by id": "{challenges(first:10){nodes{owners{edges{evidence{id} node{name}}}}}}",
    "evidence with its words": "{challenges(first:10){nodes{owners{edges{evidence{text document{title}} node{name}}}}}}",
    "reading order": '{document(id:"document/report-1"){passages(first:5){nodes{order next{order} previous{order}}}}}',
    "mentions of any kind": "{passages(first:10){nodes{mentions{edges{printed node{__typename id displayName}}}}}}",
    "mentions by kind": "{passages(first:10){nodes{mentions{nodes{id ... on Idea{title} ... on Person{name}}}}}}",
    "neighbourhood": '{neighbourhood(of:"challenge/shared-1/5",depth:2,first:20){nodes{id} facts{type from{id} to{id}}}}',
    "search": '{search(text:"garden",first:10){edges{score node{id} highlights{snippet}}}}',
    "search of one kind": '{search(text:"garden",kinds:[Idea],first:10){nodes{id displayName}}}',
    "several roots": "{events(first:5){nodes{name}} topics(first:5){nodes{name}} people(first:5){nodes{name}}}",
}


@pytest.fixture(scope="module")
def hits(neo4j_server: Connection) -> Iterator[dict[str, int]]:
    """The cost of every operation, on a graph that is always the same."""
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        for bundle in bundles(11, 5, Size(passages=12, nodes=10)):
            store.load(bundle)
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        # The planner decides by what it has counted: it shall have counted this graph.
        driver.execute_query("CALL db.prepareForReplanning(60)", database_=neo4j_server.database)
    reader = QueryRunner(neo4j_server)
    executor = Executor(reader, Options(cost=0))

    async def measured() -> dict[str, int]:
        return {name: await _hits(executor, query) for name, query in OPERATIONS.items()}

    yield asyncio.run(measured())
    reader.close()


async def _hits(executor: Executor, query: str) -> int:
    response: dict[str, Any] = json.loads((await executor.execute(Request(query=query, explain=True))).body)
    assert "errors" not in response, (query, response)
    found: int = response["extensions"]["imagine"]["dbHits"]
    return found


def test_no_operation_costs_more_than_it_did(hits: dict[str, int]) -> None:
    if os.environ.get("IMAGINE_TEST_UPDATE_DBHITS"):
        RECORD.write_text(json.dumps(hits, indent=2) + "\n")
    recorded = json.loads(RECORD.read_text())
    assert recorded.keys() == hits.keys()
    risen = {name: (recorded[name], now) for name, now in hits.items() if now > recorded[name] * ALLOWED}
    assert risen == {}
