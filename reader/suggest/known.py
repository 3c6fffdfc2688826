"""The reader's own names in a text: whole words, exactly as written, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reader.core.span import Span
from reader.suggest.contract import KnownName

_PLACE = r"https?://\S+|www\.\S+|[@#]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_AT_A_WORD = r"(?<![^\W_])"
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HEAD = 3


@dataclass(frozen=True, slots=True)
class _Layout:
    """Names by the lengths that those with the same first code points have, and the lengths of those that are shorter; the longest first.

    ``place`` matches where one of them may begin, and all of a link.
    """

    lengths: Mapping[str, list[int]]
    short: list[int]
    place: re.Pattern[str]


_last: tuple[Mapping[str, KnownName], _Layout] | None = None


class KnownNames:
    """The strings of ``names``, laid out so that a place of a text is compared with few of them."""

    def __init__(self, names: Mapping[str, KnownName]) -> None:
        self._names = names
        self._layout = _layout_of(names)

    def find(self, text: str) -> Iterator[tuple[Span, KnownName]]:
        """Where one of the names stands, in order; they do not overlap."""
        end = 0
        if not self._names:
            return
        heads, short = self._layout.lengths, self._layout.short
        for found in self._layout.place.finditer(text):
            start = found.start()
            if start < end or found.end() - start > 1:
                continue
            lengths = heads.get(text[start : start + _HEAD])
            if lengths is None and not short:
                continue
            span = self._at(text, start, (*(lengths or ()), *short))
            if span is not None:
                end = span.end
                yield span, self._names[span.of(text)]

    def _at(self, text: str, start: int, lengths: Iterable[int]) -> Span | None:
        for length in lengths:
            if text[start : start + length] in self._names:
                span = Span(start, start + length)
                if _is_whole(text, span):
                    return span
        return None


def _layout_of(names: Mapping[str, KnownName]) -> _Layout:
    """The layout of ``names``; that of the last ones is kept, which are those of the next text as well as long as nothing new is known."""
    global _last  # one place, written as a whole: any thread may
    held = _last
    if held is None or held[0] is not names:
        held = _last = names, _laid_out(names)
    return held[1]


def _laid_out(names: Mapping[str, KnownName]) -> _Layout:
    lengths: dict[str, set[int]] = {}
    short: set[int] = set()
    for name in names:
        if len(name) < _HEAD:
            short.add(len(name))
        else:
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
    first = "".join(re.escape(letter) for letter in sorted({name[:1] for name in names}) if letter.isalnum())
    return _Layout(
        {head: sorted(some, reverse=True) for head, some in lengths.items()},
        sorted(short, reverse=True),
        re.compile(f"{_PLACE}|{_AT_A_WORD}[{first}]" if first else _PLACE),
    )


def _is_whole(text: str, span: Span) -> bool:
    """Whether no word goes on behind ``span``; in scripts without spaces that cannot be told."""
    last, following = text[span.end - 1], text[span.end : span.end + 1]
    return not (following.isalnum() and last.isalnum()) or bool(_WITHOUT_SPACES.match(last))
