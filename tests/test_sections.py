"""The tree of sections: which part a heading plays, in layouts that have little in common."""

import pytest

from loaders.blocks import Kind
from loaders.extract import extract
from loaders.formats.markdown import read_markdown
from loaders.formats.text import read_text
from loaders.sources import read
from loaders.structure.cues import inside, outside
from loaders.structure.outline import outline
from loaders.structure.sections import Role, Section
from schema.nodes import Insight

LEVELLED = """# Harbour Forum 2031

## What we learned

### Trust comes first

Everybody said so, at every table, before and after lunch.

## Knot 1: Homes for carers (supported housing)

**Topic:** supported housing

Untied by: Ada North (Director, Alder Trust)

### Why it matters

There are too few homes, and those that there are cost more than a carer earns in the whole of a month.

### What the table proposed

- **Buy one:** start with a single house and learn from it.
- Rent two.

### Seen elsewhere

Look at the Dale Homes project.

## Knot 2: Work for all

Untied by: Ben South (Partner, Birch LLP)

### Why it matters

Work is scarce, and those who have it are tired of hearing that there is more of it in the next town along.

### What the table proposed

#### Grow a bakery

Bread is work, and people like it.

#### Mend bicycles

So is mending, and everybody has something to mend.

## Who came

- Alder Trust
- Birch LLP
"""

PLAIN = """HARBOUR FORUM 2031

Challenge area: homes – a place for carers

Challenge owner:

Ada North, Director, Alder Trust

Challenge summary:

There are too few homes, and those that there are cost more than a carer earns in the whole of a month.

Ideas

Buy one house

Start with a single house and learn from what goes wrong in it, year by year and room by room.

Inspiration

The Dale Homes project was praised by all, and two people at the table had been to see it for themselves.

Rent two houses

Then rent two more, so that nobody waits while the first is being mended by the people who will live in it.

Challenge area: work – jobs for all who want one

Challenge owner:

Ben South, Partner, Birch LLP

Ideas

North table

1. Bake.
2. Mend.

South table

1. Sew.
"""


def tree(section: Section) -> list[tuple[str, str]]:
    return [(s.role.value, s.title) for s in section.walk()]


def levelled() -> Section:
    return outline(read_markdown(LEVELLED, name="forum.md", sha256="0" * 64))


def test_headings_with_levels() -> None:
    root = levelled()
    assert [c.title for c in root.find(Role.CHALLENGE)] == ["Homes for carers (supported housing)", "Work for all"]
    first, second = root.find(Role.CHALLENGE)
    assert {c.role for c in first.children} >= {Role.TOPIC, Role.SUMMARY, Role.IDEAS, Role.EXAMPLES}
    assert [s.title for s in second.find(Role.IDEA)] == ["Grow a bakery", "Mend bicycles"]
    assert [s.title for s in root.find(Role.INSIGHT)] == ["Trust comes first"]
    assert len(root.find(Role.ATTENDEES)[0].body) == 2


def test_headings_that_only_look_so() -> None:
    root = outline(read_text(PLAIN, name="forum.txt", sha256="0" * 64))
    first, second = root.find(Role.CHALLENGE)
    assert [(s.role, s.title) for s in first.find(Role.IDEAS)[0].children] == [
        (Role.IDEA, "Buy one house"),
        (Role.EXAMPLES, "Inspiration"),
        (Role.IDEA, "Rent two houses"),
    ]
    assert [s.title for s in second.find(Role.GROUP)] == ["North table", "South table"]


def test_every_block_stands_in_exactly_one_section() -> None:
    for text in (
        read_text(PLAIN, name="forum.txt", sha256="0" * 64),
        read_markdown(LEVELLED, name="f.md", sha256="0" * 64),
    ):
        placed = outline(text).all_blocks()
        assert sorted(b.start for b in placed) == [b.start for b in text.blocks]


def test_text_that_stands_twice_is_noise() -> None:
    words = (
        "The day was long and the soup was good, and nobody who came to it went home without a plan for the year. " * 3
    )
    root = outline(read_text(f"{words}\n\n{words}\n", name="twice.txt", sha256="0" * 64))
    assert [len(s.blocks) for s in root.find(Role.NOISE)] == [1]


def test_labels_that_share_one_line() -> None:
    source = (
        "Challenge 1: Homes\n\nTopic: homelessness Owner: Ada North (Director, Alder Trust) "
        "Supporter: Ben South (Birch LLP)\n\n"
        "Ideas:\n\n1. Buy.\n2. Rent.\n\n"
        "Challenge 2: Work\n\nIdeas:\n\n1. Bake bread for the whole of the town.\n2. Mend whatever comes in.\n"
    )
    root = outline(read_text(source, name="one.txt", sha256="0" * 64))
    roles = [c.role for c in root.find(Role.CHALLENGE)[0].children]
    assert roles == [Role.TOPIC, Role.OWNERS, Role.SUPPORTERS, Role.IDEAS]


