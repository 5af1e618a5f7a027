"""Who may ask, and how often, as one frozen object, which `api/settings.py` reads from the environment."""

from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessOptions:
    """One value for each thing that can be kept from others."""

    keys: Annotated[
        Path | None,
        "The file of keys that `imagine keys` writes; where it is set, reading takes a key, pages included.",
    ] = None
    rate: Annotated[
        int, "Requests a minute that one client (its key, else its address) may send; more get 429. 0: any number."
    ] = 0
    proxies: Annotated[
        tuple[Network, ...],
        "Addresses of proxies, such as `10.0.0.2,10.1.0.0/16`, whose `X-Forwarded-For` is believed; nobody else's is.",
    ] = ()
