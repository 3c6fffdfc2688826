"""A model of which candidates are names, and of what type: a linear-chain conditional random field over the candidates of a text.

Lafferty, McCallum and Pereira, Conditional random fields (2001), as CRFsuite does it, which is imported when it is needed: it comes with
the extra ``learn``. Where a name begins and ends is the rules' matter; a few articles teach nobody that.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from reader.core.span import Span
from reader.suggest.candidates import Candidate, Strings, candidates, features
from reader.suggest.examples import Example, Names

SETTINGS = {"c1": 0.0, "c2": 1.0, "max_iterations": 60}
"""Of the training: both regularisations, and its end (Okazaki, CRFsuite manual)."""

_NONE = "-"
"""The tag of a candidate that is no name; those of names are the numbers of their labels."""


@dataclass(frozen=True, slots=True)
class Found:
    """A name that a model finds, ``known`` where its string was marked elsewhere. ``confidence`` is the probability of its label."""

    span: Span
    label: str
    confidence: float
    known: bool


class Model:
    """A trained model, ready to find names.

    ``content`` is what :func:`train` gave, and may come from nowhere else: CRFsuite trusts it. ``documents`` says how many it was learned
    from, ``names`` are the strings that were marked in them, each with its type.
    """

    def __init__(self, content: bytes) -> None:
        from pycrfsuite import Tagger

        head, _, self._content = content.partition(b"\n")  # CRFsuite reads it where it lies
        said = json.loads(head)
        self.documents: int = said["documents"]
        self.names: Mapping[str, str] = said["names"]
        self.strings = Strings(self.names)
        self._labels: list[str] = said["labels"]
        self._lock = Lock()
        self._tagger = Tagger() if self._content else None
        if self._tagger:
            self._tagger.open_inmemory(self._content)

    def find(self, text: str, found: Names, strings: Strings | None = None) -> list[Found]:
        """The names in ``text``, in order: which of those that rules ``found`` are names, and of the ``strings`` (its own without any)."""
        strings = self.strings if strings is None else strings
        given = candidates(text, found, strings) if self._tagger else []
        if not given or self._tagger is None:
            return []
        told = features(text, given, strings)
        with self._lock:  # the tagger remembers what it was last asked
            tags = self._tagger.tag(told)
            sure = [self._tagger.marginal(tag, at) for at, tag in enumerate(tags)]
        return [
            Found(candidate.span, self._labels[int(tag)], probability, bool(candidate.known))
            for candidate, tag, probability in zip(given, tags, sure, strict=True)
            if tag != _NONE
        ]


def train(examples: Sequence[Example]) -> bytes:
    """A model of the names in ``examples``; one that finds nothing where there are none."""
    labels = sorted({label for example in examples for _, label in example.names})
    counts = _marked(examples)
    content = json.dumps({"documents": len(examples), "labels": labels, "names": known_names(examples)}).encode() + b"\n"
    if not labels:
        return content
    from pycrfsuite import Trainer

    trainer = Trainer(verbose=False)
    trainer.set_params(SETTINGS)
    for example in examples:
        strings = Strings(_known(counts, but=example))
        given = candidates(example.text, example.found, strings)
        trainer.append(features(example.text, given, strings), _tags(given, example.names, labels))
    with TemporaryDirectory(prefix="reader-") as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return content + path.read_bytes()


def known_names(examples: Sequence[Example]) -> dict[str, str]:
    """The strings that were marked, each with the type that it was marked as in the most documents."""
    return _known(_marked(examples))


def _marked(examples: Iterable[Example]) -> dict[str, Counter[str]]:
    """In how many documents each string was marked as what."""
    counts: dict[str, Counter[str]] = {}
    for example in examples:
        for name, label in {(span.of(example.text), label) for span, label in example.names}:
            counts.setdefault(name, Counter())[label] += 1
    return counts


def _known(counts: Mapping[str, Counter[str]], but: Example | None = None) -> dict[str, str]:
    """The strings with their types, without what ``but`` alone says: a text is learned from as if it were new."""
    own = {(span.of(but.text), label) for span, label in but.names} if but else set()
    known = {}
    for name, labels in counts.items():
        left = {label: count - ((name, label) in own) for label, count in labels.items()}
        best = max(sorted(left), key=left.__getitem__)
        if left[best]:
            known[name] = best
    return known


def _tags(given: Sequence[Candidate], names: Names, labels: Sequence[str]) -> list[str]:
    """The tag of each candidate: the label of the name that has at least half of the code points of both."""
    ends = [span.end for span, _ in names]
    numbers = {label: str(number) for number, label in enumerate(labels)}
    tags = []
    for candidate in given:
        tag = _NONE
        for span, label in names[bisect_left(ends, candidate.span.start) :]:
            if span.start >= candidate.span.end:
                break
            shared = span.intersection(candidate.span)
            if shared is not None and 2 * len(shared) >= max(len(span), len(candidate.span)):
                tag = numbers[label]
        tags.append(tag)
    return tags
