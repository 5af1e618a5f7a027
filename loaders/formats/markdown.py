"""Markdown: rendered by markdown-it-py (CommonMark with pipe tables) and read as the web page that it stands for.

One reader for both keeps lists, tables and inline HTML the same. Four things are kept that rendering would lose: the numbers
of a list as typed, footnotes (`[^1]`), which CommonMark lacks, a front matter (`front_matter`), and lines that people set one
below the other without the two spaces or the backslash that CommonMark asks for.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from loaders.blocks import Text
from loaders.dates import time_at
from loaders.formats.front_matter import front_matter
from loaders.formats.html import read_html
from loaders.formats.source import Format, Source
from loaders.formats.textlines import lines_of, wrap_width
from loaders.lexicons.words import any_of, word_set

_NOTE = re.compile(
    r"^\[\^([^\]\s]{1,40})\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*|(?!\[\^|[ \t]*\n|[ \t]*[-*+#|>]|[ \t]*\d+[.)]).+))*)", re.M
)
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_CLOSE_HEADING = re.compile(r"^(#{2,6})(?=[^\s#]+[ \t]+\S|[^\W\d_]+[ \t]*$)", re.M)
"""A heading as older Markdown allows it: without a space behind its signs (one sign alone marks a word for others to search)."""
_LINK_OF_RST = re.compile(r"`([^`<>\[\]]{1,200}?)\s*<(https?://[^\s<>`()]{1,500})>`__?")
"""A link as reStructuredText prints it, which people write in Markdown too."""
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*$", re.M)
_LABELLED = re.compile(r"[*_]{0,2}[A-Z][\w’'/&-]*(?: [\w’'/&()-]+){0,2}[*_]{0,2}:[*_]{0,2}[ \t]+\S")
"""A line with a label before what it says: "Scribe: Ada North"."""
_LISTED = re.compile(r"[*_\[@]*[^\W\d_a-z](?!.*[^\W\d_]{3}[.!?…](?:\s|\Z))")
"""A line that begins with a capital and holds no end of a sentence: "Ada North, Alder Trust"."""
_TITLE_CUT = re.compile(rf"\b({any_of('form of address', capital=True)})\.(?= )")
"""A title that is cut short, whose stop ends no sentence ("Prof. Ada North")."""
_OPEN = re.compile(rf"[,;/&–—-]\Z|\b{any_of('small word of a line')}\Z", re.I)
"""How a line ends that the next one goes on from."""
MAX_LISTED = 90
"""The most characters of a line of a list; a line of prose is longer."""
MIN_WRAP = 60
"""The narrowest column in which anybody wraps prose; lists are narrower."""
MAX_PARAGRAPH = 10_000
"""The most characters between two blank lines; this limit and those below bound the time that parsing takes."""
MAX_BRACKETS = 400
MAX_LINES = 15_000
MAX_NOTES = 2_000
_LINE_OF_BREAKS = re.compile(r"^[ \t]*(?:<br[ \t]*/?>[ \t]*)+$", re.I | re.M)
"""A line of nothing but line breaks, which begins HTML for CommonMark and parts paragraphs for whoever wrote it."""
_BULLET = re.compile(r"^(?:[•●▪◦‣⁃→➤►]|·(?=[ \t]))[ \t]*(?=\S)", re.M)
"""A sign that a word processor sets before an item, which Markdown does not know as one."""
_LETTERED = re.compile(r"^[ \t]*\(?[a-h][.)][ \t]+(?=\S)", re.M)
"""The letter of an item at the head of a line, of which Markdown has none: it begins a paragraph, and no line of one."""
_OPENS = re.compile(r"(?<=\()[ \t]*\n\s*(?=\S)")
"""Where a bracket goes on behind the end of a paragraph, as it does where a page's looks became paragraphs."""
_LATE_MARK = re.compile(r"(?<=\)) -[ \t]*\n\s*(?=[*_\[]*[A-Z])|(?<=\n\n)-[ \t]*\n\s*(?=[*_\[]*[A-Z])")
"""The sign of an item at the end of the line before it, or on a line of its own."""
_LED = re.compile(r"^([ \t]*(?:[-*+][ \t]+)?(?P<look>\*{1,2})[^*\n]*[a-z](?P=look))(?=[A-Z])", re.M)
"""Words set apart by their look at the head of a line, where the next word lost the space before it."""
_RUN_TOGETHER = re.compile(r"^.*\S[ \t]+•[ \t]+\S.*[ \t]•[ \t]+\S.*$", re.M)
"""A line with several signs of items: paragraphs and items that ran together, with the spaces kept that stood between them."""
_APART = re.compile(r"[ \t]*(?:(•)[ \t]+|(?<=\S)[ \t]{2,})(?=\S)")
_UNSEEN = re.compile(
    r"(?<=[-*+] )\[[ xX]\] +(?=\S)|\{:[^{}\n]{0,200}\}|(?<=\w) \{[-.#][^{}\n]{0,100}\}(?=[ \t]*\n)"
    r"|<a\b[^<>\n]{0,200}></a>"
)
"""What is no word: the box of a task, what kramdown and Pandoc are told of looks, a place to link to."""
_ADDRESS = re.compile(r"https?://[^\s<>()]+")
"""What makes a line longer than its writer saw it."""
_TABS = re.compile(r"^[^\t\n<]+\t[^\t\n<]+\t", re.M)
"""Columns set with tabs: in a line with tags they are only space."""
_MARKUP = re.compile(rf"\s*<(?:!doctype|{any_of('tag of a page')})\b[^>]*>", re.I)
"""How a text begins that is HTML below its front matter, as pages of static sites are."""
_INDENTED_MARKUP = re.compile(r"\s*<(?P<tag>h[1-6]|p|div|li)\b[^<>]*>.*</(?P=tag)>\s*", re.S)
"""HTML that stands as deep inside other HTML as code would, below an empty line."""
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}", re.S)
"""What a site's templates are told, which no reader sees."""
_WORDS = re.compile(r"[\"“(*•–-]*[^\W_a-z][^{}<>=$\\#_|]*\Z")
"""A line that begins with a capital or a figure and holds none of the signs of code."""
_FENCE = re.compile(r"^(?:```|~~~)", re.M)


