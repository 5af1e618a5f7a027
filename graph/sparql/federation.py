"""Refuses SERVICE, the one part of a query that would let this machine ask others.

The engine has no switch for it, so it is looked for in the query's tokens (SPARQL 1.1, 19.8): the word can stand in strings, IRIs,
comments and names, where it means nothing. `no_network` is the second lock, for the process in which queries run.
"""

import ctypes
import platform
import re
import struct
import sys

from graph.sparql.question import MalformedError

_TOKEN = re.compile(
    r"""
      "{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
    | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*'
    | <(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>
    | \#[^\n\r]*
    | [?$@][\w-]*
    | (?P<prefix>_?(?:[^\W\d_](?:[\w.-]*[\w-])?)?):(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*)?
    | (?P<word>[^\W\d_]\w*)
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def refuse_service(query: str) -> None:
    """Raise MalformedError where a query has the keyword SERVICE, or words that the engine may read as one.

    The engine takes keywords that nothing parts from what is beside them (`SERVICESILENT`, `trueSERVICE:x`). So no word and no
    prefix of a name may have it in it.
    """
    if "service" not in query.lower():
        return
    for token in _TOKEN.finditer(query):
        if "SERVICE" in (token["word"] or token["prefix"] or "").upper():
            line, column = query.count("\n", 0, token.start()) + 1, token.start() - query.rfind("\n", 0, token.start())
            raise MalformedError(
                f"line {line}, column {column}: SERVICE is not done here, since this endpoint asks no other; leave it out"
            )


_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""How Linux knows each architecture in a filter, and the number of its system call `socket`."""


def no_network() -> None:
    """Take from this process, for good, the right to open sockets (seccomp); where the system is not Linux, do nothing.

    Raises OSError where Linux refuses.
    """
    known = _SOCKET_CALLS.get(platform.machine())
    if not sys.platform.startswith("linux") or known is None:
        return
    architecture, socket_call = known
    # A classic BPF program over (number, architecture, ...): `socket` fails with EPERM, and so does another architecture's call.
    program = [
        (0x20, 0, 0, 4), (0x15, 0, 3, architecture), (0x20, 0, 0, 0), (0x15, 1, 0, socket_call),
        (0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x00050001),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in program))
    header = ctypes.create_string_buffer(struct.pack("H6xQ", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    no_new_privileges, seccomp, by_filter = 38, 22, 2
    if libc.prctl(no_new_privileges, 1, 0, 0, 0) or libc.prctl(seccomp, by_filter, header, 0, 0):
        raise OSError(ctypes.get_errno(), "the process that answers queries cannot be kept off the network")
