"""Every exception of whowhom.

    WhowhomError
    |-- UsageError          the call is wrong: an option, a path, a value
    |-- ReadingError        an input cannot be read: missing, truncated, not text
    |-- ModelError          the model's files are missing or do not fit this version
    |-- StoreError          the database cannot be opened, is newer than this version, or is locked
    |-- StrictError         a strict run met trouble
    |-- WorkerError         a worker process died
    `-- KnowledgeError      a knowledge table breaks its own rules

Messages say what went wrong, the likely cause and what to do.
"""

from __future__ import annotations


class WhowhomError(Exception):
    """Whatever whowhom raises on purpose."""


class UsageError(WhowhomError):
    """The call is wrong: an option, a path or a value."""


class ReadingError(WhowhomError):
    """An input cannot be read: it is missing, truncated or not text."""


class ModelError(WhowhomError):
    """The model's files are missing or do not fit this version."""


class StoreError(WhowhomError):
    """The database cannot be opened, was written by a newer version, or another process holds it."""


class KnowledgeError(WhowhomError):
    """A knowledge table breaks its own rules."""


class StrictError(WhowhomError):
    """A strict run met trouble; what came before it is kept."""


class WorkerError(WhowhomError):
    """A worker process died; what was written before is kept."""
