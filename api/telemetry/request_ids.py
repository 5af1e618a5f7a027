"""The name of the request that is being answered, by which a line of the log, a trace and an error's reference find each other."""

import re
import secrets
from contextvars import ContextVar

HEADER = b"x-request-id"
"""Taken from whoever stands in front of the service, and given back in every answer."""
_SOUND = re.compile(rb"[A-Za-z0-9_.-]{8,64}")
_NONE = "-"

_current: ContextVar[str] = ContextVar("request", default=_NONE)


def name_for(given: bytes | None) -> str:
    """Return the id of a request: what it came with, where that can stand in a log, or a new one."""
    return given.decode("ascii") if given and _SOUND.fullmatch(given) else secrets.token_hex(8)


def begin(given: bytes | None) -> str:
    """Return the id of a request that begins here; what is logged from now on in this task bears it."""
    name = name_for(given)
    _current.set(name)
    return name


def none_yet() -> None:
    """Say that what is logged from now on here belongs to no request."""
    _current.set(_NONE)


def current() -> str:
    """Return the id of the request that is being answered; `-` outside of one."""
    return _current.get()
