"""The document itself: what it is called, what sort of source it is, when it was published."""

import re
from itertools import pairwise, takewhile

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.families.family import (
    CHALLENGE_TABLE,
    EVENT_PAGE,
    FAMILIES,
    MINUTES,
    PARTICIPANTS_LIST,
    POST,
    PRESS_RELEASE,
    PROGRAMME,
    TABLE_REPORT,
    WORKSHOP_REPORT,
    Family,
)
from loaders.families.layouts import layouts_of
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import first_word, fold, last_word
from loaders.names.register import first_names
from loaders.rules.bodies.attendees import said_of
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.events.event_titles import PAPER
from loaders.rules.events.gatherings import GATHERING
from loaders.rules.events.programme import is_timed
from loaders.structure import cues
from loaders.structure.sections import Role
from loaders.structure.settling import tells_of_tables
from schema.nodes import Document

RULE = "document"

_DETAIL = re.compile(
    rf"{any_of('label of a date or place')}\s*[:?]|held {any_of('in a place')}\b|{any_of('holding')} by\b", re.I
)
"""How a line begins that stands below a title and is none."""
_SUBJECT = re.compile(rf"\W*{any_of('label of a subject')}\s*:\s*(?P<title>\S.{{8,}})", re.I)
"""A line at the head of a paper that says what it is about."""
_LABEL = re.compile(r"[A-Z][\w/' -]{2,28}:\s")
"""How such lines begin; where there are several, none of them is a title."""
_BEFORE_A_DAY = re.compile(rf"\W*(?:{any_of('weekday')}\b\W*)?(?:the\b)?", re.I)
"""What a line may begin with before the day that it says."""
_OF_MINUTES = re.compile(rf"\W*(?:{any_of('state of a paper')}\s+)*{any_of('minutes')}\s+{any_of('of a body')}\b", re.I)
"""How a line below the title of minutes begins that says so ("Notes of the quarterly meeting held on ...")."""
_SECOND, _LINE = 3, 160
"""Up to which block such a line stands, and how many of its characters are read."""
_FIRST = 8
"""Up to which block minutes say who was present."""
_DATELINE = 80
"""The most characters before the day in the first line of a release."""
_DATELINED = re.compile(r"\W*[A-ZÀ-Þ]{3}[^.!?:;–—]{0,70}?\b(?:19|20)\d\d\b\W*[–—:-]")
"""How a release begins that says where and when it was written ("ELMSTEAD, Wales, 3 May 2029 – ")."""
_PUBLISHED = re.compile(rf"\b{any_of('published')}\b", re.I)


def state_document(context: Context) -> None:
    """State the document."""
    text = context.text
    head = [b for b in text.blocks[:12] if _is_readable(context, b)]
    title, blocks = _title(context, head)
    context.claim(RULE, *blocks)
    for section in context.section.find(Role.NOISE):
        context.ignore("navigation, or text that stands twice", *section.all_blocks())
    context.add(
        Document(
            id=context.document,
            title=title,
            kind=_kind(context, head, title),
            published=_published(context, head),
            source=text.name,
            sha256=text.sha256,
        )
    )


def ignore_imprint(context: Context) -> None:
    """Set aside what stands in the imprint and states nothing: logos, addresses, credits without a name."""
    for section in context.section.find(Role.IMPRINT):
        context.ignore("imprint", *(b for b in section.all_blocks() if len(b.text) < 160))


def _is_readable(context: Context, block: Block) -> bool:
    return not any(block in section.blocks for section in context.section.find(Role.NOISE))


