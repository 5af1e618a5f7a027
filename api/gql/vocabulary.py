"""Closed vocabularies as enums: each value of a property that is one of a few has a code that programs can rely on.

Such a property is two fields: `kind` is the code (`LOCAL_AUTHORITY`), `kindLabel` the words ("local authority"). A property that
names its node keeps its words, since all names can be asked for together, and has its code beside them (`nameCode`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schema.ids import slug
from schema.model import Property


def code_of(text: str) -> str:
    """Return the code of a value: that of "children's services" is `CHILDRENS_SERVICES`."""
    code = slug(text).replace("-", "_").replace(".", "_").upper()
    return code if not code[0].isdigit() else f"_{code}"


@dataclass(frozen=True)
class Vocabulary:
    """The values of one property, as an enum."""

    name: str
    """The enum's name: `OrganisationKind`."""
    source: Property

    @cached_property
    def codes(self) -> dict[str | None, str | None]:
        """Codes by what is stored, in the order of the declaration; what has no value has no code."""
        return {None: None} | {text: code_of(text) for text in self.source.spec.one_of}

    def code(self, text: str | None) -> str | None:
        """Return the code of what is stored."""
        return self.codes[text]

    @property
    def texts(self) -> dict[str, str]:
        """What is stored, by its code."""
        return {code_of(text): text for text in self.source.spec.one_of}


@dataclass(frozen=True)
class Shown:
    """A property as a field."""

    name: str
    property: Property
    vocabulary: Vocabulary | None = None
    """What its codes are, where the field shows a code."""
    is_label: bool = False
    """Whether it shows the words of another field's code."""


def shown(owner: str, properties: tuple[Property, ...]) -> Iterator[Shown]:
    """Yield the fields in which a label's or relationship type's properties are shown, in order."""
    for p in properties:
        if not p.spec.one_of:
            yield Shown(p.name, p)
            continue
        vocabulary = Vocabulary(f"{owner}{p.name[0].upper()}{p.name[1:]}", p)
        if p.spec.display:
            yield Shown(p.name, p)
            yield Shown(f"{p.name}Code", p, vocabulary)
            continue
        yield Shown(p.name, p, vocabulary)
        if any(code != text for code, text in vocabulary.texts.items()):
            yield Shown(f"{p.name}Label", p, is_label=True)
