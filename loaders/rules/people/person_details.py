"""What stands after a person's name: the office and the body, told apart ("Head of X, Children and Families, Y Council")."""

import re

from loaders.blocks import Span
from loaders.context import Context
from loaders.dates import YEAR
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import COUNCIL, PICTURES, first_word, fold, last_word
from loaders.names.register import is_everyday, register
from loaders.names.resolver import Resolver
from loaders.names.word_sets import HEADS, OPENERS
from loaders.rules.bodies.body_parts import without_part
from loaders.rules.people.areas_behind import is_where, without_area
from loaders.rules.people.bodies_beside_offices import body_first, body_last
from loaders.rules.people.body_ends import TOKEN, own_length
from loaders.rules.people.body_shapes import (
    BODY,
    HEADS_A_BODY,
    ONE,
    ONE_WORD,
    is_name_first,
    is_named,
    is_no_body,
    is_no_field,
    looks_like_body,
    stands_beside,
)
from loaders.structure import cues

_AT = re.compile(
    rf"\s+{any_of('at or beside a body')}\s+(?:the\s+)?"
    rf"(?:(?P<described>(?:an?\s+)?(?:(?!{any_of('beside a body')}\b)[\w'’-]+,?\s+){{0,6}}?"
    rf"{any_of('what has a name')},?\s+)(?=[A-Z]|[a-z]{{1,3}}[A-Z])|(?:(?:[\w-]+\s+){{0,3}}?{any_of('body that meets')}"
    rf"(?:\s+of\s+[a-z]+s)?\s+{any_of('of or for a body')}\s+(?:the\s+)?)?(?=[A-Z0-9]))"
)
_BREAK = re.compile(r"\s*(?:[,;|]|\s[–—-])\s+(?:at (?:the )?(?=[A-Z]))?|\s*\t\s*|\s,(?=[A-Z])")
_LEADS_ONE = re.compile(rf"\b{any_of('holder of a post')}s?$", re.I)
"""An office whose "of" leads to a body as often as to a field of work."""
CONTACT = re.compile(
    rf"\S+@\S+|(?:https?://|www\.)\S+|(?<!\S)@\w+|\b(?:{any_of('label of a telephone')}[.:]*|[tme][.:]+) ?[\d +()-]{{6,}}"
    r"|(?<![\w+])(?:(?:\+\d|\(?0)[\d ()-]{7,}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4})\b",
    re.I,
)
"""How to reach somebody, which is neither an office nor a body."""
_ARTICLE = re.compile(rf"(?:{any_of('article', 'all of them', 'time of today')} )+")
_OFFICE_FIRST = re.compile(rf"{any_of('office before a body')} (?=[A-Z0-9])")
_NOW = re.compile(rf",?\s+(?:and\s+)?{any_of('time of today')}\s+(?=[A-Z])")
_BESIDE = re.compile(rf"\s*\((?:{any_of('former')}\b|(?:[A-Z]\w+ )?{YEAR} ?[–-])[^()]*\)\s*$", re.I)
"""What a body was or is called at another time."""
_IN_PLACE = re.compile(r"(?<=\w) \([A-Z][^()]+\)$")
"""Where a body is."""
_MARKS, _ENDS = " ,;|", " .,;:" + PICTURES
_CAPITAL = re.compile(
    rf"(?!{any_of('courtesy title', capital=True)}\b|\d{{4}}\s*[–-])(?:the |our )?(?:[A-Z0-9À-Þ]|[a-z]{{1,4}}[A-Z])"
)
"""How the name of a body begins, and not from when to when somebody held an office ("2005-present")."""
_FIELD_AT = re.compile(r"(?P<field>[A-Z][\w&' ]+?) at (?:the )?(?P<body>[A-Z][^,;|]+)")
"""The field of an office that stands behind its comma, and the body ("Adviser, Digital Health at Elm Trust")."""
_FIELD = rf"[A-Z][\w-]+(?: (?!{any_of('of or for a body')} )[A-Z][\w-]+)?"
_OF_FIELDS = re.compile(
    rf"(?:{any_of('named by its fields', capital=True)}) {any_of('of or for a body')} (?:the )?{_FIELD}(?:, {_FIELD})*, {_FIELD},? "
    rf"(?:and|&) (?:the )?{_FIELD}(?=$|,|;| [(–—-]| with )"
)
_BESIDE_OFFICE = re.compile(
    rf"^(?:\([^()]*\),?|{any_of('no part of an office')})(?!\S)\s*|\s\(?{any_of('end of no office')}\)?$"
)
_AND_A = re.compile(rf" and {any_of('article')} ")
_LISTED_NAME = re.compile(rf" {any_of('of or for a body')} the (?=[A-Z]\w+, [A-Z]\w+,? and [A-Z][\w ]+$)")
"""What leads to a name that lists fields ("Chair of the Food, Farming and Fishing Commission")."""
_LAST_BRACKET = re.compile(r"(?<=[\w.])\s+\(([A-Z][^()]{2,90})\)\s*$")
"""The office in a bracket behind the body, or the other way round: "Alder Trust (Deputy Chair)", "Deputy Chair (Alder Trust)"."""
_OFFICE_INSIDE = re.compile(r"([^(),]{3,40})\s+\(([A-Z][^()]+)\)")
"""The part somebody plays, with office and body in a bracket: "Chair (Director, Alder Trust)"."""
_ANOTHER = re.compile(
    rf"(?:\s*;\s+{any_of('time of today')}\s+|\s*[,;]\s+(?:and\s+)?|\s+{any_of('and')}\s+)"
    rf"(?:{any_of('article')} )?(?!{any_of('time of today')} )"
    rf"(?=(?P<office>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){{0,6}}?)(?: {any_of('beside a body')} |, (?=[A-Z])))"
)
"""Where a second office of the same person can begin: "Principal of Elm College, Chair of the Fir Panel"."""


