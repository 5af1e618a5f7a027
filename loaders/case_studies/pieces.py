"""One example of a text, from where its name begins: the name itself, whose it is, and where."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.case_studies.patterns import (
    ARTICLE,
    DEMONYM,
    HEADS,
    LOCATED,
    NAME,
    NO_SCHEME,
    PAPER,
    QUOTED,
    SCHEME,
    TAIL,
    THING,
    THINGS,
    TOKEN,
)
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.phrases import Found
from loaders.names.printed import definitions, fold
from loaders.names.register import gazetteer

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_COMMA = re.compile(r",\s+")
_POSSESSIVE = re.compile(r"['’]s?")
_OWNER = re.compile(r"(?<=\w)(?:['’]s|s['’])(?=\s)")
_DID = re.compile(rf" {any_of('did elsewhere')}(?= )")
_RUN_BY = re.compile(rf",? {any_of('done with a model', 'run by')} by (?:the )?")
_AND = re.compile(r"\s+and\s+(?:the\s+)?")


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


@dataclass(slots=True)
class Pieces:
    """Reads single examples of one text, each from where its name begins."""

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

    def piece(self, position: int, stop: int, *, weak: bool, bodies: bool) -> Example | None:
        """Return the example whose name begins at `position`, None where no name of one does.

        `weak`: what introduces it says little, so one capitalised word is not enough. `bodies`: the text calls it an organisation.
        """
        text = self.text
        words = text[position:stop]
        if not words.strip() or ARTICLE.match(words):
            return None
        if QUOTED.match(words):
            return self._quoted(position, stop)
        if not (words[0].isupper() or words[0].isdigit()):
            return self._described(position, stop)
        sheltered = next(((a, b) for a, b in self.shelter if a <= position < b), None)
        name = NAME.match(text, position, stop)
        if name is None:
            return None
        end = self._trim(position, name.end(), sheltered)
        possessive = (
            _POSSESSIVE.match(text, end, stop) if not text[position:end].endswith(("'s", "’s", "s'", "s’")) else True
        )
        owner_end = end
        if possessive:
            return self._owned(position, owner_end, stop)
        printed = text[position:end]
        folded = fold(printed)
        tail = self._tail(position, end, stop)
        if PAPER.match(text, end, stop):
            return None
        single_place = sheltered is None and gazetteer().get(printed) is not None
        if single_place and QUOTED.match(text, end + 1, stop):
            return self._quoted(end + 1, stop, [(position, end)])
        if tail:
            end = tail.end(1)
            if tail.end() > tail.end(1):
                further = NAME.match(text, tail.end(), stop)
                of_body = further is not None and any(b.start == further.start() for b in self.bodies)
                places = [further.span()] if further is not None and not of_body else []
                if folded in self.refuse:
                    return None
                return self.made(position, further.end() if further else end, places)
            if single_place and not _named_thing(text[position:end]):
                return None
            if recognise.is_general(printed) and not (printed.isupper() or self.located(end, stop)):
                return None
        elif single_place or not self._is_named(printed, weak, sheltered is not None, bool(self.located(end, stop))):
            return None
        if folded in self.refuse or NO_SCHEME.search(text[position:end]):
            return None
        made = self._run_by(self.made(position, end, self.located(end, stop)), end, stop)
        named = any(b.start == position for b in self.bodies)
        made.body = tail is None and (
            named or (bodies and not THINGS.search(folded)) or (sheltered is None and self._is_body(printed))
        )
        return made

    def _quoted(self, position: int, stop: int, places: Iterable[tuple[int, int]] = ()) -> Example | None:
        """Return the example whose name stands between quotation marks at `position`, with its places before and behind it."""
        quoted = QUOTED.match(self.text, position, stop)
        if quoted is None:
            return None
        tail = TAIL.match(self.text, quoted.end(), stop)
        end = tail.end(1) if tail else quoted.end()
        made = self.made(*quoted.span(1), [*places, *self.located(end, stop)])
        made = self._run_by(made, end, stop)
        return made if quoted[1][:1].isupper() or made.places else None

    def _run_by(self, example: Example, end: int, stop: int) -> Example:
        """Add who runs an example, and where, by the words behind it: "the Elm Links project run by Fir Trust in Hull"."""
        by = _RUN_BY.match(self.text, end, stop)
        body = next((b for b in self.bodies if b.start == by.end()), None) if by else None
        if body is not None:
            example.bodies.append((body.start, body.end))
            example.places = example.places or self.located(body.end, stop)
        return example

    def _owned(self, position: int, owner_end: int, stop: int) -> Example | None:
        """Return what belongs to a named body or place: "X's work with Y", "Hull's Preston Road model"."""
        text = self.text
        mark = re.match(r"['’]s?", text[owner_end:stop])
        owner = re.sub(r"['’]s?$", "", text[position:owner_end])
        after = owner_end + (mark.end() if mark else 0)
        if fold(owner) in self.refuse:
            return None
        if QUOTED.match(text, after + 1, stop):
            places = [(p.start, p.end) for p in self.places if p.start == position]
            bodies = [(b.start, b.end) for b in self.bodies if b.start == position and b.end == owner_end]
            quoted = self._quoted(after + 1, stop, places) if places or bodies else None
            if quoted is not None:
                quoted.bodies += bodies
                quoted.owned = quoted.sure = True
            return quoted
        thing = THING.match(text, after, stop)
        if thing is None:
            return None
        end = thing.end()
        proper = NAME.match(text, after + 1, stop) if text[after : after + 1] == " " else None
        place = [(p.start, p.end) for p in self.places if p.start == position]
        if proper is not None and len(proper[0].split()) >= 1 and proper[0][0].isupper():
            sheltered = next(((a, b) for a, b in self.shelter if a <= proper.start() < b), None)
            close = self._trim(proper.start(), proper.end(), sheltered)
            if text[proper.start() : close].endswith(("'s", "’s")) or re.match(r"['’]s?\b", text[close:stop]):
                rest = NAME.match(text, close + 1, stop) if text[close : close + 1] == " " else None
                close = rest.end() if rest else close
            tail = self._tail(proper.start(), close, stop)
            close = tail.end(1) if tail else close
            if NO_SCHEME.search(text[proper.start() : close]):
                return None
            single = len(text[proper.start() : close].split()) == 1
            made = self.made(position if single else proper.start(), close, place + self.located(close, stop))
            made.body = tail is None and not single and self._is_body(text[proper.start() : close])
            made.owned = made.sure = True
            return made
        joint = re.search(r"\s+and\s+(?=[A-Z])", text[after:end])
        end = after + joint.start() if joint else end
        words = text[after:end]
        located = re.search(rf"\s+{any_of('in a place')}\s+(?=(?:the )?[A-Z])", words)
        if located:
            end = after + located.start()
        end = after + len(re.sub(rf"\s+{any_of('inside a phrase')}$", "", text[after:end]))
        inside = any(after <= b.start and b.end <= end for b in self.bodies)
        if (
            not place
            and not inside
            and not any(b.start <= position < b.end for b in self.bodies)
            and len(owner.split()) < 2
        ):
            return None
        if not re.search(
            rf"\b(?:{any_of('abstract work')}|{HEADS}|\w+ing)"
            rf"\b",
            text[after:end],
            re.I,
        ):
            return None
        made = self.made(position, end, place + self.located(end, stop))
        made.owned = made.sure = True
        return made

    def _described(self, position: int, stop: int) -> Example | None:
        """Return an example whose words begin small: "services offered by X", "work on 'Y' in Z", "approaches in Hull (the W)"."""
        words = self.text[position:stop]
        by = re.match(
            rf"((?:[a-z][\w-]*\s+){{1,7}}?){any_of('done with a model')}\s+by\s+"
            r"(?:the\s+)?(?=[A-Z])",
            words,
        )
        if by:
            name = NAME.match(self.text, position + by.end(), stop)
            if name:
                sheltered = next(((a, b) for a, b in self.shelter if a <= name.start() < b), None)
                end = self._trim(name.start(), name.end(), sheltered)
                made = self.made(position, end, self.located(end, stop))
                made.body = False
                return made
        of = re.match(rf"(?:[a-z][\w-]*\s+){{0,6}}?{HEADS}\s+{any_of('of a body')}\s+(?:the\s+)?(?=[A-Z])", words)
        if of and any(b.start == position + of.end() for b in self.bodies):
            body = next(b for b in self.bodies if b.start == position + of.end())
            return self.made(position, body.end, self.located(body.end, stop))
        quoted = re.match(
            rf"(?:[a-z][\w-]*\s+){{1,4}}(?:{any_of('around a place', 'beside a body')}|called)\s+(?:the\s+)?(?=['‘“\"])",
            words,
        )
        if quoted and (inner := QUOTED.match(words, quoted.end())):
            places = self.located(position + inner.end(), stop)
            return (
                self.made(position + inner.start(1), position + inner.end(1), places)
                if places or inner[1][:1].isupper()
                else None
            )
        placed = re.match(r"(?:[a-z][\w-]*\s+){0,3}(?:in|at)\s+(?=[A-Z])", words) or re.match(r"(?=[A-Z])", words)
        if placed and (place := next((p for p in self.places if p.start == position + placed.end()), None)) is not None:
            bracket = re.match(r"\s*\((?:the\s+)?([^(),;]{4,60})", self.text[place.end : stop])
            if bracket and re.search(r"[A-Z]", bracket[1]) and re.search(rf"\b{HEADS}$", bracket[1].strip()):
                start = place.end + bracket.start(1)
                return self.made(start, start + len(bracket[1].rstrip()), [(place.start, place.end)])
        return None

    def _tail(self, start: int, end: int, stop: int) -> re.Match[str] | None:
        """Return the small words after a name that say what it is; a name that says so itself takes at most one such word."""
        tail = TAIL.match(self.text, end, stop)
        if tail is not None and len(tail[1].split()) > 1 and SCHEME.search(fold(self.text[start:end])):
            return None
        return tail

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
        if joint and not re.search(r"^\s*[^,;.]{0,40}\([A-Z]{2,}", text[end : end + 45]):
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
        bracket = _BRACKET.match(text, position, stop)
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
            if place is not None and re.match(r"\s*(?:[.;,)]|$)", text[place.end : stop]):
                return [(place.start, place.end)]
        return []

    def places_at(self, start: int, end: int) -> list[Found]:
        """Return the places between two offsets."""
        return [p for p in self.places if start <= p.start and p.end <= end]

    def _is_named(self, printed: str, weak: bool, sheltered: bool, located: bool) -> bool:
        """Whether capitals name something: two words not general or have a place after them, or one that is surely one."""
        words = fold(printed).split()
        if sheltered:
            return True
        if fold(printed) in self.refuse or printed.isdigit():
            return False
        if len(words) > 1:
            return located or not recognise.is_general(printed)
        return (
            (located or not weak)
            and len(printed) > 3
            and not (recognise.is_general(printed) or gazetteer().is_word(printed))
        )

    def _is_body(self, printed: str) -> bool:
        folded = fold(re.split(r" of (?:the )?", printed)[0])
        if len(folded.split()) < 2 or DEMONYM.match(printed) or THINGS.search(folded):
            return False
        return SCHEME.search(folded) is None

    def made(self, start: int, end: int, places: Iterable[tuple[int, int]], *, sure: bool = False) -> Example:
        """Return the example that these characters name, without stops after it, with the bodies inside."""
        while end > start and self.text[end - 1] in " ,;:.":
            end -= 1
        article = re.match(r"[Tt]he (?=[A-Z])", self.text[start:end])
        start += article.end() if article else 0
        inside = [(b.start, b.end) for b in self.bodies if start <= b.start and b.end <= end]
        return Example(start, end, self.text[start:end], list(dict.fromkeys(places)), False, inside, sure=sure)


def _named_thing(words: str) -> bool:
    """Whether a place with small words after it names one thing ("Gigha housing programme") and not just something there."""
    return (
        len(words.split()) > 1
        and re.search(
            rf"\b{any_of('common scheme')}s?$",
            words,
        )
        is not None
    )
