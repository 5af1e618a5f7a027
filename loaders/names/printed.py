"""Names as they are printed: cleaning, keys of identity, and taking apart lines and cells that hold several names.

Pure functions of the printed words and the data files: two spellings of one body get one key here or in the register, never by
what was loaded before.
"""

import re
import unicodedata
from functools import lru_cache

from loaders.lexicons.words import any_of, word_list, word_set
from schema.signs import exchanged

WITHHELD = "Name Withheld"
"""What stands in a text where a person's name was taken out. It counts as a name, so that "..., Chair, Alder Trust" is read on as
a person, an office and a body: the person is then dropped, and the office is not taken for one."""
_NO_WORD = re.compile(r"[\W_]+")
_QUOTES = {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
PICTURES = "".join(
    map(
        chr,
        (
            *range(0x2600, 0x27C0),
            *range(0x2B00, 0x2C00),
            *range(0x1F1E6, 0x1F200),
            *range(0x1F300, 0x1FB00),
            0xFE0F,
            *range(0xE0020, 0xE0080),
        ),
    )
)
"""Pictures (emoji) that people set behind a name: flags are two letters each, or one with letters that nobody sees."""
_EDGES = ' \t\n,;:.*•·_"“”|' + PICTURES
_NOTE_MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹†‡]+|\[\^?\d+\]")
_LEGAL = re.compile(rf"(?: {any_of('end of a legal name')})+$")
_COUNCIL = re.compile(
    rf"\b(?:{any_of('form of a council')}|(?:metropolitan )?(?:borough|district) councils?|royal (?:london )?borough)\b"
)
_NO_COUNCIL = re.compile(rf"\b{any_of('council of others')}\b|\bcouncil (?:for|on)\b|^council of\b")
_COUNCIL_WORDS = re.compile(rf"\b(?:the )?{any_of('kind of council')}(?: of(?: the)?)?(?= |$)")
OWNS_A_NAME = re.compile(r"['’]s [A-Z]")
"""What stands inside a name that is no person's ("Ada's Kitchen")."""
_OF_A_TOWN = re.compile(rf"^(?P<town>[A-Z]\w+(?: [A-Z]\w+)?)['’]s(?= {any_of('joint scheme', capital=True)}$)")
_SHORT_COUNCIL = re.compile(rf"^(?P<base>(?:[A-Z].* )?[A-Z]\S*) {any_of('short form of a council')}$")
_EXPANSIONS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\bgmca\b", "greater manchester combined authority"),
        (r"\bgm\b", "greater manchester"),
        (r"\bicb\b", "integrated care board"),
        (r"\bicp\b", "integrated care partnership"),
        (r"\buhb\b", "university health board"),
        (r"\bnhs ?(?:foundation trust|ft)\b", "nhs trust"),
        (r"\bu s\b|^united states(?= [a-z]{3})", "us"),
        (r"\bco ?op(?:erativa)?\b", "cooperative"),
        (r"\bco operative", "cooperative"),
        (r"\b(?:hm|his majestys|her majestys) ", "hm "),
        (r"\bdept\b", "department"),
        (r"\bopcc\b", "office of the police and crime commissioner for"),
        (r"\bassoc\b", "association"),
    )
)
_EXPANDED = frozenset("gmca gm icb icp uhb nhs nhsft u united co coop cooperativa hm his her dept opcc assoc".split())
"""Words of which one stands where there is something to expand."""
COUNCIL = "council:"
"""How the key of a local authority begins."""

TITLES = re.compile(rf"^(?:(?:the )?{any_of('form of address')}\.? )+", re.I)
_MIXED = re.compile(r"\b(P|MP|DP|M|B)(HD|HIL|SC)\b")
"""Degrees that people write with small letters as well."""
LETTERS = _MIXED.sub(
    lambda m: m[1] + "".join(f"[{c}{c.lower()}]" for c in m[2]),
    "|".join(one.upper() if one.islower() else one for one in word_list("letters after a name")),
)
LETTERS_AFTER_NAME = re.compile(rf",? (?:{LETTERS})\b\.?")


@lru_cache(maxsize=16384)
def is_title(word: str) -> bool:
    """Whether a word is a form of address ("Dr")."""
    return TITLES.match(f"{word} ") is not None