def offices_in(context: Context, detail: Span) -> list[tuple[Span | None, Span | None]]:
    """Return the offices and bodies in what stands after a name, one pair where it does not clearly print several."""
    text = context.words(detail)
    for match in _ANOTHER.finditer(text):
        if not cues.is_role(match["office"]) or recognise.organisations(match["office"]):
            continue
        role, body = split_detail(context, Span(detail.start, detail.start + match.start()))
        known = body is not None and context.names.is_organisation(context.words(body))
        if body is None or not (cues.is_role(context.words(role)) if role else known and "and" in match[0].split()):
            continue  # where not "of Elm Trust, and chair of Fir Homes"
        rest = offices_in(context, Span(detail.start + match.end(), detail.end))
        other = rest[0][1] if rest[0][0] is not None else None
        sure = known if role else other is not None and context.names.is_organisation(context.words(other))
        if sure or (role and other):
            return [(role, body), *rest]
    return [split_detail(context, detail)]


def whole_offices(offices: list[tuple[Span | None, Span | None]]) -> list[tuple[Span, Span]]:
    """Return those of some offices that have a body."""
    return [(role, body) for role, body in offices if role is not None and body is not None]


def split_detail(context: Context, detail: Span) -> tuple[Span | None, Span | None]:
    """Return role and body in what stands after a name: "Head of X, Children and Families, Y Council", "chair, Z", "Z"."""
    words = context.words(detail)
    if ")" in words and "(" not in words.partition(")")[0]:
        detail = Span(detail.start, detail.start + words.find(")"))  # which ends the bracket that the name stands in
    if (played := _OFFICE_INSIDE.fullmatch(context.words(detail))) and is_plain_role(played[1], context.names):
        role, body = _split(context, Span(detail.start + played.start(2), detail.start + played.end(2)))
        if role is not None and body is not None and cues.is_role(context.words(role)):
            return role, body
    if bracket := _LAST_BRACKET.search(context.words(detail)):
        outer = Span(detail.start, detail.start + bracket.start())
        inner = Span(detail.start + bracket.start(1), detail.start + bracket.end(1))
        role, body = _split(context, outer)
        if is_plain_role(bracket[1], context.names):
            if body is not None and not cues.is_role(context.words(body)):
                return role or inner, body
        elif role is not None and body is None and _is_whole_body(context, bracket[1]):
            return role, inner
    role, body = _split(context, detail)
    if role is not None and body is not None and _is_body_first(context, context.words(role)):
        role, body = None, role
    body = without_part(context, body) if body is not None else None
    if body is not None:
        own = Span(body.start, body.start + own_length(context, context.words(body)))
        body = own if own == body or not context.names.is_place(context.words(own)) else None
    if body is None or not _CAPITAL.match(words := context.words(body)) or is_no_body(context, words):
        return role, None
    return role, body


