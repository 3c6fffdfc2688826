"""The rule that web annotators commonly find quotes by, for comparison: approximate search, weighted scores, the best hit is taken.

As ``match-quote.ts`` of the Hypothesis client does it: the nearest matches with at most min(256, half the quote) errors, scored 50 for the
quote, 20 for each side of the context, 2 for the position.
"""

from __future__ import annotations

from reader.core.approximate import distances_to_end
from reader.core.span import Span


def matched(text: str, quote: str, prefix: str, suffix: str, hint: int) -> Span | None:
    """Where the rule finds ``quote``; ``None`` where there is nothing within the errors it allows."""
    found = _search(text, quote, min(256, len(quote) // 2))
    if not found:
        return None

    def score(match: tuple[Span, int]) -> float:
        span, errors = match
        before = _side(text[max(0, span.start - len(prefix)) : span.start], prefix)
        after = _side(text[span.end : span.end + len(suffix)], suffix)
        place = 1 - abs(span.start - hint) / len(text)
        return 50 * (1 - errors / len(quote)) + 20 * before + 20 * after + 2 * place

    return max(found, key=score)[0]


def _search(text: str, words: str, most: int) -> list[tuple[Span, int]]:
    """All matches with the fewest errors."""
    exact, at = [], text.find(words)
    while at >= 0:
        exact.append((Span(at, at + len(words)), 0))
        at = text.find(words, at + 1)
    if exact:
        return exact
    ends = distances_to_end(words, text)
    least = min(ends)
    if least > most:
        return []
    return [(Span(_start(text, words, end, least), end), least) for end, errors in enumerate(ends) if errors == least]


def _start(text: str, words: str, end: int, errors: int) -> int:
    """Where a match with ``errors`` that ends at ``end`` begins; of several starts the farthest."""
    row = distances_to_end(words[::-1], text[max(0, end - len(words) - errors) : end][::-1])
    least = min(row)
    return end - max(at for at, found in enumerate(row) if found == least)


def _side(found: str, context: str) -> float:
    if not context:
        return 1.0
    if not found:
        return 0.0
    return 1 - min(distances_to_end(context, found)) / len(context)
