"""Lists of people whose form, not the single line, says what their entries hold; and near misses that print something else."""

import pytest
from stated import employers, names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt
from schema.nodes import Organisation, Person

PEOPLE = (
    ("Ada Marlow", "Chief Executive", "Quill Trust"),
    ("Ben Castle", "Creative Director", "Harrow Lane Studios"),
    ("Carla Denby", "Head of Housing", "Fenmoor Council"),
    ("Dev Patel", "Founder", "Koru"),
    ("Erin Walsh", "Professor of Public Policy", "University of Elmford"),
    ("Farid Nasser", "Senior Adviser", "Tidewell Partners"),
)
WORK = {f"{name} -> {body} | {office}" for name, office, body in PEOPLE}
WORK_ALONE = {f"{name} -> {body}" for name, _, body in PEOPLE}
TALKS = (
    "Rethinking Local Care",
    "Homes for Everyone",
    "Data Sharing in Practice",
    "Why Councils Fail",
    "Building Community Wealth",
    "From Pilot to Policy",
)
TOLD = "The Harbour Forum 2031 took place on 7 May 2031 in Ipswich."


def html(heading: str, body: str) -> Extraction:
    page = f"<html><body><h1>Harbour Forum 2031</h1><p>{TOLD}</p><h2>{heading}</h2>{body}</body></html>"
    return extract(read("forum.html", page.encode()))


def markdown(heading: str, body: str) -> Extraction:
    return extract(read("forum.md", f"# Harbour Forum 2031\n\n{TOLD}\n\n## {heading}\n\n{body}\n".encode()))


def items(form: str) -> str:
    return "<ul>" + "".join(f"<li>{form.format(n=n, r=r, b=b)}</li>" for n, r, b in PEOPLE) + "</ul>"


def each(form: str) -> str:
    return "".join(form.format(n=n, r=r, b=b) for n, r, b in PEOPLE)


@pytest.mark.parametrize("heading", ["Speakers", "Participants", "Our board"])
@pytest.mark.parametrize(
    "body",
    [
        items("<span>{n}</span> {r}, {b}"),
        items("<strong>{n}</strong> {r}, {b}"),
        items("<a href='/p'>{n}</a> {r}, {b}"),
        items("<a href='/p'>{n}</a> {r} {b}"),
        items("{n} <em>{r}, {b}</em>"),
        items("{n}<br>{r}<br>{b}"),
        items("<b>{n}</b><br>{r}, {b}"),
        items("{n}, {b}, {r}"),
        items("{n}, {r} ({b})"),
        items("{r}: {n}, {b}"),
        each("<p><strong>{n}</strong> {r}, {b}</p>"),
        each("<p><strong>{n}</strong> {r} {b}</p>"),
        each("<h3>{n}</h3><p>{r}</p><p>{b}</p>"),
        each("<h3>{n}</h3><p>{b}</p><p>{r}</p>"),
        each("<div><div>{n}</div><div>{r}</div><div>{b}</div></div>"),
        "<dl>" + each("<dt>{n}</dt><dd>{r}</dd><dd>{b}</dd>") + "</dl>",
        "<table>" + each("<tr><td>{n}</td><td>{r}, {b}</td></tr>") + "</table>",
        "<table><tr><th>Name</th><th>Position</th></tr>"
        + each("<tr><td>{n}</td><td>{r}<br>{b}</td></tr>")
        + "</table>",
        "<table>" + each("<tr><td>7</td><td>{n}<br>{r}<br>{b}</td></tr>") + "</table>",
    ],
)
def test_a_list_says_by_its_form_what_stands_behind_its_names(heading: str, body: str) -> None:
    found = html(heading, body)
    assert employers(found) == WORK
    assert names_of(found, Person) == {name for name, _, _ in PEOPLE}
    assert names_of(found, Organisation) == {body for _, _, body in PEOPLE}


@pytest.mark.parametrize(
    "body",
    [
        items("<strong>{n}</strong> {b}"),
        items("{n} <em>{b}</em>"),
        each("<p><strong>{n}</strong> {b}</p>"),
        each("<h3>{n}</h3><p>{b}</p>"),
    ],
)
def test_bodies_alone_behind_names_that_are_set_apart(body: str) -> None:
    assert employers(html("Panel", body)) == WORK_ALONE


