"""Count, in a database that `whowhom code` has written, how often each country acts in conflict."""

import sys
from collections import Counter

import whowhom

CONFLICT = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

with whowhom.open(sys.argv[1] if len(sys.argv) > 1 else "news.duckdb") as store:
    events = store.events(min_confidence=0.5)
    acting = Counter(
        code
        for row in events if row["type"] in CONFLICT and row["status"] == "actual"
        for code in set(row["actor_codes"]) if code
    )  # fmt: skip
    for code, number in sorted(acting.items(), key=lambda pair: (-pair[1], pair[0]))[:5]:
        print(f"{code:20} {number}")
    # events.pandas(), events.polars() and events.arrow() give frames
    print(len(events), "events in", len(store.articles(state="coded")), "articles")
