"""How somebody is stated, whichever rule finds the person: the name, and the office in each body."""

import re

from loaders.blocks import Block, Span
from loaders.context import Context, Entry
from loaders.dates import YEAR
from loaders.lexicons.words import any_of, word_set
from loaders.names.recognise import names_none
from loaders.rules.bodies.body_parts import without_article
from loaders.rules.bodies.several_bodies import bodies_in_office
from loaders.rules.people.person_details import office_words
from loaders.structure import cues
from schema.links import WorksFor

_FORMER = re.compile(rf"(?:the )?{any_of('no longer')}\b", re.I)
_HEAD = 2
"""Up to which block a document says when it was written."""
_UNTIL = re.compile(
    rf"\W{{0,3}}(?P<past>(?:{any_of('to the end of a post')} |(?<=\()(?:[A-Z][a-z]+ )?{YEAR} ?[–-] ?)(?P<when>[^,;.()]{{4,40}}))"
)
"""What behind a body says up to when somebody was there ("until March 2030", "(2019–2024)")."""


def state_entry(context: Context, entry: Entry, block: Block) -> tuple[str, str | None]:
    """State a person, the body and the office between them; return the ids of person and body, no body where the office is past."""
    names = context.names
    person = names.state_person(entry.printed or context.words(entry.person), entry.person)
    if entry.organisation is None or names_none(context.words(entry.organisation)):
        return person, None
    bodies = state_office(context, person, entry.role or _title(context, entry), entry.organisation, block)
    for role, body in entry.more:
        state_office(context, person, role, body, block)
    return person, bodies[0] if bodies else None


def _until(context: Context, block: Block, body: Span) -> str | None:
    """Return the words behind a body that say that somebody was there up to a time which is no later than those at the document's
    head; a post that ends later is held still."""
    told = _UNTIL.match(block.text, body.end - block.start)
    if told is None or any(map(cues.is_role, told["when"].split())):
        return None  # "(until 2031 Reader at Elm College)"
    if years := re.findall(YEAR, told["when"]):
        head = " ".join(one.text for one in context.text.blocks[:_HEAD] if one is not block)
        now = max(re.findall(rf"\b{YEAR}\b", head), default="")
        return told["past"] if years[-1] <= now else None
    return told["past"] if told["when"].split()[0] in word_set("before this one") else None


def _title(context: Context, entry: Entry) -> Span | None:
    """Return the office that somebody is addressed by ("Mayor Ada North, City of Dale"), None for other forms of address."""
    first, _, name = context.words(entry.person).partition(" ")
    office = " " in name and cues.is_role(first) and first.lower() not in word_set("courtesy title")
    return Span(entry.person.start, entry.person.start + len(first)) if office else None


def state_office(
    context: Context, person: str, office: Span | None, body: Span, block: Block, past: str | None = None
) -> list[str]:
    """State for which bodies a person works in an office; return them, none where the office is past: `past` are the words that
    say so, where the office itself does not."""
    role = office_words(context.words(office)) if office else None
    former = past or (role if role and _FORMER.match(role) else None)
    if former is None and (until := _until(context, block, body)):
        former = role or until
    present = role if role and not former else None
    bodies = []
    colon = context.words(body).find(": ")
    if colon > 0 and not cues.is_role(context.words(body)[:colon]):
        body = Span(body.start, body.start + colon)  # what follows is on what the person speaks
    for part in bodies_in_office(context, without_article(context, body)):
        bodies.append(context.names.state_organisation(context.words(part), part))
        context.add(
            WorksFor(
                source=person,
                target=bodies[-1],
                role=present,
                roles=(present,) if present else (),
                former=former,
                evidence=context.evidence(block, part),
            )
        )
    return [] if former else bodies
