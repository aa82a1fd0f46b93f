"""Rebuild holdings.csv: who held which office, and when.

    python -m whowhom.knowledge.build_holders SHARED/data/knowledge

Sources, the better first: the hand-written ``curated/holders/*.csv``; REIGN (leaders to March 2021); CountryInfo
(OEDA: leaders, and ministers by the monthly lists of 2003 to February 2011). A row of a lesser source that tells of
the same person in the same office only adds its spelling; one that contradicts a better source is dropped.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Final

from whowhom.knowledge import countries, offices
from whowhom.knowledge.country_info import Row, country_info, spelled, terms
from whowhom.knowledge.match import key

HERE: Final = Path(__file__).parent
COLUMNS: Final = ("name", "aliases", "country", "org", "sector", "office", "start", "end", "seen", "source")
SOURCES: Final = ("hand", "REIGN", "CountryInfo")
EARLIEST: Final = "1975"
"""Holdings that ended before are left out: news since 1990 hardly names them, and their surnames mislead."""
LISTED: Final = ("2003-02", "2011-02")
"""CountryInfo's lists of ministers begin and end about here, so that a date at this edge says nothing."""
LAST: Final = {"REIGN": "2021-03", "CountryInfo": "2011-02"}
LAG: Final = 3
"""Months by which two sources' dates of one change may differ: the lists of ministers lag by one to three."""
CLOSES: Final = 12
"""Months after it was last seen within which a successor's start closes a holding whose end its source ignores."""
ALIKE: Final = 0.75
"""Likeness of two names from which they are spellings of one, where office and dates agree: chosen by looking
through the pairs around it."""
COW_CODES: Final = {
    "SSD": "SSD", "YUG": "SRB", "GDR": "DDR", "CZE": "CSK", "YAR": "YEM", "YPR": "YMD", "GNB": "GNB", "GUI": "GIN",
    "CON": "COG", "BRU": "BRN",
}  # fmt: skip
"""Letters of the Correlates of War project that CountryInfo lacks."""
COMMON: Final = frozenset({
    "abd", "abdul", "abu", "acting", "ahmad", "ahmed", "akbar", "al", "ali", "bin", "da", "datuk", "de", "dos", "el",
    "haji", "hamad", "hasan", "hassan", "hojatolislam", "ibn", "ibni", "jr", "khalifa", "king", "mohamed", "mohammed",
    "muhammad", "of", "ould", "prince", "queen", "ratu", "sayyed", "shah", "sheikh", "sid", "sidi", "sir", "sultan",
    "syed", "thani", "tuanku", "tun", "van",
})  # fmt: skip
"""Words of names that many share, so that two of them make nobody the same person."""
SHORT: Final = 5
"""Letters below which surnames that are alike are no spellings of one: "Chul" and "Chu"."""
HEADS: Final = ("president", "prime minister", "monarch", "supreme leader")


