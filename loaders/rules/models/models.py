"""Case-study models: what ideas, challenges and lessons hold up as examples, one node whatever the spelling."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from loaders.blocks import Block, Kind, Span, up_to
from loaders.case_studies.behind import behind, says_so
from loaders.case_studies.clauses import sentences
from loaders.case_studies.descriptions import description_of
from loaders.case_studies.example import Example
from loaders.case_studies.listed_lines import listed_in_line
from loaders.case_studies.patterns import SCHEME, SHOWN
from loaders.case_studies.reader import ExampleReader
from loaders.context import ChallengePlace, Context
from loaders.dates import dates_in, without_year
from loaders.draft import Where, within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.kinds import kind_of_name
from loaders.names.people import is_person_name
from loaders.names.phrases import LONGEST
from loaders.names.printed import COUNCIL, TITLES, fold, key
from loaders.names.register import first_names, is_everyday, register
from loaders.names.resolver import Resolver
from loaders.rules.bodies.cards import cards
from loaders.rules.challenges.ideas import item_title
from loaders.rules.models.citing import Cited, Unit
from loaders.rules.models.labelled import labelled
from loaders.rules.models.model_names import fullness, leading_place, model_key, shown_name
from loaders.rules.models.stated_models import below_a_head, description_below
from loaders.structure import cues
from loaders.structure.runs import has_bold_lead
from loaders.structure.sections import Role
from schema.ids import make_id
from schema.links import Attended, Cites, Involves, LocatedIn, Organised, PartOf
from schema.nodes import Event, Model

RULE = "models"
_APART = (Role.NOISE, Role.REFERENCES, Role.IMPRINT, Role.ATTENDEES, Role.INITIATIVES)
_ELSEWHERE = re.compile(rf"\b{any_of('examples looked for')}", re.I)
_SAYS_EXAMPLES = re.compile(
    rf"\b{any_of('examples looked at')}\b[^.]{{0,60}}"
    rf"\b{any_of('list of models')}\b[^.]*[.:]?\s*$",
    re.I,
)
_LIST_OF_EXAMPLES = re.compile(
    rf"\b{any_of('list of models')}"
    r"\b"
    rf"(?:[^.]{{0,80}}\b{any_of('leads into a list')})?\s*:\s*$",
    re.I,
)
_COMMA = re.compile(r"(?:[,;]|,? and)\s+(?:[Tt]he\s+)?")
_OFFICIAL = frozenset(
    ("local authority", "government department", "police and justice", "combined authority", "political party")
)
"""Kinds that are no example by their mere name, whatever introduces it."""
_PUBLIC = frozenset(
    (
        "local authority",
        "government department",
        "NHS body",
        "police and justice",
        "combined authority",
        "political party",
        "bank",
    )
)
_ABBREVIATED = re.compile(r"(?=.*[A-Z].*[A-Z0-9])[A-Za-z]*[A-Z0-9-]{2,}\w*")
"""A word that may be any technology's or illness's ("WebXR", "COVID-19")."""

LONGEST_LEAD = 40
"""How many characters before a link may say what it leads to."""


def state_models(context: Context) -> None:
    """State the models that the document's ideas, challenges and insights cite. Needs all of these, and the organisations."""
    names = context.names
    finder = _Finder(context, names)
    headed = list(_headed(context, finder))
    told = {b.start for c in headed for b in (c.block, *below_a_head(context, context.index_at(c.block.start)))}
    cited = [c for unit in _units(context, told) for c in finder.read(unit)]
    for group in _joined([*headed, *cited]):
        finder.state(group)


def _units(context: Context, headed: set[int]) -> Iterator[Unit]:
    """Yield what may cite examples. `headed`: the starts of headings that name one and of what stands below them, which tells of
    that one and holds no list of others."""
    roles = {block.start: section.role for section in context.section.walk() for block in section.blocks}
    labels = {part.heading.start: part.label for part in context.section.find(Role.EXAMPLES) if part.heading}
    lists = _parents_of_lists(context)
    for insight in (
        context.insights if context.event else ()
    ):  # what a case study on one practice learns is about that practice
        for block in insight.blocks:
            yield Unit(insight.id, block, "insight")
    for challenge in context.challenges:
        for block in challenge.summary:
            yield Unit(challenge.id, block, "summary")
        for block in challenge.other:
            if block.kind is Kind.HEADING or challenge.is_talk:
                continue
            names_them = roles.get(block.start) is Role.EXAMPLES and block.start not in headed
            names_them = names_them and not block.text.endswith("?")
            mode = "examples" if names_them else "context"
            yield Unit(challenge.id, block, mode, label=labels.get(block.start, 0))
        yield from _ideas(challenge, lists)
    if context.tells_of_work:
        yield from _prose(context)


