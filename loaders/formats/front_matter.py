"""The front matter of a page: the lines above its text, between rules, in which sites keep what the page shows of it.

Markdown and HTML have it alike: title, authors and day, when and where people meet, and lists of people.
"""

import re
from html import escape, unescape

from loaders.formats.front_people import authors_of, people_of
from loaders.formats.front_texts import texts_of
from loaders.lexicons.words import any_of

_FRONT_MATTER = re.compile(
    r"\A(?:---[ \t]*\n(.*?)\n(?:---|\.\.\.)(?:[ \t]+\w+)?|\+\+\+[ \t]*\n(.*?)\n\+\+\+)[ \t]*(?:\n|\Z)", re.S
)
_FIELDS = re.compile(r"\A((?:[A-Za-z][\w-]*:(?:[ \t].*)?\n)+)[ \t]*\n")
"""The same without rules, up to an empty line, as in Pelican and MultiMarkdown."""
_OF_A_SITE = re.compile(rf"^{any_of('field of a site')}:", re.M | re.I)
"""Fields that only a site's own software reads: without one, labelled lines are what the document says."""
_PART = re.compile(r"^---[ \t]+\w+[ \t]*$", re.M)
"""A line that parts the text where a front matter ends in such a line ("--- abstract"), as drafts of standards do."""
_TITLE = re.compile(r"^[Tt]itle[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.M)
_TITLE_OF_ITS_KIND = re.compile(
    rf"^{any_of('whose title it is')}[-_]title[ \t]*[:=][ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.M
)
"""The same in a field that says whose title it is."""
_PRINTED = (
    re.compile(r"^(?:authors?|byline)[ \t]*[:=][ \t]*[^\s\[{|>&*].*$", re.M | re.I),
    re.compile(r"^date[ \t]*[:=][ \t]*[\"']?\d.*$", re.M | re.I),
)
"""Fields that a page shows as they stand: who wrote it, where no reader of the format tells, and when."""
_SAID = r"[ \t]*[:=][ \t]*[\"']?({}.*?)[\"']?[ \t]*$"
_WORDS = r"[^\s\[{|>&*\"']"
_TWO_WORDS = rf"{_WORDS}[^ \t\n]*[ \t]+"
_LABELLED = {
    label: re.compile(rf"^(?:{names}){_SAID.replace('{}', first)}", re.M | re.I)
    for label, names, first in (
        ("Event date", "starts?|(?:start|event)[-_ ]?date", r"\d"),
        ("Location", "location|venue|place", _WORDS),
        ("Speaker", "speakers?|presenters?", _WORDS),
        ("Organiser", "organi[sz]ers?|organi[sz]ed[-_ ]by", _WORDS),
        ("Organisation", "organi[sz]ation|institution", _WORDS),
    )
}
"""Those that it shows under a label: when and where people meet, who speaks, who holds it, and whose work it is."""
_PAGE_OF = re.compile(rf"(?:.*\W)?{any_of('page of a gathering')}", re.I)
"""Titles of pages that several make up what a site tells of one gathering; the title of the section names it."""
_EVENT = re.compile(
    rf"^{any_of('meeting')}(?:[-_ ]?{any_of('field of a name')})?{_SAID.replace('{}', _TWO_WORDS)}", re.M | re.I
)
"""A field that names the gathering: a single word is a mark."""
_SECTION = re.compile(rf"^section[-_ ]?title{_SAID.replace('{}', _WORDS)}", re.M | re.I)
_INNER = re.compile(
    rf"^event:[ \t]*\n(?P<in>[ \t]+)(?:.*\n(?P=in))*?{any_of('field of a name')}:[ \t]*[\"']?(?P<name>[^\s\"'].*?)[\"']?[ \t]*$",
    re.M,
)
"""A field with the gathering's own fields below it."""
_FOLDED = re.compile(r":[ \t]*[>|][-+]?[ \t]*\n((?:[ \t]+\S.*(?:\n|\Z))+)")
"""A field whose words stand on the lines below it."""


def front_matter(source: str, *, texts: bool = False) -> tuple[str, str, str]:
    """Return as HTML the head of a front matter's page and what the page shows of it above its text (title, authors, day; the
    authors where parts follow as in drafts of standards), and the text below it, with `texts` that of fields that hold more."""
    front = _FRONT_MATTER.match(source) or _without_rules(source)
    if front is None:
        return "", "", source
    fields = _FOLDED.sub(lambda field: f": {' '.join(field[1].split())}\n", next(filter(None, front.groups()), ""))
    title = _TITLE.search(fields) or _TITLE_OF_ITS_KIND.search(fields)
    head = f"<title>{escape(unescape(title[1]))}</title>" if title else ""
    shown = f"<h1>{escape(unescape(title[1]))}</h1>" if title else ""
    authors = authors_of(front[1] or "", "" if front.re is _FIELDS else front[2] or "")
    by = "".join(f"<p>{escape(line)}</p>" for line in authors)
    shown += by + "".join(
        f"<p>{escape(line[0])}</p>" for field in _PRINTED[len(authors[:1]) :] if (line := field.search(fields))
    )
    section = _SECTION.search(fields) if title and _PAGE_OF.fullmatch(title[1]) else None
    if of := section or _EVENT.search(fields) or _INNER.search(fields):
        shown = f"<p>Event: {escape(of[of.lastgroup or 1])}</p>{shown}"  # above the title, which may be over a list
    shown += "".join(
        f"<p>{label}: {escape(said[1])}</p>" for label, field in _LABELLED.items() if (said := field.search(fields))
    )
    shown += people_of(front[1] or "")
    below = _PART.sub("", source[front.end() :])
    inside = f"{texts_of(front[1] or '')}\n\n" if texts and len(front[0]) > len(below) else ""
    return head, by if _PART.search(front[0]) else shown, inside + below if len(inside) > len(below) else below


def _without_rules(source: str) -> re.Match[str] | None:
    """Return the fields that a page of a site begins with where no rules stand around them."""
    front = _FIELDS.match(source)
    return front if front and _TITLE.search(front[1]) and _OF_A_SITE.search(front[1]) else None
