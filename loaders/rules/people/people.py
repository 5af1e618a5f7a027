"""Owners and supporters of challenges, signatures, and people whom running words name with their office."""

import re
from collections.abc import Iterable
from dataclasses import replace

from loaders.blocks import Block, Kind, Span
from loaders.context import ChallengePlace, Context, Entry
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.recognise import names_none
from loaders.rules.bodies.body_parts import without_article
from loaders.rules.bodies.several_bodies import bodies_in_office
from loaders.rules.people.backers import backers, told_bodies
from loaders.rules.people.body_shapes import BODY, is_name_first, is_no_field
from loaders.rules.people.person_details import office_words, split_detail
from loaders.rules.people.person_lines import entries, entry_at, is_known_first, name_at, names_in
from loaders.rules.people.person_patterns import BEGINS, PERSON
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from schema.links import Owns, Supports, WorksFor
from schema.nodes import Challenge

RULE = "people"

_TITLED = Cued(
    rf"(?<![\w'’-]){any_of('courtesy title', 'title of honour', 'rank of police', capital=True)}\.? (?=[A-Z])",
)
_INITIAL = re.compile(r"\b[A-Z]\.")
_BROUGHT = re.compile(
    rf"\b(?:{any_of('brought a challenge')}|{any_of('is or has been')}? ?{any_of('owning')}(?: to [\w ]{{2,9}})? by"
    rf"|brought {any_of('what was brought')}\b[^.:;]{{0,40}}:?|{any_of('challenge')} {any_of('whose it is')})",
    re.I,
)
_HELPED = re.compile(
    rf"\b(?:{any_of('stood by')}|{any_of('helping')}(?: by)?|with (?:the )?{any_of('kind of help')} {any_of('of a body')})\b",
    re.I,
)
_FORMER = re.compile(rf"(?:the )?{any_of('no longer')}\b", re.I)
_TABLE_LINE = re.compile(r"^tables?\s+[\w ,&]{1,12}:?$", re.I)
_OFFICE = re.compile(rf"{BEGINS}({PERSON}),\s+(?=[^,.;()]{{2,80}})")
_BRACKETED = re.compile(rf"{BEGINS}({PERSON})\s+\((?=[^()]{{2,120}}\))")
CAPACITIES = {Role.OWNERS: "owner", Role.SUPPORTERS: "supporter", Role.BOTH: "owner or supporter"}
"""What a heading of each kind names the people under it."""
_NO_OWNER = re.compile(rf"\b{any_of('no owner')}\b", re.I)
_CREDIT = Cued(rf"\b{any_of('credit')}\b", re.I)


def state_owners(context: Context) -> None:
    """State who owns and who supports each challenge, with the bodies that the lines name."""
    for challenge in context.challenges:
        if challenge.section is None:
            continue
        for section in challenge.section.find(Role.OWNERS, Role.SUPPORTERS, Role.BOTH):
            _owners(context, challenge, section)
        _labelled(context, challenge, challenge.section)
        _listed(context, challenge, challenge.section)
        if not challenge.section.find(Role.OWNERS, Role.BOTH):
            for part in (challenge.section, *challenge.section.find(Role.TOPIC, Role.PLACE, Role.TABLE)):
                _told(context, challenge, part)


def _labelled(context: Context, challenge: ChallengePlace, section: Section) -> None:
    """Read lines at the head of a challenge whose label is no cue but which name a person ("Anchor: ..."): the first is the
    owner's where no other line is, the rest name supporters."""
    roles = [Role.OWNERS, Role.SUPPORTERS]
    if section.find(Role.OWNERS, Role.BOTH):
        roles.pop(0)
    for block in section.body:
        label = re.match(r"\s*([A-Z][^:.]{2,40}):\s+(?=[A-Z])", block.text)
        if (
            label is None
            or len(block.text) > 300
            or _CREDIT.search(label[1])
            or _NO_OWNER.search(label[1])
            or len(label[1].split()) > 4
        ):
            continue
        found = entries(context, block, label.end())
        if (
            not found
            or found[0].person.start != block.start + label.end()
            or not (found[0].organisation or found[0].role)
        ):
            continue
        for entry in found:
            state_owner(context, challenge, block, entry, roles[0], section.table)
        if len(roles) > 1:
            roles.pop(0)
        context.claim(RULE, block)


def _listed(context: Context, challenge: ChallengePlace, section: Section) -> None:
    """Read a part of a challenge that no cue names but that holds only people with their offices, where no owners were found."""
    if section.find(Role.OWNERS, Role.SUPPORTERS, Role.BOTH):
        return
    for part in section.children:
        lines = [b for b in part.body if b.kind in (Kind.ITEM, Kind.PARAGRAPH, Kind.ROW)]
        if part.role not in (Role.OTHER, Role.CONTEXT) or not lines or any(len(b.text) > 200 for b in lines):
            continue
        named = [b for b in lines if any(e.organisation for e in entries(context, b))]
        if len(named) > len(lines) * 0.6:
            part.role = Role.BOTH
            _owners(context, challenge, part, named=False)
            return


