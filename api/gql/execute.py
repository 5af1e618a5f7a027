"""Answers GraphQL requests: text and variables in, the response's bytes out, with at most one statement to the database.

Where something is ranked, one more comes before it that is the same for all selections (`api.gql.compiler.library`)."""

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLError, GraphQLSchema, SelectionSetNode, execute_sync
from graphql.execution.values import VariableValues

from api.gql.compiler.cypher import PREFIX
from api.gql.compiler.operation import Plan
from api.gql.holdings import Holdings
from api.gql.options import Options
from api.gql.plan_cache import InvalidError, Operation, ParsedDocument, PlanCache, Planned
from api.gql.refusal import RefusedError
from api.gql.served import graphql_schema
from graph.store.query_runner import (
    Before,
    QueryRunner,
    StatementRefusedError,
    StatementTimeoutError,
    StatementTooLargeError,
)
from graph.store.statistics import read_statistics
from schema.errors import ChangedError, ImagineError, QueryError, StoreError

LOG = logging.getLogger("imagine.graphql")


_COUNTED_SECONDS = 5.0
"""For how many seconds what is known of the graph's size is not checked again."""
_RESTED_SECONDS = 60.0
"""How many seconds longer it is not, after it could not be counted."""
_RESTED_TIMES = 20
"""Where counting took longer than `_COUNTED_SECONDS`: how many times as long nothing is counted again."""
_WAITED_SECONDS = 1.0
"""How long a request waits for the count; after that it goes by the count before, and the new one serves later requests."""
_TIMES_AGAIN = 2
"""How often an operation of two statements is asked again, where the graph changed between them."""
_KEPT_DESCRIPTIONS = 8
"""How many answers about the schema are kept: tools ask the same one again and again, and it is large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One operation as it was asked."""

    query: str
    variables: dict[str, Any] = field(default_factory=dict)
    operation_name: str | None = None
    explain: bool = False
    """Whether the response's extensions tell the statement, its plan, what it costs, and timings."""


@dataclass(frozen=True, slots=True)
class Result:
    """The response."""

    body: bytes
    """All of it, as JSON."""
    outcome: str = "data"
    """`data`, or why there is none: `parse`, `invalid`, `refused` (nothing was executed), `failed`."""
    status: int = 200
    """The HTTP status that fits it."""
    code: str | None = None
    """The code of the first error."""


