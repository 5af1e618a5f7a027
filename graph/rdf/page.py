"""Renders the page that explains the graph as RDF (`docs/rdf.md`): class by class and link by link, each with an example."""

from collections.abc import Iterable
from typing import Any

from pyoxigraph import RdfFormat, Triple, serialize

from graph.rdf import vocabularies
from graph.rdf.description import together
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from schema.links import ANY, In, Mentions, States
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property
from schema.nodes import Passage, Person
from schema.reference import table
from schema.vocabulary import NAMESPACES, OWN, SCHEMES

_BASE = "https://graph.example.org/"
_IRIS = Iris(_BASE)
_QUOTE = "Ada North, Chair, Alder Trust"
_PASSAGE = "passage/fair-2024/ada-north-chair-alder-trust-7acdb6a9"

_INTRODUCTION = f"""\
# The graph as RDF

Written by `make generate` from the declaration in `schema/`, as all of this follows from it. In the examples the base of the graph
(`IMAGINE_BASE`) is `{_BASE}`; set a lasting one before you publish.

## How it is said

- **A node** has an IRI that its id is part of, the classes of its label, and its values.
- **A link** is a triple between two nodes and, where it carries more than that, a *statement*: a resource with an IRI of its own,
  the link's properties, and `prov:wasDerivedFrom` the passages that state it. Where a standard vocabulary knows such a
  relationship, the statement is one: an `org:Membership`, a `prov:Attribution`.
- **A value** of a node is a statement as well, so that every value leads to its words, and a name that gave way to a fuller one is
  kept.
- **A passage** is a part of a document with Web Annotation selectors: the exact words, and where they stand in the document's text.
- **A role or kind** is a concept that is known by its label, in a scheme of its own. A role is told by the printed words: "Partner"
  and "a partner" are two concepts, and whoever counts roles joins them by their labels.

Two things surprise in a query. Every source is a `schema:Report`, also a web page, a register of bodies and curators' judgements;
`dcterms:type` says what sort it is: `?d a schema:Report ; dcterms:type <scheme/document-kind/report>` finds reports alone. And a
statement that is a `schema:Role` leads to its ends by the same properties, as schema.org has it: in `?e schema:attendee ?x`, `?e`
is a gathering or the role of one who came; `?e a schema:Event` leaves gatherings alone.

There are two readings. A *dataset* (TriG, N-Quads, JSON-LD) has one named graph for each source document, with exactly what that
document states. A *graph* (Turtle, N-Triples, RDF/XML) is all documents merged: one best name, all evidence. RDF 1.1 describes the
triple of a statement by `rdf:subject`, `rdf:predicate` and `rdf:object`; with `version=1.2` a statement reifies a triple term.
Nothing is lost in any of them: a test reads each back into the graph that it was written from.

`/ontology.ttl` describes our own terms, `/shapes.ttl` the rules as SHACL, `/context.jsonld` the names in JSON-LD."""


