"""Foreign judges of GraphQL over HTTP: all audits of npm's graphql-http."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
from npm import installed, run

from api.gql.options import Options

AUDITS = 61


def test_all_audits_pass(start: Callable[[Options], httpx.Client]) -> None:
    service = start(Options(requests=0))  # the audits ask all at once, more than are let in
    folder = installed(Path(__file__).parent / "audits")
    results = json.loads(run(folder, "node", "audit.mjs", str(service.base_url.join("/graphql"))))
    assert [r for r in results if r["status"] != "ok"] == []
    assert len(results) == AUDITS
    assert not Options().draft, "the audits judge the stable draft, which is the default"
