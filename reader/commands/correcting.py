"""The reader's word on what is a post, and where it begins."""

from __future__ import annotations

from collections.abc import Callable

from reader.commands.command import Answers, Context
from reader.core.anchor import describe
from reader.core.annotation import PostCorrection, Provenance
from reader.core.document import Platform, Post
from reader.core.span import Span
from reader.core.state import State
from reader.core.text import Snap, snap, trim
from reader.core.transaction import Change, Transaction


def lengthen_post(state: State, context: Context, _: Answers) -> Transaction | None:
    """The post at the caret begins a line earlier, unless another post is in the way."""
    return _with_extent(state, context, "make post longer", _line_more)


def shorten_post(state: State, context: Context, _: Answers) -> Transaction | None:
    """The post at the caret begins a line later, as long as a line is left."""
    return _with_extent(state, context, "make post shorter", _line_less)


def make_post(state: State, context: Context, _: Answers) -> Transaction | None:
    """The selection is a post; without one, the paragraph at the caret is."""
    if not state.selection.is_empty:
        text = state.document.text
        span = trim(text, snap(text, state.selection.span, Snap.EXPAND))
    else:
        block = state.document.block_at(state.caret)
        if block is None or block.post:
            return None
        span = block.span
    if span.is_empty or any(post.span.overlaps(span) for post in state.document.posts):
        return None
    correction = PostCorrection(
        context.new_id(), state.document.id, context.new_id(), describe(state.document, span), _provenance(context), Platform.OTHER
    )
    return Transaction("make post", (Change(None, correction),), state.document.id, span.start)


def unmake_post(state: State, context: Context, _: Answers) -> Transaction | None:
    """What is taken for a post at the caret is none."""
    post = state.post
    if post is None:
        return None
    return _correct(state, context, "not a post", post, None)


def edit_post(
    state: State, context: Context, *, platform: Platform, author: str | None, handle: str | None, date: str | None
) -> Transaction | None:
    """Gives the post at the caret another platform, author, handle or date."""
    post = state.post
    if post is None or (platform, author, handle, date) == (post.platform, post.author, post.handle, post.date):
        return None
    return _correct(state, context, "edit post", post, post.span, platform, author, handle, date)


def _with_extent(state: State, context: Context, title: str, change: Callable[[State, Post], Span | None]) -> Transaction | None:
    post = state.post
    extent = change(state, post) if post else None
    if post is None or extent is None:
        return None
    return _correct(state, context, title, post, extent, post.platform, post.author, post.handle, post.date)


def _correct(
    state: State,
    context: Context,
    title: str,
    post: Post,
    extent: Span | None,
    platform: Platform = Platform.OTHER,
    author: str | None = None,
    handle: str | None = None,
    date: str | None = None,
) -> Transaction:
    """The one correction of ``post``, put in place of an earlier one."""
    document = state.document
    earlier = next((c for c in state.records.corrections_of(document.id) if c.post == post.id), None)
    selector = describe(document, extent) if extent else None
    correction = PostCorrection(
        earlier.id if earlier else context.new_id(), document.id, post.id, selector, _provenance(context), platform, author, handle, date
    )
    return Transaction(title, (Change(earlier, correction),), document.id, (extent or post.span).start)


def _provenance(context: Context) -> Provenance:
    return Provenance(context.creator, context.now, context.now)


def _line_more(state: State, post: Post) -> Span | None:
    """The post with the line of text before it; ``None`` when there is none, or it is another post's."""
    document = state.document
    index = document.block_index(post.span.start)
    if not index or document.blocks[index - 1].post:
        return None
    before = document.blocks[index - 1].span
    start = document.text.rfind("\n", before.start, before.end) + 1 or before.start
    return Span(start, post.span.end)


def _line_less(state: State, post: Post) -> Span | None:
    """The post without its first line; ``None`` when its body has only one."""
    text = state.document.text
    cut = text.find("\n", post.body.start, post.body.end)
    if cut < 0:
        return None
    body = trim(text, Span(cut, post.body.end))
    return None if body.is_empty else Span(body.start, post.span.end)