def _is_whole_body(context: Context, words: str) -> bool:
    """Whether what a bracket behind an office holds is a body, and not the field of the office ("Head of Care (Adults)")."""
    known = context.names.is_organisation(words)
    return known or (looks_like_body(words) and not is_no_body(context, words))


def _is_body_first(context: Context, words: str) -> bool:
    """Whether what stands before a comma is a body and no office: the whole before its part ("Elm University, Fir Centre")."""
    part = first_word(words) in word_set("named by its fields")
    return not part and not cues.is_role(words) and context.names.is_organisation(words)


def _split(context: Context, detail: Span) -> tuple[Span | None, Span | None]:
    text = context.words(detail)
    if beside := _BESIDE.search(text) or _IN_PLACE.search(text):
        inside = text[beside.start() :].strip(" ()")
        text = text if beside.re is _IN_PLACE and not context.names.is_place(inside) else text[: beside.start()]
    if (now := _NOW.search(text)) is not None:
        detail, text = Span(detail.start + now.end(), detail.end), text[now.end() :]
    while contact := CONTACT.match(text.lstrip(_MARKS)):
        skipped = len(text) - len(text.lstrip(_MARKS)) + contact.end()
        detail, text = Span(detail.start + skipped, detail.end), text[skipped:].lstrip(_MARKS)
        detail = Span(detail.start + len(context.words(detail)) - len(context.words(detail).lstrip(_MARKS)), detail.end)
    if (contact := CONTACT.search(text)) and not re.search(r"\w", CONTACT.sub("", text[contact.start() :])):
        text = text[: contact.start()]
    trimmed = text.rstrip(_ENDS)
    detail = Span(detail.start + len(text) - len(text.lstrip()), detail.start + len(trimmed))
    text = context.words(detail)
    if not text or CONTACT.search(text) or is_where(text, context.names):
        return None, None
    if led := _ARTICLE.match(text):
        detail, text = Span(detail.start + led.end(), detail.end), text[led.end() :]
    names = context.names
    if (named := _LISTED_NAME.search(text)) and names.is_organisation(text[named.end() :]):
        return Span(detail.start, detail.start + named.start()), Span(detail.start + named.end(), detail.end)
    colon = text.find(": ")
    if colon > 0 and (body_last(text[:colon], names) is not None or body_behind(text[:colon], names) is not None):
        detail = Span(detail.start, detail.start + colon)  # what follows is on what the person spoke
        text = text[:colon]
    elif colon > 0 and is_plain_role(text[:colon].rpartition(", ")[2], names) and BODY.fullmatch(text[colon + 2 :]):
        return Span(detail.start, detail.start + colon), Span(detail.start + colon + 2, detail.end)
    parts = without_area(text, parts_of(text), names)
    while len(parts) > 1 and (
        (stands_beside(last := text[slice(*parts[-1])]) and not cues.is_role(last))
        or (
            names.is_place(last)
            and not (is_plain_role(text[slice(*parts[-2])], names) and COUNCIL + fold(last) in register().bodies)
        )
        or (last[0].islower() and not cues.is_role(last) and _ends_in_body([text[a:b] for a, b in parts[:-1]], names))
    ):
        parts.pop()
    parts = _joined_fields(text, parts, names)
    tail = parts[-1][1]
    text, detail = text[:tail], Span(detail.start, detail.start + tail)
    if (
        len(parts) > 1
        and (led := _FIELD_AT.fullmatch(text, parts[-1][0]))
        and _is_field(led["field"], text[: led.start()])
    ):
        return Span(detail.start, detail.start + led.end("field")), Span(detail.start + led.start("body"), detail.end)
    if (office := _OFFICE_FIRST.match(text)) and _is_one_body(text[office.end() :], names):
        return Span(detail.start, detail.start + office.end() - 1), Span(detail.start + office.end(), detail.end)
    if len(parts) == 2:
        (a, b), (c, d) = parts
        alone = is_plain_role(text[c:d], names) and not recognise.organisations(text[c:d])
        if alone and (names.is_organisation(text[a:b]) or looks_like_body(text[a:b])):
            return Span(detail.start + c, detail.start + d), Span(detail.start + a, detail.start + b)
    if len(parts) == 1 and (start := body_last(text, names)) is not None:
        return Span(detail.start, detail.start + start - 1), Span(detail.start + start, detail.end)
    for index in range(len(parts)):
        words, *behind = (text[first:tail] for first, _ in parts[index : index + 2])
        if behind and is_plain_role(text[slice(*parts[index])], names) and names.is_organisation(behind[0]):
            continue
        if names.is_organisation(words) and not is_plain_role(words, names):
            registered = register().get(words) is not None
            while index and not registered and names.is_place(text[slice(*parts[index - 1])].removeprefix("NHS ")):
                index -= 1
            return _spans(detail, parts, index, tail)
    if len(parts) == 1:
        if (at := body_behind(text, names)) is not None:
            return Span(detail.start, detail.start + at[0]), Span(detail.start + at[1], detail.end)
        if (stop := body_first(text, names)) is not None:
            return Span(detail.start + stop + 1, detail.end), Span(detail.start, detail.start + stop)
        if is_plain_role(text, names):
            return detail, None
        return None, detail
    last = text[parts[-1][0] : tail]
    if (at := body_behind(last, names)) is not None and is_plain_role(last, names):
        base = detail.start + parts[-1][0]
        return Span(detail.start, base + at[0]), Span(base + at[1], detail.start + tail)
    if is_plain_role(last, names) and all(is_plain_role(text[slice(*p)], names) for p in parts):
        return Span(detail.start, detail.start + tail), None
    if _goes_on(text[slice(*parts[-2])], last):
        return Span(detail.start, detail.start + tail), None
    return _spans(detail, parts, len(parts) - 1, tail)


