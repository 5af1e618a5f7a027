"""The command that finds organisations for a challenge, with the words that say why."""

import argparse
from typing import Any

from api.cli.command import Command, add_json, given_text, holds_nothing, one_line, open_store, print_json
from api.settings import Settings
from graph.partners.matching import find_partners


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", type=given_text, metavar="TEXT", help="what is needed, in your own words")
    parser.add_argument("--limit", type=_number, metavar="N", default=5, help="how many organisations to list (5)")
    add_json(parser)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 1000):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000")
    return int(text)


def _run_partners(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    found: list[dict[str, Any]] = []
    if not holds_nothing(settings):
        with open_store(settings) as store:
            found = find_partners(store, options.text, options.limit)
    if options.json:
        print_json(found)
        return 0
    if not found:
        print("no organisation is tied to an idea, challenge or model that matches; try other words")
    for partner in found:
        o = partner["organisation"]
        print(f"{one_line(o['name'])} ({o.get('kind', 'kind not known')}), score {partner['score']:.2f}")
        for reason in partner["reasons"]:
            path = " <- ".join(f"{step['relationship']} {_short(_name(step['node']), 70)}" for step in reason["path"])
            print(f"  {reason['score']:.2f}  {path}")
            for q in reason["quotes"]:
                print(
                    f"        “{_short(q['passage']['text'], 160)}” ({q['document']['source']}, {q['passage']['id']})"
                )
    return 0


def _name(node: dict[str, Any]) -> str:
    return str(node.get("title") or node.get("name") or node["text"])


def _short(text: str, most: int) -> str:
    text = one_line(text)
    return text if len(text) <= most else text[: most - 2].rsplit(" ", 1)[0] + " …"


PARTNERS = Command(
    name="partners",
    summary="find organisations that could help with a challenge",
    description="Lists the organisations tied to the ideas, challenges and models that match a text,\n"
    "each with the paths and quotes that say why.",
    example='imagine partners "homes for young people who leave care"',
    arguments=_arguments,
    run=_run_partners,
)
