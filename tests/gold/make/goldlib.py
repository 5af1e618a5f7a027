"""Builds one gold annotation and refuses what the document does not print.

Every document of the corpus has a small script beside this module that lists its facts. The builder checks each printed form
against the document's own text, works out where an idea ends, and writes the JSON that the scorers read.
"""

from __future__ import annotations

import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GOLD = HERE.parent
EDGES = {"A": "ATTENDED", "S": "SPONSORED", "O": "ORGANISED", "C": "CORE_PARTNER"}


class _Html(HTMLParser):
    """Splits a page's article into blocks at its block tags."""

    BLOCK = frozenset(
        (
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "p",
            "li",
            "dt",
            "dd",
            "td",
            "th",
            "tr",
            "section",
            "table",
            "ul",
            "ol",
            "dl",
            "div",
        )
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCK:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self.handle_starttag(tag, [])

    def handle_data(self, data: str) -> None:
        self.blocks[-1] += data


def html_blocks(page: str, first: str, last: str) -> list[str]:
    """The blocks of the part of a page between two pieces of markup."""
    parser = _Html()
    parser.feed(page[page.index(first) : page.index(last)])
    return [b for b in parser.blocks if b.strip()]


def norm(text: str) -> str:
    """The reading text: one kind of blank and quote, no emphasis marks, no soft hyphens."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("*", "")
    text = text.replace("’", "'").replace("‘", "'")
    text = re.sub(r"!?\[([^\]^]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def spread(value: str | list[str] | None) -> list[str]:
    """A list from nothing, one name or several."""
    return [] if value is None else [value] if isinstance(value, str) else list(value)


class Gold:
    """The facts of one document, checked against its blocks as they are added."""

    def __init__(self, blocks: list[str], document: dict[str, Any], event: dict[str, Any], raw: str = "") -> None:
        """Take the document's blocks (one paragraph, item, heading or cell each) and its own description.

        `raw` is the source as it stands, where addresses hide in its markup.
        """
        self.raw = raw or "\n".join(blocks)
        self.blocks = [norm(b) for b in blocks if norm(b)]
        self.text = "\n".join(self.blocks)
        self.flat = " ".join(self.blocks)
        self.keys: dict[str, str] = {}
        self.out: dict[str, Any] = {"document": document, "event": event}
        for part in (
            "organisations",
            "people",
            "challenges",
            "ideas",
            "models",
            "insights",
            "references",
            "initiatives",
            "places",
            "places_may",
            "notes",
        ):
            self.out[part] = []
        self.need(document["title"], event["name"])

    def need(self, *printed: str) -> None:
        """Refuse a printed form that the document does not hold, whatever its letters' case in headings."""
        for p in printed:
            if norm(p).lower() not in self.flat.lower():
                raise AssertionError(f"not in the document: {p!r}")

    def org(
        self,
        name: str,
        kind: str | None,
        edges: str = "",
        *printed: str,
        kind_may: str | list[str] | None = None,
        edges_may: str = "",
        may: bool = False,
        note: str = "",
        ids: dict[str, str] | None = None,
    ) -> None:
        """An organisation with its kind and its edges to the event: A(ttended) S(ponsored) O(rganised) C(ore partner)."""
        forms = [p for p in [name, *printed] if norm(p).lower() in self.flat.lower()]
        self.need(*printed)
        if not forms:
            raise AssertionError(f"organisation not in the document: {name!r}")
        item: dict[str, Any] = {
            "name": name,
            "printed": forms,
            "kind": kind,
            "edges": [EDGES[e] for e in edges],
            "certainty": "may" if may else "must",
        }
        if kind_may:
            item["kind_may"] = spread(kind_may)
        if edges_may:
            item["edges_may"] = [EDGES[e] for e in edges_may]
        if ids:
            item["identifiers"] = ids
            self.need(*ids.values())
        if note:
            item["note"] = note
        self.out["organisations"].append(item)

    def person(
        self,
        name: str,
        role: str | None = None,
        org: str | None = None,
        spoke: str = "",
        *,
        note: str = "",
        printed: str | list[str] | None = None,
        more: list[tuple[str | None, str]] | None = None,
    ) -> None:
        """A person, the printed role and body, and as what he or she spoke."""
        self.need(name, *spread(printed), *([role] if role else []))
        roles = [{"role": role, "organisation": org}] if role or org else []
        roles += [{"role": r, "organisation": o} for r, o in more or []]
        item: dict[str, Any] = {
            "name": name,
            "printed": [name, *spread(printed)],
            "roles": roles,
            "spoke": [{"as": spoke}] if spoke else [],
        }
        if note:
            item["note"] = note
        self.out["people"].append(item)

    def challenge(
        self,
        key: str,
        title: str,
        topic: str | None,
        *,
        heading: str = "",
        listed: str = "",
        owners: str | list[str] | None = None,
        supporters: str | list[str] | None = None,
        owner_orgs: str | list[str] | None = None,
        supporter_orgs: str | list[str] | None = None,
        places: str | list[str] | None = None,
        places_may: str | list[str] | None = None,
        summary: tuple[str, str] | None = None,
        tables: int | None = None,
        continues: dict[str, str] | None = None,
    ) -> None:
        """A challenge under a short key that ideas and models use."""
        self.need(title, *([heading] if heading else []), *([listed] if listed else []), *(summary or ()))
        self.keys[key] = title
        item: dict[str, Any] = {
            "title": title,
            "heading": heading or title,
            "listed_as": listed or title,
            "topic": topic,
            "places": spread(places),
            "places_may": spread(places_may),
            "owners": spread(owners),
            "supporters": spread(supporters),
            "owner_organisations": spread(owner_orgs),
            "supporter_organisations": spread(supporter_orgs),
        }
        if summary:
            item["summary_starts"], item["summary_ends"] = summary
        if tables:
            item["tables"] = tables
        if continues:
            item["continues"] = continues
        self.out["challenges"].append(item)

    def idea(
        self,
        key: str,
        starts: str,
        number: str | None = None,
        *,
        title: str | None = None,
        group: str | None = None,
        parent: str | None = None,
        ends: str | None = None,
        may: bool = False,
    ) -> None:
        """An idea; it ends with the block that holds its first words, unless `ends` says otherwise."""
        hits = [b for b in self.blocks if norm(starts) in b]
        if len(hits) != 1:
            raise AssertionError(f"{len(hits)} blocks hold {starts!r}")
        if ends is None:
            ends = " ".join(hits[0][hits[0].index(norm(starts)) :].split(" ")[-6:])
        self.need(ends, *([group] if group else []))
        item: dict[str, Any] = {
            "challenge": self.keys[key],
            "number": number,
            "parent": parent,
            "group": group,
            "title": title,
            "starts": norm(starts),
            "ends": ends,
        }
        if title is None and number is None:
            item["title"] = " ".join(norm(starts).split(" ")[:4])
            item["title_certainty"] = "may"
        if item["title"]:
            self.need(item["title"])
        if may:
            item["certainty"] = "may"
        self.out["ideas"].append(item)

    def model(
        self,
        name: str,
        cites: list[str] | str,
        *printed: str,
        orgs: str | list[str] | None = None,
        places: str | list[str] | None = None,
        orgs_may: str | list[str] | None = None,
        places_may: str | list[str] | None = None,
        may: bool = False,
        note: str = "",
    ) -> None:
        """A case-study model. `cites`: `key`, `key#number-or-title`, `key#number@group`, or `insight:title`; `?` before: may."""
        forms = [p for p in [name, *printed] if norm(p).lower() in self.flat.lower()]
        self.need(*printed)
        if not forms:
            raise AssertionError(f"model not in the document: {name!r}")
        by = []
        for c in spread(cites):
            one: dict[str, Any] = {"challenge": None, "idea": None, "group": None, "insight": None}
            if c.startswith("?"):
                one["certainty"] = "may"
                c = c[1:]
            if c.startswith("insight:"):
                one["insight"] = c[8:]
            else:
                key, _, rest = c.partition("#")
                idea, _, group = rest.partition("@")
                one.update(challenge=self.keys[key], idea=idea or None, group=group or None)
            by.append(one)
        item: dict[str, Any] = {
            "name": name,
            "printed": forms,
            "cited_by": by,
            "organisations": spread(orgs),
            "places": spread(places),
            "certainty": "may" if may else "must",
        }
        if orgs_may:
            item["organisations_may"] = spread(orgs_may)
        if places_may:
            item["places_may"] = spread(places_may)
        if note:
            item["note"] = note
        self.out["models"].append(item)

    def insight(self, title: str, starts: str, ends: str, number: str | None = None) -> None:
        """A cross-cutting lesson."""
        self.need(title, starts, ends)
        self.out["insights"].append({"title": title, "number": number, "starts": starts, "ends": ends})

    def ref(
        self,
        title: str | None,
        url: str | None,
        number: str | None = None,
        cites: list[dict[str, str]] | None = None,
        *,
        may: bool = False,
    ) -> None:
        """A work, page or video that the document cites; `cites` in the same words as in the other golds."""
        if title:
            self.need(title)
        if url and url not in self.raw:
            raise AssertionError(f"address not in the document: {url!r}")
        item: dict[str, Any] = {
            "number": number,
            "title": title,
            "url": url,
            "cited_from": [{k: self.keys.get(v, v) for k, v in c.items()} for c in cites or []],
        }
        if may:
            item["certainty"] = "may"
        self.out["references"].append(item)

    def initiative(
        self,
        name: str,
        starts: str,
        *,
        orgs: list[str] | None = None,
        places: list[str] | None = None,
        follows: str | None = None,
        status: str | None = None,
        may: bool = False,
    ) -> None:
        """Work that followed; `follows` is a challenge's key, or nothing for the event itself."""
        self.need(name, starts)
        origin = {"challenge": self.keys[follows]} if follows else {"event": self.out["event"]["name"]}
        item: dict[str, Any] = {
            "name": name,
            "starts": starts,
            "organisations": orgs or [],
            "places": places or [],
            "follows_from": origin,
            "status": status,
            "certainty": "may" if may else "must",
        }
        self.out["initiatives"].append(item)

    def places(self, must: str, may: str = "") -> None:
        """Places, separated by semicolons."""
        for part, names in (("places", must), ("places_may", may)):
            for p in filter(None, (x.strip() for x in names.split(";"))):
                self.need(p)
                self.out[part].append(p)

    def write(self) -> None:
        """Check the links between the facts, then write the JSON beside the document."""
        o = self.out
        orgs, people = {x["name"] for x in o["organisations"]}, {x["name"] for x in o["people"]}
        known = {(i["challenge"], i["group"], i["number"] or i["title"]) for i in o["ideas"]}
        if len(known) != len(o["ideas"]):
            raise AssertionError("two ideas share challenge, group and number")
        for p in o["people"]:
            for r in p["roles"]:
                assert r["organisation"] is None or r["organisation"] in orgs, r
        for c in o["challenges"]:
            assert {*c["owners"], *c["supporters"]} <= people, c
            assert {*c["owner_organisations"], *c["supporter_organisations"]} <= orgs, c
        for i in o["ideas"]:
            assert not i["parent"] or (i["challenge"], i["group"], i["parent"]) in known, i
        for m in o["models"]:
            assert {*m["organisations"], *m.get("organisations_may", [])} <= orgs, m
            assert {*m["places"], *m.get("places_may", [])} <= {*o["places"], *o["places_may"]}, m
            for c in m["cited_by"]:
                assert not c["idea"] or (c["challenge"], c["group"], c["idea"]) in known, c
                assert not c["insight"] or c["insight"] in {x["title"] for x in o["insights"]}, c
        for n in o["initiatives"]:
            assert {*n["organisations"]} <= orgs and {*n["places"]} <= {*o["places"], *o["places_may"]}, n
        path = GOLD / (Path(o["document"]["source_file"]).stem + ".json")
        path.write_text(json.dumps(o, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def uncovered(self) -> list[str]:
        """Runs of capitalised words that no fact accounts for: for the author's eye."""
        text = self.flat
        forms: list[str] = []
        for part in ("organisations", "people", "models"):
            forms += [f for x in self.out[part] for f in x["printed"]]
        forms += [*self.out["places"], *self.out["places_may"]]
        for f in sorted(forms, key=len, reverse=True):
            text = text.replace(norm(f), "·")
        return sorted(set(re.findall(r"(?:[A-Z][\w'&-]+(?: (?:of|and|for|the|&) )?\s?){2,}|\b[A-Z]{2,}\b", text)))
