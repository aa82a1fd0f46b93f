"""A database of a million made-up events and 800,000 statements, to measure on: no article of anybody's is in it.

    python bench/million.py /tmp/million.duckdb [--events 1000000] [--seed 1]

Countries act by Zipf's law (the first named acts most), as in event data; nine articles in ten carry events,
each has twenty sentences of which about nine do. Five of the nine are somebody's word, and of the other sentences two
or three are: a plain statement, or a denial of what was told before. Every sentence is put together from words below.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from whowhom import knowledge
from whowhom.codebook import MODES, STATUSES, TYPES
from whowhom.store import Store

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
SENTENCES, EVENTS_AN_ARTICLE = 20, 9
TOLD_BY_SOMEBODY, STATED = 5 / 9, 0.2
"""Parts of the events' sentences, and of the others, that are a statement: together 7.2 an article, 0.8 an event."""
LEADING = [
    "USA",
    "RUS",
    "CHN",
    "ISR",
    "UKR",
    "IRN",
    "GBR",
    "FRA",
    "DEU",
    "TUR",
    "IND",
    "PAK",
    "JPN",
    "KOR",
    "PRK",
    "SYR",
    "SAU",
    "EGY",
    "IRQ",
    "AFG",
]
OUTLETS = [f"{town} {kind}" for town in ("Harbour", "Northern", "Capital", "Lake", "Border") for kind in
           ("Courier", "Monitor", "Herald", "Wire", "Times", "Observer")]  # fmt: skip
VERBS = {
    "AGREE": "agreed with", "CONSULT": "met", "SUPPORT": "praised", "CONCEDE": "apologised to",
    "COOPERATE": "traded with", "AID": "sent relief to", "RETREAT": "withdrew from", "REQUEST": "urged",
    "ACCUSE": "accused", "REJECT": "rebuffed", "THREATEN": "threatened", "PROTEST": "protested against",
    "SANCTION": "imposed sanctions on", "MOBILIZE": "massed troops against", "COERCE": "detained officials of",
    "ASSAULT": "shelled positions of",
}  # fmt: skip
TOPICS = [f"{a} {b}" for a in ("grain", "border", "fishing", "energy", "prisoner", "debt", "visa", "missile", "river")
          for b in ("exports", "rights", "talks", "payments", "transit", "quotas", "inspections")]  # fmt: skip
TOWNS = [f"{a}{b}" for a in ("Nor", "Kar", "Bel", "Ost", "Mir", "Tal", "Ver", "Sol", "Dun", "Har") for b in
         ("ava", "burg", "inska", "more", "stadt", "ola", "ik", "una", "field", "abad")]  # fmt: skip
FILLER = [
    "The weather in the capital was mild for the season.", "Markets closed a little lower after a quiet day.",
    "Officials declined to give further details.", "A second round is expected to follow in due course.",
    "The two sides have disagreed about the matter for years.", "Observers had not expected a quick decision.",
]  # fmt: skip
CUES = {
    "asserts": ["said", "told reporters", "claimed"], "confirms": ["confirmed"], "doubts": ["doubted"],
    "demands": ["demanded"], "promises": ["promised"], "warns": ["warned"],
}  # fmt: skip
STANCES, STANCE_WEIGHTS = list(CUES), (78, 6, 4, 5, 4, 3)
HOPES = [
    "there was progress over", "nothing had been decided about", "both sides would gain from", "time was short for",
    "it was too early to speak of", "the public deserved to know more about",
]  # fmt: skip
CHUNK = 5_000


def _cumulative(size: int) -> list[float]:
    total, sums = 0.0, []
    for rank in range(size):
        total += 1 / (rank + 3)
        sums.append(total)
    return sums


