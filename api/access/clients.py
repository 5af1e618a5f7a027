"""How often each client may ask: a bucket of a minute's requests each, which fills again as time passes."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address, ip_network

from api.access.options import Network

MOST_CLIENTS = 10_000
"""How many clients are remembered, those who asked last; a client that is forgotten has a full bucket again."""


class Buckets:
    """What each client has left of `rate` requests a minute."""

    def __init__(self, rate: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """By client: requests left, and when that was so. The client who asked last is the last."""

    def take(self, client: str) -> int:
        """Take one request from a client's bucket. Return 0 where there was one, else after how many seconds there is one again."""
        now = self._clock()
        left, at = self._left.pop(client, (float(self._rate), now))
        left = min(float(self._rate), left + (now - at) * self._rate / 60)
        enough = left >= 1
        self._left[client] = (left - 1 if enough else left, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if enough else math.ceil((1 - left) * 60 / self._rate)


def address_of(peer: str, forwarded: Sequence[str], proxies: Sequence[Network]) -> str:
    """Return the address that a request came from, of IPv6 the network that one customer has (/64).

    Args:
        peer: the address at the other end of the connection.
        forwarded: the values of X-Forwarded-For, in their order; each proxy adds at its end the address that it was asked from.
        proxies: whose word is believed. The last address that is none of theirs is the client's.
    """
    told = [part.strip() for value in forwarded for part in value.split(",")]
    address = peer
    while told and _is_one_of(address, proxies):
        address = told.pop()
    try:
        ip = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(ip, IPv6Address):
        return str(ip.ipv4_mapped or ip_network((ip, 64), strict=False))
    return str(ip)


def _is_one_of(address: str, proxies: Sequence[Network]) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in proxies)
