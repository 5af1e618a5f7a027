"""A process that is ready to read: what it imports, and the words and names that documents are read by, known before the first one.

Processes that read are copies of one that has imported this module (`executors`), so that each need not learn all that again.
"""

import gc

from api.work import reading
from loaders.extract import extract
from loaders.sources import read

__all__ = ["reading"]

_REPORT = b"""# A day of harbours

A day of harbours was held on 4 May 2001 at the Old Customs House in Hull, hosted by Alder Trust.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. Empty offices become homes, as the Elm Street model in Leeds has shown.
"""
"""Of each thing that most reports have, one."""

extract(read("report.md", _REPORT))
gc.freeze()
