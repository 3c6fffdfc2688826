"""What was imported, suggested again where its words stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.core.anchor import describe
from reader.core.errors import ReaderError, StoreError
from reader.core.handed_on import Suggested, SuggestedDocument
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.contract import Knowledge
from reader.suggest.files import Imported
from reader.suggest.gathering import gather
from tests.notation import SCHEME, document

TEXT = "Ana Vidal left on Monday. The long bridge fell into the river before noon."
BRIDGE = Suggested(describe(TEXT, Span(30, 41)), Sort.MENTION, "PLACE", ("a capital",), 0.7, name="Long Bridge")


class Fake:
    """Imports that are known beforehand; ``answers`` are given by name, ``stamps`` tell their versions."""

    def __init__(self, **answers: Sequence[SuggestedDocument] | ReaderError) -> None:
        self.answers = answers
        self.stamps = dict.fromkeys(answers, 0)
        self.readings: list[str] = []

    def versions(self) -> dict[str, int]:
        return self.stamps

    def read(self, name: str) -> Sequence[SuggestedDocument]:
        self.readings.append(name)
        answer = self.answers[name]
        if isinstance(answer, ReaderError):
            raise answer
        return answer


def given(text: str, *documents: SuggestedDocument, refused: frozenset[str] = frozenset()) -> list[tuple[str, Suggestion]]:
    suggester = Imported(Fake(model=documents))
    found = gather(document(text), Knowledge(SCHEME, refused=refused), [suggester])
    assert found.problems == ()
    return [(suggestion.span.of(text), suggestion) for suggestion in found.suggestions]


def of_path(path: str = "test.txt") -> SuggestedDocument:
    return SuggestedDocument("", "", path, (BRIDGE,))


def test_an_imported_suggestion_says_where_it_is_from() -> None:
    ((words, suggestion),) = given(TEXT, of_path())
    assert words == "long bridge"
    assert suggestion == Suggestion(
        Span(30, 41), Sort.MENTION, "PLACE", ("a capital", "imported from “model”"), "imported", 0.7, name="Long Bridge"
    )


def test_words_that_have_moved_are_found() -> None:
    assert [words for words, _ in given("A new first line.\n" + TEXT, of_path())] == ["long bridge"]


def test_words_that_are_gone_are_left_out() -> None:
    assert given("Ana Vidal left on Monday. Nothing happened.", of_path()) == []


def test_refused_names_are_left_out() -> None:
    assert given(TEXT, of_path(), refused=frozenset({"long bridge"})) == []


def test_a_document_is_known_by_id_before_content_before_path() -> None:
    this = document(TEXT)
    other = Suggested(describe(TEXT, Span(0, 9)), Sort.MENTION, "PERSON")
    by_id = SuggestedDocument(this.id, "f" * 64, "elsewhere.txt", (other,))
    by_content = SuggestedDocument("", this.sha256, "elsewhere.txt", (other,))
    assert [words for words, _ in given(TEXT, of_path(), by_id)] == ["Ana Vidal"]
    assert [words for words, _ in given(TEXT, of_path(), by_content)] == ["Ana Vidal"]
    assert given(TEXT, of_path("elsewhere.txt")) == []


def test_an_import_is_read_once_only_when_asked_and_again_when_it_was_made_anew() -> None:
    imports = Fake(model=[of_path()])
    suggester = Imported(imports)
    assert imports.readings == []
    assert [len(list(suggester.suggest(document(TEXT), Knowledge(SCHEME)))) for _ in range(2)] == [1, 1]
    assert imports.readings == ["model"]
    imports.stamps, imports.answers = {"model": 1}, {"model": []}
    assert list(suggester.suggest(document(TEXT), Knowledge(SCHEME))) == []
    assert imports.readings == ["model", "model"]


def test_an_import_that_is_gone_is_not_suggested_any_more() -> None:
    imports = Fake(model=[of_path()])
    suggester = Imported(imports)
    assert len(list(suggester.suggest(document(TEXT), Knowledge(SCHEME)))) == 1
    imports.stamps = {}
    assert list(suggester.suggest(document(TEXT), Knowledge(SCHEME))) == []


def test_one_that_cannot_be_read_is_told_in_its_own_words_and_hides_no_other() -> None:
    imports = Fake(bad=StoreError("bad.json is broken."), model=[of_path()])
    suggester = Imported(imports)
    for _ in range(2):
        found = gather(document(TEXT), Knowledge(SCHEME), [suggester])
        assert found.problems == ("bad.json is broken.",)
        assert len(found.suggestions) == 1
    assert imports.readings == ["bad", "model"]


@pytest.mark.parametrize("sort", Sort)
def test_labels_that_the_scheme_does_not_have_are_named(sort: Sort) -> None:
    strange = SuggestedDocument("", "", "test.txt", (Suggested(BRIDGE.selector, sort, "GPE"),))
    found = gather(document(TEXT), Knowledge(SCHEME), [Imported(Fake(model=[strange]))])
    assert (found.suggestions, found.unknown) == ((), ("GPE",))
