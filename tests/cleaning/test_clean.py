import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.cleaning import clean
from whowhom.cleaning.furniture import compiled
from whowhom.errors import KnowledgeError
from whowhom.types import Article

STORY = "The foreign minister flew to Geneva on Monday and met his counterpart for two hours."
MORE = "Neither side gave details. The talks are to go on next week."


def blocks(text, **fields):
    article = Article(id="1", text=text, **fields)
    return [(block.kind, block.kept, block.span.of(text)) for block in clean(article).blocks]


def left(text, **fields):
    return [(kind, words) for kind, kept, words in blocks(text, **fields) if not kept]


FURNITURE = [
    ("credit", "Ana Lopes | EPA | Getty Images"),
    ("credit", "(Photo: Ana Lopes/Reuters)"),
    ("credit", "Reuters/Ana Lopes"),
    ("credit", "Photograph: Ana Lopes/AP"),
    ("credit", "Photo by Ana Lopes"),
    ("credit", "AFP"),
    ("credit", "Getty Images."),
    ("credit", "Ana Lopes via Getty Images"),
    ("credit", "Ana Lopes for The Geneva Herald"),
    ("credit", "Image copyright Getty Images"),
    ("credit", "© Ana Lopes / Anadolu Agency"),
    ("caption", "Soldiers guard a bridge in Geneva, March 3, 2020. REUTERS/Ana Lopes/File Photo"),
    (
        "caption",
        "FILE - In this Jan. 4, 2020 file photo, soldiers guard a bridge. (AP Photo/Ana Lopes, File)",
    ),
    ("caption", "Image caption The bridge was closed on Monday"),
    ("caption", "File photo of the bridge at night"),
    ("caption", "The bridge as seen on Monday (Ana Lopes/AFP)"),
    ("byline", "By Ana Lopes and Jan de Vries"),
    ("byline", "By ANA LOPES, Associated Press"),
    ("byline", "By Ana Lopes in Geneva"),
    ("byline", "(Reporting by Ana Lopes in Geneva and Bo Li; Editing by Tom O'Hara)"),
    ("byline", "Associated Press writer Bo Li in Lima, Peru, contributed to this report."),
    ("promo", "Follow Ana Lopes on Twitter @analopes"),
    ("byline", "ana.lopes@paper.example"),
    ("boilerplate", "Published: 3 March 2020 10:15 GMT"),
    ("boilerplate", "Updated 3:04 PM ET, Tue March 3, 2020"),
    ("boilerplate", "4 min read"),
    ("promo", "Follow us on Twitter and Facebook."),
    ("promo", "- Read more: Gangs attack airport"),
    ("promo", "– Read also: Gangs attack airport"),
    ("promo", "Follow Herald World on Facebook"),
    ("promo", "Share this article"),
    ("promo", "Facebook Twitter WhatsApp Email"),
    ("promo", "Read more: Bridge closed after protest"),
    ("promo", "READ ALSO: Bridge closed after protest"),
    ("promo", "WATCH: How the bridge fell"),
    ("promo", "Click here to read the whole report"),
    ("promo", "Sign up for our daily newsletter"),
    ("promo", "Subscribe to our channel"),
    ("promo", "Get the latest news in your inbox every morning."),
    ("promo", "Download the Herald app for breaking news"),
    ("promo", "Already a subscriber? Log in"),
    ("boilerplate", "We use cookies to give you the best experience on our website."),
    ("boilerplate", "Please enable JavaScript to watch this video."),
    ("boilerplate", "Copyright 2020 The Daily Herald. All rights reserved."),
    ("boilerplate", "© 2020 Associated Press. All Rights Reserved. This material may not be published."),
    ("boilerplate", "Privacy Policy | Terms of Use"),
    ("boilerplate", "Advertisement"),
    ("boilerplate", "Tags: Geneva, bridges, ministers"),
    ("boilerplate", "* * *"),
    ("boilerplate", ".photo { width: 50%; }"),
    ("boilerplate", "text-align: left;"),
    ("boilerplate", "window.ads = window.ads || [];"),
    ("boilerplate", "This article was originally published on Monday."),
]


