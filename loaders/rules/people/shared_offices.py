"""People who share the office and body that a line prints once, behind the last of them."""

import re
from dataclasses import replace

from loaders.blocks import Block, Kind, Span
from loaders.context import Entry
from loaders.lexicons.words import any_of, word_list

SHARED = re.compile(r"\s*(?:[,/&+]|,?\s*\band\b)\s*")
"""What stands between people who share the office and body behind the last of them."""

TITLE_BEFORE = re.compile(rf"(?:\b{any_of('form of address', 'title of honour', capital=True)}\.? )+$")
"""The forms of address right before a name."""

ALL = rf"{any_of('all of them')}\s+"
"""How a bracket begins that says what all who stand before it are."""
OF_ALL = re.compile(rf"\s*\({ALL}(?:[a-z]+\s+){{0,2}}")
_FROM = tuple(f" {word}" for word in word_list("from bodies") if word != "of")
_JOINS = re.compile(r"\band\b|[&/+]")


def shared(block: Block, found: list[Entry]) -> list[Entry]:
    """Return the people of a line, each with the office and body that is printed once behind several ("A and B, Directors, X")."""
    whole = list(found)
    for index in range(len(found) - 2, -1, -1):
        one, after = found[index], whole[index + 1]
        if one.role or one.organisation or after.organisation is None:
            continue
        between = block.text[one.end : after.person.start - block.start]
        chain = block.text[one.end : after.organisation.start - block.start]
        if chain.rstrip().endswith(_FROM) and _JOINS.search(chain) is None:
            continue  # of people whom commas list, the last is from there
        bracketed = "(" in block.text[after.person.end - block.start : after.organisation.start - block.start]
        bracketed = bracketed and not OF_ALL.match(block.text, after.person.end - block.start)
        listed = bracketed and index and _between(block, found[index - 1], one) == ","
        if SHARED.fullmatch(between) and not (bracketed and between.strip() == ",") and not listed:
            whole[index] = replace(one, role=after.role, organisation=after.organisation)
    return whole


def _between(block: Block, one: Entry, after: Entry) -> str:
    """Return what stands between two people of a line."""
    return block.text[one.end : after.person.start - block.start].strip()


def shared_in_words(block: Block, names: list[Span], entries: list[Entry | None]) -> list[Entry | None]:
    """Return the people whom running words name, each with the body that is printed once: behind two of them ("A & B (X)"), or
    before several with an office that is theirs ("Elm Trust directors A and B")."""
    whole = list(entries)
    for index, led in enumerate(whole[:-1]):
        if led is None or led.role is None or led.organisation is None:
            continue
        office = block.text[led.role.start - block.start : led.person.start - block.start]
        between = block.text[names[index].end - block.start : names[index + 1].start - block.start]
        first = led.organisation.start < led.role.start < led.person.start
        if first and TITLE_BEFORE.sub("", office).rstrip(" ,").endswith("s") and SHARED.fullmatch(between):
            whole[index + 1] = replace(led, person=names[index + 1], end=names[index + 1].end - block.start)
    for index in range(len(whole) - 2, -1, -1):
        one, after = whole[index], whole[index + 1]
        if after is None or after.organisation is None or (one is not None and one.organisation is not None):
            continue
        between = TITLE_BEFORE.sub("", block.text[names[index].end - block.start : after.person.start - block.start])
        behind = block.text[after.person.end - block.start : after.organisation.start - block.start]
        if one is not None and one.role is not None and after.role is not None and _heads_line(block, one):
            if re.fullmatch(r",? and ", block.text[one.end : after.person.start - block.start]):
                whole[index] = replace(one, organisation=after.organisation)
            continue
        if OF_ALL.search(behind) and SHARED.fullmatch(between):
            whole[index] = replace(after, person=names[index], end=names[index].end - block.start)
            continue
        joined = re.fullmatch(r"\s*(?:[&/]|\band\b)\s*", between) and after.organisation.start > after.person.end
        before = block.text[names[index - 1].end - block.start : names[index].start - block.start] if index else ""
        tied = (behind.strip() == "(" and before.strip() != ",") or re.fullmatch(r" (?:from|of) (?:the )?", behind)
        listed = behind.strip() == "," and _heads_line(block, whole[index] or Entry(names[index]))
        if joined and (tied or listed or (after.role and re.search(r"s\b", behind))):
            whole[index] = replace(after, person=names[index], end=names[index].end - block.start)
    return whole


def _heads_line(block: Block, entry: Entry) -> bool:
    """Whether an entry begins a line of a list, or a bracket."""
    before = block.text[: entry.person.start - block.start]
    return before.endswith(("(", "— ", "– ")) or (block.kind in (Kind.ITEM, Kind.ROW) and not re.search(r"\w", before))