def _title(context: Context, head: list[Block]) -> tuple[str, list[Block]]:
    """Return the title, and the blocks that print it."""
    marked = next((b for b in head if b.kind is Kind.HEADING and b.level == 1), None)
    if marked is not None and (marked is head[0] or not cues.outside(marked.text)):
        return _whole(context, marked.text), [marked]
    if subject := next(((found["title"], b) for b in head if (found := _SUBJECT.match(b.text))), None):
        return subject[0].strip(), [subject[1]]
    if met := next((b for b in head if _is_of_meeting(b.text) or _opens_minutes(b.text)), None):
        return (re.split(r"(?i),? held\b", met.text)[0] if len(met.text) > _LINE else met.text).strip(), [met]
    pairs = [pair for pair in pairwise(head) if all(_LABEL.match(block.text) for block in pair)]
    labelled = [block for pair in pairs for block in pair]  # where such lines stand below each other, none is a title
    lines: list[Block] = []
    for block in head:
        if (
            len(block.text) > 160
            or block.kind in (Kind.ITEM, Kind.ROW)
            or (block.text.endswith(".") and (lines or len(block.text) > 60))
        ):
            break
        if lines and ", " in block.text and (cues.is_role(block.text) or _is_somebody(context, block.text)):
            break  # of whom the document tells
        if lines and (said_of(block.text.partition(":")[0]) or is_timed(context, block) or cues.outside(block.text)):
            break
        if lines and _is_detail(block.text):
            if all(PRESS_RELEASE.is_edged_by([line]) or context.names.is_organisation(line.text) for line in lines):
                lines = [line for line in lines if PRESS_RELEASE.is_edged_by([line])] or lines
                continue  # the day of a release, and whose it is, above what it is called
            break
        told = POST.is_headed(block.text) or EVENT_PAGE.is_headed(block.text) or _is_detail(block.text)
        if not told and block not in labelled:
            lines.append(block)
    if not lines:
        first = head[0] if head else context.text.blocks[0]
        sentence = re.match(r".{10,200}?[?!.](?=\s)", first.text)
        short = context.text.title or (sentence[0] if sentence else first.text[:120])
        return short.rstrip("."), [first]
    bold = list(takewhile(lambda b: b.kind is Kind.HEADING and not b.text.isupper(), lines))
    longest = max(bold or lines, key=lambda b: len(b.text))
    capitals = lines[0].text.isupper() and GATHERING.search(lines[0].text) and not longest.text.isupper()
    if capitals or (re.fullmatch(YEAR, lines[0].text[-4:]) and re.search(YEAR, longest.text) is None):
        longest = lines[
            0
        ]  # the lines below the name of a gathering in capitals, or with its year, say when and where it was
    return context.text.title or _whole(context, longest.text, [b.text for b in lines]), lines


def _is_of_meeting(line: str) -> bool:
    """Whether a line is the name of a body that meets and a day, and nothing more ("Elm Parish Council - 26th January 2021")."""
    name = _before_its_day(line)
    return looks_like_name(name) and last_word(name) in word_set("body that meets")


def _is_of_a_few(line: str) -> bool:
    """Whether a line is a meeting of those who work together, and its day ("Bricks steering call, 3 May 2029")."""
    words = fold(_before_its_day(line)).split()
    return len(words) > 1 and words[-1] in word_set("meeting of a few")


def _before_its_day(line: str) -> str:
    """Return what stands before the day that a line ends with, nothing where it ends otherwise."""
    day = day_in(line)
    return line[: day[0]].strip(" ,:–—-") if day is not None and day[1] == len(line.rstrip(" .")) else ""


def _opens_minutes(line: str) -> bool:
    """Whether a line begins a text as minutes do, with its meeting, place and day ("MINUTES OF THE BOARD HELD AT ...")."""
    return _LINE < len(line) < 2 * _LINE and line.isupper() and _OF_MINUTES.match(line) is not None


def _is_somebody(context: Context, line: str) -> bool:
    """Whether a line is somebody's name, with more behind a comma."""
    name = line.partition(",")[0]
    return context.names.is_person(name) and first_word(name) in first_names()


def _is_detail(line: str) -> bool:
    """Whether a line below a title says when or where something was, and nothing else first."""
    if _DETAIL.match(line):
        return True
    day = day_in(line)
    return day is not None and not _BEFORE_A_DAY.sub("", line[: day[0]]).strip()