@pytest.mark.parametrize(("kind", "line"), FURNITURE)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_furniture_leaves(kind, line, apart):
    assert left(f"{STORY}{apart}{line}{apart}{MORE}") == [(kind, line)]


@pytest.mark.parametrize(
    "line",
    [
        '"We will not leave."',
        "“Follow us,” the guard shouted.",
        "Follow the money, the senator told reporters.",
        "Read more widely, the minister told students.",
        "Share prices fell in Geneva.",
        "Reuters reported the strike.",
        "AFP journalists were expelled.",
        "By Friday, the rebels had taken the town.",
        "Cookies and water were handed out to the refugees.",
        "The army published the list on Monday.",
        "Troops advanced.",
        "Peru, Chile",
        "Ana Lopes for President",
        "Ministers of Peru and Chile, the mediators, met in Geneva;",
        "He denied it.",
        "Photographs of the prisoners were shown on state television.",
        "Updated maps show that the army has taken the hills.",
        "Subscribers to the state newspaper were arrested.",
        "Close the border, they demanded.",
        "Continue the talks or leave, Peru warns Chile.",
        "The post was removed by Facebook and Twitter.",
        "The image of the burning embassy went around the world (and back).",
        "Sign the treaty, the president urged parliament.",
        "Related charges against the general were dropped.",
        "Two soldiers were killed. Photo evidence was handed to the court.",
        "Print shops were raided and newspapers seized.",
        "More than 40 people died: most of them were women.",
        "Live fire was used against the crowd.",
        "Join the rebels, the preacher said.",
        "Getty Images sued the ministry.",
        "Next, the president flies to Rome.",
        "Copyright talks between Peru and Chile collapsed.",
        "Download speeds were cut on the government's orders.",
        "Support for the premier grew.",
        "The state news agency said it had no comment (Reuters).",
    ],
)
def test_story_stays(line):
    assert left(f"{STORY}\n\n{line}\n\n{MORE}") == []


