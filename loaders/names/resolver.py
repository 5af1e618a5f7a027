"""What a printed name stands for in one document: the same body, person or place whatever the spelling.

Identity is a function of the printed name, the document's own short forms and the data files (register, judgements); what else
was loaded, and in which order, makes no difference.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.blocks import Block, Kind, Span
from loaders.draft import Draft, Where
from loaders.knowledge import Row
from loaders.names import recognise
from loaders.names.judgements import Judgements
from loaders.names.kinds import kind_of_name, said_kind
from loaders.names.marked import MarkedNames
from loaders.names.own_names import OwnNames
from loaders.names.people import is_person_name, without_somebody
from loaders.names.phrases import Phrases
from loaders.names.printed import COUNCIL, clean, fold, in_brackets, key, person_name
from loaders.names.register import Body, first_names, gazetteer, register
from loaders.names.rows import COUNTRIES, body_row, place_row
from schema.ids import make_id
from schema.nodes import Organisation, Person, Place

NameFinder = Callable[["Resolver", Block, int], Span | None]


@dataclass(frozen=True, slots=True)
class Identity:
    """Which organisation a printed name is, and what says so."""

    id: str
    name: str
    kind: str | None
    body: Body | None = None
    """The register's row about it."""
    judgement: Row | None = None
    """The judgement that gives it another name than the printed one."""
    kind_row: Block | None = None
    """The row of the document's table that prints its kind."""
    longest: Span | None = None
    """Where the document prints the name, if it is the document's own longest spelling."""


