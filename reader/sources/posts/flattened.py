"""Finding embedded posts in text that has lost its markup."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from itertools import pairwise

from reader.core.document import Post, PostState
from reader.core.span import Span
from reader.sources.posts.attribution import Attribution, Form, attributions
from reader.sources.posts.begin import Beginning, Page, best_start
from reader.sources.posts.languages import language_of
from reader.sources.posts.lines import curls_apostrophes

_SAMPLE = 20_000  # code points that tell the article's language
_LINE = 1000  # code points of a line that tell its language
_FEWEST = 4  # lines above a name with a date from which it is no byline
_SURENESS = {Form.DASHED: 1.0, Form.SHARED: 1.0, Form.POST_BY: 1.0, Form.UNDATED: 0.7, Form.BARE: 0.8}
_MARK = re.compile(r"https?://|pic\.twitter\.com/|(?<![\w./])[@#][^\W\d]|\[image or embed\]")


def find_posts(text: str) -> tuple[Post, ...]:
    """The posts in ``text`` (newlines folded), sorted, disjoint, with spans in its code points; empty when there are none."""
    page = page_of(text)
    seen: Counter[str] = Counter()
    posts = []
    floor = 0
    for attribution in attributions(text):
        beginning = best_start(text, floor, attribution, page)
        if _is_trusted(text, attribution, beginning):
            posts.append(_post(text, attribution, beginning, seen))
            floor = attribution.span.end
    return tuple(posts)


def _is_trusted(text: str, attribution: Attribution, beginning: Beginning) -> bool:
    """Whether the attribution is a post's: one without date or dash may be a byline or a quotation's, unless the body says otherwise."""
    if attribution.form not in (Form.UNDATED, Form.BARE):
        return True
    if _MARK.search(text, beginning.body.start, beginning.body.end):
        return True
    return attribution.form is Form.BARE and not beginning.body.is_empty and not _is_at_the_top(text, attribution.span.start)


def _is_at_the_top(text: str, offset: int) -> bool:
    """Whether only a title and its like stand above ``offset``."""
    return offset < _SAMPLE and sum(bool(line.strip()) for line in text[:offset].split("\n")) < _FEWEST


def page_of(text: str) -> Page:
    """The language of most lines at the text's beginning, lines right above a ``(@handle)`` left out, and how its blocks are parted."""
    sample = text[:_SAMPLE]
    lines = [line for line in sample.split("\n") if line.strip()]
    spoken: Counter[str] = Counter()
    for line, below in pairwise([*lines, ""]):
        if "(@" not in line and "(@" not in below and (language := language_of(line[:_LINE])):
            spoken[language] += len(line)
    blank = sample.count("\n\n")
    return Page(
        spoken.most_common(1)[0][0] if spoken else None,
        is_spaced=2 * blank >= sample.count("\n") - blank > 0,
        curls=curls_apostrophes(sample),
    )


def _post(text: str, attribution: Attribution, beginning: Beginning, seen: Counter[str]) -> Post:
    key = f"{attribution.platform}|{attribution.handle}|{attribution.span.of(text)}"
    ordinal = seen[key]
    seen[key] += 1
    return Post(
        id="p" + sha256(f"{key}|{ordinal}".encode("utf-8", "replace")).hexdigest()[:12],
        platform=attribution.platform,
        span=Span(beginning.body.start, attribution.span.end),
        body=beginning.body,
        attribution=attribution.span,
        author=attribution.author,
        handle=attribution.handle,
        date=attribution.date,
        permalink=attribution.permalink,
        state=PostState.AUTHOR_ONLY if beginning.body.is_empty else PostState.FULL,
        confidence=round(beginning.probability * _SURENESS[attribution.form], 2),
        reasons=(attribution.form.value, *beginning.reasons),
    )
