"""People whom running words name, with their offices and bodies, in the forms that English texts use; and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import WorksFor
from schema.nodes import Person

PEOPLE = (("Fiona", "Browning"), ("Ngozi", "Kerrigan-Low"), ("Zoë", "de Vries"), ("Rajesh", "Moss"))


def reading(words: str, ending: str = "md") -> Extraction:
    return extract(
        read(f"notes.{ending}", f"# Notes from the Vale\n\nIt rained.\n\n{words}\n\nIt rained again.\n".encode())
    )


def people(found: Extraction) -> set[str]:
    return {i.removeprefix("person/") for i in found.bundle.facts.nodes if i.startswith("person/")}


def employers(found: Extraction) -> set[tuple[str, str]]:
    ends = [(k.source, k.target) for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)]
    return {(person.removeprefix("person/"), body.removeprefix("organisation/")) for person, body in ends}


@pytest.mark.parametrize("person", PEOPLE, ids=" ".join)
@pytest.mark.parametrize(
    "form",
    [
        "{} from Quill Trust said that it works.",
        "“It works,” said {}, chief executive of Quill Trust.",
        "{} (Quill Trust) welcomed everybody.",
        "It was led by Quill Trust executive director {} last year.",
        "Quill Trust's chair {} agreed.",
        "The chair of Quill Trust, {}, agreed.",
        "{}, who chairs Quill Trust, agreed.",
        "{} is head of research and policy at Quill Trust.",
        "> “We need more of it.” *{}, Quill Trust*",
        "- Homes for all – {} (Quill Trust)",
        "### {}\n\nHead of Homes at Quill Trust",
    ],
)
def test_a_person_is_tied_to_the_body_beside_the_name(form: str, person: tuple[str, str]) -> None:
    found = reading(form.format(" ".join(person)))
    who = " ".join(person).lower().replace("ë", "e").replace(" ", "-")
    assert people(found) == {who}
    assert employers(found) == {(who, "quill-trust")}


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("We met Jacob Stelling in school.", {"jacob-stelling"}),
        ("Thanks go to Jo Marsh and Emily Warren.", {"jo-marsh", "emily-warren"}),
        ("We read the Martha Quill Review and walked to Victoria Park by Grace Road.", set()),
        ("The Financial Times and the Process Control group wrote about Dean Court.", set()),
        ("Will Plans change? Mark Making is fun, May Day is near, Christian Aid came.", set()),
    ],
)
def test_a_known_first_name_makes_a_person_and_no_thing_called_after_one(words: str, stated: set[str]) -> None:
    assert people(reading(words)) == stated


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        (
            "- Homes – Ada Quill and Rajesh Moss (Quill Trust)",
            {("ada-quill", "quill-trust"), ("rajesh-moss", "quill-trust")},
        ),
        (
            "- Homes – Rajesh Moss (Quill Trust and Larch Lane CIC)",
            {("rajesh-moss", "quill-trust"), ("rajesh-moss", "larch-lane")},
        ),
        ("We heard from Rajesh Moss from Leeds.", set()),
        ("Rajesh Moss is a friend of Social Care.", set()),
    ],
)
def test_bodies_that_are_shared_or_several_and_places_that_are_none(words: str, bodies: set[tuple[str, str]]) -> None:
    assert employers(reading(words)) == bodies


def test_a_page_of_html_with_a_front_matter_is_read_as_the_page_it_is() -> None:
    rows = "".join(f"<p>Row [{number}] tells nothing.</p>\n" for number in range(500))
    found = reading("")
    found = extract(
        read("page.md", f"---\ntitle: A walk\n---\n<p><strong>Chair:</strong> Jo Marsh</p>\n{rows}".encode())
    )
    assert people(found) == {"jo-marsh"}
    assert "<p>" not in found.context.text.text


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("Fern and Furrow is a charity for gardens.", {"fern-and-furrow"}),
        ("It was hosted by Quill Makers in spring.", {"quill-makers"}),
        (
            "We heard from organisations such as Mossway, Furrow Makers and Quillo.",
            {"mossway", "furrow-makers", "quillo"},
        ),
        ("Rajesh Moss is a trust officer. It was funded by Rajesh Moss. It was hosted by Leeds.", set()),
    ],
)
def test_a_body_is_told_by_how_its_name_is_used(words: str, bodies: set[str]) -> None:
    stated = {
        i.removeprefix("organisation/") for i in reading(words).bundle.facts.nodes if i.startswith("organisation/")
    }
    assert stated == bodies


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Fixit Fridays is a weekly service run by neighbours.", set()),
        ("Ishbel MacAskill is a director of Elm Trust.", {("ishbel-macaskill", "elm-trust")}),
        ("Ben Standish teaches planning at the University of Dundee.", {("ben-standish", "university-of-dundee")}),
        (
            "It was led by Dr Ada North at Elm Medical Practice with Quay Connections Dale.",
            {("ada-north", "elm-medical-practice")},
        ),
    ],
)
def test_what_a_sentence_says_that_somebody_is(sentence: str, expected: set[tuple[str, str]]) -> None:
    found = reading(sentence)
    assert employers(found) == expected
    assert people(found) == {who for who, _ in expected}


@pytest.mark.parametrize(
    "told",
    [
        "Wren Fialko, head of research at Quill Trust, agreed.",
        "Chip Okonsky is the director of Quill Trust.",
        "Zosia Kerrigow, our Head of Policy explains why.",
    ],
)
def test_an_office_that_no_body_has_shows_a_rare_name(told: str) -> None:
    assert len(people(reading(told))) == 1


@pytest.mark.parametrize(
    "told",
    [
        "Beyond Gamiflora: what a director should know of Quill Trust.",
        "Open Oakfield, partner of Quill Trust, agreed.",
        "Open Oakfield is a member of Quill Trust.",
    ],
)
def test_what_a_body_or_a_title_can_be_shows_nobody(told: str) -> None:
    assert not people(reading(told))


def test_a_name_ends_at_its_possessive_and_at_a_label() -> None:
    assert people(reading("It builds on Fiona Browning's Map of Elms.")) == {"fiona-browning"}
    assert people(reading("Contact: Fiona Browning Phone: 01632 960123 Email: fiona@quill.example")) == {
        "fiona-browning"
    }


def test_something_goes_to_somebody() -> None:
    assert people(reading("Gratitude was expressed to Guy Kerrigow for the stamps.")) == {"guy-kerrigow"}
    assert not people(reading("We walked on to Lincoln Hollow for the stamps."))


def test_a_profession_before_a_rare_name_shows_somebody() -> None:
    assert people(reading("The show is by the artist Kip Fulbrook.")) == {"kip-fulbrook"}
    assert not people(reading("With a loan from Elm Trust, Glasshouse Traders took a lease."))


def test_a_list_of_bodies_names_nobody() -> None:
    assert not people(reading("We thank the leaders at Cowork Quillvale, Elm College, Fir Foundation and others."))


def test_first_names_with_an_initial_are_people_where_a_line_lists_who_came() -> None:
    assert people(reading("- Meeting attendees: Laria R., Craig W., Nate Y. (by phone), Mike Z.")) == {
        "craig-w",
        "laria-r",
        "mike-z",
        "nate-y",
    }
    assert not people(reading("- Plans: Track A., Room B., Hall C., Vitamin D."))


def test_a_name_of_everyday_words_beside_an_office_is_a_body() -> None:
    found = reading(
        "The vote was moved by Mrs. Fiona Browning, Parish Manager, Social Development Commission – at last."
    )
    assert {person for person, _ in employers(found)} == {"fiona-browning"}


@pytest.mark.parametrize(
    "words",
    [
        "Osric Thrale's BSL tour of the hall closed the day.",
        "Osric Thrale’s fieldwork was paid for by the Quill Trust.",
        "Questions: Osric Thrale (osric@vale.test)",
        "Questions: Osric Thrale, o.thrale@vale.test",
    ],
)
def test_what_only_somebody_has_shows_a_rare_name(words: str) -> None:
    assert people(reading(words)) == {"osric-thrale"}


@pytest.mark.parametrize(
    "words",
    [
        "Osric Thrale's drainage was paid for by the Quill Trust.",
        "Bookings: Osric Thrale (office@thrale.test)",
        "Bookings: Osric Thrale (thrale@thrale.test)",
        "Bookings: Thrale Barn (barn@vale.test)",
    ],
)
def test_what_a_place_or_a_firm_has_too_shows_nobody(words: str) -> None:
    assert people(reading(words)) == set()


@pytest.mark.parametrize(
    "name",
    [
        "Siobhán Nic an t-Saoir",
        "Seán Mac an Ghoill",
        "Niamh Mhic an Ultaigh",
        "Brian Mac an tSaoir",
    ],
)
@pytest.mark.parametrize(
    "told", ["{}, Director, Elm Trust, agreed.", "{} of Elm Trust agreed.", "- {}, Clerk, Elm Trust"]
)
def test_an_irish_surname_with_small_words_inside_is_read_whole(name: str, told: str) -> None:
    facts = extract(read("notes.md", f"# Five stories\n\n{told.format(name)}\n".encode())).bundle.facts
    assert [node.name for node in facts.nodes.values() if isinstance(node, Person)] == [name]


def test_a_short_name_does_not_go_on_over_an_article() -> None:
    text = "# Five stories\n\nWe asked Seán Mac. An Elm Trust clerk, Ada North, gave Mac an Apple.\n"
    facts = extract(read("notes.md", text.encode())).bundle.facts
    people = {node.name for node in facts.nodes.values() if isinstance(node, Person)}
    assert people == {"Seán Mac", "Ada North"}
