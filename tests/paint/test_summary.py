"""Numbers as rows with bars."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.core.annotation import Annotation, Stage
from reader.core.tally import Tally
from reader.paint.facets import Criterion, Facet, Filter
from reader.paint.summary import FEW, Sheet, bar, in_cells, rows
from tests import strategies

EIGHTHS = " ▏▎▍▌▋▊▉█"


def sheet(width: int = 78, *whole: str) -> Sheet:
    return Sheet(width, cell_len, lambda entity: entity, ("true", "false"), whole)


def told(tally: Tally, width: int = 78, *whole: str) -> list[str]:
    return [row.text for row in rows(tally, sheet(width, *whole))]


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 60))
def test_a_bar_is_as_long_as_its_share_to_an_eighth_of_a_cell(count: int, longest: int, width: int) -> None:
    drawn = bar(count, longest, width)
    eighths = sum(map(EIGHTHS.index, drawn))
    assert cell_len(drawn) <= width
    assert set(drawn[:-1]) <= {"█"}
    assert abs(eighths - min(count, longest) * width * 8 / longest) <= 1
    assert bool(drawn) == (count > 0 and width > 0)


@given(strategies.texts, st.integers(0, 20))
def test_words_take_the_cells_that_they_are_given(text: str, width: int) -> None:
    assert cell_len(in_cells(text, width, cell_len)) == width


@given(st.lists(strategies.annotations(), max_size=12), st.integers(30, 160))
def test_no_row_is_wider_than_the_sheet(annotations: list[Annotation], width: int) -> None:
    tally = Tally()
    for annotation in annotations:
        tally.add(annotation)
    made = rows(tally, sheet(width))
    assert max((cell_len(row.text) for row in made), default=0) <= width
    assert all(row.is_heading == (row.leads is None) for row in made)
    assert not any(control in row.text for row in made for control in "\x1b\x9b\n\u202e")


def test_without_anything_said_there_are_no_rows() -> None:
    assert told(Tally()) == []


def test_articles_are_told_by_status_with_sign_and_word() -> None:
    tally = Tally()
    tally.stages.update({Stage.NEW: 4, Stage.DONE: 1})
    assert told(tally) == ["Articles 5", f" {'○ new':25}{4:>7}  {'█' * 40}", f" {'● done':25}{1:>7}  {'█' * 10}"]


def test_claims_stand_in_a_table_of_claimants_and_verdicts() -> None:
    tally = Tally()
    tally.claims.update({("Ann", None): 2, ("Ann", "true"): 1, (None, "false"): 1})
    table = [line.split() for line in told(tally)[:4]]
    assert table[0] == ["Claims", "4", "by", "claimant", "no", "verdict", "true", "false", "all"]
    assert table[1][:5] == ["Ann", "2", "1", "·", "3"]
    assert table[2][:6] == ["no", "claimant", "·", "·", "1", "1"]
    assert table[3] == ["all", "2", "1", "1", "4"]


def test_verdicts_without_room_share_a_column() -> None:
    tally = Tally()
    tally.claims.update({("Ann", f"verdict_{number}"): number for number in range(1, 10)})
    heading, row = (line.split() for line in told(tally, 60)[:2])
    assert heading[-2:] == ["other", "all"]
    assert sum(map(int, row[1:-2])) == int(row[-2]) == 45


def test_a_row_leads_to_the_marks_that_it_counts() -> None:
    tally = Tally()
    tally.claims["Ann", None] = 1
    tally.mentions["Bo"] = 2
    tally.stages.update({Stage.NEW: 4, Stage.DONE: 1})
    leads = {row.text.split()[0]: row.leads for row in rows(tally, sheet()) if row.text}
    assert leads["Ann"] == Filter((Criterion(Facet.SORT, "claim"), Criterion(Facet.CLAIMANT, "Ann")))
    assert leads["Bo"] == Filter((Criterion(Facet.ENTITY, "Bo"),))
    assert leads["●"] is Stage.DONE


def test_of_many_entities_the_first_are_shown_until_all_are_asked_for() -> None:
    tally = Tally()
    tally.mentions.update({f"e{number:02}": 50 - number for number in range(30)})
    assert told(tally)[-1] == f" … {30 - FEW} more"
    assert len(told(tally)) == 1 + FEW + 1
    assert rows(tally, sheet())[-1].leads == "Entities"
    assert len(told(tally, 78, "Entities")) == 31
