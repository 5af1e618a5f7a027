"""The shapes of an example in running text, made from the words in `cues.toml` once."""

import re
import tomllib
from pathlib import Path

WORDS: dict[str, str] = {
    name: "|".join(patterns)
    for name, patterns in tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8")).items()
}
HEADS = rf"(?:{WORDS['heads']})"
TOKEN_END = r"(?:[^\W⁰¹²³⁴-⁹]|[’'+-])*"  # noqa: S105 (a word's end)
CUE = re.compile(rf"\b(?:(?P<strong>{WORDS['strong']})|(?P<weak>{WORDS['weak']}))(?:[,:]?\s+|(?<=\s))", re.I)
LIST_NOUN = re.compile(rf"\b(?:{WORDS['list_nouns']})\b[^.;:]{{0,70}}$", re.I)
BODIES = re.compile(rf"\b(?:{WORDS['bodies']})\b[^.;:]{{0,60}}$", re.I)
LEAD = re.compile(
    r"^\s*(?:\([a-z][^()]{0,40}\)\s*)?(?:(?:and|or|also|such examples as|from|to|of|by|with|about|on|in|at|how|what|why|both"
    r"|the|those"
    r"|that|existing|successful|recent|local|like|such as|including|examples|for example"
    r"|is|are|include|the (?:work|success|example|experience|impact|story|case|practice|use|model|models|lessons|learning)"
    r" (?:of|from|in|at)|outputs from|learning from|insights from|projects|"
    r"organisations|schemes|initiatives|models|work (?:at|by|of)|it in|this in|this at|as well as|already)\s+)*(?:[A-Z][a-z]+"
    r"(?:ish|ian|ese|ic|ch)\s+(?=[\"“‘']))?"
)
ARTICLE = re.compile(r"^(?:a|an|any|some|each|every|this|these|our|your|his|her|new|more)\b", re.I)
TOKEN = rf"(?:[A-Z0-9À-Ý]{TOKEN_END}(?::[A-Z]\w+)?(?:\.[A-Z]\w*)*)"
NAME = re.compile(
    rf"{TOKEN}(?:\s+(?:(?:of|for|and|the|in|on|by|at|to|de|a|&|y|into)\s+){{0,2}}{TOKEN}|\s+&\s+{TOKEN}|\s+/\s+{TOKEN}"
    rf"|\s+[a-z]+\s+/\s+{TOKEN}(?=\s+model))*",
)
TAIL = re.compile(
    rf"((?:\s+(?!(?:{WORDS['ends']})\b)(?:and\s+(?!the\b))?[a-z][\w'’-]*){{0,5}}?\s+{HEADS})(?![\w-])(?:\s+of\s+(?:the\s+)"
    rf"?(?={TOKEN}))?",
)
THING = re.compile(rf"(?:\s+(?!(?:{WORDS['verbs']})\b)[\w'’£%-]+){{1,11}}")
QUOTED = re.compile(r"(?<!\w)['‘“\"]([^'’”\"]{3,70}(?:['’]s [^'’”\"]{2,40})?)['’”\"](?!\w)")
LOCATED = re.compile(
    r"\s*,?\s+(?:in|on|from|near|across|at|of|around|within)\s+(?:the\s+)?(?:(?:city|town|county|island|borough|village"
    r"|district|state|suburb)\s+of\s+)?",
)
NEXT = re.compile(
    r"\s*(?:;|,)\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as|or|&)\s+(?=(?:the\s+|from\s+|to\s+|of\s+|at\s+"
    r"|by\s+|in\s+|with\s+)*(?:[A-Z0-9'‘“\"]))|\s+and\s+(?=(?:the )?success of|(?:the )?work of)",
)
ONWARD = re.compile(r"[^;.]{0,160}?;\s*(?:and\s+)?(?=(?:of|the|by|from|work|outputs|examples|such examples)\b|[A-Z])")
SUBJECT = re.compile(
    r"(?:show(?:s|ed|n)?|offer(?:s|ed)?|prove[sd]?|demonstrate[sd]?|illustrate[sd]?|cut|found|reduced|saved|helped"
    r"|gave|gives|went|holds|runs|supports|closed|keeps|employs|already|now "
    r"|(?:was|were|is|are|has been|have been|had been)\s+(?:\w+ly\s+)?(?:held up|given|described|mentioned|quoted|praised"
    r"|cited|passed|admired|named|seen|pointed|said|an? (?:\w+ )?(?:example|model|case)|noted"
    r"|the (?:example|model)|often|much|discussed|recommended|raised|shown|shared|offered|presented|worth|proof|one\b"
    r"|referred|commended|singled|visited|known|among|inspiring|inspiration|celebrated|talked)"
    r"|(?:has|have|had) (?:\w+ly )?(?:\w+(?:ed|en|un|ne|st|ld|pt|wn|ght)|run|cut|set|put|had|made|led|built|kept|grown"
    r"|met|fed|won|lent|sent|spent|told|sold|held|left|paid|begun|become)"
    r")\b"
)
PERFECT = re.compile(
    r"(?:(?:has|have|had) (?:\w+ly |already )?(?:\w+(?:ed|en|un|ne|st|ld|pt|wn|ght)|run|cut|set|put|had|made|led|built"
    r"|kept|grown)"
    r"|(?:was|were|has been|have been) (?:\w+ly )?(?:held up|given as|described|mentioned|quoted|praised|cited|admired"
    r"|commended|singled|recommended|discussed for)|(?:is|was) one\b(?! of)|(?:is|are|was|were) among)\b"
)
ANY_VERB = re.compile(r"(?!(?:could|should|would|might|must|may|and|or|of|for|to|will)\b)[a-z]+\b")
RUN = re.compile(
    rf"(?P<before>\b(?:the|its|their|with|is|was|like|at|by|from|as|of|through|via|to|about|visit|see|and)\s+|(?<=\s)|^)(?P<name>{TOKEN})"
)
CREATED = re.compile(
    rf"\b(?:developed|launched|created|established|founded|built|has set up|have set up|introduced|piloted)\s+(?:a|an"
    rf"|the|its|their)\s+({TOKEN}(?:\s+{TOKEN}){{1,5}})(?!\s+[A-Z])",
)
CASE = re.compile(r"\b(?:case stud(?:y|ies)|examples?|inspiration|in practice)(?: \d+)?:\s*$", re.I)
LEADS = re.compile(
    rf"\b(?:{WORDS['list_nouns']}|succeed(?:ed|s)?|success(?:es|ful)?|inspir\w+|learn\w*|admired|impress\w+"
    r"|already work\w*)\b[^.;:]{0,90}:\s*$",
    re.I,
)
ENTRY_END = re.compile(
    r"\s*(?:\(|:|\s[–—-]\s|\.\s|\.$|, (?:which|where|who|a|an|the)\b)|\s+(?:was|were|is|are|has|have|had|could|would"
    r"|should|can|will|does|did|shows?|offers?"
    r"|pays?|provides?|helps?|gives?|brings?|which|that)\b"
)
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]?\s+(?=[A-Z\"'“‘(])|(?<=[a-z\d)]:)\s+(?=[A-Z])")
NOT_SENTENCE_END = re.compile(r"(?:\b(?:e\.g|i\.e|etc|St|Dr|Prof|No|vs|approx|Ltd)\.)$")
NO_SCHEME = re.compile(rf"\b(?:{WORDS['no_schemes']})$", re.I)
PAPER = re.compile(r"\s+(?:study|studies|research|report|review|evaluation|survey|book|paper|consultation|inquiry)\b")
DEMONYM = re.compile(rf"^(?:the )?(?:{WORDS['demonyms']})\b", re.I)
THINGS = re.compile(rf"(?:{WORDS['things']})$")
SCHEME = re.compile(rf"\b{HEADS}$")
"""A name that ends in what schemes are called: no body unless its shape or the register says so."""