def _prose(context: Context) -> Iterator[Unit]:
    """Yield what no challenge or lesson holds; beside challenges only what a heading says to have inspired somebody."""
    told = {block.start for insight in context.insights for block in insight.blocks}
    apart = context.starts_in(*_APART) | told | _in_cards(context)
    parts = (part for part in context.section.walk() if cues.heads_examples(part.title))
    below = {b.start for part in parts for b in part.body if not has_bold_lead(b)}  # that tells of what leads it
    if context.challenges:
        apart |= context.starts_in(Role.CHALLENGE) | {b.start for b in context.text.blocks if b.start not in below}
    shown: int | None = None
    for block in context.text.blocks:
        if block.kind in (Kind.PARAGRAPH, Kind.ITEM) and block.start not in apart and not context.is_ignored(block):
            end = says_so(block.text)
            yield Unit(None, block, "prose", 0 if block.start in below else shown if end is None else end)
            shown = 0 if end is not None and end > len(block.text) - 2 else None


def _in_cards(context: Context) -> set[int]:
    """Return the blocks below headings that name models themselves, where a page presents nothing else."""
    found = cards(context) if context.event is None else []
    return {block.start for block in context.text.blocks[found[0].at : found[-1].at]} if found else set()


def _ideas(challenge: ChallengePlace, lists: set[str]) -> Iterator[Unit]:
    for idea in challenge.ideas:
        for block in idea.blocks:
            yield Unit(idea.id, block, "entry" if idea.id in lists else "idea")


def _parents_of_lists(context: Context) -> set[str]:
    """Return the ideas that are the items of another which says that examples follow."""
    texts = {
        idea.id: idea.blocks[-1].text for challenge in context.challenges for idea in challenge.ideas if idea.blocks
    }
    found = set()
    for link in context.all(PartOf):
        parent = texts.get(link.target, "")
        opens = parent.rstrip().endswith(":") and _LIST_OF_EXAMPLES.search(parent)
        if (opens and _ELSEWHERE.search(parent)) or _SAYS_EXAMPLES.search(parent):
            found.add(link.source)
    return found


