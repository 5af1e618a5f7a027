"""Partners: carried from what matches to who is tied to it, every score a sum of quoted reasons."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from fair import LINES, NEED, TEXT, loaded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import running

from api.__main__ import main
from api.cli import partners as command
from api.gql.options import Options
from graph.connection import Connection
from graph.partners import weights
from graph.partners.kinds import GROUPS, kinds_of
from graph.partners.matching import (
    Wanted,
    find_partners,
    find_precedents,
    is_only_near,
    parameters,
    precedent_parameters,
)
from graph.partners.need import SHORT, _other_words, need_of
from graph.partners.weights import TIES, WEIGHTS
from graph.store.store import Store
from schema.bundle import Bundle
from schema.errors import QueryError
from schema.links import In, Owns, WorksFor
from schema.nodes import ORGANISATION_KINDS, Challenge, Document, Organisation, Passage, Person


@pytest.fixture(scope="module")
def world(neo4j_server: Connection) -> Iterator[Store]:
    """The fair, with vectors."""
    with loaded(neo4j_server) as store:
        yield store


def found(world: Store, text: str = NEED, **wanted: Any) -> list[dict[str, Any]]:
    return find_partners(world, world.embedder, text, Wanted(**wanted))


def names(partners: list[dict[str, Any]], tier: str = "evidence") -> list[str]:
    return [p["name"] for p in partners if p["tier"] == tier]


def test_who_is_held_up_comes_before_who_owns_and_who_owns_before_who_sat_at_the_table(world: Store) -> None:
    partners = found(world)
    assert [name for name in names(partners) if name != "Fern"] == ["Cedar", "Alder", "Birch"]
    assert "Elder" in names(partners, "attended")
    assert [p["tier"] for p in partners] == sorted((p["tier"] for p in partners), key="evidence attended".index)


def test_a_passage_without_a_unit_of_its_own_speaks_for_whom_it_names(world: Store) -> None:
    [fern] = [p for p in found(world, "orphans who need a flat and company") if p["name"] == "Fern"]
    assert fern["tier"] == "evidence"
    assert fern["reasons"][0]["quote"] == LINES[8]


def test_the_same_need_in_other_words_finds_the_same_bodies(world: Store) -> None:
    assert not set(NEED.split()) & set(LINES[0].lower().split()) - {"for", "who", "care"}
    assert set(names(found(world, "accommodation after children's homes"))) >= {"Cedar", "Alder"}
    assert names(found(world, "late public transport for hospital staff"))[0] == "Dale"


def test_where_nothing_is_about_it_nobody_is_named(world: Store) -> None:
    for text in ("dredging the harbour", "a crematorium", "the of and"):
        assert found(world, text) == []


def test_what_is_about_it_is_told_from_what_is_only_near(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    partners = found(world, "orphans who need a flat and company")
    close = {p["name"] for p in partners if p["close"]}
    assert close >= {"Cedar", "Alder"}
    assert not close & {"Fern", *names(partners, "attended")}
    monkeypatch.setattr(weights, "WEIGHTS", replace(WEIGHTS, close=1.0))
    assert not any(p["close"] for p in found(world))


def test_a_body_that_is_only_near_is_said_to_be_beside_others_that_are_about_it(
    world: Store, neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "orphans who need a flat and company"
    near = {p["name"] for p in found(world, text) if not p["close"] and p["tier"] == "evidence"}
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))
    assert main(["partners", text]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.endswith(", only near it")]
    assert {line.split(". ")[1].split(" (")[0] for line in lines} == near
    with running(replace(neo4j_server, embedding="minilm"), Options()) as client:
        page = client.get("/partners", params={"text": text}).text
    assert page.count("only near what you describe") + page.count("Only near what you describe") == len(near)


def test_a_body_whose_score_is_shown_as_nothing_is_not_named(world: Store) -> None:
    least = sorted(p["score"] for p in found(world) if p["tier"] == "evidence")[0]
    weights_ = replace(WEIGHTS, least=least * 1.001)
    left = find_partners(world, world.embedder, NEED, 100, weights=weights_)
    assert min(p["score"] for p in left if p["tier"] == "evidence") > least


@pytest.mark.parametrize(
    ("close", "expected"),
    [
        ([], False),
        ([None, None], False),
        ([False], True),
        ([False, False, True], False),
        ([False, False, False, True], True),
    ],
)
def test_an_answer_is_weak_where_none_of_its_first_three_is_close(close: list[bool | None], expected: bool) -> None:
    assert is_only_near(close) == expected


@pytest.mark.parametrize("weak", [True, False])
def test_a_weak_answer_says_so_first(
    world: Store,
    neo4j_server: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    weak: bool,
) -> None:
    monkeypatch.setattr(weights, "WEIGHTS", replace(WEIGHTS, close=1.0 if weak else 0.0))
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))
    assert main(["partners", NEED]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("nothing here is about this exactly; the nearest is “") == weak
    with running(replace(neo4j_server, embedding="minilm"), Options()) as client:
        page = client.get("/partners", params={"text": NEED}).text
    assert ("Nothing here is about this exactly; the nearest is the" in page) == weak


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(TEXT.replace(",", "").split()), min_size=1, max_size=12),
    limit=st.integers(1, 8),
    balanced=st.booleans(),
)
def test_every_score_is_the_sum_of_its_reasons_and_every_quote_stands_where_it_says(
    world: Store, words: list[str], limit: int, balanced: bool
) -> None:
    partners = found(world, " ".join(words), limit=limit, balanced=balanced)
    assert len(partners) <= limit
    for partner in partners:
        reasons = partner["reasons"]
        assert reasons
        assert partner["score"] == pytest.approx(sum(r["score"] for r in reasons), rel=1e-12)
        assert all(r["score"] > 0 for r in reasons)
        assert [r["score"] for r in reasons] == sorted((r["score"] for r in reasons), reverse=True)
        assert len({r["quote"] for r in reasons}) == len(reasons)
        for reason in reasons:
            assert TEXT[reason["start"] : reason["end"]] == reason["quote"]
            assert reason["document"] == "document/fair"
            assert reason["path"][0]["relationship"] is None
            assert reason["path"][-1]["id"] == partner["id"]
            assert all(step["quote"] in LINES for step in reason["path"])


def test_people_come_with_the_role_that_is_printed(world: Store) -> None:
    [alder] = [p for p in found(world) if p["name"] == "Alder"]
    assert alder["people"] == [{"id": "person/amy-north", "name": "Amy North", "role": "Chief Executive"}]


def test_whom_the_best_reason_leads_through_comes_first(world: Store) -> None:
    text = "Abe Vale of Alder brought the buses"
    bundle = Bundle("document/port")
    bundle.add(Document(id=bundle.document, title="A port", kind="report", source="port.txt", sha256="1"))
    passage = Passage(id="passage/port/0", text=text, start=0, end=len(text), order=0)
    bundle.add(passage, In(source=passage.id, target=bundle.document))
    bundle.state(Challenge(id="challenge/fair/buses", title=LINES[5]), passage.id)
    bundle.state(Organisation(id="organisation/alder", name="Alder", kind="local authority"), passage.id)
    bundle.state(Person(id="person/abe-vale", name="Abe Vale"), passage.id)
    bundle.add(
        Owns(source="organisation/alder", target="challenge/fair/buses", evidence=(passage.id,)),
        Owns(source="person/abe-vale", target="challenge/fair/buses", evidence=(passage.id,)),
        WorksFor(source="person/abe-vale", target="organisation/alder", evidence=(passage.id,)),
    )
    world.load(bundle)
    try:
        for need, first in (
            (f"{NEED}, and buses", "Amy North"),
            ("late public transport for hospital staff", "Abe Vale"),
        ):
            [alder] = [p for p in found(world, need) if p["name"] == "Alder"]
            assert alder["people"][0]["name"] == first
    finally:
        world.remove(bundle.document)
        world.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"kinds": ("commissioner",)}, {"Alder"}),
        ({"kinds": ("charity", "adviser")}, {"Birch", "Cedar", "Fern"}),
        ({"roles": ("owner", "supporter")}, {"Alder", "Birch"}),
        ({"roles": ("attended",)}, {"Birch", "Elder", "Fern"}),
        ({"exclude": ("organisation/cedar", "organisation/elder", "organisation/fern")}, {"Alder", "Birch"}),
        ({"places": ("Hull",)}, {"Cedar"}),
        ({"topics": ("Homelessness",), "places": ("HULL",)}, {"Cedar"}),
        ({"years": (2023,)}, set()),
        ({"years": (2023, 2024), "topics": ("homelessness",), "limit": 1}, {"Cedar"}),
    ],
    ids=str,
)
def test_filters_leave_out_what_does_not_fit(world: Store, wanted: dict[str, Any], expected: set[str]) -> None:
    assert {p["name"] for p in found(world, **wanted)} == expected


def test_an_answer_that_filters_emptied_says_so(
    world: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))
    assert main(["partners", NEED, "--year", "1999"]) == 0
    assert capsys.readouterr().out == "nobody is left after the filters; ask with fewer, or others\n"
    assert main(["partners", "dredging the harbour", "--year", "1999"]) == 0
    assert capsys.readouterr().out.startswith("no organisation here is tied to anything that is about this")


def test_an_id_that_no_organisation_has_is_told_of(
    world: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))
    assert main(["partners", NEED, "--exclude", "organisation/cedar", "--exclude", "organisation/none"]) == 0
    out, err = capsys.readouterr()
    assert err == "no organisation has the id 'organisation/none', so that it leaves out nobody\n"
    assert out.startswith("  1. Alder (") and "Cedar (" not in out


def test_that_a_text_was_cut_is_told(
    world: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))
    for number, is_cut in ((2, False), (2000, True)):
        assert main(["partners", "buses " * number]) == 0
        assert capsys.readouterr().out.startswith("only the first 10,000 characters were read\n") == is_cut


def test_what_is_worth_learning_from_is_restricted_as_the_bodies_are(world: Store) -> None:
    def learnt(**wanted: Any) -> list[str]:
        found = find_precedents(world, world.embedder, NEED, wanted=Wanted(**wanted))
        return [one["id"] for kind in found.values() for one in kind]

    homes, cedar = "challenge/fair/homes", "model/cedar"
    assert {homes, cedar} <= set(learnt())
    assert {homes, cedar} <= set(learnt(years=(2024,), topics=("Homelessness",)))
    assert learnt(places=("hull",)) == [cedar]
    assert learnt(years=(1999,)) == []


def test_a_long_quote_is_cut_around_the_name() -> None:
    long = f"{'before ' * 60}Alder Trust {'after ' * 60}"
    assert "Alder Trust" in command._around(long, "alder trust", 160)
    assert len(command._around(long, "Alder Trust", 160)) <= 164
    assert command._around(long, "Birch", 160).startswith("before before")
    assert command._around("Alder helps", "Alder", 160) == "Alder helps"


def test_questions_differ_in_nothing_that_the_database_plans_anew() -> None:
    """It does for each type and length of a parameter, but not of what is in a map."""
    full = Wanted(
        kinds=("charity",), topics=("a", "b"), places=("Hull",), years=(2024,), roles=("owner",), exclude=("x",)
    )
    few, many = parameters("homes", Wanted(), None), parameters("homes " * 20 + "and buses", full, None)
    assert few["wanted"] != many["wanted"]
    assert {**few, "wanted": {}} == {**many, "wanted": {}}
    one, other = precedent_parameters("homes", 5, None), precedent_parameters("homes and buses at night", 9, None)
    assert one["wanted"] != other["wanted"]
    assert {**one, "wanted": {}} == {**other, "wanted": {}}


def test_a_balanced_list_lets_kinds_take_turns(world: Store) -> None:
    text = "flats and friends for young adults who leave care"
    kinds = [p["kind"] for p in found(world, text, balanced=True) if p["tier"] == "evidence"]
    assert len(set(kinds[:3])) == 3
    assert {p["id"] for p in found(world, text)} == {p["id"] for p in found(world, text, balanced=True)}


def test_words_alone_decide_where_no_model_is_chosen(world: Store) -> None:
    partners = find_partners(world, None, "buses at night")
    assert names(partners) == ["Dale"]
    assert partners[0]["close"] is None
    assert find_partners(world, None, "harbour") == []


@pytest.mark.parametrize("text", ['homes AND NOT "care* ~ [', "care", "x", "the of and", "homes " * 20_000])
def test_whatever_a_person_types_is_answered(world: Store, text: str) -> None:
    assert isinstance(found(world, text), list)


LETTER = (
    "Dear colleagues, I hope that this finds you well. We are a county council with half a million residents and a new chief "
    "executive. Last year our budget was cut again, and the cabinet agreed a new strategy. {} Please get in touch by Friday."
)


def test_a_letter_is_answered_as_what_it_asks_for(world: Store) -> None:
    need = f"We look for {NEED}."
    assert names(found(world, LETTER.format(need)))[:3] == names(found(world, need))[:3]
    assert names(found(world, LETTER.format("Our harbour must be dredged."))) == []
    assert need_of(LETTER.format(need), world.embedder, WEIGHTS.besides).windows == (need,)
    assert need_of(LETTER.format(need), None, WEIGHTS.besides).text == LETTER.format(need)


def test_a_letter_however_long_is_compared_in_a_bounded_number_of_windows(world: Store) -> None:
    long = "Please get in touch by the deadline. " * 200 + " ".join(f"Boat {n} lies in the harbour." for n in range(90))
    need = need_of(long, world.embedder, WEIGHTS.besides)
    assert 1 < len(need.windows) <= 24
    assert all("Boat" in window for window in need.windows)


def test_a_text_that_is_mostly_about_the_need_is_compared_as_a_whole(world: Store) -> None:
    text = f"Dear all, I hope that you are well and thank you. {' '.join(f'{line}.' for line in LINES[3:6])} Buses are late."
    assert need_of(text, world.embedder, WEIGHTS.besides).text == text


def test_a_short_text_is_compared_in_the_words_of_reports_too() -> None:
    need = need_of("rough sleepers", None, 1.0)
    assert need.windows == ("homeless people",)
    assert "homeless" in need.words
    assert len(need.each) == 2
    assert need_of("rough sleepers near the old harbour", None, 1.0).windows == ()
    assert need_of("the homeless zebras", None, 1.0).windows == ()
    for stems, other in _other_words():
        assert 1 <= len(stems) <= SHORT
        assert other


def test_a_short_text_with_a_word_that_is_nowhere_is_answered_by_what_is_near(world: Store) -> None:
    assert any(p["close"] for p in found(world, "buses at night"))
    zebras = found(world, "zebra buses at night")
    assert "Dale" in names(zebras)
    assert not any(p["close"] for p in zebras)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wir suchen Wohnungen für junge Menschen, die nicht mehr in einer Pflegefamilie leben", "German"),
        ("Nous cherchons des logements pour les jeunes qui sortent de leur famille", "French"),
        ("Wir brauchen Hilfe für Menschen in unserer Stadt", "German"),
        ("Opieka nad osobami starszymi w domu", "Polish"),
        ("Sut gallwn ni helpu pobl ddigartref?", "Welsh"),
        ("Buscamos viviendas para los jóvenes que salen de una familia de acogida", "Spanish"),
        ("Wohnungen für Careleaver", "German"),
        ("Potrzebujemy mieszkań dla młodych", "Polish"),
        ("Cartrefi i bobl ifanc sy'n gadael gofal", "Welsh"),
        ("Precisamos de habitação para jovens", "Portuguese"),
    ],
)
def test_another_language_is_refused_by_name(world: Store, text: str, language: str) -> None:
    with pytest.raises(QueryError, match=f"seems to be in {language}"):
        found(world, text)


def test_foreign_names_in_english_are_not_another_language(world: Store) -> None:
    found(world, "The café Les Amis de la Rue needs flats for young people who leave care")
    found(world, "Die Brücke")
    found(world, "Pobl and Cartrefi Cymru homes")


def test_who_is_from_a_place_by_name_or_by_the_challenge_is_in_that_place(world: Store) -> None:
    bundle = Bundle("document/port")
    bundle.add(Document(id=bundle.document, title="A port", kind="report", source="port.txt", sha256="1"))
    text = "Hull Council brought it"
    passage = Passage(id="passage/port/0", text=text, start=0, end=len(text), order=0)
    bundle.add(passage, In(source=passage.id, target=bundle.document))
    bundle.state(Challenge(id="challenge/fair/homes", title=LINES[0]), passage.id)
    bundle.state(Organisation(id="organisation/hull-council", name="Hull Council"), passage.id)
    bundle.add(
        Owns(source="organisation/hull-council", target="challenge/fair/homes", evidence=(passage.id,)),
    )
    world.load(bundle)
    try:
        assert names(found(world, places=("hull",)))[:1] == ["Cedar"]
        assert {"Hull Council", "Birch"} <= set(names(found(world, places=("hull",))))
        learnt = find_precedents(world, world.embedder, NEED, wanted=Wanted(places=("Hull",)))
        assert [one["id"] for one in learnt["challenges"]] == ["challenge/fair/homes"]
    finally:
        world.remove(bundle.document)
        world.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(st.sampled_from(TEXT.replace(",", "").split()), min_size=4, max_size=12),
    owner=st.floats(0.1, 1),
    supporter=st.floats(0.1, 1),
    model=st.floats(0.1, 1),
)
def test_a_reason_is_how_well_the_match_fits_times_what_the_tie_weighs(
    world: Store, words: list[str], owner: float, supporter: float, model: float
) -> None:
    """With one reason each, and none by way of an idea; what a match counts is read from what is worth learning from."""
    changed = {"owner": owner, "supporter": supporter, "model": model}
    weights = replace(WEIGHTS, reasons=1, one_step=0.0, example=0.0, example_nearby=0.0, named=0.0, **changed)
    text = " ".join(words)
    learnt = find_precedents(world, world.embedder, text, 100, weights=weights)
    relevance = {one["id"]: one["score"] for kind in learnt.values() for one in kind}
    ties = {"OWNS": owner, "SUPPORTS": supporter, "INVOLVES": model}
    for partner in find_partners(world, world.embedder, text, Wanted(limit=100), weights=weights):
        if partner["tier"] == "evidence" and partner["score"] > 0:
            [reason] = partner["reasons"]
            match, tie = reason["path"]
            assert reason["score"] == pytest.approx(relevance[match["id"]] * ties[tie["relationship"]])


def test_what_cannot_be_asked_is_refused_in_one_line(world: Store) -> None:
    with pytest.raises(QueryError, match="no word to look for"):
        found(world, " ?! ")
    with pytest.raises(QueryError, match="only half of one"):
        found(world, "homes \udcff")
    with pytest.raises(QueryError, match="1 to 100"):
        found(world, limit=0)
    with pytest.raises(QueryError, match="no kind of organisation 'frog'"):
        found(world, kinds=("frog",))
    with pytest.raises(QueryError, match="no topic 'homelesness' in the graph; did you mean 'homelessness'"):
        found(world, topics=("homelesness",))
    with pytest.raises(QueryError, match="no place 'Oz' in the graph; there are "):
        found(world, places=("Hull", "Oz"))
    with pytest.raises(QueryError, match="no tie 'cousin'"):
        found(world, roles=("cousin",))


def test_every_tie_has_its_weight_and_every_kind_its_part() -> None:
    assert set(TIES) <= set(WEIGHTS.parameter())
    assert {kind for kinds in GROUPS.values() for kind in kinds} <= set(ORGANISATION_KINDS)
    assert set(ORGANISATION_KINDS) - {"political party"} == set(kinds_of(GROUPS))