def test_cues_know_a_part_in_many_words() -> None:
    assert {inside(h) for h in ("Challenge owners:", "Led by", "Problem owner", "Mission lead", "Table host")} == {
        "owners"
    }
    assert {inside(h) for h in ("Proposals", "What could we do?", "What the table suggested", "Our ideas")} == {"ideas"}
    assert {inside(h) for h in ("Inspiration", "What's working elsewhere", "Seen elsewhere", "Case study: Dale")} == {
        "examples"
    }
    assert {outside(h) for h in ("Who came", "Organisations represented", "In the room", "Attendees")} == {"attendees"}
    assert {outside(h) for h in ("Since last year", "What happened next", "One year on")} == {"initiatives"}
    assert inside("Grow a bakery") is None
    assert outside("Grow a bakery") is None


def test_a_list_of_contents_opens_no_challenge() -> None:
    body = "\n\n".join(
        f"Challenge {n}: {title}\n\nChallenge owner:\n\nAda North, Director, Alder Trust\n\n"
        f"Ideas:\n\n1. {'Do what can be done at once. ' * 8}"
        for n, title in ((1, "Homes"), (2, "Work"))
    )
    root = outline(
        read_text(f"Contents\n\nChallenge 1: Homes\n\nChallenge 2: Work\n\n{body}", name="toc.txt", sha256="0" * 64)
    )
    challenges = root.find(Role.CHALLENGE)
    assert [c.title for c in challenges] == ["Homes", "Work"]
    assert all(any(b.kind is Kind.ITEM for b in c.all_blocks()) for c in challenges)


TAKEAWAYS = """# Dale Food Forum

The Dale Food Forum took place on 11 May 2031 in Ely.

{lead}

{first}

Growers do well when they listen to cooks.

{second}

Nobody can weigh what nobody counts.

{after}

A second forum is planned.
"""


@pytest.mark.parametrize(
    ("lead", "first", "second", "after"),
    [
        ("Here are my two takeaways:", "## 1) Listen to cooks", "## 2) Count what is eaten", "## What is next?"),
        ("There was much talk. The key points were:", "##1. Listen to cooks", "##2. Count what is eaten", "## Thanks"),
        (
            "## Participant feedback",
            "### Listen to cooks",
            "### Count what is eaten",
            "## Action items and recommendations",
        ),
        ("Several themes emerged:", "- Listen to cooks", "- Count what is eaten", "## Afterwards"),
        ("## Open questions", "- Listen to cooks", "- Count what is eaten", "## Contact"),
    ],
)
def test_lessons_follow_a_line_or_heading_that_announces_them(lead: str, first: str, second: str, after: str) -> None:
    text = TAKEAWAYS.format(lead=lead, first=first, second=second, after=after)
    if first.startswith("-"):
        text = text.replace("\n\nGrowers do well when they listen to cooks.", "")
    facts = extract(read("forum.md", text.encode())).bundle.facts
    assert {n.title for n in facts.nodes.values() if isinstance(n, Insight)} == {
        "Listen to cooks",
        "Count what is eaten",
    }


def test_what_a_heading_asks_for_is_no_lesson() -> None:
    text = TAKEAWAYS.format(
        lead="## What is needed?\n\nKey points were:", first="- Open the mill", second="- Buy scales", after="## End"
    )
    facts = extract(read("forum.md", text.encode())).bundle.facts
    assert not [n for n in facts.nodes.values() if isinstance(n, Insight)]


def test_parts_at_the_level_of_their_challenges_belong_to_them() -> None:
    text = """# Dale Day 2031

Dale Day 2031 took place on 4 May 2031 in Ely.

## Challenge: Warm rooms

## Challenge owners

- Ada North, Chief Executive, Alder Trust

## Ideas

1. Open the library late.

## Challenge: Short ways

## Challenge owners

- Ben Castle, Director, Birch County Council

## Ideas

1. Lend bicycles.
2. Paint the crossings.

## Recommendations to all

- Meet again.
"""
    facts = extract(read("day.md", text.encode())).bundle.facts
    owned = {(k[1], k[2]) for k in facts.links if k[0] == "OWNS" and k[1].startswith("person")}
    assert owned == {
        ("person/ada-north", "challenge/dale-day-2031/warm-rooms"),
        ("person/ben-castle", "challenge/dale-day-2031/short-ways"),
    }
    assert sum(k[0] == "ADDRESSES" for k in facts.links) == 3
