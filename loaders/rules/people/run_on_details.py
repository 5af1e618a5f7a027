"""Offices that no mark parts from their bodies: "Data Analyst The Alder Trust"."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from loaders.blocks import Block, Span
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.rules.people.body_shapes import is_no_field
from loaders.rules.people.person_details import split_detail
from loaders.structure import cues

_SHORT = re.compile(
    r"(?<=[\w.] )(?<!\bof )(?<!\bthe )(?!(?:C[A-Z]O|CIC|NHS|LL[CP]|PLC|LTD|INC)\b)(?:[A-Z]{3,}|U\.?[KS]\.)(?=\s|$)"
)
_FEW, _SEVERAL = 3, 5
"""How many words behind an office are a body's name by their place alone, and how many where none of them is of a field of
work."""
_ARTICLE = re.compile(r"(?<=\w )The (?=[A-Z])")


def split_run_on(context: Context, detail: Span) -> tuple[Span | None, Span | None]:
    """Return role and body where no mark parts the two ("Data Analyst The Alder Trust"): the body begins with an article in
    capitals or the short form of a larger body, or behind the words of the office."""
    text, names = context.words(detail), context.names
    if names.is_organisation(text) and not any(map(cues.is_role, text.split()[:-1])):
        return None, detail
    starts = [m.start() for m in _ARTICLE.finditer(text)][-1:]
    starts += [m.start() for m in _SHORT.finditer(text) if not _ends_a_name(text, m)][-1:]
    words = list(re.finditer(r"\S+", text))
    for word, after in pairwise(words):
        tail = text[after.start() :]
        owned = word[0].endswith(("'s", "’s"))
        if (
            cues.is_role(word[0])
            and not owned
            and word[0][-1].isalnum()
            and after[0][0].isalpha()
            and not cues.is_role(after[0])
        ):
            length = len(tail.split())
            if after[0][0].isupper() and (
                names.is_organisation(tail) or length <= _FEW or (length <= _SEVERAL and is_no_field(tail))
            ):
                starts.append(after.start())
            break
    for start in starts:
        if cues.is_role(office := text[:start].rstrip()) and office[-1].isalnum():
            return Span(detail.start, detail.start + len(office)), Span(detail.start + start, detail.end)
    return None, None


def apposed(context: Context, block: Block, who: Entry, stop: Callable[[int], int]) -> Entry | None:
    """Return somebody with the office and body that a sentence goes on with behind the name and no mark ("Ada North the leader of
    Dale Council said"); where they end is for `stop` to say."""
    if not block.text.startswith(" the ", who.end):
        return None
    first = who.end + len(" the ")
    role, body = split_detail(context, within(block, first, stop(first)))
    if role is None or body is None or not cues.is_role(context.words(role)):
        return None
    known = context.names.is_organisation(context.words(body))
    return replace(who, role=role, organisation=body, end=body.end - block.start) if known else None


def _ends_a_name(text: str, short: re.Match[str]) -> bool:
    """Whether a short form is the last word of a name rather than a name: behind a word in capitals that is of no office."""
    before = text[: short.start()].split()[-1]
    return short.end() == len(text) and before[0].isupper() and not cues.is_role(before)
