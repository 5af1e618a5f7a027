"""The GraphQL schema says all that the declaration says, and explains itself."""

from itertools import combinations

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    parse,
    validate,
)

from api.gql.served import graphql_schema
from api.gql.surface import RELATIONS, vocabularies
from api.gql.vocabulary import code_of
from schema.links import ANY
from schema.model import GRAPH_MODEL

SCHEMA = graphql_schema()
OWN = {name: t for name, t in SCHEMA.type_map.items() if not name.startswith("__")}


def test_everything_has_a_description() -> None:
    silent = []
    for name, made in OWN.items():
        if (
            isinstance(made, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType | GraphQLEnumType)
            and not made.description
        ):
            silent.append(name)
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType):
            silent += [f"{name}.{n}" for n, f in made.fields.items() if not f.description]
            silent += [
                f"{name}.{n}({a})" for n, f in made.fields.items() for a, g in f.args.items() if not g.description
            ]
        if isinstance(made, GraphQLInputObjectType):
            silent += [f"{name}.{n}" for n, f in made.fields.items() if not f.description]
    assert silent == []


def test_every_property_is_a_field_with_the_declared_meaning() -> None:
    for node in GRAPH_MODEL.nodes:
        fields = SCHEMA.get_type(node.label).fields  # type: ignore[union-attr]
        for p in node.properties:
            assert fields[p.name].description == p.spec.meaning


def test_every_property_that_is_one_of_a_few_is_an_enum_in_fields_filters_and_facets() -> None:
    closed = [(n.label, p) for n in GRAPH_MODEL.nodes for p in n.properties if p.spec.one_of]
    closed += [(t.python.__name__, p) for t in GRAPH_MODEL.links for p in t.properties if p.spec.one_of]
    found = {v.name: v for v in vocabularies()}
    assert len(closed) >= 4
    for owner, p in closed:
        name = f"{owner}{p.name.capitalize()}"
        made = SCHEMA.get_type(name)
        assert isinstance(made, GraphQLEnumType)
        assert [v.description for v in made.values.values()] == list(p.spec.one_of)
        assert list(made.values) == list(found[name].texts), "two values of one code"
        filters = SCHEMA.get_type(f"{name}Filter")
        assert isinstance(filters, GraphQLInputObjectType)
        assert str(filters.fields["in"].type) == f"[{name}!]"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("children's services", "CHILDRENS_SERVICES"),
        ("participants' list", "PARTICIPANTS_LIST"),
        ("co-operative", "CO_OPERATIVE"),
        ("NHS body", "NHS_BODY"),
        ("OWNS", "OWNS"),
        ("3 tables", "_3_TABLES"),
    ],
)
def test_codes_are_made_from_the_words(text: str, code: str) -> None:
    assert code_of(text) == code


def conflicts(types: list[str]) -> set[str]:
    """Return the fields that cannot be asked of two types in one place, however deep they stand."""
    todo, seen, found = list(combinations(types, 2)), set(), set()
    while todo:
        one, other = pair = todo.pop()
        if pair in seen or one == other:
            continue
        seen.add(pair)
        a, b = (SCHEMA.get_type(name).fields for name in pair)
        for name in a.keys() & b.keys():
            # The named types may differ, where what is asked of them agrees in turn; lists and nulls may not.
            named = [get_named_type(t[name].type) for t in (a, b)]
            bare = [str(t[name].type).replace(n.name, "T") for t, n in zip((a, b), named, strict=True)]
            leaf = is_leaf_type(named[0])
            if bare[0] != bare[1] or leaf != is_leaf_type(named[1]) or (leaf and named[0] is not named[1]):
                found.add(f"{one}.{name}: {a[name].type}, {other}.{name}: {b[name].type}")
            elif not leaf:
                todo.append((named[0].name, named[1].name))
    return found


