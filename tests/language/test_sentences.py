import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.language.sentences import MOST_WORDS, spans, split
from whowhom.types import Article, Block, Body, Span

# One row is one text; "|" marks where its sentences part.
TABLE = {
    "plain": "The envoy left.| Talks ended.| Nobody spoke!| Why not?",
    "titles": "Mr. J. K. Smith met Sen. Ana Ruiz and Lt. Col. Omar Haddad.| Gen. Park stayed away.",
    "title before a line break": "They called on then-Gov.\nElena Marsh to resign.| She refused.",
    "acronym goes on": "The U.S. Senate and the U.N. Security Council met in the U.K. Parliament's annexe.",
    "acronym ends": "The convoy came from the U.S.| The minister did not.| It reached the U.N.| They waved.",
    "initials": "George H.W. Bush met F. W. de Klerk.| J.K. Rowling did not.",
    "nickname": 'The guests of C.L. "Boots" Turner left.',
    "time goes on": "Shells fell at 5 a.m. Tuesday, at 9:30 p.m. GMT and at 3 p.m. local time.",
    "time ends": "Shells fell until 5 a.m.| Rebels in the hills answered.| It ended at 6 p.m.| They left.",
    "numbers": "Ruling No. 2 of Art. 5 cost $2.5 million on Jan. 3.| It rose 3.4 percent.",
    "no is a word too": "Asked to go, he said no.| Vladimir Orlov said yes.",
    "company": "Acme Inc. Chairman Bo Li sued Delta Corp. shareholders.| It lost to Acme Ltd.| Courts sat.",
    "states": "He fled to Dayton, Ohio, from Mobile, Ala., and Reno, Nev.| The police followed.",
    "city": "They met in Washington, D.C.| Refugees from three camps were heard.",
    "saint": "A plane from St. Petersburg to Ft. Lauderdale crashed.",
    "and so on": "Rifles, mortars, etc. were seized in Smith vs. Jones, i.e. the case.",
    "list": "1. The army withdraws.| 2. Prisoners are released.",
    "capitals": "THE MINISTER RESIGNED.| TROOPS UNDER GEN. OKORO MOVED IN.| THE U.S. EMBASSY CLOSED.",
    "small start": "The blast killed ten.| al-Shabab said it was behind it.",
    "no space": "He was stabbed on Friday.|The police came.",
    "site": "He wrote on Booking.com that visit.gov.uk was down.",
    "ellipsis ends": "They waited...| Then the bridge fell.",
    "ellipsis within": '"We will . . . fight on," he said.| He meant it.',
    "elision in brackets": '"We will go [...] Monday," she wrote.',
    "spaced ellipsis ends": '"They have lost. . . .| We have won," he said.',
    "mixed stops": "They did what?!| Yes!!!| Really…",
    "bracket": "(The army denied it.)| Then the strikes resumed (in part).| Nobody was hurt.",
    "quote goes on": '"We hope for peace," the envoy said.| "Why now?" she asked.| “No!” they said.',
    "quote and name": "“Who fired first?” President Mara Toth asked.| Nobody knew.",
    "quote ends": '"We hope for peace."| He left.| The judge said: “Not today.”| The next day he did.',
    "quote after stop": 'He said it was "over."| The next talks are in May.',
    "long quote": '"We want it to end.| We want it now.| They do not," the envoy said.| The talks stopped.',
    "closed by two": "He said, “They shouted ‘Leave!’”| We left.",
    "quote of apostrophes": "''He ran.| I saw him,'' Ms. Bell said.| ''Then it was quiet.''| She wept.",
    "spaced quote": 'He said : " It is over . "| The crowd left .| " We stay , " said another .',
    "quote open to the end": "“The siege goes on.| We have no bread.",
    "wrapped": "The foreign ministry of the\nrepublic said so.|\nNobody\nbelieved it.",
    "accents": "Él llegó a São Paulo.| Élodie s'en alla.| Çelik spoke.",
    "no stop at the end": "They signed.| And then",
    "world war": "Nothing like it was seen since World War I.| The border was closed.",
}


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in spans(text, Span(0, len(text)))]


@pytest.mark.parametrize("marked", TABLE.values(), ids=TABLE.keys())
def test_splits(marked):
    assert sentences(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_only_kept_blocks_are_split_and_name_their_block():
    text = "Bridge falls\n\nPhoto: A Man\n\nThe bridge fell. Ten died."
    blocks = (
        Block(Span(0, 12), "title", True, ""),
        Block(Span(14, 26), "credit", False, ""),
        Block(Span(28, 54), "body", True, ""),
    )
    found = split(Body(Article("1", text), blocks))
    assert [(sentence.span.of(text), sentence.block) for sentence in found] == [
        ("Bridge falls", 0),
        ("The bridge fell.", 2),
        ("Ten died.", 2),
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("the army fired and " * 25 + "fled; " + "the army fired and " * 25 + "fled.", "fled;"),
        ("the army fired on " * 25 + "us, and " + "the army fired on " * 25 + "us.", "us,"),
        ("shell, " * 200, "shell,"),
        ("shell " * 200, "shell"),
    ],
    ids=["semicolon", "clause", "comma", "nothing"],
)
def test_a_very_long_sentence_is_cut_at_a_clause(text, ends):
    parts = sentences(text)
    assert len(parts) > 1
    assert all(len(part.split()) <= MOST_WORDS for part in parts)
    assert parts[0].endswith(ends)
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="abA .!?…\"“”’'()[]\n\tU.S5é;,-", max_size=400))
def test_nothing_is_lost_and_order_is_kept(text):
    found = list(spans(text, Span(0, len(text))))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)


@pytest.mark.parametrize("unit", ["a", ".", ". ", '."', "' .", "Mr. ", "! ", ". . ", "\n", "x, ", '"', "(."])
def test_a_megabyte_of_anything_is_split_in_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    began = time.process_time()
    found = [span.of(text) for span in spans(text, Span(0, len(text)))]
    assert "".join("".join(found).split()) == "".join(text.split())
    assert time.process_time() - began < 10


def test_speed():
    text = "The foreign minister of Ruritania met Gen. Park in the U.S. on Jan. 5. “We agreed,” he said. " * 2000
    began = time.process_time()
    count = len(sentences(text))
    assert count / (time.process_time() - began) > 20_000