def _whole(context: Context, title: str, lines: list[str] | None = None) -> str:
    """Return the title with what stands before its colon elsewhere: a cover breaks "Name: subtitle" over lines."""
    for line in lines or []:
        wanted = re.compile(re.escape(line.rstrip(" :")) + r":\s+" + re.escape(title), re.I)
        if line != title and (match := wanted.search(context.text.text[:20000])):
            return match[0]
    return title


def _kind(context: Context, head: list[Block], title: str) -> str:
    named = _named_kind(context, title)
    if named is not None and not (named == MINUTES.kind and tells_of_tables(context.section)):
        return named
    words = " ".join(b.text[:600] for b in head)
    if EVENT_PAGE.is_headed(words):
        return EVENT_PAGE.kind
    if POST.is_headed(words):
        return POST.kind
    challenges = context.section.find(Role.CHALLENGE)
    if challenges or context.section.find(Role.IDEAS) or "report" in words.lower():
        return "report"
    return "web page" if context.text.media_type == "text/html" else "report"


def _named_kind(context: Context, title: str) -> str | None:
    """Return the kind that the document calls itself, None where it says none or is a report as well."""
    blocks = context.text.blocks
    if PRESS_RELEASE.is_edged_by(blocks):
        return PRESS_RELEASE.kind
    present = any(said_of(block.text.partition(":")[0]) == "came" for block in blocks[:_FIRST])
    met = _is_of_meeting(title) or (_is_of_a_few(title) and not context.section.find(Role.CHALLENGE))
    if MINUTES.is_opened_by(blocks) or (present and met):
        return MINUTES.kind
    called = next(
        (one for one in FAMILIES if _is_titled(one, title) and not (one is PROGRAMME and PAPER.search(title))), None
    )
    if called is None and any(
        _OF_MINUTES.match(b.text) and MINUTES.is_titled(b.text[:_LINE]) for b in blocks[1:_SECOND]
    ):
        return MINUTES.kind
    if called in (None, PROGRAMME) and MINUTES.is_labelled_in(blocks) and not _tells_of_challenges(context):
        lists = any(PARTICIPANTS_LIST.is_titled(b.text) for b in blocks[1:_SECOND] if len(b.text) <= _LINE)
        return PARTICIPANTS_LIST.kind if lists else MINUTES.kind
    if called is not MINUTES and (context.section.find(Role.CHALLENGE) or "report" in fold(title).split()):
        return None
    return called.kind if called else None


def _is_titled(family: Family, title: str) -> bool:
    """Whether a title calls a document one of a family, with the day that stands behind it or without."""
    day = day_in(title)
    bare = title[: day[0]].rstrip(" ,(–—-") if day and day[0] and not title[day[1] :].strip(" .)") else title
    return family.is_titled(title) or family.is_titled(bare)


def _tells_of_challenges(context: Context) -> bool:
    """Whether what challenges there are, and who stands behind them, outweighs a label of minutes: a report may thank those who
    could not come. Minutes have the label before what was discussed; a report that has it there must leave no doubt."""
    blocks, layouts = context.text.blocks, layouts_of(context.text, context.section)
    if TABLE_REPORT in layouts or CHALLENGE_TABLE in layouts:
        return True
    opens = MINUTES.is_labelled_in(blocks[: len(blocks) // 2])
    return not opens and (WORKSHOP_REPORT in layouts or bool(context.section.find(Role.CHALLENGE)))


def _published(context: Context, head: list[Block]) -> str | None:
    for block in [*head, *context.text.blocks[-25:]]:
        for iso, start, _ in context.dates(block):
            before = block.text[max(0, start - 60) : start]
            if (_PUBLISHED.search(before) or _is_of_release(block, start)) and not re.search(
                r"\bevent date\W*$", before, re.I
            ):
                return iso
    return None


def _is_of_release(block: Block, start: int) -> bool:
    """Whether a date in a block is that of a press release: in the line that says that it is one, or in a dateline."""
    if block.kind is Kind.ROW or start > _DATELINE:
        return False
    return PRESS_RELEASE.is_edged_by([block]) or _DATELINED.match(block.text) is not None
