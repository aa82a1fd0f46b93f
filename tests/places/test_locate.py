"""Place expressions with the country that they are in."""

from __future__ import annotations

import pytest
from tests.build import analysis

from whowhom import places


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("A bomb exploded in northwestern Syria", "northwestern Syria", "SYR"),
        ("Leaders met in the Italian city of Lucca", "Italian city of Lucca", "ITA"),
        ("Protesters marched in Paris", "Paris", "FRA"),
        ("Protesters marched in Tripoli, the Lebanese port", "Tripoli", "LBN"),
        ("Police in Georgia and in Tbilisi met in Gori", "Gori", "GEO"),
        ("They fought near Mopti, in central Mali", "Mopti", "MLI"),
        ("Kenya mourned after gunmen stormed a mall", "mall", "KEN"),
        ("Somebody met somebody in a room", "room", None),
    ],
)
def test_country(text: str, words: str, country: str | None) -> None:
    seen = analysis(text, text.split()[1], where=words)
    where = places.locate(seen)[0]
    assert where is not None
    assert where.country == country


def test_no_expression_no_place() -> None:
    assert places.locate(analysis("Peru met Chile", "met")) == (None,)
