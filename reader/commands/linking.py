"""Where the words at the caret lead on the web."""

from __future__ import annotations

import re
from bisect import bisect_right

from reader.core.document import Link
from reader.core.state import State

_WEB = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)


def link_at_caret(state: State) -> Link | None:
    """The link whose words the caret stands on."""
    links = state.document.links
    at = bisect_right(links, state.caret, key=lambda link: link.span.start) - 1
    return links[at] if at >= 0 and links[at].span.contains(state.caret) else None


def url_at_caret(state: State) -> str | None:
    """The address of the link at the caret, else of the post; ``None`` where there is neither, or it is no ``http`` or ``https`` URL."""
    link, post = link_at_caret(state), state.post
    url = link.url if link else post.permalink if post else None
    return url if url and _WEB.fullmatch(url) and url.isprintable() else None
