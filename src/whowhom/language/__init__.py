"""From bodies to analyses: sentences, the encoder session, its heads."""

from whowhom.language.reader import Reader, load

__all__ = ["Reader", "load"]
