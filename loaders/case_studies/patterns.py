"""The shapes of an example in running text, made from the words of `loaders/lexicons/words/examples.toml` once."""

import re

from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of

HEADS = any_of("head of a scheme")
_BY_SHAPE = (
    rf"{any_of('called an example')}(?: [^.;:,]{{3,140}}?| of [^.;:]{{3,140}}?)? {any_of('says what is an example')}"
    r"(?= (?:[a-z]{2,4} ){0,2}[\"'“‘]?(?-i:[A-Z]))",
    rf"what (?:\w+ ){{0,2}}?{any_of('strikes somebody')} [^.;:,]{{2,60}}? {any_of('be')}",
    r"(?:had |have )?read (?:\w+ ){0,3}(?:about|of)",
    rf"what (?=(?:the )?(?-i:[A-Z])[^.;,]{{2,50}}? {any_of('did elsewhere', 'makes a model')}\b)",
    r"follow(?=.{3,60}example)",
    rf"{any_of('lesson from an example')} (?:about how|about|from|of|that)",
    rf"as (?:they do|(?:{any_of('is or has been')} )?(?:\w+ly )?\w+(?:ed|wn|en|ens|ne|ns|as)) (?:\w+ly )?"
    r"(?:in|at|by|under|within|with|on)",
    r"\w+(?:ed|ing) the (?:\w+ )?(?:success(?:es)?|impact|work|experience|example)s?(?: \w+){0,5}? of",
    rf"{any_of('taking over')} from",
    r"t[ao]k(?:e|es|en|ing|) (?:its |their )?(?:cue|lead|inspiration) from",
    r"(?:also )noted",
    r"(?:presentation|talk|vignette|film|case study)[^.;]{0,170}? (?:about|on)",
    r"under (?=the )",
    r"(?:as|in the way|the way) (?=(?:the |at |in )?[A-Z][^.;,]{2,70}? (?:has|have|does|did|do|is|are|was|already)\b)",
    r"as (?=in |at |with )",
    r"(?:such as|like) (?=those|that)",
    r"consider(?:ed|ing) (?=(?:\w+ )?(?:models|approaches|practice|work)\b|how|the (?:work|experience)|the (?-i:[A-Z]))",
)
_STRONG = "|".join((*_BY_SHAPE, any_of("leads to an example")))
TOKEN_END = r"(?:[^\W⁰¹²³⁴-⁹]|[’'+-])*"  # noqa: S105 (a word's end)
CUE = re.compile(
    rf"\b(?:(?P<strong>{_STRONG})|(?P<told>{any_of('tells of a visit')})|(?P<weak>{any_of('such as')}))(?:[,:]?\s+|(?<=\s))",
    re.I,
)
CUED = Cued(CUE.pattern, CUE.flags)
MAY_BE_CUE = re.compile(r"(?<!\w)(?=\w)" + CUE.pattern.replace("(?-i:[A-Z])", "[a-z]").replace("[A-Z]", "[a-z]")[2:])
"""The same in a text in lower case, where more looks like one: to find quickly where one may be."""
LIST_NOUN = re.compile(rf"\b{any_of('list of examples')}\b[^.;:]{{0,70}}$", re.I)
BODIES = re.compile(rf"\b{any_of('one of a list of bodies')}\b[^.;:]{{0,60}}$", re.I)
LEAD = re.compile(
    rf"^\s*(?:\([a-z][^()]{{0,40}}\)\s*)?(?:(?:{any_of('before an example')}|the {any_of('told of an example')}"
    rf" {any_of('leads on to an example')})\s+)*(?:[A-Z][a-z]+(?:ish|ian|ese|ic|ch)\s+(?=[\"“‘']))?"
)
ARTICLE = re.compile(rf"^{any_of('article of no example')}\b", re.I)
TOKEN = rf"(?:[A-Z0-9À-Ý]{TOKEN_END}(?::[A-Z]\w+)?(?:\.[A-Z]\w*)*)"
NAME = re.compile(
    rf"{TOKEN}(?:\s+(?:{any_of('inside a long name')}\s+){{0,2}}{TOKEN}|\s+&\s+{TOKEN}|\s+/\s+{TOKEN}"
    rf"|\s+[a-z]+\s+/\s+{TOKEN}(?=\s+model))*",
)
TAIL = re.compile(
    rf"((?:\s+(?!{any_of('end of a name')}\b)(?:and\s+(?!the\b))?[a-z][\w'’-]*){{0,5}}?\s+{HEADS})(?![\w-])(?:\s+of\s+(?:the\s+)"
    rf"?(?={TOKEN}))?",
)
THING = re.compile(rf"(?:\s+(?!{any_of('end of a description')}\b)[\w'’£%-]+){{1,11}}")
QUOTED = re.compile(r"(?<!\w)['‘“\"]([^'’”\"]{3,70}(?:['’]s [^'’”\"]{2,40})?)['’”\"](?!\w)")
LOCATED = re.compile(
    rf"\s*,?\s+{any_of('around a place')}\s+(?:the\s+)?(?:{any_of('kind of place')}\s+of\s+)?",
)
NEXT = re.compile(rf"\s*[;,]\s*(?:{any_of('joins examples')}\s+)?|\s+{any_of('joins examples')}\s+")
ASIDE = re.compile(rf",\s+(?P<opens>{any_of('begins what is told')})(?P<told> [^,;.()]{{2,140}})")
"""What a sentence says of an example right behind it, up to the next comma."""
BEHIND_ASIDE = re.compile(rf",\s+{any_of('joins examples')}\s|\s*;")
"""How a list goes on behind that."""
ONWARD = re.compile(
    rf"[^;.]{{0,160}}?;\s*(?:{any_of('joins examples')}\s+)?(?={any_of('goes on to an example')}\b|[A-Z])"
)
_PARTICIPLE = (
    rf"(?:{any_of('have')}|had) (?!been {any_of('asked of somebody')})(?:\w+ly |already )?"
    rf"(?:\w+e[dn](?<!teen)|{any_of('participle without ending')})"
)
SUBJECT = re.compile(
    rf"(?:{any_of('did as an example')}|now |{any_of('is or has been')}\s+(?:\w+ly\s+)?"
    rf"(?:{any_of('spoken of')}\b|{any_of('article')} (?:\w+ )?{any_of('told of an example')})|{_PARTICIPLE})\b"
)
PERFECT = re.compile(
    rf"(?:{_PARTICIPLE}|{any_of('is or has been')} (?:\w+ly )?{any_of('held up')}|{any_of('be')} (?:one\b(?! of)|among))\b"
)
TELLS = re.compile(rf"\b(?:{SUBJECT.pattern}|{PERFECT.pattern})")
"""Either of the two, to find quickly whether there is one."""
ANY_VERB = re.compile(rf"(?!{any_of('no verb')}\b)[a-z]+\b")
RUN = re.compile(rf"(?P<before>\b{any_of('before a run of capitals')}\s+|(?<=\s)|^)(?P<name>{TOKEN})")
CREATED = re.compile(
    rf"\b{any_of('set up')}\s+{any_of('before a noun')}\s+({TOKEN}(?:\s+{TOKEN}){{1,5}})(?!\s+[A-Z])",
)
CASE = re.compile(rf"\b{any_of('label of an example')}(?: \d+)?:\s*$", re.I)
LEADS = re.compile(
    rf"\b(?:{any_of('success')}|{any_of('list of examples')}|inspir\w+|learn\w*|impress\w+"
    r"|already work\w*)\b[^.;:]{0,90}:\s*$",
    re.I,
)
ENTRY_END = re.compile(
    rf"\s*(?:[(:¹²³⁴-⁹]|\s[–—-]\s|\.(?!\S)|, {any_of('clause behind an entry')}\b)|\s+{any_of('verb behind an entry')}\b"
)
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[A-Z\"'“‘(])|(?<=[a-z\d)]:)\s+(?=[A-Z])")
PARAGRAPH_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+")
"""How papers of councils begin each paragraph ("4.2 In Hull, ...")."""
NOT_SENTENCE_END = re.compile(rf"(?:\b{any_of('short form')}\.)$")
LONGEST_SHORT_FORM = 12
"""The most characters that such a short form takes, with what stands before it."""
NO_SCHEME = re.compile(rf"\b(?:{any_of('no scheme')}s?|act \d{{4}})$", re.I)
PAPER = re.compile(rf"\s+{any_of('paper')}\b")
DEMONYM = re.compile(rf"^(?:the )?{any_of('people of a place')}\b", re.I)
THINGS = re.compile(rf"{any_of('thing of a scheme')}$")
SCHEME = re.compile(rf"\b{HEADS}$")
"""A name that ends in what schemes are called: no body unless its shape or the register says so."""
HELD_UP = Cued(
    rf"\b(?:(?:\w+ {any_of('example')}(?: {any_of('of what')} [^.;:]{{3,80}}?)?"
    rf"|one {any_of('schemes together')}(?: [^.;:]{{3,60}}?)?),? "
    rf"{any_of('says what is an example')}"
    rf"|{any_of('one of several')} case study(?: {any_of('of what')})?"
    rf"|\w+ the example of|{any_of('set out as an example')}"
    rf"|{any_of('schemes together')}(?: \w+){{0,3}}?,? {any_of('such as in a list')})[:,]? "
    r"(?=(?:that of )?(?:the )?[\"'“‘]?(?-i:[A-Z0-9]))",
    re.I,
)
"""What leads to an example wherever it stands, in text that cites none for a challenge."""
SHOWN = re.compile(rf"\b{any_of('set out as an example')}\s+(?:the\s+)?$", re.I)
"""What stands before a link that is an example, by whatever words it leads there."""
AREAS = Cued(rf"\b{any_of('areas together')}(?: \w+){{0,2}}?,? {any_of('such as in a list')} (?=[A-Z])")
HAS_DONE = re.compile(rf",? {any_of('who or which')} {any_of('have', 'be')}\b")
"""What a text says that an area did that it names for it ("councils such as Leeds, who have ...")."""
_MADE = rf"(?:{any_of('is or has been')} )?(?:jointly )?{any_of('made by somebody')} (?:jointly )?by (?:the )?(?=[A-Z])"
_KIND = rf"an? (?:[\w-]+ ){{0,3}}{any_of('described scheme')}\b"
SCHEME_TOLD = Cued(
    rf" (?:[a-z]+ )?(?P<head>{any_of('common scheme')})(?![\w-])"
    rf"(?P<told>,? \(?(?:{any_of('who or which')} )?{_MADE}|,? (?:{any_of('together with')} )?with (?=(?:the )?[A-Z])"
    rf"| {any_of('around a place')} (?:the )?(?=[A-Z])|, (?:{any_of('who or which')} (?=[a-z])|{_KIND}))?"
)
"""The small words that say what a named scheme is, and who made it, where it is, or what it does."""
SCHEME_NAME = re.compile(
    rf"(?:^|(?<=[\s(]))([\"'“‘]?{TOKEN}(?: (?:{any_of('inside a long name')} )?{TOKEN}){{0,6}}[\"'”’]?)$"
)
"""The name that stands before them."""
