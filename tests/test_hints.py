"""Who asks with the names of another service, or one level too high, is told what is meant."""

import pytest

from api.gql.options import Options
from api.gql.plan_cache import InvalidError, PlanCache
from api.gql.served import graphql_schema

WRONG = {
    '{organisations(where:{name:{like:"x"}}){nodes{id}}}': "contains, with caseInsensitive: true",
    '{organisations(where:{name:{notIn:["x"]}}){nodes{id}}}': "NOT: { ... }, around one with in",
    '{organisations(where:{name:{startWith:"x"}}){nodes{id}}}': "startsWith",
    '{organisations(where:{name:"x"}){nodes{id}}}': '{ eq: "x" }',
    '{people(where:{worksFor:{name:{eq:"x"}}}){nodes{id}}}': "some: { node: { name: ... } }",
    '{people(where:{worksFor:{role:{eq:"x"}}}){nodes{id}}}': "some: { role: ... }",
    "{organisations(limit:3){nodes{id}}}": "first",
    "{organisations(offset:3){nodes{id}}}": "after",
    "{organisations{nodes{owns(limit:3){nodes{id}}}}}": "first",
    '{search(q:"x"){nodes{id}}}': "text",
    "{organisations(sort:NAME){nodes{id}}}": "orderBy",
    "{events(year:2024){nodes{id}}}": "events(where: { date: ... })",
    "{challenges(year:2024){nodes{id}}}": "of what it is related to",
    '{organisation(name:"x"){id}}': "organisations(where: { name: ... })",
    '{organisations(name:"x"){nodes{id}}}': "organisations(where: { name: ... })",
    "{organisations{name}}": "nodes { name }",
    "{challenges{nodes{owners{name}}}}": "nodes { name }",
    '{partners(text:"x"){name}}': "organisation { name }",
    '{search(text:"x"){id}}': "nodes { id }",
    "{organisations{nodes{naem}}}": "'name'",
    "{organisations{items{name}}}": "nodes",
    "{organisations{total}}": "totalCount",
    "{people{nodes{worksFor{nodes{role}}}}}": "edges { role node { ... } }",
    "{challenges{nodes{owners{nodes{evidence{text}}}}}}": "edges { evidence node { ... } }",
    "{ideas{nodes{evidence{text}}}}": "statements { evidence }",
    '{people(search:"x"){nodes{id}}}': "the field search",
    '{events(where:{date:{startsWith:"2024"}}){nodes{id}}}': 'within: "2024"',
    '{challenges(where:{topics:"homelessness"}){nodes{id}}}': '{ some: { node: { name: { eq: "homelessness" } } } }',
    '{organisations(where:{aliases:{contains:"x"}}){nodes{id}}}': "any: { contains: ... }",
    "{challenges{facets{topics{value}}}}": "name { value }",
    "{organisations(orderBy:NAME){nodes{id}}}": "[{ name: ASC }]",
}


def told(text: str, **variables: object) -> str:
    with pytest.raises(InvalidError) as refused:
        PlanCache(graphql_schema(), Options()).plan(text, variables, None)
    return refused.value.errors[0].message


@pytest.mark.parametrize("text", WRONG)
def test_a_refusal_says_what_is_meant(text: str) -> None:
    message = told(text)
    assert message.count("Did you mean ") == 1
    assert WRONG[text] in message.partition("Did you mean ")[2]


def test_so_it_does_of_variables() -> None:
    query = "query($w:OrganisationFilter){organisations(where:$w){nodes{id}}}"
    assert told(query, w={"name": {"like": "x"}}).endswith("for what people type?")


def test_where_no_value_is_spelt_alike_all_are_listed() -> None:
    message = told("{organisations(where:{kind:{eq:COUNCIL}}){nodes{id}}}")
    assert message.endswith(".")
    assert "There are LOCAL_AUTHORITY, COMBINED_AUTHORITY" in message


@pytest.mark.parametrize(
    "text",
    [
        "{organisations{nodes{shoeSize}}}",
        '{organisation(id:"x", limit:3){id}}',
        '{__type(name:"Event", limit:3){name}}',
    ],
)
def test_what_means_nothing_is_refused_without_a_guess(text: str) -> None:
    assert "Did you mean" not in told(text)