def _told(context: Context, challenge: ChallengePlace, section: Section) -> None:
    """Read sentences at the head of a challenge that tell who brought it and who helped, where no label does."""
    for block in section.body:
        if (
            block.kind is not Kind.PARAGRAPH
            or len(block.text) > 900
            or cues.says("asker", block.text)  # who asked a question has not brought it to a table
            or not (_BROUGHT.search(block.text) or _HELPED.search(block.text))
        ):
            continue
        found = 0
        for start, end in context.sentences(block):
            sentence = block.text[start:end]
            position = start
            for name in names_in(context, block, start, end):
                at = name.start - block.start
                entry = entry_at(context, block, at) if at >= position else None
                if entry is None or not (entry.organisation or entry.role):
                    continue
                position = max(entry.end, at + 1)
                role = _told_role(sentence, at - start, position - start)
                if role is not None:
                    state_owner(context, challenge, block, entry, role, section.table)
                    found += 1
            for role, cue in ((Role.OWNERS, _BROUGHT), (Role.SUPPORTERS, _HELPED)):
                for told in cue.finditer(sentence):
                    for body in told_bodies(context, block, told, start, end):
                        who = context.names.state_organisation(context.words(body), body)
                        link_owner(context, who, challenge, block, role, section.table, None)
                        found += 1
        if found:
            context.claim(RULE, block)


def _told_role(sentence: str, at: int, end: int) -> Role | None:
    """Return what the words nearest before a name tell of it, else those after it."""
    before = [
        (m.end(), role)
        for role, p in ((Role.OWNERS, _BROUGHT), (Role.SUPPORTERS, _HELPED))
        for m in p.finditer(sentence[:at])
    ]
    if before:
        return max(before, key=lambda b: b[0])[1]
    after = [
        (m.start(), role)
        for role, p in ((Role.OWNERS, _BROUGHT), (Role.SUPPORTERS, _HELPED))
        for m in p.finditer(sentence[end:])
    ]
    return min(after, key=lambda a: a[0])[1] if after else None


def _owners(context: Context, challenge: ChallengePlace, section: Section, *, named: bool = True) -> None:
    """State those whom a section lists; `named` says whether its heading says what they are. A team beside an owner helps."""
    table = section.table
    owned = challenge.section is not None and bool(challenge.section.find(Role.OWNERS))
    context.claim(RULE, section.heading)
    tables: dict[str, Block] = {}
    for block, start, stop in section.lines():
        if _TABLE_LINE.match(block.text):
            table = cues.capitalised(block.text.rstrip(":"))
            tables.setdefault(table, block)
            context.claim(RULE, block)
            continue
        role, as_ = section.role, CAPACITIES[section.role] if named else None
        if owned and role is Role.BOTH:
            role, as_ = Role.SUPPORTERS, None
        if label := re.match(r"\s*([^:]{3,40}):\s+(?=\S)", block.text[start:stop]):
            part = cues.inside(label[1])
            if part in ("owners", "supporters"):
                role, start = Role(part), start + label.end()
                as_ = CAPACITIES[role]
            elif (
                part is None
                and not context.names.is_organisation(label[1])
                and context.names.is_person(
                    " ".join(block.text[start + label.end() :].split(",")[0].split(" (")[0].split()[:4])
                )
            ):
                if block is not section.heading:
                    role, as_ = Role.SUPPORTERS, None
                start += label.end()
            elif tabled := re.match(r"(?i)tables?\s+\w{1,5}$", label[1].strip()):
                table, start = cues.capitalised(tabled[0]), start + label.end()
        if block.kind is Kind.NOTE:
            continue
        several = block.kind is Kind.ROW and sum(c.end > c.start for c in block.cells) > 2
        found, bodies = (entries(context, block, start), []) if several else backers(context, block, start, stop)
        for entry in found:
            entry = _with_line_below(context, block, entry) if len(found) == 1 else entry
            state_owner(context, challenge, block, entry, role, table, as_)
        for body in bodies:
            who = context.names.state_organisation(context.words(body), body)
            link_owner(context, who, challenge, block, role, table, as_)
        context.claim(RULE, block)
    for printed, block in tables.items():
        context.state(
            Challenge(id=challenge.id, title=cues.capitalised(challenge.title), tables=(printed,)), block, title=[]
        )


