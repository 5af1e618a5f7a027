"""RDF as it is written: IRIs that can be read back, canonical text, nothing twice, and the same graph in every form."""

import random

import pytest
from generate import bundles
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from graph.rdf.identifiers import org_id, web_address
from graph.rdf.iris import ConceptName, GraphName, Iris, LinkName, NodeName, RunName, ValueName, digest
from graph.rdf.mapping import Mapping
from graph.rdf.writer import Version, Writer, escaped
from schema.bundle import Statements, key_of, merge
from schema.errors import NotFoundError
from schema.ids import make_id
from schema.links import EITHER, Owns, PartnerOf, States, Supports
from schema.model import GRAPH_MODEL

IRIS = Iris("https://graph.example.org/imagine/")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
IDS = st.builds(
    lambda node_type, texts: make_id(node_type.kind, *texts),
    st.sampled_from(GRAPH_MODEL.nodes),
    st.lists(TEXTS, min_size=1, max_size=3),
)


def facts(seed: int, documents: int = 3) -> Statements:
    return merge(bundles(seed, documents))


@given(st.data())
def test_the_iri_of_a_link_can_be_read_back(data: st.DataObject) -> None:
    link_type = data.draw(st.sampled_from([t for t in GRAPH_MODEL.links if t.python is not States]))
    values = {
        p.attribute: data.draw(st.integers(0, 10**9) if p.type == "integer" else st.none() | TEXTS)
        for p in link_type.identity
    }
    others = {p.attribute: "x" for p in link_type.properties if p.required and p.attribute not in values}
    link = link_type.python(source=data.draw(IDS), target=data.draw(IDS), **values, **others)
    iri = IRIS.statement(link)
    NamedNode(iri)
    assert IRIS.parse(iri) == IRIS.parse(iri.removeprefix(IRIS.base)) == LinkName(key_of(link))


@given(IDS, TEXTS)
def test_every_other_iri_can_be_read_back(node_id: str, text: str) -> None:
    name = GRAPH_MODEL.node(node_id.partition("/")[0]).properties[0].name
    expected = {
        IRIS.node(node_id): NodeName(node_id),
        IRIS.graph(node_id): GraphName(node_id),
        IRIS.run(node_id): RunName(node_id),
        IRIS.value(node_id, name, text): ValueName(node_id, name, digest(text)),
        IRIS.concept("role", f"{text}."): ConceptName("role", f"{text}."),
        IRIS.scheme("role"): ConceptName("role", None),
    }
    for iri, named in expected.items():
        NamedNode(iri)
        assert IRIS.parse(iri) == named


@pytest.mark.parametrize(
    "path",
    (
        "",
        "id/",
        "id/organisation",
        "id/Organisation/x",
        "id/nobody/x",
        "id/organisation/%ff",
        "statement/organisation/x",
        "statement/organisation/x/name/123",
        "statement/organisation/x/size/0123456789ab",
        "statement/organisation/x/PARTNER_OF",
        "statement/organisation/x/PARTNER_OF/y",
        "statement/organisation/x/PARTNER_OF/organisation/y;as",
        "statement/organisation/x/PARTNER_OF/organisation/y;like=z",
        "statement/passage/x/y/MENTIONS/person/z;start=1;end=two",
        "statement/passage/x/y/STATES/person/z;property=name;value=Z",
        "scheme/",
        "https://elsewhere.example.org/id/organisation/x",
    ),
)
def test_what_is_no_iri_of_the_graph_names_nothing(path: str) -> None:
    with pytest.raises(NotFoundError, match="names nothing of this graph"):
        IRIS.parse(path)


@given(
    st.lists(st.sampled_from([*"/;=%.#?", "statement/", "id/", "OWNS", "person/a", "as", "start", "%2F", "..", "٣"]))
)
def test_any_path_names_something_or_is_refused(parts: list[str]) -> None:
    try:
        IRIS.parse("".join(parts))
    except NotFoundError as refused:
        assert "\n" not in str(refused)


@given(TEXTS)
def test_literals_are_escaped_as_canonical_n_triples_are(text: str) -> None:
    written = f'<s:s> <p:p> "{escaped(text)}" .\n'.encode()
    assert (
        serialize((q.triple for q in parse(written, format=RdfFormat.N_TRIPLES)), format=RdfFormat.N_TRIPLES) == written
    )


@pytest.mark.parametrize("version", ("1.1", "1.2"))
def test_what_is_written_is_canonical_and_says_nothing_twice(version: Version) -> None:
    stated = facts(1)
    lines = "".join(Writer(IRIS, version, "reader 1").statements(stated)).encode()
    triples = [q.triple for q in parse(lines, format=RdfFormat.N_TRIPLES)]
    assert serialize(triples, format=RdfFormat.N_TRIPLES) == lines
    assert len(set(triples)) == len(triples) > 3000
    assert list(Mapping(IRIS, version, "reader 1").statements(stated)) == triples


