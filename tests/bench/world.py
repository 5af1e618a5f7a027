"""The graph that benchmarks are taken on: reports in the proportions of the real ones, as many as are asked for, from a seed.

One report of a gathering: 8 challenges, 16 ideas each of which a quarter are parts, 54 models, 100 organisations, 28 people. Texts
are nonsense of natural length.

Gatherings are series of twenty, a year apart: many reports are of many series, since no gathering has been held a thousand times.
Of a gathering's organisations two in five come back a year later, as of those of Imagine 2024 (39 of 98). Most of these are known
to their series alone, and some few everywhere: of 1,341 bodies in 64 reports on gatherings of many sorts (the documents of
tests/gold), nine in ten stand in one alone, the best known in one of five, the next in one of ten, and 122 in two or more. Towns
and topics are the same for all.
"""

import random
from collections.abc import Iterator
from itertools import accumulate

from schema.bundle import Bundle
from schema.ids import make_id
from schema.links import (
    About,
    Addresses,
    Attended,
    Cites,
    In,
    Involves,
    LocatedIn,
    Mentions,
    Next,
    Owns,
    PartOf,
    RaisedAt,
    ReportsOn,
    Sponsored,
    Supports,
    WorksFor,
)
from schema.model import GRAPH_MODEL
from schema.nodes import (
    ORGANISATION_KINDS,
    TOPICS,
    Challenge,
    Document,
    Event,
    Idea,
    Model,
    Organisation,
    Passage,
    Person,
    Place,
    Topic,
)

CHALLENGES, IDEAS, MODELS, ORGANISATIONS, PEOPLE, PLACES = 8, 16, 54, 100, 28, 25
YEARS, REGULARS, KNOWN = 20, 35, 120
"""Gatherings of a series, organisations that come to each of them, and organisations that are known everywhere."""
_HOW_OFTEN = tuple(0.2 / rank**0.45 for rank in range(1, KNOWN + 1))
"""How probable it is that one of these is at a gathering, the best known first: about five of them are."""
_WORDS = (
    "care home young people debt loan garden kitchen bus river tower library carer nurse tenant wage skill street market "
    "pilot fund clinic pledge bridge orchard harbour council trust partner shared outcome contract local invest capital "
    "community health worker family school training housing neighbour travel energy visit advice grant evidence"
).split()


_FIRST, _SECOND = "mar tel sol bri van dor lun pex quo zim".split(), "ta rin lo ves gu mip dax fon hel cor".split()
_RARE = tuple(a + b for a in _FIRST for b in _SECOND)
_VOCABULARY = (
    *_WORDS,
    *(a + b for a in _RARE[::3] for b in ("", "s", "ing", "ed", "er", "ist", "ful", "ly", "age", "dom")),
)
_WEIGHTS = tuple(accumulate(1 / (rank + 10) for rank in range(len(_VOCABULARY))))
"""Words are as unequally frequent as in a natural text, which is what a search lives on."""


def reports(count: int, seed: int = 0, *, first: int = 0) -> Iterator[Bundle]:
    """Yield one bundle per report, from the `first` on; the same seed and number give the same bundle."""
    for number in range(first, count):
        yield _report(random.Random(f"{seed}/{number}"), number)


def words(rng: random.Random, number: int) -> list[str]:
    """Return that many words, the frequent ones as often as in a text."""
    return rng.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=number)