def _with_line_below(context: Context, block: Block, entry: Entry) -> Entry:
    """Return a person whose name is a line of its own with the office and body that the next line is, where that is all it is."""
    line = context.block_after(block)
    if entry.role or entry.organisation or entry.person.end != block.end or line is None:
        return entry
    if line.kind is Kind.HEADING or len(line.text) > 130 or name_at(context.names, line, 0) is not None:
        return entry
    role, body = split_detail(context, Span(line.start, line.end))
    if role is None or body is None or ":" in context.words(role) or not cues.is_role(context.words(role)):
        return entry
    return replace(entry, role=role, organisation=body)


def state_owner(
    context: Context,
    challenge: ChallengePlace,
    block: Block,
    entry: Entry,
    role: Role,
    table: str | None,
    as_: str | None = None,
) -> None:
    """State that a person and the body on the person's line own or support a challenge; `as_` where the document names them so."""
    person, body = state_entry(context, entry, block)
    link_owner(context, person, challenge, block, role, table, as_)
    if body is not None:
        link_owner(context, body, challenge, block, role, table, as_)


def link_owner(
    context: Context, node: str, challenge: ChallengePlace, block: Block, role: Role, table: str | None, as_: str | None
) -> None:
    """State that somebody or a body owns or supports a challenge."""
    kind = Supports if role is Role.SUPPORTERS else Owns
    context.add(kind(source=node, target=challenge.id, table=table, as_=as_, evidence=context.evidence(block)))


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
    present = role if role and not former else None
    bodies = []
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


def state_offices(context: Context) -> None:
    """State people whom running words name together with an office or a body: "Jo Bloggs, partner at X, ..."."""
    for block in _running(context):
        for match in _OFFICE.finditer(block.text[:20000]) if "," in block.text else ():
            name = name_at(context.names, block, match.start(1))
            if name is None or name.end - block.start != match.end(1):
                continue
            entry = entry_at(context, block, match.start(1))
            if entry is None or entry.organisation is None:
                continue
            between = block.text[match.end(1) : entry.organisation.start - block.start]
            sure = context.names.is_organisation(context.words(entry.organisation)) or _is_office(context, entry)
            if cues.is_role(between) and sure:
                state_entry(context, entry, block)
        for bracketed in _BRACKETED.finditer(block.text[:20000]) if "(" in block.text else ():
            name = name_at(context.names, block, bracketed.start(1))
            if name is None or name.end - block.start != bracketed.end(1):
                continue
            entry = entry_at(context, block, bracketed.start(1))
            if (
                entry
                and entry.organisation
                and (entry.role or context.names.is_organisation(context.words(entry.organisation)))
            ):
                state_entry(context, entry, block)


def _is_office(context: Context, entry: Entry) -> bool:
    """Whether the words after a name are an office and the name of a body that nothing else shows to be one."""
    if entry.role is None or entry.organisation is None:
        return False
    body = context.words(entry.organisation)
    tied = (
        context.words(Span(entry.role.end, entry.organisation.start)).strip() != ","
    )  # which a field of work may follow
    named = BODY.fullmatch(body) and (tied or is_no_field(body) or is_name_first(body))
    return bool(named) and not any(map(str.isdigit, body)) and cues.is_role(context.words(entry.role))


def _running(context: Context) -> Iterable[Block]:
    skipped = context.starts_in(Role.NOISE, Role.OWNERS, Role.SUPPORTERS, Role.BOTH, Role.ATTENDEES)
    return [b for b in context.text.blocks if b.start not in skipped and b.kind not in (Kind.ROW, Kind.HEADING)]


def state_titled(context: Context) -> None:
    """State people whom running words name with a form of address: "Baroness ...", "Dr ..."."""
    for block in _running(context):
        for match in _TITLED.finditer(block.text[:20000]):
            name = name_at(context.names, block, match.start())
            initials = name is not None and _INITIAL.search(context.words(name))  # see `people_by_surname`
            words = context.words(name) if name is not None else ""
            honour = words.lower().rpartition(" ")[2] in word_set("no surname")
            if name is not None and not initials and not honour and not context.names.is_organisation(words):
                context.names.state_person(context.words(name), name)


def state_credits(context: Context) -> None:
    """State people whom credits and captions name: "with thanks to ...", "left to right: ..."."""
    for block in _running(context):
        if len(block.text) > 1200 or not _CREDIT.search(block.text):
            continue
        caption = cues.says("caption", block.text)
        imprint = any(block in s.blocks for s in context.section.find(Role.IMPRINT))
        if not (caption or imprint):
            continue
        for name in names_in(context, block):
            if is_known_first(context.words(name)) or any(s.start <= name.start < s.end for s in block.bold):
                context.names.state_person(context.words(name), name)
        context.claim(RULE, block)