def test_doubled_captions_leave_with_both_copies():
    text = f"Talks open in Geneva\n\nBridge closed in Basel\nBridge closed in Basel\n\n{STORY}"
    assert blocks(text) == [
        ("title", True, "Talks open in Geneva"),
        ("caption", False, "Bridge closed in Basel"),
        ("repeat", False, "Bridge closed in Basel"),
        ("body", True, STORY),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{STORY}\n{STORY}\n{MORE}", [("repeat", STORY)]),
        (f"{STORY}\n{MORE}\n{STORY}", [("repeat", STORY)]),
        (f"{STORY}\nHe wept.\n{MORE}\nHe wept.", []),
        (f"{STORY}\nSMITH:\n{MORE}\nSMITH:\nNo.", []),
        (
            f"{STORY}\nThe foreign minister flew to Geneva on...\n{MORE}",
            [("repeat", "The foreign minister flew to Geneva on...")],
        ),
        (f"Talks open\n\n{STORY}\n\n‘Talks Open’\n\n{MORE}", [("repeat", "‘Talks Open’")]),
        (f"{STORY}\n| Town | Dead |\n| Basel | 3 |\n{MORE}\n| Town | Dead |\n| Bern | 4 |", []),
    ],
    ids=["beside", "far", "refrain", "speaker", "broken off", "headline", "table"],
)
def test_repeats(text, expected):
    assert left(text) == expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (f"Talks open in Geneva\n\n{STORY}", None, "Talks open in Geneva"),
        (f"Talks open in Geneva\n{STORY}\n{MORE}", None, "Talks open in Geneva"),
        (f"WORLD NEWS\nTalks open in Geneva\n{STORY}", None, "Talks open in Geneva"),
        (f"Will talks open?\n\n{STORY}", None, "Will talks open?"),
        (
            f"A summary line\n\nTalks open in Geneva\n\n{STORY}",
            "Talks Open in Geneva | The Herald",
            "Talks open in Geneva",
        ),
        (f"Talks opened.\n\n{STORY}", "Talks opened", "Talks opened."),
        (f"{STORY}\n\n{MORE}", None, None),
        (f"{STORY}\n\n{MORE}", "Talks open in Geneva", None),
        (f'"We want peace."\n\n{STORY}', None, None),
        ("Talks open in Geneva", None, None),
    ],
)
def test_title(text, title, expected):
    titles = [(kept, words) for kind, kept, words in blocks(text, title=title) if kind == "title"]
    assert titles == ([] if expected is None else [(True, expected)])


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("GENEVA, March 3 (Reuters) -", STORY),
        ("GENEVA (AP) —", STORY),
        ("GENEVA —", STORY),
        ("Geneva (AFP) –", STORY),
        ("SAN JOSE, Costa Rica --", STORY),
        ("ST. GALLEN, Switzerland, Jan. 5 (UPI) --", STORY),
        ("BERN/GENEVA, 3 March (Xinhua) --", STORY),
        ("(Reuters) -", STORY),
        ("GENEVA, March 3, 2020", STORY),
        ("NEW DELHI (PTI):", STORY),
        ("CANBERRA, August 4 2023 (Pacific Ledger) -", STORY),
    ],
)
def test_dateline_is_cut(dateline, story):
    assert blocks(f"{dateline} {story}") == [("dateline", False, dateline), ("body", True, story)]
    assert blocks(f"Talks open\n\n{dateline} {story}\n\n{MORE}")[1:3] == [
        ("dateline", False, dateline),
        ("body", True, story),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NATO - an alliance of states - met on Monday.",
        "The U.N. - which met on Monday - condemned the attack.",
        "PUTIN: We will answer.",
        "EXCLUSIVE - Ministers met in secret.",
        "Ministers (and aides) - eleven in all - were arrested.",
        "THE ARMY HAS TAKEN THE TOWN.",
        "Basel - Bern talks failed.",
        "Basel (Swiss Border Town) - the talks failed.",
    ],
)
def test_what_is_no_dateline_stays(text):
    assert blocks(text) == [("body", True, text)]


PARAGRAPHS = [
    "The foreign minister of the republic flew to Geneva on Monday and met his counterpart. The two talked "
    "for more than two hours. Neither side said what about, and the embassy would not comment.",
    "On Tuesday the talks go on. They are the first since the embassy was closed in May, when troops had "
    "crossed the river at Bad Ems and Vladimir Orlov, then minister of defence, was dismissed by Ana Toth.",
    "“We are hopeful,” said one diplomat. Others were not: a spokeswoman for the United Nations Mission in "
    "Geneva called the meeting “late”.",
]


@pytest.mark.parametrize("width", [40, 55, 65, 72, 80, 100])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_wrapped_text_is_joined(width, newline):
    wrapped = [textwrap.fill(paragraph, width).replace("\n", newline) for paragraph in PARAGRAPHS]
    text = (2 * newline).join(["Talks open in Geneva", "By Ana Lopes", *wrapped])
    assert [words for kind, _, words in blocks(text) if kind == "body"] == wrapped


@pytest.mark.parametrize("width", [40, 55, 65, 72, 80, 100])
def test_wrapped_text_parted_by_indents_is_joined(width):
    wrapped = [textwrap.fill(paragraph, width, initial_indent="    ") for paragraph in PARAGRAPHS]
    assert [words for _, _, words in blocks("\n".join(wrapped))] == [words.strip() for words in wrapped]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"])
def test_one_paragraph_to_a_line(newline):
    text = newline.join([STORY, MORE, STORY.replace("Monday", "Friday")])
    assert [words for _, _, words in blocks(text)] == text.split(newline)


