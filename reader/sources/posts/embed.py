"""A post as its markup tells it, before it has a place in a text."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.document import Platform, PostState


@dataclass(frozen=True, slots=True)
class Embed:
    """A post as its markup tells it.

    ``body`` is what the author wrote, its lines parted by newlines, empty when the file does not hold it; ``attribution`` the line that
    names author and date as the page has it (``None``: there is none). ``handle`` begins with ``@``. ``date`` is ISO 8601, a day or finer.
    ``confidence`` lies in 0..1, ``reasons`` are short phrases for the reader. ``quoted`` are the posts that this one quotes or replies to.
    """

    platform: Platform
    body: str = ""
    attribution: str | None = None
    author: str | None = None
    handle: str | None = None
    date: str | None = None
    permalink: str | None = None
    state: PostState = PostState.FULL
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    quoted: tuple[Embed, ...] = ()