class _Finder:
    def __init__(self, context: Context, names: Resolver) -> None:
        self.context = context
        self.names = names
        self.named = names.named()
        attended = {link.source for link in context.all(Attended)}
        organised = {link.source for link in context.all(Organised)}
        known = names.known_organisations()
        self.participants = frozenset(form for form, who in known.items() if who in attended)
        self.surnames = frozenset(names.surnames())
        events = {fold(event.name) for event in context.all(Event)}
        bare = set(map(without_year, events))
        self.refuse = frozenset(
            {
                *(form for form, who in known.items() if who in organised),
                *names.known_people(),
                *names.surnames(),
                *events,
                *bare,
            }
        )

    def read(self, unit: Unit) -> list[Cited]:
        """Return the examples that a block cites; none where it is too long to be prose."""
        block = unit.block
        if len(block.text) > LONGEST:
            return []
        bodies = recognise.organisations(block.text, named=self.named)
        places = recognise.places(block.text, [(b.start, b.end) for b in bodies], surnames=self.surnames)
        reader = ExampleReader(block.text, bodies, places, self.refuse, self.participants)
        examples = self._examples(unit, reader)
        areas = {key(b.printed).removeprefix(COUNCIL) for b in bodies if key(b.printed).startswith(COUNCIL)}
        found: list[Cited] = []
        for example in sorted(examples, key=lambda e: (e.start, -e.end)):
            reader.tell(example, len(block.text))
            taken = [span for f in found for span in ((f.example.start, f.example.end), *f.example.bodies)]
            if any(example.start < end and start < example.end for start, end in taken):
                continue
            if not self._counts(unit, example):
                continue
            if _ABBREVIATED.fullmatch(example.name) and not (
                unit.mode == "headed" or example.places or _is_listed(block.text, example, examples)
            ):
                continue
            printed = {fold(block.text[a:b]) for a, b in example.places}
            owner = re.match(r"(.+?)['’]s\b", example.name)
            tied = printed | areas | ({fold(owner[1])} if owner else set())
            found.append(Cited(unit.source, block, example, model_key(example.name), tied, unit.mode == "headed"))
        return found

    def _examples(self, unit: Unit, reader: ExampleReader) -> list[Example]:
        if unit.mode == "entry":
            return reader.entry()
        if unit.mode == "headed":
            word = unit.block.text[unit.label :].strip(" .")
            itself = word[:1].isupper() and " " not in word and not is_everyday(fold(word))
            alone = [reader.made(unit.label, unit.label + len(word), [])] if itself else []
            return [replace(one, sure=True) for one in alone or reader.entry(unit.label)]
        if unit.mode == "prose":
            shown = behind(reader, unit.shown) if unit.shown is not None else []
            return [*reader.held_up(), *_linked(unit.block, reader), *shown]
        if unit.mode == "examples" and (listed := listed_in_line(reader, unit.label)):
            return listed
        found = reader.introduced()
        if unit.mode in ("idea", "insight", "examples"):
            found += reader.subjects(any_verb=unit.mode == "examples")
            found += reader.named()
        if unit.mode in ("insight", "examples", "context") or "for example" in unit.block.text.casefold():
            found += reader.created()
        if (
            unit.mode == "examples"
            and not found
            and (unit.block.kind in (Kind.ITEM, Kind.ROW) or len(unit.block.text) < 160)
        ):
            found += reader.entry()
        return found

    def _counts(self, unit: Unit, example: Example) -> bool:
        name = example.name
        behind_it = unit.block.text[example.end :].split(maxsplit=1)[:1]
        if unit.mode == "idea" and not word_set("auxiliary of a proposal").isdisjoint(behind_it):
            return False  # what is said of a body that an idea would found
        if unit.mode in ("context", "summary", "prose") and _is_asked(unit.block.text, example.start):
            return False
        if any(end - start == len(name) for _, start, end in dates_in(name)):
            return False
        if fold(name).partition(" ")[0] in word_set("opens an adverbial") and register().get(name) is None:
            return False  # "Since 1992, ...", "In Wigan, ..."
        if TITLES.match(name) and not SCHEME.search(fold(name)):
            return False
        if " " not in name and fold(name) == fold(item_title(unit.block) or ""):
            return False
        if (
            len(name) > 140
            or fold(name) in self.refuse
            or any(fold(name).startswith(r + " ") and len(fold(name)) < len(r) + 12 for r in self.refuse if len(r) > 3)
        ):
            return False
        if (
            kind_of_name(name) in _OFFICIAL
            and "'" not in name
            and "’" not in name
            and unit.mode not in ("entry", "examples")
        ):
            return False
        told_item = unit.mode == "examples" and unit.block.kind is Kind.ITEM and example.told
        if self.names.is_organisation(name) and unit.mode != "entry":
            kind = self.names.identify(name).kind or kind_of_name(name)
            return told_item or not (kind in _PUBLIC and kind_of_name(name) != "network")
        known = example.sure or bool(example.places) or self.names.is_organisation(name)
        known = known or (example.start, example.end) in example.bodies
        told = unit.mode in ("insight", "context", "prose")
        if _is_person(name) and not (
            example.sure or example.bodies or SCHEME.search(fold(name)) or self.names.is_organisation(name)
        ):
            return False
        if not known and (told and ((_is_common(name) and not example.told) or _is_perhaps_person(name))):
            return False
        if unit.mode == "prose" and self.names.is_place(name):
            return example.sure
        return not (
            self.names.is_place(name) or (recognise.is_general(name) and not example.sure and not example.places)
        )

    def state(self, group: list[Cited]) -> None:
        """State one model with all its citations."""
        context = self.context
        name = max(
            (c.example.name for c in group if len(c.example.name) <= 90), key=fullness, default=group[0].example.name
        )
        decided = self.names.decided("model", name)
        model = make_id(
            "model", model_key(decided) if decided else max((c.key for c in group), key=lambda k: (len(k), k))
        )
        shown = max(group, key=lambda c: c.example.name == name)
        judgement = self.names.judgement("model", name)
        named: Where = context.consult(judgement) if judgement and decided != name else shown.block
        if context.node(Model, model) is None:
            told = [(c.block, at) for c in group if (at := description_of(c.block.text, c.example.name))][:1]
            description = [within(block, *at) for block, at in told] or _told_below(context, group)
            text = context.words(description[0]) if description else None
            context.state(
                Model(id=model, name=decided or shown_name(name), description=text), named, description=description
            )
        for cited in group:
            base, example = cited.block.start, cited.example
            evidence = context.evidence(cited.block)
            context.mention(model, Span(base + example.start, base + example.end))
            if cited.source is not None:
                context.add(Cites(source=cited.source, target=model, evidence=evidence))
            bodies = {(a, b) for a, b in example.bodies}
            if example.body and not any(a <= example.start and example.end <= b for a, b in bodies):
                bodies.add((example.start, example.end))
            for a, b in sorted(bodies):
                printed = cited.block.text[a:b]
                if fold(printed) not in self.refuse:
                    who = self.names.state_organisation(printed, Span(base + a, base + b))
                    context.add(Involves(source=model, target=who, evidence=evidence))
            for a, b in [*(example.places or example.told_places), *leading_place(example)]:
                where = self.names.state_place(cited.block.text[a:b], Span(base + a, base + b))
                context.add(LocatedIn(source=model, target=where, evidence=evidence))
            context.claim(RULE, cited.block)


