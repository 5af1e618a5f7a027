"""Examples that are the lines of a list, or their parts between semicolons: a name, and what is told of it."""

import re
from dataclasses import dataclass

from loaders.case_studies.example import Example
from loaders.case_studies.patterns import ENTRY_END, QUOTED, TOKEN
from loaders.case_studies.pieces import Pieces
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.register import first_names, gazetteer, is_everyday

_IN_GENERAL = re.compile(rf"^[\w-]+(?: [\w-]+)? {any_of('in general')}\W*$", re.I)
_FORMED = re.compile(rf"\b{any_of('joint scheme', capital=True)}\.?\s*$")
_PART_END = re.compile(r"(;|,\s+and\s+(?=the\s))")
_OWNED = re.compile(rf"{TOKEN}(?:\s{TOKEN}){{0,3}}(?<=['’]s|s['’])\s[a-z][\w’'-]*(?:\s[a-z][\w’'-]*){{0,4}}$")
_WHAT = re.compile(rf"(?:\s(?!{any_of('end of a name')}\b)[a-z][\w-]+){{1,3}}\W*$")
"""What says of a name that stands in a list what it is."""
_LEAST = 4
"""The fewest letters of such a word."""
_WORD = re.compile(TOKEN)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(slots=True)
class Entries(Pieces):
    """Reads the lines of a list."""

    def entry(self, start: int = 0) -> list[Example]:
        """Return the example or examples that a line of a list of examples is, parts between semicolons each one."""
        found = []
        position = start
        parts = _PART_END.split(self.text[start:])
        if len(parts) == 3 and parts[1] == ";" and (formed := self._formed(start, parts[0], parts[2])):
            return [formed]
        for at, part in enumerate(parts):
            if at % 2 == 0 and part.strip():
                found.extend(self.part(position, position + len(part)))
            position += len(part)
        return found

    def _formed(self, start: int, members: str, name: str) -> Example | None:
        """Return what several form together ("Dale, Elm Trust and Birch; Northern Alliance"), with its members and their places."""
        listed = re.split(r",\s+(?:and\s+)?|\s+and\s+", members.strip())
        if len(listed) < 2 or not _FORMED.search(name) or not all(word[:1].isupper() for word in listed):
            return None
        begin = start + len(members) + 1
        inside = (start, start + len(members))
        bodies = [(b.start, b.end) for b in self.bodies if inside[0] <= b.start and b.end <= inside[1]]
        places = [(p.start, p.end) for p in self.places_at(*inside)]
        if len(bodies) + len(places) < len(listed):
            return None
        made = self.made(begin + len(name) - len(name.lstrip()), begin + len(name), places, sure=True)
        made.bodies.extend(bodies)
        return made

    def part(self, start: int, stop: int) -> list[Example]:
        """Return what a part of such a line is."""
        start += len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        words = self.text[start:stop]
        if _IN_GENERAL.search(words):
            return []
        if words[:1].islower() and (described := self.described(start, stop, anything=True)):
            return [described]
        quoted = QUOTED.search(words)
        if quoted and quoted.start() < 60 and quoted[1][:1].isupper():
            first, end = start + quoted.start(1), start + quoted.end(1)
            return [self.made(first, end, self.located(start + quoted.end(), stop), sure=True)]
        piece = self.piece(start, stop, weak=True, bodies=False)
        end = start + len(ENTRY_END.split(words)[0].rstrip(" ,."))
        whole = self.text[start:end]
        located = re.search(rf"\s+{any_of('in a place')}\s+(?:the\s+)?(?=[A-Z])", whole)
        if (
            piece is not None
            and ("'s" in whole or "’s" in whole or "/" in whole or " and " in whole)
            and len(whole.split()) <= 12
        ):
            return [self.made(start, end, piece.places)]
        if piece is not None:
            return [piece]
        if name := self._rare(start, stop):
            return [self.made(start, name, self.located(name, stop))]
        if _OWNED.match(whole) and not _is_common(whole.split()[0]):
            return [self.made(start, end, self.located(end, stop))]
        if (
            whole
            and whole[0].isupper()
            and len(whole.split()) <= 12
            and (self.places_at(start, end) or len(re.findall(r"\b[A-Z]", whole)) > 1)
        ):
            name_end = start + located.start() if located and len(whole[: located.start()].split()) > 1 else end
            return [self.made(start, name_end, [(p.start, p.end) for p in self.places_at(start, end)])]
        return []

    def _rare(self, start: int, stop: int) -> int:
        """Return where a word that nobody uses otherwise ends, with no more behind it than what it is ("Otterzorg, nursing by
        neighbours"); 0 where no such word begins a part."""
        word = _WORD.match(self.text, start, stop)
        if word is None or _is_common(word[0]) or _POSSESSIVE.search(word[0]):
            return 0
        if is_everyday(fold(word[0])) or fold(word[0]) in first_names():
            return 0
        rest = self.text[word.end() : stop].removesuffix(".")
        told = rest.startswith(", ") and rest[2:3].islower()
        return word.end() if told or _WHAT.match(rest) else 0


def _is_common(word: str) -> bool:
    """Whether a word, or its owner's name, may be no name: short, an adverb, a virtue ("kindness"), or for things in general."""
    bare = fold(_POSSESSIVE.sub("", word))
    virtue = bare.endswith("ness") and bare not in gazetteer().places
    return (
        len(bare) < _LEAST or bare.endswith("ly") or virtue or gazetteer().is_word(bare) or recognise.is_general(bare)
    )
