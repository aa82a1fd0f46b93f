"""Cleaning: which parts of a scraped article are the story. ``Article`` -> ``Body``."""

from whowhom.cleaning.story import clean

__all__ = ["clean"]
