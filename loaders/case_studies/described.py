"""Examples that a text calls by what they are, in small letters: "the community laundry in Redcar"."""

import re
from dataclasses import dataclass

from loaders.case_studies.example import Example, Named
from loaders.case_studies.patterns import HEADS, NAME, QUOTED, SCHEME
from loaders.lexicons.words import any_of, word_set

_SMALL = rf"(?!{any_of('end of a description')}\b)[a-z][\w'’-]*\s+"
_THING = re.compile(
    rf"(?:the\s+)?(?P<thing>(?:{_SMALL}){{0,4}}?(?<!\w)(?P<head>{any_of('example by what it is')}\s+)?"
    rf"(?:{any_of('joins a noun')}\s+(?:{_SMALL}){{1,2}})?){any_of('around a place')}\s+(?:the\s+)?(?=[A-Z])"
)
"""What something is called before where it is."""
_MADE = re.compile(rf"(?:the\s+)?(?P<thing>(?:{_SMALL}){{1,3}}?){any_of('who or which')}\s+(?=[A-Z])")
_ENDS = ("", ".", ";", ",")
_UNLIKE = word_set("those who met or we") | word_set("a fault of a thing")
_VERB = re.compile(rf"\s+{any_of('made or runs it')}(?:\s+up)?")
"""What somebody did with it, in one word."""


@dataclass(slots=True)
class Described(Named):
    """Reads what begins in small letters."""

    def described(self, position: int, stop: int, *, anything: bool = False) -> Example | None:
        """Return the example that a text calls by what it is and where, or whose name small words lead to; with `anything` whatever
        it is, as other examples stand beside it."""
        thing = _THING.match(self.text, position, stop)
        placed = None
        words = thing["thing"].split() if thing else []
        if thing and (thing["head"] or anything) and len(words) > 1 and _UNLIKE.isdisjoint(words):
            placed = self._at(thing.start("thing"), thing.end(), stop, anything)
        return self._led_to(position, stop) or placed or self._made_by(position, stop)

    def _at(self, start: int, at: int, stop: int, unknown: bool) -> Example | None:
        """Return the example from `start` to the place or body at `at`, `unknown` or not, None where none stands there."""
        known = next(((p.start, p.end) for p in self.places if p.start == at), None)
        if known is not None:
            return self.made(start, known[1], [known])
        body = next((b for b in self.bodies if b.start == at), None)
        name = NAME.match(self.text, at, stop)
        end = body.end if body is not None else self._trim(at, name.end(), None) if name is not None else at
        where = self.located(end, stop)
        if body is not None or (name is not None and where):
            return self.made(start, end, where)
        alone = unknown and name is not None and self.text[end:stop].lstrip()[:1] in _ENDS
        return self.made(start, end, [(at, end)]) if name is not None and alone else None

    def _made_by(self, position: int, stop: int) -> Example | None:
        """Return what somebody did somewhere: "the homes that Elm Trust bought in Hull"."""
        made = _MADE.match(self.text, position, stop)
        maker = NAME.match(self.text, made.end(), stop) if made else None
        verb = _VERB.match(self.text, maker.end(), stop) if maker is not None and self.can_run(maker[0]) else None
        where = self.located(verb.end(), stop) if verb else []
        if not (made and maker and where):
            return None
        found = self.made(made.start("thing"), where[-1][1], where)
        found.bodies = found.bodies or [maker.span()]
        return found

    def _led_to(self, position: int, stop: int) -> Example | None:
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
        placed = re.match(rf"(?:[a-z][\w-]*\s+){{0,3}}{any_of('in a place')}\s+(?=[A-Z])", words)
        if placed and (place := next((p for p in self.places if p.start == position + placed.end()), None)) is not None:
            bracket = re.match(r"\s*\((?:the\s+)?([^(),;]{4,60})", self.text[place.end : stop])
            if bracket and not bracket[1].islower() and SCHEME.search(bracket[1].strip()):
                start = place.end + bracket.start(1)
                return self.made(start, start + len(bracket[1].rstrip()), [(place.start, place.end)])
        return None
