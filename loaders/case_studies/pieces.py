"""One example of a text, from where its name begins: the name itself, whose it is, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.case_studies.described import Described
from loaders.case_studies.example import Example
from loaders.case_studies.patterns import (
    ARTICLE,
    DEMONYM,
    HEADS,
    NAME,
    NO_SCHEME,
    PAPER,
    QUOTED,
    SCHEME,
    TAIL,
    THING,
    THINGS,
)
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.names.register import first_names, gazetteer, is_everyday

_POSSESSIVE = re.compile(r"['’]s?")


@dataclass(slots=True)
class Pieces(Described):
    """Reads single examples of one text, each from where its name begins."""

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
            return self.described(position, stop)
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
        made = self.made(position, end, self.located(end, stop))
        self.run_by(made, end, stop)
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
        self.run_by(made, end, stop)
        return made if quoted[1][:1].isupper() or made.places else None

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
        after += len(" own") if text.startswith(" own ", after) else 0
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
            part = is_everyday(fold(owner)) or fold(owner) in first_names()
            single = len(text[proper.start() : close].split()) == 1 or (part and not place)
            made = self.made(position if single else proper.start(), close, place + self.located(close, stop))
            made.body = tail is None and not single and self._is_body(text[proper.start() : close])
            made.sure = True
            made.owned = not part or bool(place)  # "Children's Villages" are nobody's
            return made
        joint = re.search(r"\s+and\s+(?:the\s+)?(?=[A-Z])", text[after:end])
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

    def _tail(self, start: int, end: int, stop: int) -> re.Match[str] | None:
        """Return the small words after a name that say what it is; a name that says so itself takes at most one such word."""
        tail = TAIL.match(self.text, end, stop)
        if tail is not None and len(tail[1].split()) > 1 and SCHEME.search(fold(self.text[start:end])):
            return None
        return tail

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
