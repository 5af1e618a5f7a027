"""Forms that change something: read within limits, and only where they come from a page of this service.

A form carries a value that follows from the browser's own cookie and that no other page can know (OWASP's signed double submit);
and a browser that tells where a request comes from must say that it comes from here.
"""

import hashlib
import hmac
from urllib.parse import parse_qsl

from starlette.requests import Request

from schema.errors import ForbiddenError, QueryError, TooLargeError, UnsupportedTypeError

MOST_BYTES, MOST_FIELDS = 32_768, 500
FIELD = "form"
_TYPE = "application/x-www-form-urlencoded"


def form_value(token: str) -> str:
    """Return the value that the forms of the browser with this cookie carry."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


async def posted(request: Request, token: str | None) -> dict[str, list[str]]:
    """Return the fields of a form that came from a page which was made for the browser with the cookie `token`.

    Raises ForbiddenError where it did not, and QueryError where it is no such form.
    """
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise ForbiddenError("this form comes from another site; open the page here and send it again")
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise UnsupportedTypeError(f"a form is expected, as {_TYPE}")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise TooLargeError(f"a form has {MOST_BYTES} bytes at most; shorten it")
    fields: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(body.decode("ascii"), True, errors="strict", max_num_fields=MOST_FIELDS):
            fields.setdefault(name, []).append(value)
    except ValueError:
        raise QueryError("this form cannot be read; open the page and send it again") from None
    given = fields.pop(FIELD, [""])[0]
    if not token or not hmac.compare_digest(given.encode(), form_value(token).encode()):
        raise ForbiddenError(
            "this page is out of date; load it again, with cookies allowed, and send the form once more"
        )
    return fields


def one(fields: dict[str, list[str]], name: str, most: int = 1000) -> str:
    """Return a field's value, empty where there is none. Raises QueryError where there are several, or it is too long."""
    values = fields.get(name, [""])
    if len(values) != 1 or len(values[0]) > most:
        raise QueryError(f"the field {name!r} has one value of {most} characters at most")
    return values[0]
