"""Names that print more than whom or what they name: the part of a study, a country, a meeting; and addresses of pictures."""

import pytest
from stated import names_of

from loaders.extract import extract
from loaders.sources import read
from schema.links import Organised
from schema.nodes import Model, Organisation, Reference


def test_the_parts_of_a_case_study_are_one_model() -> None:
    part = "## Shared Kitchens - Fernley {}\n\nThis {} tells what the kitchens of Fernley learned.\n\n"
    parts = "".join(part.format(name, name.lower()) for name in ("Summary", "Case Study", "Appendices"))
    lead = "# Case Studies\n\nThe following case studies are examples of good practice.\n\n"
    second = "## Night Buses - Marsh End Case Study\n\nThis case study outlines how the buses of Marsh End began.\n"
    found = names_of(extract(read("studies.md", f"{lead}{parts}{second}".encode())), Model)
    assert len([name for name in found if name.startswith("Shared Kitchens")]) == 1


def test_the_country_of_an_organiser_held_nothing() -> None:
    page = (
        "# Clean Water Workshop 2031\n\nThe workshop took place on 7 May 2031 in Ipswich.\n\n## Organisers\n\n"
        "* **Ada North:** Elm Institute, University of Elmford, UK\n* **Bo West:** Fir Institute, Uganda\n"
    )
    found = extract(read("workshop.md", page.encode()))
    held = {link.source for link in found.bundle.facts.links.values() if isinstance(link, Organised)}
    assert held.isdisjoint({"organisation/uk", "organisation/uganda"})
    assert {"UK", "Uganda"}.isdisjoint(names_of(found, Organisation))


def test_whose_committee_met_is_the_body_without_its_meeting() -> None:
    page = (
        "**TO:**\n\n**The Chairperson and each Member of the Fernley City and County Council Travel**\n\n"
        "**and Transport Strategic Policy Committee.**\n\n"
        "**Minutes of the Meeting of Fernley City & County Council’s Travel and Transport**\n\n"
        "**Strategic Policy Committee held on Thursday, 2nd** **June, 2031 at 10:30am in the Council**\n\n"
        "**Chamber, Quay Road, Fernley.**\n\n**Members Present:**\n\nCouncillors Daly (Chairperson), Castle and Denby\n\n"
        "The committee agreed to mend the road.\n"
    )
    found = extract(read("minutes.md", page.encode()))
    held = {link.source for link in found.bundle.facts.links.values() if isinstance(link, Organised)}
    assert held == {"organisation/fernley-and-council"}
    assert not {name for name in names_of(found, Organisation) if name.startswith("Meeting of")}


@pytest.mark.parametrize("ending", ["jpg", "PNG", "webp?width=300"])
def test_a_picture_is_no_work(ending: str) -> None:
    page = f"# Garden day\n\nSee [the plan](https://elm.example/plan.pdf) and [the hall](https://elm.example/hall.{ending}).\n"
    found = extract(read("day.md", page.encode()))
    works = [node.url for node in found.bundle.facts.nodes.values() if isinstance(node, Reference)]
    assert works == ["https://elm.example/plan.pdf"]