def page() -> str:
    """Return the whole page as Markdown, ending in a line feed."""
    parts = [
        _INTRODUCTION,
        "## IRIs",
        table(("IRI", "what it names"), _iris()),
        "A statement's IRI can be read without an index: source, type, target, and the properties by which two links of one type "
        "between the same nodes are two statements. One fact has one IRI, whichever documents state it.",
        "## A statement and its words",
        _statement_example(),
        "## Nodes",
        *(_node(t) for t in GRAPH_MODEL.nodes),
        "## Links",
        *(_link(t) for t in GRAPH_MODEL.links if t.python is not States),
        "## Concept schemes",
        table(
            ("scheme", "what it holds", "class of its concepts"),
            [(f"`scheme/{name}`", title, f"`{cls}`") for name, (title, cls) in SCHEMES.items()],
        ),
        "## Vocabularies",
        f"`{OWN}:` is our own: the base, and `ontology#`. A test finds every other term that is used here in its vocabulary.",
        table(
            ("prefix", "namespace", "version"),
            [(f"`{p}:`", f"<{iri}>", vocabularies.version(p)) for p, iri in NAMESPACES.items()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _iris() -> list[tuple[str, ...]]:
    mention = Mentions(source="passage/fair/1", target="person/ada", start=4, end=7, printed="Ada")
    named = {
        _IRIS.node("organisation/alder-trust"): "a node",
        _IRIS.graph("document/fair-2024"): "the named graph of what a document states",
        _IRIS.run("document/fair-2024"): "the reading of a document",
        _IRIS.statement(mention): "a link, as a statement, with its identity properties",
        _IRIS.value("person/ada", "name", "Ada North"): "a value of a node, as a statement, by a digest of its words",
        _IRIS.concept("role", "Chair"): "a concept that is known by its label",
        f"{_IRIS.ontology}#Model": "a term of our own",
    }
    return [(f"`{iri.removeprefix(_BASE)}`", what) for iri, what in named.items()]


def _statement_example() -> str:
    passage = Passage(id=_PASSAGE, text=_QUOTE, start=120, end=120 + len(_QUOTE), heading="Who came", order=7)
    person = Person(id="person/ada-north", name="Ada North")
    stated = States(source=_PASSAGE, target=person.id, property="name", value="Ada North")
    within, say = In(source=_PASSAGE, target="document/fair-2024"), Mapping(_IRIS)
    older = _turtle([*say.node(person, [stated]), *say.node(passage), *say.link(within)])
    newer = _turtle(Mapping(_IRIS, "1.2").link(stated))
    return f"{older}\n\nThe statement in RDF 1.2:\n\n{newer}"


def _node(node_type: NodeType) -> str:
    rows = [
        (f"`{p.name}`", f"`{p.spec.term}`", _form(p) + (f", of its `{p.spec.selector}`" if p.spec.selector else ""))
        for p in node_type.properties
    ]
    example = node_type.python(id=f"{node_type.kind}/example", **_values(node_type.properties))
    classes = ", ".join(f"`{t}`" for t in node_type.terms)
    return "\n\n".join(
        (
            f"### {node_type.label}",
            f"{node_type.meaning} Classes: {classes}.",
            table(("property", "term", "value"), rows),
            _turtle(Mapping(_IRIS, software="Imagine Graph 0.3.0").node(example)),
        )
    )


def _link(link_type: LinkType) -> str:
    joined = "<br>".join(
        f"{e.source} to {'whatever documents state facts about' if e.target == ANY else e.target}"
        for e in link_type.ends
    )
    terms = [f"`{link_type.term}`{_turned(link_type.inverse)}"]
    terms += [f"with it `{term}`{_turned(inverse)}" for term, inverse in link_type.broader]
    if q := link_type.qualified:
        terms.append(f"its statement is a `{q.type}`")
    first = link_type.ends[0]
    target = GRAPH_MODEL.node(first.target).kind if first.target != ANY else "person"
    known = {"source": f"{GRAPH_MODEL.node(first.source).kind}/one", "target": f"{target}/other"}
    evidence = (_PASSAGE,) if link_type.evidenced else ()
    values = _values(link_type.properties)
    if q and q.role:
        values[q.role.by] = next(said for said, term in q.role.terms if term == q.role.of(None))
    example = link_type.python(**known, evidence=evidence, **values)
    rows = [(f"`{p.name}`", f"`{p.spec.term}`", _form(p)) for p in link_type.properties]
    return "\n\n".join(
        (
            f"### {link_type.name}",
            f"{link_type.meaning} {'; '.join(terms)}.",
            joined,
            *([table(("property", "term", "value"), rows)] if rows else []),
            _turtle(Mapping(_IRIS).link(example)),
        )
    )


def _turned(inverse: bool) -> str:
    return ", from target to source" if inverse else ""


def _form(p: Property) -> str:
    if p.spec.scheme:
        return f"a concept of `scheme/{p.spec.scheme}`"
    if p.spec.datatype == "org-id":
        return "a number whose datatype is its list at org-id.guide"
    if p.spec.datatype == "address":
        return "`xsd:string`; `schema:url` leads there"
    if p.type == "date":
        return "`xsd:gYear`, `xsd:gYearMonth` or `xsd:date`"
    return f"`{p.spec.datatype or ('xsd:integer' if p.type == 'integer' else 'xsd:string')}`"


def _values(properties: Iterable[Property]) -> dict[str, Any]:
    return {p.attribute: (_value(p),) if p.type == "texts" else _value(p) for p in properties}


def _value(p: Property) -> Any:
    if p.spec.one_of:
        return p.spec.one_of[0]
    if p.spec.datatype == "org-id":
        return "GB-COH-07007166"
    if p.spec.datatype == "address":
        return "www.example.org/report"
    if p.type == "integer":
        return 12
    return "2024-09-18" if p.type == "date" else f"{p.name}, as stated"


def _turtle(triples: Iterable[Triple]) -> str:
    """Return triples as a block of Turtle, of which the prefixes and the base are left out."""
    written = (serialize(together(triples), format=RdfFormat.TURTLE, prefixes=_IRIS.prefixes()) or b"").decode()
    lines = (line for line in written.splitlines() if not line.startswith("@prefix"))
    return "\n".join(("```turtle", *lines, "```")).replace(f"<{_BASE}", "<").replace("\t", "    ")
