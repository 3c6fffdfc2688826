"""All suggesters that there are, asked about one document. To be imported when the reader asks for suggestions, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from reader import plugins
from reader.config import load_scheme
from reader.core.document import Document
from reader.core.records import Records
from reader.core.resolution import Texts
from reader.core.scheme import Scheme, counterparts
from reader.core.suggestion import Suggestion
from reader.suggest.contract import Knowledge, Suggester
from reader.suggest.examples import Example
from reader.suggest.gathering import gather
from reader.suggest.knowledge import names_of, refused_names
from reader.ui.lessons import Done, examples_of

RULES = "names"
"""The suggester in whose place what was learned stands."""


def learned(scheme: Scheme, records: Records) -> Callable[[], Knowledge]:
    """What makes up what suggesters are told of the reader's work, in any thread; records are asked at once, on the screen's."""
    entities, refused = records.entities(), refused_names(records)
    return lambda: Knowledge(scheme, names_of(entities), refused)


def gathered(
    document: Document, knowledge: Knowledge, imported: Suggester | None = None, model: Suggester | None = None
) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    """What all of them suggest for ``document``, and sentences about those that cannot be used; in any thread.

    ``imported`` suggests beside them, ``model`` in place of the rules for names.
    """
    usable, problems = plugins.suggesters()
    if model is not None:
        usable = [model, *(suggester for suggester in usable if suggester.name != RULES)]
    if imported is not None:
        usable = [*usable, imported]
    found = gather(document, knowledge, usable, counterparts(knowledge.scheme, _default(), "default"))
    return found.suggestions, (*problems, *found.problems)


def examples(documents: Sequence[Done], texts: Texts, scheme: Scheme) -> Iterable[Example]:
    """What ``documents`` teach, with what the rules find in them; in any thread."""
    return examples_of(documents, texts, Knowledge(scheme), _rules())


def of_model(model: bytes) -> Suggester:
    """What suggests as ``model`` has learned it; in any thread."""
    from reader.suggest.learning import Learned

    return Learned(model, _rules())


def _rules() -> Suggester | None:
    usable, _ = plugins.suggesters()
    return next((suggester for suggester in usable if suggester.name == RULES), None)


@cache
def _default() -> Scheme:
    """The scheme whose types the built-in suggesters give."""
    return load_scheme(None)
