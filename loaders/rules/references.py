"""Works, pages and videos that the document cites: footnotes, links, and addresses in its words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import YEAR
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold, last_word
from loaders.structure import cues
from loaders.structure.cues import capitalised
from loaders.structure.sections import Role
from schema.ids import make_id
from schema.links import RefersTo
from schema.nodes import Reference

RULE = "references"

_ADDRESS = re.compile(
    r"(?:https?://|(?<![\w@.])www\.)[^\s<>\"”’]{3,600}|(?<![\w@./-])(?:[a-z0-9-]{1,40}\.){1,4}"
    rf"{any_of('end of an address')}\b(?:/[^\s<>\"”’]{{0,600}})?",
    re.I,
)
_MAY_BE_ADDRESS = re.compile(r"[.:]\S")
"""What every address holds, and few paragraphs."""
_QUOTED = re.compile(r"['‘\"“]([A-Z][^'‘\"“”]{6,160}?)[,.]?['’\"”](?=$|[\s.,;:)⁰¹²³⁴⁵⁶⁷⁸⁹])")
_TAIL = re.compile(rf"(?:[\s,;:(–-]|\b{any_of('behind a title')}\b)+$", re.I)
_LEADS = re.compile(
    rf"^(?:{any_of('label of a source')}|see(?: also)?|for more(?: information)?,? see|(?:a )?full(?:er)? "
    r"\w+ of [^:]{0,100})[:,]?\s+",
    re.I,
)
_BARE = re.compile(
    rf"^{any_of('link to the page')}?\s*(?:it |more |the \w+ |this )?{any_of('words of a bare link')}?\s*:?\s*$",
    re.I,
)
_OFFERED = re.compile(
    rf"\b(?:{any_of('unsubscribing')}|view {any_of('before a noun')} \S* ?(?:e-?mail|message|online)|log ?in)\b|^privacy$",
    re.I,
)
"""Words of a link that serves the reader of a page, and is no source."""
_CITES = re.compile(rf"\b{YEAR}\b|(?<!\w)['‘\"“](?=[A-Z])|\bet al\b|^\W*(?:see|cf|ibid|op\.? cit)\b", re.I)
_AUTHORED = re.compile(
    rf"^(?:[A-Z][\w’'-]+,? (?:[A-Z]\.[ -]?){{1,3}}(?:,? {any_of('and')} |, )?|et al\.?)+,? ?\(?{YEAR}[a-z]?\)?[.,:] (?=\S)"
)
"""The authors and year that a citation begins with ("Moss, A.B. and Reed, C. (2020). ...")."""
_MADE_BY = re.compile(r"^[A-Z][a-z]+(?: (?:and [a-z]+|by))?: (?=\S)")
"""The label of a line of the imprint ("Design: ...")."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")
"""How the addresses of pictures end, which a page shows rather than cites."""
_LEADS_TO = re.compile(rf"(?:[(\[:|\t<–—]\s*|\b{any_of('before an address')}[\s,]+|[.!?]\s+|^\s*)$", re.I)
"""What stands before an address that a reader is sent to."""
_NETWORK = re.compile(rf"(?:https?://)?(?:[\w-]+\.)?{any_of('social network')}(?:[/?#](?P<path>.*)|$)", re.I)
_SCRIPT = re.compile(r"\.(?:js|css)(?:\?.*)?$", re.I)
LONGEST_OFFER = 300
"""The most characters of a block that does nothing but serve the reader."""
LONGEST_TITLE = 160
_LONG = 12
"""The most words of a title that runs into its address without a sign between them."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as printed, and where it (or the words that lead to it) stands."""

    url: str
    span: Span


def state_references(context: Context) -> None:
    """State what the document cites, and which idea, challenge or lesson cites it."""
    owners = _owners(context)
    marks = _marks(context)
    skipped = context.starts_in(Role.NOISE)
    for index, block in enumerate(context.text.blocks):
        if block.start in skipped:
            continue
        found = list(addresses(block))
        if block.kind is Kind.NOTE:
            _note(context, block, found, marks.get(block.marker or "", []), owners)
            continue
        for address in found:
            around = block.text if len(block.text) <= LONGEST_OFFER else ""
            if _OFFERED.search(context.words(address.span)) or _OFFERED.search(around[:160]) or is_no_work(address.url):
                continue
            if _is_page_of(context, context.words(address.span), address.url):
                continue
            node = _state_reference(
                context, address.url, *_link_title(context, index, block, address), None, block, address.span
            )
            for owner in owners.get(block.start, []):
                context.add(RefersTo(source=owner, target=node, evidence=context.evidence(block)))
        if found and len(block.text) < 200:
            context.claim(RULE, block)