def _text(rng: random.Random, most: int) -> str:
    return " ".join(words(rng, rng.randint(most // 3 + 1, most)))


def _report(rng: random.Random, number: int) -> Bundle:
    name = f"gathering-{number}"
    bundle = Bundle(make_id("document", name))
    bundle.add(
        Document(id=bundle.document, title=f"Report {number}", kind="report", source=f"{name}.txt", sha256="0" * 64)
    )
    passages = _passages(bundle, rng, name)
    series, year = divmod(number, YEARS)
    event = Event(id=make_id("event", name), name=f"Gathering {number}", date=f"{2001 + year}-07", kind="conference")

    def said() -> tuple[str, ...]:
        return tuple(rng.sample(passages, rng.randint(1, 2)))

    bundle.add(event, ReportsOn(source=bundle.document, target=event.id, evidence=said()))
    topics = [Topic(id=make_id("topic", t), name=t) for t in TOPICS]
    places = [Place(id=make_id("place", f"place {i}"), name=f"Place {i}") for i in rng.sample(range(200), PLACES)]
    organisations = []
    for n, body in enumerate(_bodies(rng, series, year)):
        kind = ORGANISATION_KINDS[n % len(ORGANISATION_KINDS)]
        o = Organisation(id=make_id("organisation", body), name=body, aliases=(f"The {body}",), kind=kind)
        organisations.append(o.id)
        bundle.add(o, Attended(source=o.id, target=event.id, evidence=said()))
    bundle.add(*topics, *places, Sponsored(source=organisations[0], target=event.id, evidence=said()))
    people = []
    for i in range(PEOPLE):
        p = Person(id=make_id("person", f"person {number} {i}"), name=f"Person {number} {i}")
        people.append(p.id)
        works = WorksFor(source=p.id, target=rng.choice(organisations), role=_text(rng, 3).title(), evidence=said())
        bundle.add(p, works)
    models = []
    for i in range(MODELS):
        m = Model(id=make_id("model", f"model {number} {i}"), name=f"Model {number} {i}", description=_text(rng, 30))
        models.append(m.id)
        bundle.add(m, Involves(source=m.id, target=rng.choice(organisations), evidence=said()))
        bundle.add(LocatedIn(source=m.id, target=rng.choice(places).id, evidence=said()))
    for i in range(CHALLENGES):
        title = f"{_text(rng, 6).capitalize()} {i}"
        c = Challenge(id=make_id("challenge", name, title), title=title, summary=_text(rng, 60))
        bundle.add(c, RaisedAt(source=c.id, target=event.id, evidence=said()))
        bundle.add(About(source=c.id, target=rng.choice(topics).id, evidence=said()))
        for link in (Owns, Supports):
            for who in (*rng.sample(people, 2), rng.choice(organisations)):
                bundle.add(link(source=who, target=c.id, evidence=said()))
        _ideas(bundle, rng, c, models, said)
    for node in list(bundle.facts.nodes.values()):
        if GRAPH_MODEL.node_type(node).stated:
            bundle.state(node, rng.choice(passages))
    return bundle


def _bodies(rng: random.Random, series: int, year: int) -> list[str]:
    """Return the names of a gathering's organisations: the series' own, those known everywhere, and those seen once."""
    known = [f"National Body {rank}" for rank, often in enumerate(_HOW_OFTEN) if rng.random() < often]
    first = series * YEARS * ORGANISATIONS
    others = range(first + year * ORGANISATIONS, first + (year + 1) * ORGANISATIONS)
    once = [f"Body {n}" for n in others[REGULARS : ORGANISATIONS - len(known)]]
    return [f"Body {first + i}" for i in range(REGULARS)] + known + once


def _ideas(bundle: Bundle, rng: random.Random, challenge: Challenge, models: list[str], said: object) -> None:
    assert callable(said)
    number, part, parent = 0, 0, ""
    for i in range(IDEAS):
        if i % 4 == 3:
            part += 1
            label = f"{number}.{'abcdefgh'[part - 1]}"
        else:
            number, part = number + 1, 0
            label = str(number)
        idea = Idea(
            id=f"{challenge.id.replace('challenge', 'idea', 1)}/{label}",
            text=_text(rng, 60),
            title=_text(rng, 5),
            number=label,
        )
        bundle.add(idea, Addresses(source=idea.id, target=challenge.id, evidence=said()))
        if part:
            bundle.add(PartOf(source=idea.id, target=parent, evidence=said()))
        else:
            parent = idea.id
        for model in rng.sample(models, rng.choice((0, 1, 1, 2))):
            bundle.add(Cites(source=idea.id, target=model, evidence=said()))


def _passages(bundle: Bundle, rng: random.Random, name: str) -> list[str]:
    found: list[str] = []
    start = 0
    for order in range(150):
        text = _text(rng, 60)
        ident = make_id("passage", name, str(order))
        bundle.add(Passage(id=ident, text=text, start=start, end=start + len(text), heading="Heading", order=order))
        bundle.add(In(source=ident, target=bundle.document))
        if found:
            bundle.add(Next(source=found[-1], target=ident))
        topic = TOPICS[order % len(TOPICS)]
        word = text.split()[0]
        bundle.add(Topic(id=make_id("topic", topic), name=topic))
        bundle.add(
            Mentions(source=ident, target=make_id("topic", topic), start=start, end=start + len(word), printed=word)
        )
        found.append(ident)
        start += len(text) + 1
    return found
