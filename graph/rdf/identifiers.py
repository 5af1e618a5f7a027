"""What printed identifiers are in RDF: the register numbers of organisations, and addresses on the web.

Register numbers are in org-id style (https://org-id.guide): the code of a list (`GB-COH`), a hyphen, and the number in it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

_LIST = "http://org-id.guide/list/"
_ORG_ID = re.compile(r"([A-Z]{2}-[A-Z]+)-(.+)", re.DOTALL)

_CHARITY = ("owl:sameAs", "https://findthatcharity.uk/orgid/{code}-{number}")
_ELSEWHERE: dict[str, tuple[tuple[str, str], ...]] = {
    "GB-COH": (("rdfs:seeAlso", "https://find-and-update.company-information.service.gov.uk/company/{number}"),),
    "GB-CHC": (
        (
            "rdfs:seeAlso",
            "https://register-of-charities.charitycommission.gov.uk/charity-details/?regid={number}&subid=0",
        ),
        _CHARITY,
    ),
    "GB-SC": (
        ("rdfs:seeAlso", "https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number={number}"),
        _CHARITY,
    ),
    "GB-NIC": (
        ("rdfs:seeAlso", "https://www.charitycommissionni.org.uk/charity-details/?regId={number}&subId=0"),
        _CHARITY,
    ),
    "GB-GSS": (("rdfs:seeAlso", "http://statistics.data.gov.uk/id/statistical-geography/{number}"),),
    "XI-ROR": (("owl:sameAs", "https://ror.org/{number}"),),
}
"""By list: `rdfs:seeAlso` the register's page (of GB-GSS, that of the area); `owl:sameAs` only what names the body itself."""


_CHARACTER = r"(?:[A-Za-z0-9._~:/?@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_ADDRESS = re.compile(
    rf"(https?://)?(?:[a-z0-9-]+\.)+[a-z]{{2,}}(?::\d+)?(?:[/?]{_CHARACTER}*)?(?:#{_CHARACTER}*)?",
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OrgId:
    """A number in a list of organisations."""

    number: str
    scheme: str
    """The IRI of the list, which is the datatype of the number (as `org:identifier` asks)."""
    elsewhere: tuple[tuple[str, str], ...]
    """Prefixed names of properties, each with an IRI that the organisation has it to."""


@lru_cache(maxsize=4096)
def org_id(identifier: str) -> OrgId | None:
    """Return what an identifier says, or None where it is not in org-id style. `f"{code}-{number}"` is the identifier again."""
    if not (match := _ORG_ID.fullmatch(identifier)):
        return None
    code, number = match.groups()
    known = {"code": code, "number": quote(number, safe="")}
    elsewhere = tuple((term, iri.format(**known)) for term, iri in _ELSEWHERE.get(code, ()))
    return OrgId(number, _LIST + code, elsewhere)


def web_address(printed: str) -> str | None:
    """Return the IRI of an address on the web as it is printed (`www.example.org/a`), or None where it is not certainly one."""
    if not (match := _ADDRESS.fullmatch(printed)):
        return None
    return printed if match[1] else f"http://{printed}"
