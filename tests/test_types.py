"""The GraphQL schema says all that the declaration says, and explains itself."""

from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from api.gql.surface import RELATIONS
from api.gql.types import graphql_schema
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
            assert {p.name for p in relation.link.properties} <= set(fields)


def test_every_label_is_a_root_field_alone_and_in_numbers() -> None:
    fields = SCHEMA.get_type("Query").fields  # type: ignore[union-attr]
    for node in GRAPH_MODEL.nodes:
        assert str(fields[node.plural].type) == f"{node.label}Connection!"
        assert any(str(f.type) == node.label and list(f.args) == ["id"] for f in fields.values())
