"""Who owns and who supports a challenge: the people and bodies that a part of it lists, labels or tells of."""

import re
from dataclasses import replace

from loaders.blocks import Block, Kind, Span
from loaders.context import ChallengePlace, Context, Entry
from loaders.lexicons.words import any_of
from loaders.names.recognise import names_none
from loaders.rules.challenges.continuing import tells_of_earlier
from loaders.rules.people.backers import backers
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_in_prose import CREDIT
from loaders.rules.people.person_details import split_detail
from loaders.rules.people.person_lines import entries, name_at
from loaders.rules.people.told_owners import told_backers
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from loaders.structure.title_tails import title_tail
from schema.links import Owns, Supports
from schema.nodes import Challenge

RULE = "owners"

_TABLE_LINE = re.compile(r"^tables?\s+[\w ,&]{1,12}:?$", re.I)
CAPACITIES = {Role.OWNERS: "owner", Role.SUPPORTERS: "supporter", Role.BOTH: "owner or supporter"}
"""What a heading of each kind names the people under it."""
SERVES = re.compile(rf"\b{any_of('who serves a table')}\b", re.I)
_NO_OWNER = re.compile(rf"\b{any_of('no owner')}\b", re.I)


def state_owners(context: Context) -> None:
    """State who owns and who supports each challenge, with the bodies that the lines name."""
    for challenge in context.challenges:
        named = _behind_title(context, challenge)
        if challenge.section is None:
            continue
        for section in challenge.section.find(Role.OWNERS, Role.SUPPORTERS, Role.BOTH):
            _owners(context, challenge, section)
        if named:
            continue
        _labelled(context, challenge, challenge.section)
        _listed(context, challenge, challenge.section)
        if not challenge.section.find(Role.OWNERS, Role.BOTH):
            for part in (challenge.section, *challenge.section.find(Role.TOPIC, Role.PLACE, Role.TABLE)):
                _told(context, challenge, part)


def _behind_title(context: Context, challenge: ChallengePlace) -> bool:
    """State those whom the line of a challenge's title names behind it ("Damp homes (owner: Ada North, Elm Trust)"); return whether
    it names an owner."""
    block = challenge.heading
    tail = title_tail(block.text) if block is not None else None
    if block is None or tail is None:
        return False
    role = Role(tail.role)
    people, bodies = backers(context, block, tail.start, tail.stop)
    for entry in people:
        state_owner(context, challenge, block, entry, role, None, CAPACITIES[role])
    for body in bodies:
        who = context.names.state_organisation(context.words(body), body)
        link_owner(context, who, challenge, block, role, None, CAPACITIES[role])
    return role is not Role.SUPPORTERS and bool(people or bodies)


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
            or CREDIT.search(label[1])
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
    """State those whom the sentences at the head of a challenge name behind it, where no label does."""
    for block in section.body:
        found = list(told_backers(context, block))
        for backer in found:
            if backer.person is not None:
                state_owner(context, challenge, block, backer.person, backer.role, section.table)
            if backer.body is not None:
                who = context.names.state_organisation(context.words(backer.body), backer.body)
                link_owner(context, who, challenge, block, backer.role, section.table, None)
        if found:
            context.claim(RULE, block)


def _owners(context: Context, challenge: ChallengePlace, section: Section, *, named: bool = True) -> None:
    """State those whom a section lists; `named` says whether its heading says what they are. A team beside an owner helps."""
    table = section.table
    owned = challenge.section is not None and bool(challenge.section.find(Role.OWNERS))
    helped = _says_who_supports(context)
    context.claim(RULE, section.heading)
    tables: dict[str, Block] = {}
    for block, start, stop in section.lines():
        if _TABLE_LINE.match(block.text):
            table = cues.capitalised(block.text.rstrip(":"))
            tables.setdefault(table, block)
            context.claim(RULE, block)
            continue
        role, as_ = section.role, CAPACITIES[section.role] if named else None
        serves = helped and SERVES.search(section.title) is not None
        if owned and role is Role.BOTH:
            role, as_ = Role.SUPPORTERS, None
        if label := re.match(r"\s*([^:]{3,40}):\s+(?=\S)", block.text[start:stop]):
            part = cues.inside(label[1])
            unknown = part is None and not context.names.is_organisation(label[1])
            if part in ("owners", "supporters"):
                role, start = Role(part), start + label.end()
                as_ = CAPACITIES[role]
                serves = helped and SERVES.search(label[1]) is not None
            elif unknown and context.names.is_person(
                " ".join(block.text[start + label.end() :].split(",")[0].split(" (")[0].split()[:4])
            ):
                if block is not section.heading:
                    role, as_ = Role.SUPPORTERS, None
                    serves = helped or _NO_OWNER.search(label[1]) is not None
                start += label.end()
            elif unknown and _NO_OWNER.search(label[1]):
                continue
            elif tabled := re.match(r"(?i)tables?\s+\w{1,5}$", label[1].strip()):
                table, start = cues.capitalised(tabled[0]), start + label.end()
        if block.kind is Kind.NOTE or (block is not section.heading and tells_of_earlier(block.text)):
            continue
        several = block.kind is Kind.ROW and sum(c.end > c.start for c in block.cells) > 2
        found, bodies = (entries(context, block, start), []) if several else backers(context, block, start, stop)
        for entry in found:
            entry = _with_line_below(context, block, entry) if len(found) == 1 else entry
            if serves:
                state_entry(context, entry, block)
            else:
                state_owner(context, challenge, block, entry, role, table, as_)
        for body in bodies if not serves else ():
            if names_none(context.words(body)):
                continue
            who = context.names.state_organisation(context.words(body), body)
            link_owner(context, who, challenge, block, role, table, as_)
        context.claim(RULE, block)
    for printed, block in tables.items():
        context.state(
            Challenge(id=challenge.id, title=cues.capitalised(challenge.title), tables=(printed,)), block, title=[]
        )


def _says_who_supports(context: Context) -> bool:
    """Whether a document says of some challenge who supported it: then whoever only helped a table talk, or took notes, did not."""
    sections = [place.section for place in context.challenges if place.section is not None]
    parts = [part for section in sections for part in section.find(Role.SUPPORTERS, Role.BOTH)]
    return any(not SERVES.search(part.title) for part in parts)


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