@pytest.mark.parametrize("version", ("1.1", "1.2"))
def test_turtle_with_prefixes_says_the_same(version: Version) -> None:
    stated = facts(2)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in IRIS.prefixes().items())
    turtle = prefixes + "".join(Writer(IRIS, version, abbreviated=True).statements(stated))
    assert {q.triple for q in parse(turtle, format=RdfFormat.TURTLE)} == set(Mapping(IRIS, version).statements(stated))


def test_the_order_of_what_is_stated_makes_no_difference() -> None:
    stated = facts(3)
    shuffled = Statements()
    things = [*stated.nodes.values(), *stated.links.values()]
    random.Random(3).shuffle(things)
    shuffled.add(*things)
    assert "".join(Writer(IRIS).statements(shuffled)) == "".join(Writer(IRIS).statements(stated))


def test_a_link_said_twice_over_differs_in_its_statements_alone() -> None:
    ends = {"source": "organisation/a", "target": "organisation/b", "evidence": ("passage/x/1",)}
    one, two = PartnerOf(**ends, as_="funder"), PartnerOf(**ends, as_="host")
    together = list(Mapping(IRIS).links([one, two]))
    assert len(set(together)) == len(together)
    assert set(together) == {*Mapping(IRIS).link(one), *Mapping(IRIS).link(two)}


@pytest.mark.parametrize(
    ("link_type", "named", "role"),
    [
        (Owns, "owner", "owner"),
        (Owns, EITHER, "ownerOrSupporter"),
        (Owns, None, "owner"),
        (Supports, EITHER, "ownerOrSupporter"),
        (Supports, None, "supporter"),
    ],
)
def test_a_role_is_no_more_than_the_document_says(
    link_type: type[Owns] | type[Supports], named: str | None, role: str
) -> None:
    link = link_type(source="person/ada", target="challenge/x", as_=named)
    text = Mapping(IRIS).link(link)
    found = {t.object.value for t in text if t.predicate.value.endswith("#hadRole") and isinstance(t.object, NamedNode)}
    assert found == {IRIS.expand(f"ig:{role}")}


def test_a_statement_of_rdf_1_2_reifies_its_triple() -> None:
    link = PartnerOf(source="organisation/a", target="organisation/b", evidence=("passage/x/1",))
    said = list(Mapping(IRIS, "1.2").link(link))
    (claimed,) = [t.object for t in said if t.predicate.value.endswith("#reifies")]
    assert isinstance(claimed, Triple) and claimed in said


@pytest.mark.parametrize(
    ("identifier", "number", "elsewhere"),
    (
        ("GB-COH-07007166", "07007166", "https://find-and-update.company-information.service.gov.uk/company/07007166"),
        ("GB-CHC-1126147", "1126147", "https://findthatcharity.uk/orgid/GB-CHC-1126147"),
        ("XI-ROR-015m2p889", "015m2p889", "https://ror.org/015m2p889"),
        ("GB-LAE-ADU", "ADU", None),
    ),
)
def test_a_register_number_names_its_list_and_leads_to_the_register(
    identifier: str, number: str, elsewhere: str | None
) -> None:
    known = org_id(identifier)
    assert known is not None
    assert (known.number, known.scheme) == (number, f"http://org-id.guide/list/{identifier.removesuffix(f'-{number}')}")
    assert elsewhere in [iri for _, iri in known.elsewhere] or (not known.elsewhere and elsewhere is None)


def test_what_is_no_register_number_stays_as_it_is() -> None:
    assert org_id("company 7007166") is None


@pytest.mark.parametrize(
    ("printed", "iri"),
    (
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("www.example.org/a", "http://www.example.org/a"),
        ("example.org", "http://example.org"),
        ("https://example.org/50%", None),
        ("https://example.org/a b", None),
        ("https://example.org/#a#b", None),
        ("version 1.2", None),
        ("page 1.2", None),
        ("1.2", None),
        ("", None),
    ),
)
def test_an_address_is_an_iri_where_it_is_certainly_one(printed: str, iri: str | None) -> None:
    assert web_address(printed) == iri
    if iri is not None:
        NamedNode(iri)


def test_a_scheme_is_described_though_nothing_is_in_it() -> None:
    mapping = Mapping(IRIS)
    described = list(mapping.concepts("role"))
    assert {t.subject.value for t in described} == {IRIS.scheme("role")}
    assert list(mapping.concepts()) == []