def is_markdown(text: str) -> bool:
    """Whether a text is Markdown by its content: headings by `#`, pipe tables or fences, and no tables set with tabs."""
    if not may_be_markdown(text):
        return False
    return len(_HEADING.findall(text)) >= 2 or bool(_TABLE_RULE.search(text)) or len(_FENCE.findall(text)) >= 2


def may_be_markdown(text: str) -> bool:
    """Whether a text has nothing that Markdown lacks (tables by tabs) or takes quadratic time for (endless paragraphs): the reader
    of plain text knows the usual marks too, and reads those."""
    if (
        ("\t" in text and _TABS.search(text.replace("•\t", "• ")))
        or text.count("\n") > MAX_LINES
        or text.count("\n[^") > MAX_NOTES
    ):
        return False
    return all(
        len(part) <= MAX_PARAGRAPH and part.count("[") <= MAX_BRACKETS for part in re.split(r"\n[ \t\r]*\n", text)
    )


def read_markdown(source: str, *, name: str, sha256: str) -> Text:
    """Return a Markdown text as blocks. Raises ReadError where it holds no text."""
    head, shown, source = front_matter(source.replace("\r\n", "\n").replace("\r", "\n"), texts=True)
    if _MARKUP.match(source) and not may_be_markdown(source):
        markup = f"<html><head>{head}</head><body>{shown}{source}</body></html>"
        return read_html(markup, name=name, sha256=sha256, media_type="text/markdown")
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 60}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "footnote_reference", _read_reference)
    source = _LED.sub(r"\1 ", _RUN_TOGETHER.sub(_set_apart, _LATE_MARK.sub("\n\n- ", _OPENS.sub("", source))))
    source = _LETTERED.sub(r"\n\g<0>", source)
    source = _BULLET.sub("- ", _LINE_OF_BREAKS.sub("", _UNSEEN.sub("", source)))
    if source[:1] == "#" and source[1:2].isupper() and " " in source.partition("\n")[0]:
        source = f"# {source[1:]}"  # the title, in older Markdown too
    source = _CLOSE_HEADING.sub(r"\1 ", _LINK_OF_RST.sub(r"[\1](\2)", source))
    source = _NOTE.sub(lambda note: _note(note, parser), source)
    tokens = parser.parse(source)
    for token in tokens:
        if token.type == "code_block" and (words := _not_code(token.content)):
            token.type, token.content = "html_block", words
    _keep_numbers(tokens)
    width, bare = wrap_width(list(lines_of(source))), _ADDRESS.sub("", source)
    _keep_lines(tokens, width, (width if bare == source else wrap_width(list(lines_of(bare)))) > 0)
    body = parser.renderer.render(tokens, parser.options, {})
    markup = f"<html><head>{head}</head><body>{shown}{body}</body></html>"
    return read_html(markup, name=name, sha256=sha256, media_type="text/markdown")


def _set_apart(line: re.Match[str]) -> str:
    """Return the paragraphs and items of a line in which they ran together."""
    return _APART.sub(lambda mark: "\n\n- " if mark[1] else "\n\n", line[0])


def _not_code(block: str) -> str | None:
    """Return as HTML what is indented as code is and is none: HTML, and lines of words; None for code."""
    lines = [line.strip() for line in _TEMPLATE_TAG.sub("", block).splitlines() if line.strip()]
    if _INDENTED_MARKUP.fullmatch("\n".join(lines)):
        return "\n".join(lines)
    return "".join(f"<p>{escape(line)}</p>" for line in lines) if all(map(_WORDS.match, lines)) else None


