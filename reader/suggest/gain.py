"""Whether a model learned from a reader's marks finds names better than the rules do, told before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.core.span import Span
from reader.suggest.candidates import Strings, candidates
from reader.suggest.examples import Example
from reader.suggest.model import Model, known_names, train

FOLDS = 5
"""Parts that the documents are put into, each judged by what was learned from all others."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What was found in ``documents`` with ``names`` names by a model that had not seen them, and by the rules, which knew as much.

    The F1 measures count names whose span and type are both right. ``better`` and ``worse`` are the numbers of documents in which the
    model's is the higher and the lower.
    """

    documents: int
    names: int
    rules_f1: float
    model_f1: float
    better: int
    worse: int

    @property
    def is_better(self) -> bool:
        """Whether the model is to be used: it is better on the whole, and in more documents than it is worse in."""
        return self.model_f1 > self.rules_f1 and self.better > self.worse

    @property
    def sentence(self) -> str:
        """For the reader."""
        figures = f"F1 {self.model_f1:.2f} against {self.rules_f1:.2f} of the rules, better in {self.better}, worse in {self.worse}"
        verdict = "is better than the rules" if self.is_better else "is not better than the rules yet, and not used"
        return f"What was learned from {self.documents} of your articles {verdict} ({figures}; each judged by what the others teach)."


@dataclass(frozen=True, slots=True)
class _Score:
    """How many names were found rightly, how many were found, and how many there are."""

    right: int = 0
    found: int = 0
    names: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.names) if self.found + self.names else 1.0

    def __add__(self, other: _Score) -> _Score:
        return _Score(self.right + other.right, self.found + other.found, self.names + other.names)


def gain_of(examples: Sequence[Example]) -> Gain:
    """The gain by cross-validation, no document ever among those that what judges it was learned from.

    The rules may use the names that are known from those too, and what they find of types that the reader never marks does not count
    against them.
    """
    rules, model = [_Score()] * len(examples), [_Score()] * len(examples)
    labels = {label for example in examples for _, label in example.names}
    folds = min(FOLDS, len(examples))
    for fold in range(folds):
        others = [example for at, example in enumerate(examples) if at % folds != fold]
        strings = Strings(known_names(others))
        learned = Model(train(others))
        for at in range(fold, len(examples), folds):
            example = examples[at]
            given = candidates(example.text, example.found, strings)
            ruled = ((candidate.span, candidate.known or candidate.rules) for candidate in given)
            rules[at] = _score(example, (name for name in ruled if name[1] in labels))
            model[at] = _score(example, ((found.span, found.label) for found in learned.find(example.text, example.found)))
    pairs = [(one.f1, other.f1) for one, other in zip(model, rules, strict=True)]
    return Gain(
        len(examples),
        sum(len(example.names) for example in examples),
        sum(rules, _Score()).f1,
        sum(model, _Score()).f1,
        sum(one > other for one, other in pairs),
        sum(one < other for one, other in pairs),
    )


def _score(example: Example, found: Iterable[tuple[Span, str]]) -> _Score:
    taken, names = set(found), set(example.names)
    return _Score(len(taken & names), len(taken), len(names))
