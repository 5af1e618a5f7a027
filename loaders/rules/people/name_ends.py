"""Where a person's name ends: on a line that goes on without a mark, before initials in brackets or an office in capitals, where
it is printed with the surname first, and where a line ends."""

import re
from dataclasses import replace

from loaders.blocks import Block, Span
from loaders.context import Context
from loaders.dates import time_at
from loaders.draft import within
from loaders.lexicons.words import word_set
from loaders.names import recognise
from loaders.names.printed import fold, person_name
from loaders.names.register import first_names, is_everyday
from loaders.structure import cues

TURNED = re.compile(
    r"(?P<family>(?:[a-zà-þÓ]+ ){0,2}[A-ZÀ-Þ][\w'’-]+(?: [\w'’-]+){0,2}), (?P<given>[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*)?)"
)
"""A name with the surname first: "North, Ada", "van der Meer, Joost"."""
_FAMILY = 2
"""The most words of a surname, besides the particles before it."""
_BODY_NEXT = re.compile(r"\s+\(|(?P<mark>\s*\t|\s+[–—-]\s+)[A-Z]")
"""What leads from such a name to the body."""
_INITIALS_FIRST = re.compile(r"(?P<letters>[A-Z]{2,4}):? +(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})")
_INITIALS = re.compile(r",?\s*\(([A-Z]{2,4}[a-z]?)\)")
_FIRST_ALONE = re.compile(r"([A-Z]\w+) \([A-Z]")
_LINE = 200
"""The most characters of a line that names somebody."""
_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"[^,;:()\t|]{0,80}")


def begins_line(text: str, position: int) -> bool:
    """Whether nothing stands before a place of a line but the hours of a programme's item."""
    return re.fullmatch(r"\W*", text[(time_at(text) or 0) : position]) is not None


def initials_at(name: str, rest: str) -> int:
    """Return how many characters behind a name only give its initials in brackets ("Ada North (AN)"), as minutes do."""
    match = _INITIALS.match(rest)
    letters = "".join(word[0] for word in re.findall(r"\w+", person_name(name))) if match else ""
    begins = match is not None and match[1][0] == letters[:1] and match[1][1] in letters[1:]
    return match.end() if match and begins else 0


def initials_before(text: str, position: int) -> int:
    """Return how many characters at a place of a text only give the initials of the name behind them ("AN Ada North")."""
    match = _INITIALS_FIRST.match(text, position)
    letters = "".join(word[0] for word in re.findall(r"\w+", match["name"])) if match else ""
    own = match is not None and match["letters"] in (letters[: len(match["letters"])], letters[:1] + letters[-1:])
    return match.start("name") - position if match and own else 0


def is_next_person(context: Context, role: Span | None, body: Span) -> bool:
    """Whether what stands behind a name's comma can only be the next person: a sure first name with one more word, and no body; or,
    where an office would stand before a body, two words that can be a name and neither of them a common one."""
    name, _, last = context.words(role or body).partition(" and ")
    first, _, other = name.partition(" ")
    if last:  # the end of a list ("Ada North, Bo Lee and Cy")
        return fold(last) in first_names() and context.names.is_person(name)
    if not other or " " in other or not context.names.is_person(name):
        return False
    common = cues.is_role(name) or any(is_everyday(fold(word), surname=True) for word in (first, other))
    return fold(first) in first_names(sure=True) if role is None else not common


def is_next_by_first_name(text: str, at: int) -> bool:
    """Whether the next person of a list stands at a place, of whom it gives the first name and a bracket ("Ada (Elm Trust)")."""
    match = _FIRST_ALONE.match(text, at)
    return match is not None and fold(match[1]) in first_names() and not cues.is_role(match[1])


def runs_into_office(rest: str) -> bool:
    """Whether what stands right behind a name is an office in capitals ("Ada North Data Team Leader, Elm Trust")."""
    match = _TAIL.match(rest)
    words = match[0].split() if match else []
    last = next((word for word in reversed(words) if word[0].isupper()), "")
    return (
        rest[:1] == " "
        and words[:1] != []
        and words[0][0].isupper()
        and (cues.is_role(last) or cues.is_role(last.removesuffix("s")) or cues.is_role(" ".join(words[:2])))
    )


def says_when(text: str, at: int) -> bool:
    """Whether a word that can be a first name says when something was ("At our meeting in June Ada North")."""
    word = _WORD.match(text, at)
    if word is None or word[0].lower() not in word_set("month"):
        return False
    return text[:at].rstrip().rpartition(" ")[2].lower() in word_set("before a month")


def without_office(words: list[str], rest: str) -> list[str]:
    """Return the words of a name without those at its end that belong to an office behind it: fields of work, everyday words and
    short forms, where an office follows. Two words are left at least, besides forms of address."""
    own = list(words)
    least = 2 + len(words) - len(person_name(" ".join(words)).split())
    for at in range(least, len(own) - 1):
        if own[at + 1] == "of" and cues.is_role(own[at]):  # "Ada North Manager of Homes"
            return own[:at]
    if len(own) > least and (runs_into_office(rest) or cues.is_role(own[-1])):
        while len(own) > least and _is_of_office(own[-1]):
            own.pop()
    return own


def _is_of_office(word: str) -> bool:
    folded = fold(word)
    return (
        cues.is_role(word)
        or folded in word_set("field of work")
        or is_everyday(folded, surname=True)
        or (word.isupper() and len(word) > 1)
    )


def turned_at(context: Context, block: Block, position: int) -> tuple[Span, str] | None:
    """Return the span of a name that is printed surname first, with its body in brackets ("North, Ada (Alder Trust)") or, where it
    begins the line, behind a dash or a gap, and the name in its usual order."""
    if (shown := context.turned.get(block.start + position)) is not None:
        return shown
    match = TURNED.match(block.text, position)
    if match is None or fold(match["given"].split()[0]) not in first_names():
        return None
    body = _BODY_NEXT.match(block.text, match.end())
    if body is None or (body["mark"] and position):
        return None
    family = match["family"].split()
    known = context.names.is_organisation(match["family"]) or fold(family[0].split("-")[0]) in first_names()
    if (len(family) > 1 and known) or (len(family) > _FAMILY and family[0][0].isupper()):
        return None
    return within(block, *match.span()), in_usual_order(match["family"], match["given"])


def in_usual_order(family: str, given: str) -> str:
    """Return a name that is printed surname first, as it is said; lists set surnames in capitals so that they are found."""
    return f"{given} {family.title() if family.isupper() else family}"


def line_at(block: Block, position: int) -> Block | None:
    """Return a block up to the end of the line of several words on which a place of it stands, where another line follows: what
    begins a line is no part of the name above."""
    stop = next((at - block.start for at in block.breaks if at - block.start > position), 0)
    if " " not in block.text[position : stop - 1] or stop - position > _LINE:
        return None
    text = block.text[:stop].rstrip()
    return replace(block, text=text, end=block.start + len(text), breaks=())


def ends_a_body(block: Block, name: Span) -> bool:
    """Whether a name-like run of words is the end of a body's name ("Elm Association of Growers and Cider Makers")."""
    start, end = name.start - block.start, name.end - block.start
    return any(body.start < start and end <= body.end for body in recognise.organisations(block.text))