def test_links_after_their_heading_leave():
    text = f"{STORY}\n\nRelated stories\n\nBridge closed in Basel\n\nFire in Bern\n\n{MORE}"
    assert left(text) == [
        ("boilerplate", "Related stories"),
        ("boilerplate", "Bridge closed in Basel"),
        ("boilerplate", "Fire in Bern"),
    ]


def test_author_line_leaves():
    assert left(f"Talks open\n\nana lopes\n\n{STORY}", author="Ana Lopes") == [("byline", "ana lopes")]


def test_what_cannot_be_seen_is_no_hindrance():
    assert left(f"{STORY}\n\n\u200bFollow\u00a0us on Twitter\ufeff\n\n{MORE}") == [
        ("promo", "\u200bFollow\u00a0us on Twitter\ufeff")
    ]


def test_a_table_that_breaks_its_rules_is_refused():
    empty = {"longest": 1, "parts": {}, "dateline": [], "dateline_parts": {}, "speech": "x", "furniture": []}
    advert = {"kind": "advert", "reason": "sells", "patterns": ["x"]}
    with pytest.raises(KnowledgeError, match="'advert' is no block kind"):
        compiled(empty | {"furniture": [advert]})
    with pytest.raises(KnowledgeError, match="in the expression '\\('"):
        compiled(empty | {"speech": "("})


@pytest.mark.parametrize("text", ["", " \n\t\n", "Ceasefire", "Advertisement", "Share\nPrint", "...", "***\n\n***"])
def test_small_inputs(text):
    found = blocks(text)
    assert all(kept for _, kept, _ in found)
    assert "".join("".join(words.split()) for _, _, words in found) == "".join(text.split())


PIECES = [
    "Photo: A | B",
    "By A B",
    "the army fired",
    "Follow us",
    "GENEVA (AP) -",
    "…",
    "\n",
    "\n\n",
    " ",
    "\u200b",
    "a",
    "Read more:",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=40).map("".join))
def test_every_character_lies_in_one_block(text):
    spans = [block.span for block in clean(Article("1", text)).blocks]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "A ",
        "AP|",
        "By A ",
        "Photo: ",
        "(",
        "A, ",
        "AB/",
        "GENEVA ",
        "1 ",
        "May ",
        "a\n",
        "Ab c\n",
        "AP/A\n",
        "“a” b\n",
        "cookies ",
    ],
)
def test_a_megabyte_of_anything_is_cleaned_in_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    clean(Article("1", text))
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "unit",
    ["AP|", "By A", " A", "(", "Photo by ", "May 3 ", "Share on ", "use cookies you ", "[|", "contributed "],
)
def test_the_longest_line_of_the_table_is_matched_at_once(unit):
    line = (unit * 600)[:599] + "\x00"
    began = time.process_time()
    clean(Article("1", f"{line}\n\n{STORY}\n\n{line}x"))
    assert time.process_time() - began < 0.5


TABLE = "Country  Killed\nArcadia  120\nRuritania  1,204\nZembla\t9"


@pytest.mark.parametrize(
    ("rows", "leaves"),
    [
        (TABLE, True),
        (TABLE.replace("\n", "\n\n"), True),
        ("Arcadia  120\nRuritania  12", False),
        ("Arcadia  Strelsau\nRuritania  Zenda\nZembla  Onhava", False),
        ("He waited.  Nobody came.\nHe left.  It was 12.\nIt rained.  It was 13.", False),
        ("Arcadia  120\nRuritania  12  14\nZembla  9", False),
        ("The envoys of Arcadia met in town  12\nThe envoys of Arcadia met in town  13\nThe envoys met  14", False),
    ],
)
def test_a_table_in_plain_text_is_no_story(rows: str, leaves: bool) -> None:
    text = f"Talks end in Geneva\n\n{STORY}\n\n{rows}\n\n{MORE}"
    found = left(text)
    assert {kind for kind, _ in found} == ({"table"} if leaves else set())
    assert "\n".join(words for _, words in found).split() == (rows.split() if leaves else [])
