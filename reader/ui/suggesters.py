"""All suggesters that there are, asked about one document. To be imported when the reader asks for suggestions, and not before."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reader import plugins
from reader.core.document import Document
from reader.core.records import Records
from reader.core.scheme import Scheme
from reader.core.suggestion import Suggestion
from reader.suggest.contract import Knowledge, Suggester
from reader.suggest.gathering import gather
from reader.suggest.knowledge import names_of, refused_names


def learned(scheme: Scheme, records: Records) -> Callable[[], Knowledge]:
    """What makes up what suggesters are told of the reader's work, in any thread; records are asked at once, on the screen's."""
    entities, refused = records.entities(), refused_names(records)
    return lambda: Knowledge(scheme, names_of(entities), refused)


def gathered(document: Document, knowledge: Knowledge, beside: Iterable[Suggester] = ()) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    """What all of them and those ``beside`` suggest for ``document``, and sentences about those that cannot be used; in any thread."""
    usable, problems = plugins.suggesters()
    found = gather(document, knowledge, (*usable, *beside))
    return found.suggestions, (*problems, *found.problems)
