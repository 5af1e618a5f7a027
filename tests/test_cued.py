"""Expressions that texts are passed over for (`loaders/lexicons/cued.py`) match what they match in `re`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import loaders.extract
from loaders.lexicons.cued import Cued
from loaders.lexicons.required import needs_of
from loaders.sources import read_file, sources

SAMPLE = Path(loaders.extract.__file__).parent / "sample"
WORDS = ("Ms", "co", "coop", "Housing", "É3", "’s", "led by", "a_b", "20", "(", "-", " ", "\t", "\n", "ſ", "²")

_PIECES = st.sampled_from(
    [
        *map(re.escape, WORDS),
        *(r"\b", r"(?<!\w)", r"(?<![\w-])", r"(?<=[ (])", r"(?=[A-Z])", "^", "$", r"(?!co)", r"(?<!\bMs )"),
        *(r"\s+", r"\w+", r"\W", r"\d", r"\d{2,}", "[ -]", "[Cc]", "[sz]", "[^ ]", ".", r"['’]s?", "(?i:MS)"),
    ]
)
_EXPRESSIONS = st.recursive(
    _PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda several: f"(?:{'|'.join(several)})"),
        inner.map(lambda one: f"(?:{one})?"),
        inner.map(lambda one: f"(?:{one})+?"),
        inner.map(lambda one: f"(?P<name>{one})" if "<name>" not in one else one),
    ),
    max_leaves=8,
)


@given(_EXPRESSIONS, st.lists(st.sampled_from(WORDS), max_size=8).map("".join), st.sampled_from((0, re.I)))
def test_a_text_that_is_passed_over_holds_no_match(regex: str, text: str, flags: int) -> None:
    try:
        plainly = re.compile(regex, flags)
    except re.error:  # a group that stands twice, say
        return
    if flags and {"s", "ſ"} <= {*regex.lower(), *text}:
        return  # the long s is an s where case makes no difference, and no document prints it
    cued = Cued(regex, flags)
    assert [m.span() for m in cued.finditer(text)] == [m.span() for m in plainly.finditer(text)]
    assert (cued.search(text) is None) == (plainly.search(text) is None)
    assert (cued.match(text, 1) is None) == (plainly.match(text, 1) is None)


def test_those_that_rules_use_match_in_the_sample_what_they_match_in_re() -> None:
    blocks = [block.text for file in sources([SAMPLE]) for block in read_file(file).blocks]
    used = list(_used())
    assert len(used) > 30
    passed = 0
    for cued in used:
        plainly = re.compile(cued.pattern, cued.flags)
        passed += sum(not cued.may_match(text) for text in blocks)
        for text in blocks:
            assert [m.span() for m in cued.finditer(text)] == [m.span() for m in plainly.finditer(text)], cued.pattern
    assert passed > len(used) * len(blocks) / 2


def _used() -> Iterator[Cued]:
    for name, module in [*sys.modules.items()]:
        for value in [*vars(module).values()] if name.startswith("loaders.") else ():
            yield from (
                one for one in (value.values() if isinstance(value, dict) else (value,)) if isinstance(one, Cued)
            )


@pytest.mark.parametrize(
    ("regex", "needed"),
    [
        (r"\bhousing associations?\b", [{"housi"}, {"assoc"}]),
        (r"\b(?:shared|joint) (?:home|house)s", [{"share", "joint"}, {"home", "house"}]),
        (r"\b(?:shared)? (?:home)?", []),
        (r"\(formerly (\w+)\)", [{"forme"}, {"("}, {")"}]),
        (r"\bco-?op", [{"co"}]),
        (r"\w+ed by", [{"by"}]),
        (r"(?<!\w)[Oo]rgani[sz]ed", [{"organ"}]),
        (r"(?<![A-Za-z])ed\b", []),
        (r"(?:[a-z]+ )?: \d+", [{":"}, {r"\d"}]),
    ],
)
def test_what_an_expression_needs(regex: str, needed: list[set[str]]) -> None:
    assert sorted(map(sorted, needs_of(regex))) == sorted(map(sorted, needed))
