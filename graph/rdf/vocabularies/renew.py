"""Makes a new list of a vocabulary's terms from a file of it in any syntax of RDF.

python -m graph.rdf.vocabularies.renew org org.ttl "2014-01-16" "npm @vocabulary/org 1.0.6"
"""

import sys
from collections import defaultdict
from pathlib import Path

from pyoxigraph import NamedNode, parse

from schema.vocabulary import NAMESPACES

_TYPE = NAMESPACES["rdf"] + "type"
_KINDS = {
    "Class": "class",
    "Property": "property",
    "ObjectProperty": "property",
    "DatatypeProperty": "property",
    "AnnotationProperty": "property",
    "FunctionalProperty": "property",
    "Datatype": "datatype",
}
_COLUMNS = (
    ("rdfs:subClassOf", "rdfs:subPropertyOf"),
    ("rdfs:domain",),
    ("rdfs:range",),
    ("owl:disjointWith",),
)


def listed(prefix: str, file: Path, version: str, origin: str) -> str:
    """Return the list of the terms that a file describes in the namespace of a prefix."""
    own = NAMESPACES[prefix]
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in parse(path=str(file)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            said[quad.subject.value][_short(quad.predicate.value)].add(quad.object.value)
    lines = [f"# version: {version}", f"# made from: {origin}"]
    for iri, what in sorted(said.items()):
        if iri.startswith(own) and iri != own and (types := what.get("rdf:type")):
            kinds = [_KINDS[name] for t in sorted(types) if (name := t.rpartition("#")[2]) in _KINDS]
            columns = [
                " ".join(sorted(short for p in column for v in what.get(p, ()) if (short := _short(v)) != v))
                for column in _COLUMNS
            ]
            lines.append("\t".join((iri.removeprefix(own), kinds[0] if kinds else "individual", *columns)).rstrip("\t"))
    return "\n".join(lines) + "\n"


def _short(iri: str) -> str:
    return next((f"{p}:{iri.removeprefix(n)}" for p, n in NAMESPACES.items() if iri.startswith(n)), iri)


if __name__ == "__main__":
    name, source, *about = sys.argv[1:]
    (Path(__file__).parent / f"{name}.tsv").write_text(listed(name, Path(source), *about), encoding="utf-8")
