"""The compiler's figures: under 1 ms for a document that is known, under 5 ms for a new one of 200 fields.

In processor time, the best of many rounds: how busy the machine is is not what is measured.
"""

import time
from collections.abc import Callable

from graphql import FieldNode, OperationDefinitionNode, Visitor, parse, visit
from graphql.execution.values import VariableValues, get_variable_values

from api.gql.compiler.operation import compile_operation
from api.gql.options import Options
from api.gql.plan_cache import PlanCache
from api.gql.served import graphql_schema

ROUNDS = 40
UNLIMITED = Options(tokens=0, depth=0, aliases=0, directives=0, fields=0, repeats=0, conditions=0, cost=0)
_LIST = """a{0}: challenges(first: {0}, where: {{title: {{contains: $t}}}}, orderBy: [{{title: ASC}}]) {{
  totalCount pageInfo {{ hasNextPage endCursor }}
  edges {{ cursor node {{ id title summary
    owners(first: 3) {{ edges {{ table node {{ id name }} }} }}
    topics {{ nodes {{ name }} }} ideas(first: 5) {{ nodes {{ id text }} }} }} }} }}"""
DOCUMENT = (
    "query($t: String!) { "
    + " ".join(_LIST.format(i) for i in range(1, 9))
    + " topics { nodes { id name displayName } } }"
)


def _best(call: Callable[[], object]) -> float:
    """Milliseconds of processor time that the fastest call takes."""
    found = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        call()
        found.append(time.thread_time() - began)
    return min(found) * 1e3


def test_a_new_document_of_200_fields_is_compiled_in_5_ms() -> None:
    document = parse(DOCUMENT)
    fields = 0

    class Count(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            nonlocal fields
            fields += 1

    visit(document, Count())
    assert 195 <= fields <= 205
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    schema = graphql_schema()
    variables = get_variable_values(schema, operation.variable_definitions or (), {"t": "care"})
    assert isinstance(variables, VariableValues)
    assert _best(lambda: compile_operation(schema, operation, {}, variables).parameters(variables.coerced)) < 5


def test_a_known_document_is_ready_in_1_ms() -> None:
    documents = PlanCache(graphql_schema(), UNLIMITED)

    def ask() -> None:
        plan, values, *_ = documents.plan(DOCUMENT, {"t": "care"}, None)
        plan.parameters(values.coerced)

    ask()
    assert _best(ask) < 1
