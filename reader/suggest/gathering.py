"""What several suggesters say about one document, checked, and put in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from reader.core.document import Document
from reader.core.errors import ReaderError
from reader.core.graphemes import is_boundary
from reader.core.records import fold_name
from reader.core.scheme import Scheme
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.contract import Knowledge, Suggester

MOST = 10_000
"""Suggestions that are taken for one document, from each suggester and in all."""

LONGEST = 1000
"""Code points of a name, a claimant or a reason."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The suggestions for one document by start, then the longer first; no two of one sort on the same span.

    ``problems`` are sentences for the reader about suggesters that failed or gave what cannot be used. ``unknown`` are the labels,
    sorted, that were suggested and that the scheme does not have: such suggestions are left out.
    """

    suggestions: tuple[Suggestion, ...] = ()
    problems: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def gather(
    document: Document, knowledge: Knowledge, suggesters: Iterable[Suggester], types: Mapping[str, str] = MappingProxyType({})
) -> Gathered:
    """What ``suggesters`` suggest for ``document``. Raises nothing: what is wrong with one of them is among the problems.

    Of several suggestions of one sort on the same span, the most confident is taken, with the reasons of those that have its label.
    A claimant whose words are suggested as a mention of one longer name has that name. Of more than :data:`MOST`, the most confident are.
    ``types`` are the entity types of the scheme by those that it does not have, and that suggesters may give all the same.
    """
    labels = _labels(knowledge.scheme)
    problems: list[str] = []
    unknown: set[str] = set()
    found: dict[tuple[Span, Sort], Suggestion] = {}
    for suggester in suggesters:
        faults: Counter[str] = Counter()
        name = _name(suggester)
        for given in _given(suggester, name, document, knowledge, problems):
            fault = _fault(given, document.text)
            if fault is not None or not isinstance(given, Suggestion):
                faults[fault or ""] += 1
                continue
            if given.sort is Sort.MENTION and given.label not in labels[given.sort]:
                given = replace(given, label=types.get(given.label, given.label))
            if given.label not in labels[given.sort]:
                unknown.add(given.label)
            else:
                key = (given.span, given.sort)
                found[key] = _joined(found[key], given) if key in found else given
        problems += (f"The suggester “{name}” gave {_count(faults[fault])}: {fault}. Update or remove it." for fault in faults)
    taken = list(found.values())
    if len(taken) > MOST:
        problems.append(f"There are {len(taken)} suggestions for {document.path}; the {MOST} that are surest are taken.")
        taken = sorted(taken, key=lambda suggestion: -suggestion.confidence)[:MOST]
    taken.sort(key=lambda suggestion: (suggestion.span.start, -suggestion.span.end, suggestion.sort))
    return Gathered(_with_claimants(taken, document.text), tuple(problems), tuple(sorted(unknown)))


def _labels(scheme: Scheme) -> dict[Sort, frozenset[str]]:
    return {
        Sort.CLAIM: frozenset(label.name for label in scheme.claim_kinds),
        Sort.MENTION: frozenset(label.name for label in scheme.entity_types),
    }


def _name(suggester: Suggester) -> str:
    """What to call a suggester, which may be no such thing."""
    try:
        name = suggester.name
    except Exception:  # noqa: BLE001  # another's code runs here; what else it does not keep to is told when it is asked to suggest
        return type(suggester).__name__
    return name if isinstance(name, str) else type(suggester).__name__


def _given(suggester: Suggester, name: str, document: Document, knowledge: Knowledge, problems: list[str]) -> Iterator[object]:
    """What one suggester gives, :data:`MOST` at most, until it fails. What is wrong is added to ``problems``."""
    count = 0
    try:
        for given in islice(suggester.suggest(document, knowledge), MOST + 1):
            count += 1
            if count > MOST:
                problems.append(f"The suggester “{name}” gave more than {MOST} suggestions for {document.path}; the first are taken.")
                return
            yield given
    except ReaderError as error:  # it says itself what is wrong, and what to do
        problems.append(str(error))
    except Exception as error:  # noqa: BLE001  # another's code runs here and may raise anything
        problems.append(f"The suggester “{name}” failed on {document.path} ({type(error).__name__}: {error}). Update or remove it.")


def _fault(given: object, text: str) -> str | None:
    """Why ``given`` cannot be used, as a phrase; ``None`` when it can. Its types are asked for: what gave it may be another's code."""
    if not isinstance(given, Suggestion) or not isinstance(given.sort, Sort):
        return "what is no suggestion"
    if not isinstance(given.span, Span) or type(given.span.start) is not int or type(given.span.end) is not int:
        return "a span that is none"
    span = given.span
    if span.end > len(text):
        return "a span that leaves the text"
    if not span.of(text).strip():
        return "a span without words"
    if not is_boundary(text, span.start) or not is_boundary(text, span.end):
        return "a span that cuts a character"
    if not isinstance(given.confidence, int | float) or not 0 <= given.confidence <= 1:
        return "a confidence that is not between 0 and 1"
    if not isinstance(given.label, str) or not isinstance(given.source, str):
        return "a label or a source that is no text"
    if not isinstance(given.reasons, tuple):
        return "reasons that are no texts"
    for reason in given.reasons:
        if not isinstance(reason, str):
            return "reasons that are no texts"
    for word in (given.name, given.entity, given.claimant):
        if word is not None and not isinstance(word, str):
            return "a name, an entity or a claimant that is no text"
    for word in (*given.reasons, given.label, given.source, given.name, given.entity, given.claimant):
        if word and len(word) > LONGEST:
            return f"words of more than {LONGEST} characters"
    return None


def _joined(one: Suggestion, other: Suggestion) -> Suggestion:
    """The surer of two suggestions of one mark, with what the other adds to it when it has the same label."""
    best, less = (other, one) if other.confidence > one.confidence else (one, other)
    if best.label != less.label:
        return best
    return replace(
        best,
        reasons=tuple(dict.fromkeys((*best.reasons, *less.reasons))),
        name=less.name if best.name is None else best.name,
        entity=less.entity if best.entity is None else best.entity,
        claimant=less.claimant if best.claimant is None else best.claimant,
    )


def _with_claimants(suggestions: list[Suggestion], text: str) -> tuple[Suggestion, ...]:
    """``suggestions`` with claimants named as the mentions on their words are: who is *Lind* to the one is *Lind* to the other."""
    names: dict[str, set[str]] = {}
    for suggestion in suggestions:
        if suggestion.sort is Sort.MENTION:
            words = suggestion.span.of(text)
            names.setdefault(fold_name(words), set()).add(suggestion.name or words)

    def named(claimant: str) -> str:
        known = names.get(fold_name(claimant), ())
        return next(iter(known)) if len(known) == 1 else claimant

    return tuple(replace(one, claimant=named(one.claimant)) if one.claimant else one for one in suggestions)


def _count(number: int) -> str:
    return f"{number} suggestion{'' if number == 1 else 's'} that cannot be used"
