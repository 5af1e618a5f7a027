"""The links of passages, part of the one declaration (`links.py`): where they stand, what they name, what they state."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schema.declaration import Ends, Link, Spec

ANY = "*"
"""As the target of an end: any label that documents state facts about (all but Document and Passage)."""


@dataclass(slots=True, kw_only=True)
class In(Link):
    """The passage is a part of the document."""

    type: ClassVar[str] = "IN"
    phrase: ClassVar[str] = "is a part of"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Passage", "Document", "document", "passages", most=1, least=1),)
    term: ClassVar[str] = "dcterms:isPartOf oa:hasSource"
    evidenced: ClassVar[bool] = False


@dataclass(slots=True, kw_only=True)
class Next(Link):
    """The passage is followed by the other in reading order."""

    type: ClassVar[str] = "NEXT"
    phrase: ClassVar[str] = "is followed by"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Passage", "Passage", "next", "previous", most=1),)
    term: ClassVar[str] = "ig:next"
    evidenced: ClassVar[bool] = False


@dataclass(slots=True, kw_only=True)
class Mentions(Link):
    """The passage prints a name of the node, or the words that describe it, at exactly these characters."""

    start: Annotated[
        int,
        Spec(
            "Offset of the first character in the document's normalised text.",
            "oa:start",
            datatype="xsd:nonNegativeInteger",
            selector="oa:TextPositionSelector",
            join="greatest",
            identity=True,
        ),
    ]
    end: Annotated[
        int,
        Spec(
            "Offset after the last character.",
            "oa:end",
            datatype="xsd:nonNegativeInteger",
            selector="oa:TextPositionSelector",
            join="greatest",
            identity=True,
        ),
    ]
    printed: Annotated[str, Spec("The characters themselves.", "oa:exact", selector="oa:TextQuoteSelector")]

    type: ClassVar[str] = "MENTIONS"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Passage", ANY, "mentions", "mentionedIn"),)
    term: ClassVar[str] = "schema:mentions"
    evidenced: ClassVar[bool] = False


@dataclass(slots=True, kw_only=True)
class States(Link):
    """The passage states this value of the node: a report's words, a register's row, or a curator's judgement."""

    property: Annotated[str, Spec("The name of the property.", "rdf:predicate", identity=True)]
    value: Annotated[
        str, Spec("The value; of a property that holds a list, one of its values.", "rdf:object", identity=True)
    ]

    type: ClassVar[str] = "STATES"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Passage", ANY, "states", "statedIn"),)
    term: ClassVar[str] = "^prov:wasDerivedFrom"
    evidenced: ClassVar[bool] = False
