"""The posts of two versions of a document, each beside the one that it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from reader.core.document import Document, Post


@dataclass(frozen=True, slots=True)
class PostPair:
    """A post of the old version (``None``: added) and the same post in the new one (``None``: gone), with what either says."""

    old: Post | None
    new: Post | None
    was: str = ""
    now: str = ""

    @property
    def is_same(self) -> bool:
        """Whether it is in both and says the same in both."""
        return self.old is not None and self.new is not None and self.was.split() == self.now.split()


def paired_posts(old: Document, new: Document) -> tuple[PostPair, ...]:
    """The posts of both versions, in the order of the old one, those that were added last, in the order of the new one.

    A post is known again by its permalink, else by platform, author and date, else by what it says; where it stands does not count.
    Of several that are alike those that say the same are paired first, the others in order.
    """
    taken: set[str] = set()
    partners: dict[str, Post] = {}
    keys: list[Callable[[Document, Post], Hashable]] = [
        lambda document, post: post.permalink and (post.permalink, _words(document, post)),
        lambda _, post: post.permalink,
        lambda document, post: _signed(post) and (_signed(post), _words(document, post)),
        lambda _, post: _signed(post),
        _words,
    ]
    for key in keys:
        free = defaultdict(list)
        for post in reversed(new.posts):
            if post.id not in taken:
                free[key(new, post)].append(post)
        for post in old.posts:
            name = None if post.id in partners else key(old, post)
            if name and free[name]:
                partners[post.id] = free[name].pop()
                taken.add(partners[post.id].id)
    known = [_pair(old, post, new, partners.get(post.id)) for post in old.posts]
    return (*known, *(_pair(old, None, new, post) for post in new.posts if post.id not in taken))


def _pair(old: Document, before: Post | None, new: Document, after: Post | None) -> PostPair:
    return PostPair(before, after, said(old, before) if before else "", said(new, after) if after else "")


def said(document: Document, post: Post) -> str:
    """What the author of ``post`` wrote, as far as ``document`` holds it."""
    return post.body.of(document.text) if post.words is None else post.words


def _signed(post: Post) -> Hashable:
    """Platform, author and day of a post; nothing when it lacks one of the latter."""
    author = post.handle or post.author
    return (post.platform, author.casefold(), post.date[:10]) if author and post.date else None


def _words(document: Document, post: Post) -> Hashable:
    return tuple(said(document, post).split())