def _note(note: re.Match[str], parser: MarkdownIt) -> str:
    """Return a footnote's definition as HTML in its place."""
    words = parser.renderInline(" ".join(line.strip() for line in note[2].splitlines()))
    return f"\n\n<p><sup>{escape(note[1])}</sup> {words}</p>\n\n"


def _read_reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f"<sup>{escape(match[1])}</sup>"
    state.pos = match.end()
    return True


def _keep_numbers(tokens: Sequence[Token]) -> None:
    """Give every item of a numbered list the number that is typed, unless all of them are typed alike ("1. 1. 1.")."""
    lists: list[list[Token]] = []
    for token in tokens:
        if token.type == "ordered_list_open":
            lists.append([])
        elif token.type == "ordered_list_close":
            items = lists.pop()
            if len({item.info for item in items}) > 1:
                for item in items:
                    item.attrSet("value", item.info)
        elif token.type == "list_item_open" and token.info and lists:
            lists[-1].append(token)


_BOLD = re.compile(r"\*\*[^*]+, [^*]+\*\*")
"""A line in bold from end to end that says more than a name."""


def _keep_lines(tokens: Sequence[Token], width: int, wrapped: bool) -> None:
    """Keep the lines of paragraphs whose lines begin with labels or times of the day, or list something one a line, in a text
    wrapped at `width` columns; in one that is not `wrapped`, however long, and those that are a name or title alone too."""
    ends_at = max(width, MIN_WRAP) if wrapped else MAX_PARAGRAPH
    for opening, inline in pairwise(tokens):
        if inline.type != "inline" or opening.type != "paragraph_open" or not inline.children:
            continue
        breaks = [child for child in inline.children if child.type in ("softbreak", "hardbreak")]
        lines = [line.strip() for line in inline.content.split("\n")]
        if breaks and len(lines) == len(breaks) + 1:
            for place in _line_ends(lines, ends_at) or {*_in_bold(lines), *([] if wrapped else _beside_titles(lines))}:
                breaks[place].type = "hardbreak"


def _line_ends(lines: list[str], width: int) -> list[int]:
    """Return the indices of the lines that end where the source ends them; the others go on in the next line."""
    labelled = [index for index, line in enumerate(lines) if _LABELLED.match(line) or time_at(line) is not None]
    if len(labelled) > 1 and labelled[0] == 0:
        return [index - 1 for index in labelled[1:]]
    listed = lines[1:] if lines[0].endswith((":", ":**", ":__")) else lines
    whole = all((len(line) <= MAX_LISTED or _is_name(line)) and _is_whole(line) for line in listed)
    full = not all(map(_is_name, listed)) and any(
        len(line) + 1 + len(after.split()[0]) > width
        for line, after in pairwise(listed)
        if after and time_at(after) is None
    )
    return list(range(len(lines) - 1)) if len(listed) > 1 and whole and not full else []


def _is_whole(line: str) -> bool:
    """Whether a line can stand alone in a list: a name, a title or the hours of a session, from which nothing goes on."""
    return (_LISTED.match(_TITLE_CUT.sub(r"\1", line)) is not None or time_at(line) is not None) and not _OPEN.search(
        line
    )


def _is_name(line: str) -> bool:
    """Whether a line is in bold, or has a capital in each word but for small ones inside, as names and titles do."""
    small = word_set("inside a name")
    return (line.startswith("**") and line.endswith("**")) or all(w[0].isupper() or w in small for w in line.split())


def _in_bold(lines: list[str]) -> list[int]:
    """Return the indices of the lines that are in bold from end to end, and so name whom the line below, which begins a sentence,
    tells of."""
    return [
        index
        for index, (line, after) in enumerate(pairwise(lines))
        if _BOLD.fullmatch(line) and after.lstrip("*_[")[:1].isupper()
    ]


def _beside_titles(lines: list[str]) -> list[int]:
    """Return the indices of the lines that end before or behind one that looks like a name, where no line was wrapped:
    the body or the person whom the next line tells of."""
    alone = [len(line) <= MAX_LISTED and _is_name(line) and _is_whole(line) for line in lines]
    return [
        index
        for index, (line, after) in enumerate(pairwise(lines))
        if (alone[index] and after.lstrip("*_[")[:1].isupper()) or (alone[index + 1] and line.endswith((".", "!", "?")))
    ]


def _is_named_so(source: Source) -> bool:
    """Whether a file is Markdown by its name, and by nothing else."""
    if source.ending not in (".md", ".markdown"):
        return False
    return may_be_markdown(source.prose) or _MARKUP.match(front_matter(source.prose)[-1]) is not None


FORMAT = Format(
    name="Markdown",
    endings=(".md", ".markdown"),
    media_type="text/markdown",
    sniff=lambda s: is_markdown(s.prose) or _is_named_so(s),
    read=lambda s: read_markdown(s.prose, name=s.name, sha256=s.sha256),
)
