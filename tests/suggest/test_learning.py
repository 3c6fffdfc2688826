"""Learning names from marks, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from queue import Queue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.span import Span
from reader.suggest import learning
from reader.suggest.candidates import Strings, candidates
from reader.suggest.contract import Knowledge, KnownName
from reader.suggest.examples import Example, decode, encode, found_in
from reader.suggest.gain import Gain, gain_of
from reader.suggest.gathering import gather
from reader.suggest.learning import Learned, Learner, Taught, Untaught
from reader.suggest.model import Model, known_names, train
from reader.suggest.training import MOST, read_answer, within_bounds
from tests.notation import SCHEME, document
from tests.suggest.lessons import RULES, articles

NEW = "On market day Odo Fenn of the Barrel Board spoke in Tarnby about the toll."


@pytest.fixture(scope="module")
def model() -> bytes:
    return train(articles(12))


@pytest.fixture
def learner() -> Iterator[Learner]:
    made = Learner()
    yield made
    made.close()


def told(learner: Learner, examples: list[Example]) -> Taught | Untaught:
    outcomes: Queue[Taught | Untaught] = Queue()
    learner.begin(examples, outcomes.put)
    return outcomes.get(timeout=60)


def labels(model: bytes, text: str, knowledge: Knowledge | None = None) -> dict[str, str]:
    found = Learned(model, RULES).suggest(document(text), knowledge or Knowledge(SCHEME))
    return {suggestion.span.of(text): suggestion.label for suggestion in found}


def test_types_are_learned_from_words_and_what_stands_around_them(model: bytes) -> None:
    assert labels(model, NEW) == {"Odo Fenn": "PERSON", "Barrel Board": "ORG", "Tarnby": "PLACE"}


def test_what_is_never_marked_is_learned_not_to_be_a_name() -> None:
    examples = [replace(example, names=tuple(name for name in example.names if name[1] != "ORG")) for example in articles(12)]
    assert labels(train(examples), NEW) == {"Odo Fenn": "PERSON", "Tarnby": "PLACE"}


def test_a_suggestion_says_what_it_was_learned_from(model: bytes) -> None:
    text = "Nobody in Tarnby had asked Odo Marsh."
    found = gather(document(text), Knowledge(SCHEME), [Learned(model, RULES)])
    assert found.problems == ()
    assert {suggestion.span.of(text): suggestion.reasons for suggestion in found.suggestions} == {
        "Tarnby": ("learned from 12 of your articles", "a run of capitals"),
        "Odo Marsh": ("“Odo Marsh” is marked elsewhere", "learned from 12 of your articles", "a run of capitals"),
    }


def test_a_name_that_the_folder_knows_keeps_its_type_and_entity(model: bytes) -> None:
    knowledge = Knowledge(SCHEME, {"Tarnby": KnownName("e1", "Tarnby Brothers", "ORG")})
    (suggestion,) = Learned(model, RULES).suggest(document("Nobody in Tarnby had asked."), knowledge)
    assert (suggestion.label, suggestion.entity, suggestion.name) == ("ORG", "e1", "Tarnby Brothers")


def test_what_was_refused_is_left_out(model: bytes) -> None:
    assert "Tarnby" not in labels(model, NEW, Knowledge(SCHEME, refused=frozenset({"Tarnby"})))


def test_without_rules_runs_of_capitals_are_looked_at(model: bytes) -> None:
    text = "Nobody in Tarnby had asked Odo Marsh."
    found = Learned(model).suggest(document(text), Knowledge(SCHEME))
    assert "Odo Marsh" in {suggestion.span.of(text) for suggestion in found}


def test_nothing_is_found_where_nothing_was_marked() -> None:
    assert labels(train([Example("The wall fell.", ())]), NEW) == {}


def test_no_document_is_judged_by_what_it_teaches_itself() -> None:
    """Each text names what no other does: whoever had seen it would find it, and only by its string could it be told."""
    words = ["Alba", "Bero", "Cida", "Dato", "Eftu", "Fago"]
    examples = [Example(f"{word}", ((Span(0, len(word)), "ORG" if at % 2 else "PLACE"),)) for at, word in enumerate(words)]
    assert gain_of(examples).model_f1 < 0.7
    assert Model(train(examples)).find("Alba", ())[0].label == "PLACE"


def test_a_model_that_is_better_than_the_rules_is_to_be_used() -> None:
    gain = gain_of(articles(12))
    assert gain.is_better
    assert gain.rules_f1 < 0.9 < gain.model_f1
    assert "12 of your articles is better than the rules (F1" in gain.sentence


def test_a_model_that_is_no_better_is_not_to_be_used() -> None:
    perfect = [replace(example, found=example.names) for example in articles(6)]
    gain = gain_of(perfect)
    assert not gain.is_better
    assert "is not better than the rules yet, and not used" in gain.sentence


def test_better_in_few_documents_is_not_better() -> None:
    assert not Gain(10, 100, 0.5, 0.6, better=2, worse=3).is_better
    assert Gain(10, 100, 0.5, 0.6, better=3, worse=2).is_better


def test_rules_are_not_blamed_for_types_that_are_never_marked() -> None:
    examples = articles(5)
    dated = [replace(example, found=(*example.found, (Span(0, 2), "DATE"))) for example in examples]
    assert gain_of(dated).rules_f1 == gain_of(examples).rules_f1


def test_a_string_is_of_the_type_that_most_documents_mark_it_as() -> None:
    marked = [Example("Tarn", ((Span(0, 4), label),)) for label in ("ORG", "PLACE", "PLACE")]
    assert known_names(marked) == {"Tarn": "PLACE"}


def test_strings_are_found_as_whole_words_the_longest_first() -> None:
    text = "Tarn, Tarn Hill and @tarn; Tarnby not."
    strings = Strings({"Tarn": "PLACE", "Tarn Hill": "PLACE", "@tarn": "ORG"})
    assert [span.of(text) for span in strings.within(text)] == ["Tarn", "Tarn Hill", "@tarn"]


@given(
    st.text(st.sampled_from("abAB @.-’\n漢é\u0301"), max_size=40),
    st.lists(st.text(st.sampled_from("abA @.漢"), min_size=1, max_size=4), max_size=5),
)
def test_candidates_are_in_order_and_apart_whatever_the_text(text: str, names: list[str]) -> None:
    found = candidates(text, found_in(document(text), Knowledge(SCHEME), RULES), Strings(dict.fromkeys(names, "ORG")))
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert all(candidate.span.of(text) in names for candidate in found if candidate.known)


def test_examples_come_back_from_json_as_they_were() -> None:
    examples = articles(3)
    assert decode(encode(examples)) == examples


def test_no_more_than_so_much_is_learned_from() -> None:
    one = Example("x" * (MOST // 2), ())
    assert within_bounds([one] * 3) == [one] * 2


def test_a_lesson_tells_the_gain_and_gives_a_model(learner: Learner) -> None:
    outcome = told(learner, articles(6))
    assert isinstance(outcome, Taught)
    assert outcome.gain.documents == 6
    assert labels(outcome.model, NEW)["Odo Fenn"] == "PERSON"


def test_too_few_articles_are_no_lesson(learner: Learner) -> None:
    unmarked = [replace(example, names=()) for example in articles(9)]
    outcome = told(learner, [*articles(2), *unmarked])
    assert outcome == Untaught("Learning names needs 3 articles whose names are marked; there are 2.")


def test_without_the_extra_it_is_said_how_to_get_it(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "find_spec", lambda _: None)
    outcome = told(learner, articles(6))
    assert isinstance(outcome, Untaught)
    assert "pip install 'claim-reader[learn]'" in outcome.reason


def test_a_lesson_that_takes_too_long_is_ended(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "SECONDS", 0.001)
    outcome = told(learner, articles(6))
    assert isinstance(outcome, Untaught)
    assert outcome.reason.startswith("Names were not learned: ")


def test_a_process_that_fails_is_told(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "encode", lambda _: b"no json")
    outcome = told(learner, articles(6))
    assert outcome == Untaught("Names were not learned: the process that learns them failed (exit code 1).")


def test_of_a_lesson_that_was_replaced_nothing_is_told(learner: Learner) -> None:
    first: Queue[Taught | Untaught] = Queue()
    learner.begin(articles(9), first.put)
    assert isinstance(told(learner, articles(6)), Taught)
    assert first.empty()


def test_after_closing_nothing_is_told_and_no_process_is_left() -> None:
    learner, outcomes = Learner(), Queue[Taught | Untaught]()
    learner.begin(articles(9), outcomes.put)
    lesson = learner._lesson
    assert lesson is not None
    learner.close()
    lesson.finished.wait(30)
    assert outcomes.empty()
    assert lesson._process is None or lesson._process.poll() is not None


def test_half_an_answer_is_none() -> None:
    with pytest.raises(ValueError, match="no model"):
        read_answer(b'{"documents": 3}\n')


def test_crfsuite_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, reader.suggest.learning; sys.exit('pycrfsuite' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
