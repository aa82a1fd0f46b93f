"""Speed, memory and start-up on this machine, printed.

    python bench/speed.py [--articles FILE] [--count N]

Codes news articles from text to committed rows with one worker and with two, in a process of its own each,
and times the stages alone. FILE is JSON Lines with id, text and published (plain or gzip); by default the
articles of ../shared/data/polnear, and the package's samples where that is absent.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEFAULT = ROOT.parent / "shared/data/polnear/train.jsonl.gz"
COUNT = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=DEFAULT)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--part", choices=["whole", "stages", "start"], help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        parts: dict[str, Callable[[argparse.Namespace], None]] = {"whole": whole, "stages": stages, "start": start}
        parts[args.part](args)
        return
    print(f"{machine()}; {args.articles.name}, {args.count} articles")
    first = measure(args, "start", cores=1)
    print(f"start: first event of one sentence {first['seconds']:.1f} s after the process began")
    one = measure(args, "whole", cores=1)
    two = measure(args, "whole", cores=2, workers=2)
    for workers, figures in ((1, one), (2, two)):
        print(
            f"{workers} worker{'s'[: workers - 1]}: {figures['sentences'] / figures['seconds']:.0f} sentences/s, "
            f"{figures['articles'] / figures['seconds']:.1f} articles/s, {figures['events']} events, "
            f"largest process {figures['megabytes']:.0f} MB"
        )
    print(f"two workers against one: {two['sentences'] / two['seconds'] * one['seconds'] / one['sentences']:.2f}")
    for name, share in measure(args, "stages", cores=1).items():
        print(f"  {name:10} {share:5.1%}")


def machine() -> str:
    """Processor, cores and Python."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor()
    return f"{name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def measure(args: argparse.Namespace, part: str, *, cores: int, workers: int = 1) -> dict[str, Any]:
    """Run one part in a process of its own, on that many cores where the system can pin."""
    command = [sys.executable, __file__, "--articles", str(args.articles), "--count", str(args.count)]
    command += ["--part", part, "--workers", str(workers)]

    def pin() -> None:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, set(range(cores)))

    done = subprocess.run(command, check=True, capture_output=True, text=True, preexec_fn=pin)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def read(args: argparse.Namespace) -> list[Any]:
    """The articles to code."""
    from whowhom import reading, samples
    from whowhom.types import Article

    inputs = [str(args.articles)] if args.articles.exists() else [str(path) for path in samples.paths()]
    return [item for item in reading.read(inputs) if isinstance(item, Article)][: args.count]


def largest() -> float:
    """Megabytes of the largest process: this one or a worker."""
    kilobytes = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return kilobytes / (1024 if sys.platform != "darwin" else 1024 * 1024)


def whole(args: argparse.Namespace) -> None:
    """Text to committed rows."""
    from whowhom.pipeline import BATCH, Coder
    from whowhom.store import Store
    from whowhom.types import Coding

    articles = read(args)
    coder = Coder.load()
    coder.attempt(articles[0])
    with tempfile.TemporaryDirectory() as place, Store.open(Path(place, "bench.duckdb")) as store:
        run = store.begin_run(coder.versions, {})
        begun = time.perf_counter()
        sentences = events = 0
        waiting: list[Any] = []
        for coding in coder.pipe(articles, workers=args.workers):
            assert isinstance(coding, Coding)
            sentences, events = sentences + len(coding.sentences), events + len(coding.events)
            waiting.append(coding)
            if len(waiting) == BATCH:
                store.write(run, waiting)
                waiting = []
        store.write(run, waiting)
        seconds = time.perf_counter() - begun
        store.end_run(run)
    figures = {"seconds": seconds, "sentences": sentences, "articles": len(articles), "events": events}
    print(json.dumps({**figures, "megabytes": largest()}))


def start(args: argparse.Namespace) -> None:
    """The seconds from a process's beginning to its first event."""
    del args
    command = "import whowhom; print(len(whowhom.load().code('Ruritania expelled the French ambassador.').events))"
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", command], check=True, capture_output=True)
        times.append(time.perf_counter() - begun)
    print(json.dumps({"seconds": sorted(times)[1]}))


def stages(args: argparse.Namespace) -> None:
    """The share of each stage, one after the other over the same batches."""
    from whowhom import actors, cleaning, dates, language, places
    from whowhom.coding import assemble, complete
    from whowhom.store import Store

    articles = read(args)
    reader, linker = language.load(), actors.load()
    times: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begun = time.perf_counter()
        result = work()
        times[name] = times.get(name, 0.0) + time.perf_counter() - begun
        return result

    with tempfile.TemporaryDirectory() as place, Store.open(Path(place, "bench.duckdb")) as store:
        run = store.begin_run({"code": "bench"}, {})
        for batch in (articles[i : i + 16] for i in range(0, len(articles), 16)):
            bodies = timed("cleaning", lambda batch=batch: [cleaning.clean(article) for article in batch])
            analyses = timed("language", lambda bodies=bodies: [reader.analyse(body) for body in bodies])
            analyses = timed("attributions", lambda seen=analyses: [complete(analysis) for analysis in seen])
            wheres = timed("places", lambda seen=analyses: [places.locate(a) for a in seen])
            whens = timed("dates", lambda seen=analyses: [dates.resolve(a) for a in seen])
            seen = list(zip(analyses, wheres, strict=True))
            links = timed("actors", lambda seen=seen: [linker.link_with_voices(a, b) for a, b in seen])
            parts: Sequence[Any] = list(zip(analyses, links, whens, wheres, strict=True))
            codings = timed(
                "coding", lambda parts=parts: [assemble(a, p[0], d, w, p[2], {}, voices=p[1]) for a, p, d, w in parts]
            )
            timed("store", lambda codings=codings: store.write(run, codings))
    total = sum(times.values())
    print(json.dumps({name: seconds / total for name, seconds in times.items()}))


if __name__ == "__main__":
    main()