@pytest.mark.parametrize("form", ["{} – {}", "{}: {}", "<strong>{}</strong> {}", "<a href='/t'>{}</a> – {}"])
@pytest.mark.parametrize("heading", ["Programme", "Talks", "Our day"])
def test_titles_of_talks_employ_nobody(form: str, heading: str) -> None:
    lines = (form.format(name, title) for (name, _, _), title in zip(PEOPLE, TALKS, strict=True))
    found = html(heading, "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>")
    assert employers(found) == set()
    assert not names_of(found, Organisation) & set(TALKS)


def test_semicolons_part_the_entries_of_a_paragraph() -> None:
    found = markdown("Steering group", "Hugh Tran, Larch Housing; Ivy Stone, Elm Foundation; and Jack Moss, Oakline.")
    assert employers(found) == {"Hugh Tran -> Larch Housing", "Ivy Stone -> Elm Foundation", "Jack Moss -> Oakline"}


@pytest.mark.parametrize(
    "below",
    [
        "### Quill Trust\n\n{}\n\n### Fenmoor Council\n\n{}\n\n### Koru\n\n{}",
        "- Quill Trust\n    - {}\n- Fenmoor Council\n    - {}\n- Koru\n    - {}",
    ],
)
def test_people_under_the_names_of_bodies_are_theirs(below: str) -> None:
    found = markdown(
        "Acknowledgements", below.format("Ada Marlow, Dr Ben Castle, Mrs Jo Law", "Dev Patel", "Erin Walsh")
    )
    assert employers(found) == {
        "Ada Marlow -> Quill Trust",
        "Ben Castle -> Quill Trust",
        "Jo Law -> Quill Trust",
        "Dev Patel -> Fenmoor Council",
        "Erin Walsh -> Koru",
    }


def test_people_under_headings_that_are_no_bodies_are_nobodys() -> None:
    below = "### Homes\n\n- Ada Marlow\n- Ben Castle\n\n### Quill Trust Room\n\n- Dev Patel\n- Erin Walsh"
    assert employers(markdown("Groups", below)) == set()


def test_what_goes_on_about_somebody_in_sentences_is_no_entry() -> None:
    lines = (f"- **{name}** grew up in Ipswich and has worked there ever since." for name, _, _ in PEOPLE)
    assert employers(markdown("People", "\n".join(lines))) == set()


@pytest.mark.parametrize(
    "line",
    ["- {b} / {n}", "- {b}: {n}, {r}", "- {b} – {n} ({r})", "- {n} / {b}", "- {n}; {b}", "- Welcome – {n}, {r}, {b}"],
)
def test_names_stand_behind_bodies_and_at_the_ends_of_lines_too(line: str) -> None:
    found = markdown("Who was there", "\n".join(line.format(n=n, r=r, b=b) for n, r, b in PEOPLE))
    assert {said.partition(" | ")[0] for said in employers(found)} == WORK_ALONE
    assert names_of(found, Organisation) == {body for _, _, body in PEOPLE}


def test_the_body_below_a_name_with_its_office() -> None:
    assert employers(html("Speakers", each("<p><strong>{n}</strong>, {r}<br>{b}</p>"))) == WORK


def test_the_next_of_a_list_is_nothing_below_a_name() -> None:
    lines = "- **Ada Marlow**, Director\n- **Ben Castle**, Head of Homes\n- **Qwyn Ystrad**, Adviser, Quill Trust\n- Jo Law, Chair"
    assert employers(markdown("Board", lines)) == {"Qwyn Ystrad -> Quill Trust | Adviser"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ('Robert "Bob" Turner OBE, Chair, Quill Trust', {'Robert "Bob" Turner'}),
        ("Cllr Elizabeth (Liz) Harmer, Quill Trust", {"Elizabeth (Liz) Harmer"}),
        ("Sir Peter Hale KCB, Quill Trust", {"Sir Peter Hale"}),
        ("Dev Patel MSc, Quill Trust", {"Dev Patel"}),
    ],
)
def test_what_somebody_is_called_is_of_the_name_and_letters_behind_it_are_not(line: str, names: set[str]) -> None:
    found = markdown("Members", f"- {line}")
    assert names_of(found, Person) == names
    assert {said.split(" | ")[0] for said in employers(found)} == {f"{name} -> Quill Trust" for name in names}