def _is_field(words: str, office: str) -> bool:
    """Whether words are the fields of an office that stands before them ("Adviser, Digital Health" at a body)."""
    return cues.is_role(office) and word_set("field of work").issuperset(fold(words).replace(" and ", " ").split())


def _joined_fields(text: str, parts: list[tuple[int, int]], names: Resolver) -> list[tuple[int, int]]:
    """Return the parts of a detail with those made one that are a department's name, which lists its fields ("Department of Food,
    Farming and Fishing")."""
    for index, (start, _) in enumerate(parts):
        named = _OF_FIELDS.match(text, start)
        if named and not any(
            names.is_organisation(text[slice(*part)]) for part in parts[index + 1 :] if part[1] <= named.end()
        ):
            rest = [part for part in parts[index + 1 :] if part[0] >= named.end()]
            return [*parts[:index], (start, named.end()), *rest]
    return parts


def _ends_in_body(parts: list[str], names: Resolver) -> bool:
    """Whether any of some parts is a body's name, or an office in one."""
    return any(names.is_organisation(one) or (cues.is_role(one) and body_behind(one, names)) for one in parts)


def _goes_on(office: str, last: str) -> bool:
    """Whether what stands behind an office's comma is the last of its fields ("Lecturer in Health, Sport and Public Policy",
    "Minister of State, Justice")."""
    fields, words = word_set("field of work"), fold(last).replace(" and ", " ").split()
    if len(words) > 1 and words[-1] in HEADS and words[-1] != "healthcare":
        return False  # "Chair, Care Experience Network"
    listed = (
        " and " in last
        and not {"in", "for"}.isdisjoint(office.split())
        and all(word in fields or is_everyday(word) for word in words)
    )
    return cues.is_role(office) and (listed or fields.issuperset(words))


def _is_one_body(text: str, names: Resolver) -> bool:
    """Whether a text is a body's name and no office or field of work besides ("CEO Alder Trust")."""
    return "," not in text and names.is_organisation(text) and not cues.is_role(text) and not names.is_place(text)


def _spans(detail: Span, parts: list[tuple[int, int]], index: int, tail: int) -> tuple[Span | None, Span]:
    body = Span(detail.start + parts[index][0], detail.start + tail)
    return (Span(detail.start, detail.start + parts[index - 1][1]) if index else None), body


