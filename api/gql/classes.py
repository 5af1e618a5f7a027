"""Makes Strawberry classes from plain lists of fields, so that `api.gql.types` can be a table of what there is.

Strawberry reads classes; ours follow from the declaration and so cannot be written down. Forward references between them are
resolved in one namespace, which is this builder's.
"""

import enum
import keyword
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass
from typing import Any, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.gql.vocabulary import code_of


@dataclass(frozen=True)
class Argument:
    """One argument of a field."""

    name: str
    type: str
    """A Python annotation, such as `ChallengeFilter | None`."""
    meaning: str
    default: Any = None


@dataclass(frozen=True)
class Field:
    """One field of an object, interface or input."""

    name: str
    type: str
    """A Python annotation, such as `list[Passage]`."""
    meaning: str
    arguments: Sequence[Argument] = ()


class Classes:
    """The Strawberry classes made so far, by name."""

    def __init__(self, **known: Any) -> None:
        """Start with the names that annotations may use besides those of the classes to come."""
        self.namespace: dict[str, Any] = dict(known)

    def interface(self, name: str, meaning: str, fields: Sequence[Field]) -> type:
        """Make an interface."""
        return self._add(name, strawberry.interface(self._bare(name, (), fields), name=name, description=meaning))

    def object(self, name: str, meaning: str, fields: Sequence[Field], *, implements: type | None = None) -> type:
        """Make an object type."""
        bases = (implements,) if implements else ()
        return self._add(name, strawberry.type(self._bare(name, bases, fields), name=name, description=meaning))

    def input(self, name: str, meaning: str, fields: Sequence[Field], *, one_of: bool = False) -> type:
        """Make an input type all of whose fields may be left out; `one_of`: exactly one of them must be given."""
        bare = self._bare(name, (), fields, optional=True)
        return self._add(name, strawberry.input(bare, name=name, description=meaning, one_of=one_of or None))

    def enumeration(self, name: str, meaning: str, values: Mapping[str, str]) -> None:
        """Make an enum; `values` are what its codes stand for, in words, each with its description."""
        # A text as well, so that in variables it counts as a value like any other: it decides no statement's form.
        bare = enum.Enum(name, {code_of(text): text for text in values}, type=str)  # type: ignore[misc]
        made = strawberry.enum(bare, description=meaning)
        for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
            value.description = values[value.value]
        self.namespace[name] = made

    def _add(self, name: str, made: Any) -> type:
        self.namespace[name] = made
        for field in made.__strawberry_definition__.fields:
            # `dataclass` replaced the annotation by its bare text, to be looked up in a module.
            field.type_annotation = self._annotation(
                made.__annotations__.get(field.python_name) or field.type_annotation.raw_annotation
            )
        return cast(type, made)

    def _bare(self, name: str, bases: tuple[type, ...], fields: Sequence[Field], *, optional: bool = False) -> type:
        body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
        for field in fields:
            annotation = f"{field.type} | None" if optional else field.type
            python = _python_name(field.name)
            made = StrawberryField(
                python_name=python,
                graphql_name=field.name,
                type_annotation=self._annotation(annotation),
                description=field.meaning,
                default=strawberry.UNSET if optional else MISSING,
            )
            made.arguments = [self._argument(a) for a in field.arguments]
            body[python] = made
            body["__annotations__"][python] = annotation
        return type(name, bases, body)

    def _annotation(self, text: str) -> StrawberryAnnotation:
        return StrawberryAnnotation(text, namespace=self.namespace)

    def _argument(self, argument: Argument) -> StrawberryArgument:
        return StrawberryArgument(
            python_name=_python_name(argument.name),
            graphql_name=argument.name,
            type_annotation=self._annotation(argument.type),
            description=argument.meaning,
            default=argument.default if argument.default is not None else strawberry.UNSET,
        )


def _python_name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name
