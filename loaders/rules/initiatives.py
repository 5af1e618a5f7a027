"""Work that followed from an earlier event: the items, or headings with paragraphs, where a report tells what came of it."""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import YEAR, without_year
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.challenges.ideas import block_span, item_title
from loaders.rules.challenges.insights import is_particular
from loaders.rules.challenges.listed_challenges import lead_of
from loaders.rules.events.other_events import EARLIER, state_earlier, year_of
from loaders.rules.followed_up import follows_up, state_going, state_part_taking, tie_to_challenges
from loaders.rules.named_work import state_named_work
from loaders.rules.outcomes import state_begun, state_outcomes
from loaders.structure import cues
from loaders.structure.cues import capitalised
from loaders.structure.sections import Role, Section
from schema.ids import make_id, slug
from schema.links import FollowsFrom, LocatedIn
from schema.nodes import Initiative

RULE = "initiatives"

_VAGUE = re.compile(rf"^{any_of('time of a list')}\b", re.I)
_ONCE = r"(?:(?:now|already|currently) )?"
_LONGEST_STATUS = 80
_SEVERAL = 2
_STATUS = re.compile(
    r"\b(under ?way|in progress|in development)\b"
    rf"|\b(?:(?:(?=(?:will|to) be\s)|{any_of('is or has been')}\s+{_ONCE})"
    rf"((?:being |(?:will|to) be )?{any_of('state of work')})"
    rf"|(?:has|have)\s+{_ONCE}({any_of('launched')}))\b",
    re.I,
)
_PILOT = re.compile(rf"(?<!after )(?<!following )\b{any_of('before work')} (pilot)\b", re.I)
_KIND = (
    rf"{any_of('thing that is made')}(?= (?:{any_of('auxiliary', 'who or which', 'ties to a body', 'in a place')})\b"
    r"|[,.;:)]|$)"
)
_LABELLED = re.compile(rf"(?<!\w ){any_of('label of a status')}: ([^.;\n]{{2,{_LONGEST_STATUS}}})", re.I | re.M)
"""A status that a line or sentence labels as one."""
_THING = re.compile(
    rf"\b(?:where|by {any_of('making')}|to {any_of('to make')}|work(?:ing|s)?(?: together)? on)"
    rf"\s+{any_of('before a noun')}\s+(?:new )?((?:[\w’'-]+ ){{0,5}}?{_KIND}"
    rf"(?: for [^,.;:]{{3,50}}?(?= {any_of('auxiliary')}\b|[,.;:]|$))?)"
)
"""What a sentence that begins with a place or body says that is made there."""
LONGEST_NAME = 80
_NOTHING = re.compile(rf"{any_of('nothing came of it')}\b", re.I)
_IS_WORK = re.compile(rf" {any_of('thing that is made', 'group that is formed')}$", re.I)
"""How a title ends that names work, and no place or matter."""
_CLAUSE = re.compile(
    rf"^(.{{12,110}}?)(?:\s[–—-]\s|[:;.](?!\S)|,\s+(?:{any_of('who or which')}|and|\w+ by)\b|\s+(?:by developing|that|which)\b)"
)


def state_initiatives(context: Context) -> None:
    """State the work that followed from an event, who takes part in it and where; what minutes and agendas note is none."""
    if not context.tells_of_work:
        return
    state_outcomes(context)
    told = (
        *context.section.find(Role.INITIATIVES),
        *(s for s in context.section.find(Role.OTHER) if _tells_of_more(context, s)),
    )
    for section in told if context.event is not None else ():
        context.claim(RULE, section.heading)
        event = _event(context, section)
        entries = _entries(context, section)
        for name, blocks in entries:
            if not _came_to_nothing(name, blocks):
                _state_initiative(context, name, blocks, event)
        for block in section.body if not entries else ():
            named = event and block.kind is Kind.PARAGRAPH and state_named_work(context, block, event, tied=True)
            if block.kind is Kind.PARAGRAPH and event and not named:
                state_begun(context, block, event, tied=True)
        context.claim(RULE, *section.all_blocks())
    told_later = follows_up(context)
    for section in context.section.find(Role.OTHER) if context.event is not None else ():
        if told_later:
            state_going(context, section)
        if told_later or cues.says("afterwards", section.title):
            for block in section.body:
                named = state_named_work(context, block, context.event or "", tied=True)
                if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and not named:
                    state_begun(context, block, context.event or "", tied=True)


def _tells_of_more(context: Context, section: Section) -> bool:
    """Whether below a heading of no known part a line names an earlier gathering by the name of this one and another year, and
    paragraphs behind it begin with the names of what came of that ("Two things that began at Quay Day 2030 go on.")."""
    lines, own = [block for block in section.body if block.kind is Kind.PARAGRAPH], context.own_event
    if own is None or sum(map(bool, map(_run_in, lines[1:]))) < _SEVERAL:
        return False
    named = re.search(rf"{re.escape(without_year(own.name).strip())} ({YEAR})", lines[0].text)
    return named is not None and named[1] not in own.name


def _came_to_nothing(name: str, blocks: list[Block]) -> bool:
    """Whether the first words behind a name say that nothing has come of it."""
    said = "\n".join(block.text for block in blocks).removeprefix(name).lstrip(" .:\n\t–—-")
    return _NOTHING.match(said) is not None


