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
        "The file of keys that `{program} keys` writes; where it is set, reading takes a key, pages included.",
    ] = None
    rate: Annotated[
        int, "Requests a minute that one client (its key, else its address) may send; more get 429. 0: any number."
    ] = 0
    at_once: Annotated[
        int,
        "Requests of one client that may be under way at once, in each process of the service; more get 429. 0: any number. A "
        "browser sends six.",
    ] = 0
    proxies: Annotated[
        tuple[Network, ...],
        "Addresses of proxies, such as `10.0.0.2,10.1.0.0/16`, whose `X-Forwarded-For` is believed; nobody else's is.",
    ] = ()
    curators: Annotated[
        Path | None,
        "The file of curators that `{program} curators` writes, `curators.json` in `IMAGINE_HOME` where it is not set; whoever is "
        "in it may sign in and decide on `/review`.",
    ] = None
    oidc_issuer: Annotated[
        str, "The address of a provider of OpenID Connect with whom curators sign in; it is asked for `openid email`."
    ] = ""
    oidc_client: Annotated[str, "The service's name there (`client_id`)."] = ""
    oidc_secret: Annotated[Path | None, "The file that holds the service's secret there; none for a public client."] = (
        None
    )
    oidc_curators: Annotated[
        tuple[str, ...],
        "E-mail addresses, separated by commas, of those who are curators; the provider must have verified them.",
    ] = ()
    oidc_claim: Annotated[
        str, "A claim and the value with which it makes somebody a curator, such as `groups=graph-curators`."
    ] = ""

    @property
    def has_provider(self) -> bool:
        """Whether curators sign in with a provider of OpenID Connect."""
        return bool(self.oidc_issuer)
