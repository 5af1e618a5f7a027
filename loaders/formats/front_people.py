"""People whom a front matter lists with what they do and where: a table, as the page that is made of it shows them.

Sites keep a programme's speakers and a meeting's participants as data above the text, such as
`participants: [{name: Ada North, affiliation: Alder Trust}]` or `team: {one: {name: Ada North, role: "Chair, Alder Trust"}}`.
"""

import re
from html import escape
from typing import Any

import yaml

LONGEST = 60_000
"""The most characters of a front matter that is read for people; one with a few hundred people has 30,000."""
_COLUMNS = {
    "Name": ("name", "full name", "full_name", "fullname"),
    "Role": ("role", "title", "job title", "job_title", "position", "jobtitle", "description", "subtitle"),
    "Affiliation": (
        *("affiliation", "affiliations", "organisation", "organization", "org", "institution", "institute"),
        *("company", "employer", "body"),
    ),
}
"""The heads of the table, with the names of the fields that each column shows."""
_LONGEST_ROLE = 120
"""The most characters of a description that says what somebody does and where; a longer one tells a story."""
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]")


def people_of(front: str) -> str:
    """Return as HTML a headed table for each list of people in a YAML front matter; nothing where it has none, or is no YAML."""
    if "name" not in front.casefold():
        return ""
    return "".join(table(str(key), rows) for key, rows in fields_of(front).items())


def fields_of(front: str) -> dict[Any, Any]:
    """Return the fields of a YAML front matter; none where it is longer than any page's, or no YAML."""
    if len(front) > LONGEST:
        return {}
    try:
        fields = yaml.load(front, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def table(key: str, listed: Any) -> str:
    """Return a list of maps, or a map of them, as a table, where each has a name and some say where the bearer belongs."""
    if isinstance(listed, dict):
        listed = [*listed.values()]
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        return ""
    rows = [[_cell(one, fields) for fields in _COLUMNS.values()] for one in listed]
    rows = [[name, role if len(role) <= _LONGEST_ROLE else "", body] for name, role, body in rows]
    if not rows or not all(row[0] for row in rows) or not any(body or ", " in role for _, role, body in rows):
        return ""
    title = f"<h2>{escape(_JOINED.sub(' ', key).capitalize())}</h2>"
    if not any(body for *_, body in rows):
        # What they do and where stands in one field, as in a line of a list.
        lines = (f"{name}, {role}" if role else name for name, role, _ in rows)
        return title + f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
    used = [index for index in range(len(_COLUMNS)) if any(row[index] for row in rows)]
    heads = [*_COLUMNS]
    head = "".join(f"<th>{heads[index]}</th>" for index in used)
    body = "".join(f"<tr>{''.join(f'<td>{escape(row[index])}</td>' for index in used)}</tr>" for row in rows)
    return f"{title}<table><tr>{head}</tr>{body}</table>"


def _cell(one: dict[Any, Any], fields: tuple[str, ...]) -> str:
    """Return what a map says under the first of some fields that it has, the values of a list parted by semicolons."""
    said = next((one[key] for key in one if str(key).casefold() in fields), None)
    values = said if isinstance(said, list) else [said]
    return " ".join("; ".join(value for value in values if isinstance(value, str)).split())
