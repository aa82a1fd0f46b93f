"""What the cascade decides of a mention, by which rule, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from whowhom.actors.people import FULL_NAME
from whowhom.actors.titles import APPOSITION, TITLE
from whowhom.types import Actor

PAIR: Final = "the two states named"
SURE: Final = {
    "organisation": 0.98,
    "organisation in the mention": 0.95,
    "country in the mention": 0.99,
    "party and state after the name": 0.95,
    TITLE: 0.98,
    APPOSITION: 0.8,
    "apposition before the name": 0.98,
    FULL_NAME: 0.97,
    "surname of an office holder": 0.98,
    "same name elsewhere": 0.97,
    "whose it is": 0.83,
    "counterpart": 0.95,
    PAIR: 0.75,
}
"""Share of right decisions of each rule on gold's training part (`whowhom evaluate --mentions gold`); kept with every
role. Of counterparts, of party and state, of appositions after the name and of two states gold has a handful only."""
OWN_TABLE: Final = "a user's own table"
"""The rule of what a user's table says; it is taken at its word."""
COUNTERPART: Final = "counterpart"
ANTECEDENT: Final = "antecedent"
"""The rule of pronouns and common nouns, each decision with a probability of its own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An actor and the rule that gave it, empty when nothing decided; else ``between`` says what it could be.

    ``other`` is the second of two actors that a mention stands for ("the two countries").
    """

    actor: Actor
    rule: str
    kind: str
    sure: float | None = None
    between: tuple[str, ...] = ()
    tenure: str = ""
    other: Actor | None = None

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Everybody that the mention stands for."""
        return (self.actor,) if self.other is None else (self.actor, self.other)

    @property
    def score(self) -> float:
        """How sure, from 0 to 1: of the decision itself, else of its rule."""
        if self.rule == OWN_TABLE:
            return 1.0
        return SURE.get(self.rule, 0.0) if self.sure is None else self.sure
