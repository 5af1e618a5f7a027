"""People to ask in GraphQL: what `queries/found_people.cypher` finds, with what is selected of them and their reasons."""

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.partners import Ranking, ranked
from api.gql.compiler.plan import Output, Row
from api.gql.compiler.selection import Selections

_PEOPLE = Ranking("found_people", "PersonToAsk", "Person", "people")


def people_to_ask(context: Compilation, selections: Selections, details: FieldDetailsList, row: Row) -> Output:
    """Plan the `peopleToAsk` field."""
    return ranked(context, selections, details, row, _PEOPLE)
