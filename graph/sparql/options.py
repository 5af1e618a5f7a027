"""How the SPARQL endpoint behaves: its limits as one frozen object, which `api/settings.py` reads from the environment."""

from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True, kw_only=True)
class SparqlOptions:
    """One value for each limit; none can be taken away."""

    seconds: Annotated[float, "Time that one query may take, in seconds."] = 20.0
    answer: Annotated[int, "Bytes that an answer may have."] = 20_000_000
    query: Annotated[int, "Bytes that a query may have."] = 65_536
    memory: Annotated[int, "Bytes of memory that the process of one query may take."] = 2_000_000_000
    workers: Annotated[int, "Queries that are answered at once."] = 2
    waiting: Annotated[int, "Queries that may wait for their turn; more are refused."] = 16
