"""Names: one key per body whatever the spelling, kinds by a name's words, and lines and cells that hold several names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.names.kinds import kind_of_name, kind_of_sector, said_kind
from loaders.names.localities import places
from loaders.names.people import is_person_name
from loaders.names.printed import Known, clean, definitions, fold, is_acronym, key, person_name, split_compound
from loaders.names.recognise import organisations
from loaders.names.register import gazetteer, register
from schema.nodes import ORGANISATION_KINDS


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Derby City Council", "Derby Council"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames council"),
        ("London Borough of Brent", "Brent Council"),
        ("Barnsley MBC", "Barnsley Metropolitan Borough Council"),
        ("Torfaen CBC", "Torfaen County Borough Council"),
        ("Elm & Oak Housing Ltd", "Elm and Oak Housing"),
        ("The Quill Trust", "Quill Trust"),
        ("Hearth Community Interest Company", "Hearth CIC"),
        ("GM Learning Alliance", "Greater Manchester Learning Alliance"),
        ("Wyre Vale Hospitals NHS FT", "Wyre Vale Hospitals NHS Foundation Trust"),
        ("NHS Fell and Fen ICB", "Fell and Fen Integrated Care Board"),
        ("Larch Lane Co-op", "Larch Lane Cooperative"),
        ("Quill Trust (QT)", "Quill Trust"),
        ("Women’s Aid", "Women's Aid"),
        ("Hexford's Alliance", "Hexford Alliance"),
    ],
)
def test_spellings_of_one_body_have_one_key(first: str, second: str) -> None:
    assert key(first) == key(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Essex", "Essex County Council"),
        ("Lincoln City Council", "Lincolnshire County Council"),
        ("Bolton CVS", "Salford CVS"),
        ("Arts Council England", "England"),
        ("Wharf Bank", "Wharf Bank Foundation"),
        ("Harbour's Rest Alliance", "Harbour Rest Alliance"),
    ],
)
def test_unlike_bodies_have_unlike_keys(first: str, second: str) -> None:
    assert key(first) != key(second)


@given(st.text(max_size=60))
def test_cleaning_and_folding_are_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(sorted(b.name for b in set(register().bodies.values()))))
def test_case_marks_and_article_make_no_difference(name: str) -> None:
    assert key(name.replace("&", " and ")) == key(name)
    assert key(name.replace("'", "’")) == key(name)
    assert key(f" {name}. ") == key(name)


def test_the_register_is_wide_and_keeps_to_the_contract() -> None:
    bodies = set(register().bodies.values())
    assert len(bodies) > 1000
    assert {b.kind for b in bodies} - {None} <= set(ORGANISATION_KINDS)
    assert sum(b.kind == "local authority" for b in bodies) > 380


def test_register_names_do_not_claim_each_other() -> None:
    owners: dict[str, set[str]] = {}
    for body in set(register().bodies.values()):
        owners.setdefault(key(body.name), set()).add(body.name)
    assert {k: names for k, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fellside District Council", "local authority"),
        ("Fellside Combined Authority", "combined authority"),
        ("Fellside Hospitals NHS Trust", "NHS body"),
        ("Ministry of Rivers", "government department"),
        ("Fellside Constabulary", "police and justice"),
        ("Larch Lane CIC", "social enterprise"),
        ("Larch Lane Housing Co-operative", "co-operative"),
        ("Larch Lane Trust", "charity"),
        ("Guild of Ferrymen", "membership body"),
        ("Larch Lane Social Investment", "social investor"),
        ("Larch Lane Foundation", "grant funder"),
        ("Larch Lane Bank", "bank"),
        ("Protein Data Bank", None),
        ("University of Larch", "university"),
        ("Larch Lane Solicitors", "law firm"),
        ("Larch Lane Consulting", "professional services"),
        ("Larch Mutual Insurance", "insurer"),
        ("Riverside Party", "political party"),
        ("Riverside Alliance", "network"),
        ("Larch Haulage Ltd", "company"),
        ("Larch Haulage LLC", "company"),
        ("Riverside Third Sector Council", "membership body"),
        ("Larch Lane Housing Association", "housing association"),
        ("Larch Lane Primary School", "school or college"),
        ("Riverside Standards Institute", "standards body"),
        ("Larch Lane LLP", None),
        ("Feather and Loom", None),
    ],
)
def test_a_names_own_words_say_its_kind(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Larch Lane Foundation", "grant funder"),
        ("Fell Family Foundation", "grant funder"),
        ("Dale Community Foundation", "grant funder"),
        ("Foundation for Open Rivers", None),
        ("Dale Health Sciences Foundation", None),
        ("Dale Institute of Technology", "university"),
        ("Dale Institute, University of Larch", "university"),
        ("UCL Institute for Open Rivers", "university"),
        ("Dale Institute of Arts", None),
        ("Institute for Larch Citizenship", None),
        ("Department of Transport", "government department"),
        ("Department of Chemistry", None),
        ("Council of the Dales", None),
        ("Dale Hospital Association", "membership body"),
    ],
)
def test_a_word_that_several_sorts_of_bodies_share_says_no_kind(name: str, kind: str | None) -> None:
    assert kind_of_name(name) is not None
    assert said_kind(name) == kind


@pytest.mark.parametrize("name", ["Fell Food Policy Council", "Mend for DC", "Larch Human Resource Council"])
def test_a_council_that_advises_is_no_local_authority(name: str) -> None:
    assert said_kind(name) is None


def test_a_printed_sector_says_the_kind() -> None:
    assert kind_of_sector("Local government") == "local authority"
    assert kind_of_sector("Voluntary sector") == "charity"
    assert kind_of_sector("Weather") is None


def test_short_forms_are_read_from_brackets() -> None:
    text = (
        "The Fell Rescue Alliance (FRA) met GLA (Greater London Authority) and "
        "Moor and Dale Integrated Care Board (MD ICB) in May (2021)."
    )
    assert definitions(text) == (
        ("FRA", "Fell Rescue Alliance"),
        ("MD ICB", "Moor and Dale Integrated Care Board"),
        ("GLA", "Greater London Authority"),
    )
    assert is_acronym("CN", "Commons North CIC")
    assert not is_acronym("FRA", "Fell Choir")


class _Bodies(Known):
    def __call__(self, name: str) -> bool:
        return any(f.start == 0 and f.end == len(name) for f in organisations(name))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("ABVS/Quill Trust", ["ABVS", "Quill Trust"]),
        ("Unit Q, University of Larch", ["Unit Q", "University of Larch"]),
        ("Department for Rivers, Lakes & Fens", ["Department for Rivers, Lakes & Fens"]),
        ("Watch - Elm, Oak & Ash", ["Watch - Elm, Oak & Ash"]),
    ],
)
def test_compound_cells_are_taken_apart(cell: str, names: list[str]) -> None:
    assert split_compound(cell, _Bodies()) == names


def test_a_person_loses_forms_of_address_but_not_a_peers_title() -> None:
    assert person_name("Professor Ann Lowe, OBE") == "Ann Lowe"
    assert person_name("Chief Inspector Bo Marsh") == "Bo Marsh"
    assert person_name("Baroness Ann Lowe") == "Baroness Ann Lowe"


def test_people_are_told_from_bodies() -> None:
    assert is_person_name("Imogen Larch")
    assert not is_person_name("Larch Consulting")
    assert not is_person_name("Leeds City Council")


def _found(text: str) -> list[str]:
    return [f.printed for f in organisations(text)]


def test_bodies_in_running_text() -> None:
    assert _found("Elmet Carers CIC met Leeds City Council and the Quill Trust's board.") == [
        "Elmet Carers CIC",
        "Leeds City Council",
        "Quill Trust",
    ]
    assert _found("The Severn & Usk University and the Department for Culture, Media and Sport agreed.") == [
        "Severn & Usk University",
        "Department for Culture, Media and Sport",
    ]
    assert _found("Trust and relationships matter: a community trust, an alliance, an Alliance Model.") == []
    assert _found("the Elm and Oak Community Land Trust") == ["Elm and Oak Community Land Trust"]
    assert _found("see www.leedscouncil.example/Leeds-City-Council") == []


def test_everyday_words_are_bodies_only_in_context() -> None:
    assert _found("Shelter is scarce in winter.") == []
    assert _found("a lease drawn up by Shelter in May") == ["Shelter"]


def _places(text: str) -> list[str]:
    return [f.printed for f in places(text)]


def test_places_stand_on_their_own() -> None:
    assert _places("Families in Leeds, Settle and West Bradford; Hull's model") == [
        "Leeds",
        "Settle",
        "West Bradford",
        "Hull",
    ]
    assert _places("Leeds Building Society, Preston Road, Preston road and Mr Chester Barnes") == []
    assert _places("Settle the bill. Sale of land, Reading lists, in March.") == []
    assert _places("work in Stockton-on-Tees and in Stockton on Tees") == ["Stockton-on-Tees", "Stockton on Tees"]


@given(st.sampled_from(sorted(n for n in gazetteer().places.values() if not gazetteer().is_word(n))))
def test_every_place_of_the_gazetteer_is_found_with_its_exact_span(name: str) -> None:
    text = f"a visit to {name}, in rain"
    found = places(text)
    assert any(text[f.start : f.end] == f.printed == name for f in found)


def test_an_integrated_care_board_goes_by_its_area_behind_nhs() -> None:
    def bodies(text: str) -> list[str]:
        return [text[found.start : found.end] for found in organisations(text)]

    assert bodies("We met NHS Norfolk and Waveney and Quill Trust.") == ["NHS Norfolk and Waveney", "Quill Trust"]
    assert bodies("The NHS in Norfolk and Waveney is busy.") == ["NHS"]
