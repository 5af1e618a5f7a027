"""Who founded or runs a body, and the people of a body's own report; and near misses."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read


def stated(text: str) -> set[str]:
    return set(employers(extract(read("story.md", text.encode()))))


@pytest.mark.parametrize(
    "told",
    [
        "Elm Works CIC was set up in 2031 by Anna North, a former potter.",
        "Elm Works CIC mends bikes. It was founded by Anna North, who had never run a company.",
        "Run by Anna North, Elm Works CIC mends bikes.",
        "Elm Works CIC is the brainchild of Anna North.",
    ],
)
def test_who_founded_or_runs_a_body_is_of_it(told: str) -> None:
    assert stated(f"# Story\n\n{told}\n") == {"Anna North -> Elm Works CIC"}


def test_several_people_who_run_a_body() -> None:
    assert stated("# Story\n\nAnna North and Ben Marsh run Elm Works CIC, a repair shop.\n") == {
        "Anna North -> Elm Works CIC",
        "Ben Marsh -> Elm Works CIC",
    }


def test_what_is_no_body_has_no_founders() -> None:
    assert (
        stated("# Story\n\nThe Spring Workshop was led by Anna North in a tent. It was set up by Ben Marsh.\n") == set()
    )
    assert stated("# Story\n\nElm Hospital Trust was founded by Anna North in 1884.\n") == set()


def test_the_founder_below_the_name_of_a_body() -> None:
    text = """# Projects

## Mend the Town Commission

Lends tools to all. Wren Fialko, the founder, began it in a shed. Mend the Town Commission has forty members.
"""
    assert stated(text) == {"Wren Fialko -> Mend the Town Commission | founder"}


def test_officers_of_a_bodys_own_annual_report() -> None:
    text = """# Elm Housing Trust

## Annual report 2031/32

Our founder, Anna North, retired. "Our director Cora Dale was kind," says a tenant of another landlord.

Ben Marsh, Chair of Trustees

### Reference and administrative details

Trustees: Ben Marsh (Chair), Dora Hill (Treasurer), Emma Wood

Chief Executive: Frank Lee
"""
    assert stated(text) == {
        "Anna North -> Elm Housing Trust | founder",
        "Ben Marsh -> Elm Housing Trust | Chair",
        "Dora Hill -> Elm Housing Trust | Treasurer",
        "Emma Wood -> Elm Housing Trust",
        "Frank Lee -> Elm Housing Trust | Chief Executive",
    }


def test_a_report_without_a_body_in_its_title_has_no_officers() -> None:
    assert stated("# Annual report 2031\n\nOur founder, Anna North, retired. We thank Elm Housing Trust.\n") == set()


def test_a_list_of_all_who_are_of_one_body() -> None:
    assert stated("# Report\n\nGroups were led by Anna North, Ben Marsh and Cora Dale (all Elm Institute).\n") == {
        "Anna North -> Elm Institute",
        "Ben Marsh -> Elm Institute",
        "Cora Dale -> Elm Institute",
    }


def test_a_part_of_a_body_and_a_body_of_a_country() -> None:
    assert stated(
        "# Report\n\nWe heard Anna North, vice president of Elm College's Estates Division, and others.\n"
    ) == {"Anna North -> Elm College | vice president"}
    assert stated(
        "# Report\n\nSpeakers:\n\n- Anna North from Hungary's Elm Rights Project\n- Ben Marsh from Fir Trust\n"
    ) == {
        "Anna North -> Elm Rights Project",
        "Ben Marsh -> Fir Trust",
    }


def test_the_people_of_a_yearly_letter() -> None:
    text = """# 2031 Year in Review

**Elm Commons Network, Vale, Ohio**

Dear friends, what a year.

Board of Directors, 2031

- Anna North, President
- Ben Marsh, Treasurer
- Cora Dale, Bryan Hospital Trust

## Trustees

