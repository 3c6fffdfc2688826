"""How good the suggested names are on texts whose names are known, and how fast: ``pytest -m bench tests/bench/test_names.py -s``.

``READER_NAMES`` names a folder of the project's own JSON exports, or of files with ``text`` and ``names``; without it the shared corpus is
taken where it is. The rules were developed with an eye on :data:`SEEN`; the figures of the others tell how they do elsewhere.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.scheme import Scheme
from reader.core.sentences import sentence_at
from reader.core.span import Span
from reader.plugins import suggester
from reader.sources.text import document_of
from reader.suggest.contract import Knowledge
from tests.bench.naming import Score, read_corpus, score
from tests.bench.table import Base, Measure

CORPUS = Path(os.environ.get("READER_NAMES") or Path(__file__).parents[3] / "shared" / "corpus" / "names")

SEEN = frozenset(
    """
    GUM_interview_cyclone GUM_interview_herrick GUM_interview_licen GUM_news_asylum GUM_news_election GUM_news_flag GUM_news_iodine
    GUM_news_korea GUM_news_nasa GUM_news_stampede GUM_news_warming
    """.split()
)

pytestmark = pytest.mark.bench
