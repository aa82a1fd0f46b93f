"""Code one text and print who did what to whom, with the words behind it."""

import whowhom

TEXT = """Foreign Minister Elena Marku of Albania met her Greek counterpart in Tirana on Tuesday.
Greece denied that its coast guard had fired on an Albanian boat last week, as the Albanian police had claimed.
The two countries are due to hold new talks on 3 June."""

coder = whowhom.load()
coding = coder.code(TEXT, published="2024-05-22")
for event in coding.events:
    who = ", ".join(f"{role.mention.text} ({role.actor.country})" for role in event.actors)
    whom = ", ".join(f"{role.mention.text} ({role.actor.country})" for role in event.recipients)
    when = event.when.value if event.when else None
    print(f"{event.type:9} {event.status:8} {event.trigger.text!r}: {who or '-'} -> {whom or '-'}; {when or 'no date'}")
for open_question in coding.undecided:
    print(f"left open: {open_question.mention.text!r}, {open_question.reason}")