Dora Hill (Chair), Emma Wood, Dr Frank Lee
"""
    assert stated(text) == {
        "Anna North -> Elm Commons Network | President",
        "Ben Marsh -> Elm Commons Network | Treasurer",
        "Cora Dale -> Bryan Hospital Trust",
        "Dora Hill -> Elm Commons Network | Chair",
        "Emma Wood -> Elm Commons Network",
        "Frank Lee -> Elm Commons Network",
    }


def test_the_whole_name_of_the_body_that_met() -> None:
    text = "# Minutes – Friends of Wardle Park AGM 2031\n\nDate: 19 March 2031\n\nAttending: Anna North (chair), Ben & Cora Marsh\n"
    assert stated(text) == {"Anna North -> Friends of Wardle Park | chair"}


@pytest.mark.parametrize(
    ("told", "pairs"),
    [
        (
            "Media contact: Anna North, Elm Housing Trust, 01632 960123, anna@elm.example",
            {"Anna North -> Elm Housing Trust"},
        ),
        (
            "Contact Anna North at Elm Rescue or Cora Dale at Fir Trust.",
            {"Anna North -> Elm Rescue", "Cora Dale -> Fir Trust"},
        ),
        ("We were asked by Lars North of Elm Trust why so few come.", {"Lars North -> Elm Trust"}),
        ("Anna North spoke. Anna, formerly of the Elm Foundation, agreed.", {"Anna North -> Elm Foundation"}),
        ("Anna North (@annan), digital champion at Elm Homes, spoke.", {"Anna North -> Elm Homes | digital champion"}),
        ("Present: Maureen North, Phil & Gill Strong, Hassan Dale.", set()),
        ("Anna North, adviser at the German ministry of trade, spoke.", set()),
    ],
)
def test_where_a_body_beside_a_name_ends(told: str, pairs: set[str]) -> None:
    assert stated(f"# Story\n\n{told}\n") == pairs


def test_people_in_brackets_behind_their_bodies() -> None:
    told = "Attending: Elm Alliance (Anna North, Dr Ben Marsh), Fir & Ash (Cora Dale), Oak Council (Cllr Dora Hill), Emma Wood."
    assert stated(f"# Story\n\n{told}\n") == {
        "Anna North -> Elm Alliance",
        "Ben Marsh -> Elm Alliance",
        "Cora Dale -> Fir & Ash",
        "Dora Hill -> Oak Council",
    }


def test_officers_in_the_text_of_an_annual_report() -> None:
    text = """Trustees' Annual Report 2031 - Elm Street Nursery

Our people

Officers elected in May were Anna North (chair) and Ben Marsh (treasurer). Other members were away on the day of the vote.

Thanks to Revd Cora Dale for the loan of the hall.
"""
    assert set(employers(extract(read("report.txt", text.encode())))) == {
        "Anna North -> Elm Street Nursery | chair",
        "Ben Marsh -> Elm Street Nursery | treasurer",
    }


@pytest.mark.parametrize(
    ("told", "pairs"),
    [
        ("Anna North (Elm University, Fir Centre for Futures) spoke.", {"Anna North -> Elm University"}),
        (
            "Anna North (Department of Anatomy, Elm University) spoke.",
            {"Anna North -> Elm University | Department of Anatomy"},
        ),
        ("We met Elm Trust's Wales lead, Anna North, there.", {"Anna North -> Elm Trust | Wales lead"}),
        ("With Anna North of Elm Trust and Quillwork's Ben Marsh.", {"Anna North -> Elm Trust"}),
        ("Elm Vale Tribune columnist Anna North agreed.", {"Anna North -> Elm Vale Tribune | columnist"}),
        ("Anna North chairs the charity Mend Together.", {"Anna North -> Mend Together"}),
        ("Present: Anna North (UG year 1 rep), Ben Marsh (PGT rep)", set()),
    ],
)
def test_which_body_a_name_is_tied_to(told: str, pairs: set[str]) -> None:
    assert stated(f"# Story\n\n{told}\n") == pairs