class Maker:
    """Makes articles with their events; the same seed makes the same database."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        known = knowledge.countries()
        others = sorted(code for code, country in known.items() if country.kind == "state" and code not in LEADING)
        self._codes = [*LEADING, *others]
        self._weights = _cumulative(len(self._codes))
        self._names = {code: known[code].name for code in self._codes}
        self._people: dict[str, list[str]] = defaultdict(list)
        for holding in knowledge.holdings():
            if len(self._people[holding.country]) < 8:
                self._people[holding.country].append(holding.name)
        self._types = list(TYPES)
        self._statuses = list(STATUSES)
        self._order = 0  # of the next statement of the article
        self._last: str | None = None  # the event told last in it
        self.rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)

    def _party(self) -> tuple[str, str | None, str | None, str, str | None]:
        draw = self._random.random()
        code = self._random.choices(self._codes, cum_weights=self._weights)[0]
        if draw < 0.05:
            return (
                ("IGO", "NATO", None, "NATO", None) if draw < 0.02 else ("UNO", "UN", None, "the United Nations", None)
            )
        if draw < 0.35 and self._people[code]:
            name = self._random.choice(self._people[code])
            return code, None, "GOV", name, name
        if draw < 0.5:
            return code, None, "CVL", f"residents of {self._names[code]}", None
        return code, None, "GOV", self._names[code], None

    def article(self, number: int) -> None:
        """Add the rows of one article."""
        draw = self._random
        day = FIRST_DAY + timedelta(draw.randrange(DAYS))
        article = hashlib.sha256(f"million {number}".encode()).hexdigest()[:32]
        parts, at, order = [], 0, 0
        self._order, self._last = 0, None
        telling = set(draw.sample(range(SENTENCES), EVENTS_AN_ARTICLE))
        for sentence in range(SENTENCES):
            if sentence in telling:
                text = self._event(article, order, sentence, at, day)
                order += 1
            elif draw.random() < STATED:
                text = self._statement(article, sentence, at)
            else:
                text = draw.choice(FILLER)
            self.rows["sentences"].append((article, sentence, at, at + len(text), sentence // 4))
            parts.append(text)
            at += len(text) + 1
        whole = " ".join(parts)
        cut = [row for row in self.rows["sentences"][-SENTENCES:] if row[1] % 4 == 0]
        for block, row in enumerate(cut):
            end = cut[block + 1][2] - 1 if block + 1 < len(cut) else len(whole)
            self.rows["blocks"].append((article, block, row[2], end, "body", True, "a paragraph"))
        self.rows["articles"].append((
            article, "made", "coded", None, "made", None, f"https://news.example/{number}", draw.choice(OUTLETS),
            f"Report {number}", None, day, "en", "text", f"made:{number}", whole, "",
        ))  # fmt: skip

    def _event(self, article: str, order: int, sentence: int, at: int, published: date) -> str:
        draw = self._random
        kind = draw.choices(self._types, TYPE_WEIGHTS)[0]
        status = draw.choices(self._statuses, (78, 8, 2, 6, 1, 5))[0]
        day = published + timedelta(draw.randrange(1, 90)) if status == "planned" else published - timedelta(
            draw.randrange(4))  # fmt: skip
        one, two = self._party(), self._party()
        town = draw.choice(TOWNS)
        words = f"{one[3]} {VERBS[kind]} {two[3]} over {draw.choice(TOPICS)} in {town} on {day:%d %B %Y}."
        event = hashlib.sha256(f"{article} {order}".encode()).hexdigest()[:16]
        before = ""
        if draw.random() < TOLD_BY_SOMEBODY:
            before = self._speak(article, sentence, at, words[:-1], draw.choices(STANCES, STANCE_WEIGHTS)[0], event)
            at += len(before)
        start = at + len(one[3]) + 1
        where, when = at + words.index(f" in {town}") + 4, at + words.index(" on ", len(one[3])) + 4
        mode = draw.choice([None, *MODES[kind]])
        self.rows["events"].append((
            event, article, order, kind, mode, status, VERBS[kind], start, start + len(VERBS[kind]), sentence,
            round(draw.uniform(0.4, 0.99), 3), f"{day:%d %B %Y}", when, at + len(words) - 1, day.isoformat(), day, day,
            "day", published, town, where, where + len(town), two[0] if len(two[0]) == 3 else None, town, "city",
        ))  # fmt: skip
        for role, party, begin in (("actor", one, at), ("recipient", two, start + len(VERBS[kind]) + 1)):
            if role == "recipient" and draw.random() < 0.25:
                continue
            code, org, sector, text, name = party
            self.rows["roles"].append(
                (event, article, role, 0, text, begin, begin + len(text), code, org, sector, name, "name", 0.9)
            )
        self._last = event
        return before + words

    def _statement(self, article: str, sentence: int, at: int) -> str:
        """A statement of its own: a quotation, or a denial of the last event told."""
        draw = self._random
        if self._last is not None and draw.random() < 0.3:
            content = "that it had done so"
            return self._speak(article, sentence, at, content, "denies", self._last) + content + "."
        content = f"{draw.choice(HOPES)} {draw.choice(TOPICS)}"
        return self._speak(article, sentence, at, content, None, None) + content + "."

    def _speak(self, article: str, sentence: int, at: int, content: str, stance: str | None, event: str | None) -> str:
        """Add the rows of a statement, and give the words before its content."""
        draw = self._random
        cue = "denied" if stance == "denies" else draw.choice(CUES[stance or "asserts"])
        code, org, sector, text, name = self._party()
        before = f"{text} {cue} " + ("" if stance == "denies" else "that ")
        statement = hashlib.sha256(f"{article} said {self._order}".encode()).hexdigest()[:16]
        self.rows["statements"].append((
            statement, article, self._order, draw.choice(("indirect", "indirect", "direct", "mixed")),
            draw.choices(("speech", "belief", "intention"), (90, 6, 4))[0], sentence, round(draw.uniform(0.4, 0.99), 3),
        ))  # fmt: skip
        self._order += 1
        self.rows["voices"].append(
            (statement, article, "speaker", text, at, at + len(text), code, org, sector, name, "name", 0.9)
        )
        for part, words, start in (
            ("source", text, at), ("cue", cue, at + len(text) + 1), ("content", content, at + len(before)),
        ):  # fmt: skip
            self.rows["statement_words"].append((statement, article, part, 0, words, start, start + len(words)))
        if stance is not None:
            start = at + len(text) + 1
            self.rows["claims"].append(
                (statement, event, article, self._order, stance, "cue", cue, start, start + len(cue))
            )
        return before


TYPE_WEIGHTS = [1 + (7 * number) % 11 for number in range(len(TYPES))]
COLUMNS = {
    "articles": "article run state reason versions key url outlet title author published language kind origin text "
    "context",
    "blocks": "article number start end kind kept reason",
    "sentences": "article number start end block",
    "events": "event article number type mode status trigger_text trigger_start trigger_end sentence confidence "
    "date_text date_start date_end date_value first_day last_day date_precision date_anchor place_text place_start "
    "place_end place_country place_name place_precision",
    "roles": "event article role number text start end country org sector name rule score",
    "statements": "statement article number manner kind sentence confidence",
    "voices": "statement article voice text start end country org sector name rule score",
    "statement_words": "statement article part number text start end",
    "claims": "statement event article number stance rule evidence_text evidence_start evidence_end",
}


def make(path: Path, events: int, seed: int) -> None:
    """Write a database of about so many events."""
    Store.open(path).close()
    connection = duckdb.connect(str(path))
    connection.execute("INSERT INTO runs VALUES ('made', '{\"code\": \"bench/million.py\"}', '{}', now(), now())")
    maker = Maker(seed)
    for number in range(events // EVENTS_AN_ARTICLE + 1):
        maker.article(number)
        if (number + 1) % CHUNK == 0:
            _write(connection, maker)
    _write(connection, maker)
    connection.close()


def _write(connection: Any, maker: Maker) -> None:
    for table, names in COLUMNS.items():
        rows = maker.rows.pop(table, [])
        if rows:
            batch = pa.table([pa.array(column) for column in zip(*rows, strict=True)], names=names.split())
            connection.register("batch", batch)
            listed = ", ".join(f'"{name}"' for name in names.split())
            connection.execute(f"INSERT INTO {table} ({listed}) SELECT {listed} FROM batch")
            connection.unregister("batch")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.perf_counter()
    make(given.path, given.events, given.seed)
    print(f"{given.path}: {given.path.stat().st_size / 2**20:,.0f} MiB in {time.perf_counter() - begun:.0f} s")


if __name__ == "__main__":
    main()
