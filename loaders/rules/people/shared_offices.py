"""People who share the office and body that a line prints once, behind the last of them."""

import re
from dataclasses import replace

from loaders.blocks import Block
from loaders.context import Entry
from loaders.lexicons.words import any_of, word_list

SHARED = re.compile(r"\s*(?:[,/&+]|,?\s*\band\b)\s*")
"""What stands between people who share the office and body behind the last of them."""

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
