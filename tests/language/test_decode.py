from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whowhom.language.decode import (
    CueProposal,
    Hearing,
    Proposal,
    Reading,
    attribution,
    frame,
    propose,
    propose_cues,
    softmax,
)
from whowhom.language.labels import (
    BEGINS,
    CITED,
    INSIDE,
    OUTSIDE,
    ROLES,
    SECTOR_NAMES,
    STATUS_NAMES,
    TRIGGERS,
    TYPED_MODES,
)
from whowhom.language.windows import Pieces, Window
from whowhom.types import Span

TEXT = "Police shot more than ten men . Iran denied it"
WORDS = TEXT.split()
SENTENCES = np.array([-1] + [0] * 7 + [1] * 3 + [-1])


def window(joined: tuple[int, ...] = ()) -> Window:
    starts, at = [], 0
    for word in WORDS:
        starts.append(TEXT.index(word, at))
        at = starts[-1] + len(word)
    ends = [start + len(word) for start, word in zip(starts, WORDS, strict=True)]
    size = len(WORDS) + 2
    begins = np.array([False] + [True] * len(WORDS) + [False])
    ids = np.arange(size)
    joins = np.array([False] + [at in joined for at in range(len(WORDS))] + [False])
    pieces = Pieces(ids, np.array([0, *starts, 0]), np.array([0, *ends, 0]), ids * 0, begins, joins)
    return Window(pieces, SENTENCES)


def first_reading(**kinds: str) -> np.ndarray:
    """Probabilities in which each word named has its type and the others have none."""
    result = np.zeros((len(WORDS) + 2, len(TRIGGERS)))
    result[:, 0] = 1.0
    for word, kind in kinds.items():
        at = WORDS.index(word) + 1
        result[at] = 0.0
        result[at, TRIGGERS.index(kind)] = 1.0
    return result


def second_reading(kind: str, mode: str | None, status: str, **tags: str) -> Reading:
    """What the second reading says; ``tags`` has a letter a word: O, B or I."""
    roles = np.zeros((len(WORDS) + 2, len(ROLES), 3))
    roles[:, :, OUTSIDE] = 1.0
    for role, letters in tags.items():
        for at, letter in enumerate(letters, start=1):
            own = roles[at, ROLES.index(role)]
            own[:] = 0.05
            own[{"O": OUTSIDE, "B": BEGINS, "I": INSIDE}[letter]] = 0.9
    one = np.eye(32)
    return Reading(
        roles, one[TRIGGERS.index(kind)][: len(TRIGGERS)], one[STATUS_NAMES.index(status)][: len(STATUS_NAMES)],
        np.eye(len(TYPED_MODES))[TYPED_MODES.index((kind, mode))],
    )  # fmt: skip


def words_of(mentions: tuple) -> list[str]:
    return [mention.span.of(TEXT) for mention in mentions]


def test_neighbours_of_one_type_are_one_trigger_and_sentences_part_them() -> None:
    found = list(propose(window(), first_reading(Police="ASSAULT", shot="ASSAULT", Iran="REJECT")))
    assert [list(proposal.at) for proposal in found] == [[1, 2], [8]]
    over_the_end = first_reading(Iran="REJECT") + 0
    over_the_end[7] = over_the_end[8]
    assert len(list(propose(window(), over_the_end))) == 2


def test_nothing_is_proposed_where_nothing_is_likely_or_coded() -> None:
    assert list(propose(window(), first_reading())) == []
    context = Window(window().pieces, np.full(len(WORDS) + 2, -1))
    assert list(propose(context, first_reading(shot="ASSAULT"))) == []


def read(second: Reading, word: str = "shot", kind: str = "ASSAULT"):
    (proposal,) = propose(window(), first_reading(**{word: kind}))
    return frame(window(), proposal, second)


def test_a_frame_has_its_words_labels_and_sentence() -> None:
    found = read(second_reading("ASSAULT", "firearms", "alleged", actors="BOOOOOOOOO", recipients="OOBIIIOOOO"))
    assert (found.type, found.mode, found.status, found.sentence) == ("ASSAULT", "firearms", "alleged", 0)
    assert found.trigger.span == Span(7, 11)
    assert words_of(found.actors) == ["Police"]
    assert words_of(found.recipients) == ["more than ten men"]
    assert found.confidence == pytest.approx(1.0)


