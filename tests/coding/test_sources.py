"""Events that the model found no source for, within what somebody states."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.build import analysis, cited

from whowhom.coding import assemble
from whowhom.types import Actor, Mention, Parties, Role, Voices


def sources(
    text: str, trigger: str, row: tuple[str, str, str], *, actors: tuple[str, ...] = (), found: tuple[str, ...] = ()
) -> list[str]:
    """Whom an event is attributed to, with one attribution whose speaker is its source."""
    seen = analysis(text, trigger, actors=actors, attributed_to=found)
    seen = replace(seen, attributions=cited(text, row).attributions)

    def role(words: str) -> Role:
        span = next(scored.span for scored in seen.frames[0].actors if scored.span.of(text) == words)
        return Role(Mention(span, words), Actor(), "", 0.0)

    source = seen.attributions[0].source[0]
    voices = Voices(Role(Mention(source, source.of(text)), Actor("PER"), "country in the mention", 0.9))
    parties = Parties(tuple(map(role, actors)))
    [event] = assemble(seen, [parties], [None], [None], [], {}, voices=[voices]).events
    return [mention.text for mention in event.attributed_to]


@pytest.mark.parametrize(
    ("text", "trigger", "row", "expected"),
    [
        ("Peru said rebels shelled the town.", "shelled", ("Peru", "said", "rebels shelled the town"), ["Peru"]),
        ("Rebels shelled the town, according to Peru.", "shelled", ("Peru", "according to", "Rebels shelled the town"),
         ["Peru"]),
        ("Peru urged rebels to free him.", "free", ("Peru", "urged", "rebels to free him"), []),
        ("Peru condemned the shelling.", "shelling", ("Peru", "condemned", "the shelling"), []),
        ("Peru hopes rebels free him.", "free", ("Peru", "hopes", "rebels free him"), []),
        ("Rebels shelled the town, and Peru said it would answer.", "shelled", ("Peru", "said", "it would answer"), []),
    ],
)  # fmt: skip
def test_who_states_it_is_its_source(text: str, trigger: str, row: tuple[str, str, str], expected: list[str]) -> None:
    assert sources(text, trigger, row) == expected


def test_what_the_model_found_stays() -> None:
    text = "Peru said police held him."
    assert sources(text, "held", ("Peru", "said", "police held him"), found=("police",)) == ["police"]


def test_a_doer_is_not_the_source_of_its_own_deed() -> None:
    assert (
        sources("Peru said it will urge them.", "urge", ("Peru", "said", "it will urge them"), actors=("Peru",)) == []
    )
