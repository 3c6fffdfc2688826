"""What is said of a suggestion: what it would make, why, who says so, and how sure that is."""

from __future__ import annotations

from reader.core.records import Records, fold_name
from reader.core.suggestion import Sort, Suggestion

_SURE = ((0.9, "almost sure"), (0.7, "likely"), (0.5, "may be"), (0.0, "a guess"))


def in_a_line(suggestion: Suggestion, words: str) -> str:
    """Kind or type of a suggestion on ``words``, and whose it is when they do not say it, as short as lines of lists want it."""
    whose = suggestion.name or suggestion.claimant or ""
    return suggestion.label if not whose or fold_name(whose) == fold_name(words) else f"{suggestion.label} · {whose}"


def describe_suggestion(suggestion: Suggestion, words: str, records: Records) -> str:
    """All there is to say about a suggestion on ``words``, in one line."""
    what = _claim(suggestion) if suggestion.sort is Sort.CLAIM else _mention(suggestion, words, records)
    return " · ".join(part for part in (what, ", ".join(suggestion.reasons), f"{sureness(suggestion)}, by “{suggestion.source}”") if part)


def sureness(suggestion: Suggestion) -> str:
    """How sure a suggestion is, in words and per cent."""
    words = next(words for least, words in _SURE if suggestion.confidence >= least)
    return f"{words} ({suggestion.confidence:.0%})"


def _claim(suggestion: Suggestion) -> str:
    return f"claim, {suggestion.label}" + (f" by {suggestion.claimant}" if suggestion.claimant else "")


def _mention(suggestion: Suggestion, words: str, records: Records) -> str:
    entity = records.entity(suggestion.entity)
    name = entity.name if entity is not None else suggestion.name
    if not name or fold_name(name) == fold_name(words):
        return f"{suggestion.label}, {'known' if entity is not None else 'new'}"
    names = {fold_name(known) for known in (entity.name, *entity.aliases)} if entity is not None else set()
    return f"{suggestion.label} {name}" + ("" if fold_name(words) in names else ", these words become another name")
