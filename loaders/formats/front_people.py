"""Authors of a front matter, and people whom it lists with what they do and where: a table, as the page made of it shows them.

Sites keep a programme's speakers and a meeting's participants as data above the text, such as
`participants: [{name: Ada North, affiliation: Alder Trust}]` or `team: {one: {name: Ada North, role: "Chair, Alder Trust"}}`.
"""

import re
import tomllib
from html import escape, unescape
from typing import Any

import yaml

LONGEST = 60_000
"""The most characters of a front matter that is read for people; one with a few hundred people has 30,000."""
_NAME = ("name", "full name", "full_name", "fullname")
_COLUMNS = {
    "Name": _NAME,
    "Role": ("role", "title", "job title", "job_title", "position", "jobtitle", "description", "subtitle"),
    "Affiliation": (
        *("affiliation", "affiliations", "organisation", "organization", "org", "institution", "institute"),
        *("company", "employer", "body"),
    ),
}
"""The heads of the table, with the names of the fields that each column shows."""
_LONGEST_ROLE = 120
"""The most characters of a description that says what somebody does and where; a longer one tells a story."""
_AUTHORS = ("author", "authors", "byline")
_EMBRACED = re.compile(r"<[^<>]*>")
"""Marks of HTML around a name, or an address behind it."""
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]")


def people_of(front: str) -> str:
    """Return as HTML a headed table for each list of people in a YAML front matter; nothing where it has none, or is no YAML."""
    if "name" not in front.casefold():
        return ""
    fields = {key: rows for key, rows in fields_of(front).items() if str(key).lower() not in _AUTHORS}
    return "".join(table(str(key), rows) for key, rows in fields.items())


def authors_of(front: str, toml: str = "") -> list[str]:
    """Return a line for those who a front matter says wrote the page ("author: Ada North, Clerk, Elm Trust"), in whatever form: in
    quotes, in a list, or as maps of names and offices."""
    fields = fields_of(front) if front else _fields_of_toml(toml)
    return [
        f"author: {line}"
        for key, said in fields.items()
        if str(key).lower() in _AUTHORS
        for line in _authors(said if isinstance(said, list) else [said])
    ]


def _authors(said: list[Any]) -> list[str]:
    """Return the lines for authors: one for those of whom the name alone is told, one each for the rest."""
    names = [" ".join(unescape(_EMBRACED.sub("", one)).split()) for one in said if isinstance(one, str)]
    lines = [", ".join(name for name in names if name)]
    for one in (one for one in said if isinstance(one, dict)):
        parts = [_cell(one, (part,)) for part in ("first_name", "last_name")]
        name = _cell(one, _NAME) or " ".join(filter(None, parts))
        detail = [_cell(one, ("job", *_COLUMNS["Role"][:-2])), _cell(one, _COLUMNS["Affiliation"])]
        lines.append(", ".join(filter(None, (name, *detail))) if name else "")
    return [line for line in lines if line]


def _fields_of_toml(front: str) -> dict[str, Any]:
    try:
        return tomllib.loads(front) if len(front) <= LONGEST else {}
    except (tomllib.TOMLDecodeError, RecursionError):
        return {}


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
