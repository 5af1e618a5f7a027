"""What it costs to compile a document to Cypher, beside what graphql-core takes to parse and validate the same one.

    python tests/bench/compiling.py

In processor time of one thread, the best of many rounds. The figures to keep: under 5 ms for a new document of 200 fields, under
1 ms for one that is known.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from graphql import OperationDefinitionNode, parse, validate  # noqa: E402
from graphql.execution.values import VariableValues, get_variable_values  # noqa: E402

from api.gql.compiler.operation import compile_operation  # noqa: E402
from api.gql.options import Options  # noqa: E402
from api.gql.plan_cache import PlanCache  # noqa: E402
from api.gql.served import graphql_schema  # noqa: E402

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


def best(call: Callable[[], object]) -> float:
    """Return the milliseconds of processor time that the fastest call takes."""
    found = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        call()
        found.append(time.thread_time() - began)
    return min(found) * 1e3


def main() -> None:
    """Print the figures."""
    schema, document = graphql_schema(), parse(DOCUMENT)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    variables = get_variable_values(schema, operation.variable_definitions or (), {"t": "care"})
    assert isinstance(variables, VariableValues)
    known = PlanCache(schema, UNLIMITED)

    def ask_again() -> None:
        plan, values, *_ = known.plan(DOCUMENT, {"t": "care"}, None)
        plan.parameters(values.coerced)

    ask_again()
    figures = {
        "parsed and validated": best(lambda: validate(schema, parse(DOCUMENT))),
        "compiled, new": best(
            lambda: compile_operation(schema, operation, {}, variables).parameters(variables.coerced)
        ),
        "ready, known": best(ask_again),
    }
    of = figures["parsed and validated"]
    for name, taken in figures.items():
        print(f"{name:22}{taken:8.2f} ms  {taken / of:6.3f} of parsing and validating")


if __name__ == "__main__":
    main()
