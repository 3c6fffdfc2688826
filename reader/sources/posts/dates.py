"""Reading a date, with its time of day if there is one, at a given place in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reader.sources.posts.months import MONTHS

_LONGEST = 80  # code points that a date with its time and zone may take
_EARLIEST, _LATEST = 1997, 2099  # social networks are not older; a year past these is some other number

_CLOCK = r"\d{1,2}(?:[:.]|\ ?h\ ?)\d{2}(?::\d{2})?(?:\ ?[APap]\.?\ ?[Mm]\b\.?)?"
_WORD = r"[^\s\d,.·()/<>\[\]|]{2,14}"
_DATE = re.compile(
    rf"""
    (?:{_CLOCK}\ *[·•,|-]?\ *)?                                              # 12:01 · May 2, 2026
    (?:[^\W\d_]{{2,10}},\ )?                                                 # Monday,
    (?:
      (?P<iso>(?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})(?:T\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d{{1,9}})?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?)
    | (?P<w2>{_WORD})\.?\ (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\ (?P<y2>\d{{4}})     # May 28, 2024
    | (?P<d3>\d{{1,2}})(?:\.|er|º|ª|\.º)?\ ?(?:de\ |of\ |d['’]|ta['’]\ )?(?P<w3>{_WORD})  # 4 de mayo de 2022
      \.?,?\ (?:de\ |del\ )?(?P<y3>\d{{4}})
    | (?P<y4>\d{{4}})\ ?[年년]\ ?(?P<m4>\d{{1,2}})\ ?[月월]\ ?(?P<d4>\d{{1,2}})\ ?[日일]
    | (?P<y5>\d{{4}})\.?\ (?P<w5>{_WORD})\ (?P<d5>\d{{1,2}})\.?                # 2018. május 16.
    | (?P<y6>\d{{4}})[/.](?P<m6>\d{{1,2}})[/.](?P<d6>\d{{1,2}})
    | (?P<d7>\d{{1,2}})\.\ ?(?P<m7>\d{{1,2}})\.\ ?(?P<y7>\d{{4}})                # 28.05.2024
    | (?P<d8>\d{{1,2}})\ [Tt]háng\ (?P<m8>\d{{1,2}}),?\ (?:năm\ )?(?P<y8>\d{{4}})
    | (?P<a9>\d{{1,2}})/(?P<b9>\d{{1,2}})/(?P<y9>\d{{4}})
    )(?!\d)
    (?:\ г\.)?
    (?:,?\ ?(?:[·•-]\ |at\ |um\ |à\ |as\ |às\ |a\ la(?:s|\(s\))?\ |alle(?:\ ore)?\ |ore\ |om\ |kl\.?\ |в\ |o\ |saat\ )?
       {_CLOCK}(?:\ Uhr)?(?:\ [A-Z]{{2,5}}\b)?)?                               # at 9:10am PST
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: where it ends (exclusive) and its ISO 8601 value.

    ``iso`` is a day, or finer where the text itself is ISO; ``None`` when day and month cannot be told apart (04/05/2022).
    """

    end: int
    iso: str | None


def read_date(text: str, start: int) -> FoundDate | None:
    """The date that begins exactly at ``start``; ``None`` when none does, or when there is no such day."""
    found = _DATE.match(_window(text, start))
    if found is None:
        return None
    parts = {name: value for name, value in found.groupdict().items() if value is not None}
    end = start + found.end()
    if "a9" in parts:
        first, second, year = int(parts["a9"]), int(parts["b9"]), int(parts["y9"])
        days = {iso for iso in (_iso(year, first, second), _iso(year, second, first)) if iso}
        return FoundDate(end, days.pop() if len(days) == 1 else None) if days and _EARLIEST <= year <= _LATEST else None
    iso = _iso(*(_part(parts, key) for key in "ymd"))
    if iso is None:
        return None
    return FoundDate(end, parts.get("iso", iso))


def _window(text: str, start: int) -> str:
    """The text a date may take from ``start`` on, its unbreakable spaces made plain."""
    return text[start : start + _LONGEST].replace("\u00a0", " ").replace("\u202f", " ")


def _part(parts: dict[str, str], key: str) -> int:
    """Year, month or day of whichever form matched; 0 for a word that is no month."""
    for name, value in parts.items():
        if name[0] == key and name[1:].isdigit():
            return int(value)
        if key == "m" and name[0] == "w":
            return MONTHS.get(value.casefold(), 0)
    return 0


def _iso(year: int, month: int, day: int) -> str | None:
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
