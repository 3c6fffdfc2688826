from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.posts.dates import read_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("May 28, 2024", "2024-05-28"),
        ("Sept. 3rd, 2019", "2019-09-03"),
        ("25. September 2018", "2018-09-25"),
        ("3 mars 2020", "2020-03-03"),
        ("1er août 2021", "2021-08-01"),
        ("4 de mayo de 2022", "2022-05-04"),
        ("7 febbraio 2017", "2017-02-07"),
        ("9 de março de 2023", "2023-03-09"),
        ("16 мая 2018 г.", "2018-05-16"),
        ("2 листопада 2022", "2022-11-02"),
        ("12 października 2020", "2020-10-12"),
        ("30 Ağustos 2021", "2021-08-30"),
        ("2018. május 16.", "2018-05-16"),
        ("14. huhtikuuta 2020", "2020-04-14"),
        ("2024年12月15日 19:49", "2024-12-15"),
        ("2018년 5월 3일", "2018-05-03"),
        ("5 يناير 2020", "2020-01-05"),
        ("8 בינואר 2025", "2025-01-08"),
        ("28.05.2024", "2024-05-28"),
        ("2024-05-28", "2024-05-28"),
        ("2026-04-01T03:14:06.000Z", "2026-04-01T03:14:06.000Z"),
        ("Dec 5, 2016 at 9:10am PST", "2016-12-05"),
        ("23. Okt 2017 um 0:31 Uhr", "2017-10-23"),
        ("5 Déc. 2016 à 9h10 PST", "2016-12-05"),
        ("12:01 · May 2, 2026", "2026-05-02"),
        ("Monday, January 5, 2015", "2015-01-05"),
        ("31/12/2020", "2020-12-31"),
    ],
)
def test_a_date_is_read_whole_in_its_language(written: str, iso: str) -> None:
    found = read_date(f"on {written}", 3)
    assert found is not None
    assert (found.iso, found.end) == (iso, 3 + len(written))


def test_a_date_ends_before_a_sentence_that_is_glued_to_it() -> None:
    found = read_date("October 6, 2014The seam", 0)
    assert found is not None
    assert found.end == len("October 6, 2014")


def test_day_and_month_that_cannot_be_told_apart_give_no_value() -> None:
    found = read_date("04/05/2022", 0)
    assert found is not None
    assert found.iso is None


@pytest.mark.parametrize("written", ["May 32, 2024", "Foo 3, 2024", "February 30, 2023", "12 people in 2024", "May 28, 1024", "2024", ""])
def test_what_is_no_day_is_no_date(written: str) -> None:
    assert read_date(written, 0) is None


@given(st.dates(min_value=date(1998, 1, 1), max_value=date(2098, 1, 1)))
def test_every_iso_day_is_read_back(day: date) -> None:
    found = read_date(str(day), 0)
    assert found is not None
    assert found.iso == str(day)
