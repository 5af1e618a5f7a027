"""Examples that a text holds up: existing, named or placed schemes and bodies, found by the phrases that introduce them.

Knows language only: cue phrases, the shapes of a name, and where a list of examples ends. What a sentence is part of, and what
a name stands for, is decided by whoever asks.
"""

import re
from dataclasses import dataclass

from loaders.case_studies.clauses import clauses, sentences
from loaders.case_studies.entries import Entries
from loaders.case_studies.example import BRACKET, Example
from loaders.case_studies.patterns import (
    ANY_VERB,
    AREAS,
    BODIES,
    CASE,
    CREATED,
    CUE,
    CUED,
    HAS_DONE,
    HEADS,
    HELD_UP,
    LEAD,
    LEADS,
    LIST_NOUN,
    MAY_BE_CUE,
    NEXT,
    NO_SCHEME,
    ONWARD,
    PERFECT,
    RUN,
    SCHEME,
    SCHEME_NAME,
    SCHEME_TOLD,
    SUBJECT,
    TELLS,
    TOKEN,
)
from loaders.lexicons.pattern import plain
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.people import is_person_name
from loaders.names.printed import fold
from loaders.names.register import gazetteer, is_everyday
from loaders.names.word_sets import LEADING, STREETS

_PLACED = re.compile(
    rf"(?:{any_of('around a place', capital=True)}|Over in)\s+(?:the\s+)?([A-Z][^,.;]{{2,40}}),\s+(?=(?:the\s+)?[A-Z])"
)
_SMALL_LEAD = re.compile(rf"(?:{any_of('before a subject', capital=True)}\s+)+")
_ENDS = ("", ",", ";", ".", ")", "(")
_LETTERS = 2
"""The most capitals that may stand for a word; more of them name something, whatever they spell."""
_WHERE = ", where "
_INSPIRED = re.compile(rf"\b{any_of('says behind an example')}\b")
"""What says behind an example that it is one: "Hull's Elm Hub was the inspiration"."""
_APOSTROPHES = frozenset("'’")
_LEADS_ON = re.compile(r"(?:that of )?(?:the )?")
_ITSELF = re.compile(rf"\s+(?:itself(?:\s+[a-z]+(?=,))?|{any_of('did elsewhere')}(?=,))")
_NEAR, _NEAR_SMALL = 10, 3
"""The most words between what holds an example up and where it is, with its name among them or without."""
REACH = 240
"""How many characters before a place are searched for what leads up to it."""