def addresses(block: Block) -> Iterator[Address]:
    """Yield the addresses of a block: its links, and addresses that only its words print."""
    linked: list[Span] = []
    for link in block.links:
        linked.append(link.span)
        if re.match(r"(?i)https?://|www\.", link.url) or _ADDRESS.fullmatch(link.url):
            yield Address(_trimmed(link.url), link.span)
    for match in _ADDRESS.finditer(block.text) if _MAY_BE_ADDRESS.search(block.text) else ():
        url = _trimmed(match[0])
        span = Span(block.start + match.start(), block.start + match.start() + len(url))
        if _names_a_site(block, url, match.start()):
            continue
        if not any(s.start < span.end and span.start < s.end for s in linked):
            yield Address(url, span)


def is_no_work(url: str) -> bool:
    """Whether an address leads to nothing that a document can cite: somebody's page on a social network, a picture, or a script."""
    if url.partition("?")[0].partition("#")[0].lower().endswith(_PICTURES):
        return True
    network = _NETWORK.match(url)
    parts = re.split(r"[/?#]", (network["path"] or "").lower()) if network else []
    return _SCRIPT.search(url) is not None or (network is not None and word_set("post on a network").isdisjoint(parts))


def _is_page_of(context: Context, printed: str, url: str) -> bool:
    """Whether a link on the name of somebody whom the document names leads to a page that is called after the bearer."""
    page = re.split(r"[?#]", url)[0].rstrip("/").rpartition("/")[2]
    return context.names.is_known_person(printed) and last_word(printed) in fold(page).replace(" ", "")


def _names_a_site(block: Block, url: str, start: int) -> bool:
    """Whether a host is what a site is called ("the team behind police.uk"), and leads the reader nowhere."""
    plain = "/" not in url and not url.lower().startswith("www.")
    return plain and block.kind is not Kind.NOTE and not _LEADS_TO.search(block.text[:start])


def _trimmed(url: str) -> str:
    url = url.rstrip(".,;:'!?")
    while url.endswith(")") and url.count(")") > url.count("("):
        url = url[:-1].rstrip(".,;:")
    return url


def _tells(words: str) -> bool:
    """Whether the words before an address in running text are a sentence's, and no title."""
    said = fold(words).split()
    return len(said) > _LONG or not word_set("auxiliary").isdisjoint(said) or "please" in said


def _owners(context: Context) -> dict[int, list[str]]:
    """Return which idea, lesson or challenge each block belongs to, by where the block begins."""
    found: dict[int, list[str]] = {}
    for challenge in context.challenges:
        for block in [*challenge.summary, *challenge.other, *([challenge.heading] if challenge.heading else [])]:
            found.setdefault(block.start, []).append(challenge.id)
        for idea in challenge.ideas:
            for block in idea.blocks:
                found[block.start] = [idea.id]
    for insight in context.insights:
        for block in insight.blocks:
            found[block.start] = [insight.id]
    return found


def _marks(context: Context) -> dict[str, list[tuple[Block, int]]]:
    """Return where each footnote is referred to."""
    found: dict[str, list[tuple[Block, int]]] = {}
    for block in context.text.blocks:
        for offset, marker in block.notes:
            found.setdefault(marker, []).append((block, offset))
    return found


