"""How far the work on a document is."""

from __future__ import annotations

import pytest

from reader.core.annotation import DocumentStatus, Provenance, Stage
from reader.core.records import Records
from reader.core.stages import STAGE_GLYPHS, STAGE_TITLES, is_open, stage_of, worded
from tests.contracts.store import CLAIM


def status(id: int, stage: Stage, modified: str = "2026-01-02T03:04:05Z", document: str = CLAIM.document) -> DocumentStatus:
    return DocumentStatus(f"{id:014x}", document, stage, Provenance("ann", "2026-01-02T03:04:05Z", modified))


def test_without_a_word_a_document_is_new_until_it_has_a_mark() -> None:
    assert stage_of(Records(), CLAIM.document) is Stage.NEW
    assert stage_of(Records([CLAIM]), CLAIM.document) is Stage.IN_WORK


@pytest.mark.parametrize("stage", Stage)
def test_the_readers_word_wins(stage: Stage) -> None:
    assert stage_of(Records([CLAIM, status(1, stage)]), CLAIM.document) is stage


def test_of_several_words_the_last_one_holds_and_is_counted() -> None:
    earlier, later = status(1, Stage.DONE, "2026-01-02T03:04:05Z"), status(2, Stage.DOUBTFUL, "2026-01-03T00:00:00Z")
    for records in (Records([earlier, later]), Records([later, earlier])):
        assert stage_of(records, CLAIM.document) is Stage.DOUBTFUL
        assert records.stages() == {Stage.DOUBTFUL: 1}
        records.put(later.id, None)
        assert records.stages() == {Stage.DONE: 1}
        records.put(earlier.id, None)
        assert records.stages() == {}


def test_only_what_is_done_is_not_open() -> None:
    assert [stage for stage in Stage if not is_open(stage)] == [Stage.DONE]


def test_no_stage_rests_on_colour() -> None:
    assert len(set(STAGE_GLYPHS.values())) == len(set(STAGE_TITLES.values())) == len(Stage)
    assert worded(Stage.IN_WORK) == "◐ in work"