def test_a_mode_is_one_of_its_type_whatever_is_likeliest() -> None:
    second = second_reading("ASSAULT", None, "actual")
    second.modes[:] = 0.01
    second.modes[TYPED_MODES.index(("COERCE", "arrest"))] = 0.9
    second.modes[TYPED_MODES.index(("ASSAULT", "aerial"))] = 0.05
    assert read(second).mode == "aerial"


def test_mentions_that_touch_are_one_and_a_word_between_is_bridged() -> None:
    assert words_of(read(second_reading("ASSAULT", None, "actual", recipients="OOBBOOOOOO")).recipients) == [
        "more than"
    ]
    assert words_of(read(second_reading("ASSAULT", None, "actual", recipients="OOBOIIOOOO")).recipients) == [
        "more than ten men"
    ]
    assert words_of(read(second_reading("ASSAULT", None, "actual", recipients="OOBOBIOOOO")).recipients) == [
        "more", "ten men",
    ]  # fmt: skip


def test_a_word_of_several_tokens_is_in_a_mention_or_not_as_one() -> None:
    (proposal,) = propose(window(), first_reading(shot="ASSAULT"))
    second = second_reading("ASSAULT", None, "actual", recipients="OOOBIOOOOO")
    assert words_of(frame(window(joined=(3, 4)), proposal, second).recipients) == ["more than ten"]
    assert words_of(frame(window(joined=(5,)), proposal, second).recipients) == ["than ten men"]


def test_a_mention_ends_with_its_sentence() -> None:
    found = read(second_reading("ASSAULT", None, "actual", recipients="OOOOOOBIII"))
    assert words_of(found.recipients) == [".", "Iran denied it"]


def test_of_several_dates_the_likeliest_is_taken() -> None:
    second = second_reading("ASSAULT", None, "actual", date="BOOOOBOOOO")
    second.roles[6, ROLES.index("date")] = [0.02, 0.96, 0.02][:3]
    second.roles[6, ROLES.index("date"), OUTSIDE] = 0.02
    found = read(second)
    assert found.date is not None
    assert found.date.span.of(TEXT) == "men"


@given(st.lists(st.floats(-50, 50), min_size=2, max_size=9))
def test_softmax_gives_probabilities(logits: list[float]) -> None:
    result = softmax(np.array(logits))
    assert result.sum() == pytest.approx(1.0)
    assert (result >= 0).all()


letters = st.text("OBI", min_size=len(WORDS), max_size=len(WORDS))


@given(actors=letters, recipients=letters, word=st.sampled_from(WORDS))
def test_whatever_the_heads_say_spans_lie_in_the_text(actors: str, recipients: str, word: str) -> None:
    at = np.array([WORDS.index(word) + 1])
    second = second_reading("CONSULT", None, "actual", actors=actors, recipients=recipients)
    found = frame(window(), Proposal(at, first_reading(**{word: "CONSULT"})[at].mean(axis=0)), second)
    for mention in (*found.actors, *found.recipients, found.trigger):
        assert mention.span.of(TEXT).strip() == mention.span.of(TEXT) != ""


def tagged(letters: str) -> np.ndarray:
    """(pieces, 3) probabilities of a letter a word: O, B or I."""
    result = np.zeros((len(WORDS) + 2, 3))
    result[:, OUTSIDE] = 1.0
    for at, letter in enumerate(letters, start=1):
        result[at] = 0.05
        result[at, {"O": OUTSIDE, "B": BEGINS, "I": INSIDE}[letter]] = 0.9
    return result


@pytest.mark.parametrize(
    ("letters", "cues"),
    [
        ("OOOOOOOOBO", [["denied"]]),
        ("OOOOOOOBIO", [["Iran", "denied"]]),
        ("OOOOOOOBBO", [["Iran"], ["denied"]]),
        ("OOOOOBIBOO", [["men", "."], ["Iran"]]),
        ("OOOOOOIIOO", [["."], ["Iran"]]),
        ("OOOOOOOOOO", []),
    ],
)
def test_cues_are_runs_of_words_within_a_sentence(letters: str, cues: list[list[str]]) -> None:
    found = list(propose_cues(window(), tagged(letters)))
    assert [[WORDS[at - 1] for at in cue.at] for cue in found] == cues
    assert all(0.8 < cue.probability < 1 for cue in found)


