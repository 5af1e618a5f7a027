"""Which node a name or number in somebody else's table means."""

import pytest

from graph.reconcile.candidates import Candidate, Wanted, find_candidates
from graph.reconcile.scoring import has_number, normalised, numbers, similarity
from graph.store.store import Store
from schema.bundle import Bundle
from schema.links import In, Involves, LocatedIn, WorksFor
from schema.nodes import Document, Model, Organisation, Passage, Person, Place


@pytest.fixture
def filled(store: Store) -> Store:
    bundle = Bundle("document/a")
    p = "passage/a/0"
    bundle.add(
        Document(id=bundle.document, title="A report", kind="report", source="a.txt", sha256="0"),
        Passage(id=p, text="They came.", start=0, end=10, order=0),
        In(source=p, target=bundle.document),
    )
    for node in (
        Organisation(
            id="organisation/stone-king-llp", name="Stone King LLP", kind="law firm", identifiers=("GB-COH-OC315280",)
        ),
        Organisation(id="organisation/essex", name="Essex County Council", kind="local authority", aliases=("ECC",)),
        Organisation(id="organisation/somerset", name="Somerset County Council", kind="local authority"),
        Organisation(
            id="organisation/alder",
            name="Alder Trust",
            kind="charity",
            identifiers=("GB-COH-01234567", "GB-CHC-298765"),
        ),
        Organisation(id="organisation/alder-2", name="The Alder Trust Ltd", kind="company"),
        Person(id="person/ada-north", name="Ada North"),
        Place(id="place/essex", name="Essex"),
        Model(id="model/hull", name="Hull's homes", description="Homes in Hull."),
    ):
        bundle.state(node, p)
    bundle.add(
        WorksFor(source="person/ada-north", target="organisation/essex", role="Chair", evidence=(p,)),
        Involves(source="model/hull", target="organisation/alder", evidence=(p,)),
        LocatedIn(source="model/hull", target="place/essex", evidence=(p,)),
    )
    store.load(bundle)
    return store


def one(store: Store, wanted: Wanted) -> list[Candidate]:
    [found] = find_candidates(store, [wanted])
    return found


@pytest.mark.parametrize(
    ("typed", "best", "match"),
    [
        ("Stone King LLP", "organisation/stone-king-llp", True),
        ("stone king", "organisation/stone-king-llp", True),
        ("Stone Kng", "organisation/stone-king-llp", False),
        ("ECC", "organisation/essex", True),
        ("essex county council", "organisation/essex", True),
        ("ESSEX", "place/essex", True),
        ("organisation/somerset", "organisation/somerset", True),
        ("OC315280", "organisation/stone-king-llp", True),
        ("1234567", "organisation/alder", True),
        ("gb-coh-01234567", "organisation/alder", True),
        ("298765", "organisation/alder", True),
        ("Ada North", "person/ada-north", True),
        ("hull’s homes", "model/hull", True),
        ("Alder Trust", "organisation/alder", False),
    ],
)
def test_the_node_that_is_meant_comes_first(filled: Store, typed: str, best: str, match: bool) -> None:
    found = one(filled, Wanted(typed))
    assert found[0].id == best
    assert found[0].match is match
    assert sum(c.match for c in found) == int(match)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize(
    "typed", ["Xyzzy", "0123456", "...", "county", "'; MATCH (n) DETACH DELETE n //", '+"(', "OC31528"]
)
def test_what_nothing_is_like_matches_nothing(filled: Store, typed: str) -> None:
    assert not any(c.match for c in one(filled, Wanted(typed)))


def test_one_county_is_not_another(filled: Store) -> None:
    found = {c.id: c for c in one(filled, Wanted("Essex County Council"))}
    assert not found["organisation/somerset"].match
    assert found["organisation/somerset"].score < found["organisation/essex"].score - 10


def test_kinds_and_limits_hold(filled: Store) -> None:
    assert {c.label for c in one(filled, Wanted("Essex", kinds=("Organisation",)))} == {"Organisation"}
    assert len(one(filled, Wanted("council", limit=1))) == 1
    assert one(filled, Wanted("Ada North", kinds=("Place",))) == []


def test_properties_tell_namesakes_apart(filled: Store) -> None:
    charity = one(filled, Wanted("Alder Trust", properties=(("kind", ("charity",)),)))
    assert charity[0].id == "organisation/alder"
    assert charity[0].score > charity[1].score
    assert charity[0].match and not charity[1].match
    numbered = one(filled, Wanted("Something else", properties=(("identifiers", ("1234567",)),)))
    assert (numbered[0].id, numbered[0].match) == ("organisation/alder", True)
    staff = one(filled, Wanted("Essex Council", properties=(("staff", ({"id": "person/ada-north"},)),)))
    assert staff[0].id == "organisation/essex"


def test_properties_alone_are_enough(filled: Store) -> None:
    found = one(filled, Wanted(properties=(("models", ({"id": "model/hull"},)),), kinds=("Organisation",)))
    assert [c.id for c in found] == ["organisation/alder"]
    found = one(filled, Wanted(properties=(("locatedIn", ("Essex",)),), kinds=("Model",)))
    assert [c.id for c in found] == ["model/hull"]
    found = one(filled, Wanted(properties=(("kind", ("local authority",)),), kinds=("Organisation", "Person")))
    assert [c.id for c in found] == ["organisation/essex", "organisation/somerset"]


def test_a_batch_is_answered_query_by_query(filled: Store) -> None:
    batch = [Wanted("Ada North"), Wanted("..."), Wanted("Essex County Council"), Wanted("Xyzzy")]
    assert find_candidates(filled, batch) == [one(filled, wanted) for wanted in batch]
    assert find_candidates(filled, []) == []


def test_numbers_are_exact_or_nothing() -> None:
    assert numbers("1234567") == ["1234567", "01234567"]
    assert numbers("gb-coh-oc 315280")[-1] == "GB-COH-OC315280"
    assert numbers("Stone King") == numbers("12") == numbers("in 2024, at Leeds!") == []
    assert has_number(["GB-COH-01234567"], numbers("1234567"))
    assert not has_number(["GB-COH-01234567"], numbers("1234568"))
    assert not has_number(["GB-COH-01234567"], numbers("234567"))


def test_names_are_one_but_for_what_does_not_tell_them_apart() -> None:
    assert normalised("The Café & Bar Ltd.") == normalised("CAFE BAR")
    assert normalised("Limited") == "limited"
    assert similarity("Stone King", ["x", "Stone King LLP"]) == 100
    assert similarity("Manchester", ["Manchester City Council"]) < 80
    assert similarity("", ["x"]) == similarity("...", ["..."]) == 0
