"""The command that finds organisations for a challenge, with the words that say why."""

import argparse
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from api.cli.command import Command, add_json, given_text, holds_nothing, one_line, open_store, print_json, say, telling
from api.settings import Settings
from graph.partners.kinds import GROUPS
from graph.partners.matching import (
    BY_WORDS_ALONE,
    MOST,
    Wanted,
    find_partners,
    find_precedents,
    is_only_near,
    strangers,
)
from graph.partners.names import unknown
from graph.partners.people import find_people
from graph.partners.weights import TIES
from graph.store.fulltext import LONGEST_TEXT
from schema.model import GRAPH_MODEL
from schema.nodes import ORGANISATION_KINDS

_SHOWN = 1
"""How many reasons of a body are shown unless all are asked for."""
_PRECEDENTS = {
    "challenges": "Challenges like it:",
    "models": "Models to learn from:",
    "initiatives": "What followed:",
}
_PEOPLE = 5
_MORE = ("people", *_PRECEDENTS)
_PLANNING = "asking Neo4j, which takes some seconds the first time after a start ..."
_NOBODY = "no organisation here is tied to anything that is about this, so nobody can be named; try other words"
_NOBODY_LEFT = "nobody is left after the filters; ask with fewer, or others"
_COLUMNS = ("id", "name", "kind", "tier", "score", "reasons")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", type=given_text, metavar="TEXT", help="what is needed, in your own words")
    parser.add_argument("--limit", type=_number, metavar="N", default=10, help="how many organisations to list (10)")
    parser.add_argument("--reasons", action="store_true", help="every reason, not only the weightiest")
    parser.add_argument(
        "--kind",
        action="append",
        type=_kind,
        metavar="KIND",
        help=f"only organisations of this kind: {', '.join(GROUPS)}, or one of the kinds that the graph knows",
    )
    parser.add_argument(
        "--topic", action="append", type=given_text, metavar="TOPIC", help="only what is about this topic"
    )
    parser.add_argument(
        "--place", action="append", type=given_text, metavar="PLACE", help="only what is about or in this place"
    )
    parser.add_argument("--year", action="append", type=_year, metavar="YEAR", help="only from this year's events")
    parser.add_argument(
        "--role", action="append", type=_role, metavar="ROLE", help=f"only by this tie: {', '.join(TIES)}"
    )
    parser.add_argument(
        "--exclude", action="append", type=given_text, default=[], metavar="ID", help="not this organisation"
    )
    parser.add_argument("--balanced", action="store_true", help="let kinds of organisation take turns")
    parser.add_argument(
        "--all",
        action="store_true",
        help="with --json: an object, whose `partners` are that list, and which has `people`, `challenges`, `models` and"
        " `initiatives` as well",
    )
    add_json(parser)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST}")
    return int(text)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year, which is written as 2024")
    return int(text)


def _kind(text: str) -> str:
    return _declared("kind of organisation", text, [*GROUPS, *ORGANISATION_KINDS])


def _role(text: str) -> str:
    return _declared("tie", text, list(TIES))


def _declared(what: str, text: str, known: Sequence[str]) -> str:
    if text not in known:
        raise argparse.ArgumentTypeError(str(unknown(what, given_text(text), known)))
    return text


