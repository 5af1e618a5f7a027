"""What the gathering that a document reports on is called, by the surest form in which the document prints it."""

import re
from collections import Counter
from collections.abc import Callable

from loaders.blocks import Kind
from loaders.context import Context
from loaders.dates import YEAR, day_in
from loaders.lexicons.words import any_of
from loaders.rules.events import event_sentences as sentences
from loaders.rules.events import event_titles as titles
from loaders.rules.events import events_without_names as plain
from loaders.rules.events.above_a_list import above_a_list
from loaders.rules.events.gatherings import (
    GATHERING,
    Named,
    is_no_name,
    meets,
    named_with_year,
    readable,
    say_that_people_met,
    spans_of,
)
from loaders.rules.events.of_speakers import of_speakers
from loaders.rules.events.one_word import edition, of_one_word
from loaders.rules.events.series import of_a_series, of_presented
from loaders.rules.events.told_plainly import told_plainly
from loaders.structure.groups import tell_of_teams
from schema.nodes import Document

_ROLE_OF = re.compile(rf"\b{any_of('behind a name')}$", re.I)
"""What stands before a name is no part of it: "Closing of" before "Harbour Forum"."""
_MONTH = len("2031-05")
_LABEL = re.compile(
    rf"^(?:{any_of('field of a name')} of (?:the )?{any_of('meeting')}|{any_of('meeting')}(?: {any_of('field of a name')})?)\s*$",
    re.I,
)
Form = Callable[[Context, Document, str | None], str | Named | None]


def name_of(context: Context, document: Document, date: str | None) -> Named | None:
    """Return what the gathering of a document is called, whose `date` is as good as known, None where it tells of none."""
    forms: tuple[tuple[Form, bool], ...] = (
        (_labelled, False),
        (sentences.entitled, False),
        (_with_year, True),
        (titles.minutes, False),
        (sentences.taking_place, False),
        (above_a_list, False),
        (sentences.planned, False),
        (titles.with_its_kind, False),
        (titles.titled, False),
        (titles.subtitled, False),
        (titles.evening, False),
        (titles.title_lead, True),
        (edition, True),
        (titles.of_a_dated_page, False),
        (sentences.introduced, False),
        (sentences.in_quotation_marks, False),
        (sentences.meeting_of_a_body, False),
        (sentences.one_of_several, False),
        (of_one_word, False),
        (sentences.instead_of_the_title, True),
        (titles.title_of_a_day, True),
        (sentences.said_to_be_here, False),
        (sentences.told_by_a_visitor, True),
        (sentences.named_below, True),
        (sentences.come_back_to, True),
        (titles.of_a_programme, False),
        (plain.by_its_kind, False),
        (told_plainly, False),
        (of_speakers, False),
        (sentences.begins_its_day, False),
        (of_a_series, False),
        (of_presented, False),
        (sentences.whose_aim, True),
        (titles.of_what_tables_did, False),
        (plain.unnamed_meeting, False),
    )
    """The surest first, each with whether it needs words elsewhere that tell of people who met."""
    met = say_that_people_met(context.annotations.all("cue")) or tell_of_teams(context.text.blocks)
    for form, needs_words in forms:
        if needs_words and not met:
            continue
        found = form(context, document, date)
        named = _where_printed(context, found) if isinstance(found, str) else found
        if named is not None and named.spans and not is_no_name(named.name):
            return (_in_full(context, named) or named) if isinstance(found, str) else named
    return None


def _where_printed(context: Context, name: str) -> Named:
    """Return a name with where the text prints it, without its year where only the title among a file's properties has that."""
    bare = re.sub(rf"\W+{YEAR}$", "", name)
    spans = spans_of(context, name)
    return Named(name, spans) if spans or bare == name else Named(bare, spans_of(context, bare))


def _in_full(context: Context, named: Named) -> Named | None:
    """Return the longer name with a year that the text prints for a gathering whose title leaves out whose it is ("One year on from
    the Transport Summit": the Dale Transport Summit 2031), None where it prints none, or several."""
    if re.search(YEAR, named.name) or GATHERING.search(named.name) is None:
        return None
    end = f" {named.name.lower()}"
    printed = {
        f"{words} {year}"
        for block in readable(context)
        for words, year in named_with_year(block.text)
        if words.lower().endswith(end) and not _ROLE_OF.search(words[: -len(end)])
    }
    whole = printed.pop() if len(printed) == 1 else None
    return Named(whole, spans_of(context, whole)) if whole and spans_of(context, whole) else None


