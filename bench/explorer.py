"""The explorer on a large database: server time a page, memory, first paint.

    python bench/million.py /tmp/million.duckdb
    python bench/explorer.py /tmp/million.duckdb [--rounds 12] [--seed 1]

Each page is asked for ``rounds`` times with other parties, words and periods; pages that take none (events, about) are
answered from an earlier answer after the first time, so look at their worst. ``worked`` is the time that the server's
process worked, on all cores together: on a busy machine the one to look at. First paint is the browser's
own figure, and is left out where there is no Chromium or Playwright.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from urllib.parse import urlencode

from million import LEADING

WORDS = ["grain", "border", "fishing", "energy", "prisoner", "debt", "visa", "missile", "river"]
TYPES = ["ASSAULT", "CONSULT", "REQUEST", "AID", "COERCE"]
HIDDEN = "first-contentful-paint"


def addresses(draw: random.Random, article: str) -> dict[str, Callable[[], str]]:
    """Page -> a way to ask for it, other each time."""

    def month() -> dict[str, str]:
        year, month = draw.randrange(2015, 2025), draw.randrange(1, 13)
        return {"since": f"{year}-{month:02d}-01", "until": f"{year}-{month:02d}-28"}

    def asked(path: str, **told: object) -> str:
        return f"{path}?{urlencode(told)}"

    def two() -> dict[str, str]:
        one, other = draw.sample(LEADING, 2)
        return {"one": one, "two": other}

    return {
        "overview": lambda: asked("/", **month()),
        "overview, everything": lambda: asked("/", all=1, drawn=draw.random()),
        "events": lambda: asked("/events", drawn=draw.random()),
        "events of an actor": lambda: asked("/events", actor=draw.choice(LEADING), type=draw.choice(TYPES)),
        "events with a word": lambda: asked("/events", words=draw.choice(WORDS), actor=draw.choice(LEADING)),
        "events with words": lambda: asked("/events", words=f"{draw.choice(WORDS)} {draw.choice(['tal', 'ri', 'qu'])}"),
        "articles": lambda: asked("/articles", after=draw.randrange(0, 5000)),
        "article": lambda: f"/article/{article}",
        "actor": lambda: asked("/actor", who=draw.choice(LEADING), **month()),
        "actor, everything": lambda: asked("/actor", who=draw.choice(LEADING), all=1),
        "pair": lambda: asked("/pair", **two(), **month()),
        "pair, everything": lambda: asked("/pair", **two(), all=1),
        "network": lambda: asked("/network", size="quarter", at=draw.randrange(100)),
        "network, 200 parties": lambda: asked("/network", size="all", most=200),
        "map": lambda: asked("/map", size="month", at=draw.randrange(100)),
        "map of a country": lambda: asked("/map", country=draw.choice(LEADING), size="all"),
        "calendar": lambda: asked("/calendar", month=f"{draw.randrange(2015, 2025)}-{draw.randrange(1, 13):02d}"),
        "statements": lambda: asked("/statements", drawn=draw.random()),
        "statements of a month": lambda: asked("/statements", **month()),
        "statements by a party": lambda: asked("/statements", speaker=draw.choice(LEADING)),
        "statements about it": lambda: asked("/statements", about=draw.choice(LEADING)),
        "statements with words": lambda: asked(
            "/statements", words=f"{draw.choice(WORDS)} {draw.choice(['tal', 'ri', 'qu'])}"
        ),
        "claims": lambda: asked("/claims", drawn=draw.random()),
        "claims of a month": lambda: asked("/claims", **month()),
        "claims about a party": lambda: asked("/claims", about=draw.choice(LEADING)),
        "claims, one denies": lambda: asked("/claims", speaker=draw.choice(LEADING), stance="denies"),
        "about": lambda: "/about",
        "api events": lambda: asked("/api/v1/events", recipient=draw.choice(LEADING), limit=1000),
        "api statements": lambda: asked("/api/v1/statements", speaker=draw.choice(LEADING), limit=100),
        "api claims": lambda: asked("/api/v1/claims", about=draw.choice(LEADING), limit=100),
    }


def _worked(process: int) -> float:
    """Seconds that a process has worked, on all cores together."""
    with open(f"/proc/{process}/stat", encoding="ascii") as told:
        fields = told.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int, name: str) -> float:
    with open(f"/proc/{process}/status", encoding="ascii") as told:
        return int(re.search(rf"{name}:\s+(\d+)", told.read())[1]) / 1024  # type: ignore[index]


def _paint(base: str, paths: list[str]) -> list[float]:
    """First contentful paint of each page in milliseconds; empty without a browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return []
    if chromium is None:
        return []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page, painted = browser.new_page(), []
        for path in paths:
            page.goto(base + path)
            page.wait_for_timeout(300)
            painted.append(page.evaluate(f"performance.getEntriesByName('{HIDDEN}')[0]?.startTime ?? NaN"))
        browser.close()
    return painted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("db")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    begun = time.perf_counter()
    command = [sys.executable, "-m", "whowhom", "explore", given.db, "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            base = re.search(r"http://\S+", server.stdout.readline())[0].rstrip("/")  # type: ignore[index]
            print(f"open after {time.perf_counter() - begun:.1f} s, {_memory(server.pid, 'VmRSS'):,.0f} MiB")
            measure(base, given, server.pid)
            print(f"memory: {_memory(server.pid, 'VmRSS'):,.0f} MiB, at most {_memory(server.pid, 'VmHWM'):,.0f} MiB")
        finally:
            server.terminate()


def measure(base: str, given: argparse.Namespace, process: int) -> None:
    """Print median and worst server time of each page, and first paints."""
    draw = random.Random(given.seed)
    first = json.load(urllib.request.urlopen(f"{base}/api/v1/events?limit=1"))["rows"][0]
    pages = addresses(draw, first["article"])
    times: dict[str, list[float]] = {name: [] for name in pages}
    worked: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(given.rounds):
        for name, address in pages.items():
            begun, before = time.perf_counter(), _worked(process)
            with urllib.request.urlopen(base + address()) as answer:
                answer.read()
            times[name].append(1000 * (time.perf_counter() - begun))
            worked[name].append(1000 * (_worked(process) - before))
    print(f"{'page':24} {'median':>8} {'worst':>8} {'worked':>8} {'worst':>8}  ms, {given.rounds} times each")
    for name, took in times.items():
        figures = (statistics.median(took), max(took), statistics.median(worked[name]), max(worked[name]))
        print(f"{name:24}", *(f"{figure:8.0f}" for figure in figures))
    painted = _paint(base, [address() for address in pages.values() if not address().startswith("/api")])
    if painted:
        print(f"first paint: median {statistics.median(painted):.0f} ms, worst {max(painted):.0f} ms")


if __name__ == "__main__":
    main()
