"""The service over the session's Neo4j with one report's graph."""

from collections.abc import Iterator
from contextlib import ExitStack

import httpx
import pytest
from bench.world import reports
from neo4j import GraphDatabase
from serving import Start, running

from api.gql.options import Options
from graph.connection import Connection
from graph.store.store import Store


@pytest.fixture(scope="module")
def filled(neo4j_server: Connection) -> Connection:
    """The session's Neo4j, with the graph of one report in it and nothing else."""
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n", database_=neo4j_server.database)
    with Store(neo4j_server) as store:
        store.prepare()
        for bundle in reports(1):
            store.load(bundle)
    return neo4j_server


@pytest.fixture(scope="module")
def service(filled: Connection) -> Iterator[httpx.Client]:
    """A client for the service with its default options."""
    with running(filled, Options()) as client:
        yield client


@pytest.fixture
def start(filled: Connection) -> Iterator[Start]:
    """Starts services with other options."""
    with ExitStack() as stack:
        yield lambda options: stack.enter_context(running(filled, options))
