"""Bodies by the last word of their names where others have that word too, and how far such names reach to the left."""

import pytest

from loaders.names import recognise


def bodies(words: str) -> list[str]:
    return [found.printed for found in recognise.organisations(words)]


@pytest.mark.parametrize(
    "name",
    [
        "Quillbeck Museum",
        "Wolds Girls Brigade",
        "Open Harbour Partnership",
        "Tide Justice Lab",
        "Harbour Rules Board",
        "Quillbeck Early Years Group",
        "Ada North Care Services",
        "Quillbeck School",
        "Quillbeck Clinic",
        "Forestry and Land Scotland",
        "Co-operative Harbours Scotland",
        "Harbour Data Collective",
        "Quillbeck City Library",
        "Quillbeck Diocese",
        "New Quillbeck Theatre",
        "U.S. Harbour Secretariat",
        "West of Quillbeck Housing Association",
        "Duke of Quillbeck Hospital",
        "Friends of Quillbeck Library",
        "Friends of Quillbeck Gardens",
        "Harbour Rescue Scotland",
        "Open Tide Ireland",
        "QHR UK",
    ],
)
@pytest.mark.parametrize("words", ["We spoke to the {}.", "Ada North, {}", "They thanked the {}, and went home."])
def test_a_name_that_is_set_apart_is_a_body(words: str, name: str) -> None:
    assert bodies(words.replace("{}", name)) == [name]


@pytest.mark.parametrize(
    "words",
    [
        "The Board met in the School.",
        "They wrote on the Notice Board of the Shopping Centre.",
        "She was head of Digital Services then.",
        "A Working Group and a Steering Group were set up.",
        "Quillbeck’s Digital Inclusion Service will help.",
        "Local Authority data is open.",
        "He sat in on Maps on the Web Harbour Group.",
        "The Community Library and the Youth Club were open.",
        "They learnt from the Quillbeck Partnership model.",
        "It is so in Northern Ireland and New England.",
        "Harbour Director Scotland",
        "Open Data Day Ireland",
        "They walked through Rural Scotland.",
    ],
)
def test_common_words_and_parts_of_others_are_none(words: str) -> None:
    assert bodies(words) == []


def test_what_a_body_owns_is_no_part_of_its_name() -> None:
    assert bodies("It came through Quillbeck City Council’s Northern Homes Network in May.") == [
        "Quillbeck City Council",
        "Northern Homes Network",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Office for Tide Statistics",
        "Office of the Minister for Tide Affairs",
        "Quillbeck Foundation Germany",
        "Quillbeck CC",
        "Harbour Museum for Human Rights",
        "Quillbeck Society for the Protection of Birds",
        "Select Committee on Tides",
        "Subcommittee on Fair Tides",
        "Quillbeck Orchestra",
        "Quillbeck Industries",
        "Institute for Mental Health in England",
        "Tide & Quillbeck Councils",
        "Quillbeck Community Court",
        "Committee on Tides",
        "Ministry of Health",
        "Council of Ministers",
        "Quillbeck Agency for Tides and Harbours",
        "First Quillbeck Bank of Canada",
        "Quillbeck Municipality",
        "Quillbeck Opera Company",
        "Quillbeck Medical Center",
        "Quillbeck College Leeds",
    ],
)
def test_a_name_goes_on_behind_its_head(name: str) -> None:
    assert bodies(f"She works for the {name}, and walks.") == [name]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Money was granted, so that the City of Quillbeck acts on it.", ["City of Quillbeck"]),
        ("It was made by Code for Quillbeck in May.", ["Code for Quillbeck"]),
        ("They live in the City of Quillbeck.", []),
        ("The County of Quillbeck is large.", []),
        ("The Select Committee on Tuesday sat.", []),
        ("It became the City of Culture, and a Code of Practice was written.", []),
        ("The Board met on Monday, the Committee on Tuesday.", []),
        (
            "The School of Tide Health University of Quillbeck is open.",
            ["School of Tide Health", "University of Quillbeck"],
        ),
        (
            "She is at the University of Quillbeck’s Tide Minerals Institute.",
            ["University of Quillbeck", "Tide Minerals Institute"],
        ),
        (
            "She chairs the Road Tide Research Network of the Global Forum for Tides.",
            ["Road Tide Research Network", "Global Forum for Tides"],
        ),
        ("Tide Behaviour & Health - Quillbeck Research Centre", ["Quillbeck Research Centre"]),
        ("A report came from the Quillbeck Delivery Group Meeting.", ["Quillbeck Delivery Group"]),
        ("They came to the Quillbeck Summer School.", []),
        ("She has degrees in both Law and Economy and Society from there.", []),
        ("Food will be served from 5.00pm After-Party in the hall.", []),
        ("It is at the University of Quillbeck Dale Campus Tarn Rd Marsh End.", ["University of Quillbeck"]),
        (
            "The Work Research Institute of Quillbeck Tide University is here.",
            ["Work Research Institute", "Quillbeck Tide University"],
        ),
        ("The Committee for Tides of the University of Quillbeck", ["University of Quillbeck"]),
    ],
)
def test_where_a_name_ends(words: str, found: list[str]) -> None:
    assert bodies(words) == found