def _labelled(context: Context, document: Document, date: str | None) -> str | None:
    """Read a row or a line that is labelled as the meeting's or event's title; a heading below a title that is a gathering's is one
    of its sessions' ("Workshop: homes")."""
    whole = GATHERING.search(document.title) or re.search(YEAR, document.title)
    for block in context.text.blocks[:20]:
        if whole and block.kind is Kind.HEADING and block.text.strip() not in document.title:
            continue
        if block.kind is Kind.ROW and len([c for c in block.cells if c.end > c.start]) == 2:
            label, value = (context.words(c).strip() for c in block.cells if c.end > c.start)
        else:
            label, _, value = block.text.partition(": ")
        if _LABEL.match(label.strip(" :")) and 3 < len(value.strip()) <= 120 and value.strip()[0].isupper():
            return _without_its_day(context, value.strip(" ."))
    return None


def _without_its_day(context: Context, words: str) -> str:
    """Return a name without the day and the place that stand behind it in a line ("Dale Bread Workshop, Ely, 4-5 May 2031")."""
    name, *rest = words.split(", ")
    told = [part for part in rest if day_in(part) or context.names.is_place(part) or re.fullmatch(YEAR, part)]
    return name if rest and len(told) == len(rest) else words


def _comes_back(context: Context, name: str) -> bool:
    """Whether a text tells of a gathering more than in passing: it names it twice, or beside a day, or as held."""
    spans = spans_of(context, name)
    if len(spans) > 1:
        return True
    for span in spans:
        block = context.block_at(span.start)
        for start, end in context.sentences(block):
            if start <= span.start - block.start < end:
                cues = context.annotations.within("cue", block.start + start, block.start + end)
                return any(cue.value == "held" for cue in cues) or day_in(block.text[start:end]) is not None
    return False


def _on_its_day(context: Context, named: tuple[str, str]) -> int:
    """Return what it counts that the sentence which prints a name once, with its year, tells of people who met on a day."""
    words, year = named
    for block in readable(context):
        at = block.text.lower().find(f"{words} {year}")
        if at >= 0:
            sentence = context.sentence_at(block, at)
            return 3 if len(words.split()) > 1 and day_in(sentence) and meets(context, f"{words} {year}") else 0
    return 0


def _alone(words: str, behind: str) -> str:
    """Return a pattern of escaped words that no letter stands beside; it begins with the words themselves, so that texts are gone
    through quickly."""
    return rf"{words}(?<!\w{words}){behind}(?!\w)"


def _with_year(context: Context, document: Document, date: str | None) -> str | None:
    """Read a name that is printed with a year, by how often it is and whether the title prints it."""
    counts: Counter[tuple[str, str]] = Counter()
    for block in readable(context):
        for words, year in named_with_year(block.text):
            if context.names.is_place(words):  # "The forum, Cardiff 2031"
                continue
            weight = 2 if GATHERING.search(words) else 1
            in_title = re.search(rf"{re.escape(words)}\s+{year}", document.title)
            counts[(words, year)] += weight + (3 if in_title else 0)
    for words, year in list(counts):
        counts[(words, year)] += min(
            3, len(re.findall(_alone(re.escape(words), rf"(?! {year})"), context.text.text[:200000]))
        )
    folded: dict[tuple[str, str], int] = {}
    for (words, year), count in counts.items():
        folded[(words.lower(), year)] = folded.get((words.lower(), year), 0) + count
    for words, year in list(folded):
        for longer, other in list(folded):
            if year == other and longer != words and longer.endswith(" " + words):
                if _ROLE_OF.search(longer[: -len(words)].strip()):
                    folded[(words, year)] += folded.pop((longer, other))
                else:
                    folded[(longer, year)] += folded[(words, year)]
    best = max(folded, key=lambda k: (folded[k], len(k[0]), k), default=None)
    own = next((y for w, y in folded if best and w == best[0] and f"{w} {y}" in document.title.lower()), None)
    if best is not None and own:
        best = (best[0], own)  # the title says which of a series it is
        folded[best] += 4
    elif best is not None and date and best[1] != date[:4] and (best[0], date[:4]) in folded:
        best = (best[0], date[:4])  # a report looks back at its forerunner more often than it prints its own year
        folded[best] += 2
    if best is not None and folded[best] == 1 and date and date[:4] == best[1] and len(date) > _MONTH:
        folded[best] += _on_its_day(context, best)
    if best is None or folded[best] < 2 or (date and folded[best] < 4 and best[1] != date[:4]):
        return None
    if titles.prefers_its_own(context, document, best[0], date):
        return None
    prints = [w for (w, y) in counts if w.lower() == best[0] and y == best[1]]
    shown = max(prints, key=lambda w: (not w.isupper(), counts[(w, best[1])], w))
    titled = "".join((*best[0].split(), best[1])) in "".join(document.title.lower().split())
    if not titled and not (_comes_back(context, shown) if GATHERING.search(shown) else meets(context, shown)):
        return None
    return f"{shown} {best[1]}"
