"""An example that a text holds up, and what stands around its name: where the name ends, and where it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.case_studies.patterns import ASIDE, BEHIND_ASIDE, DEMONYM, LOCATED, NAME, TAIL, TOKEN
from loaders.lexicons.words import any_of, word_set
from loaders.names.people import is_person_name
from loaders.names.phrases import Found
from loaders.names.printed import definitions, fold
from loaders.names.register import first_names, gazetteer, is_everyday

BRACKET = re.compile(r"\s*\(([^()]*)\)")
_COMMA = re.compile(r",\s+(?:the\s+)?")
_OWNER = re.compile(r"(?<=\w)(?:['’]s|s['’])(?=\s)")
_DID = re.compile(rf" {any_of('did elsewhere', 'makes a model')}(?= )")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")
_RUN_BY = re.compile(
    rf",? (?:{any_of('done with a model', 'run by')} by|(?P<which>{any_of('who or which')})) (?:the )?(?=[A-Z])"
)
_MAKES = re.compile(rf" {any_of('makes a model')}\b")
_RELATIVE = re.compile(rf" {any_of('relative word')}\b")
_BEFORE_PLACE = re.compile(rf" {any_of('around a place')} (?:the )?$")
_ENDS = ("", ".", ";", ",", ")")
_SHORT = 4
"""The most words of what is said of an example between plain commas, before the next one."""


@dataclass(slots=True)
class Example:
    """One example that a text holds up. Offsets count from the start of the text."""

    start: int
    end: int
    """The characters that name it."""
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    """Where it is, as printed after, before or inside its name."""
    body: bool = False
    """Whether it is a body by what the text calls it, or by a name that says nothing else."""
    bodies: list[tuple[int, int]] = field(default_factory=list)
    """Bodies inside its name."""
    owned: bool = False
    """Whether it is named as something of a body or place."""
    sure: bool = False
    """Whether the words around it leave no doubt, so that general words may name it."""
    told: bool = False
    """Whether the text says right behind it what it is or did."""
    told_places: list[tuple[int, int]] = field(default_factory=list)
    """Where it is by what is said there of it."""


@dataclass(slots=True)
class Named:
    """A text with the bodies and places that stand in it."""

    text: str
    bodies: Sequence[Found]
    places: Sequence[Found]
    refuse: frozenset[str] = frozenset()
    """Folded names that are never an example here: the event, its organisers, people."""
    participants: frozenset[str] = frozenset()
    """Folded names of bodies that took part: an example only where the words praise them."""
    shelter: list[tuple[int, int]] = field(default_factory=list)
    known: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.shelter = [(b.start, b.end) for b in self.bodies]
        self.known = {(b.start, b.end) for b in self.bodies if b.known}
        for _, full in definitions(self.text):
            at = self.text.find(full)
            if at >= 0:
                self.shelter.append((at, at + len(full)))

    def _trim(self, start: int, end: int, sheltered: tuple[int, int] | None) -> int:
        """Return where a run of capitals ends as one name: with the body that it begins with, before "and" and the next name,
        before the locality after "in"."""
        text = self.text
        if sheltered is not None and sheltered[0] <= start:
            longer = re.match(rf" {TOKEN}(?!['’])", text[sheltered[1] : end])
            return sheltered[1] if longer is None else sheltered[1] + longer.end()
        for a, b in self.shelter:
            if start < a < end <= b or (start < a and b <= end):
                joint = re.search(rf"\s+{any_of('and')}\s+(?:the\s+)?$", text[start:a])
                if joint:
                    end = start + joint.start()
        joint = _AND.search(text[start:end])
        one = joint is not None and is_everyday(fold(text[start : start + joint.start()])) and TAIL.match(text, end)
        if joint and not one and not re.search(r"^\s*[^,;.]{0,40}\([A-Z]{2,}", text[end : end + 45]):
            end = start + joint.start()
        for place in self.places:
            located = (
                re.search(rf"\s+{any_of('in or of a place')}\s+(?:the\s+)?$", text[start : place.start])
                if start < place.start < end
                else None
            )
            if located:
                end = start + located.start()
        owner = _OWNER.search(text[start:end])
        if owner and not re.match(
            rf"\s+[A-Z]\w+\s*{any_of('end of a short body')}",
            text[start + owner.end() : start + owner.end() + 30],
        ):
            end = start + owner.end()
        return end

    def located(self, position: int, stop: int) -> list[tuple[int, int]]:
        """Return the places that stand right after a name: "in X and Y", "(X)", ", X"."""
        text = self.text
        bracket = BRACKET.match(text, position, stop)
        if bracket:
            a, b = bracket.span(1)
            inside = [(p.start, p.end) for p in self.places_at(a, b)]
            if inside or len(bracket[1]) > 2:
                return inside
        did = _DID.match(text, position, stop)
        located = LOCATED.match(text, did.end() if did else position, stop)
        if located:
            known = [
                (p.start, p.end)
                for p in self.places
                if p.start == located.end() or text[located.end() : p.start] in ("north ", "south ", "east ", "west ")
            ]
            if known:
                found = known[:1]
                while further := re.match(
                    r"(?:\s*\([^()]*\))?\s*(?:,|,?\s*and)\s+(?=[A-Z])", text[found[-1][1] : stop]
                ):
                    at = found[-1][1] + further.end()
                    more = next(((p.start, p.end) for p in self.places if p.start == at), None)
                    if more is None or re.match(r"\s+[A-Z]", text[more[1] : stop]):
                        break
                    found.append(more)
                return found
            name = re.match(r"[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2}", text[located.end() : stop])
            if (
                name
                and re.match(rf"\s*,?\s+{any_of('in a place')}\s", located[0])
                and not any(a <= located.end() < b for a, b in self.shelter)
            ):
                return [(located.end(), located.end() + name.end())]
        comma = _COMMA.match(text, position, stop)
        if comma:
            at = comma.end()
            place = next((p for p in self.places if p.start == at), None)
            if place is not None and text[place.end : stop].lstrip()[:1] in _ENDS:
                return [(place.start, place.end)]
        return []

    def places_at(self, start: int, end: int) -> list[Found]:
        """Return the places between two offsets."""
        return [p for p in self.places if start <= p.start and p.end <= end]

    def made(self, start: int, end: int, places: Iterable[tuple[int, int]], *, sure: bool = False) -> Example:
        """Return the example that these characters name, without stops after it, with the bodies inside."""
        while end > start and self.text[end - 1] in " ,;:.":
            end -= 1
        article = re.match(r"[Tt]he (?=[A-Z])", self.text[start:end])
        start += article.end() if article else 0
        inside = [(b.start, b.end) for b in self.bodies if start <= b.start and b.end <= end]
        return Example(start, end, self.text[start:end], list(dict.fromkeys(places)), False, inside, sure=sure)

    def tell(self, example: Example, stop: int) -> tuple[int, bool]:
        """Add to an example what the text says right behind it: who runs it, what it is, and where. Return where that ends, and
        whether the list that it is in may go on there."""
        text = self.text
        end = max(example.end, *(b for _, b in example.places)) if example.places else example.end
        bracket = re.match(r"\s*\)?\s*\([^()]*\)|\)", text[end:stop])
        end += bracket.end() if bracket else 0
        end = self.run_by(example, end, stop)
        aside = ASIDE.match(text, end, stop)
        is_what = aside is not None and aside["opens"] in word_set("article")
        if aside is None or (is_what and aside["told"][1].isupper() and not DEMONYM.match(aside["told"][1:])):
            return end, True
        example.told = aside["opens"] != "who"
        if is_what:
            relative = _RELATIVE.search(aside["told"])
            last = aside.start("told") + relative.start() if relative else aside.end()
            found = (
                p for p in self.places_at(aside.start(), last) if _BEFORE_PLACE.search(text[aside.start() : p.start])
            )
            example.told_places = [(p.start, p.end) for p in found][:1]
        short = len(aside[0].split()) <= _SHORT and text.startswith(", ", aside.end())
        goes_on = short or BEHIND_ASIDE.match(text, aside.end(), stop) is not None
        return aside.end() if goes_on else end, goes_on

    def run_by(self, example: Example, end: int, stop: int) -> int:
        """Add who runs an example, and where, by the words behind it: "the Elm Links project run by Fir Trust in Hull", "Elm Links,
        which Fir Trust runs"; return where that ends."""
        by = _RUN_BY.match(self.text, end, stop)
        if by is None:
            return end
        body = next(((b.start, b.end) for b in self.bodies if b.start == by.end()), None)
        name = NAME.match(self.text, by.end(), stop)
        end_of_name = self._trim(name.start(), name.end(), None) if name is not None else end
        if body is None and name is not None and self.can_run(self.text[name.start() : end_of_name]):
            body = (name.start(), end_of_name)
        if body is None or (by["which"] and _MAKES.match(self.text, body[1], stop) is None):
            return end
        if body not in example.bodies:
            example.bodies.append(body)
        where = [] if by["which"] else self.located(body[1], stop)
        example.places = example.places or where
        return end if by["which"] else max([body[1], *(b for _, b in where)])

    def can_run(self, name: str) -> bool:
        """Whether a name that no list knows is a body's, where the words say that it runs something: no person's and no place's."""
        person = fold(name.split()[0]) in first_names() or (is_person_name(name) and len(name.split()) > 1)
        return not (person or fold(name) in self.refuse or gazetteer().get(name) is not None)
