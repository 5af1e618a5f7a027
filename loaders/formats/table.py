"""Every format that is read, in the order in which bytes are asked whether they are of it."""

from loaders.formats import docx, email, epub, html, markdown, odt, text
from loaders.formats.pdf import document as pdf
from loaders.formats.source import Format

FORMATS: tuple[Format, ...] = (
    pdf.FORMAT,
    docx.FORMAT,
    odt.FORMAT,
    epub.FORMAT,
    email.FORMAT,
    html.FORMAT,
    markdown.FORMAT,
    text.FORMAT,
)

ENDINGS = frozenset(ending for one in FORMATS for ending in one.endings)
"""What is read of a folder; a file that is named itself may end as it likes."""


def listed(last: str = "or") -> str:
    """Return the names of all formats as a sentence lists them."""
    *names, final = (one.name for one in FORMATS)
    return f"{', '.join(names)} {last} {final}"
