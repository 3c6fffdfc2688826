"""Suggestions read from JSON that anybody may have written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchor import Selector
from reader.core.handed_on import Suggested, SuggestedDocument
from reader.core.suggestion import Sort
from reader.formats import json_import
from reader.formats.json_import import SuggestionFileError, read_suggestions, write_suggestions

CLAIM = {"type": "claim", "start": 4, "end": 10, "quote": "bridge", "status": "suggested", "claim": {"kind": "fact", "claimant": "e1"}}
MENTION = {
    "type": "mention",
    "start": 4,
    "end": 10,
    "quote": "bridge",
    "status": "suggested",
    "mention": {"entity": "e1", "label": "PLACE"},
}


def file_with(*annotations: object, **more: object) -> dict[str, object]:
    documents = [{"path": "a.txt", "annotations": list(annotations)}]
    return {"format": "reader", "version": 1, "documents": documents, "entities": [{"id": "e1", "name": "Long Bridge"}], **more}


def only(annotation: object, *, takes_all: bool = False) -> Suggested:
    (document,) = read_suggestions(json.dumps(file_with(annotation)).encode(), "m.json", takes_all=takes_all).documents
    (suggestion,) = document.suggestions
    return suggestion


def refusal(content: object) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(SuggestionFileError) as refused:
        read_suggestions(raw, "m.json")
    return str(refused.value)


def test_a_claim_has_its_kind_and_its_claimants_name() -> None:
    assert only(CLAIM) == Suggested(Selector(4, 10, "bridge"), Sort.CLAIM, "fact", claimant="Long Bridge")


def test_a_mention_has_its_type_and_its_entitys_name() -> None:
    assert only(MENTION) == Suggested(Selector(4, 10, "bridge"), Sort.MENTION, "PLACE", name="Long Bridge")


def test_what_surrounds_it_why_and_how_surely_are_taken_where_they_are_said() -> None:
    suggestion = only({**MENTION, "prefix": "The ", "suffix": " fell", "confidence": 0.75, "reasons": ["a capital"]})
    assert (suggestion.selector.prefix, suggestion.selector.suffix) == ("The ", " fell")
    assert (suggestion.confidence, suggestion.reasons) == (0.75, ("a capital",))


def test_an_end_that_does_not_fit_the_quote_is_not_believed() -> None:
    assert only({**CLAIM, "end": 90}).selector == Selector(4, 10, "bridge")


def test_notes_tags_and_evidence_are_counted() -> None:
    found = read_suggestions(json.dumps(file_with({"type": "note"}, {"type": "tag"}, CLAIM)).encode(), "m.json")
    assert (found.others, len(found.documents[0].suggestions)) == (2, 1)


@pytest.mark.parametrize("status", ["ok", "unsure", None])
def test_marks_are_no_suggestions_unless_all_are_wanted(status: str | None) -> None:
    annotation = {**CLAIM, "status": status}
    assert "documents[0].annotations[0].status" in refusal(file_with(annotation))
    assert "Give --all" in refusal(file_with(annotation))
    assert only(annotation, takes_all=True).label == "fact"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "dance"}, "annotations[0].type must be “claim” or “mention”"),
        ({"type": ["claim"]}, "annotations[0].type must be “claim” or “mention”"),
        ({"start": -1}, "start must be a whole number, at least 0"),
        ({"start": 1.0}, "start must be a whole number, at least 0"),
        ({"start": True}, "start must be a whole number, at least 0"),
        ({"start": 10**30}, "start must be a whole number, at least 0"),
        ({"end": None}, "end must be a whole number, at least 0"),
        ({"end": 4}, "end must be greater than start"),
        ({"quote": 7}, "quote must be a text"),
        ({"quote": " \n"}, "quote has no words"),
        ({"prefix": []}, "prefix must be a text"),
        ({"prefix": "x" * 1001}, "prefix has 1,001 characters; at most 1,000 are taken"),
        ({"claim": None}, "claim must be an object"),
        ({"claim": {"kind": 3}}, "claim.kind must be a text"),
        ({"claim": {"kind": ""}}, "claim has no label"),
        ({"confidence": 1.5}, "confidence must be a number from 0 to 1"),
        ({"confidence": "0.5"}, "confidence must be a number from 0 to 1"),
        ({"confidence": 10**400}, "confidence must be a number from 0 to 1"),
        ({"reasons": "why"}, "reasons must be a list"),
        ({"reasons": ["x"] * 21}, "reasons must be a list"),
    ],
)
def test_what_is_amiss_in_an_annotation_is_said_with_its_place(change: dict[str, object], says: str) -> None:
    said = refusal(file_with({**CLAIM, **change}))
    assert said.startswith("m.json: documents[0].annotations[0].")
    assert says in said


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "m.json: line 1, column 1: is no JSON"),
        (b'{"format":\n nonsense}', "m.json: line 2, column 2: is no JSON"),
        (b"\xff\xfe\x00", "is not in UTF-8, from byte 0 on"),
        (b'{"a": NaN}', "NaN is no number of JSON"),
        (b"[" * 100_000, "it is nested too deeply"),
        ([], "the file must be an object"),
        ({}, "the file is no export of reader"),
        ({"format": "reader", "version": 2}, "the file is no export of reader"),
        ({"format": "reader", "version": True}, "the file is no export of reader"),
        ({"format": "reader", "version": 1}, "documents must be a list"),
        (file_with(documents={}), "documents must be a list"),
        (file_with(documents=[3]), "documents[0] must be an object"),
        (file_with(documents=[{}]), "documents[0] has no id, no sha256 and no path"),
        (file_with(documents=[{"id": 3}]), "documents[0].id must be a text"),
        (file_with(documents=[{"id": "a"}]), "documents[0].annotations must be a list"),
        (file_with(entities=[{"id": 1}]), "entities[0].id must be a text"),
    ],
)
def test_what_is_amiss_in_a_file_is_said_with_its_place(content: object, says: str) -> None:
    assert says in refusal(content)


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_import, "LARGEST", 10)
    assert "at most 10 are read" in refusal(file_with(CLAIM))


texts = st.text(max_size=8)
quotes = texts.filter(str.strip)
names = st.none() | texts.filter(bool)


selectors = st.builds(
    lambda start, quote, *sides: Selector(start, start + len(quote), quote, *sides), st.integers(0, 99), quotes, texts, texts
)
claims = st.builds(Suggested, selectors, st.just(Sort.CLAIM), texts.filter(bool), st.just(()), st.floats(0, 1), st.none(), names)
mentions = st.builds(Suggested, selectors, st.just(Sort.MENTION), texts.filter(bool), st.just(("why",)), st.floats(0, 1), names, st.none())
documents = st.builds(SuggestedDocument, texts.filter(bool), texts, texts, st.lists(claims | mentions, max_size=4).map(tuple))


@given(st.lists(documents, max_size=3).map(tuple))
def test_what_is_written_is_read_again_as_it_was(written: tuple[SuggestedDocument, ...]) -> None:
    assert read_suggestions(write_suggestions(written), "m.json").documents == written


values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**6) | st.floats() | st.text(max_size=5) | st.just("claim") | st.just("suggested"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*CLAIM, *MENTION, "kind", "label")), inner, max_size=6),
    max_leaves=12,
)


@given(st.lists(values | values.map(lambda value: {**CLAIM, "claim": value, "reasons": value}), max_size=3), values)
def test_whatever_stands_in_a_file_it_is_read_or_refused(annotations: list[object], entities: object) -> None:
    content = json.dumps(file_with(*annotations, entities=entities)).encode()
    try:
        found = read_suggestions(content, "m.json")
    except SuggestionFileError as refused:
        assert str(refused).startswith("m.json: ")  # noqa: PT017  # either is right
    else:
        assert len(found.documents) == 1
