"""Pages on which a body presents its trustees, who write of themselves: whose they are, in which office, where else they work."""

from stated import employers

from loaders.extract import Extraction, extract
from loaders.names import recognise
from loaders.sources import read
from schema.nodes import Organisation, Person

PAGE = """<html><head><title>Meet Our New Trustees! | Kelp Coop</title></head><body><h2>Meet Our New Trustees!</h2>
<p>By Kelp Coop, posted 23/02/31</p>
<p><b>Who are the 2031 Trustees?</b></p>
<p><b>Izzet Roble (Convenor) - izzet@kelp.example - he/him</b></p>
<p>I am a Risk Analyst with the Fal Building Society and I like bread.</p>
<p><b>Hannah Wells (Treasurer) - hannah@kelp.example - she/her</b></p>
<p>I have worked in student engagement at Vale College since 2029.</p>
<p><b>Peter Lamb (Repair Lead)- peter@kelp.example - he / him</b></p>
<p>I’m the former University of Edinburgh Sustainability Adviser, and glad to help.</p>
<p><b>Livia Moss- livia@kelp.example- she/her</b></p>
<p>In May I joined for the first time, from a town where nobody mends a thing that is broken or lends a tool to others.</p>
<p><b>Would you like to join us?</b></p><p>Then write to us.</p>
</body></html>"""


def read_page(page: str, name: str = "page.html") -> Extraction:
    return extract(read(name, page.encode()))


def test_trustees_are_those_of_the_body_whose_page_it_is() -> None:
    """A year, a mark and "new" in the heading, an office of one word, pronouns and addresses beside the names hide none."""
    assert {who for who in employers(read_page(PAGE)) if "Kelp Coop" in who} == {
        "Izzet Roble -> Kelp Coop | Convenor",
        "Hannah Wells -> Kelp Coop | Treasurer",
        "Peter Lamb -> Kelp Coop | Repair Lead",
        "Livia Moss -> Kelp Coop",
    }


def test_who_writes_i_below_the_own_name_works_where_the_text_says() -> None:
    found = employers(read_page(PAGE))
    assert "Izzet Roble -> Fal Building Society | Risk Analyst" in found
    assert "Hannah Wells -> Vale College" in found
    assert any(who.startswith("Peter Lamb -> University of Edinburgh") for who in found)


def test_who_writes_i_below_a_heading_that_only_mentions_somebody_is_another() -> None:
    page = "# What I heard from Hannah Wells\n\nI am a Risk Analyst with the Fal Building Society and went there.\n"
    assert employers(read_page(page, "page.md")) == set()


def test_a_known_body_ends_before_an_office() -> None:
    found = recognise.organisations("the University of Leeds Sustainability Adviser spoke")
    assert [one.printed for one in found] == ["University of Leeds"]


def test_a_body_that_others_run_is_nobody() -> None:
    page = (
        "# Our new board\n\nTideway Carers is run by nine trustees.\n\n### Hannah Wells, Chair\n\nHannah likes bread.\n"
    )
    found = read_page(page, "page.md").bundle.facts.nodes.values()
    assert {node.name for node in found if isinstance(node, Person)} == {"Hannah Wells"}


def test_the_end_of_a_page_says_whose_trustees_it_lists() -> None:
    page = (
        "## Meet our Trustees 2031\n\n**Hannah Wells (she/her), Chair**\n\nHannah is Head of Homes at Vale Council.\n\n"
        "**Peter Lamb (he/him), Treasurer**\n\nPeter likes bread, and bakes it on every day on which there is time.\n\n"
        "*Northbridge Youth Project is a registered charity.*\n"
    )
    found = read_page(page, "page.md")
    assert any(
        "Northbridge" in node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)
    )
    assert {who for who in employers(found) if "Northbridge" in who} == {
        "Hannah Wells -> Northbridge Youth Project | Chair",
        "Peter Lamb -> Northbridge Youth Project | Treasurer",
    }


def test_an_office_between_a_name_and_a_note_ends_no_note() -> None:
    page = "### Hannah Wells\n\n*Treasurer*\n\nA chartered accountant with Marsh Partners LLP, Hannah likes bread.\n"
    assert "Hannah Wells -> Marsh Partners LLP | chartered accountant" in employers(read_page(page, "page.md"))
