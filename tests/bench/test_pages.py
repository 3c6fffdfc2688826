"""Opening a web page against the extractor's own time for it, taken in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.sources import folder
from reader.sources.bounded import stop_all
from tests.bench.programs import rounds
from tests.bench.table import Base, Measure
from tests.sources.pages import page

TWEET = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The lanterns of harbour {n} were lit again, all of them, and nobody '
    'knows by whom.</p>&mdash; Mara Quill (@maraquill) <a href="https://twitter.com/maraquill/status/9000000000000000{n:02}">'
    'March {n}, 2023</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>'
)
PARAGRAPH = (
    "<p>In the harbour of Brindle, said the keeper of lantern {n}, the price of oil rose by {n} per cent, and "
    '<a href="https://example.org/{n}">the council</a> has not met since. Nobody in the street of the rope makers believes that it will, '
    "for the last time it did, the winter was three weeks longer than the almanac had promised.</p>"
)


def article(paragraphs: int) -> str:
    """An article with a post after every eighth paragraph."""
    parts = (PARAGRAPH.format(n=n) + (TWEET.format(n=n % 28 + 1) if n % 8 == 7 else "") for n in range(paragraphs))
    return page("".join(parts))


@pytest.mark.bench
@pytest.mark.parametrize("paragraphs", [20, 80, 400])
def test_opening_a_page_against_the_extractor_alone(tmp_path: Path, paragraphs: int, record: Callable[[Measure], None]) -> None:
    from trafilatura import extract

    markup = article(paragraphs)
    path = tmp_path / "page.html"
    path.write_text(markup, "utf-8")
    times, floor = [], []
    for warm in range(rounds(30) + 1):
        began = time.perf_counter()
        document = folder.load(path, tmp_path)
        taken = time.perf_counter() - began
        began = time.perf_counter()
        extracted = extract(markup, include_comments=False)
        if warm:  # the first starts the process and imports the extractor
            times.append(taken * 1000)
            floor.append((time.perf_counter() - began) * 1000)
        assert document.problems == ()
        assert extracted
    stop_all()
    record(Measure(f"page: opening {len(markup) // 1000} KB", times, "none", Base("the extractor", floor)))
    assert len(document.posts) == paragraphs // 8