_ASTERISK = re.compile(r"(?<!\w)\*|\*(?!\w)")
"""One that marks a name; between letters it is the name's own."""


@lru_cache(maxsize=65536)
def clean(printed: str) -> str:
    """Return a printed name without the marks around it: white space, footnote marks, asterisks, quotation marks, final stops."""
    text = _NOTE_MARKS.sub("", " ".join(_ASTERISK.sub("", printed).split()))
    text = text.strip(_EDGES)
    if text.startswith(("'", "‘")) and text.endswith(("'", "’")):
        text = text[1:-1]
    if text.endswith("(") or (text.count("(") > text.count(")") and text.endswith(")") is False and "(" in text[-2:]):
        text = text.rstrip("( ")
    return text.strip(_EDGES)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text as it is compared: lower case, without accents, apostrophes and punctuation, `&` as `and`."""
    text = text.replace("`", "'") if text.isascii() else _without_accents(exchanged(text, _QUOTES))
    return " ".join(_NO_WORD.split(text.casefold().replace("&", " and ").replace("'", "").replace("*", ""))).strip()


def first_word(text: str) -> str:
    """Return the first word of a text as it is compared, nothing where it holds none ("--")."""
    return fold(text).partition(" ")[0]


def last_word(text: str) -> str:
    """Return the last word of a text as it is compared, nothing where it holds none."""
    return fold(text).rpartition(" ")[2]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return what identifies the organisation printed as `name`: spelling, legal form and a council's rank make no difference,
    nor whether a town stands before "Alliance" or owns it ("Plymouth's Alliance").

    A local authority's key begins with `COUNCIL`, so that Essex County Council is not Essex.
    """
    text = clean(name)
    outer, inner = in_brackets(text)
    if inner:
        text = outer if len(outer) >= len(inner) else inner
    if (short := _SHORT_COUNCIL.match(text)) and not _NO_COUNCIL.search(fold(text)):
        text = f"{short['base']} Council"
    text = _OF_A_TOWN.sub(r"\g<town>", text)
    folded = fold(text).removeprefix("the ")
    if not _EXPANDED.isdisjoint(folded.split()):
        for pattern, replacement in _EXPANSIONS:
            folded = pattern.sub(replacement, folded)
    if is_council(folded):
        base = " ".join(_COUNCIL_WORDS.sub("", folded).split())
        if base and base not in ("of", "the", "and"):
            return COUNCIL + base
    if folded.endswith(("integrated care board", "integrated care partnership")):
        folded = folded.removeprefix("nhs ")
    stripped = _LEGAL.sub("", folded)
    return stripped or folded


def is_council(folded: str) -> bool:
    """Whether folded words are a local authority's name."""
    return bool(_COUNCIL.search(folded)) and not _NO_COUNCIL.search(folded)


def in_brackets(name: str) -> tuple[str, str]:
    """Split `Greater London Authority (GLA)` or `GLA (Greater London Authority)` where one is the initials of the other.

    Returns the name itself and an empty string where the brackets hold anything else.
    """
    match = _BRACKETED.fullmatch(name) if name.endswith(")") else None
    if match:
        outer, inner = match[1].strip(), match[2].strip()
        if is_acronym(inner, outer) or is_acronym(outer, inner):
            return outer, inner
    return name, ""


