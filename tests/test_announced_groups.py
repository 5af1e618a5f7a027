"""What a heading or line announces, whatever form it has: headings, lines or paragraphs in bold, a list, rows of a table."""

from collections.abc import Callable

import pytest
from stated import titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Addresses, ProposedAt
from schema.nodes import Challenge, Idea

HEAD = "# Staithe Workshop\n\nIt met on 9 June 2031 in the Malt House, Ely.\n\n"
TOLD = {"A night bus": "It would run until five.", "A warm room": "The chapel would lend it."}
Form = Callable[[dict[str, str]], str]
FORMS: dict[str, Form] = {
    "headings": lambda told: "".join(f"### {title}\n\n{text}\n\n" for title, text in told.items()),
    "lines in bold": lambda told: "".join(f"**{title}**\n\n{text}\n\n" for title, text in told.items()),
    "paragraphs": lambda told: "".join(f"**{title}.** {text}\n\n" for title, text in told.items()),
    "items": lambda told: "".join(f"- **{title}**: {text}\n" for title, text in told.items()) + "\n",
    "rows": lambda told: "| Idea | Why |\n|---|---|\n" + "".join(f"| {a} | {b} |\n" for a, b in told.items()) + "\n",
}
forms = pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
TAIL = "## Thanks\n\nTo all who came.\n"


def reading(text: str) -> Extraction:
    return extract(read("notes.md", text.encode()))


def proposed(found: Extraction) -> set[str]:
    nodes = found.bundle.facts.nodes
    ideas = (nodes[link.source] for link in found.bundle.facts.links.values() if isinstance(link, ProposedAt))
    return {idea.title or idea.text for idea in ideas if isinstance(idea, Idea)}


@forms
@pytest.mark.parametrize(
    "over", ["Proposed solutions", "Recommendations", "Generated approaches", "Solutions proposed"]
)
def test_a_heading_announces_proposals(form: Form, over: str) -> None:
    assert proposed(reading(f"{HEAD}## {over}\n\nThese were drawn up after lunch.\n\n{form(TOLD)}{TAIL}")) == set(TOLD)


@forms
@pytest.mark.parametrize(
    "line", ["The workshop recommended:", "Suggestions included:", "The teams built these prototypes:"]
)
@pytest.mark.parametrize("over", ["Work in small groups", "The afternoon"])
def test_a_line_announces_proposals(form: Form, line: str, over: str) -> None:
    found = reading(f"{HEAD}## {over}\n\n{line}\n\n{form(TOLD)}{TAIL}")
    assert proposed(found) == set(TOLD)
    assert not titles_of(found, Challenge)  # that groups met is none


def test_headings_that_sort_proposals_or_stand_below_a_documents_title_are_none() -> None:
    sorted_ = (
        "## Recommendations\n\n### For towns\n\n- Lend a hall.\n- Mend the roof.\n\n### For others\n\n- Ask us.\n\n"
    )
    assert proposed(reading(HEAD + sorted_ + TAIL)) == {"Lend a hall.", "Mend the roof.", "Ask us."}
    titled = HEAD.replace("# Staithe Workshop", "# Recommendations from the Staithe Workshop")
    assert not proposed(reading(f"{titled}## How we met\n\nIn May.\n\n## How we chose\n\nBy vote.\n\n"))


def test_a_table_of_who_showed_something_holds_none() -> None:
    shown = "| Company | Details |\n|---|---|\n| Elm Systems | A bed that turns. |\n| Fir Rotas | A rota. |\n\n"
    assert not proposed(reading(f"{HEAD}## Stands\n\nThese solutions were presented:\n\n{shown}{TAIL}"))


def challenges(text: str) -> set[str]:
    return titles_of(reading(text), Challenge)


@forms
@pytest.mark.parametrize(
    "over", ["Challenge statements", "Breakout topics", "Topics discussed", "Roundtable questions"]
)
def test_a_heading_announces_what_groups_worked_on(form: Form, over: str) -> None:
    assert challenges(
        f"{HEAD}## {over}\n\nEach was written on a sheet.\n\n{form(TOLD).replace('Idea', 'Topic')}{TAIL}"
    ) == set(TOLD)


@forms
@pytest.mark.parametrize(
    "line",
    [
        "Four questions were put to the tables:",
        "The breakout groups covered these areas:",
        "The challenges presented on the day were:",
        "Tables of eight sat together. The day was organised around two themes.",
    ],
)
def test_a_line_announces_what_groups_worked_on(form: Form, line: str) -> None:
    assert challenges(f"{HEAD}## The afternoon\n\n{line}\n\n{form(TOLD).replace('Idea', 'Topic')}{TAIL}") == set(TOLD)


@pytest.mark.parametrize(
    "line", ["- {}", "- **{}**", "**{}.** It would run until five.", "{}", "| {} | Elm Trust |"], ids=str
)
@pytest.mark.parametrize("word", ["Challenge", "Problem statement", "Theme"])
def test_lines_that_count_challenges(line: str, word: str) -> None:
    mark = "|" if line.startswith("|") else ":"
    table = "| No | Led by |\n|---|---|\n" if mark == "|" else ""
    lines = (line.format(f"{word} {n}{mark} {title}") for n, title in enumerate(TOLD, 1))
    page = f"{HEAD}## The afternoon\n\nPeople sat in groups of ten.\n\n{table}"
    page += ("\n" if line[0] in "-|" else "\n\n").join(lines)
    assert challenges(f"{page}\n\n{TAIL}") == set(TOLD)


