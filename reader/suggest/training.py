"""The process that a model is trained in: examples come on standard input, the gain and the model go to standard output."""

from __future__ import annotations

import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict

from reader.suggest.examples import Example, decode
from reader.suggest.gain import Gain, gain_of
from reader.suggest.model import train

MOST = 3_000_000
"""Code points of examples that are learned from; what comes after them is left out."""


def main() -> None:
    """Learn from the examples (JSON, as :mod:`reader.suggest.examples` writes them). The argument is the seconds that it may take.

    What goes out is the gain as a line of JSON, and then the model.
    """
    if hasattr(signal, "setitimer"):  # should nobody be left to stop it
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, float(sys.argv[1]))
    with suppress(AttributeError, OSError):  # a system that knows no such thing
        os.nice(10)
    examples = within_bounds(decode(sys.stdin.buffer.read()))
    out = sys.stdout.buffer
    out.write(json.dumps(asdict(gain_of(examples))).encode() + b"\n")
    out.write(train(examples))
    out.flush()


def within_bounds(examples: list[Example]) -> list[Example]:
    """The first of ``examples``, as many as are not too much."""
    kept, size = [], 0
    for example in examples:
        size += len(example.text)
        if size > MOST:
            break
        kept.append(example)
    return kept


def read_answer(answer: bytes) -> tuple[Gain, bytes]:
    """The gain and the model that :func:`main` wrote. ``ValueError`` when it did not come so far."""
    head, _, model = answer.partition(b"\n")
    if not model:
        raise ValueError("there is no model")
    return Gain(**json.loads(head)), model


if __name__ == "__main__":
    main()
