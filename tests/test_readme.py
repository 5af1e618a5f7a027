"""The README's questions are answered as it says, and it names every command and setting."""

import asyncio
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from api.__main__ import COMMANDS
from api.gql.execute import Executor, Request
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store

README = Path(__file__).resolve().parent.parent / "README.md"
QUESTION = re.compile(r"```graphql\n(.+?)```\n\n```json\n(.*?)```", re.DOTALL)


@pytest.fixture
def sample(store: Store, neo4j_server: Connection) -> Connection:
    list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return neo4j_server


def ask(connection: Connection, questions: list[str]) -> list[Any]:
    reader = QueryRunner(connection)
    try:
        executor = Executor(reader)
        return [json.loads(asyncio.run(executor.execute(Request(query=q))).body) for q in questions]
    finally:
        reader.close()


def test_the_questions_are_answered_as_it_says(sample: Connection) -> None:
    """With IMAGINE_TEST_WRITE_README=1 the answers are written instead, to be read before they are committed."""
    text = README.read_text(encoding="utf-8")
    asked = QUESTION.findall(text)
    assert len(asked) == 5
    answers = ask(sample, [question for question, _ in asked])
    assert not [a["errors"] for a in answers if "errors" in a]
    if os.environ.get("IMAGINE_TEST_WRITE_README"):
        for (question, old), answer in zip(asked, answers, strict=True):
            new = json.dumps(answer["data"], ensure_ascii=False, indent=2) + "\n"
            text = text.replace(
                f"```graphql\n{question}```\n\n```json\n{old}```", f"```graphql\n{question}```\n\n```json\n{new}```"
            )
        README.write_text(text, encoding="utf-8")
        return
    for (_, expected), answer in zip(asked, answers, strict=True):
        assert answer["data"] == json.loads(expected)


def test_every_command_is_listed() -> None:
    text = README.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"| `{command.name}" in text, command.name
        assert command.summary in text, command.name
