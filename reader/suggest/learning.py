"""Learning names from a reader's own marks, in the background, and suggesting what was learned."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import TypeAlias

from reader.core.document import Document
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.candidates import Strings
from reader.suggest.contract import Knowledge, KnownName, Suggester
from reader.suggest.examples import Example, encode
from reader.suggest.gain import Gain
from reader.suggest.model import Model
from reader.suggest.training import read_answer

FEWEST = 3
"""Articles with names that are needed to learn anything, and to judge what was learned."""

SECONDS = 120.0
"""That learning may take; forty articles take some seconds."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What was learned. ``model`` is for :class:`Learned`, and to be used only when the ``gain`` is one (``gain.is_better``)."""

    model: bytes
    gain: Gain


@dataclass(frozen=True, slots=True)
class Untaught:
    """Nothing was learned; ``reason`` says why, in a sentence for the reader."""

    reason: str


Then: TypeAlias = Callable[[Taught | Untaught], None]


def can_learn() -> bool:
    """Whether what learns is installed; without it nothing is learned, and the reason says what to install."""
    return find_spec("pycrfsuite") is not None


class Learner:
    """Learns in a process of its own, at a low priority: one lesson at a time, of :data:`SECONDS` at the most.

    ``begin(examples, then)`` lets go of a lesson that is under way, and calls ``then`` in a thread of its own when the new one is over. The
    examples are values: texts whose names are all marked, the latest first if there are many (:func:`reader.suggest.examples.found_in`
    gives what rules find in them). ``close()`` ends what is under way, whose ``then`` is not called any more. Nothing is kept on disk:
    learning again takes as long as reading a model would be worth, and a model from a file could not be trusted.

    How it is used: when ``then`` is given a :class:`Taught` whose ``gain.is_better``, ``Learned(taught.model, rules)`` takes the place
    of the ``rules`` among the suggesters; otherwise the rules stay. ``gain.sentence`` or ``reason`` is what to tell the reader.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._lesson: _Lesson | None = None

    def begin(self, examples: Iterable[Example], then: Then) -> None:
        """Learn from ``examples`` in place of whatever is being learned; ``then`` is told what came of it."""
        lesson = _Lesson(tuple(examples), then)
        with self._lock:
            former, self._lesson = self._lesson, lesson
        if former is not None:
            former.stop()
        Thread(target=lesson.run, name="learning", daemon=True).start()

    def close(self) -> None:
        """End what is under way."""
        with self._lock:
            lesson, self._lesson = self._lesson, None
        if lesson is not None:
            lesson.stop()


class Learned:
    """Suggests the names that a model finds, with the types that it gives them.

    It takes the place of ``rules``, whose names it sifts and types anew (``None``: of runs of capitals). Names that the folder knows keep
    their types, and what the reader has refused is left out. Another thread may use it than the one that made it.
    """

    name = "learned"
    title = "names, learned from your own marks"

    def __init__(self, model: bytes, rules: Suggester | None = None) -> None:
        self._model = Model(model)
        self._rules = rules
        self._strings: tuple[Mapping[str, KnownName], Strings] | None = None

    def suggest(self, document: Document, knowledge: Knowledge) -> Iterator[Suggestion]:
        """The names of ``document`` in order."""
        text = document.text
        given = self._rules.suggest(document, Knowledge(knowledge.scheme, refused=knowledge.refused)) if self._rules else ()
        ruled = {suggestion.span: suggestion for suggestion in given if suggestion.sort is Sort.MENTION}
        names = tuple((suggestion.span, suggestion.label) for suggestion in ruled.values())
        articles = f"{self._model.documents} of your articles"
        for found in self._model.find(text, names, self._strings_of(knowledge)):
            words = found.span.of(text)
            if words in knowledge.refused:
                continue
            rule, known = ruled.get(found.span), knowledge.names.get(words)
            reasons = [f"learned from {articles}", *(rule.reasons if rule else ())]
            if found.known:
                reasons.insert(0, f"“{words}” is marked elsewhere")
            yield Suggestion(
                found.span,
                Sort.MENTION,
                known.label if known else found.label,
                tuple(reasons),
                self.name,
                found.confidence,
                name=known.name if known else rule.name if rule else None,
                entity=known.entity if known else None,
            )

    def _strings_of(self, knowledge: Knowledge) -> Strings:
        """The strings that the model knows, and those of the folder; made anew only when those have changed."""
        held = self._strings
        if held is None or held[0] is not knowledge.names:
            types = {**self._model.names, **{name: known.label for name, known in knowledge.names.items()}}
            held = self._strings = knowledge.names, Strings(types)
        return held[1]


class _Lesson:
    """One run of the process."""

    def __init__(self, examples: tuple[Example, ...], then: Then) -> None:
        self._examples = examples
        self._then = then
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_stopped = False
        self.finished = Event()
        """Set when nothing of it is left."""

    def run(self) -> None:
        """Learn, and tell."""
        outcome = self._outcome()
        with self._lock:
            is_wanted = not self._is_stopped
            self._is_stopped = True
        if is_wanted:
            self._then(outcome)
        self.finished.set()

    def stop(self) -> None:
        """End it; what came of it is told nobody."""
        with self._lock:
            self._is_stopped = True
            process = self._process
        if process is not None:
            process.kill()

    def _outcome(self) -> Taught | Untaught:
        if not can_learn():
            return Untaught("Learning names needs python-crfsuite: install it with pip install 'claim-reader[learn]'.")
        examples = [example for example in self._examples if example.names]
        if len(examples) < FEWEST:
            return Untaught(f"Learning names needs {FEWEST} articles whose names are marked; there are {len(examples)}.")
        # The process may be killed at any time, so the folder for what it has to write is not its own.
        with TemporaryDirectory(prefix="reader-", ignore_cleanup_errors=True) as folder:
            return self._taught(encode(examples), folder)

    def _taught(self, examples: bytes, folder: str) -> Taught | Untaught:
        places = os.pathsep.join(place for place in sys.path if place)
        with self._lock:
            if self._is_stopped:
                return Untaught("It was stopped.")
            try:
                process = self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "reader.suggest.training", str(SECONDS)],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env={**os.environ, "PYTHONPATH": places, "PYTHONUTF8": "1", "TMPDIR": folder, "TEMP": folder, "TMP": folder},
                    start_new_session=True,
                )
            except OSError as error:
                return Untaught(f"Names were not learned: no process could be started ({error.strerror}). Try again later.")
        with process:
            try:
                answer, _ = process.communicate(examples, SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                return Untaught(f"Names were not learned: it took longer than {SECONDS:.0f} seconds.")
        if process.returncode == 0:
            with suppress(ValueError, TypeError):
                gain, model = read_answer(answer)
                return Taught(model, gain)
        return Untaught(f"Names were not learned: the process that learns them failed (exit code {process.returncode}).")