def _headed(context: Context, finder: _Finder) -> Iterator[Cited]:
    """Yield the examples that headings and lines inside challenges say that they name."""
    inside = {b.start: place.id for place in context.challenges if place.section for b in place.section.all_blocks()}
    for index, start, end in labelled(context) if inside else ():
        head = context.text.blocks[index]
        if head.start in inside:
            yield from finder.read(Unit(inside[head.start], up_to(head, head.start + end), "headed", label=start))


def _told_below(context: Context, group: list[Cited]) -> list[Span]:
    """Return the sentence that says what a model is below the heading that names it, none where nothing heads it."""
    heads = ((context.index_at(c.block.start), c.example) for c in group if c.headed)
    found = (description_below(context, index, example.name, example.end) for index, example in heads)
    return [told[1] for told in found if told][:1]


def _linked(block: Block, reader: ExampleReader) -> Iterator[Example]:
    """Yield the links that a text says were shown, which name an example in small letters too."""
    for link in block.links:
        start, end = link.span.start - block.start, link.span.end - block.start
        if SHOWN.search(block.text, max(0, start - LONGEST_LEAD), start):
            yield replace(reader.made(start, end, []), sure=True)


def _is_asked(text: str, at: int) -> bool:
    """Whether a place of a text stands in a question, which holds nothing up."""
    return any(start <= at < end and text[start:end].rstrip().endswith("?") for start, end in sentences(text))


def _is_listed(text: str, example: Example, examples: list[Example]) -> bool:
    """Whether an example stands in a list right beside another one, or is a known body."""
    beside = ((a, b) for a in examples for b in examples if a.end < b.start and example in (a, b))
    return bool(example.bodies) or any(_COMMA.fullmatch(text[a.end : b.start]) for a, b in beside)


def _is_common(name: str) -> bool:
    """Whether a name is one word that anybody uses, or may be any technology's or illness's."""
    return len(name.split()) == 1 and bool(is_everyday(fold(name)) or _ABBREVIATED.fullmatch(name))


def _is_person(name: str) -> bool:
    """Whether a name is a person's by its first name."""
    words = name.split()
    return len(words) in (2, 3) and fold(words[0]) in first_names() and is_person_name(name)


def _is_perhaps_person(name: str) -> bool:
    """Whether two rare words are a name that somebody has as well as a scheme: what a sentence tells of it can be told of both."""
    words = name.split()
    return len(words) == 2 and is_person_name(name) and not any(is_everyday(fold(word)) for word in words)


def _joined(cited: list[Cited]) -> list[list[Cited]]:
    """Return the citations of each model: those with one key, and those whose words are a part of another's in the same place."""
    by_key: dict[str, list[Cited]] = defaultdict(list)
    for c in cited:
        by_key[c.key].append(c)
    keys = sorted(by_key, key=lambda k: (-len(k.split()), k))
    home = {k: k for k in keys}
    at_place: dict[str, list[str]] = defaultdict(list)
    for k in keys:
        for place in {p for c in by_key[k] for p in c.places}:
            at_place[place].append(k)
    for neighbours in at_place.values():
        for i, longer in enumerate(neighbours):
            for shorter in neighbours[i + 1 :]:
                if home[shorter] == shorter and _is_part(shorter, longer):
                    home[shorter] = home[longer]
    groups: dict[str, list[Cited]] = defaultdict(list)
    for k in keys:
        groups[home[k]].extend(by_key[k])
    return [groups[k] for k in sorted(groups)]


def _is_part(shorter: str, longer: str) -> bool:
    few, many = shorter.split(), longer.split()
    return 2 <= len(few) < len(many) and set(few) <= set(many)
