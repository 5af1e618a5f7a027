"""Scores a bundle against a gold annotation of the same document: precision, recall and F1 for each kind of fact.

Names are compared by their words alone (case, punctuation, a leading article and "&" make no difference). What a gold marks as
"may" is neither asked for nor counted as invented.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from schema.bundle import Bundle
from schema.ids import kind_of
from schema.links import (
    About,
    Addresses,
    Attended,
    Cites,
    Mentions,
    Organised,
    Owns,
    PartOf,
    SpokeAt,
    Sponsored,
    Supports,
    WorksFor,
)
from schema.model import GRAPH_MODEL
from schema.nodes import Challenge, Idea, Initiative, Insight, Model, Organisation, Person, Place, Reference, Topic


@dataclass
class Line:
    """One kind of fact: what was found, what was missed, what was invented."""

    found: int = 0
    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        return bool(self.found or self.missed or self.invented)

    @property
    def f1(self) -> float:
        total = 2 * self.found + len(self.missed) + len(self.invented)
        return 2 * self.found / total if total else 1.0


def plain(text: str | None) -> str:
    """Return the words of a text for comparison."""
    text = unicodedata.normalize("NFKC", text or "").replace("\u00ad", "").replace("&", " and ").lower()
    text = re.sub(r"[’'‘`*]", "", text)
    words = re.sub(r"[^\w£%]+", " ", text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a") else words)


def holds(one: str, other: str) -> bool:
    """Whether one name is the other, or the other with more words around it."""
    short, long = sorted((one, other), key=len)
    return bool(short) and (one == other or (len(short) > 3 and f" {short} " in f" {long} "))


def alike(one: str, other: str) -> bool:
    return holds(one, other) or SequenceMatcher(None, one, other).ratio() > 0.84


def must(entry: dict[str, Any]) -> bool:
    return entry.get("certainty", "must") == "must"


def score(bundle: Bundle, gold: dict[str, Any]) -> dict[str, Line]:
    """Return a line for each kind of fact."""
    return _Score(bundle, gold).lines


class _Score:
    def __init__(self, bundle: Bundle, gold: dict[str, Any]) -> None:
        self.bundle, self.gold = bundle, gold
        self.links = list(bundle.facts.links.values())
        self.lines: dict[str, Line] = {}
        self.organisation = self.named("organisations", gold["organisations"], Organisation, str.__eq__)
        self.person = self.named("people", gold["people"], Person, str.__eq__)
        self.named(
            "places", [*_entries(gold.get("places")), *_entries(gold.get("places_may"), "may")], Place, str.__eq__
        )
        self.model = self.named("models", gold["models"], Model, holds)
        insights = [dict(x, name=x["title"]) for x in gold.get("insights", [])]
        self.insight = self.named("insights", insights, Insight, alike)
        self.events()
        self.work()
        self.challenges()
        self.ideas()
        self.citations()
        self.references()
        self.initiatives()
        self.proofs()

    def nodes(self, kind: type) -> dict[str, Any]:
        return {i: n for i, n in self.bundle.facts.nodes.items() if isinstance(n, kind)}

    def of(self, *kinds: type) -> list[Any]:
        return [link for link in self.links if isinstance(link, kinds)]

    def compare(self, kind: str, want: Iterable[Any], got: Iterable[Any], may: Iterable[Any] = ()) -> None:
        wanted, gotten = set(want), set(got)
        self.lines[kind] = Line(
            len(wanted & gotten), sorted(map(str, wanted - gotten)), sorted(map(str, gotten - wanted - set(may)))
        )

    def named(
        self, kind: str, gold: list[dict[str, Any]], label: type, same: Callable[[str, str], bool]
    ) -> dict[str, str]:
        """Match each gold entry with one node; return the entries' names by the nodes' ids."""
        nodes = self.nodes(label)
        names = {
            i: [
                plain(n)
                for n in (getattr(node, "name", None) or getattr(node, "title", ""), *getattr(node, "aliases", ()))
            ]
            for i, node in nodes.items()
        }
        found: dict[str, str] = {}
        line = Line()
        for entry in sorted(gold, key=lambda e: not must(e)):
            forms = [plain(f) for f in (entry["name"], *entry.get("printed", []))]
            hits = [i for i, own in names.items() if i not in found and any(same(a, b) for a in forms for b in own)]
            if hits:
                found[hits[0]] = entry["name"]
                line.found += 1
                line.invented += [f"twice: {entry['name']}" for _ in hits[1:]]
                found.update(dict.fromkeys(hits[1:], entry["name"]))
            elif must(entry):
                line.missed.append(entry["name"])
        line.invented += [i for i in nodes if i not in found]
        self.lines[kind] = line
        return found

    def events(self) -> None:
        got = {
            (type(x).type, self.organisation.get(x.source, x.source))
            for x in self.of(Attended, Sponsored, Organised)
            if kind_of(x.source) == "organisation"
        }
        want = {
            (e, o["name"])
            for o in self.gold["organisations"]
            if must(o)
            for e in o.get("edges", [])
            if e != "CORE_PARTNER"
        }
        may = {
            (e, o["name"]) for o in self.gold["organisations"] for e in [*o.get("edges", []), *o.get("edges_may", [])]
        }
        self.compare(
            "event edges",
            want - {(e, o["name"]) for o in self.gold["organisations"] for e in o.get("edges_may", [])},
            got,
            may,
        )
        spoke = {p["name"] for p in self.gold["people"] if p.get("spoke")}
        self.compare("spoke at", spoke, {self.person.get(x.source, x.source) for x in self.of(SpokeAt)})

    def work(self) -> None:
        want, may = set(), set()
        for person in self.gold["people"]:
            for role in person.get("roles", []):
                if role.get("organisation"):
                    (want if must(person) and must(role) else may).add((person["name"], role["organisation"]))
        got = {
            (self.person.get(x.source, x.source), self.organisation.get(x.target, x.target)) for x in self.of(WorksFor)
        }
        self.compare("works for", want, got, may)

    def challenges(self) -> None:
        nodes = self.nodes(Challenge)
        self.challenge: dict[str, str] = {}
        for entry in self.gold["challenges"]:
            titles = [plain(entry["title"]), plain(entry.get("listed_as") or entry["title"])]
            rated = {i: max(SequenceMatcher(None, t, plain(n.title)).ratio() for t in titles) for i, n in nodes.items()}
            best = max((i for i in rated if i not in self.challenge), key=lambda i: rated[i], default=None)
            if best and any(alike(t, plain(nodes[best].title)) for t in titles):
                self.challenge[best] = entry["title"]
        titles_ = {c["title"] for c in self.gold["challenges"]}
        earlier = {plain(c["continues"]["title"]) for c in self.gold["challenges"] if c.get("continues")}
        extra = [i for i in nodes if i not in self.challenge and plain(nodes[i].title) not in earlier]
        self.lines["challenges"] = Line(len(self.challenge), sorted(titles_ - set(self.challenge.values())), extra)
        topics = self.nodes(Topic)
        want = {(c["title"], plain(c["topic"])) for c in self.gold["challenges"] if c.get("topic")}
        self.compare(
            "topics",
            want,
            {(self.challenge.get(x.source, x.source), plain(topics[x.target].name)) for x in self.of(About)},
        )
        who = set()
        joint = any("owners_and_supporters" in c for c in self.gold["challenges"])
        for c in self.gold["challenges"]:
            for one in c.get("owners_and_supporters", []):
                who |= {("by", n, c["title"]) for n in (one["person"], one.get("organisation")) if n}
            for kind, key in (("Owns", "owner"), ("Supports", "supporter")):
                names = [*c.get(f"{key}s", []), *c.get(f"{key}_organisations", [])]
                who |= {("by" if joint else kind, n, c["title"]) for n in names}
        name = {**self.organisation, **self.person}
        got = {
            ("by" if joint else type(x).__name__, name.get(x.source, x.source), self.challenge.get(x.target, x.target))
            for x in self.of(Owns, Supports)
        }
        self.compare("owners and supporters", who, got)

    def ideas(self) -> None:
        nodes = self.nodes(Idea)
        body = {i: plain(f"{n.title or ''} {n.text}") for i, n in nodes.items()}
        where = {x.source: self.challenge.get(x.target) for x in self.of(Addresses)}
        self.idea: dict[str, int] = {}
        line = Line()
        for k, entry in enumerate(self.gold["ideas"]):
            also = entry.get("ends_also") or []
            ends = [plain(e) for e in (entry["ends"], *([also] if isinstance(also, str) else also))]
            fits = [
                i
                for i, text in body.items()
                if i not in self.idea
                and where.get(i) == entry["challenge"]
                and plain(entry["starts"]) in text
                and any(e in text for e in ends)
            ]
            if fits:
                self.idea[min(fits, key=lambda i: len(body[i]))] = k
                line.found += 1
            elif must(entry):
                line.missed.append(entry["starts"])
        line.invented = [i for i in nodes if i not in self.idea]
        self.lines["ideas"] = line
        entries = self.gold["ideas"]
        numbered = {i: entries[k]["number"] for i, k in self.idea.items() if entries[k].get("number")}
        self.compare(
            "idea numbers",
            {(i, plain(n)) for i, n in numbered.items()},
            {(i, plain(nodes[i].number)) for i in numbered},
        )
        grouped = {i: entries[k]["group"] for i, k in self.idea.items() if entries[k].get("group")}
        wrong = [i for i, g in grouped.items() if not holds(plain(g), plain(nodes[i].group))]
        self.lines["idea groups"] = Line(len(grouped) - len(wrong), wrong, wrong)
        places = {(e["challenge"], e.get("group"), e.get("number") or e.get("title")): k for k, e in enumerate(entries)}
        by_entry = {k: i for i, k in self.idea.items()}

        def parts(key: str) -> set[tuple[str, str]]:
            found = (
                (i, places.get((entries[k]["challenge"], entries[k].get("group"), entries[k][key])))
                for i, k in self.idea.items()
                if entries[k].get(key)
            )
            return {(i, by_entry[p]) for i, p in found if p is not None and p in by_entry}

        self.compare("sub-ideas", parts("parent"), {(x.source, x.target) for x in self.of(PartOf)}, parts("continues"))

    def citations(self) -> None:
        want, may = set(), set()
        for model in self.gold["models"]:
            for c in model.get("cited_by", []):
                key = (
                    ("idea", c["challenge"], c.get("group"), c["idea"])
                    if c.get("idea")
                    else (c.get("challenge") or c.get("insight"),)
                )
                (want if must(model) and must(c) else may).add((model["name"], *key))
        entries = self.gold["ideas"]
        spot: dict[str, tuple[Any, ...]] = {i: (t,) for i, t in {**self.challenge, **self.insight}.items()}
        for i, k in self.idea.items():
            spot[i] = (
                "idea",
                entries[k]["challenge"],
                entries[k].get("group"),
                entries[k].get("number") or entries[k].get("title"),
            )
        got = {(self.model.get(x.target, x.target), *spot.get(x.source, (x.source,))) for x in self.of(Cites)}
        self.compare("citations", want, got, may)

    def references(self) -> None:
        gold = [r for r in self.gold.get("references", []) if r.get("url")]
        got = {plain(n.url) for n in self.nodes(Reference).values() if n.url}
        self.compare("references", {plain(r["url"]) for r in gold if must(r)}, got, {plain(r["url"]) for r in gold})

    def initiatives(self) -> None:
        nodes = self.nodes(Initiative)
        used: set[str] = set()
        line = Line()
        for entry in self.gold.get("initiatives", []):
            keys = [plain(k) for k in (entry["name"], *entry.get("organisations", []), *entry.get("places", []))]
            rated = {
                i: sum(k in plain(f"{n.name} {n.description}") for k in keys) for i, n in nodes.items() if i not in used
            }
            best = max(rated, key=lambda i: rated[i], default=None)
            if best and rated[best]:
                used.add(best)
                line.found += 1
            elif must(entry):
                line.missed.append(entry["name"])
        line.invented = [i for i in nodes if i not in used]
        self.lines["initiatives"] = line

    def proofs(self) -> None:
        """Every link has evidence in the document, every mention is exactly what is printed."""
        passages = self.bundle.passages
        facts = [x for x in self.links if GRAPH_MODEL.link_type(x).evidenced]
        bare = [str(x) for x in facts if not x.evidence or any(e not in passages for e in x.evidence)]
        self.lines["evidence"] = Line(len(facts) - len(bare), bare, bare)
        mentions = self.of(Mentions)
        bad = [
            m.printed
            for m in mentions
            if passages[m.source].text[m.start - passages[m.source].start :][: len(m.printed)] != m.printed
        ]
        self.lines["mentions"] = Line(len(mentions) - len(bad), bad, bad)


def _entries(names: list[Any] | None, certainty: str = "must") -> list[dict[str, Any]]:
    return [
        {"name": n, "certainty": certainty} if isinstance(n, str) else {"certainty": certainty, **n}
        for n in names or []
    ]
