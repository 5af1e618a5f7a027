"""What the graph holds, for machines that look for data: VoID (https://www.w3.org/TR/void/) and DCAT 3
(https://www.w3.org/TR/vocab-dcat-3/).

The counts are of the merged graph, and are counted while it is written: each is what a SPARQL query over the dump finds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, serialize

from graph.rdf.description import Description, together
from graph.rdf.iris import Iris
from schema.vocabulary import NAMESPACES

_OF_CATALOGUES = {"void": "http://rdfs.org/ns/void#", "spdx": "http://spdx.org/rdf/terms#"}
"""Namespaces of terms about data sets; no fact in the graph is said in them."""
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_TITLE = "Imagine Graph"
_DESCRIPTION = (
    "Who owns which challenge of public services, what was proposed, which examples inspired it and what came of it: "
    "reports of gatherings as a graph, every statement with the words that make it."
)
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


@dataclass(slots=True)
class Counts:
    """What a stream of N-Triples holds, counted line by line. It must hold nothing twice, as our streams do not."""

    triples: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    """Triples of each property, by its IRI in angle brackets."""
    classes: Counter[str] = field(default_factory=Counter)
    """Subjects of each class, by its IRI in angle brackets."""

    def add(self, lines: Iterable[str]) -> None:
        """Count lines."""
        for line in lines:
            _, predicate, rest = line.split(" ", 2)
            self.triples += 1
            self.properties[predicate] += 1
            if predicate == _TYPE:
                self.classes[rest.removesuffix(" .")] += 1


@dataclass(frozen=True, slots=True)
class File:
    """A file in which the graph can be had."""

    name: str
    title: str
    media_type: str
    """Of what is in it, where it is compressed."""
    address: str
    compressed: str = ""
    """The media type of its compression."""
    packed: str = ""
    """The media type of the archive that it is."""
    size: int | None = None
    sha256: str | None = None
    rdf: bool = True


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What is said of the graph, or of one release of it."""

    iris: Iris
    licence: str
    counts: Counts
    entities: int
    """How many nodes there are."""
    files: tuple[File, ...]
    release: str | None = None
    previous: str | None = None

    def turtle(self) -> bytes:
        """Return the description in Turtle. It is the document `void.ttl`, and the data set a fragment of that."""
        say = _Description(self.iris)
        about, dataset = NamedNode(f"{self.iris.base}void.ttl"), self.dataset
        say.say(about, "rdf:type", "void:DatasetDescription", "foaf:Document")
        say.say(about, "foaf:primaryTopic", dataset)
        say.say(dataset, "rdf:type", "void:Dataset", "dcat:Dataset")
        say.say(dataset, "dcterms:title", Literal(_TITLE, language="en"))
        say.say(dataset, "dcterms:description", Literal(_DESCRIPTION, language="en"))
        say.say(dataset, "dcterms:license", NamedNode(self.licence))
        say.say(dataset, "dcterms:conformsTo", NamedNode(self.iris.ontology), NamedNode(f"{self.iris.base}shapes.ttl"))
        if self.release is not None:
            say.say(dataset, "dcat:version", Literal(self.release))
        if self.previous is not None:
            say.say(
                dataset, "dcterms:description", Literal(f"The release before this is {self.previous}.", language="en")
            )
        self._contents(say)
        self._distributions(say)
        return say.turtle()

    @cached_property
    def dataset(self) -> NamedNode:
        """The graph as a data set."""
        return NamedNode(f"{self.iris.base}void.ttl#graph")

    def _contents(self, say: Description) -> None:
        counts = self.counts
        say.say(self.dataset, "void:uriSpace", Literal(f"{self.iris.base}id/"))
        say.say(self.dataset, "void:sparqlEndpoint", NamedNode(f"{self.iris.base}sparql"))
        used = {iri[1:-1] for iri in (*counts.properties, *counts.classes)}
        spaces = [f"{self.iris.ontology}#", *NAMESPACES.values()]
        say.say(self.dataset, "void:vocabulary", *(NamedNode(s) for s in spaces if any(i.startswith(s) for i in used)))
        say.say(self.dataset, "void:triples", counts.triples)
        say.say(self.dataset, "void:entities", self.entities)
        say.say(self.dataset, "void:classes", len(counts.classes))
        say.say(self.dataset, "void:properties", len(counts.properties))
        for iri, number in sorted(counts.classes.items()):
            part = say.blank(void_class=NamedNode(iri[1:-1]), void_entities=number)
            say.say(self.dataset, "void:classPartition", part)
        for iri, number in sorted(counts.properties.items()):
            part = say.blank(void_property=NamedNode(iri[1:-1]), void_triples=number)
            say.say(self.dataset, "void:propertyPartition", part)

    def _distributions(self, say: Description) -> None:
        for file in self.files:
            it = NamedNode(f"{self.iris.base}void.ttl#{file.name}")
            say.say(self.dataset, "dcat:distribution", it)
            if file.rdf:
                say.say(self.dataset, "void:dataDump", NamedNode(file.address))
            say.say(it, "rdf:type", "dcat:Distribution")
            say.say(it, "dcterms:title", Literal(file.title, language="en"))
            say.say(it, "dcterms:license", NamedNode(self.licence))
            say.say(it, "dcat:downloadURL", NamedNode(file.address))
            say.say(it, "dcat:mediaType", NamedNode(_MEDIA_TYPES + file.media_type))
            for name, value in (("compressFormat", file.compressed), ("packageFormat", file.packed)):
                if value:
                    say.say(it, f"dcat:{name}", NamedNode(_MEDIA_TYPES + value))
            if file.size is not None:
                say.say(it, "dcat:byteSize", Literal(str(file.size), datatype=say.term("xsd:nonNegativeInteger")))
            if file.sha256 is not None:
                digits = Literal(file.sha256, datatype=say.term("xsd:hexBinary"))
                algorithm = "spdx:checksumAlgorithm_sha256"
                checksum = say.blank(rdf_type="spdx:Checksum", spdx_algorithm=algorithm, spdx_checksumValue=digits)
                say.say(it, "spdx:checksum", checksum)


class _Description(Description):
    """A description that knows the terms about data sets as well."""

    def term(self, name: str) -> NamedNode:
        prefix, _, local = name.partition(":")
        return NamedNode(_OF_CATALOGUES[prefix] + local) if prefix in _OF_CATALOGUES else Description.term(self, name)

    def turtle(self) -> bytes:
        prefixes: dict[str, Any] = self.iris.prefixes() | _OF_CATALOGUES
        return serialize(together(self.triples), format=RdfFormat.TURTLE, prefixes=prefixes) or b""
