"""A notation for posts in a text: ``Article. ⟦Body⟧ — Name (@handle) date``, brackets around the bodies that are to be found."""

from __future__ import annotations

from reader.core.document import Post
from reader.sources.posts.flattened import find_posts

ARTICLE = "The council met on Monday and, according to its speaker, decided to ask the engineers for a second opinion before winter. " * 3


def found(text: str) -> str:
    """``text`` with brackets around the bodies of the posts in it."""
    marked, last = "", 0
    for post in find_posts(text):
        marked += text[last : post.body.start] + "⟦" + post.body.of(text) + "⟧"
        last = post.body.end
    return marked + text[last:]


def check(marked: str) -> None:
    """That the bodies found in the text are the bracketed ones."""
    text = marked.replace("⟦", "").replace("⟧", "")
    assert found(text) == marked


def only(text: str) -> Post:
    """The one post of ``text``."""
    (post,) = find_posts(text)
    return post
