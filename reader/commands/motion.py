"""Where the caret goes: by character, word, sentence, paragraph, post and annotation.

Every motion gives an offset, or ``None`` where there is nowhere to go. The *extending* forms give where the head of a selection goes:
to the end of the word, sentence or paragraph, so that no trailing space is taken along.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from reader.core.document import Block, Document
from reader.core.graphemes import next_grapheme, previous_grapheme
from reader.core.sentences import next_sentence, previous_sentence, sentence_end
from reader.core.span import Span
from reader.core.state import State, first_offset
from reader.core.words import next_word, next_word_end, previous_word


def right(state: State) -> int | None:
    """The next character, over the gap between blocks."""
    block = _block(state)
    if block is None:
        return None
    if state.caret < block.span.end:
        return next_grapheme(state.document.text, state.caret)
    following = _neighbour(state.document, state.caret, 1)
    return following.span.start if following else None


def left(state: State) -> int | None:
    """The previous character, over the gap between blocks."""
    block = _block(state)
    if block is None:
        return None
    if state.caret > block.span.start:
        return previous_grapheme(state.document.text, state.caret)
    before = _neighbour(state.document, state.caret, -1)
    return before.span.end if before else None


def word_right(state: State) -> int | None:
    """The start of the next word."""
    return _ahead(state, lambda within: next_word(state.document.text, state.caret, within))


def word_end_right(state: State) -> int | None:
    """The end of the word at the caret, or of the next one."""
    return _end_ahead(state, lambda at, within: next_word_end(state.document.text, at, within))


def word_left(state: State) -> int | None:
    """The start of the word before."""
    return _back(state, lambda at, within: previous_word(state.document.text, at, within))


def sentence_right(state: State) -> int | None:
    """The start of the next sentence."""
    return _ahead(state, lambda within: next_sentence(state.document.text, state.caret, within))


def sentence_end_right(state: State) -> int | None:
    """The end of the sentence at the caret, or of the next one."""
    return _end_ahead(state, lambda at, within: sentence_end(state.document.text, at, within))


def sentence_left(state: State) -> int | None:
    """The start of the sentence, or of the one before when the caret stands there."""
    return _back(state, lambda at, within: previous_sentence(state.document.text, at, within))


def paragraph_right(state: State) -> int | None:
    """The start of the next block, or the end of the last."""
    block = _block(state)
    following = _neighbour(state.document, state.caret, 1)
    if following is not None:
        return following.span.start
    return block.span.end if block and block.span.end != state.caret else None


def paragraph_end_right(state: State) -> int | None:
    """The end of the block, or of the next one when the caret stands there."""
    block = _block(state)
    if block is not None and state.caret < block.span.end:
        return block.span.end
    following = _neighbour(state.document, state.caret, 1)
    return following.span.end if following else None


def paragraph_left(state: State) -> int | None:
    """The start of the block, or of the one before when the caret stands there."""
    block = _block(state)
    if block is not None and state.caret > block.span.start:
        return block.span.start
    before = _neighbour(state.document, state.caret, -1)
    return before.span.start if before else None


def document_start(state: State) -> int | None:
    """The first character of the first block."""
    return first_offset(state.document)


def document_end(state: State) -> int | None:
    """The end of the last block."""
    return state.document.blocks[-1].span.end if state.document.blocks else None


def next_post(state: State) -> int | None:
    """The first character of the next post."""
    posts = state.document.posts
    following = bisect_right(posts, state.caret, key=lambda post: post.span.start)
    return posts[following].start if following < len(posts) else None


def previous_post(state: State) -> int | None:
    """The first character of the post before the one at the caret."""
    at = state.post.span.start if state.post else state.caret
    posts = state.document.posts
    preceding = bisect_left(posts, at, key=lambda post: post.span.start) - 1
    return posts[preceding].start if preceding >= 0 else None


def _block(state: State) -> Block | None:
    index = state.document.block_index(state.caret)
    return None if index is None else state.document.blocks[index]


def _neighbour(document: Document, offset: int, step: int) -> Block | None:
    index = document.block_index(offset)
    if index is None or not 0 <= index + step < len(document.blocks):
        return None
    return document.blocks[index + step]


def _next_passage_start(document: Document, offset: int) -> int | None:
    """The first character of the next block, or of the post's next line."""
    within = document.passage_at(offset)
    block = document.block_at(offset)
    if block is not None and within.end < block.span.end:
        return _first_word(document.text, Span(within.end, block.span.end))
    following = _neighbour(document, offset, 1)
    return following.span.start if following else None


def _first_word(text: str, span: Span) -> int:
    words = span.of(text)
    return span.start + len(words) - len(words.lstrip())


def _ahead(state: State, find: Callable[[Span], int]) -> int | None:
    """What ``find`` finds in the caret's passage, else the start of the next passage."""
    within = state.document.passage_at(state.caret)
    found = find(within)
    if state.caret < found < within.end:
        return found
    start = _next_passage_start(state.document, state.caret)
    if start is not None:
        return start
    return within.end if within.end > state.caret else None


def _end_ahead(state: State, find: Callable[[int, Span], int]) -> int | None:
    """What ``find`` finds after the caret in its passage, else what it finds from the start of the next passage."""
    found = find(state.caret, state.document.passage_at(state.caret))
    if found > state.caret:
        return found
    start = _next_passage_start(state.document, state.caret)
    return None if start is None else find(start, state.document.passage_at(start))


def _back(state: State, find: Callable[[int, Span], int]) -> int | None:
    """What ``find`` finds before the caret in its passage, else the last that it finds in the passage before."""
    document = state.document
    within = document.passage_at(state.caret)
    if state.caret > within.start:
        return find(state.caret, within)
    block = document.block_at(state.caret)
    if block is not None and within.start > block.span.start:
        end = within.start - 1
    else:
        before = _neighbour(document, state.caret, -1)
        if before is None:
            return None
        end = before.span.end
    return find(end, document.passage_at(end))
