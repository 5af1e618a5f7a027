"""Writes the log of the service: one line an event, as text for a person or as JSON for a machine, with its request's id."""

import logging
import sys
import time

from pythonjsonlogger.json import JsonFormatter

from api.telemetry.request_ids import current
from schema.errors import SilentError

_TEXT = "%(asctime)s %(levelname)s %(process)d %(name)s [%(request)s] %(message)s"
_DATE = "%Y-%m-%dT%H:%M:%SZ"


def write_logs(form: str) -> None:
    """Write what is logged from now on to standard error, in the form `text` or `json`."""
    formatter = JsonFormatter(_TEXT, _DATE) if form == "json" else _OneLine(_TEXT, _DATE)
    formatter.converter = time.gmtime
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    handler.addFilter(_with_request)
    handler.addFilter(_is_news)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("imagine").setLevel(logging.INFO)


def _with_request(record: logging.LogRecord) -> bool:
    record.request = current()
    return True


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line says what no line before it said: of a database that is known to be silent, each request would have one."""
    return not (isinstance(record.args, tuple) and any(isinstance(one, SilentError) for one in record.args))


class _OneLine(logging.Formatter):
    """Keeps control characters out of a line, so that nobody can write lines of their own; a traceback has its lines below."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        line = super().formatMessage(record)
        return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