def office_words(printed: str) -> str | None:
    """Return an office as it is printed, without its article, or a profession before it ("an accountant and a partner"); None for
    what somebody only is where people meet ("Moderator")."""
    words = _BESIDE_OFFICE.sub("", printed.strip(" ,;"))
    first, last = _AND_A.split(words)[0], _AND_A.split(words)[-1]
    if not words or fold(words) in word_set("part in a meeting"):
        return None
    trained = not cues.is_role(first) or last_word(first) in word_set("profession")
    return last if cues.is_role(last) and trained else words


def parts_of(text: str, marks: re.Pattern[str] = _BREAK) -> list[tuple[int, int]]:
    """Return where the parts between marks begin and end: commas, bars and dashes, unless told others; none of them is empty."""
    found, position = [], 0
    for match in marks.finditer(text):
        if match.start() > position:
            found.append((position, match.start()))
        position = match.end()
    if position < len(text):
        found.append((position, len(text)))
    return found


def is_plain_role(words: str, names: Resolver) -> bool:
    """Whether words are an office and no body that is named after one."""
    return cues.is_role(words) and (not names.is_organisation(words) or all(map(cues.is_role, words.split())))


def body_behind(text: str, names: Resolver) -> tuple[int, int] | None:
    """Return where a role ends and the body after "at", "of" or "for" begins, None where there is no body."""
    return _body_behind(text, names, headed=False) or _body_behind(text, names, headed=True)


def _body_behind(text: str, names: Resolver, *, headed: bool) -> tuple[int, int] | None:
    """Return the same: of bodies that are known or, where they can be `headed`, of those that only the office shows to be some."""
    for match in _AT.finditer(text):
        tail = text[match.end() :]
        if any(body.start < match.start() and match.end() < body.end for body in recognise.organisations(text)):
            continue
        word = match[0].split()[0].replace("@", "at")
        office = text[: match.start()]
        described = match["described"] is not None and "," not in tail and not cues.is_role(tail)
        named = described or names.is_organisation(tail) or (headed and _is_headed(office, tail, names))
        with_it = headed and word == "with" and cues.is_role(office) and is_named(tail, names)
        if with_it or (headed and word == "at") or (named and (word == "at" or cues.is_role(text[: match.end()]))):
            member = fold(office).endswith("member")  # of the whole, and of no field at it
            if word != "at" and not member and (behind := _behind_fields(tail, names)) is not None:
                return match.end() + behind[0], match.end() + behind[1]
            nested = body_behind(tail, names) if word == "at" and cues.is_role(tail) else None
            return (nested and (match.end() + nested[0], match.end() + nested[1])) or (match.start(), match.end())
    return None


def _behind_fields(tail: str, names: Resolver) -> tuple[int, int] | None:
    """Return where the field of an office ends and the body begins that follows it without a mark ("Head of Housing Elm Council"),
    None where what the office is of is one name."""
    words = list(TOKEN.finditer(tail))
    fields = [fold(word[0]) in word_set("field of work") - {"university", "nhs"} for word in words]
    count = next((index for index, field in enumerate(fields) if not field), 0)
    if not count or register().get(tail) is not None or words[-1].start() == words[count].start():
        return None
    body, first = tail[words[count].start() :], fold(words[count][0])
    known = first == "university" or register().get(body) is not None
    if not body[0].isupper() or (not known and (first in HEADS | OPENERS or is_everyday(first.removesuffix("s")))):
        return None
    return (words[count - 1].end(), words[count].start()) if names.is_organisation(body) else None


def _is_headed(office: str, tail: str, names: Resolver) -> bool:
    """Whether what somebody is chair or director of is a body, though nothing else shows it: a name, and no field of work."""
    if tail.startswith("The ") and is_name_first(tail[4:]):
        return True
    one = HEADS_A_BODY.search(office) and ONE.fullmatch(tail) and is_name_first(tail)
    if tail.startswith("State ") or names.is_place(tail) or not (one or BODY.match(tail) or ONE_WORD.match(tail)):
        return False
    if one:
        return True
    if HEADS_A_BODY.search(office) and BODY.match(tail):
        return True
    heads = HEADS_A_BODY.search(office) or _LEADS_ONE.search(office)
    return bool(heads) and (is_no_field(tail) or (is_name_first(tail) and not names.is_place(tail.split()[0])))
