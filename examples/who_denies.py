"""Print, of a database that `whowhom code` has written, what one asserts and another denies, each in their words."""

import sys

import whowhom

with whowhom.open(sys.argv[1] if len(sys.argv) > 1 else "news.duckdb") as store:
    for event in store.ledger(contradicted=True):
        who, whom = (", ".join(event[side]) or "-" for side in ("actors", "recipients"))
        print(f"{event['date_value'] or event['published']} {event['type']} {event['trigger']!r}: {who} -> {whom}")
        for claim in event["claims"]:
            via = f" via {claim['via']}" if claim["via"] else ""
            print(f"  {claim['stance']:8} {claim['who']}{via}: {claim['content']}")
