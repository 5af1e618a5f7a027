"""Who owns and who supports a challenge, from sentences that tell of it where no label does: "Ada North, Head of Care at Elm Trust,
was the owner. Supporting her were Bo Lee of Fir Homes and Cy Dean, who chairs the Fir Forum." """

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.lexicons.words import any_of, word_set
from loaders.rules.bodies.lists import names_in_sentence
from loaders.rules.people.backers import told_bodies
from loaders.rules.people.person_lines import entry_at, names_in
from loaders.structure import cues
from loaders.structure.sections import Role

_BROUGHT = re.compile(
    rf"\b(?:{any_of('brought a challenge')}|{any_of('is or has been')}? ?{any_of('owning')}(?: to [\w ]{{2,9}})? by"
    rf"|brought {any_of('what was brought')}\b[^.:;]{{0,40}}:?|{any_of('challenge')} {any_of('whose it is')})\b",
    re.I,
)
_HELPED = re.compile(
    rf"\b(?:{any_of('stood by')}|{any_of('helping')}(?: by)?|with (?:the )?{any_of('kind of help')} {any_of('of a body')})\b",
    re.I,
)
_CUES = ((Role.OWNERS, _BROUGHT), (Role.SUPPORTERS, _HELPED))
_LONGEST = 900
"""The most characters of a paragraph that tells who stands behind a challenge."""
_NEAR = 4
"""How many words right behind a name can tell of it."""
_WHO_IS = re.compile(r",? who (?P<told>[^,;:]{3,160})")
"""What a sentence says of somebody between the name and what the person did."""
_TIED = re.compile(rf"\b{any_of('in or of a place')} (?:the )?(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Backer:
    """Somebody, or a body alone, whom a sentence names behind a challenge."""

    role: Role
    person: Entry | None = None
    body: Span | None = None


def told_backers(context: Context, block: Block) -> Iterator[Backer]:
    """Yield those whom the sentences of a paragraph name as who brought a challenge to the table, or helped with it."""
    if (
        block.kind is not Kind.PARAGRAPH
        or len(block.text) > _LONGEST
        or cues.says("asker", block.text)  # who asked a question has not brought it to a table
        or not any(cue.search(block.text) for _, cue in _CUES)
    ):
        return
    before: Entry | None = None
    for start, end in context.sentences(block):
        sentence = block.text[start:end]
        leading: Entry | None = None
        position = start
        for name in names_in(context, block, start, end):
            at = name.start - block.start
            entry = entry_at(context, block, at) if at >= position else None
            if entry is None:
                continue
            leading = leading or (entry if not sentence[: at - start].strip() else None)
            ends = [span.end - block.start for span in (entry.person, entry.role, entry.organisation) if span]
            clause = None if len(ends) > 1 else _WHO_IS.match(block.text, ends[0], end)
            stop = clause.end() if clause else max(ends)
            position = max(ends)
            role = _nearest(sentence, at - start, stop - start)
            if role is None or not (len(ends) > 1 or _is_beside(sentence, at - start, stop - start)):
                continue
            yield Backer(role, entry, _body_in(context, block, clause) if clause else None)
        for role, cue in _CUES:
            for told in cue.finditer(sentence):
                if before is not None and sentence[: told.start()].strip().lower() in word_set("personal pronoun"):
                    yield Backer(role, before)
                    continue
                for body in told_bodies(context, block, told, start, end):
                    if context.words(body).lower() not in word_set("personal pronoun") | word_set("pronoun"):
                        yield Backer(role, body=body)
        before = leading


def _nearest(sentence: str, at: int, end: int) -> Role | None:
    """Return what the words nearest before a name tell of it, else those after it."""
    before = [(match.end(), role) for role, cue in _CUES for match in cue.finditer(sentence, 0, at)]
    if before:
        return max(before, key=lambda found: found[0])[1]
    after = [(match.start(), role) for role, cue in _CUES if (match := cue.search(sentence, end))]
    return min(after, key=lambda found: found[0])[1] if after else None


def _is_beside(sentence: str, at: int, end: int) -> bool:
    """Whether words that tell of it stand right before a name, or right behind it and what is said of whoever has it."""
    led = any(match.end() == len(sentence[:at].rstrip()) for _, cue in _CUES for match in cue.finditer(sentence, 0, at))
    near = " ".join(sentence[end:].replace(",", " ").split()[:_NEAR])
    return led or any(cue.search(near) for _, cue in _CUES)


def _body_in(context: Context, block: Block, clause: re.Match[str]) -> Span | None:
    """Return the body for which somebody works, by a clause that says what the person does there."""
    first, last = clause.span("told")
    for tie in _TIED.finditer(block.text, first, last):
        named = names_in_sentence(context, block, tie.end(), stop=last)
        if named and context.names.is_organisation(named[0].printed):
            return named[0].spans[0]
    return None
