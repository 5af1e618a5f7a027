"""The vocabulary in which the graph is declared: properties (`Spec`), nodes (`Node`) and links (`Link`, `Ends`).

A declaration is an ordinary dataclass. Its docstring is the meaning that every derived page, type and ontology repeats; what
Python cannot say (the RDF term, how the values of two documents are joined, what is searched) is in `Annotated[..., Spec(...)]`.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Literal

Join = Literal["best", "union", "spellings", "greatest"]
"""How the values that several documents state for one property are joined. Each rule is commutative, associative and idempotent.

best: the text that says most: not all capitals, then the longest, then the last in order of code points.
union: the sorted union of lists. spellings: the same; of those that differ in capitals only, the one that `best` takes.
greatest: the largest number.
"""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a property means and how it is treated."""

    meaning: str
    term: str
    """The RDF property that it becomes, as a prefixed name of `schema.vocabulary`."""
    datatype: str = ""
    """The RDF datatype of its values, where they are more than plain text (those of dates and numbers follow from the
    value); `org-id` where each value names the list that it is a number of, `address` where it is an address on the web."""
    scheme: str = ""
    """The concept scheme (of `schema.vocabulary`) whose concepts its values are in RDF; without one they are literals."""
    selector: str = ""
    """The class of the Web Annotation selector that carries it in RDF, in place of the node or statement itself."""
    join: Join = "best"
    display: bool = False
    """Names the node to a person: the first of these that it has does, and it has one of them."""
    search: bool = False
    """Part of the full text that a search over everything reads."""
    index: bool = False
    """Filtered or ordered by often enough to earn an index of its own."""
    facet: bool = False
    """Few values, worth counting: a search result can be narrowed by it."""
    one_of: tuple[str, ...] = ()
    """The only values that it may have, where they are few."""
    date: bool = False
    """A year, month or day in ISO 8601: `2024`, `2024-09` or `2024-09-18`."""
    counting: bool = False
    """A number as printed (`2.a`): ordered by it, `2` precedes `10`."""
    alphabetical: bool = False
    """A name or title: ordered by it, capitals, accents and signs count for nothing, and numbers by their value."""
    identity: bool = False
    """For links: two links of one type between the same two nodes are different statements where this differs."""


@dataclass(frozen=True, slots=True)
class Ends:
    """One pattern of a link: which label it leads from and to, and what the two ways are called when a person asks."""

    source: str
    target: str
    forward: str
    """The field on the source that leads to the target, such as `owns`."""
    backward: str
    """The field on the target that leads back to the source, such as `owners`."""
    most: int | None = None
    """How many targets one source has at most; None: any number. `Bundle.check` refuses more, or fewer than `least`."""
    least: int = 0
    """How many targets one source has at least."""


@dataclass(frozen=True, slots=True)
class TermByValue:
    """A property of a link's statement in RDF whose value is a term, which one goes by what a property of the link says."""

    term: str
    """The property, such as `dcat:hadRole`."""
    by: str
    """The link's attribute that decides."""
    terms: tuple[tuple[str | None, str], ...]
    """The term for each value of it: `(("owner", "ig:owner"), (None, "ig:owner"))`."""

    def of(self, value: str | None) -> str:
        """Return the term for a value."""
        return dict(self.terms)[value]


@dataclass(frozen=True, slots=True)
class Qualified:
    """An n-ary form of a link in RDF: its statement is a resource of a class of its own, tied to both ends. Prefixed names."""

    type: str
    """The class, such as `org:Membership`."""
    source: str
    """The property that leads from it to the link's source; a leading `^` turns it round."""
    target: str
    """The property that leads from it to the link's target; a leading `^` turns it round."""
    role: TermByValue | None = None
    """What the one end was to the other, where that is a term of its own."""


@dataclass(slots=True, kw_only=True)
class Node:
    """Anything that the graph describes. Subclasses are the labels."""

    id: str

    term: ClassVar[str]
    """The RDF class, as a prefixed name of `schema.vocabulary`; several are separated by spaces, the most specific first: one of
    our own is a subclass of those that follow it."""
    plural: ClassVar[str]
    """What a list of these is called: the GraphQL root field."""
    in_order: ClassVar[bool] = False
    """Whether documents print these in an order that a list of them keeps."""
    scheme: ClassVar[str] = ""
    """The concept scheme that these are concepts of in RDF, where they are."""


@dataclass(slots=True, kw_only=True)
class Link:
    """A statement that joins two nodes, by their ids. Subclasses are the relationship types."""

    source: str
    target: str
    evidence: tuple[str, ...] = field(default=())
    """Ids of the passages that state it; never empty where the type is evidenced."""

    type: ClassVar[str]
    ends: ClassVar[tuple[Ends, ...]]
    term: ClassVar[str]
    """The RDF property between the two nodes, as a prefixed name; a leading `^` turns it round. Several are separated by spaces,
    the most specific first: one of our own is a subproperty of those that follow it."""
    qualified: ClassVar[Qualified | None] = None
    """How the statement is also a relationship of its own in a standard vocabulary, where it carries more than a property can."""
    evidenced: ClassVar[bool] = True
    phrase: ClassVar[str] = ""
    """What a sentence says between source and target (`was raised at`), where the type's own words do not."""
