"""How the name of a person is printed: titles before it, particles inside it, what somebody is called."""

import re

from loaders.lexicons.words import any_of, word_list

_ADDRESS = "|".join(
    r"\.? ".join(re.escape(part.upper() if "." in part or part.isupper() else part.title()) for part in form.split())
    for form in sorted((*word_list("form of address"), *word_list("title of honour")), key=len, reverse=True)
)
TITLE = rf"(?:(?:The )?(?:{_ADDRESS}|Detective [A-Z]\w+)\.? )*"
_UPPER = "A-Z" + "".join(c for c in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_PARTICLE = "|".join(map(str.title, word_list("particle of a name")))
OF_THE = r"[MN]h?[ai]c an (?:t-?)?"
"""How an Irish surname begins that is of a trade or place ("Nic an t-Saoir")."""
PART = rf"(?:(?:{_PARTICLE}|Ma?c|[ODd]['’]|St\.?)\s?|Ó h|{OF_THE})?[{_UPPER}][\w'’]*(?:-[{_UPPER}a-z][\w'’]*)*"
_NICKNAME = r"(?: [\"“'‘(][A-ZÀ-Þ][\w'-]{1,14}[\"”'’)](?= [A-ZÀ-Þ]))?"
_SMALL = rf"(?:(?:{any_of('particle of a name')}|of)[ -]){{0,2}}"
PERSON = rf"{TITLE}{PART}{_NICKNAME}(?: (?:[A-Z]\.? )?{_SMALL}{PART}){{1,3}}"
BEGINS = rf"(?<![\w'’-])(?<!\w–)(?!I['’][a-z])(?=[{_UPPER}])"
"""Where a name can begin."""
PEER = re.compile(
    rf"(?:The )?{any_of('title before a surname', capital=True)} (?!{any_of('role', capital=True)}\b)"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?: of [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?(?=[\s,.;:()]|$)"
)
"""A peer of whom a title and the surname stand alone, with or without a place."""
TIE = re.compile(rf"{any_of('of a body', 'from bodies')}\s+(?:the\s+)?(?=[A-Z])")
"""What ties a name to a body behind a comma or in a bracket: "Ada North, from the Elm Trust", "(representing Elm Trust)"."""
TIED = re.compile(
    rf"\s+{any_of('of a body', 'from bodies')}\s+(?:the\s+|our partners?,?\s+)?(?:{any_of('what has a name')}\s+)?(?=[A-Z])"
)
"""The same right behind the name."""