def test_initials_behind_a_form_of_address_are_a_name() -> None:
    words = "Present: Cllr J Smith (Chair), Cllr A. Brown, Cllr D.M. Green, Mr R. White (Clerk)\n\nCllr Brown spoke of rain."
    assert names_of(markdown("Minutes", words), Person) == {"J Smith", "A. Brown", "D.M. Green", "R. White"}
    several = markdown("Minutes", "Present: Councillors J. Smith (Chairman), A. Brown, P. Jones and D. Green")
    assert names_of(several, Person) == {"J. Smith", "A. Brown", "P. Jones", "D. Green"}
    assert names_of(several, Organisation) == set()


def test_cells_that_are_cards_are_read_line_by_line() -> None:
    rows = "".join(
        "<tr>" + "".join(f"<td>{n}<br>{r}<br>{b}</td>" for n, r, b in PEOPLE[at : at + 3]) + "</tr>" for at in (0, 3)
    )
    assert employers(html("Speakers", f"<table>{rows}</table>")) == WORK


def test_parks_and_projects_are_nobody() -> None:
    places = ("Victoria Park", "Charlotte Street", "Albert Square", "Chester Gardens", "Grace Project")
    found = markdown("Sites", "\n".join(f"- **{name}** Fenmoor Council" for name in places))
    assert names_of(found, Person) == set()


@pytest.mark.parametrize(
    "line",
    [
        "{family}, {given} – {body}",
        "{given} {family} – {body}",
        "{capitals}, {given} – {body}",
        "{capitals}, {given}\t{body}",
    ],
)
def test_surnames_may_stand_first_before_a_dash_or_a_gap(line: str) -> None:
    listed = [
        (name.split()[1], name.split()[0], body)
        for name, _, body in PEOPLE
        if body in ("Quill Trust", "Fenmoor Council", "University of Elmford")
    ]
    lines = [
        line.format(family=family, given=given, capitals=family.upper(), body=body) for family, given, body in listed
    ]
    mark = "" if "\t" in line else "- "
    text = "Delegates\n\nHarbour Convention, Ipswich, 3-4 July 2031\n\n" + "".join(f"{mark}{one}\n" for one in lines)
    found = extract(read("list.txt", text.encode()))
    assert employers(found) == {f"{given} {family} -> {body}" for family, given, body in listed}
    bodies = {n.name for n in found.bundle.facts.nodes.values() if isinstance(n, Organisation)}
    assert bodies == {body for _, _, body in listed}


CARDS = """### {}
**Director, Rivers and Coasts**
Elm River Trust

### {}
**Senior Lecturer in Hydrology, University of Elmford**

### {}
**Head of Programmes: The North**
Quill Trust

### {}
**Manager, Harrow Foods Ltd.**
"""
CARD_WORK = (
    "Elm River Trust | Director, Rivers and Coasts",
    "University of Elmford | Senior Lecturer in Hydrology",
)


def test_offices_in_bold_below_headed_names_are_theirs() -> None:
    names = ("Ada Marlow", "Sir Ben Castle", "Carla Denby", "Dev Patel")
    said = employers(markdown("Speakers", CARDS.format(*names)))
    assert {f"{name} -> {work}" for name, work in zip(names, CARD_WORK, strict=False)} <= said
    assert {line for line in said if "Patel" in line} == {"Dev Patel -> Harrow Foods Ltd | Manager"}


def test_names_that_nobody_knows_are_people_where_offices_stand_below_most() -> None:
    names = ("Ada Marlow", "Thandeka Molefe", "Kulwinder Osei-Marsh", "Ben Castle")
    said = employers(markdown("Speakers", CARDS.format(*names)))
    assert "Thandeka Molefe -> University of Elmford | Senior Lecturer in Hydrology" in said


def test_two_people_below_a_heading_each_need_an_office_in_a_known_body() -> None:
    cards = "### Ada Marlow\n\nHead of Homes, Fenmoor Council\n\n### Ben Castle\n\nA quiet afternoon by the sea\n"
    assert employers(markdown("Who is who", cards)) == {"Ada Marlow -> Fenmoor Council | Head of Homes"}


def test_the_next_person_s_line_ends_what_stands_below_a_name() -> None:
    lines = "* {}  \nManager, Elm Trust\n* {}  \nCTO, QUILL\n* {}  \nDirector, Fir Agency\n* Moderator: {}\n"
    said = employers(markdown("Panel", lines.format("Ada Marlow", "Carla Denby", "Dev Patel", "Ben Castle")))
    assert said == {
        "Ada Marlow -> Elm Trust | Manager",
        "Carla Denby -> QUILL | CTO",
        "Dev Patel -> Fir Agency | Director",
    }


