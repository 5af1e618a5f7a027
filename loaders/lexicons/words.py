"""Lists of words that decide by themselves, each once, as data: the files of `words/`.

A list says what it is for and its words, parted by commas, or by spaces where each is one word. `<another list>` among them
stands for all of that one's. `forms` says what is made of each word by rule: of a noun its `plural` as well; of a verb its `base`,
`s`, `past` and `ing`, spelt with s and z alike ("organised"). Verbs that follow no rule are the list `irregular`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from schema.errors import ImagineError

_FOLDER = Path(__file__).parent / "words"
_IRREGULAR = "irregular"
"""The list of verbs that follow no rule: each with its past, its participle, and its -ing where that doubles a letter."""
_LISTED = re.compile(r"<([^<>]+)>")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_WORD = re.compile(r"<[^<>]+>|\S+")
_ISE = re.compile(r"is(?=(?:e|ed|es|ing)\b)")
_SIGNS = {" ": "[ -]", "'": "['’]"}
_CONSONANT_Y = re.compile(r"(?<![aeiou])y$")

_Tree = dict[str, "_Tree"]


@cache
def word_list(name: str) -> tuple[str, ...]:
    """Return the words of a list, with those derived from them. Raises ImagineError where there is none of the name."""
    lists = _lists()
    if name not in lists:
        raise ImagineError(f"there is no list of words {name!r}; the lists are {', '.join(sorted(lists))}")
    said = lists[name]
    words: list[str] = []
    for word in _printed(said["words"]):
        other = _LISTED.fullmatch(word)
        for base in word_list(other[1]) if other else (word,):
            words.extend(_derived(base, said.get("forms", "").split()))
    return tuple(dict.fromkeys(words))


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of a list, to ask whether a word is one of them. Raises ImagineError where there is none of the name."""
    return frozenset(word_list(name))


@cache
def any_of(*names: str, capital: bool = False) -> str:
    """Return a regular expression for any word of lists, the longest first, a space standing for a hyphen too; with `capital`, the
    first letter of each of its words may be a capital."""
    words = {word for name in names for word in word_list(name)}
    return one_of([_spelt(word, capital=capital) for word in words])


def one_of(spelt: Iterable[Sequence[str]]) -> str:
    """Return a regular expression for any of some words, the longest first, each given as an expression for each of its characters.
    Those that begin alike share their beginning, so that a text is compared with it once."""
    tree: _Tree = {}
    for word in sorted(spelt, key=lambda word: (-len(word), word)):
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node.setdefault("", {})
    return f"(?:{_branches(tree)})"


def _branches(tree: _Tree) -> str:
    found = [sign + (_branches(node) if len(node) < 2 else f"(?:{_branches(node)})") for sign, node in tree.items()]
    return "|".join(found)


def _spelt(word: str, *, capital: bool) -> list[str]:
    """Return an expression for each sign of a word; with `capital`, the first letter of each of its words may be one."""
    return [
        _SIGNS.get(sign, _either(sign) if capital and before == " " else re.escape(sign))
        for before, sign in pairwise(f" {word}")
    ]


def _either(letter: str) -> str:
    return f"[{letter.upper()}{letter}]" if letter.islower() else re.escape(letter)


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Return every list as its file has it, by name. Raises ImagineError where two files have one of the same name."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in found:
                raise ImagineError(
                    f"the list of words {name!r} stands twice, the second time in {path.name}; join them"
                )
            found[name] = said
    return found


def _printed(words: str) -> list[str]:
    return [" ".join(word.split()) for word in words.split(",")] if "," in words else _WORD.findall(words)


def _derived(word: str, forms: list[str]) -> list[str]:
    """Return a word and its forms; of words joined by spaces, a noun's last and a verb's first one changes."""
    if not forms:
        return [word]
    if "plural" in forms:
        front, _, last = word.rpartition(" ")
        return [word, f"{front} {_with_s(last)}".strip()]
    first, space, rest = word.partition(" ")
    verbs: list[str] = []
    for form in forms:
        verbs.extend(f"{verb}{space}{rest}" for verb in _form_of(first, form))
    return [*verbs, *(_ISE.sub("iz", verb) for verb in verbs if first.endswith("ise"))]


def _form_of(verb: str, form: str) -> list[str]:
    irregular = _irregular().get(verb, ())
    if form == "base":
        return [verb]
    if form == "s":
        return [_with_s(verb)]
    if form == "past":
        return list(irregular[:2]) or [f"{_CONSONANT_Y.sub('i', verb.removesuffix('e'))}ed"]
    if form == "ing":
        return [irregular[2] if len(irregular) > 2 else f"{verb.removesuffix('e')}ing"]
    raise ImagineError(f"a list of words asks for the form {form!r}; forms are plural, base, s, past and ing")


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return f"{word[:-1]}ies"
    return f"{word}es" if _SIBILANT.search(word) or word == "go" else f"{word}s"


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    said = _printed(_lists()[_IRREGULAR]["words"])
    return {verb: tuple(forms) for verb, *forms in (entry.split() for entry in said)}