class Executor:
    """Answers requests on one database."""

    def __init__(
        self, reader: QueryRunner, options: Options | None = None, schema: GraphQLSchema | None = None
    ) -> None:
        """Answer from `reader`, within the limits of `options`."""
        self.options = options or Options()
        self.schema = schema or graphql_schema()
        self._reader = reader
        self._documents = PlanCache(self.schema, self.options, reader.embedder)
        self._count_again = 0.0
        self._counting: asyncio.Task[None] | None = None
        self._described: OrderedDict[int, tuple[Plan, dict[str, Any]]] = OrderedDict()

    def close(self) -> None:
        """End what goes on behind the questions: call it before the reader is closed."""
        if self._counting is not None:
            self._counting.cancel()

    async def execute(self, request: Request) -> Result:
        """Return the response to a request; whatever goes wrong is an error in it, with a code."""
        return await self._told(self._execute(request), request)

    async def refusal(self, request: Request) -> Result | None:
        """Return the response that refuses a request before anything is executed, None where it would be executed."""

        async def planned() -> Result:
            await self._planned(request)
            return Result(b"")

        result = await self._told(planned(), request)
        return result if result.outcome != "data" else None

    async def _told(self, answer: Awaitable[Result], request: Request) -> Result:
        try:
            return await answer
        except InvalidError as e:
            errors = [_formatted(error, e.code) for error in e.errors]
            return Result(orjson.dumps({"errors": errors}), e.outcome, 400, e.code)
        except RefusedError as e:
            return Result(orjson.dumps({"errors": [e.formatted]}), "refused", e.status, e.code)
        except QueryError as e:
            return _failure(e, "BAD_USER_INPUT", "refused", 400)
        except StatementTimeoutError as e:
            return _failure(e, "TIMEOUT", "failed", 200)
        except StatementTooLargeError as e:
            return _failure(e, "TOO_LARGE", "failed", 200)
        except StatementRefusedError as e:
            LOG.error("a statement was refused: %s", request.query, exc_info=e)
            return _failure(e, "INTERNAL", "failed", 500)
        except StoreError as e:
            LOG.warning("%s", e)
            return _failure(e, "DATABASE_UNAVAILABLE", "failed", 503)

    async def _execute(self, request: Request) -> Result:
        began = time.perf_counter()
        plan, values, operation, document, cost, known = await self._planned(request)
        parameters, before = plan.parameters(values.coerced), plan.before(values.coerced)
        planned = time.perf_counter()
        if request.explain and self.options.extensions:
            times = began, planned
            return await self._explained(plan, parameters, before, values, operation, document, cost, times, known)
        more = await self._introspection(plan, values, operation, document)
        if plan.statement is None:
            return Result(_body(plan.shape([], parameters) | more))
        return Result(await self._read(plan, lambda row: _body(plan.shape(row, parameters) | more), parameters, before))

    async def _planned(self, request: Request) -> Planned:
        """Return the plan for a request, its cost counted from what the graph holds now, unless it asks nothing of the graph."""
        asked = request.query, request.variables, request.operation_name
        if time.monotonic() < self._count_again:
            return self._documents.plan(*asked)
        known = False
        try:
            planned = self._documents.plan(*asked)
            if planned[0].statement is None:
                return planned
            known = planned[-1]
        except RefusedError as e:
            if e.code != "COST_EXCEEDED":
                raise
        await self._count()
        return *self._documents.plan(*asked)[:-1], known

    async def _count(self) -> None:
        """Learn what the graph holds, where it was written to since; others who ask meanwhile go by what was known before."""
        self._count_again = time.monotonic() + _COUNTED_SECONDS
        if self._counting is None or self._counting.done():
            self._counting = asyncio.create_task(self._counted())
        done, _ = await asyncio.wait({self._counting}, timeout=_WAITED_SECONDS)
        for one in done:
            one.result()

    async def _counted(self) -> None:
        known = self._documents.holdings.statistics
        began = time.monotonic()
        try:
            found = await read_statistics(self._reader, known)
        except StoreError as e:
            self._count_again += _RESTED_SECONDS
            LOG.warning("what the graph holds could not be counted, so costs go by what was known: %s", e)
            return
        finally:
            took = time.monotonic() - began
            if took > _COUNTED_SECONDS:
                self._count_again += took * (1 + _RESTED_TIMES)
        if found is not known:
            self._documents.count_from(Holdings(found))

    async def _read(self, plan: Plan, shape: Any, parameters: dict[str, Any], before: list[Before]) -> bytes:
        """Return the answer; where what one statement found is gone when the next one looks for it, all is asked again."""
        assert plan.statement is not None
        timeout = self.options.seconds or None
        for _ in range(_TIMES_AGAIN):
            with contextlib.suppress(ChangedError):
                return await self._reader.row(plan.statement, parameters, shape, before=before, timeout=timeout)
        return await self._reader.row(plan.statement, parameters, shape, before=before, timeout=timeout)

    async def _introspection(
        self, plan: Plan, values: VariableValues, operation: Operation, document: ParsedDocument
    ) -> dict[str, Any]:
        """Return what the schema says of itself: worked out in a thread, since all of it takes a second, and kept."""
        if not plan.introspection:
            return {}
        known = self._described.get(id(plan))
        if known is None or known[0] is not plan:
            known = plan, await asyncio.to_thread(self._introspected, plan, values, operation, document)
            if not values.coerced:
                self._described[id(plan)] = known
            if len(self._described) > _KEPT_DESCRIPTIONS:
                self._described.popitem(last=False)
        return known[1]

    def _introspected(
        self, plan: Plan, values: VariableValues, operation: Operation, document: ParsedDocument
    ) -> dict[str, Any]:
        """Return what graphql-core says to the fields that ask about the schema, by response key."""
        if not plan.introspection:
            return {}
        nodes = tuple(d.node for details in plan.introspection.values() for d in details)
        asked = replace_node(operation.node, SelectionSetNode(selections=nodes))
        only = DocumentNode(definitions=(asked, *document.fragments.values()))
        given = {n: v for n, v in values.coerced.items() if not isinstance(v, dict | list)}
        found = execute_sync(self.schema, only, variable_values=given)
        if found.errors:
            raise InvalidError(found.errors, "invalid", "GRAPHQL_VALIDATION_FAILED")
        return found.data or {}

    async def _explained(
        self,
        plan: Plan,
        parameters: dict[str, Any],
        before: list[Before],
        values: VariableValues,
        operation: Operation,
        document: ParsedDocument,
        cost: int,
        times: tuple[float, float],
        known: bool,
    ) -> Result:
        began, planned = times
        row: list[Any] = []
        told: dict[str, Any] = {"cost": cost, "planCached": known}
        if plan.statement is not None:
            first: list[dict[str, Any]] = []
            for one in before:
                [found], of_one = await self._profiled(one.statement, one.parameters)
                parameters = parameters | {one.into: {"found": found}}
                first.append({"query": one.name} | of_one)
            row, of_it = await self._profiled(plan.statement, parameters)
            told |= of_it | ({"before": first} if first else {})
        read = time.perf_counter()
        data = plan.shape(row, parameters) | await self._introspection(plan, values, operation, document)
        shaped = time.perf_counter()
        told["timings"] = {
            "compileMs": round((planned - began) * 1e3, 3),
            "readMs": round((read - planned) * 1e3, 3),
            "shapeMs": round((shaped - read) * 1e3, 3),
        }
        return Result(orjson.dumps({"data": data, "extensions": {"imagine": told}}))

    async def _profiled(self, statement: str, parameters: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Return a statement's row, and what is told of it."""
        profiled = PREFIX + "PROFILE " + statement.removeprefix(PREFIX)
        row, profile = await self._reader.profile(profiled, parameters, timeout=self.options.seconds or None)
        return row, {
            "cypher": statement,
            "parameters": parameters,
            "dbHits": profile.db_hits,
            "plan": _tree(profile.plan),
            "databaseMs": profile.available_ms + profile.consumed_ms,
        }


def replace_node(node: Any, selections: SelectionSetNode) -> Any:
    """Return a copy of an operation with another selection set."""
    return type(node)(
        **{name: getattr(node, name, None) for name in node.keys if name != "selection_set"}, selection_set=selections
    )


def _body(data: dict[str, Any]) -> bytes:
    return orjson.dumps({"data": data})


def _formatted(error: GraphQLError, code: str) -> dict[str, Any]:
    shown: dict[str, Any] = {"message": error.message}
    if error.locations:
        shown["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    return shown | {"extensions": {"code": code}}


def _failure(error: ImagineError, code: str, outcome: str, status: int) -> Result:
    # What is wrong with the database is for its keeper's log; a person who asks learns that it is not their doing.
    message = "the database cannot be read just now; try again soon" if code == "DATABASE_UNAVAILABLE" else str(error)
    response: dict[str, Any] = {"errors": [{"message": message, "extensions": {"code": code}}]}
    if outcome == "failed":
        response["data"] = None
    return Result(orjson.dumps(response), outcome, status, code)


def _tree(plan: dict[str, Any]) -> dict[str, Any]:
    """Return a plan's operators with what matters to a reader."""
    arguments = plan.get("args", {})
    return {
        "operator": plan.get("operatorType", "").partition("@")[0],
        "details": arguments.get("Details", ""),
        "rows": plan.get("rows", 0),
        "dbHits": plan.get("dbHits", 0),
        "children": [_tree(child) for child in plan.get("children", ())],
    }
