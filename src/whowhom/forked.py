"""Imported once by the process from which workers are forked, so that they begin with the coder that they need."""

from __future__ import annotations

from contextlib import suppress

from whowhom.pipeline import load_ahead

with suppress(Exception):  # the worker that cannot load it either says why
    load_ahead()
