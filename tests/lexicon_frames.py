"""Small documents in which an entry of a lexicon shows that it is needed: its example stands where documents print such words.

An entry is needed where one of its lexicon's frames states something else without it. What no document prints in such a place,
what another entry or a rule reads as well, and what no rule asks for, changes nothing and is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from loaders.extract import extract
from loaders.lexicons.lexicon import Entry, Lexicon
from loaders.sources import read

_HELD = "The Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
_EVENT = f"# Harbour Forum 2031\n\n{_HELD}"
_TABLE = "## Challenge 1: Homes for those who leave hospital\n\n"
_IDEAS = "### Ideas\n\n- Buy one house and learn from it.\n- Rent two flats near the station.\n\n"
_PEOPLE = "Amy North (Director, Alder Trust)\n\n"
_LIST = "- Train the wardens of every block.\n- Elm Street Kitchen in Leeds feeds those who come home.\n\n"
_TELLS = "Beds are full since the ward at Birch Hospital was closed. Amy North of Alder Trust wants two hundred homes by 2035.\n\n"
_MINUTES = "# Minutes of the Harbour board, 7 May 2031\n\n"
_LAST = "## Challenge 2: Work\n\nOwner: Clara West (Director, Cedar CIC)\n\n" + _IDEAS

_PLAIN = "Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
_SPOKEN = "Amy North, Director of Alder Trust: homes before beds\n\n"
_LESSONS = "- Start small and stay near.\n- Ask the wardens before you build.\n\n"

FRAMES: dict[str, tuple[str, ...]] = {
    "attendance": (
        f"{_EVENT}{{}}:\n\n{_PEOPLE}",
        f"{_MINUTES}Present: Amy North (Alder Trust)\n\n{{}}: Bo West (Cedar CIC)\n\n",
        f"{_MINUTES}Present:\n\nAmy North, Alder Trust\n\n{{}}:\n\nBo West, Cedar CIC\n\n",
    ),
    "challenge_parts": tuple(
        f"{_EVENT}{_TABLE}{before}### {{}}\n\n{under}{after}{_LAST}"
        for under in (_PEOPLE, _LIST, _TELLS, "Housing\n\n", "Leeds\n\n", "Table 4\n\n")
        for before, after in (("", _IDEAS), (_IDEAS, ""), ("", ""))
    ),
    "challenge_titles": (
        f"{_EVENT}## {{}}: Homes\n\nOwner: {_PEOPLE}{_IDEAS}## {{}}: Work\n\nOwner: Clara West (Director, Cedar CIC)\n\n{_IDEAS}",
        f"{_EVENT}## {{}} 1: Homes\n\nOwner: {_PEOPLE}{_IDEAS}## {{}} 2: Work\n\nOwner: Clara West (Cedar CIC)\n\n{_IDEAS}",
        f"{_EVENT}## {{}} 1\n\nHomes\n\nOwner: {_PEOPLE}{_IDEAS}## {{}} 2\n\nWork\n\nOwner: Clara West (Cedar CIC)\n\n{_IDEAS}",
        f"{_EVENT}## {{}}\n\n- Homes for those who leave hospital\n- Work for those who leave prison\n\n",
        f"{_EVENT}## {{}}\n\n### Homes\n\nOwner: {_PEOPLE}{_IDEAS.replace('###', '####')}### Work\n\n{_TELLS}",
        f"{_EVENT}{{}}:\n\n- Homes for those who leave hospital\n- Work for those who leave prison\n\n",
        f"{_EVENT}Groups of eight discussed them.\n\n## {{}}\n\n- Homes for nurses\n- Work for their sons\n\n",
    ),
    "gatherings": (
        "# Homes for those who leave hospital\n\n{} on 7 May 2031 at the Maltings Hall, Ipswich.\n\n" + _LAST,
        "# Homes for those who leave hospital\n\nOn 7 May 2031, {} at the Maltings Hall, Ipswich.\n\n" + _LAST,
        "# Harbour Forum\n\n{} 7 May 2031.\n\n" + _LAST,
        "# Harbour Forum 2031\n\n{} in Ipswich.\n\n" + _LAST,
        "# Harbour Forum 2031\n\n{} at the Maltings Hall, Ipswich.\n\n" + _LAST,
        "# Harbour Forum 2031\n\nWritten on 2 June 2031.\n\n{}: 7 May 2031.\n\n" + _LAST,
        "# Homes for those who leave hospital\n\nThe Harbour Forum 2031 in Ipswich: {}.\n\n" + _LAST,
    ),
    "coming": tuple(
        f"{_EVENT}{line}\n\n"
        for line in (
            "{} Alder Trust, Birch Hospital and Cedar CIC.",
            "{} Alder Trust, Birch Hospital and Cedar CIC attended.",
            "All attended, {} Alder Trust, Birch Hospital and Cedar CIC.",
        )
    ),
    "lines": (
        *(
            f"{_EVENT}{before}{{}}{after}"
            for before, after in (
                ("", "\n\n" + _LAST),
                ("", f" {_TELLS}{_LAST}"),
                (_TABLE + _TELLS, f"\n\n{_LIST}{_LAST}"),
                (_TABLE + _IDEAS, f"\n\n{_LIST}{_LAST}"),
                (_TABLE + _IDEAS, f" {_TELLS}{_LAST}"),
                (_LAST, f"\n\n{_LESSONS}"),
                (_LAST + "## The day\n\n", f"\n\n{_LESSONS}"),
                (f"{_LAST}## ", f"\n\nWhat all took home can be said in five takeaways:\n\n{_LESSONS}"),
                (
                    f"{_LAST}## The day\n\n",
                    "\n\n## Elm Street Kitchen, Leeds\n\nIt cooks.\n\n## Oak Lane Laundry, Hull\n\nIt washes.\n\n",
                ),
                (f"{_LAST}## Insights\n\n", f"\n\n{_LESSONS}"),
                (f"{_LAST}## Insights\n\n- Start small.\n- ", "\n- Stay near.\n\n"),
                ("", f"\n\n{_LESSONS}"),
                ("## Working groups\n\n", f" are these.\n\n### Homes\n\n{_LIST}### Work\n\n{_LIST}"),
                ("## ", f"\n\nWhat all took home can be said in five takeaways:\n\n{_LESSONS}"),
                ("## The homes\n\n- Elm Street Kitchen.\n\n", f"\n\n{_LESSONS}"),
                (_LAST, ": Amy North, Bo West\n\n"),
                (f"{_TABLE}{_IDEAS}### ", f"\n\n{_LIST}{_LAST}"),
                (f"{_TABLE}### Ideas\n\n{_TELLS}", f"\n\nBuy one house and learn from it.\n\n{_LAST}"),
                (_LAST, "\n\nhttps://harbour.example/homes\n\n"),
                (f"{_LAST}## ", f"\n\n{_LESSONS}"),
                (f"{_TABLE}### Ideas\n\n- Buy one house.\n- ", f"\n\n{_LAST}"),
            )
        ),
        f"{_EVENT}## Homes\n\n### {{}}\n\nMuch talk.\n\n## Work\n\n### {{}}\n\nMore talk.\n\n",
        f"{_EVENT}## Discussion\n\n### Homes\n\n{{}}\n\n### Work\n\n{{}}\n\n",
        f"{_EVENT}{{}}\n\n## Water\n\nMuch talk.\n\n## Waste\n\nMore talk.\n\n## Wind\n\nNo talk.\n\n",
        f"{_EVENT}## {{}}\n\nAlder Trust will launch a boat library.\n\n",
        f"{_EVENT}## Topics\n\n{{}}.\n\n{_LIST}",
        f"{_EVENT}## {{}}\n\n{_LESSONS}",
        f"{_EVENT}People talked of two questions.\n\n## {{}}\n\n{_LIST}## Who builds?\n\n{_LIST}",
        f"{_EVENT}## Working groups\n\n### Homes\n\nMuch talk.\n\n### Work\n\nMore talk.\n\n### {{}}\n\nNo talk.\n\n",
        f"{_EVENT}{{}}.\n\n## Who pays?\n\n{_LIST}## Who builds?\n\n{_LIST}",
        f"# {{}}\n\n{_HELD}## Homes\n\nMuch talk.\n\n## Work\n\nMore talk.\n\n",
        f"{_PLAIN}Amy North spoke of homes.\n\nAll went home by the last train.\n\n{{}}: Bo West\n\nOak Lane, Hull\n\n",
    ),
    "report_parts": (
        *(
            f"{before}## {{}}\n\n{under}{after}"
            for under in (
                _PEOPLE,
                _LIST,
                _SPOKEN,
                _TELLS,
                "- Alder Trust\n- Birch Housing Association\n- Cedar CIC\n\n",
            )
            for before, after in ((_EVENT, _LAST), (_EVENT + _LAST, ""))
        ),
        *(
            f"{_PLAIN}Challenge 1: Homes\n\nIdeas\n\n- Buy one house.\n- Rent two.\n\n{before}{{}}\n\n{under}"
            for under in (_TELLS, _PEOPLE, _LIST)
            for before in (
                "",
                "Insights\n\nStart small. It costs least.\n\n",
                "Attendees\n\nAlder Trust\n\nCedar CIC\n\n",
            )
        ),
    ),
    "speaking": (
        *(
            f"{_EVENT}## Speakers\n\n{line}\n\n{_LAST}"
            for line in (
                "{}: Amy North, Director, Alder Trust",
                "Amy North, Director, Alder Trust: {}",
                "Amy North of Alder Trust {} about homes.",
                "Amy North ({})",
                "{}\n\n### {}\n\nAmy North, Alder Trust",
                "{}\n\nAmy North, Director, Alder Trust",
                "Bo West of Cedar CIC gave a vignette. There {} Amy North of Alder Trust.",
            )
        ),
        f"{_EVENT}## The day\n\nAmy North of Alder Trust {{}} about homes.\n\n{_LAST}",
        f"{_EVENT}Minister Zofi Marr {{}}.\n\n{_LAST}",
        f"{_EVENT}## {{}}\n\nAmy North of Alder Trust\n\n{_LAST}",
    ),
    "talks": tuple(
        f"{_EVENT}{line}\n\n{_LAST.replace('Clara West', 'Zofi Marr')}"
        for line in (
            "Amy North of Alder Trust {} homes.",
            "Bo West of Cedar CIC gave a talk. Amy North of Alder Trust {} homes.",
            "Amy North, Director of Alder Trust, {} homes.",
            "{} Amy North of Alder Trust.",
            "{} Amy North of Alder Trust gave a talk.",
            "Amy North of Alder Trust was {}.",
            "{} by Amy North of Alder Trust and Bo West of Cedar CIC.",
            "{}:\n\n- Amy North, Alder Trust\n- Bo West, Cedar CIC",
            "Talks {} Amy North (Alder Trust).",
            "Zofi Marr {} homes.",
            "Zofi Marr {}.",
            "Bo West of Cedar CIC gave a talk. Zofi Marr {} homes.",
            "Bo West of Cedar CIC gave a talk. Then Zofi Marr {} what was built.",
            "Zofi Marr's {} was on homes.",
            "It had {}: Zofi Marr.",
            "After {} by Amy North the day closed.",
            "The day had {}: Amy North.",
            "Amy North's {} was on homes.",
        )
    ),
    "topics": (f"{_EVENT}{_TABLE}### Subject area\n\n{{}}\n\n{_IDEAS}{_LAST}",),
}
"""By lexicon; those of families have `FAMILY`."""

FAMILY = (
    f"# {{}}\n\n{_TELLS}",
    f"{{}}\n\n# Harbour board\n\n{_TELLS}",
    f"{{}}: Amy North\n\n# Harbour board\n\n{_TELLS}",
    f"# Harbour board\n\n{{}}\n\n{_TELLS}",
    f"# Elm Street Kitchen: case study\n\n## {{}}\n\n{_TELLS}",
    f"{_MINUTES}Present: Amy North (Alder Trust)\n\n{{}}: Bo West (Cedar CIC)\n\n",
)

FRAMES["families/case_studies"] = (
    *FAMILY,
    *(
        f"# Warm Rooms\n\n## {{}}\n\nIt was cold.\n\n## {one}\n\nIt was warm.\n\n## {other}\n\nMany came.\n"
        for one, other in (("The challenge", "Our approach"), ("The impact", "Lessons learned"))
    ),
    "# Two hubs\n\n## Elm Hub\n\n{}: Hull\n\nLessons learned: Ask.\n\n## Fir Hub\n\n{}: Leeds\n\nLessons learned: Wait.\n",
)
FRAMES["families/minutes"] = (
    *FAMILY,
    f"{_MINUTES}Present: Amy North, Bo West\n\n{{}}\n\n### Damp walls\n\n{_TELLS}#### Recommendations\n\n- Mend them.\n\n"
    f"### Noise at night\n\n{_TELLS}#### Recommendations\n\n- Close the gate at ten.\n\n",
)
FRAMES["families/table_reports"] = FRAMES["lines"]
FRAMES["families/workshop_reports"] = (
    *FRAMES["lines"],
    f"{_EVENT}{{}}\n\n## Project 1: Homes\n\n{_TELLS}## Project 2: Work\n\n{_TELLS}",
)
FRAMES["families/sites"] = FRAMES["report_parts"]
FRAMES["families/challenge_tables"] = (
    f"{_EVENT}| {{}} | Owner |\n|---|---|\n| Homes | Amy North (Alder Trust) |\n| Work | Bo West (Cedar CIC) |\n\n",
    f"{_EVENT}| {{}} | Challenge | Owner |\n|---|---|---|\n| 7 | Homes | Amy North (Alder Trust) |\n\n",
    f"{_EVENT}| {{}} | Title |\n|---|---|\n| Ten | Homes |\n| Noon | Work |\n\n",
)


def stated(document: str) -> tuple[list[str], list[str]]:
    """Return all nodes and links that a document states."""
    facts = extract(read("frame.md" if "# " in document else "frame.txt", document.encode())).bundle.facts
    return sorted(map(repr, facts.nodes.values())), sorted(map(repr, facts.links.values()))


@contextmanager
def without(one: Lexicon, entry: Entry) -> Iterator[None]:
    """Read without an entry meanwhile."""
    everything = one.entries
    one.entries = [other for other in everything if other is not entry]
    one.prepare()
    try:
        yield
    finally:
        one.entries = everything
        one.prepare()


def is_needed(one: Lexicon, entry: Entry) -> bool:
    """Whether something else is stated without an entry, in a document with its example."""
    for frame in FRAMES.get(one.name, FAMILY):
        document = frame.replace("{}", entry.example)
        read_with = stated(document)
        with without(one, entry):
            if stated(document) != read_with:
                return True
    return False