@dataclass(slots=True)
class Held:
    """A row of the table while it is being put together."""

    names: list[str]
    country: str
    office: str
    start: str
    end: str
    source: str
    org: str = ""
    sector: str = ""
    seen: str = ""
    keys: set[tuple[str, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.names = list(dict.fromkeys(self.names))
        self.keys = {key(name) for name in self.names}

    def take(self, names: Iterable[str]) -> None:
        """Add spellings that are new; a surname alone only if no name has it."""
        for name in names:
            units = key(name)
            if units not in self.keys and (len(units) > 1 or not any(units[0] in known for known in self.keys)):
                self.keys.add(units)
                self.names.append(name)


def main() -> None:
    """Write holdings.csv beside this file and say how many rows each source gave and lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path, help="folder with CountryInfo.120116.txt.gz and the REIGN file")
    write(parser.parse_args().sources)


def write(sources: Path) -> None:
    """Write holdings.csv from a folder of sources."""
    info = list(country_info(sources / "CountryInfo.120116.txt.gz"))
    cow = {row["cow"]: row["code"] for row in info if row["tag"] == "code"} | COW_CODES
    reign = list(reign_rows(sources / "reign_leaders_2021-03.csv", cow))
    held, dropped = merged([*hand_rows(), *reign, *info_rows(info)])
    with (HERE / "holdings.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in sorted(held, key=lambda h: (h.country, h.start, h.names, h.office, h.org)):
            aliases = ";".join(row.names[1:])
            sector = row.sector or offices()[row.office].sector
            writer.writerow((
                row.names[0], aliases, row.country, row.org, sector, row.office, row.start, row.end, row.seen,
                row.source,
            ))  # fmt: skip
    print("kept", Counter(row.source for row in held), "contradicted a better source", dropped)


def hand_rows() -> Iterator[Held]:
    """The curated rows."""
    for path in sorted((HERE / "curated" / "holders").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield Held(
                    row["names"].split(";"), row["country"], row["office"], row["start"], row["end"], "hand",
                    row["org"], row["sector"],
                )  # fmt: skip


def reign_rows(path: Path, codes: dict[str, str]) -> Iterator[Held]:
    """REIGN's leaders, who lead whatever their title: the office is "leader"."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines):
            code = codes.get(row["stateabb"])
            start, end = _month(row["syear"], row["smonth"]), _month(row["eyear"], row["emonth"])
            if code is not None and start and not (end and end < EARLIEST):
                seen = "" if end else LAST["REIGN"]
                name = re.sub(r"\s*\(.*", "", row["leader"]).strip()
                yield Held([name], code, "leader", start, end, "REIGN", seen=seen)


def _month(year: str, month: str) -> str:
    return f"{year}-{int(month):02d}" if year and month else year


TAGS: Final = (
    (r"prime ministers of|co-|coequal|second prime|first prime", ""),
    (r"vice-president", "vice president"),
    (r"prime minister|premier|chancellor|heads? of government|government leaders|chiefs? of government|"
     r"presidents of the (council of ministers|government council|executive yuan|federal executive)|"
     r"chairmen of the (council of (ministers|people)|executive council)|ministers of state", "prime minister"),
    (r"(interim )?presidents?$|presidents, prime", "president"),
    (r"kings?\b|emirs|sultans|shahs|rulers|emperor|sovereign princes", "monarch"),
    (r"governors?[-_]general", "governor-general"),
    (r"governors|administrators|civil administrators|(high |resident )?commissioner|lieutenant", "governor"),
    (r"chief (minister|executive)|leaders? of government business", "regional leader"),
    (r"(general )?secretaries|first secretaries", "party leader"),
    (r".+", "leader"),
)  # fmt: skip
UNTOLD: Final = ("Leaders", "Government")
"""Rows right under these say no office."""
TITLES: Final = (
    (r"(First |Second )?Deputy (Prime Minister|Premier)$|Vice Premier$", "deputy prime minister"),
    (r"(First |Second )?Vice President$", "vice president"),
    (r"(Prime Minister|Premier|Chancellor)$", "prime minister"),
    (r"President$", "president"),
    (r"(King|Emir|Sultan|Queen)$", "monarch"),
    (r"Crown Prince$", "crown prince"),
    (r"Governor General$", "governor-general"),
    (r"Minister (of|for) (State for )?(National )?Defen[cs]e", "defence minister"),
    (r"Minister (of|for) (the )?(Foreign (Affairs|Relations)|External (Affairs|Relations))", "foreign minister"),
    (r"Minister (of|for) (the )?(Interior|Internal Affairs|Home Affairs)", "interior minister"),
    (r"Minister (of|for) (the )?(Economy and |Economic Affairs and )?Finance", "finance minister"),
    (r"Minister (of|for) Justice", "justice minister"),
    (r"Minister (of|for) (Foreign |International )?(Trade|Commerce)", "trade minister"),
    (r"Attorney General$", "attorney general"),
    (r"Prosecutor General$", "prosecutor"),
    (r"Chief Justice", "chief justice"),
    (r"Permanent Representative to the UN", "ambassador to the un"),
    (r"Ambassador to the US$", "ambassador to the us"),
    (r"(Governor|President|Chairman), (Central|Reserve|National) Bank", "central bank governor"),
    (r"Secretary, (Supreme )?(National )?Security Council|National Security Advis[eo]r", "national security adviser"),
)
"""CountryInfo's own words for offices, the first that fits at the beginning; ministers of state are juniors."""


def _office(words: str, table: Iterable[tuple[str, str]], flags: int = 0) -> str:
    return next((office for pattern, office in table if re.match(pattern, words, flags)), "")


def info_rows(info: Iterable[Row]) -> Iterator[Held]:
    """CountryInfo's leaders, to the month, and its ministers, whose titles stand in the order of their terms."""
    for row in info:
        text, _, told = row["text"].partition("#")
        names = re.findall(r"\{([^}]+)\}", text) or re.findall(r"^([^\[]+)\[", text)
        names = [name for name in (spelled(re.sub(r"_*\(.*", "", name)) for name in names) if len(key(name)) > 1]
        minister = re.search(r"\[[A-Z]{3,}\s*[<>\d]", text) is not None
        spans = list(terms(text))
        titles = [re.sub(r'\s*".*', "", title.strip()) for title in told.split("&")] if minister else [row["tag"]]
        if len(titles) == 1:
            titles *= len(spans)
        if (
            row["code"] not in countries()
            or not names
            or len(titles) != len(spans)
            or (not minister and row["tag"] in UNTOLD)
        ):
            continue
        for (start, end), title in zip(spans, titles, strict=True):
            office = _office(title, TITLES) if minister else _office(title.lower(), TAGS)
            begins = "" if minister and start <= LISTED[0] else start
            if office and (not end or end >= EARLIEST) and (begins or end) and not re.search(r"State for", title):
                seen = "" if end else LAST["CountryInfo"]
                yield Held(names, row["code"], office, begins, end, "CountryInfo", seen=seen)


def merged(rows: Iterable[Held]) -> tuple[list[Held], Counter[str]]:
    """One row for each holding, with how many of each source contradicted a better one."""
    by_country: dict[str, list[Held]] = defaultdict(list)
    for row in rows:
        by_country[row.country].append(row)
    kept: list[Held] = []
    dropped: Counter[str] = Counter()
    for country_rows in by_country.values():
        held: list[Held] = []
        for row in sorted(country_rows, key=lambda r: SOURCES.index(r.source)):
            if not _joined(row, held):
                held.append(row)
        _close_reign(held)
        by_office: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for row in held:
            by_office[(row.office, row.org)].append(row)
        for (office, _), group in by_office.items():
            kept.extend(_single(group, dropped) if offices()[office].single else group)
    return kept, dropped


def _joined(row: Held, held: Iterable[Held]) -> bool:
    """Give a row's spellings, and a leader's office, to the row that tells of the same holding, if there is one."""
    for other in held:
        if row.org != other.org or (row.source == other.source != "CountryInfo"):
            continue
        lag = 0 if row.source == "REIGN" else LAG
        same_term = _same_term(row, other, lag) and (_same_person(row, other) or _respelt(row, other))
        if row.office == other.office:
            if not same_term and (row.source == "REIGN" or not (_same_person(row, other) and _overlap(row, other))):
                continue
        elif not same_term or not ("leader" in {row.office, other.office} <= {*HEADS, "leader"}):
            continue
        elif other.office == "leader":
            if other.source == "hand":
                continue
            other.office = row.office
        if len(key(other.names[0])) == 1 and len(key(row.names[0])) > 1:
            surname, other.names, other.keys = other.names, [], set()
            other.take((*row.names, *surname))
        other.take(row.names)
        if same_term:
            other.start, other.end = _finer(other.start, row.start), _finer(other.end, row.end)
        return True
    return False


def _finer(a: str, b: str) -> str:
    """The first of two dates, or the second where it only says it more finely."""
    return b if a and b.startswith(a) else a


def _same_person(a: Held, b: Held) -> bool:
    """Whether two rows' names can be one person's: a surname that both have, and forenames that go together."""
    return any(_same_name(one, two) for one in a.keys for two in b.keys)


def _same_name(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if len(a) == 1 or len(b) == 1:
        return bool({a[-1]} & {*b}) or bool({b[-1]} & {*a})
    return (a[-1] == b[-1] and a[0][0] == b[0][0]) or len({*a} & {*b} - COMMON) > 1


def _respelt(a: Held, b: Held) -> bool:
    """Whether the names, or the surnames, of two rows are much alike."""
    return any(
        SequenceMatcher(None, " ".join(x), " ".join(y)).ratio() >= ALIKE
        or (min(len(x[-1]), len(y[-1])) >= SHORT and SequenceMatcher(None, x[-1], y[-1]).ratio() >= ALIKE)
        for x in a.keys
        for y in b.keys
    )


def _number(day: str) -> int:
    """Months since the year 0; a year alone is its first."""
    return int(day[:4]) * 12 + int(day[5:7] or 1)


def _near(a: str, b: str, months: int) -> bool:
    if not a or not b:
        return not a and not b
    if len(a) == 4 or len(b) == 4:
        return a[:4] == b[:4]
    return abs(_number(a) - _number(b)) <= months


def _same_term(a: Held, b: Held, months: int) -> bool:
    """Whether starts and ends agree; an end that one source cannot know agrees with any after it."""
    ends = _near(a.end, b.end, months) or any(
        x.seen and not x.end and (not y.end or y.end >= x.seen) for x, y in ((a, b), (b, a))
    )
    return _near(a.start, b.start, months) and ends


def _overlap(a: Held, b: Held) -> bool:
    return _first(a) <= (b.end or b.seen or "9") and _first(b) <= (a.end or a.seen or "9")


def _first(row: Held) -> str:
    return row.start or row.end


def _close_reign(held: Iterable[Held]) -> None:
    """A leader whom REIGN leaves in office in 2021 left with the end of the office that the hand-written rows tell."""
    rows = list(held)
    for row in rows:
        if row.source == "REIGN" and not row.end:
            for other in rows:
                held_then = other.start <= row.seen and (not other.end or other.end >= row.seen)
                if other.source == "hand" and other.office in HEADS and held_then and _same_person(row, other):
                    row.end, row.seen = other.end, ""


def _single(group: Iterable[Held], dropped: Counter[str]) -> list[Held]:
    """The holders of an office for one, the better source first: those that fit between what is there already."""
    kept: list[Held] = []
    aside: list[Held] = []
    for row in sorted(group, key=lambda r: (SOURCES.index(r.source), _first(r))):
        if row.source == "REIGN" and any(clash(row, other) for other in kept):
            row.office = "leader"
            aside.append(row)
        elif row.source == "hand" or _fitted(row, kept):
            kept.append(row)
        else:
            dropped[row.source] += 1
    known = sorted(kept, key=_first)
    for row, following in pairwise(known):
        late = row.seen and _number(following.start or following.end) - _number(row.seen) > CLOSES
        if not row.end and row.start and following.start and not late and not _same_person(row, following):
            row.end, row.seen = following.start, ""
    return kept + aside


def _fitted(row: Held, kept: Iterable[Held]) -> bool:
    """Whether a row, with dates that lag cut to its neighbours', overlaps nobody."""
    for other in kept:
        if not clash(row, other):
            continue
        if row.start and other.start and row.start < other.start:
            if row.end and _number(row.end) - _number(other.start) > LAG:
                return False
            row.end, row.seen = other.start, ""
        elif row.start and other.end and 0 <= _number(other.end) - _number(row.start) <= LAG:
            row.start = other.end
        else:
            return False
        if row.start and row.end and _number(row.start) > _number(row.end):
            return False
    return not any(clash(row, other) for other in kept)


def clash(a: Held, b: Held) -> bool:
    """Whether two holdings overlap by more than the precision of their dates allows."""
    return _after(a.end or a.seen or "9999", _first(b)) and _after(b.end or b.seen or "9999", _first(a))


def _after(a: str, b: str) -> bool:
    shorter = min(len(a), len(b))
    return a[:shorter] > b[:shorter]


if __name__ == "__main__":
    main()
