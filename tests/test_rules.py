"""The rules of extraction say what they need and give: the pipeline checks it, and so does a reading of their code."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest

from loaders.annotation.pipeline import annotate
from loaders.context import Context, Need
from loaders.draft import Draft
from loaders.extract import RULES
from loaders.formats.text import read_text
from loaders.names.judgements import judgements
from loaders.names.resolver import Resolver
from loaders.rules.rule import EVERY, Rule, checked
from loaders.structure.outline import outline
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.links import SpokeAt
from schema.nodes import Challenge, Document, Event, Insight, Person, Topic

_LOOKS_UP: dict[str, Need] = {
    "event": Event,
    "own_event": Event,
    "own_document": Document,
    "is_minutes": Document,
    "tells_of_work": Document,
    "challenges": Challenge,
    "insights": Insight,
    "peopled": Person,
    "people": Person,
    "sentences": "sentence",
    "dates": "date",
}
_ANNOTATED = ("all", "within", "of", "says")


def context_of(source: str) -> Context:
    text = read_text(source, name="one.txt", sha256="0" * 64)
    draft = Draft(text, {}, annotate(text))
    return Context(draft, outline(text), Resolver(draft, judgements()))


def reached(rule: Any) -> Iterator[tuple[ast.AST, dict[str, Any]]]:
    """Yield the syntax of each function and class of the product that a rule comes to call, with the names that it knows."""
    waiting, seen = [rule], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        names = one.__globals__ if isinstance(one, FunctionType) else vars(inspect.getmodule(one))
        tree = ast.parse(textwrap.dedent(inspect.getsource(one)))
        yield tree, names
        for node in ast.walk(tree):
            found = None
            if isinstance(node, ast.Name):
                found = names.get(node.id)
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) in (
                "names",
                "context.names",
                "self.names",
            ):
                found = getattr(Resolver, node.attr, None)
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self":
                found = getattr(Resolver, node.attr, None) if "Resolver" in one.__qualname__ else None
            if isinstance(found, type) and issubclass(found, Node | Link):
                continue
            if (
                isinstance(found, FunctionType | type)
                and found.__module__.startswith("loaders.")
                and found not in (Context, Draft, Resolver)
            ):
                waiting.append(found)


def declared_by_code(rule: Rule) -> tuple[set[Need], set[Need]]:
    """Return the kinds that a rule's code makes, and those that it looks up."""
    makes: set[Need] = set()
    needs: set[Need] = set()
    for tree, names in reached(rule.run):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                made = names.get(node.func.id)
                if isinstance(made, type) and issubclass(made, Node | Link):
                    makes.add(made)
            read = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)
            if read and ast.unparse(node.value).endswith("context") and node.attr in _LOOKS_UP:
                needs.add(_LOOKS_UP[node.attr])
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                owner = ast.unparse(node.func.value)
                if owner.endswith("context") and node.func.attr in ("all", "node"):
                    needs.add(names[ast.unparse(node.args[0])])
                elif owner.endswith("annotations") and node.func.attr in _ANNOTATED:
                    kinds = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
                    needs.add(str(kinds[0]))
    return makes, needs


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.run.__name__)
def test_a_rule_declares_what_its_code_states_and_looks_up(rule: Rule) -> None:
    """So that no document meets a kind that was forgotten."""
    makes, needs = declared_by_code(rule)
    assert makes - rule.gives - EVERY == set()
    assert needs - rule.needs - rule.gives == set()


def nothing(context: Context) -> None:
    """State nothing."""


def test_a_rule_that_needs_what_comes_later_is_refused() -> None:
    first = Rule(nothing, gives=frozenset({Event}))
    second = Rule(nothing, needs=frozenset({Event, "sentence"}))
    assert checked(first, second) == (first, second)
    with pytest.raises(ImagineError, match="needs Event, which no rule before it gives"):
        checked(second, first)
    with pytest.raises(ImagineError, match="needs tune, which"):
        checked(Rule(nothing, needs=frozenset({"tune"})))


def test_a_rule_looks_up_and_states_what_it_declares_alone() -> None:
    def looks(context: Context) -> None:
        context.all(SpokeAt)

    def reads(context: Context) -> None:
        context.sentences(context.text.blocks[0])

    def states(context: Context) -> None:
        context.state(Topic(id="topic/harbours", name="harbours"), context.text.blocks[0])

    context = context_of("Open Harbours 2031")
    for run, match in (
        (looks, "looks up SpokeAt"),
        (reads, "'sentence' is looked up"),
        (states, "states Topic without"),
    ):
        with pytest.raises(ImagineError, match=match):
            Rule(run).statements(context)
    Rule(looks, needs=frozenset({SpokeAt})).statements(context)
    Rule(reads, needs=frozenset({"sentence"})).statements(context)


def test_what_a_rule_states_is_returned_and_left_to_the_pipeline() -> None:
    def states(context: Context) -> None:
        context.state(Topic(id="topic/harbours", name="harbours"), context.text.blocks[0])
        assert context.node(Topic, "topic/harbours") is not None
        assert context.all(Topic) == []

    context = context_of("Open Harbours 2031")
    rule = Rule(states, gives=frozenset({Topic}))
    stated = rule.statements(context)
    assert list(stated.nodes) == ["topic/harbours"]
    assert "topic/harbours" not in context.bundle.facts.nodes
    assert rule.statements(context) == stated
