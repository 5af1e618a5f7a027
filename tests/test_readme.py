"""What the README and docs/questions.md ask is answered as they say."""

import asyncio
import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from api.gql.execute import Executor, Request
from api.gql.options import Options
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
QUESTIONS = ROOT / "docs" / "questions.md"
WIDTH = 120
QUESTION = re.compile(r"```graphql\n(.+?)```\n\n```json\n(.*?)```", re.DOTALL)


@pytest.fixture
def sample(store: Store, neo4j_server: Connection) -> Iterator[Connection]:
    connection = replace(neo4j_server, embedding="minilm")
    with Store(connection) as meaningful:
        meaningful.prepare()
        list(load_files(meaningful, read_files(sample_files(), force=False, say=print, curation=Curation())))
        meaningful.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    yield connection
    store.prepare()


def ask(connection: Connection, questions: list[str]) -> list[Any]:
    reader = QueryRunner(connection)
    try:
        executor = Executor(reader, Options(seconds=60))  # however long a busy machine takes to plan
        return [json.loads(asyncio.run(executor.execute(Request(query=q))).body) for q in questions]
    finally:
        reader.close()


@pytest.mark.parametrize("asked", [README, QUESTIONS], ids=lambda path: path.name)
def test_the_questions_are_answered_as_it_says(sample: Connection, asked: Path) -> None:
    """With IMAGINE_TEST_WRITE_ANSWERS=1 the answers are written instead, to be read before they are committed."""
    text = asked.read_text(encoding="utf-8")
    pairs = QUESTION.findall(text)
    assert len(pairs) == text.count("```graphql") == {README: 3, QUESTIONS: 5}[asked]
    answers = ask(sample, [question for question, _ in pairs])
    assert not [a["errors"] for a in answers if "errors" in a]
    if os.environ.get("IMAGINE_TEST_WRITE_ANSWERS"):
        for (question, old), answer in zip(pairs, answers, strict=True):
            block = f"```graphql\n{question}```\n\n```json\n"
            text = text.replace(f"{block}{old}```", f"{block}{compact(answer['data'])}\n```")
        asked.write_text(text, encoding="utf-8")
        return
    for (_, expected), answer in zip(pairs, answers, strict=True):
        assert answer["data"] == json.loads(expected)


EXAMPLES = re.compile(r"```graphql\n(.*?)```", re.DOTALL)


def test_every_example_finds_something_in_the_sample(sample: Connection) -> None:
    """An example whose answer is empty shows nothing."""
    for page in (ROOT / "docs" / "asking.md", ROOT / "docs" / "front-end.md"):
        examples = [e for e in EXAMPLES.findall(page.read_text(encoding="utf-8")) if not re.search(r"\$\w+: \w+!", e)]
        assert examples, page.name
        for example, answer in zip(examples, ask(sample, examples), strict=True):
            assert "errors" not in answer, example
            for name, found in answer["data"].items():
                entries = [found[key] for key in ("nodes", "edges") if key in found] if isinstance(found, dict) else []
                assert found and all(entries), f"{name} in {example}"


def compact(value: Any, indent: str = "", before: int = 0) -> str:
    """Return JSON in which what fits on its line is not broken, nor what holds one thing; `before` characters precede it."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or len(indent) + before + len(line) <= WIDTH:
        return line
    named = {json.dumps(k, ensure_ascii=False) + ": ": v for k, v in value.items()} if isinstance(value, dict) else {}
    parts = list(named.items()) if named else [("", v) for v in value]
    opening, closing = "{}" if named else "[]"
    if len(parts) == 1:
        return opening + parts[0][0] + compact(parts[0][1], indent, before + 1 + len(parts[0][0])) + closing
    deeper = indent + "  "
    return (
        f"{opening}\n" + ",\n".join(deeper + k + compact(v, deeper, len(k)) for k, v in parts) + f"\n{indent}{closing}"
    )


def test_it_can_be_read_in_one_sitting() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 150


def test_every_link_leads_somewhere() -> None:
    for page in (
        README,
        *(ROOT / "docs").glob("*.md"),
        ROOT / "CONTRIBUTING.md",
        ROOT / "SECURITY.md",
        ROOT / "NOTICE",
    ):
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} leads to {target}"
