"""The work of finding a mark again grows with the text, not with its square, whatever the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest

from reader.core import approximate, seeking
from reader.core.anchor import LONGEST_CONTEXT, describe
from reader.core.document import Document
from reader.core.resolution import Resolver
from reader.core.span import Span

SIZE = 20_000


def repeated(words: str) -> Callable[[int], str]:
    return lambda size: (words * (size // len(words) + 1))[:size]


def numbered(size: int) -> str:
    return "".join(f"{number:x}" for number in range(size // 4 + 100))[:size]


TEXTS = {
    "one letter": repeated("a"),
    "two words": repeated("ab c "),
    "no spaces": numbered,
    "blank lines": repeated("\n"),
    "marks on marks": repeated("e\u0301\u0301"),
    "typography": repeated("“…–” "),
    "one sentence": repeated("The bridge fell on Monday, they said. "),
}


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Columns of distances that were made, and places of words that were looked at."""
    done = [0]
    column, every = approximate._column, seeking._all

    def counted_column(pattern: str, text: str, step: int) -> list[int]:
        done[0] += len(text) * (1 + len(pattern) // 512)
        return column(pattern, text, step)

    def counted_places(needle: str, text: str, ranges: Sequence[Span]) -> Iterator[int]:
        for at in every(needle, text, ranges):
            done[0] += 1
            yield at

    monkeypatch.setattr(approximate, "_column", counted_column)
    monkeypatch.setattr(seeking, "_all", counted_places)
    return done


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("length", [1, 40, 2000])
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_twice_as_long_takes_no_more_than_about_twice_the_work(name: str, length: int, is_kept: bool, work: list[int]) -> None:
    took = []
    for size in (SIZE, 2 * SIZE):
        work[0] = 0
        old = TEXTS[name](size)
        new = f"{old[: size // 3]}Q{old[size // 3 + 7 : size // 2 + 10]}Z{old[size // 2 + 12 :]}"
        span = Span(size // 2, size // 2 + length)
        Resolver(Document("d", "d", "", new, "", "utf-8", ()), lambda _, old=old: old if is_kept else None).resolve(describe(old, span))  # type: ignore[misc]
        took.append(work[0])
    assert took[1] <= 2.5 * took[0] + 50_000


@pytest.mark.parametrize("name", TEXTS)
def test_context_is_bounded_in_every_text(name: str) -> None:
    selector = describe(TEXTS[name](SIZE), Span(SIZE // 2, SIZE // 2 + 5))
    assert max(len(selector.prefix), len(selector.suffix)) <= LONGEST_CONTEXT
