"""Who attended, paid for, held and stands by an event, read out of small documents of unlike layouts."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Mentions
from schema.nodes import Organisation, Person

HEAD = """# Heron Forum 2022: report

The Heron Forum 2022 took place on 3 May 2022 at the Tide Hall, Lancaster. Seventy people came to the event.

"""
IDEAS = """## Challenge 1: Warm rooms for all (older people)

**Owner:** Ada Birch, Director of Housing, Lancaster City Council

### Summary

Rooms are cold in winter and the bills are high.

### Ideas

1. Lend heaters to those who ask for one.

"""


def read_md(body: str) -> Extraction:
    return extract(read("heron.md", (HEAD + IDEAS + body).encode()))


def linked(extraction: Extraction, kind: str) -> set[str]:
    return {link.source for link in extraction.bundle.facts.links.values() if link.type == kind}


def body(extraction: Extraction, slug: str) -> Organisation:
    found = extraction.bundle.facts.nodes[f"organisation/{slug}"]
    assert isinstance(found, Organisation)
    return found


ATTENDED = {"organisation/larch-lane", "organisation/quill-trust", "organisation/lancaster-city-council"}


@pytest.mark.parametrize(
    "attendees",
    [
        "- Larch Lane CIC\n- Quill Trust\n- Lancaster City Council\n",
        "Larch Lane CIC, Quill Trust and Lancaster City Council.\n",
        "Those at the tables came from Larch Lane CIC; Quill Trust; and Lancaster City Council.\n",
        "Larch Lane CIC | Quill Trust | Lancaster City Council\n",
        "| Organisation | Sector |\n|---|---|\n| Larch Lane CIC | Social enterprise |\n"
        "| Quill Trust | Grant funder |\n| Lancaster City Council | Council |\n",
        "| Name | Role | Organisation |\n|---|---|---|\n| Bo Marsh | Founder | Larch Lane CIC |\n"
        "| Cy Dunn | Chair | Quill Trust |\n"
        "| Ada Birch | Director | Lancaster City Council |\n",
        "Larch Lane CIC\nQuill Trust\nLancaster City Council\n",
        "- Bo Marsh, Larch Lane CIC\n- Cy Dunn (Quill Trust)\n- Ada Birch, Director of Housing, Lancaster City Council\n",
        "### Councils\n\n- Lancaster City Council\n\n### Others\n\n- Larch Lane CIC\n- Quill Trust\n",
        "Seventy came, from organisations that included Larch Lane CIC, the Quill Trust, and Lancaster City Council.\n",
        "**Social economy:** Larch Lane CIC, Quill Trust\n\n**Councils:** Lancaster City Council\n",
    ],
)
def test_attendees_in_any_layout(attendees: str) -> None:
    found = linked(read_md(f"## Who came\n\n{attendees}"), "ATTENDED")
    assert {i for i in found if i.startswith("organisation/")} == ATTENDED


def test_a_printed_sector_goes_before_the_words_of_a_name() -> None:
    table = (
        "| Organisation | Sector |\n|---|---|\n| Larch Lane CIC | Social enterprise |\n| Quill Trust | Grant funder |\n"
    )
    read_in = read_md(f"## Who came\n\n{table}")
    assert body(read_in, "quill-trust").kind == "grant funder"


def test_columns_are_read_downwards_and_broken_names_put_together() -> None:
    rows = [
        ("Alder Trust", "Consulting", "Innovation Trust"),
        ("Birch Homes", "Jay CIC", "Quill Trust"),
        ("Cedar Bank", "Kite Carers", "Rook Housing"),
        ("Hester Lane", "Larch Post", "Swan Kitchens"),
    ]
    text = "Heron Forum 2022\n\nThe Heron Forum 2022 took place on 3 May 2022 at the Tide Hall, Lancaster.\n\n"
    text += "Organisations represented\n\n"
    text += "\n".join("\t".join(row) for row in rows) + "\n"
    extraction = extract(read("heron.txt", text.encode()))
    attended = linked(extraction, "ATTENDED")
    assert "organisation/hester-lane-consulting" in attended
    assert "organisation/larch-post-innovation-trust" in attended
    assert not {"organisation/consulting", "organisation/innovation-trust", "organisation/hester-lane"} & attended
    printed = {
        m.printed
        for m in extraction.bundle.facts.links.values()
        if isinstance(m, Mentions) and m.target == "organisation/hester-lane-consulting"
    }
    assert printed == {"Hester Lane", "Consulting"}


def test_compound_cells_and_people_in_a_list_of_bodies() -> None:
    attended = linked(
        read_md("## Who came\n\n- ABVS/Quill Trust\n- Unit Q, University of Bath\n- Imogen Larch\n"), "ATTENDED"
    )
    assert attended == {
        "organisation/abvs",
        "organisation/quill-trust",
        "organisation/unit-q",
        "organisation/university-of-bath",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "The forum was supported by Quill Trust, the Sedge Foundation and Wharf Bank.",
        "Our sponsors were Quill Trust, the Sedge Foundation and Wharf Bank, who asked for nothing back.",
        "We gratefully acknowledge Quill Trust, the Sedge Foundation and Wharf Bank for their support with this event.",
        "It was generously funded by Quill Trust, the Sedge Foundation (registered charity 1099001) and Wharf Bank.",
        "Quill Trust, the Sedge Foundation and Wharf Bank sponsored the event.",
        "Thanks to Quill Trust, the Sedge Foundation and Wharf Bank, who paid for the day.",
        "With thanks to our sponsors, Quill Trust, the Sedge Foundation and Wharf Bank.",
    ],
)
def test_sponsors(sentence: str) -> None:
    found = linked(read_md(f"## About\n\n{sentence}\n"), "SPONSORED")
    assert found == {"organisation/quill-trust", "organisation/sedge-foundation", "organisation/wharf-bank"}


def test_what_others_support_inside_a_challenge_is_no_sponsorship() -> None:
    assert linked(read_md(""), "SPONSORED") == set()
    idea = IDEAS.replace("Lend heaters", "Build a house that is supported by Quill Trust and lend heaters")
    extraction = extract(read("heron.md", (HEAD + idea).encode()))
    assert linked(extraction, "SPONSORED") == set()


@pytest.mark.parametrize(
    "sentence",
    [
        "The Heron Forum 2022 was organised by Tidal Futures CIC.",
        "On 3 May 2022 Tidal Futures CIC held the Heron Forum 2022.",
        "Tidal Futures CIC (TF) brought seventy people together for the day.",
        "Organised by: Tidal Futures CIC",
        "We are Tidal Futures CIC. We brought people together for the Heron Forum 2022.",
        "Tidal Futures CIC, with strategic partners Wharf Bank and the University of Bath, ran the Heron Forum 2022.",
    ],
)
def test_organisers(sentence: str) -> None:
    assert linked(read_md(f"## About\n\n{sentence}\n"), "ORGANISED") == {"organisation/tidal-futures"}


def test_core_partners_stand_by_the_organiser() -> None:
    text = "The Heron Forum 2022 was organised by Tidal Futures CIC with its core partners Wharf Bank and the University of Bath."
    extraction = read_md(f"## About\n\n{text}\n")
    partners = {
        (link.source, link.target) for link in extraction.bundle.facts.links.values() if link.type == "PARTNER_OF"
    }
    assert partners == {
        ("organisation/wharf-bank", "organisation/tidal-futures"),
        ("organisation/university-of-bath", "organisation/tidal-futures"),
    }
    assert linked(extraction, "ORGANISED") == {"organisation/tidal-futures"}


def test_numbers_become_identifiers() -> None:
    text = "Tidal Futures CIC (company number 1234567) met the Sedge Foundation, Scottish charity number SC012345."
    extraction = read_md(f"## About\n\n{text}\n")
    assert body(extraction, "tidal-futures").identifiers == ("GB-COH-01234567",)
    assert body(extraction, "sedge-foundation").identifiers == ("GB-SC-SC012345",)


def test_short_forms_stand_for_the_body_that_the_document_names() -> None:
    text = (
        "The Fell Rescue Alliance (FRA) met in May. Later FRA wrote to Harbour Wall Trust, and Harbour Wall wrote back."
    )
    extraction = read_md(f"## About\n\n{text}\n\n## Who came\n\n- FRA\n- Harbour Wall\n")
    assert linked(extraction, "ATTENDED") == {"organisation/fell-rescue-alliance", "organisation/harbour-wall-trust"}
    assert "FRA" in body(extraction, "fell-rescue-alliance").aliases


def test_one_node_whatever_the_spelling() -> None:
    extraction = read_md("## Who came\n\n- Lancaster Council\n- Larch Lane CIC\n- Larch Lane\n")
    assert linked(extraction, "ATTENDED") == {"organisation/lancaster-city-council", "organisation/larch-lane"}


def test_words_beside_a_name_say_its_kind() -> None:
    extraction = read_md(
        "## About\n\nOrbit of Care, a network of carers, was there.\n\n## Who came\n\n- Orbit of Care\n- Quill Trust\n"
    )
    assert body(extraction, "orbit-of-care").kind == "network"


def test_every_mention_prints_what_it_says_and_stands_in_its_passage() -> None:
    extraction = read_md("## Who came\n\n- Larch Lane CIC\n- Quill Trust, Bath\n")
    extraction.bundle.check()
    people = [n for n in extraction.bundle.facts.nodes.values() if isinstance(n, Person)]
    assert [p.name for p in people] == ["Ada Birch"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("We met [Tern and Gull](https://www.ternandgull.example/).", True),
        ("We met [Harbour Access Network](https://han.example).", True),
        ("We met [Tern and Gull](https://www.ternandgull.example/about/staff).", True),
        ("We met [Tern Harbour Gull](https://www.ternandgull.example/about/staff).", False),
        ("We read [Tides and Time](https://papers.example/).", False),
    ],
)
def test_a_name_that_leads_to_its_own_site_is_a_bodys(words: str, found: bool) -> None:
    bundle = extract(read("notes.md", f"# Notes from the Vale\n\nIt rained.\n\n{words}\n".encode())).bundle
    assert bool([i for i in bundle.facts.nodes if i.startswith("organisation/")]) is found
