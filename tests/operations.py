"""Writes GraphQL operations at random from the SDL: every field, argument, filter and ordering of it can come up."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

from schema.bundle import Statements
from schema.model import properties_of

PAGED = ("first", "last", "after", "before")
PROBE = "probed"
"""The response key under which a first run of an operation shows cursors that its second run can start from."""

LOOKALIKES = ("q{}", "q{}_", "x{}", "x{}_0", "m{}", "k{}", "f{}", "p{}", "n{}", "c{}")
"""Response keys that look like names of a compiled statement or function."""


class Name(str):
    """An enum value."""


MISSING = object()
"""The value of a variable that is not given."""


@dataclass
class Variable:
    """A value that is given as a variable."""

    type: str
    value: Any


@dataclass
class Chosen:
    """One selection: a field, or (without a name) a fragment."""

    name: str
    alias: str = ""
    args: dict[str, tuple[str, Any]] = field(default_factory=dict)
    """Type and value by name."""
    inside: "list[Chosen]" = field(default_factory=list)
    on: str = ""
    spread: bool = False
    directive: tuple[str, Any] | None = None


@dataclass
class Written:
    """An operation as text with its variables."""

    text: str
    variables: dict[str, Any]


ENDS = ("from", "to")
"""The arguments that must be ids of what is there: a path from or to anything else is refused (`test_execute.py`)."""


class Maker:
    """Makes operations."""

    def __init__(self, rng: random.Random, schema: GraphQLSchema, facts: Statements) -> None:
        self.rng, self.schema = rng, schema
        self.ids = sorted(facts.nodes)
        things = [*facts.nodes.values(), *facts.links.values()]
        named = [(n, v) for t in things for n, v in properties_of(t).items()]
        flat = {(n, x) for n, v in named for x in (v if isinstance(v, tuple) else (v,))}
        self.texts = sorted({v for _, v in flat if isinstance(v, str)})
        self.numbers = sorted({v for _, v in flat if isinstance(v, int)})
        self.texts_of = {name: sorted(v for n, v in flat if n == name and isinstance(v, str)) for name, _ in flat}
        dates = sorted(x for n, x in flat if n in ("date", "published"))
        self.dates = sorted({d[:n] for d in dates for n in (4, 7, 10) if len(d) >= n})
        self.property = ""
        """The property that the filter being written is about, where it is about one."""
        self.left = 0
        self.names = 0
        self.paged: Chosen | None = None

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def operation(self) -> list[Chosen]:
        """Return the root selections of an operation; `paged` is the connection that is to start from a cursor, if any."""
        self.left, self.paged = self.rng.randint(3, 20), None
        query = self.schema.type_map["Query"]
        assert isinstance(query, GraphQLObjectType)
        # What ranks has no reference but itself: its laws are in test_search.py, test_meaning.py and test_partners.py.
        names = [n for n in query.fields if n not in ("search", "partners", "peopleToAsk", "precedents")]
        lists = [n for n in names if get_named_type(query.fields[n].type).name.endswith("Connection")]
        roots = []
        for _ in range(self.rng.choice((1, 1, 1, 2, 3))):
            name = self.rng.choice(lists if self.chance(0.75) else names)
            roots.append(self.chosen(query, name, 0))
        return roots

    # -- selections ------------------------------------------------------------------------------------------------------

    def chosen(self, parent: Any, name: str, depth: int) -> Chosen:
        self.left -= 1
        self.names += 1
        definition = parent.fields[name]
        made = Chosen(name, f"{name}_{self.names}")
        if self.chance(0.15) and "ursor" not in name:
            # As the compiler itself might call something.
            made.alias = self.rng.choice(LOOKALIKES).format(self.names)
        target = get_named_type(definition.type)
        for arg_name, arg in definition.args.items():
            required = str(arg.type).endswith("!") and arg.default_value in (None, ...)
            if arg_name in PAGED or not (required or str(arg.type) == "ID!" or self.chance(0.35)):
                continue
            made.args[arg_name] = (str(arg.type), self.argument(name, arg_name, arg.type))
        if "after" in definition.args:
            self.page(made)
        elif "first" in definition.args and self.chance(0.3):
            made.args["first"] = ("Int!", self.rng.randint(0, 4))
        if target.name == "Path":
            made.inside = [Chosen("length")]
        elif not is_leaf_type(target):
            made.inside = self.selections(target, depth + 1)
        return made

    def page(self, made: Chosen) -> None:
        end = self.rng.choice(("first", "first", "last", ""))
        if end:
            made.args[end] = ("Int", self.rng.choice((0, 1, 2, 2, 3, 5)))
        if self.paged is None and self.chance(0.4):
            self.paged = made

    def selections(self, parent: Any, depth: int) -> list[Chosen]:
        names = [n for n in parent.fields if depth < 9 or is_leaf_type(get_named_type(parent.fields[n].type))]
        # What ranks, here as well.
        names = [n for n in names if n != "similarTo"]
        leaves = [n for n in names if is_leaf_type(get_named_type(parent.fields[n].type))]
        found = []
        for _ in range(self.rng.randint(1, 4)):
            if (self.left < -20 and not leaves) or not names:
                break
            name = self.rng.choice(names if self.left > 0 else leaves or names)
            found.append(self.chosen(parent, name, depth))
        if self.chance(0.15):
            found.append(Chosen("__typename"))
        if isinstance(parent, GraphQLInterfaceType):
            targets = self.rng.sample(list(self.schema.get_possible_types(parent)), 2)
            found += [Chosen("", on=t.name, inside=self.selections(t, depth)) for t in targets if self.left > 0]
        if isinstance(parent, GraphQLObjectType) and parent.interfaces and self.left > 0 and self.chance(0.15):
            shared = self.rng.choice(parent.interfaces)
            found.append(Chosen("", on=shared.name, inside=self.selections(shared, depth)))
        if not found:
            found = [Chosen("__typename")]
        if self.chance(0.12):
            found = [Chosen("", on=parent.name, spread=self.chance(0.5), inside=found)]
        if self.chance(0.08):
            twin = self.rng.choice(found)
            # Written twice: the fields merge.
            if not self._holds_paged(twin):
                found.append(replace(twin))
        for one in found:
            if self.chance(0.06):
                flag: Any = self.chance(0.5)
                if self.chance(0.5):
                    flag = Variable("Boolean!", flag)
                one.directive = (self.rng.choice(("skip", "include")), flag)
        return found

    def _holds_paged(self, chosen: Chosen) -> bool:
        return chosen is self.paged or any(map(self._holds_paged, chosen.inside))

    # -- values ----------------------------------------------------------------------------------------------------------

    def argument(self, owner: str, name: str, type_: GraphQLInputType) -> Any:
        rng = self.rng
        bare = get_nullable_type(type_)
        if str(bare) == "ID":
            fitting = [i for i in self.ids if i.startswith(owner.lower() + "/")] or self.ids
            value: Any = rng.choice((*rng.choices(fitting, k=3), *(() if name in ENDS else ("idea/none", "x"))))
        elif name == "depth":
            value = rng.randint(1, 3)
        elif name == "longest":
            value = rng.randint(1, 6)
        elif name == "first":
            value = rng.randint(0, 12)
        else:
            value = self.value(type_, 0)
        if not str(type_).endswith("!") and self.chance(0.05):
            return Variable(str(type_), rng.choice((None, MISSING)))
        return Variable(str(type_), value) if self.chance(0.2) else value

    def value(self, type_: GraphQLInputType, depth: int) -> Any:
        rng = self.rng
        bare: Any = get_nullable_type(type_)
        if isinstance(bare, GraphQLList):
            return [self.value(bare.of_type, depth + 1) for _ in range(rng.choice((0, 1, 1, 2, 2, 3)))]
        if isinstance(bare, GraphQLEnumType):
            return Name(rng.choice(list(bare.values)))
        if isinstance(bare, GraphQLInputObjectType):
            return self.input(bare, depth)
        if bare.name == "Boolean":
            return self.chance(0.5)
        if bare.name == "Int":
            return rng.choice((0, 1, 1, 2, 3, rng.choice(self.numbers)))
        if bare.name == "ID":
            return rng.choice((*rng.choices(self.ids, k=6), "idea/none", "x"))
        if bare.name == "Date":
            return rng.choice(self.dates)
        text = rng.choice(self.texts_of.get(self.property) or self.texts)
        if self.chance(0.35):
            start = rng.randrange(len(text))
            text = text[start : start + rng.randint(1, 4)]
        return text.upper() if self.chance(0.15) else text

    def input(self, type_: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        rng = self.rng
        one_of = type_.is_one_of
        deep = depth > 4
        names = [
            n
            for n, f in type_.fields.items()
            if not deep or is_leaf_type(get_named_type(f.type)) or "Filter" in str(f.type)
        ]
        if deep and not one_of:
            names = [n for n in names if n not in ("AND", "OR", "NOT")]
            if depth > 7:
                names = [n for n in names if is_leaf_type(get_named_type(type_.fields[n].type))]
        # Full text is compared with what it should find in test_search.py.
        names = [n for n in names if n != "matches"]
        if type_.name in ("IdFilter", "TextFilter") and self.chance(0.4):
            # What an index can find, which the compiler takes another way.
            names = ["eq", "in"]
        for usual in ("some", "node"):
            if usual in names and self.chance(0.5):
                names = [usual]
        count = 1 if one_of else rng.choice((0, 1, 1, 1, 2))
        found: dict[str, Any] = {}
        for name in rng.sample(names, min(count, len(names))):
            inner = type_.fields[name].type
            if not one_of and self.chance(0.1):
                # Switched off: by a null, a variable that is null, or one that is not given.
                found[name] = rng.choice((None, Variable(str(inner), None), Variable(str(inner), MISSING)))
                continue
            if str(inner) in ("TextFilter", "TextsFilter"):
                self.property = name
            value = self.value(inner, depth + 1)
            if self.chance(0.12):
                value = Variable(str(inner) + ("!" if one_of and not str(inner).endswith("!") else ""), value)
            found[name] = value
        return found


# -- text ------------------------------------------------------------------------------------------------------------------


class _Writer:
    def __init__(self) -> None:
        self.variables: dict[str, Variable] = {}
        self.fragments: list[str] = []

    def selections(self, chosen: list[Chosen]) -> str:
        return "{ " + " ".join(self.one(c) for c in chosen) + " }"

    def one(self, c: Chosen) -> str:
        directive = f" @{c.directive[0]}(if: {self.value(c.directive[1])})" if c.directive else ""
        if not c.name:
            if not c.spread:
                return f"... on {c.on}{directive} {self.selections(c.inside)}"
            name = f"F{len(self.fragments)}"
            self.fragments.append("")
            self.fragments[int(name[1:])] = f"fragment {name} on {c.on} {self.selections(c.inside)}"
            return f"...{name}{directive}"
        args = ", ".join(f"{n}: {self.value(v)}" for n, (_, v) in c.args.items())
        alias = f"{c.alias}: " if c.alias else ""
        return f"{alias}{c.name}{f'({args})' if args else ''}{directive}{' ' + self.selections(c.inside) if c.inside else ''}"

    def value(self, value: Any) -> str:
        if isinstance(value, Variable):
            name = next((n for n, v in self.variables.items() if v is value), f"v{len(self.variables)}")
            self.variables[name] = value
            return f"${name}"
        if isinstance(value, Name):
            return str(value)
        if isinstance(value, dict):
            return "{" + ", ".join(f"{n}: {self.value(v)}" for n, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.value(v) for v in value) + "]"
        return json.dumps(value, ensure_ascii=False)


def bare(value: Any) -> Any:
    """Return a value as JSON has it; variables inside variables become what they hold."""
    if isinstance(value, Variable):
        return bare(value.value)
    if isinstance(value, dict):
        found = {n: bare(v) for n, v in value.items()}
        return {n: v for n, v in found.items() if v is not MISSING}
    if isinstance(value, list):
        return [bare(v) for v in value]
    return str(value) if isinstance(value, Name) else value


def written(roots: list[Chosen]) -> Written:
    """Return an operation as text and variables."""
    writer = _Writer()
    body = writer.selections(roots)
    definitions = ", ".join(f"${n}: {v.type}" for n, v in writer.variables.items())
    head = f"query Q({definitions})" if definitions else "query Q"
    return Written(
        "\n".join([f"{head} {body}", *writer.fragments]),
        {n: bare(v.value) for n, v in writer.variables.items() if v.value is not MISSING},
    )


def probe(roots: list[Chosen], paged: Chosen) -> Written:
    """Return the operation with one connection showing all its cursors, under the key PROBE."""
    args = paged.args
    kept = paged.inside
    paged.args = {n: a for n, a in args.items() if n not in PAGED}
    paged.inside = [*kept, Chosen("edges", PROBE, inside=[Chosen("cursor")])]
    try:
        return written(roots)
    finally:
        paged.args, paged.inside = args, kept


def cursors(data: Any) -> Iterator[str]:
    """Yield the cursors that a probe shows."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == PROBE:
                yield from (edge["cursor"] for edge in value)
            else:
                yield from cursors(value)
    elif isinstance(data, list):
        for value in data:
            yield from cursors(value)
