"""Lessons that writers say that they share, below which headings tell one each; and near misses."""

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Insight

_POST = """# Open Bread Elmstead

Date: 7 May 2031

I went to the first meetup of Open Bread Elmstead last night. {line}

### Who owns the oven?

Bakers want millers to say what flour they have, and millers want to know what is baked.

### Flour needs a story

Without it nobody knows which field it came from.

### Who eats the bread?

Those who bake are not those who are hungry.
"""


def lessons(text: str) -> list[str]:
    nodes = extract(read("post.md", text.encode())).bundle.facts.nodes.values()
    return sorted(node.title for node in nodes if isinstance(node, Insight))


def test_headings_below_what_a_writer_says_to_share_are_lessons() -> None:
    told = "I wrote down much of what was said, and I'm sharing the themes that I found interesting here. Others said the best."
    assert lessons(_POST.format(line=told)) == ["Flour needs a story", "Who eats the bread?", "Who owns the oven?"]


def test_what_others_will_share_and_what_the_writer_only_tells_is_none() -> None:
    assert lessons(_POST.format(line="The speakers will share their thoughts.")) == []
    assert lessons(_POST.format(line="I liked the bread.")) == []


def test_hours_below_an_announcement_are_no_lessons() -> None:
    text = _POST.format(line="Here we will share some lessons.")
    for hour, heading in enumerate(("Who owns the oven?", "Flour needs a story", "Who eats the bread?"), 1):
        text = text.replace(heading, f"{hour}:00 PM - {hour}:30 PM")
    assert lessons(text) == []


def test_takeaway_ideas_are_lessons() -> None:
    text = "# Elmstead Forum 2031\n\nThe Elmstead Forum 2031 was held on 3 May 2031.\n\n## Final takeaway ideas from the day\n\n"
    assert lessons(f"{text}- Start small.\n- Ask the bakers first.\n") == ["Ask the bakers first", "Start small"]
