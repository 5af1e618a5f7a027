"""What begins a sentence, stands below "Apologies" or is called after somebody is no model, no guest and nobody."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Model, Organisation, Person


def reading(text: str) -> Extraction:
    return extract(read("notes.md", text.encode()))


def names(found: Extraction, kind: type[Model | Organisation | Person]) -> set[str]:
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


@pytest.mark.parametrize(
    "told",
    [
        "Since 2012, Fenmoor Council has paid for nine rotas.",
        "In Wigan, volunteers have cooked.",
        "Over 90 cooks take part.",
    ],
)
def test_how_a_sentence_begins_names_no_model_and_no_body(told: str) -> None:
    head = "# Vale Care Workshop\n\nThe Vale Care Workshop was held in Ely on 12 March 2031.\n\n## Challenge: Lone carers\n\n"
    found = reading(f"{head}### Ideas\n\n- A shared rota.\n\n### Case study: Fenmoor Kitchens\n\n{told}\n")
    assert names(found, Model) <= {"Fenmoor Kitchens"}
    assert names(found, Organisation) <= {"Fenmoor Council", "Fenmoor District Council"}


@pytest.mark.parametrize(
    "absent",
    [
        "Apologies: Priya Marlow (Tallow Roots)\n",
        "Sent apologies: Priya Marlow, Tallow Roots\n",
        "## Apologies\n\n| Name | Organisation |\n|---|---|\n| Priya Marlow | Tallow Roots |\n| Tom Marsh | Quill Trust |\n",
    ],
)
def test_whoever_sent_apologies_to_a_list_of_participants_did_not_come(absent: str) -> None:
    table = "| Name | Organisation |\n|---|---|\n| Erin Walsh | Elm Works |\n| Simon Castle | Fir Trust |\n\n"
    found = reading(f"# Participants: Vale Care Workshop\n\n12 March 2031\n\n{table}{absent}")
    came = {link.source for link in found.bundle.facts.links.values() if isinstance(link, Attended)}
    assert {"person/erin-walsh", "organisation/elm-works"} <= came
    assert came.isdisjoint({"person/priya-marlow", "organisation/tallow-roots"})
    assert "Priya Marlow" in names(found, Person)


def test_a_venue_called_after_somebody_is_nobody() -> None:
    found = reading("# Vale Care Workshop\n\nThe workshop met at Adam North's Stadium, Ely, on 12 March 2031.\n")
    assert names(found, Person) == set()