def _entries(context: Context, section: Section) -> list[tuple[str, list[Block]]]:
    found: list[tuple[str, list[Block]]] = []
    for block in section.body:
        if block.kind is Kind.ITEM and block.level == 0 and not _VAGUE.match(block.text):
            found.append((_name(context, block), [block]))
        elif block.kind is Kind.ROW and not block.header and (name := block.text.partition("\t")[0].strip()):
            found.append((name, [block]))
        elif block.kind is Kind.ROW and found and not block.header:
            found[-1][1].append(block)  # a row whose first cell is empty goes on with the one above
    headed = [
        child
        for child in section.children
        if child.heading is not None and child.body and not _says_whose_and_when(context, child.title)
    ]
    for child in [child for child in headed if cues.outside(child.title) == "initiatives"]:
        headed.remove(child)  # a heading that says once more what stands below it
        found.extend(_entries(context, child))
    found.extend((child.title, [b for b in child.blocks if b.kind is not Kind.NOTE]) for child in headed)
    if not found:
        told = [b for b in section.body if b.kind is Kind.PARAGRAPH and not is_particular(context, b)]
        run_in = [b for b in told if _run_in(b)]
        several = len(run_in) >= _SEVERAL and 2 * len(run_in) > len(told)
        found = [(lead, [b]) for b in told if (lead := item_title(b) or (several and _run_in(b)))]
    return found


def _run_in(block: Block) -> str | None:
    """Return the name that a paragraph begins with as with a sentence of its own ("Homeward Dale. Elm Trust bought ..."): each of
    its words but the small ones has a capital."""
    name = block.text.partition(". ")[0] if ". " in block.text[:LONGEST_NAME] else ""
    words = [word for word in name.split() if word not in word_set("inside a long name")]
    return name if len(words) > 1 and all(word[0].isupper() for word in words) else None


def _says_whose_and_when(context: Context, line: str) -> bool:
    """Whether a line below a title says who wrote, and when ("Elm Council, June 2032")."""
    who, _, when = line.partition(", ")
    return re.search(rf"{YEAR}$", when) is not None and context.names.is_organisation(who)


def _name(context: Context, block: Block) -> str:
    """Return what an item calls the work: its heading words, or what they say that is made; else the clause that it begins with."""
    title = item_title(block)
    lead = re.match(r"^(.{4,60}?)\s[–—]\s", block.text)
    if lead:
        return lead[1]
    if title and _IS_WORK.search(title):
        return title
    if title and len(block.text) - len(title) < 60:
        return block.text.rstrip(".")
    rest = block.text[len(title) :].lstrip(" :.–—-") if title else block.text
    clause = _CLAUSE.match(rest)
    thing = _THING.search(rest.split(". ", 1)[0])
    if thing and (len(clause[1] if clause else rest) > LONGEST_NAME or _begins_with_a_name(context, block)):
        return f"{title}: {thing[1]}" if title else capitalised(thing[1])
    words = clause[1] if clause else rest[:110].rsplit(" ", 1)[0] if len(rest) > 110 else rest.rstrip(".")
    return f"{title}: {words}" if title else words


def _begins_with_a_name(context: Context, block: Block) -> bool:
    """Whether an item begins with a place or body, which then is where or who, and not what."""
    start = block.start + (4 if block.text.startswith("The ") else 0)
    named = [*context.names.places_in(block), *context.names.organisations_in(block)]
    return any(span.start <= start < span.end for _, span in named)


def _event(context: Context, section: Section) -> str | None:
    """Return the event that the work followed from: an earlier one that the section names, else the document's own."""
    own = context.own_event
    if own is None or year_of(own.id) not in re.findall(YEAR, own.name):
        return context.event
    words = without_year(own.name).split()
    for block in section.all_blocks():
        for start in range(len(words)):
            tail = " ".join(words[start:])
            for match in re.finditer(
                rf"\b((?:{re.escape(' '.join(words[:start]))}\s+)?{re.escape(tail)}\s+({YEAR}))\b",
                block.text,
                re.I,
            ):
                if len(tail) > 3 and (earlier := state_earlier(context, match[2], block)) is not None:
                    context.mention(earlier, Span(block.start + match.start(1), block.start + match.end(1)))
                    return earlier
        if EARLIER.search(block.text) and (earlier := state_earlier(context, None, block)) is not None:
            return earlier
    return context.event


def _state_initiative(context: Context, name: str, blocks: list[Block], event: str | None) -> None:
    text = "\n".join(b.text for b in blocks)
    node = make_id("initiative", (event or context.document).split("/", 1)[1], "-".join(slug(name).split("-")[:8]))
    status = _STATUS.search(text) or _PILOT.search(text)
    told = next((words.lower() for words in status.groups() if words), None) if status else None
    told = labelled[1] if (labelled := _LABELLED.search(text)) else told
    context.state(
        Initiative(id=node, name=name.strip(), description=text, status=told),
        *blocks,
    )
    evidence = context.evidence(*blocks)
    if event:
        context.add(FollowsFrom(source=node, target=event, evidence=evidence))
        for place in context.challenges if event == context.event else []:
            if fold(name).startswith(fold(lead_of(place.title))):
                context.add(FollowsFrom(source=node, target=place.id, evidence=evidence))
    for block in blocks:
        context.mention(node, block_span(block))
        for printed, span in context.names.places_in(block):
            context.add(
                LocatedIn(
                    source=node, target=context.names.state_place(printed, span), evidence=context.evidence(block)
                )
            )
        state_part_taking(context, node, block, name if _IS_WORK.search(name) else "")
        if event and event == context.event:
            tie_to_challenges(context, node, block)
