"""The reader's own names in a text: whole words, exactly as written, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reader.core.span import Span
from reader.suggest.contract import KnownName

_PLACE = re.compile(r"https?://\S+|www\.\S+|(?<![^\W_])[^\W_]|[@#]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_HEAD = 3


class KnownNames:
    """The strings of ``names``, laid out so that a place of a text is compared with few of them."""

    def __init__(self, names: Mapping[str, KnownName]) -> None:
        self._names = names
        lengths: dict[str, set[int]] = {}
        for name in names:
            lengths.setdefault(name[:_HEAD], set()).add(len(name))
        self._lengths = {head: sorted(some, reverse=True) for head, some in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[Span, KnownName]]:
        """Where one of the names stands, in order; they do not overlap."""
        end = 0
        if not self._lengths:
            return
        for found in _PLACE.finditer(text):
            start = found.start()
            if start < end or found.end() - start > 1:
                continue
            span = self._at(text, start)
            if span is not None:
                end = span.end
                yield span, self._names[span.of(text)]

    def _at(self, text: str, start: int) -> Span | None:
        for size in range(_HEAD, 0, -1):
            for length in self._lengths.get(text[start : start + size], ()):
                if (length >= size if size == _HEAD else length == size) and text[start : start + length] in self._names:
                    span = Span(start, start + length)
                    if _is_whole(text, span):
                        return span
        return None


def _is_whole(text: str, span: Span) -> bool:
    """Whether no word goes on behind ``span``; in scripts without spaces that cannot be told."""
    last, following = text[span.end - 1], text[span.end : span.end + 1]
    return not (following.isalnum() and last.isalnum()) or bool(_WITHOUT_SPACES.match(last))
