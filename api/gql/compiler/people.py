"""People to ask in GraphQL: the one query of `queries/people_to_ask.cypher`, with what is selected of them and their reasons."""

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.partners import Ranking, ranked
from api.gql.compiler.plan import Output, Row
from api.gql.compiler.selection import Selections

_PEOPLE = Ranking("people_to_ask", "PersonToAsk", "Person", "people", ("person", "score", "reasons"))


def people_to_ask(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `peopleToAsk` field."""
    return ranked(context, selections, details, row, _PEOPLE)