NOTES = """Harbour Forum – Speaker biographies

Ipswich, 7 May 2031

**Ada Marlow, Tree Officer, Fenmoor Council**
Ada has looked after the town's trees since 2004.

**Prof. Ben Castle, University of Elmford**
Ben is an accountant and a trustee of the Quill Trust.

**Cat Denby, Founder, Street Orchard Project CIC**
Cat was a teacher for ten years.
"""


def test_a_line_in_bold_ends_where_the_note_on_its_person_begins() -> None:
    found = extract(read("notes.md", NOTES.encode()))
    assert employers(found) == {
        "Ada Marlow -> Fenmoor Council | Tree Officer",
        "Ben Castle -> University of Elmford",
        "Ben Castle -> Quill Trust | trustee",
        "Cat Denby -> Street Orchard Project CIC | Founder",
    }
    spoke = {link.source for link in found.bundle.facts.links.values() if isinstance(link, SpokeAt)}
    assert spoke == {"person/ada-marlow", "person/ben-castle", "person/cat-denby"}


def test_the_lines_of_a_cell_are_people_of_their_own() -> None:
    heads = "<tr><th>Time</th><th>Session</th><th>Speaker(s)</th></tr>"
    first = "<tr><td>9:00</td><td>Books</td><td>Ada Marlow, author<br>Ben Castle, Quill Trust</td></tr>"
    other = "<tr><td>10:00</td><td>Maps</td><td>Carla Denby, Fenmoor Council</td></tr>"
    said = employers(html("Programme", f"<table>{heads}{first}{other}</table>"))
    assert said == {"Ben Castle -> Quill Trust", "Carla Denby -> Fenmoor Council"}


def test_a_line_more_below_some_names_moves_no_body() -> None:
    names = ("Ada North", "Ben Moss", "Clara West", "Dan Hill")
    below = [
        ["Head of Salt", "Baker", "Alder Trust"],
        ["Baker", "Birch College"],
        ["Miller", "Koru, Ely"],
        ["Miller", "Elm Mill Trust"],
    ]
    body = "".join(f"<h4>{n}</h4><p><b>{'</b><br>'.join(b)}</p>" for n, b in zip(names, below, strict=True))
    assert employers(html("Committee", body)) >= {
        "Ada North -> Alder Trust | Head of Salt",
        "Ben Moss -> Birch College",
    }


def test_brackets_behind_most_of_many_names_hold_bodies_and_those_of_few_need_not() -> None:
    who = [
        "Ada North",
        "Ben Castle",
        "Carla Denby",
        "David Patel",
        "Erin Walsh",
        "Farid Nasser",
        "Takio Yamaoka",
        "Yun Kuroda",
    ]
    bodies = ["Koru", "Vexel", "Denso", "Fermata", "Ryndal", "Geonix", "Lumo", "Tarn"]
    lines = [f"- {name} ({body})" for name, body in zip(who, bodies, strict=True)]
    assert employers(markdown("Participants", "\n".join(lines))) >= {
        f"{n} -> {b}" for n, b in zip(who, bodies, strict=True)
    }
    assert employers(markdown("Thanks", "\n".join(lines[:3]))) == set()


def test_a_first_name_in_a_list_of_people_is_nobodys_employer() -> None:
    found = markdown("Present", "Ada North, Ben Castle, Carla Denby, Sheila, David Patel and Erin Walsh")
    assert names_of(found, Organisation) == set() == employers(found)


def test_an_address_below_a_name_has_offices_with_parts_of_bodies_and_towns() -> None:
    """The first body that is no part of one is meant; a second office begins another; a town is nobody."""
    below = (
        "**Dr Ada Marlow** \\\nDirector \\\nCentre for Tidal Studies \\\nUniversity of Elmford \\\nMadison, WI",
        "**Ms Carla Denby** \\\nChair \\\nFenmoor Council \\\nDean \\\nElmford School of Nursing \\\nLeeds, UK",
        "**Mr Dev Patel** \\\nFounder \\\nKoru \\\nBoston, MA",
    )
    found = markdown("Participants", "\n\n".join(below))
    assert employers(found) == {
        "Ada Marlow -> University of Elmford | Director",
        "Carla Denby -> Fenmoor Council | Chair",
        "Carla Denby -> Elmford School of Nursing | Dean",
        "Dev Patel -> Koru | Founder",
    }
    assert not {"WI", "Madison", "Boston", "MA", "Leeds", "Leeds, UK"} & names_of(found, Organisation)