@pytest.mark.parametrize(
    "page",
    [
        "## Topics\n\n{}## Important dates\n\n- Submit by May\n",
        "## Questions\n\n### Who can come?\n\nAnybody.\n\n### Is there tea?\n\nYes.\n\n",
        "This report covers the following topics:\n\n{}",
        "The training covers the following areas:\n\n{}",
        "## Our solutions\n\n### Elm Systems\n\nIt sells beds.\n\n### Fir Rotas\n\nIt sells rotas.\n\n",
        "- Question 1: When was the pier built?\n- Question 2: Who built it?\n\n",
        "## Challenges and advice\n\n### Late trains\n\nThey ran late.\n\n### Rain\n\nIt rained.\n\n",
    ],
)
def test_what_groups_did_not_take_up_is_none(page: str) -> None:
    found = reading(HEAD + page.format(FORMS["items"](TOLD)) + TAIL)
    assert not titles_of(found, Challenge) and not titles_of(found, Idea)


def test_situations_and_briefs_are_taken_up_and_suggestions_and_concepts_proposed() -> None:
    page = (
        "## Group work\n\nGroups were asked to think about one of these situations:\n\n- A lost hat\n- A wet floor\n\n"
    )
    page += "## Agreed suggestions\n\n- Lend hats.\n- Mop at noon.\n\n"
    found = reading(HEAD + page)
    assert titles_of(found, Challenge) == {"A lost hat", "A wet floor"}
    assert proposed(found) == {"Lend hats.", "Mop at noon."}
    told = "Participants worked on two briefs: a wall to sit on and shelter from the wind.\n\nEmerging concepts:\n\n"
    found = reading(f"{HEAD}{told}- **Oak steps**: seats.\n- **Shells**: of sand.\n\n")
    assert titles_of(found, Challenge) == {"A wall to sit on", "Shelter from the wind"}
    assert proposed(found) == {"Oak steps", "Shells"}


def test_a_documents_title_announces_counted_headings_and_a_table_says_so_itself() -> None:
    titled = HEAD.replace("# Staithe Workshop", "# Staithe Workshop: what people recommended")
    assert proposed(reading(f"{titled}## 1. Benches\n\nOn all paths.\n\n## 2. Lamps\n\nBy the steps.\n\n")) == {
        "Benches",
        "Lamps",
    }
    table = "| Team | Solution |\n|---|---|\n| Blue | A wall that answers. |\n| Red | A choir finder. |\n\n"
    assert proposed(reading(f"{HEAD}## Teams\n\n{table}{TAIL}")) == {"A wall that answers.", "A choir finder."}


def test_questions_that_part_one_discussion_and_sessions_that_somebody_leads_are_no_challenges() -> None:
    page = "We looked at two questions:\n\n### What is the problem?\n\n- Deposits\n\n### What should we try?\n\n- A loan\n\n"
    found = reading(f"{HEAD}## Notes\n\n{page}")
    assert not titles_of(found, Challenge)
    assert proposed(found) == {"A loan"}
    led = "".join(
        f"### Workshop {n}: {t}\n\nLed by Ada North, Elm Trust\n\n" for n, t in (("A", "Knots"), ("B", "Fires"))
    )
    assert not titles_of(reading(f"{HEAD}## Workshops\n\n{led}"), Challenge)


def test_headings_behind_a_sentence_are_what_it_names_only_where_it_counts_them() -> None:
    told = "## Panels\n\nMany ideas were raised by the groups. Lunch was late.\n\n"
    told += "### The second panel\n\nIt met.\n\n### Lunch\n\nSoup.\n\n"
    raised = told.replace(" Lunch was late.", "")
    assert not proposed(reading(HEAD + told)) and not proposed(reading(HEAD + raised))
    assert proposed(reading(HEAD + raised.replace("Many", "Two"))) == {"The second panel", "Lunch"}
    met = raised.replace("Many ideas were raised by the groups", "The groups talked about these topics")
    assert not challenges(HEAD + met)
    assert challenges(HEAD + met.replace("these", "these two")) == {"The second panel", "Lunch"}


def test_themes_that_a_line_counts_are_challenges_and_what_stands_below_them_their_ideas() -> None:
    page = (
        "# Vale Ideas Day\n\nThe day was held on 18 May 2031 in Ipswich.\n\n"
        "Groups wrote 4 project proposals within {} policy themes, from a map of benches to a loan of tools:\n\n"
        "- Getting about\n  - Bench map\n  - Bus times by text\n- Growing up\n  - Night library\n  - Shared minibus\n"
    )
    facts = extract(read("day.md", page.format("two").encode())).bundle.facts
    tied = {
        (link.source.split("/")[-1], link.target.split("/")[-1])
        for link in facts.links.values()
        if isinstance(link, Addresses)
    }
    assert tied == {
        ("bench-map", "getting-about"),
        ("bus-times-by-text", "getting-about"),
        ("night-library", "growing-up"),
        ("shared-minibus", "growing-up"),
    }
    facts = extract(read("day.md", page.format("three").encode())).bundle.facts
    assert not any(isinstance(node, Challenge) for node in facts.nodes.values())


@pytest.mark.parametrize(
    "listed",
    [
        "1. As a group, choose a street.\n2. Discuss whom to ask.\n3. Based on your street, draw a map.\n",
        '**Quotable:** "Boats are slow."\n\n- Watch the talk\n',
    ],
)
def test_tasks_of_an_exercise_and_lists_of_several_kinds_are_no_challenges(listed: str) -> None:
    line = "Groups took up these questions:"
    assert not titles_of(reading(f"{HEAD}## The afternoon\n\n{line}\n\n{listed}\n{TAIL}"), Challenge)
    named = (
        listed.replace("As a group, choose", "Choose")
        .replace("Discuss", "Find")
        .replace("Based on your street, draw", "Draw")
    )
    assert named == listed or titles_of(reading(f"{HEAD}## The afternoon\n\n{line}\n\n{named}\n{TAIL}"), Challenge)
