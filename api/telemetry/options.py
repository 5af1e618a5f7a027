"""What is told about the running service, as one frozen object, which `api/settings.py` reads from the environment."""

from dataclasses import dataclass
from typing import Annotated, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class TelemetryOptions:
    """One value for each thing that can be watched."""

    log: Annotated[
        Literal["text", "json"], "How the service's log is written, on standard error: `text` or `json`, a line each."
    ] = "text"
    requests: Annotated[bool, "Whether the log has a line for every request."] = False
    metrics: Annotated[bool, "Whether `/metrics` answers, for Prometheus; keep it from the public at your proxy."] = (
        False
    )
    traces: Annotated[str, "Where an OpenTelemetry collector takes traces over HTTP; none are made without it."] = ""
