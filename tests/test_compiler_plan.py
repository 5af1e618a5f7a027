"""The plan of an operation tells a person what is read and what becomes of it."""

import re

from graphql import OperationDefinitionNode, parse
from graphql.execution.values import VariableValues, get_variable_values

from api.gql.compiler.operation import compile_operation
from api.gql.served import graphql_schema

OPERATION = """{
  ideas(last: 3, orderBy: [{ number: DESC }]) {
    totalCount
    pageInfo { hasPreviousPage startCursor }
    edges { cursor node { id addresses(first: 1) { edges { evidence { id } node { title tables } } } } }
    facets { group { value count } }
  }
  node(id: "passage/x/1") { ... on Passage { document { title } mentions { nodes { displayName ... on Idea { number } } } } }
  __typename
}"""

TREE = """\
Query
  ideas: IdeaConnection of the last $p by number descending, id
    totalCount: count
    pageInfo: PageInfo
      hasPreviousPage: a row beyond the page
      startCursor: cursor of the first entry
    edges: each of the last $p by number descending, id
      cursor: cursor of sort key number, id
      node: Idea
        id: id
        addresses: AddressesChallengeConnection of the first $p by printed order
          edges: each of the first $p by printed order
            evidence: each of evidence
              id: id
            node: Challenge
              title: property Challenge.title
              tables: property Challenge.tables
    facets: IdeaFacets
      group: each of the values of group
        value: facet value
        count: count
  node: one Passage
    document: one Document
      title: property Document.title
    mentions: MentionsNodeConnection of the first $p by link.start, link.end, id
      nodes: each of the first $p by link.start, link.end, id
        node of any label
          as Idea
            displayName: display name
            number: property Idea.number
          as any other
            displayName: display name
  __typename: Query"""


def test_a_plan_is_drawn_as_a_tree_of_what_is_read() -> None:
    operation = parse(OPERATION).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    variables = get_variable_values(graphql_schema(), (), {})
    assert isinstance(variables, VariableValues)
    plan = compile_operation(graphql_schema(), operation, {}, variables)
    assert re.sub(r"\$p\d+", "$p", plan.describe()) == TREE