@dataclass(slots=True)
class ExampleReader(Entries):
    """Reads all examples of one text."""

    def introduced(self) -> list[Example]:
        """Return the examples that cue phrases introduce."""
        found: list[Example] = []
        for start, stop in sentences(self.text):
            position = start
            if inspired := _INSPIRED.search(self.text, start, stop):
                found.extend(self._behind(start, inspired))
            if self._leads(start):
                found.extend(self.listed(start, stop, weak=False, bodies=False))
            while (cue := self._cue(position, stop)) is not None:
                position = cue.end()
                before = self.text[max(start, cue.start() - REACH) : cue.start()]
                weak = cue["weak"] is not None
                if cue[0].isupper():
                    continue  # a label in capitals is no sentence
                if found and cue.start() < found[-1].end and any(e.start <= cue.start() < e.end for e in found):
                    continue
                word = cue[0].strip(" ,:").casefold()
                if weak and not before.strip():
                    continue
                loose = (
                    weak
                    and word not in ("eg", "e.g.", "e.g", "for example", "for instance")
                    and not LIST_NOUN.search(before)
                )
                bodies = bool(BODIES.search(before) or BODIES.search(cue[0].rstrip()))
                more = bool(found) and cue["told"] is not None
                pieces = self.listed(cue.end(), stop, weak=weak, bodies=bodies, beside=more)
                if loose and not (pieces and pieces[0].places and not pieces[0].owned):
                    continue
                if cue["told"] and not any(map(self._is_told, pieces)):
                    continue
                found.extend(p for p in pieces if not any(p.start < f.end and f.start < p.end for f in found))
        return found

    def _cue(self, position: int, stop: int) -> re.Match[str] | None:
        """Return the next cue phrase between two offsets."""
        if not CUED.may_match(self.text):
            return None
        lower = plain(self.text)
        while (may_be := MAY_BE_CUE.search(lower, position, stop)) is not None:
            if (cue := CUE.match(self.text, may_be.start(), stop)) is not None:
                return cue
            position = may_be.start() + 1
        return None

    def _behind(self, start: int, cue: re.Match[str]) -> list[Example]:
        """Return the examples that a sentence begins with which says behind them that they are some."""
        pieces = self.listed(start, cue.start(), weak=True, bodies=False)
        general = bool(pieces) and is_everyday(fold(pieces[0].name.split()[0])) and pieces[0].name[1:].islower()
        sure = cue[0].endswith("inspiration") or any(map(self._is_told, pieces))
        return pieces if sure and not general else []

    def _is_told(self, example: Example) -> bool:
        """Whether an example is named with its place or with what it is, and is nobody's who took part."""
        small = example.name.rsplit(" ", 1)[-1].islower() and SCHEME.search(example.name)
        placed = any(start >= example.end or not example.owned for start, _ in example.places)
        named = placed or example.told or small
        words = fold(example.name).split()
        person = is_person_name(example.name) and not any(map(is_everyday, words))
        return (
            bool(named)
            and words[-1] not in word_set("sight")
            and not person
            and fold(example.name) not in self.participants
        )

    def _leads(self, start: int) -> bool:
        """Whether the words before an offset say that a list of examples begins there."""
        before = self.text[max(0, start - REACH) : start]
        return before.rstrip().endswith(":") and bool(CASE.search(before) or LEADS.search(before))

    def subjects(self, *, any_verb: bool = False) -> list[Example]:
        """Return the examples that begin a sentence which tells what they do or have shown; with `any_verb` whatever it tells."""
        found: list[Example] = []
        for start, stop in clauses(self.text):
            if not any_verb and TELLS.search(self.text, start, stop) is None:
                continue
            position = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip("\"'“‘( "))
            placed = _PLACED.match(self.text[position:stop])
            where = [(p.start, p.end) for p in self.places_at(position, position + placed.end())] if placed else []
            if placed and where:
                position += placed.end()
            lead = _SMALL_LEAD.match(self.text[position:stop])
            begin = position + (lead.end() if lead else 0)
            example = self.piece(begin, stop, weak=True, bodies=False)
            if example is None or fold(example.name.split()[0]) in LEADING:
                continue
            rest = self.text[example.end : stop]
            rest = re.sub(
                rf"^\s*(?:\([^()]*\)|,?\s+{any_of('in or of a place')}\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)"
                r"*)",
                "",
                rest,
            )
            rest = re.sub(rf"^\s*,\s+{any_of('end of an entry')}\b[^,]*,(?:[^,]{{0,60}},)?\s*", " ", rest).lstrip(" ,")
            known = fold(example.name) in self.participants or (example.start, example.end) in self.known
            if where:
                example.places = where + [p for p in example.places if p not in where]
            if (
                not known
                and not example.owned
                and not example.places
                and len(re.findall(rf"(?<![\w'’-]){TOKEN}", example.name)) < 2
                and not lead
            ):
                continue
            if (PERFECT if known else SUBJECT).match(rest) or (any_verb and ANY_VERB.match(rest)):
                found.append(example)
            elif re.match(r"(?:\([^()]*\)\s*)?(?:,|and\b)", rest):
                several = self.listed(begin, stop, weak=True, bodies=False)
                bracket = BRACKET.match(self.text, several[-1].end, stop) if several else None
                after = self.text[bracket.end() if bracket else several[-1].end : stop] if several else ""
                if len(several) > 1 and SUBJECT.match(after.lstrip(" ,")):
                    found.extend(several)
        return found

    def named(self) -> list[Example]:
        """Return what is named so fully that no phrase need introduce it: "the Elm Street model", "Hull's Elm Hub", "Elm Kitchen in
        Hull"."""
        found: list[Example] = []
        for start, stop in sentences(self.text):
            for match in RUN.finditer(self.text, start, stop):
                begins = match.end() + 1
                if not match["before"].strip() and not _APOSTROPHES.intersection(self.text[match.start("name") : stop]):
                    continue  # without a small word before it, only what somebody owns is named so fully
                if fold(match["name"]) in LEADING or (
                    match.start("name") == start and any(n.start == begins for n in (*self.places, *self.bodies))
                ):
                    continue
                position = match.start("name")
                example = self.piece(position, stop, weak=True, bodies=False)
                if (
                    example is None
                    or (found and example.start < found[-1].end)
                    or fold(example.name) in self.participants
                ):
                    continue
                capitals = len(re.findall(rf"(?<![\w'’-]){TOKEN}", example.name))
                last = example.name.rsplit(" ", 1)[-1]
                before = match["before"].strip().casefold()
                if before == "and" and capitals == 1 and self.text[start : match.start()].split()[-1][:1].isupper():
                    continue  # "Care and Repair in Powys" is one name
                if example.owned:
                    counts = capitals > 1 and example.start > position and not recognise.is_general(example.name)
                elif last[0].islower():
                    counts = before in ("the", "its", "their", "our") and (capitals > 1 or bool(example.places))
                else:
                    counts = bool(example.places and before) and fold(last) not in STREETS
                    counts = counts and not recognise.is_general(example.name)
                joined = found and re.fullmatch(
                    rf",?\s+(?:{any_of('done with a model', 'run by')} )?(?:{any_of('of a body')}|by|with)\s+(?:the )?",
                    self.text[found[-1].end : example.start],
                )
                if last[0].islower() and any(b.start == example.start and b.end < example.end for b in self.bodies):
                    counts = counts and len(example.name[len(printed_body(self, example)) :].split()) < 2
                if counts and not joined and not any(fold(w) in LEADING for w in example.name.split()[:1]):
                    found.append(example)
        return found

    def created(self, *, any_name: bool = False) -> list[Example]:
        """Return named partnerships and schemes that the text says were set up; with `any_name` whatever they are called."""
        found = []
        for match in CREATED.finditer(self.text):
            start, end = match.span(1)
            if (
                not NO_SCHEME.search(match[1])
                and (any_name or re.search(rf"(?:{HEADS})$", match[1], re.I))
                and fold(match[1]) not in self.refuse
            ):
                found.append(self.made(start, end, []))
                found[-1].sure = True
        return found

    def held_up(self) -> list[Example]:
        """Return the examples of text that cites none for a challenge: what it calls one, and named schemes of which it tells who
        made them, where they are or what they do."""
        found: list[Example] = []
        for match in HELD_UP.finditer(self.text):
            stop = next(b for a, b in sentences(self.text) if match.end() <= b)
            begin = match.end() + len(_LEADS_ON.match(self.text, match.end())[0])  # type: ignore[index]
            found.extend(self.listed(begin, stop, weak=False, bodies=False))
        for match in AREAS.finditer(self.text):
            place = next((p for p in self.places if p.start == match.end()), None)
            if place is not None and HAS_DONE.match(self.text, place.end):
                found.append(self.made(place.start, place.end, [(place.start, place.end)]))
                found[-1].sure = True
        for match in SCHEME_TOLD.finditer(self.text):
            begin, name = self._scheme_name(match.start())
            where = self._placed(begin) if name else []
            if not name or not (match["told"] or where) or name.islower() or name[0].isdigit():
                continue
            example = self.piece(begin, match.end("head"), weak=True, bodies=False)
            if example is not None and example.end >= match.end("head"):
                example.sure = name.isupper() and len(name) > _LETTERS
                example.places = example.places or where or self.located(match.end("head"), len(self.text))
                found.append(example)
        return [e for i, e in enumerate(found) if not any(e.start < f.end and f.start < e.end for f in found[:i])]

    def _scheme_name(self, end: int) -> tuple[int, str]:
        """Return where the name begins that stands right before `end`, behind the words that begin its sentence, and the name; an
        empty one where none stands there."""
        found = SCHEME_NAME.search(self.text, max(0, end - REACH), end)
        begin = found.start(1) if found else end
        while (word := self.text[begin:end].split(" ", 1)[0]) and fold(word) in LEADING:
            if word.isupper() and len(word) > _LETTERS:
                break
            begin = min(end, begin + len(word) + 1)
        return begin, self.text[begin:end]

    def _placed(self, begin: int) -> list[tuple[int, int]]:
        """Return the place right before a name that begins its sentence behind it: "In Hull, the Elm Street scheme ..."."""
        start = next(a for a, b in sentences(self.text) if begin <= b)
        placed = re.match(rf"{any_of('around a place', capital=True)} (?:the )?(?=[A-Z])", self.text[start:begin])
        if placed is None or re.fullmatch(r".{2,40}, (?:[Tt]he )?", self.text[start + placed.end() : begin]) is None:
            return []
        return [(p.start, p.end) for p in self.places if p.start == start + placed.end()]

    def listed(self, position: int, stop: int, *, weak: bool, bodies: bool, beside: bool = False) -> list[Example]:
        """Return the examples of a list that begins at an offset; `beside`: others stand before it."""
        found: list[Example] = []
        goes_on = True
        while position < stop:
            lead = LEAD.match(self.text[position:stop])
            position += lead.end() if lead else 0
            place = self._place_only(position, stop)
            inside = place is not None and any(a <= position < b for a, b in self.shelter)
            where = place is not None and not (inside or found) and self.text.startswith(_WHERE, place[1])
            at = place[1] + len(_WHERE) if place and where else stop
            at += len("the ") if self.text.startswith("the ", at) else 0
            told = self.piece(at, stop, weak=True, bodies=False) if at < stop else None
            if place is not None and told is not None:
                told.places = told.places or [place]
                found.append(told)
                end = told.end
            elif place is not None and not inside:
                if found:
                    found[-1].places.append(place)
                end = place[1]
                bracket = BRACKET.match(self.text, end, stop)
                end = bracket.end() if bracket else end
            else:
                piece = self.piece(position, stop, weak=weak and not found, bodies=bodies) or (
                    self._beside(position, stop) if found or beside else None
                )
                if piece is None:
                    onward = ONWARD.match(self.text, position, stop) if found else None
                    if onward is None:
                        break
                    position = onward.end()
                    continue
                found.append(piece)
                end, goes_on = self.tell(piece, stop)
                itself = _ITSELF.match(self.text, end, stop)
                end = itself.end() if itself else end
            further = NEXT.match(self.text, end, stop) if goes_on else None
            if further is None:
                skip = ONWARD.match(self.text, end, stop)
                if skip is None or not found:
                    break
                position = skip.end()
                continue
            position = further.end()
        shared = found[-1].places if found else []
        for example in found[:-1]:
            if shared and not example.places and self._same_part(example, found[-1]):
                example.places = list(shared)
        return found

    def _beside(self, position: int, stop: int) -> Example | None:
        """Return the example in small letters that stands beside others: by what it is and where, or by a name that is spelt so."""
        if not self.text[position:stop][:1].islower():
            return None
        name = self.text[position:stop].split(maxsplit=1)[0]
        rare = name.isalpha() and len(name) > len("four") and not is_everyday(name)
        if rare and (where := self.located(position + len(name), stop)):
            return self.made(position, position + len(name), where)
        return self.described(position, stop, anything=True)

    def _same_part(self, first: Example, last: Example) -> bool:
        """Whether two names share the place behind the second; one in brackets is the second's alone."""
        between, behind = self.text[first.end : last.start], self.text[last.end :].lstrip()
        return between.strip() == "and" and not behind.startswith("(")

    def _place_only(self, position: int, stop: int) -> tuple[int, int] | None:
        for place in self.places:
            if place.start == position and place.end <= stop and gazetteer().get(place.printed) is not None:
                after = self.text[place.end : stop].lstrip()
                if after[:1] in _ENDS or after.startswith("and "):
                    return place.start, place.end
        return None


def is_held_up(text: str, at: int) -> bool:
    """Whether a sentence holds something up as an example before a place in it, or says behind it that it inspired somebody."""
    start, stop = next((a, b) for a, b in sentences(text) if at < b)
    cues = [cue for cue in CUE.finditer(text, start, at) if cue["strong"]] if CUED.may_match(text) else []
    cues = [cue for cue in cues if not cue[0].strip().endswith("about")]  # what was told may be of the place itself
    between = text[cues[-1].end() : at] if cues else ""
    cued = bool(cues) and len(between.split()) <= (_NEAR_SMALL if between.islower() else _NEAR)
    return cued or _INSPIRED.search(text, at, stop) is not None


def printed_body(reader: ExampleReader, example: Example) -> str:
    """Return the name of the body that an example's name begins with, empty where it begins with none."""
    return next((b.printed for b in reader.bodies if b.start == example.start), "")