def _note(
    context: Context, note: Block, found: list[Address], marks: list[tuple[Block, int]], owners: dict[int, list[str]]
) -> None:
    context.claim(RULE, note)
    nodes: list[str] = []
    position = note.start
    for address in found:
        before = context.words(Span(position, address.span.start))
        label = context.words(address.span)
        title: str | None = label
        titled = note
        if _ADDRESS.match(label):
            title = _note_title(note, position, address.span.start)
            if title is None and (cited := _cited_title(marks)) is not None:
                title, titled = cited
        position = address.span.end
        shown = title if title or before else None
        nodes.append(_state_reference(context, address.url, shown, titled, note.marker, note, address.span))
    if not found and _CITES.search(note.text):
        title = _note_title(note, note.start, note.end) or note.text[:200]
        node = make_id("reference", context.document.split("/", 1)[1], note.marker or str(note.start))
        context.state(Reference(id=node, title=capitalised(title), number=note.marker), note)
        context.add(RefersTo(source=context.document, target=node, evidence=context.evidence(note)))
        context.mention(node, Span(note.start, note.end))
        nodes.append(node)
    for block, _ in marks:
        for owner in owners.get(block.start, []):
            for node in nodes:
                context.add(RefersTo(source=owner, target=node, evidence=context.evidence(block, note)))


def _state_reference(
    context: Context, url: str, title: str | None, titled: Block, number: str | None, block: Block, span: Span
) -> str:
    plain = re.sub(r"^(?:https?://)?(?:www\.)?", "", url, flags=re.I).rstrip("/")
    node = make_id("reference", plain)
    context.state(
        Reference(id=node, title=capitalised(title) if title else None, url=url, number=number), block, title=[titled]
    )
    context.add(RefersTo(source=context.document, target=node, evidence=context.evidence(block)))
    context.mention(node, span)
    return node


def _note_title(note: Block, start: int, end: int) -> str | None:
    """Return the title among a note's words: in italics, in quotation marks, or the words themselves."""
    for span in note.italic:
        if start <= span.start and span.end <= end and span.end - span.start > 5:
            return note.text[span.start - note.start : span.end - note.start].strip(" .,;:")
    words = note.text[start - note.start : end - note.start]
    if quoted := _QUOTED.search(words):
        return quoted[1]
    words = _AUTHORED.sub("", _TAIL.sub("", _LEADS.sub("", words.strip(" .,;:<"))).strip(" .,;:<"))
    words = re.split(r"(?<=\?) (?=[A-Z])|\. ", words, maxsplit=1)[0]
    return words[:200] if len(words) > 3 else None


def _cited_title(marks: list[tuple[Block, int]]) -> tuple[str, Block] | None:
    """Return the title that stands in quotation marks right before a footnote's mark, and the block that prints it."""
    for block, offset in marks:
        before = block.text[max(0, offset - block.start - 300) : offset - block.start]
        quoted = re.search(r"['‘\"“]([A-Z][^'‘\"“”’]{4,160}?)[,.]?['’\"”]?$", before)
        if quoted:
            return quoted[1].rstrip(".,"), block
    return None


def _link_title(context: Context, index: int, block: Block, address: Address) -> tuple[str | None, Block]:
    """Return what an address in the words leads to, and the block that prints it: the words of the link, else what precedes it."""
    label = context.words(address.span)
    if not _ADDRESS.match(label) and not _BARE.match(label):
        return label.strip(" .,;:"), block
    start = address.span.start - block.start
    before = block.text[max(0, start - 300) : start].strip()
    if before and not _BARE.match(before):
        if before.endswith(("]", "] (")):
            return before.rpartition("[")[2].rstrip("( ]"), block  # a link whose parts a space parts
        words = _TAIL.sub("", before.rsplit(". ", 1)[-1]).strip(" .,;:")
        if before[-1].isalpha() and _tells(words):
            return None, block
        return (_MADE_BY if cues.says("imprint", before) else _LEADS).sub("", words)[:200] or None, block
    for previous in reversed(context.text.blocks[max(0, index - 2) : index]):
        if cues.says("imprint", previous.text):
            return None, block
        if not _BARE.match(previous.text) and not _ADDRESS.match(previous.text):
            sentence = re.split(r"(?<=[\w)])[.;](?:\s|$)", previous.text, maxsplit=1)[0]
            if previous.kind is Kind.PARAGRAPH and not _ADDRESS.match(label) and _tells(sentence):
                return None, block
            return sentence if len(sentence) <= LONGEST_TITLE else sentence[:LONGEST_TITLE].rsplit(", ", 1)[0], previous
    return None, block