def heard(source: str, content: str, cue: str = "OOOOOOOOOO") -> Hearing:
    return Hearing(np.stack([tagged(source), tagged(content), tagged(cue)], axis=1), 0.7)


@pytest.mark.parametrize(
    ("cue", "source", "content", "said_by", "said"),
    [
        ("denied", "OOOOOOOBOO", "OOOOOOOOOB", ["Iran"], ["it"]),
        ("denied", "OOOOOOOBOO", "BIIIIIOOOO", ["Iran"], ["Police shot more than ten men ."]),  # all of a sentence
        ("denied", "OOOOOOOBOO", "BIOOOOOOOO", ["Iran"], []),  # or nothing, where the cue is in another
        ("denied", "OOOOOOOOOO", "OOOOOOOOBO", [], []),  # the cue is no content
        ("shot", "BOOOOOOOOO", "OOBOIOOOOO", ["Police"], ["more than ten men ."]),  # bridged, and to the end
        ("shot", "OOOOBOOOOO", "OOBOOIOOOO", ["ten"], ["more", "men ."]),  # not over the source
    ],
)
def test_a_statement_is_its_cue_with_source_and_content(
    cue: str, source: str, content: str, said_by: list[str], said: list[str]
) -> None:
    found = attribution(window(), CueProposal(np.array([WORDS.index(cue) + 1]), 0.9), heard(source, content))
    assert [span.of(TEXT) for span in found.cue] == [cue]
    assert [span.of(TEXT) for span in found.source] == said_by
    assert [span.of(TEXT) for span in found.content] == said
    assert found.confidence == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("heard_cue", "words"),
    [
        ("OOOOOOOOBI", "denied it"),
        ("OOOOOOOBII", "Iran denied it"),
        ("BIOOOOOOOO", "denied"),  # elsewhere: it stays as proposed
        ("BIOOOOOOBO", "denied"),
    ],
)
def test_the_second_reading_says_where_a_cue_begins_and_ends(heard_cue: str, words: str) -> None:
    cue = CueProposal(np.array([WORDS.index("denied") + 1]), 0.9)
    found = attribution(window(), cue, heard("OOOOOOOBOO", "OOOOOOOOOB", heard_cue))
    assert [span.of(TEXT) for span in found.cue] == [words]
    assert not {*found.cue} & {*found.source, *found.content}


def test_content_does_not_go_on_over_another_cue() -> None:
    cue, other = (CueProposal(np.array([WORDS.index(word) + 1]), 0.9) for word in ("shot", "ten"))
    found = attribution(window(), cue, heard("BOOOOOOOOO", "OOBOOOOOOO"), [cue, other])
    assert [span.of(TEXT) for span in found.content] == ["more"]
    found = attribution(window(), cue, heard("BOOOOOOOOO", "OOBOOOOOOO"), [cue])
    assert [span.of(TEXT) for span in found.content] == ["more than ten men ."]


def test_a_word_is_in_the_likelier_of_source_and_content() -> None:
    parts = heard("OOOOOOOBOO", "OOOOOOOBOB").parts
    parts[WORDS.index("Iran") + 1, CITED.index("content")] = [0.3, 0.4, 0.3]
    found = attribution(window(), CueProposal(np.array([9]), 0.9), Hearing(parts, 0.9))
    assert [span.of(TEXT) for span in found.source] == ["Iran"]
    assert [span.of(TEXT) for span in found.content] == ["it"]


def test_parties_carry_the_sectors_that_the_reading_tells() -> None:
    plain = second_reading("ASSAULT", None, "actual", actors="BOOOOOOOOO", recipients="OOBIIIOOOO")
    sectors = np.zeros((len(WORDS) + 2, len(SECTOR_NAMES)))
    sectors[1, SECTOR_NAMES.index("COP")] = 1.0
    sectors[3:7, SECTOR_NAMES.index("CVL")] = 0.5
    reading = Reading(plain.roles, plain.types, plain.statuses, plain.modes, sectors)
    (proposal,) = propose(window(), first_reading(shot="ASSAULT"))
    assert frame(window(), proposal, plain).actors[0].sectors == ()
    found = frame(window(), proposal, reading)
    assert dict(found.actors[0].sectors) == {"COP": 1.0}
    assert dict(found.recipients[0].sectors) == {"CVL": 0.5}