def _run_partners(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    wanted = Wanted(
        limit=options.limit,
        kinds=_given(options.kind),
        topics=_given(options.topic),
        places=_given(options.place),
        years=_given(options.year),
        roles=_given(options.role),
        exclude=tuple(options.exclude),
        balanced=options.balanced,
    )
    found: list[dict[str, Any]] = []
    more: dict[str, list[dict[str, Any]]] = {name: [] for name in _MORE}
    is_filtered_out = False
    if not holds_nothing(settings):
        with open_store(settings) as store, telling(_PLANNING):
            for stranger in strangers(store, wanted.exclude):
                say(f"no organisation has the id {stranger!r}, so that it leaves out nobody")
            found = find_partners(store, store.embedder, options.text, wanted)
            if options.all or not options.json:
                more |= {"people": find_people(store, store.embedder, options.text, replace(wanted, limit=_PEOPLE))}
                more |= find_precedents(store, store.embedder, options.text, wanted=wanted)
            if not found and not options.json and replace(wanted, limit=1) != Wanted(limit=1):
                is_filtered_out = bool(find_partners(store, store.embedder, options.text, 1))
    if options.json:
        listed = [{name: partner[name] for name in _COLUMNS} for partner in found]
        print_json({"partners": listed} | more if options.all else listed)
        return 0
    if len(options.text) > LONGEST_TEXT:
        print(f"only the first {LONGEST_TEXT:,} characters were read")
    for line in _table(found, more, is_filtered_out, every_reason=options.reasons):
        print(line)
    return 0


def _table(
    found: Sequence[dict[str, Any]], more: dict[str, list[dict[str, Any]]], is_filtered_out: bool, *, every_reason: bool
) -> Iterable[str]:
    """Yield an answer's lines: how sure it is, the organisations, the people, and what is worth learning from."""
    is_near = is_only_near([partner["close"] for partner in found if partner["tier"] == "evidence"])
    if not found:
        yield _NOBODY_LEFT if is_filtered_out else _NOBODY
    elif found[0]["close"] is None:
        yield BY_WORDS_ALONE
    elif is_near:
        nearest = found[0]["reasons"][0]["path"][0]["name"]
        yield f"nothing here is about this exactly; the nearest is “{_short(nearest, 120)}”"
    told = None
    for place, partner in enumerate(found, 1):
        if partner["tier"] != told == "evidence" or (partner["tier"] == "attended" and told is None):
            yield "Came to the event, and no more is known of them:"
        told = partner["tier"]
        yield from _lines(place, partner, every_reason, is_mixed=not is_near)
    if people := more["people"]:
        yield "People to ask:"
        for person in people:
            posts = "; ".join(", ".join(filter(None, (p["role"], p["name"]))) for p in person["posts"])
            yield f"     {one_line(person['name'])}" + (f" ({one_line(posts)})" if posts else "")
            yield from _reasons(person, every_reason)
    for kind, heading in _PRECEDENTS.items():
        if some := more[kind]:
            yield heading
            yield from (
                f"     {_short(one['name'], 120)}" + (f" ({one_line(one['event'])})" if one["event"] else "")
                for one in some
            )


def _given(values: Sequence[Any] | None) -> tuple[Any, ...] | None:
    return None if values is None else tuple(values)


def _lines(place: int, partner: dict[str, Any], every_reason: bool, *, is_mixed: bool) -> Iterable[str]:
    """Yield a body's name, kind and score, who works there, and its weightiest reasons with a line of the words that state each.

    Where some bodies rest on what is about the text (`is_mixed`), those that do not are said to be only near it.
    """
    near = ", only near it" if is_mixed and partner["close"] is False and partner["tier"] == "evidence" else ""
    kind = partner["kind"] or "kind not known"
    yield f"{place:3}. {one_line(partner['name'])} ({kind}), score {partner['score']:.3f}{near}"
    for person in partner["people"]:
        yield f"       {one_line(person['name'])}" + (f", {one_line(person['role'])}" if person["role"] else "")
    yield from _reasons(partner, every_reason)


def _reasons(found: dict[str, Any], every_reason: bool) -> Iterable[str]:
    """Yield the weightiest reason of a body or person, or every one, each with a line of the words that state it."""
    shown = len(found["reasons"]) if every_reason else _SHOWN
    for reason in found["reasons"][:shown]:
        steps = [step for step in reason["path"] if not step["id"].startswith("passage/")]
        way = " - ".join(_short(step["name"], 60) for step in steps[:-1])
        tie = _tie(steps[-1])
        yield f"       {reason['score']:.3f}  {way} ({tie})" if way else f"       {reason['score']:.3f}  ({tie})"
        yield f"             “{_around(reason['quote'], found['name'], 160)}” ({reason['document'].partition('/')[2]})"
    if (more := len(found["reasons"]) - shown) > 0:
        yield f"             and {more} more reason{'s' if more > 1 else ''} (--reasons)"


def _tie(step: dict[str, Any]) -> str:
    """Return how the last step leads to a body or person, as a sentence says it."""
    if step["relationship"] == "MENTIONS":
        return "named in these words"
    return GRAPH_MODEL.link(step["relationship"]).said(step["as"])


def _short(text: str, most: int) -> str:
    return textwrap.shorten(one_line(text), most, placeholder=" …")


def _around(text: str, name: str, most: int) -> str:
    """Return a text, cut to about `most` characters: its beginning, or else where it has the name."""
    text = " ".join(one_line(text).split())
    at = text.lower().find(name.lower())
    if at + len(name) <= most - 2:
        return _short(text, most)
    start = max(0, min(at - (most - len(name)) // 2, len(text) - most))
    cut = "… " + text[start : start + most].partition(" ")[2]
    return cut if start + most >= len(text) else cut.rpartition(" ")[0] + " …"


PARTNERS = Command(
    name="partners",
    summary="find organisations that could help with a challenge",
    description="Lists the organisations tied to the ideas, challenges, models and passages that match a text, in words or in\n"
    "meaning, each with the quotes that say why. Organisations that only came to an event come last, and are\n"
    "labelled so; where none is tied to anything that is about the text, none is listed. Then come people whom the words\n"
    "tie to it, past challenges like it, models to learn from, and what followed.",
    example='{program} partners "homes for young people who leave care"',
    arguments=_arguments,
    run=_run_partners,
)