@pytest.mark.parametrize("interface", ["Node", "Evidenced"])
def test_one_question_can_ask_all_types_of_an_interface_for_the_same(interface: str) -> None:
    made = SCHEMA.get_type(interface)
    assert isinstance(made, GraphQLInterfaceType)
    # Edges of one name stand in one place on several labels; facts on a path and statements never stand in another's.
    types = sorted(t.name for t in SCHEMA.get_possible_types(made) if t.name not in ("Fact", "Statement"))
    assert len(types) > 10
    # Two vocabularies are two types, and open words are another; `kindLabel` has the words of each, and an alias keeps codes apart.
    codes = {v.name for v in vocabularies()}
    assert [c for c in conflicts(types) if not any(f": {code}" in c for code in codes)] == []


@pytest.mark.parametrize(
    "query",
    [
        '{search(text:"x"){nodes{... on Idea{title text} ... on Challenge{title} ... on Insight{text} ... on Passage{text}}}}',
        '{node(id:"x"){... on Organisation{kindLabel} ... on Document{kindLabel}}}',
        "{challenges{nodes{owners{edges{...S}} backers{edges{...S}} topics{edges{...S}}}}}"
        " fragment S on Evidenced{evidence{text document{title}}}",
        '{shortestPath(from:"a",to:"b"){facts{... on Evidenced{evidence{id}}}}}',
    ],
)
def test_what_a_front_end_asks_is_valid(query: str) -> None:
    assert validate(SCHEMA, parse(query)) == []


def test_what_is_always_there_is_never_null() -> None:
    for node in GRAPH_MODEL.nodes:
        assert str(SCHEMA.get_type(node.label).fields["displayName"].type) == "String!"  # type: ignore[union-attr]
    assert str(SCHEMA.get_type("Passage").fields["document"].type) == "Document!"  # type: ignore[union-attr]
    assert str(SCHEMA.get_type("Passage").fields["text"].type) == "String!"  # type: ignore[union-attr]


def test_dates_are_dates() -> None:
    assert str(SCHEMA.get_type("Event").fields["date"].type) == "Date"  # type: ignore[union-attr]
    for text in ("2024", "2024-09", "2024-09-18"):
        assert validate(SCHEMA, parse(f'{{events(where:{{date:{{within:"{text}"}}}}){{totalCount}}}}')) == []
    for text in ("20", "2024-13", "2024-02-30", "September 2024", ""):
        errors = validate(SCHEMA, parse(f'{{events(where:{{date:{{eq:"{text}"}}}}){{totalCount}}}}'))
        assert "give a year, month or day" in errors[0].message


def test_every_relationship_is_a_field_in_both_directions() -> None:
    for link in GRAPH_MODEL.links:
        for ends in link.ends:
            targets = [n.label for n in GRAPH_MODEL.nodes if n.stated] if ends.target == ANY else [ends.target]
            assert ends.forward in SCHEMA.get_type(ends.source).fields  # type: ignore[union-attr]
            for target in targets:
                assert ends.backward in SCHEMA.get_type(target).fields  # type: ignore[union-attr]


def test_evidence_stands_on_every_edge_of_a_fact() -> None:
    for relation in RELATIONS:
        if not relation.single:
            fields = SCHEMA.get_type(f"{relation.stem}Edge").fields  # type: ignore[union-attr]
            assert ("evidence" in fields) == relation.link.evidenced
            made = SCHEMA.get_type(f"{relation.stem}Edge")
            assert isinstance(made, GraphQLObjectType)
            assert [i.name for i in made.interfaces] == (["Evidenced"] if relation.link.evidenced else [])
            assert {p.name for p in relation.link.properties} <= set(fields)


def test_every_label_is_a_root_field_alone_and_in_numbers() -> None:
    fields = SCHEMA.get_type("Query").fields  # type: ignore[union-attr]
    for node in GRAPH_MODEL.nodes:
        assert str(fields[node.plural].type) == f"{node.label}Connection!"
        assert any(str(f.type) == node.label and list(f.args) == ["id"] for f in fields.values())
