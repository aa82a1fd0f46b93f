"""A quarrel for the explorer: a cue that is an event, one statement within another, markup in what is said."""

from __future__ import annotations

from tests.ledger import claim, coding, event, statement
from whowhom.types import Coding

TEXT = (
    "Greece accused Turkey of shelling a post. Turkey denied <b>the shelling</b>, according to Reuters. "
    "Norway hopes to mediate, envoys said. It is feared that more posts may fall."
)


def quarrel() -> Coding:
    """Greece asserts a shelling that Turkey denies; Norway means to mediate, as envoys say; something is feared."""
    accused = event(TEXT, "accused", "ACCUSE", actors=["Greece"], recipients=["Turkey"])
    shelling = event(TEXT, "shelling", "ASSAULT", status="denied", actors=["Turkey"])
    mediate = event(TEXT, "mediate", "CONSULT", status="planned", actors=["Norway"], sentence=2)
    asserts = statement(TEXT, "accused", ["Turkey", "of shelling a post"], source="Greece")
    denies = statement(TEXT, "denied", ["<b>the shelling</b>"], source="Turkey#2", via="Reuters", sentence=1)
    hopes = statement(TEXT, "hopes", ["to mediate"], source="Norway", kind="intention", sentence=2)
    says = statement(TEXT, "said", ["Norway hopes to mediate"], source="envoys", sentence=2)
    feared = statement(TEXT, "is feared", ["that more posts may fall"], kind="belief", sentence=3)
    claims = (
        claim(TEXT, asserts, shelling, "asserts", "accused"), claim(TEXT, denies, shelling, "denies", "denied"),
        claim(TEXT, hopes, mediate, "promises"), claim(TEXT, says, mediate, "asserts"),
    )  # fmt: skip
    return coding(TEXT, (accused, shelling, mediate), (asserts, denies, hopes, says, feared), claims)