class Resolver:
    """The names of one document. Methods that begin with `state_` state the node, with the printed form as a name of its own, and
    its mention, and return the node's id; the others only tell."""

    def __init__(self, draft: Draft, decided: Judgements) -> None:
        """Read the document's own names. Raises CurationError where a judgement about it has gone stale."""
        decided.check(draft.document, draft.text.text)
        self._draft = draft
        self._decided = decided
        self._own = OwnNames(draft)
        self._known: dict[str, str] = {}
        """Organisations resolved so far: id by the folded printed form."""
        self._beginnings: set[str] = set()
        """What these forms begin with, up to any of their spaces."""
        self._people: dict[str, str] = {}
        """People resolved so far: id by the folded printed form."""
        self._surnames: dict[str, set[str]] = defaultdict(set)
        self._own_surnames: dict[str, str] | None = None
        self._given: set[str] = set()
        self.marked = MarkedNames()
        self._identities: dict[str, Identity] = {}
        self._shaped: dict[str, bool] = {}
        """Whether a name can only be an organisation's by what is known of it before any rule runs."""
        self._stated: set[tuple[str, str]] = set()
        """Nodes with the names under which they were stated: the first passage that prints a name states it."""
        self._placed: dict[int, list[tuple[str, Span]]] = defaultdict(list)
        self._first_named: Phrases[str] | None = None
        self._named: tuple[int, Phrases[str]] | None = None
        self._shown: dict[int, Span] = {}
        """People's names whose extent a list shows, by where they begin, with and without the form of address."""
        self._recalled: dict[tuple[int, int, Kind, int], Span | None] = {}
        """Which name was found to begin at a place of a block (its start, end and kind), as long as no other one is resolved."""

    # Organisations

    def state_organisation(self, printed: str, *spans: Span) -> str:
        """State the organisation that is printed so, and return its id."""
        name = clean(printed)
        if (bare := self._without_aside(name)) != name and printed.startswith(bare) and len(spans) == 1:
            name, spans = bare, (Span(spans[0].start, spans[0].start + len(bare)),)
        who = self.identify(name)
        forms = {name, *(part for part in in_brackets(name) if part)}
        for form in forms:
            self._resolved(self._known, fold(form), who.id)
        new = {form for form in forms if (who.id, form) not in self._stated}
        if new:
            self._stated.update((who.id, form) for form in new)
            self._state_names(who, new, spans)
        for span in spans:
            if len(spans) == 1:
                self.mark(who.id, span)
            else:
                self._draft.mention(who.id, span)
        return who.id

    def _resolved(self, known: dict[str, str], folded: str, node: str) -> None:
        if folded not in known:
            self._recalled.clear()
            if known is self._known:
                self._beginnings.update(folded[:at] for at, sign in enumerate(folded) if sign == " ")
        known[folded] = node

    def _without_aside(self, name: str) -> str:
        """Return a body's name without the bracket behind it that holds a person, or says where in a known one ("Dale Parliament
        (Digital Service)")."""
        bare, bracket, _ = name.partition(" (")
        known = bracket and name.endswith(")") and in_brackets(name) == (name, "") and key(bare) in register().bodies
        return bare if known and key(name) not in register().bodies else without_somebody(name)

    def state_short(self, printed: str, whole: str, span: Span) -> str:
        """State the organisation called `whole` that is printed by a short form which is its only there, such as a town's name."""
        who = self.identify(whole)
        if who.body is None and who.judgement is None and who.longest is None:
            who = replace(who, name=printed)
        self._state_names(who, {printed}, (span,))
        self.mark(who.id, span)
        return who.id

    def _state_names(self, who: Identity, forms: set[str], spans: tuple[Span, ...]) -> None:
        """State a body by names that the document prints at `spans`, and what the register and the judgements say of it."""
        draft = self._draft
        rows: list[Where] = [draft.consult(body_row(who.body))] if who.body else []
        decided: list[Where] = [draft.consult(who.judgement)] if who.judgement else []
        printed: list[Where] = [*spans] if who.name in forms else []
        named = [*rows, *([] if rows else decided), *printed] or ([who.longest] if who.longest else [*spans])
        kind: list[Where] = [who.kind_row] if who.kind_row else rows or named
        draft.state(
            Organisation(
                id=who.id,
                name=who.name,
                aliases=tuple(sorted(forms - {who.name})),
                kind=who.kind,
                identifiers=who.body.identifiers if who.body else (),
            ),
            name=named,
            aliases=[*spans, *decided],
            kind=kind,
            identifiers=rows,
        )

    def identify(self, printed: str) -> Identity:
        """Return which organisation a printed name is. States nothing."""
        name = clean(printed)
        if name not in self._identities:
            self._identities[name] = self._identify(name)
        return self._identities[name]

    def _identify(self, name: str) -> Identity:
        printed = name
        canonical = self._decided.canonical("organisation", name)
        if canonical is None and (full := self._spelt_out(name)) is not None:
            name = full
            canonical = self._decided.canonical("organisation", name)
        at = key(canonical or name)
        body = register().bodies.get(at)
        judged = self._decided.row("organisation", name) if canonical and canonical != printed else None
        stated, kind_row = self._own.sectors.get(at, (None, None))
        if body is not None:
            kind = stated or body.kind or said_kind(body.name)
            return Identity(make_id("organisation", body.name), body.name, kind, body, judged, kind_row)
        bare = max(in_brackets(name), key=len)
        longest, where = self._own.full.get(at, (bare, None))
        if len(longest) < len(bare):
            longest, where = bare, self._draft.find(bare)
        base = f"{at.removeprefix(COUNCIL)} council" if at.startswith(COUNCIL) else at
        kind = stated or said_kind(longest) or said_kind(name)
        return Identity(
            make_id("organisation", canonical or base), canonical or longest, kind, None, judged, kind_row, where
        )

    def _spelt_out(self, name: str) -> str | None:
        """Return the full form of a short one: introduced in brackets, or the beginning of exactly one name in the document."""
        short = self._own.short.get(fold(name))
        if short is not None:
            return short
        at = key(name)
        if (same := self._own.spelt_otherwise(at)) and not self._decided.are_different("organisation", name, same):
            return same
        initials = name.partition(" ")[0]
        if at not in register().bodies and initials.isupper() and len(initials) > 1:
            full = self._own.of_initials(name)
            if full is not None or initials == name:
                return full
        if at in register().bodies or at.startswith(COUNCIL) or len(at) < 4:
            return None
        fulls = self._own.longer(at)
        bodies = {register().bodies[k].name if k in register().bodies else k for k in fulls}
        if len(bodies) != 1 or self._is_longer_thing(name):
            return None
        full, _ = self._own.full[fulls[0]]
        return None if self._decided.are_different("organisation", name, full) else full

    def _is_longer_thing(self, name: str) -> bool:
        """Whether the name says what it is by itself, so that it is no short form: Charity Bank is not Charity Bank Foundation."""
        return kind_of_name(name) not in (None, "local authority")

    def mark(self, node: str, span: Span) -> None:
        """State the mention of a name, and keep its characters from being read as another's."""
        self._draft.mention(node, span)
        self.marked.add(self._draft.block_at(span.start), span, node)

    def is_organisation(self, printed: str) -> bool:
        """Whether the name is known to be, or by its shape can only be, an organisation's. States nothing."""
        name = clean(printed)
        if not name:
            return False
        if fold(name) in self._known:
            return True
        if name not in self._shaped:
            self._shaped[name] = self._is_shaped(name)
        return self._shaped[name]

    def _is_shaped(self, name: str) -> bool:
        at = key(name)
        if register().get(name) is not None or at in self._own.sectors:
            return True
        if at.startswith(COUNCIL) and gazetteer().get(at.removeprefix(COUNCIL)) is not None:
            return True
        if self._decided.canonical("organisation", name) is not None:
            return True
        if (longer := self._own.with_legal_form(name, at)) and self._is_shaped(longer):
            return True
        bare = in_brackets(name)[0]
        return any(f.start <= 4 and f.end >= len(bare) for f in recognise.organisations(bare)) or (
            (full := self._own.short.get(fold(name))) is not None
            and (kind_of_name(full) is not None or (full != name and self._is_shaped(full)))
        )

    def is_short(self, printed: str) -> bool:
        """Whether a name is the short form or the initials of one name in the document. States nothing."""
        return fold(printed) in self._own.short or self._own.of_initials(printed) is not None

    def known_organisations(self) -> dict[str, str]:
        """Return the organisations resolved so far: id by folded printed form."""
        return dict(self._known)

    # People

    def state_person(self, printed: str, span: Span) -> str:
        """State the person who is printed so, and return the id."""
        own = person_name(printed)
        name = self._decided.canonical("person", own) or own
        who = make_id("person", name)
        self._resolved(self._people, fold(printed), who)
        self._resolved(self._people, fold(name), who)
        if len(name.split()) > 1:
            self._surnames[fold(name.split()[-1])].add(who)
            self._given.add(fold(name.split()[0]))
            self._own_surnames = None
        self._state_name(Person(id=who, name=name), own, self._decided.row("person", own), span)
        self.mark(who, span)
        return who

    def _state_name(self, node: Person | Place, printed: str, row: Row | None, span: Span) -> None:
        """State a node by the name that is printed at `span` or, where it goes by another, by the row that gives it that name."""
        by_row = row is not None and printed != node.name
        if (node.id, f"{node.name} {by_row}") in self._stated:
            return
        self._stated.add((node.id, f"{node.name} {by_row}"))
        self._draft.state(node, self._draft.consult(row) if row is not None and by_row else span)

    def is_person(self, printed: str) -> bool:
        """Whether the name has the shape of a person's name, or was resolved as one before. States nothing."""
        name = person_name(printed)
        if fold(name) in self._people:
            return True
        return not self.is_organisation(name) and is_person_name(name)

    def known_people(self) -> dict[str, str]:
        """Return the people resolved so far: id by folded printed form."""
        return dict(self._people)

    def is_known_person(self, printed: str) -> bool:
        """Whether somebody resolved so far is printed so."""
        return fold(printed) in self._people

    def surnames(self) -> dict[str, str]:
        """Return the surnames that only one person of the document has: id by folded surname."""
        if self._own_surnames is None:
            self._own_surnames = {surname: next(iter(ids)) for surname, ids in self._surnames.items() if len(ids) == 1}
        return self._own_surnames

    def show_person(self, name: Span, address: int) -> None:
        """Keep that a person's name stands at a span, of which the first `address` characters are a form of address."""
        self._shown[name.start] = name
        self._shown[name.start + address] = Span(name.start + address, name.end)

    def shown_person(self, at: int) -> Span | None:
        """Return the name that is kept to begin at a character of the document, None where none does."""
        return self._shown.get(at)

    def recalled(self, find: NameFinder, block: Block, position: int) -> Span | None:
        """Return what `find` finds at a place of a block; it looks there again only where a name was resolved meanwhile."""
        at = (block.start, block.end, block.kind, position)
        if at not in self._recalled:
            self._recalled[at] = find(self, block, position)
        return self._recalled[at]

    # Places

    def state_place(self, printed: str, span: Span) -> str:
        """State the place that is printed so, and return its id."""
        own = clean(printed).removeprefix("The ").removeprefix("the ")
        name = COUNTRIES.get(fold(own), own)
        row = None
        if (decided := self._decided.canonical("place", name)) and decided != name:
            name, row = decided, self._decided.row("place", name)
        if name.isupper() and len(name) > 3:
            name = gazetteer().get(name) or name
        if name != own and row is None:
            row = place_row(name)
        where = make_id("place", name)
        self._state_name(Place(id=where, name=name), own, row, span)
        self.mark(where, span)
        self._placed[self._draft.block_at(span.start).start].append((where, span))
        return where

    def is_first_name(self, printed: str) -> bool:
        """Whether a name is a first name and nothing else: somebody whom a list calls so. States nothing."""
        alone = printed.istitle() and fold(printed) in first_names(sure=True)
        return alone and not self.is_organisation(printed)

    def is_place(self, printed: str) -> bool:
        """Whether the gazetteer knows the name as a place. States nothing."""
        name = clean(printed).removeprefix("The ").removeprefix("the ")
        return name[:1].isupper() and gazetteer().get(COUNTRIES.get(fold(name), name)) is not None

    def places_in(self, block: Block) -> list[tuple[str, Span]]:
        """Return the known places that a block's words name, with the spans, in reading order. States nothing."""
        heading = block.kind is Kind.HEADING
        surnames, given = frozenset(self._surnames), frozenset(self._given)
        if not recognise.places(block.text, heading=heading, surnames=surnames, given=given):
            return []  # nor among other names
        bodies = recognise.organisations(block.text, heading=heading, named=self.named())
        taken = [*self.marked.places_in(block), *((f.start, f.end) for f in bodies)]
        found = recognise.places(block.text, taken, heading=heading, surnames=surnames, given=given)
        return [
            (f.printed, Span(block.start + f.start, block.start + f.end))
            for f in found
            if fold(f.printed) not in self._known and block.text[max(f.start - 1, 0)] != "."  # "GOV.UK"
        ]

    def organisations_in(self, block: Block) -> list[tuple[str, Span]]:
        """Return the organisations that a block's words name, with the spans, in reading order. States nothing."""
        found = recognise.organisations(block.text, heading=block.kind is Kind.HEADING, named=self.named())
        return [
            (f.printed, Span(block.start + f.start, block.start + f.end))
            for f in found
            if fold(f.printed) not in self._known
        ]

    def begins_a_body(self, printed: str) -> bool:
        """Whether the words are the beginning of a longer name in this document: a logo that is broken over lines."""
        return fold(printed) in self._beginnings or any(map(self.is_organisation, self._own.going_on(key(printed))))

    def named(self) -> Phrases[str]:
        """Return the names of organisations that the document was found to use, as phrases."""
        if self._named is None or self._named[0] != len(self._known):
            forms = [(form, who) for form, who in sorted(self._known.items()) if not self._is_common(form)]
            self._named = (len(self._known), Phrases(forms))
        return self._named[1]

    def named_at_first(self) -> Phrases[str]:
        """Return the names known when this is first asked, so that finding more does not build the phrases again each time."""
        if self._first_named is None:
            self._first_named = self.named()
        return self._first_named

    def decided(self, kind: str, name: str) -> str | None:
        """Return the name that a judgement gives to what is printed so, None where none speaks of it."""
        return self._decided.canonical(kind, name)

    def judgement(self, kind: str, name: str) -> Row | None:
        """Return the judgement that gives a name to what is printed so, as a row of its source; None where none speaks of it."""
        return self._decided.row(kind, name)

    def stated_places(self, block: Block) -> list[tuple[str, Span]]:
        """Return the places (ids) that were stated for a block, in reading order."""
        return sorted(self._placed.get(block.start, ()), key=lambda found: found[1])

    def _is_common(self, form: str) -> bool:
        return form in gazetteer().places or form in gazetteer().words

    def challenge(self, event: str, title: str) -> str | None:
        """Return the id of the challenge at `event` that a judgement says this title stands for, None where none does."""
        name = self._decided.challenge(event, title)
        return None if name is None else make_id("challenge", event.rsplit("/", 1)[-1], name)
