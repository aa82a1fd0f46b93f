"""Codings with statements and claims, put together by hand: what is said of a shelling at a made-up border post."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from whowhom.codebook import PSEUDO_COUNTRIES
from whowhom.reading import article
from whowhom.types import Actor, Article, Block, Body, Claim, Coding, Event, Mention, Role, Sentence, Span, Statement

CODES = {
    "Peru": "PER", "Peruvian guns": "PER", "defence ministry": "PER", "Chile": "CHL", "Ana Rojas": "CHL",
    "Rojas": "CHL", "our soldiers": "CHL", "Brazil": "BRA", "United Nations": "UNO", "NATO": "IGO:NATO",
}  # fmt: skip
"""Words -> the code of whom they stand for; others are linked to nobody."""


def mention(text: str, words: str) -> Mention:
    """Words where they stand, "word#2" being the second time."""
    words, _, number = words.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return Mention(Span(at, at + len(words)), words)


def role(text: str, words: str | None) -> Role | None:
    """Somebody by words."""
    if words is None:
        return None
    told = mention(text, words)
    country, _, org = CODES.get(told.text, "").partition(":")
    if not country:
        return Role(told, Actor(), "", 0.0)
    name = "Ana Rojas" if "Rojas" in told.text else None
    sector = None if country in PSEUDO_COUNTRIES else "GOV"
    return Role(told, Actor(country, org or None, sector, name), "country in the mention", 0.9)


def sentence_of(own: Article, sentences: tuple[Sentence, ...], span: Span) -> int:
    """The sentence in which a span begins."""
    return next(number for number, sentence in enumerate(sentences) if span.start < sentence.span.end)


def coded(
    text: str, events: dict[str, tuple[Any, ...]], statements: list[dict[str, Any]], **more: Any
) -> Coding:
    """An article with its events (trigger -> type, status, actors, recipients) and statements.

    A statement's ``stances`` are (stance, trigger, evidence).
    """
    own = article(text, language="en", **more)
    spans = [Span(*found.span()) for found in re.finditer(r"[^\n]+", text)]
    blocks = tuple(
        Block(span, "title" if not number else "body", True, "a paragraph") for number, span in enumerate(spans)
    )
    sentences = tuple(
        Sentence(Span(span.start + found.start(), span.start + found.end()), number)
        for number, span in enumerate(spans)
        for found in re.finditer(r'\S.*?[.?!]"?(?= |$)|\S.*', span.of(text))
    )
    made = {}
    for number, (trigger, (kind, status, actors, recipients)) in enumerate(events.items()):
        told = mention(text, trigger)
        made[trigger] = Event(
            id=f"{own.id[:12]}{number:04x}", type=kind, mode=None, status=status, trigger=told,
            actors=tuple(filter(None, (role(text, words) for words in actors))),
            recipients=tuple(filter(None, (role(text, words) for words in recipients))),
            attributed_to=(), when=None, where=None, sentence=sentence_of(own, sentences, told.span), confidence=0.8,
        )  # fmt: skip
    said, claims = [], []
    for number, one in enumerate(statements):
        parts = {part: tuple(mention(text, words) for words in one.get(part, ())) for part in PARTS}
        first = (parts["cue"] or parts["content"])[0]
        statement = Statement(
            id=f"{own.id[:12]}s{number:03x}", **parts, speaker=role(text, one.get("speaker")),
            addressee=role(text, one.get("to")), via=role(text, one.get("via")), manner=one.get("manner", "indirect"),
            kind=one.get("kind", "speech"), sentence=sentence_of(own, sentences, first.span), confidence=0.9,
        )  # fmt: skip
        said.append(statement)
        claims += [
            Claim(statement.id, made[trigger].id, stance, "test", mention(text, words))
            for stance, trigger, words in one.get("stances", ())
        ]
    return Coding(
        Body(own, blocks), sentences, tuple(made.values()), tuple(said), tuple(claims), versions={"code": "1"}
    )


PARTS = ("source", "cue", "content")

TWO_ACCOUNTS = coded(
    "Two accounts of the shelling at Kirsa\n\n"
    "Chile's foreign minister Ana Rojas accused Peru on Tuesday of shelling a border post.\n\n"
    '"Peruvian guns fired on our soldiers," Rojas told reporters in Santiago, "and we will answer."\n\n'
    "Peru denied that it had shelled the post. The defence ministry called the report an invention, according to "
    "Andean Wire.\n\n"
    "Brazil doubted that Peru had attacked Chile and urged both to talk.\n",
    {
        "accused": ("ACCUSE", "actual", ["Ana Rojas"], ["Peru"]),
        "shelling#2": ("ASSAULT", "denied", ["Peru"], ["Chile"]),
        "fired on": ("ASSAULT", "denied", ["Peruvian guns"], ["our soldiers"]),
        "answer": ("ASSAULT", "planned", ["Rojas#2"], []),
        "urged": ("REQUEST", "actual", ["Brazil"], []),
        "talk": ("CONSULT", "unreal", ["Peru#2", "Chile"], []),
    },
    [
        {"source": ["Chile's foreign minister Ana Rojas"], "cue": ["accused"], "speaker": "Ana Rojas",
         "content": ["Peru", "of shelling a border post"], "stances": [("asserts", "shelling#2", "accused")]},
        {"source": ["Rojas#2"], "cue": ["told"], "speaker": "Rojas#2", "to": "reporters", "manner": "direct",
         "content": ['"Peruvian guns fired on our soldiers,"', '"and we will answer."'],
         "stances": [("asserts", "fired on", "told"), ("promises", "answer", "will")]},
        {"source": ["Peru#3"], "cue": ["denied"], "speaker": "Peru#3", "content": ["that it had shelled the post"],
         "stances": [("denies", "shelling#2", "denied")]},
        {"source": ["The defence ministry"], "cue": ["called", "according to"], "speaker": "defence ministry",
         "via": "Andean Wire", "content": ["the report an invention"],
         "stances": [("denies", "fired on", "an invention")]},
        {"source": ["Brazil"], "cue": ["doubted"], "speaker": "Brazil", "kind": "belief",
         "content": ["that Peru had attacked Chile"], "stances": [("doubts", "shelling#2", "doubted")]},
        {"source": ["Brazil"], "cue": ["urged"], "speaker": "Brazil", "content": ["both to talk"],
         "stances": [("demands", "talk", "urged")]},
    ],
    published=date(2022, 3, 1), outlet="Harbour Courier", origin="two-accounts.txt",
)  # fmt: skip

NO_PROOF = coded(
    "No proof yet of who shot first\n\n"
    "The United Nations confirmed that a post had been shelled. It is feared that more posts may fall.\n\n"
    "NATO hopes to <b>mediate</b> in the quarrel between Peru and Chile, officials said.\n",
    {
        "shelled": ("ASSAULT", "actual", [], ["post"]),
        "mediate": ("CONSULT", "planned", ["NATO"], []),
    },
    [
        {"source": ["The United Nations"], "cue": ["confirmed"], "speaker": "United Nations",
         "content": ["that a post had been shelled"], "stances": [("confirms", "shelled", "confirmed")]},
        {"cue": ["is feared"], "content": ["that more posts may fall"], "kind": "belief"},
        {"source": ["NATO"], "cue": ["hopes to"], "speaker": "NATO", "kind": "intention",
         "content": ["<b>mediate</b> in the quarrel between Peru and Chile"],
         "stances": [("promises", "mediate", "hopes to")]},
        {"source": ["officials"], "cue": ["said"], "speaker": "officials",
         "content": ["NATO hopes to <b>mediate</b> in the quarrel between Peru and Chile"]},
    ],
    published=date(2022, 3, 3), outlet="Northern Monitor", title="No proof yet of who shot first",
    origin="no-proof.txt",
)  # fmt: skip

SAYINGS = (TWO_ACCOUNTS, NO_PROOF)
