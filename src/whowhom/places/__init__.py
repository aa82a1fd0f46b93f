"""Where: place expressions to the country they are in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from whowhom.knowledge import CountryName, Organisation
from whowhom.knowledge.match import Hit, names
from whowhom.types import Analysis, Mention, PlacePrecision, Where

__all__ = ["locate"]

CLEAR: Final = 5.0
"""How many times as many inhabitants a place needs to be meant without further evidence."""
NEAR: Final = 400
"""Characters around a place in which a country named tells where it is: the sentence and its neighbours."""
AFTER: Final = 40
"""Characters after a place in which its country may follow: "in Mopti, a region of central Mali"."""
_OWN_COUNTRY: Final = re.compile(r"\s*(?:,|\bin\b|\bof\b|\()")
_TOKEN: Final = re.compile(r"[A-Z][^\W\d_]+")


def locate(analysis: Analysis) -> tuple[Where | None, ...]:
    """The place of every frame, None where the frame marks no expression.

    A name that several countries share goes to the country that the text names most, else to the much
    larger place, else stays open. An expression that no table holds takes the only country near it.
    """
    article = analysis.article
    shift = len(article.context) + 1 if article.context else 0
    text = f"{article.context}\n{article.text}" if shift else article.text
    hits = names().find(text) if any(frame.place for frame in analysis.frames) else ()
    evidence = _evidence(hits)
    result: list[Where | None] = []
    for frame in analysis.frames:
        if frame.place is None:
            result.append(None)
            continue
        span = frame.place.span
        mention = Mention(span, span.of(article.text))
        country, precision = _country(text, hits, evidence, span.start + shift, span.end + shift)
        result.append(Where(mention, country, mention.text if country else None, precision))
    return tuple(result)


def _places(hit: Hit) -> list[CountryName]:
    if any(isinstance(entry, Organisation) and entry.kind not in ("seat",) for entry in hit.entries):
        return []
    return [entry for entry in hit.entries if isinstance(entry, CountryName)]


def _evidence(hits: Iterable[Hit]) -> list[tuple[int, str]]:
    """Where the text names a country beyond doubt."""
    found = []
    for hit in hits:
        codes = {entry.code for entry in hit.entries if isinstance(entry, CountryName)}
        strong = {e.code for e in hit.entries if isinstance(e, CountryName) and e.kind not in ("city", "region")}
        codes = strong or codes
        if len(codes) == 1:
            found.append((hit.start, next(iter(codes))))
    return found


def _country(
    text: str, hits: Sequence[Hit], evidence: Sequence[tuple[int, str]], start: int, end: int
) -> tuple[str | None, PlacePrecision | None]:
    inside = [hit for hit in hits if hit.start < end and start < hit.end and _places(hit)]
    for hit in sorted(inside, key=lambda hit: min(map(_rank, _places(hit)))):
        country = _chosen(_places(hit), evidence, hit.start)
        if country is not None:
            return country, _precision(_places(hit), country)
    following = next((hit for hit in hits if end <= hit.start <= end + AFTER and _places(hit)), None)
    if following is not None and _OWN_COUNTRY.match(text, end):
        country = _chosen(_places(following), evidence, following.start)
        if country is not None:
            return country, "city" if _TOKEN.search(text, start, end) else "region"
    near = Counter(country for place, country in evidence if abs(place - start) < NEAR)
    ranked = near.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0], "region"
    return None, None


def _rank(entry: CountryName) -> int:
    """States' own names before their parts, so that "northwestern Syria" is Syria."""
    return ("name", "short", "nationality", "people", "capital", "seat", "region", "city").index(entry.kind)


def _chosen(entries: Sequence[CountryName], evidence: Sequence[tuple[int, str]], at: int) -> str | None:
    strong = [entry for entry in entries if entry.kind not in ("city", "region")]
    codes = {entry.code for entry in strong or entries}
    if len(codes) == 1:
        return next(iter(codes))
    near = Counter(country for place, country in evidence if country in codes and place != at)
    ranked = near.most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    sized = sorted(((entry.weight, entry.code) for entry in strong or entries), reverse=True)
    return sized[0][1] if sized[0][0] > CLEAR * sized[1][0] else None


def _precision(entries: Sequence[CountryName], country: str) -> PlacePrecision:
    kinds = {entry.kind for entry in entries if entry.code == country}
    if kinds & {"city", "capital", "seat"}:
        return "city"
    return "region" if kinds <= {"region"} else "country"
