"""Whose a mention is by its own words: an owner, a side, whom somebody serves, what a state once was."""

from __future__ import annotations

import re
from typing import Final

from whowhom.actors.words import Words, words_of

_POSSESSIVE: Final = re.compile(r"((?:[A-Z][\w.-]+ ){0,2}[A-Z][\w-]+)['’]s?\s")
_SIDE: Final = re.compile(r"\b(?:[Pp]ro|[Aa]nti)\s?-\s?((?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+)(?=\s)")
"""Whose friends or foes: "pro-Assad forces", who are on that state's side or against it, and in it."""
_SERVED: Final = re.compile(
    r"\s(?:for|to|of)\s+(?:the\s+)?(?:[a-z][\w-]+\s+){0,3}((?:[A-Z][\w.'’-]*\s+){0,4}[A-Z][\w'’-]*)\Z"
)
"""Whom somebody serves: "an aide to President Trump"."""
ONCE: Final = re.compile(
    r"\b(?:former|ex|onetime|one-time)\b[^,;]*"
    r"\s(?:republic|state|colony|territory|protectorate|dominion) of (?:the )?\Z"
)
"""What stands before the name of a state that was another's."""


def possessor(words: Words) -> re.Match[str] | None:
    """The name of whoever a mention belongs to, is for or against, or serves."""
    served = _SERVED.search(words.text) if words.head in words_of("servants") else None
    return _POSSESSIVE.search(words.text) or _SIDE.search(words.text) or served
