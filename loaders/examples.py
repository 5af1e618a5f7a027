"""Examples that a text holds up: existing, named or placed schemes and bodies, found by the phrases that introduce them.

Knows language only: cue phrases, the shapes of a name, and where a list of examples ends. What a sentence is part of, and what
a name stands for, is decided by whoever asks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders import recognise
from loaders.names import definitions, fold
from loaders.recognise import Found
from loaders.register import gazetteer

HEADS = (
    r"(?:models?|schemes?|programmes?|programs?|projects?|partnerships?|initiatives?|approach(?:es)?|methods?|pilots?|services?|networks?|hubs?|contracts?"
    r"|alliances?|joint ventures?|charters?|compacts?|passports?|homes|houses|cottages|gardens|farms?|conversions?|buy-?outs?|buyouts?|vans?|exchanges?|desks?"
    r"|funds?|trusts?|co-?operatives?|co-ops?|collaboratives?|collaborations?|systems?|frameworks?|rings?|circles?|clubs?|cafes?|cafés?|kitchens?|workshops?|centres?"
    r"|surger(?:y|ies)|activities|activity|teams?|practice|practices|experiments?|trials?|ventures?|enterprises?|campaigns?|toolkits?|tools?|campus(?:es)?|villages?"
    r"|communit(?:y|ies)|lab|labs|academ(?:y|ies)|pledges?|promises?|guarantees?|bonds?|banks?|librar(?:y|ies)|stores?|shops?|bakery|bakeries|laundr(?:y|ies)|rotas?"
    r"|work|commissions?|consorti(?:um|a)|movement|agreements?|agenc(?:y|ies)|registers?|platforms?|apps?|helplines?|lines?|buses|bus|sheds?|lets|crews?|agents?|visitors?|wardens?)"
)
_STRONG = (
    r"(?:learn(?:ing|t|ed|s)?|lessons?|inspiration) (?:about how|about|from|of|that)|inspired by|following|modelled on|based on|built on|build(?:s|ing)? (?:up)?on"
    r"|draw(?:s|ing|n)? (?:up)?on|drew (?:up)?on|as (?:demonstrated|shown|seen|tried|trialled|piloted|happens|happened|done|used|proved|proven|practised)(?: \w+ly)? "
    r"(?:in|at|by|under|within|with|on)|point(?:ed|s|ing)? to|admir(?:ed|es|ing)|prais(?:ed|es|ing)|impressed by|celebrated"
    r"|(?:not(?:ed|ing)|recogni[sz](?:ed|ing)|discuss(?:ed|ing)) the (?:\w+ )?(?:success(?:es)?|impact|work|experience|example)s?(?: \w+){0,5}? of"
    r"|(?:success|critical success factors|impact|experience|story|stories|example|examples|achievements|lessons) of"
    r"|acknowledg(?:ed|ing)|visit(?:ed|s|ing)? to|visited|(?:had )?seen (?:this|it)(?: \w+)? (?:at|in|work at|work in)|seen at"
    r"|(?:had |have )?read (?:about|of)|hear(?:d|ing)? (?:how|about|from|of|that)|(?:were|was|are) told that|saw how|seen how|shows how|(?:kept |keeps )?(?:return(?:ed|ing|s)?|c[ao]m(?:e|ing) back) to|highlight(?:ed|ing)"
    r"|replicat(?:e|es|ed|ing)|cop(?:y|ying|ied)(?: from)?|emulat(?:e|es|ed|ing)|adopt(?:ed|ing)?|adapt(?:ed|ing)?|extend(?:ed|ing)?|echo(?:es|ed|ing)"
    r"|mirror(?:s|ed|ing)?|similar to|akin to|along the lines of|in the (?:style|manner|spirit) of|borrow(?:ed|ing|s)?(?: from)?|tak(?:e|es|ing) (?:its |their )?(?:cue|lead|inspiration) from"
    r"|(?:took|taken) (?:its |their )?(?:cue|lead|inspiration) from|look(?:ed|ing)? (?:at|to)|cit(?:ed|ing)|cites|spoke (?:warmly |highly )?of|reviewed insights from|insights from"
    r"|(?:also )?noted|noting|referenced|described|mentioned|showcased|profiled|models? (?:developed|pioneered|run|created|used) by|see also|see"
    r"|(?:presentation|talk|vignette|film|case study)[^.;]{0,170}? (?:about|on)|held up|recommended|liked|welcomed|were struck by|struck by|taken with|excited by"
    r"|under (?=the )|on the (?:model|pattern|lines) of|after the fashion of|recall(?:ed|s|ing)?|remember(?:ed|s|ing)?|kn[eo]w(?:s|n)? of|knew|talked (?:about|of)|spoke (?:about|of)|(?:were|was) (?:shown|told (?:about|of))|encouraged by|heartened by|after the example of|in the way that|just as|much as|as (?=(?:the |at |in )?[A-Z][^.;,]{2,70}? (?:has|have|does|did|do|is|are|was|already)\b)"
    r"|as (?=in |at |with )|(?:such as|like) (?=those|that)|thanks to|evidence from|experience from|proof from|example is|examples? (?:are|were|include[sd]?|includes|came from|to learn from include|to follow include)"
    r"|examples? such as|(?:best|good|known) examples? (?:is|are)|consider(?:ed|ing) (?=(?:\w+ )?(?:models|approaches|practice|work)\b|how|the (?:work|experience)|the (?-i:[A-Z]))"
)
_WEAK = r"includ(?:e|es|ed|ing)|such as|like|e\.?g\.?|for example|for instance|namely|among them|notably"
_CUE = re.compile(rf"\b(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))(?:[,:]?\s+|(?<=\s))", re.I)
_LIST_NOUN = re.compile(
    r"\b(?:models?|examples?|partnerships?|projects?|organi[sz]ations?|initiatives?|schemes?|programmes?|approaches|services|practices?|structures?"
    r"|charit(?:y|ies)|(?:social )?enterprises?|co-?operatives?|co-ops|providers?|places?|areas|cases|case studies|bodies|groups|communities|pioneers|ventures|alliances|elsewhere|methodologies)\b"
    r"[^.;:]{0,70}$",
    re.I,
)
_BODIES = re.compile(r"\b(?:organi[sz]ations?|charit(?:y|ies)|enterprises?|co-?operatives?|co-ops|providers?|bodies|companies)\b[^.;:]{0,60}$", re.I)
_LEAD = re.compile(
    r"^\s*(?:\([a-z][^()]{0,40}\)\s*)?(?:(?:and|or|also|from|to|of|by|with|about|on|in|at|how|what|why|both|the|those|that|existing|successful|recent|local|like|such as|including|examples|for example"
    r"|is|are|include|the (?:work|success|example|experience|impact|story|case|practice|use|model|models|lessons|learning) (?:of|from|in|at)|outputs from|learning from|insights from|projects|"
    r"organisations|schemes|initiatives|models|work (?:at|by|of)|it in|this in|this at|as well as|already)\s+)*(?:[A-Z][a-z]+(?:ish|ian|ese|ic|ch)\s+(?=[\"“‘']))?"
)
_ARTICLE = re.compile(r"^(?:a|an|any|some|each|every|this|these|our|your|his|her|new|more)\b", re.I)
_TOKEN = r"(?:[A-Z0-9À-Ý](?:[^\W⁰¹²³⁴-⁹]|[’'+-])*(?::[A-Z]\w+)?(?:\.[A-Z]\w*)*)"
_NAME = re.compile(rf"{_TOKEN}(?:\s+(?:(?:of|for|and|the|in|on|by|at|to|de|a|&|y|into)\s+){{0,2}}{_TOKEN}|\s+&\s+{_TOKEN}|\s+/\s+{_TOKEN}|\s+[a-z]+\s+/\s+{_TOKEN}(?=\s+model))*")
_STOP = (
    r"(?:in|on|at|which|who|that|was|were|is|are|has|have|had|shows?|showed|offers?|offered|where|when|while|whose|because|so|by|for|to|as|with|from|of|but|or|can|could|would"
    r"|should|will|may|might|do|does|did|cut|found|went|runs?|gave|gives|helps?|helped|since|until|after|before|if|than|then|not|also|already|the|a|an|their|its|using|used|supported"
    r"|backed|funded|within|across|under|through|near|opened|closed|proves?|proved|demonstrates?|holds?|held|keeps?|kept|uses|takes|makes|brings|led|set|bought|sold|began|now|and now)"
)
_TAIL = re.compile(rf"((?:\s+(?!{_STOP}\b)(?:and\s+(?!the\b))?[a-z][\w'’-]*){{0,5}}?\s+{HEADS})(?![\w-])(?:\s+of\s+(?:the\s+)?(?={_TOKEN}))?")
_VERBS = (
    r"which|who|that|was|were|is|are|has|have|had|shows?|showed|offers?|offered|where|when|while|whose|because|so|but|can|could|would|should|will|cut|found|went|gave|since"
    r"|until|after|before|if|did|does|using|started|began|described|demonstrates?|helps?|helped|proves?|proved|saved|reduced"
)
_THING = re.compile(rf"(?:\s+(?!(?:{_VERBS})\b)[\w'’£%-]+){{1,11}}")
_QUOTED = re.compile(r"(?<!\w)['‘“\"]([^'’”\"]{3,70}(?:['’]s [^'’”\"]{2,40})?)['’”\"](?!\w)")
_LOCATED = re.compile(r"\s*,?\s+(?:in|on|from|near|across|at|of|around|within)\s+(?:the\s+)?(?:(?:city|town|county|island|borough|village|district|state|suburb)\s+of\s+)?")
_NEXT = re.compile(r"\s*(?:;|,)\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as|or|&)\s+(?=(?:the\s+|from\s+|to\s+|of\s+|at\s+|by\s+|in\s+|with\s+)*(?:[A-Z0-9'‘“\"]))|\s+and\s+(?=(?:the )?success of|(?:the )?work of)")
_SUBJECT = re.compile(
    r"(?:show(?:s|ed|n)?|offer(?:s|ed)?|prove[sd]?|demonstrate[sd]?|illustrate[sd]?|cut|found|reduced|saved|helped|gave|gives|went|holds|runs|supports|closed|keeps|employs|already|now "
    r"|(?:was|were|is|are|has been|have been|had been)\s+(?:\w+ly\s+)?(?:held up|given|described|mentioned|quoted|praised|cited|passed|admired|named|seen|pointed|said|an? (?:\w+ )?(?:example|model|case)|noted"
    r"|the (?:example|model)|often|much|discussed|recommended|raised|shown|shared|offered|presented|worth|proof|one (?:\w+ )?(?:example|model)|referred|commended|singled|visited|inspiring|inspiration|celebrated|talked)"
    r"|(?:has|have|had) (?:\w+ly )?(?:\w+(?:ed|en|un|ne|st|ld|pt|wn|ght)|run|cut|set|put|had|made|led|built|kept|grown))\b"
)
_PERFECT = re.compile(
    r"(?:(?:has|have|had) (?:\w+ly |already )?(?:\w+(?:ed|en|un|ne|st|ld|pt|wn|ght)|run|cut|set|put|had|made|led|built|kept|grown)"
    r"|(?:was|were|has been|have been) (?:\w+ly )?(?:held up|given as|described|mentioned|quoted|praised|cited|admired|commended|singled|recommended))\b"
)
_ANY_VERB = re.compile(r"(?!(?:could|should|would|might|must|may|and|or|of|for|to|will)\b)[a-z]+\b")
_CREATED = re.compile(rf"\b(?:developed|launched|created|established|founded|built|has set up|have set up|introduced|piloted)\s+(?:a|an|the|its|their)\s+({_TOKEN}(?:\s+{_TOKEN}){{1,5}})(?!\s+[A-Z])")
_CASE = re.compile(r"\b(?:case stud(?:y|ies)|examples?|inspiration|in practice)(?: \d+)?:\s*$", re.I)
_ENTRY_END = re.compile(
    r"\s*(?:\(|:|\s[–—-]\s|\.\s|\.$|, (?:which|where|who|a|an|the)\b)|\s+(?:was|were|is|are|has|have|had|could|would|should|can|will|does|did|shows?|offers?"
    r"|pays?|provides?|helps?|gives?|brings?|which|that)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[A-Z\"'“‘(])|(?<=[a-z\d)]:)\s+(?=[A-Z])")
_NOT_SENTENCE_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|St|Dr|Prof|No|vs|approx|Ltd)\.)$")
_NO_SCHEME = re.compile(
    r"\b(?:act|bill|policy|statement|procedure|strategy|legislation|regulations?|government|parliament|scheme investment|credit|relief|award|tax|budget|act \d{4}|framework agreement|imperatives?|notice"
    r"|sustainable development goals|outcomes framework|covid ?19|pandemic|brexit|english|welsh|gaelic|internet|christmas|easter|january|february|march|april|may|june|july|august|september|october|november"
    r"|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|spring|summer|autumn|winter)$",
    re.I,
)
_PAPER = re.compile(r"\s+(?:study|studies|research|report|review|evaluation|survey|book|paper|consultation|inquiry)\b")
_DEMONYM = re.compile(
    r"^(?:the )?(?:german|swedish|dutch|danish|finnish|norwegian|french|italian|spanish|catalan|basque|singaporean|japanese|canadian|american|australian|belgian|swiss|austrian|irish|scottish|welsh|english|british"
    r"|scandinavian|nordic|european|portuguese|estonian|polish|icelandic|new zealand)\b",
    re.I,
)
_THINGS = re.compile(
    r"(?:cottages|homes|houses|estate|desk|compact|exchange|polyclinic|tool|toolkit|funds|method|charter|measurement|principles|passport|model|scheme|programme|project|commission|approach|curriculum|standard|index|"
    r"framework|system|valley|gardens|guarantee|promise|pledge|door|contract|partnership|coordination|care|street|road|lane|plan|games|way|pact|manifesto|study|hour|lines?|week|day|prize|award|prison|campus|hall)$"
)


@dataclass(slots=True)
class Example:
    """One example that a text holds up. Offsets count from the start of the text."""

    start: int
    end: int
    """The characters that name it."""
    name: str
    places: list[tuple[int, int]] = field(default_factory=list)
    """Where it is, as printed behind, before or inside its name."""
    body: bool = False
    """Whether it is a body by what the text calls it, or by a name that says nothing else."""
    bodies: list[tuple[int, int]] = field(default_factory=list)
    """Bodies inside its name."""
    owned: bool = False
    """Whether it is named as something of a body or place."""
    sure: bool = False
    """Whether the words around it leave no doubt, so that general words may name it."""


@dataclass(slots=True)
class Reader:
    """Reads the examples of one text."""

    text: str
    bodies: Sequence[Found]
    places: Sequence[Found]
    refuse: frozenset[str] = frozenset()
    """Folded names that are never an example here: the event, its organisers, people."""
    participants: frozenset[str] = frozenset()
    """Folded names of bodies that took part: an example only where the words praise them."""
    _shelter: list[tuple[int, int]] = field(default_factory=list)
    _known: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._shelter = [(b.start, b.end) for b in self.bodies]
        self._known = {(b.start, b.end) for b in self.bodies if b.known}
        for _, full in definitions(self.text):
            at = self.text.find(full)
            if at >= 0:
                self._shelter.append((at, at + len(full)))

    def introduced(self) -> list[Example]:
        """Return the examples that cue phrases introduce."""
        found: list[Example] = []
        for start, stop in sentences(self.text):
            position = start
            if _CASE.search(self.text[:start]):
                found.extend(self._list(start, stop, weak=False, bodies=False))
            while (cue := _CUE.search(self.text, position, stop)) is not None:
                position = cue.end()
                before = self.text[start : cue.start()]
                weak = cue["weak"] is not None
                if found and cue.start() < found[-1].end and any(e.start <= cue.start() < e.end for e in found):
                    continue
                word = cue[0].strip(" ,:").casefold()
                if weak and not before.strip():
                    continue
                loose = weak and word not in ("eg", "e.g.", "e.g", "for example", "for instance") and not _LIST_NOUN.search(before)
                bodies = bool(_BODIES.search(before) or _BODIES.search(cue[0].rstrip()))
                pieces = self._list(cue.end(), stop, weak=weak, bodies=bodies)
                if loose and not (pieces and pieces[0].places and not pieces[0].owned):
                    continue
                found.extend(p for p in pieces if not any(p.start < f.end and f.start < p.end for f in found))
        return found

    def subjects(self, *, any_verb: bool = False) -> list[Example]:
        """Return the examples that begin a sentence which tells what they are, do or have shown; with `any_verb` whatever it tells."""
        found = []
        for start, stop in sentences(self.text):
            position = start + len(self.text[start:stop]) - len(self.text[start:stop].lstrip("\"'“‘( "))
            placed = re.match(r"(?:In|At|On|Over in|Across)\s+(?:the\s+)?([A-Z][^,.;]{2,40}),\s+(?=(?:the\s+)?[A-Z])", self.text[position:stop])
            where = [(p.start, p.end) for p in self._places_at(position, position + placed.end())] if placed else []
            if placed and where:
                position += placed.end()
            lead = re.match(r"(?:(?:The|the|And|But|Both)\s+)+", self.text[position:stop])
            example = self._piece(position + (lead.end() if lead else 0), stop, weak=True, bodies=False)
            if example is None:
                continue
            rest = self.text[example.end : stop]
            rest = re.sub(r"^\s*(?:\([^()]*\)|,?\s+(?:in|on|near|of|at)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]*)*)", "", rest)
            rest = re.sub(r"^\s*,\s+(?:which|who|a|an|the|run|where|now|founded|set up)\b[^,]*,(?:[^,]{0,60},)?\s*", " ", rest).lstrip(" ,")
            known = fold(example.name) in self.participants or (example.start, example.end) in self._known
            if where:
                example.places = where + [p for p in example.places if p not in where]
            if not known and not example.owned and not example.places and len(re.findall(rf"(?<![\w'’-]){_TOKEN}", example.name)) < 2 and not lead:
                continue
            if (_PERFECT if known else _SUBJECT).match(rest) or (any_verb and _ANY_VERB.match(rest)):
                found.append(example)
        return found

    def created(self) -> list[Example]:
        """Return named partnerships and schemes that the text says were set up."""
        found = []
        for match in _CREATED.finditer(self.text):
            start, end = match.span(1)
            if not _NO_SCHEME.search(match[1]) and re.search(rf"(?:{HEADS})$", match[1], re.I) and fold(match[1]) not in self.refuse:
                found.append(self._made(start, end, []))
                found[-1].sure = True
        return found

    def entry(self, start: int = 0) -> list[Example]:
        """Return the example or examples that a line of a list of examples is, parts between semicolons each one."""
        found = []
        position = start
        for part in re.split(r"(;)", self.text[start:]):
            if part != ";" and part.strip():
                found.extend(self._entry(position, position + len(part)))
            position += len(part)
        return found

    def _entry(self, start: int, stop: int) -> list[Example]:
        start += len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        words = self.text[start:stop]
        quoted = _QUOTED.search(words)
        if quoted and quoted.start() < 60 and quoted[1][:1].isupper():
            made = self._made(start + quoted.start(1), start + quoted.end(1), self._located(start + quoted.end(), stop))
            made.sure = True
            return [made]
        piece = self._piece(start, stop, weak=True, bodies=False)
        end = start + len(_ENTRY_END.split(words)[0].rstrip(" ,."))
        whole = self.text[start:end]
        located = re.search(r"\s+(?:in|on|at)\s+(?:the\s+)?(?=[A-Z])", whole)
        if piece is not None and ("'s" in whole or "’s" in whole or "/" in whole or " and " in whole) and len(whole.split()) <= 12:
            return [self._made(start, end, piece.places)]
        if piece is not None:
            return [piece]
        if whole and whole[0].isupper() and len(whole.split()) <= 12 and (self._places_at(start, end) or len(re.findall(r"\b[A-Z]", whole)) > 1):
            name_end = start + located.start() if located and len(whole[: located.start()].split()) > 1 else end
            return [self._made(start, name_end, [(p.start, p.end) for p in self._places_at(start, end)])]
        return []

    def _list(self, position: int, stop: int, *, weak: bool, bodies: bool) -> list[Example]:
        found: list[Example] = []
        while position < stop:
            lead = _LEAD.match(self.text[position:stop])
            position += lead.end() if lead else 0
            place = self._place_only(position, stop)
            if place is not None and not any(a <= position < b for a, b in self._shelter):
                if found:
                    found[-1].places.append(place)
                end = place[1]
                bracket = re.match(r"\s*\([^()]*\)", self.text[end:stop])
                end += bracket.end() if bracket else 0
            else:
                piece = self._piece(position, stop, weak=weak and not found, bodies=bodies)
                if piece is None:
                    break
                found.append(piece)
                end = max(piece.end, *(b for _, b in piece.places)) if piece.places else piece.end
                bracket = re.match(r"\s*\)?\s*\([^()]*\)|\)", self.text[end:stop])
                end += bracket.end() if bracket else 0
                itself = re.match(r"\s+itself", self.text[end:stop])
                end += itself.end() if itself else 0
            further = _NEXT.match(self.text, end, stop)
            if further is None:
                skip = re.match(r"[^;.]{0,160}?;\s*(?:and\s+)?(?=(?:of|the|by|from|work|outputs|examples)\b|[A-Z])", self.text[end:stop])
                if skip is None or not found:
                    break
                position = end + skip.end()
                continue
            position = further.end()
        shared = found[-1].places if found else []
        for example in found[:-1]:
            if shared and not example.places and self._same_part(example, found[-1]):
                example.places = list(shared)
        return found

    def _same_part(self, first: Example, last: Example) -> bool:
        between = self.text[first.end : last.start]
        return between.strip() == "and"

    def _place_only(self, position: int, stop: int) -> tuple[int, int] | None:
        for place in self.places:
            if place.start == position and place.end <= stop and gazetteer().get(place.printed) is not None:
                after = self.text[place.end : stop]
                if re.match(r"\s*(?:[,;.)]|\(|$|\s+and\b)", after):
                    return place.start, place.end
        return None

    def _piece(self, position: int, stop: int, *, weak: bool, bodies: bool) -> Example | None:
        text = self.text
        words = text[position:stop]
        if not words.strip() or _ARTICLE.match(words):
            return None
        quoted = _QUOTED.match(words)
        if quoted:
            tail = _TAIL.match(text, position + quoted.end(), stop)
            end = position + quoted.end(1)
            places = self._located(tail.end(1) if tail else position + quoted.end(), stop)
            if not quoted[1][:1].isupper() and not places:
                return None
            return self._made(position + quoted.start(1), end, places)
        if not (words[0].isupper() or words[0].isdigit()):
            return self._described(position, stop)
        sheltered = next(((a, b) for a, b in self._shelter if a <= position < b), None)
        name = _NAME.match(text, position, stop)
        if name is None:
            return None
        end = self._trim(position, name.end(), sheltered)
        possessive = re.match(r"(?<=['’]s)|(?<=s['’])|['’]s?", text[end:stop]) if not text[position:end].endswith(("'s", "’s", "s'", "s’")) else True
        owner_end = end
        if possessive:
            return self._owned(position, owner_end, stop)
        printed = text[position:end]
        folded = fold(printed)
        tail = _TAIL.match(text, end, stop)
        if _PAPER.match(text, end, stop):
            return None
        single_place = sheltered is None and gazetteer().get(printed) is not None
        if tail:
            end = tail.end(1)
            if tail.end() > tail.end(1):
                further = _NAME.match(text, tail.end(), stop)
                places = [(further.start(), further.end())] if further else []
                return None if folded in self.refuse else self._made(position, further.end() if further else end, places)
            if single_place and not _named_thing(text[position:end]):
                return None
            if recognise.is_general(printed) and not self._located(end, stop):
                return None
        elif single_place or not self._is_named(printed, weak and not self._located(end, stop), sheltered is not None):
            return None
        if folded in self.refuse or _NO_SCHEME.search(text[position:end]):
            return None
        made = self._made(position, end, self._located(end, stop))
        made.body = tail is None and (bodies or any(b.start == position for b in self.bodies) or (sheltered is None and self._is_body(printed)))
        return made

    def _owned(self, position: int, owner_end: int, stop: int) -> Example | None:
        """Return what belongs to a named body or place: "X's work with Y", "Hull's Preston Road model"."""
        text = self.text
        mark = re.match(r"['’]s?", text[owner_end:stop])
        owner = re.sub(r"['’]s?$", "", text[position:owner_end])
        after = owner_end + (mark.end() if mark else 0)
        if fold(owner) in self.refuse:
            return None
        thing = _THING.match(text, after, stop)
        if thing is None:
            return None
        end = thing.end()
        proper = _NAME.match(text, after + 1, stop) if text[after : after + 1] == " " else None
        place = [(p.start, p.end) for p in self.places if p.start == position]
        if proper is not None and len(proper[0].split()) >= 1 and proper[0][0].isupper():
            sheltered = next(((a, b) for a, b in self._shelter if a <= proper.start() < b), None)
            close = self._trim(proper.start(), proper.end(), sheltered)
            if text[proper.start() : close].endswith(("'s", "’s")) or re.match(r"['’]s?\b", text[close:stop]):
                rest = _NAME.match(text, close + 1, stop) if text[close : close + 1] == " " else None
                close = rest.end() if rest else close
            tail = _TAIL.match(text, close, stop)
            close = tail.end(1) if tail else close
            single = len(text[proper.start() : close].split()) == 1
            made = self._made(position if single else proper.start(), close, place + self._located(close, stop))
            made.body = tail is None and not single and self._is_body(text[proper.start() : close])
            made.owned = made.sure = True
            return made
        joint = re.search(r"\s+and\s+(?=[A-Z])", text[after:end])
        end = after + joint.start() if joint else end
        words = text[after:end]
        located = re.search(r"\s+(?:in|on|at|near)\s+(?=(?:the )?[A-Z])", words)
        if located:
            end = after + located.start()
        end = after + len(re.sub(r"\s+(?:and|or|with|for|to|of|the|a|by|as|from|in)$", "", text[after:end]))
        inside = any(after <= b.start and b.end <= end for b in self.bodies)
        if not place and not inside and not any(b.start <= position < b.end for b in self.bodies) and len(owner.split()) < 2:
            return None
        if not re.search(rf"\b(?:{HEADS}|repurposing|work|use|decision|support|reform|experience|success|service|care|policy|\w+ing)\b", text[after:end], re.I):
            return None
        made = self._made(position, end, place + self._located(end, stop))
        made.owned = made.sure = True
        return made

    def _described(self, position: int, stop: int) -> Example | None:
        """Return an example whose words begin small: "services offered by X", "work on 'Y' in Z", "approaches in Hull (the W model)"."""
        words = self.text[position:stop]
        by = re.match(r"((?:[a-z][\w-]*\s+){1,7}?)(?:offered|run|developed|delivered|led|provided|pioneered|created|used)\s+by\s+(?:the\s+)?(?=[A-Z])", words)
        if by:
            name = _NAME.match(self.text, position + by.end(), stop)
            if name:
                sheltered = next(((a, b) for a, b in self._shelter if a <= name.start() < b), None)
                end = self._trim(name.start(), name.end(), sheltered)
                made = self._made(position, end, [])
                made.body = False
                return made
        quoted = re.match(r"(?:[a-z][\w-]*\s+){1,4}(?:on|of|called|around|for)\s+(?:the\s+)?(?=['‘“\"])", words)
        if quoted and (inner := _QUOTED.match(words, quoted.end())):
            places = self._located(position + inner.end(), stop)
            return self._made(position + inner.start(1), position + inner.end(1), places) if places or inner[1][:1].isupper() else None
        placed = re.match(r"(?:[a-z][\w-]*\s+){0,3}(?:in|at)\s+(?=[A-Z])", words) or re.match(r"(?=[A-Z])", words)
        if placed and (place := next((p for p in self.places if p.start == position + placed.end()), None)) is not None:
            bracket = re.match(r"\s*\((?:the\s+)?([^(),;]{4,60})", self.text[place.end : stop])
            if bracket and re.search(r"[A-Z]", bracket[1]) and re.search(rf"\b{HEADS}$", bracket[1].strip()):
                start = place.end + bracket.start(1)
                return self._made(start, start + len(bracket[1].rstrip()), [(place.start, place.end)])
        return None

    def _trim(self, start: int, end: int, sheltered: tuple[int, int] | None) -> int:
        """Return where a run of capitals ends as one name: with the body that it begins with, before "and" and the next name, before
        the locality behind "in"."""
        text = self.text
        if sheltered is not None and sheltered[0] <= start:
            return sheltered[1]
        for a, b in self._shelter:
            if start < a < end <= b or (start < a and b <= end):
                joint = re.search(r"\s+(?:and|&)\s+(?:the\s+)?$", text[start:a])
                if joint:
                    end = start + joint.start()
        joint = re.search(r"\s+and\s+(?:the\s+)?", text[start:end])
        if joint and not re.search(r"^\s*[^,;.]{0,40}\([A-Z]{2,}", text[end : end + 45]):
            end = start + joint.start()
        for place in self.places:
            located = re.search(r"\s+(?:in|on|at|of)\s+(?:the\s+)?$", text[start : place.start]) if start < place.start < end else None
            if located:
                end = start + located.start()
        owner = re.search(r"(?<=\w)(?:['’]s|s['’])(?=\s)", text[start:end])
        if owner and not re.match(r"\s+[A-Z]\w+\s*(?:Trust|Mutual|Federation|Society|Centre|Fund|Co-op)", text[start + owner.end() : start + owner.end() + 30]):
            end = start + owner.end()
        return end

    def _located(self, position: int, stop: int) -> list[tuple[int, int]]:
        """Return the places that stand right behind a name: "in X and Y", "(X)", ", X"."""
        text = self.text
        bracket = re.match(r"\s*\(([^()]*)\)", text[position:stop])
        if bracket:
            a, b = position + bracket.start(1), position + bracket.end(1)
            inside = [(p.start, p.end) for p in self._places_at(a, b)]
            if inside or len(bracket[1]) > 2:
                return inside
        located = _LOCATED.match(text, position, stop)
        if located:
            known = [(p.start, p.end) for p in self.places if p.start == located.end() or text[located.end() : p.start] in ("north ", "south ", "east ", "west ")]
            if known:
                found = known[:1]
                while further := re.match(r"(?:\s*\([^()]*\))?\s*(?:,|and|,\s*and)\s+(?=[A-Z])", text[found[-1][1] : stop]):
                    at = found[-1][1] + further.end()
                    more = next(((p.start, p.end) for p in self.places if p.start == at), None)
                    if more is None or re.match(r"\s+[A-Z]", text[more[1] : stop]):
                        break
                    found.append(more)
                return found
            name = re.match(r"[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+){0,2}", text[located.end() : stop])
            if name and re.match(r"\s*,?\s+(?:in|on|near)\s", located[0]) and not any(a <= located.end() < b for a, b in self._shelter):
                return [(located.end(), located.end() + name.end())]
        comma = re.match(r",\s+", text[position:stop])
        if comma:
            at = position + comma.end()
            place = next((p for p in self.places if p.start == at), None)
            if place is not None and re.match(r"\s*(?:[.;,)]|$)", text[place.end : stop]):
                return [(place.start, place.end)]
        return []

    def _places_at(self, start: int, end: int) -> list[Found]:
        return [p for p in self.places if start <= p.start and p.end <= end]

    def _is_named(self, printed: str, weak: bool, sheltered: bool) -> bool:
        """Whether capitals name something: two words that are not general, or one in a list of named examples."""
        words = fold(printed).split()
        if sheltered:
            return True
        if recognise.is_general(printed) or fold(printed) in self.refuse or printed.isdigit():
            return False
        if len(words) > 1:
            return True
        return not weak and len(printed) > 3 and not gazetteer().is_word(printed)

    def _is_body(self, printed: str) -> bool:
        folded = fold(re.split(r" of (?:the )?", printed)[0])
        return len(folded.split()) > 1 and not _DEMONYM.match(printed) and not _THINGS.search(folded)

    def _made(self, start: int, end: int, places: Iterable[tuple[int, int]]) -> Example:
        while end > start and self.text[end - 1] in " ,;:.":
            end -= 1
        inside = [(b.start, b.end) for b in self.bodies if start <= b.start and b.end <= end]
        return Example(start, end, self.text[start:end], list(dict.fromkeys(places)), False, inside)


def _named_thing(words: str) -> bool:
    """Whether a place with lower words behind it names one thing: "Gigha housing programme", "Plymouth model" are; the words between
    must say more than "new" or "local"."""
    return len(words.split()) > 1 and re.search(r"\b(?:programme|project|scheme|model|partnership|initiative|approach|alliance|pilot|experiment|charter|compact|network|hub)s?$", words) is not None


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end."""
    found, start = [], 0
    for match in _SENTENCE.finditer(text):
        if _NOT_SENTENCE_END.search(text[: match.start()]):
            continue
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(text)))
    return found