def is_acronym(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`; small words and the legal form may be left out, `ICB` may stand whole."""
    letters = [c.casefold() for c in short if c.isalnum()]
    if (
        not 2 <= len(letters) <= 12
        or len(short) >= len(full)
        or sum(c.isupper() for c in short) < max(2, len(letters) // 2)
    ):
        return False
    words = re.findall(r"[A-Za-zÀ-ÿ0-9]+", full.replace("’", "").replace("'", ""))
    if len(words) < 2:
        return False
    return _initials(letters, words) or (words[:2] == ["U", "S"] and _initials(letters, words[2:]))


def _initials(letters: list[str], words: list[str]) -> bool:
    if not letters:
        return all(_may_skip(w) for w in words)
    if not words:
        return False
    word = words[0]
    if word[0].casefold() == letters[0] and _initials(letters[1:], words[1:]):
        return True
    if word.isupper() and len(word) > 1 and [c.casefold() for c in word] == letters[: len(word)]:
        return _initials(letters[len(word) :], words[1:])
    return _may_skip(word) and _initials(letters, words[1:])


def _may_skip(word: str) -> bool:
    return word.casefold() in {
        "of",
        "for",
        "and",
        "the",
        "in",
        "on",
        "to",
        "a",
        "de",
        "y",
        "cic",
        "ltd",
        "llp",
        "limited",
        "plc",
        "cio",
        "uk",
    }


_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)")
_DEFINED = re.compile(r"\(([A-Z][A-Za-z&]{1,9}(?: [A-Z]{2,5})?)\)")
_NAME_BEFORE = re.compile(
    rf"((?:[A-Z0-9À-Ý][\w’'&.-]*|&)(?:(?:\s+|\s*,\s*)(?:{any_of('inside a long name')}\s+){{0,3}}[A-Z0-9À-Ý&][\w’'&.-]*)"
    r"*)\s*$",
)
_ENDS_A_NAME = re.compile(r"[\w’'&.-]\s*$")
_SPELT_OUT = re.compile(r"\b([A-Z][A-Za-z]{0,14}[A-Z][A-Za-z]{0,14})\s+\(([A-Z][a-z]+[^()]{4,80})\)")


@lru_cache(maxsize=16384)
def definitions(text: str) -> tuple[tuple[str, str], ...]:
    """Return the short forms that a text introduces in brackets, as (short, full), in reading order."""
    found: list[tuple[str, str]] = []
    if "(" not in text:
        return ()
    for match in _DEFINED.finditer(text):
        if not _ENDS_A_NAME.search(text, max(0, match.start() - 12), match.start()):
            continue
        before = _NAME_BEFORE.search(text[max(0, match.start() - 140) : match.start()])
        if before is None:
            continue
        words = before[1].split()
        for start in range(len(words)):
            full = " ".join(words[start:])
            if words[start][:1].isupper() and not _may_skip(words[start]) and is_acronym(match[1], full):
                found.append((match[1], re.sub(r"['’]s?$", "", full)))
                break
    found.extend((m[1], m[2]) for m in _SPELT_OUT.finditer(text) if is_acronym(m[1], m[2]))
    return tuple(found)


OF_SEVERAL = re.compile(rf"(?:[A-Z][\w'’-]+, )+[A-Z][\w'’-]+ {any_of('and')} (?=[A-Z])")
"""How a name begins that lists single words: "Bell, Book and Candle Co-operative"."""


def split_compound(cell: str, known: "Known") -> list[str]:
    """Return the names in one cell of a list of bodies: `A/B` is two, `Unit, University` is two where the last can only be a body's
    name, `Leicester, Leicestershire & Rutland` and `Media & Sport` are not."""
    if known(cell) or OF_SEVERAL.match(cell):
        return [cell]
    if "/" in cell:
        parts = [p.strip() for p in cell.split("/") if p.strip()]
        if len(parts) > 1 and all(p[:1].isupper() or p[:1].isdigit() for p in parts):
            return [name for part in parts for name in split_compound(part, known)]
    head, comma, last = cell.rpartition(", ")
    if comma and known(last) and not re.match(rf"{any_of('part of a state')}\b", head):
        return [*split_compound(head, known), last]
    return [cell]


class Known:
    """A test whether a name can only be an organisation's; a class so that its shape has a name."""

    def __call__(self, name: str) -> bool:
        """Whether `name` can only be an organisation's."""
        raise NotImplementedError


@lru_cache(maxsize=16384)
def person_name(printed: str) -> str:
    """Return a person's name without forms of address and letters after it; a peer keeps the title that is part of the name."""
    text = clean(printed)
    text = LETTERS_AFTER_NAME.sub("", text)
    return TITLES.sub("", text).strip(_EDGES)


def without_honour(printed: str) -> str:
    """Return a person's name without a title of honour either, where two words or more follow it ("Sir", "Dame")."""
    name = person_name(printed)
    first, _, rest = name.partition(" ")
    return rest if " " in rest and fold(first) in word_set("title of honour") else name
