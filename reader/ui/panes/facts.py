"""The words of the bars and lists: what stands at the caret, where the caret is, how far each document is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING

from reader.commands.linking import link_at_caret
from reader.core.annotation import Annotation, Mention, Stage
from reader.core.document import Post, PostState
from reader.core.scheme import Scheme
from reader.core.stages import STAGE_GLYPHS, STAGE_TITLES
from reader.core.state import State
from reader.paint.outline import TEXT_ELSEWHERE, Outline, byline, describe, post_title
from reader.paint.relating import told_of
from reader.paint.runs import EDITED, name_of, name_of_suggestion
from reader.paint.suggesting import describe_suggestion
from reader.ui.address import host_of
from reader.ui.desk import Desk
from reader.ui.finding import Finding
from reader.ui.panes.listing import Line, Lines
from reader.ui.reviewing import facts_in_review, facts_of_change
from reader.ui.stages import document_at, said_stages, stage_at
from reader.ui.theme import GLYPHS, Looks

if TYPE_CHECKING:
    from reader.paint.filtering import FilteredOutline

CERTAIN = 0.95
"""From this confidence on nothing is said of how a post was recognised."""

MOST_FACTS = 32
"""Marks at the caret that are described; there is room for fewer."""

NAMES_PER_KEY = 100
"""Entities whose names are got ready at a key, should they not be yet."""

FELT = 0.5
"""Seconds after which something that goes on is worth a word."""


def facts_at_caret(
    state: State, scheme: Scheme | None = None, elsewhere: Mapping[str, str] = MappingProxyType({})
) -> tuple[tuple[str, str, str], ...]:
    """(name for its looks, word, what it says) of the marks at the caret, innermost first, of what is reviewed, of the link and the post.

    What ``scheme`` does not have says so. Where there is nothing of the sort, of the article. ``elsewhere`` says of claims (by their ids)
    where else they stand, as far as known.
    """
    facts: list[tuple[str, str, str]] = []
    for annotation in state.annotations_at_caret(MOST_FACTS):
        facts.append((name_of(annotation, state.records), *describe(annotation, state.records, scheme)))
        facts += facts_of_change(annotation, state)
        if isinstance(annotation.body, Mention):
            facts += _facts_of_entity(annotation, annotation.body.entity, state)
        facts += [("relation", *told) for told in told_of(annotation, state.records)]
        if annotation.id in elsewhere:
            facts.append(("relation", "Also", elsewhere[annotation.id]))
    facts[:0] = facts_in_review(state)
    facts[:0] = _facts_of_suggestions(state)
    link, post, document = link_at_caret(state), state.post, state.document
    if link is not None:
        facts.append(("link", "Link", link.url))
    if post is not None:
        title = post_title(post)
        missing = "" if post.state is PostState.FULL else TEXT_ELSEWHERE
        inner = "quoted or answered by another post" if post.parent else ""
        parts = ("" if title == "Post" else title, inner, missing, post.permalink, _certainty(post))
        facts.append(("post", "Post", " · ".join(part for part in parts if part)))
    if not facts and (about := byline(document, host_of(document.source))):
        facts.append(("article", "Article", about))
    return tuple(facts)


def _facts_of_entity(mention: Annotation, id: str, state: State) -> Iterator[tuple[str, str, str]]:
    """How often an entity is mentioned, as far as that is known without looking through all marks, and who else it may be."""
    here, everywhere = state.marks.count(id), state.records.count_uses(id)
    if everywhere is not None and everywhere > 1:
        yield name_of(mention, state.records), "Found", f"{here:,} time{'' if here == 1 else 's'} here · {everywhere:,} marks in the folder"
    if state.records.index_names(NAMES_PER_KEY):
        from reader.commands.identity import offer_for, rule_of  # only where there is a mention

        offer = offer_for(state, mention)
        if offer is not None:
            yield name_of(mention, state.records), "Perhaps", f"{offer.other.name} ({rule_of(offer)}): = asks"


def _facts_of_suggestions(state: State) -> list[tuple[str, str, str]]:
    """What is suggested at the caret, what is decided upon there first."""
    if state.suggested is None:
        return []
    first, text = state.suggestion, state.document.text
    shown = sorted(state.suggested.at(state.caret)[:MOST_FACTS], key=lambda suggestion: suggestion != first)
    return [(name_of_suggestion(s), "Suggested", describe_suggestion(s, s.span.of(text), state.records)) for s in shown]


def _certainty(post: Post) -> str:
    """How sure it is that the post begins where it is shown, and why; nothing where there is no doubt."""
    reasons = ", ".join(post.reasons)
    if post.confidence >= CERTAIN:
        return reasons if post.attribution is None else ""
    return f"its beginning is {post.confidence:.0%} sure ({reasons}); K and J move it"


def position(state: State, desk: Desk, finding: Finding) -> str:
    """Where the caret is: match, post, share of the text; whose marks these are, how many, and how many to review."""
    document = state.document
    parts = []
    if sought := finding.standing(state.caret):
        parts.append(sought)
    if not state.selection.is_empty:
        parts.append(f"{len(state.selection.span)} selected")
    posts = document.posts
    if state.post is not None:
        parts.append(f"post {document.number_of(state.post) + 1}/{len(posts)}")
    parts.append(f"{len(state.marks)} mark{'s' if len(state.marks) != 1 else ''}" if desk.is_open else "being opened …")
    if state.suggested is not None:
        parts.append(f"{len(state.suggested):,} suggested")
    if state.marks.review:
        parts.append(f"{len(state.marks.review):,} to review")
    parts.append(desk.config.annotator)
    if len(desk.entries) > 1:
        parts.append(f"{desk.at + 1:,}/{len(desk.entries):,}")
    length = max(1, len(document.text))
    parts.append(f"at {state.caret / length:.0%}")
    return " · ".join(parts)


class LibraryLines(Lines):
    """A line for each document that the desk shows, made when it comes into sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def __len__(self) -> int:
        return len(self._desk.shown)

    def __getitem__(self, place: int) -> Line:
        return library_line(self._desk, self._desk.shown[place])

    def place_of(self, value: str) -> int | None:
        return self._desk.shown.place_of(int(value))


def library_title(desk: Desk) -> tuple[str, ...]:
    """The library's heading, the longest first: how many documents there are, how many of them are done, doubtful and gone.

    While they are narrowed or still being found, how many of those.
    """
    count = len(desk.entries) - len(desk.gone)
    if desk.shown.text:
        return (f"{len(desk.shown):,} of {len(desk.entries):,}: {desk.shown.text}",)
    if not desk.arrivals.is_over and monotonic() - desk.arrivals.began > FELT:
        return (f"{count:,} documents so far …",)
    said = said_stages(desk)
    stages = [stage for stage in (Stage.DONE, Stage.DOUBTFUL) if said[stage] > 0]
    words = [f"{said[stage]:,} {STAGE_TITLES[stage]}" for stage in stages]
    signs = [f"{STAGE_GLYPHS[stage]}{said[stage]:,}" for stage in stages]
    gone = [f"{len(desk.gone):,} gone"] if desk.gone else []
    whole = " · ".join([f"Library {count:,}", *words, *gone])
    if not words:
        return (whole,)
    return (whole, " · ".join([f"{count:,}", *words, *gone]), " · ".join([f"{count:,}", *words]), " ".join([f"{count:,}", *signs]))


def library_line(desk: Desk, index: int) -> Line:
    """A document's name with how far the work on it is, and its posts, marks and progress, as far as they are known."""
    _, entry = desk.entries[index]
    session, known = desk.session_of(index), desk.known(index)
    if index in desk.gone and session is not None:
        visit = session.visits.get(desk.gone[index])
        if visit is not None and visit.path != entry.path:
            return Line(entry.path, str(index), "moved", "→", "orphan")
        return Line(entry.path, str(index), f"◆{session.records.count_of(desk.gone[index])} gone", "×", "orphan")
    if known is not None and known.problem is not None:
        return Line(entry.path, str(index), "unreadable", "!", "orphan")
    if session is None:
        return Line(entry.path, str(index), "" if known is None else f"▢{known.posts}")
    document, stage = document_at(desk, index), stage_at(desk, index)
    word, glyph = STAGE_TITLES[stage], STAGE_GLYPHS[stage]
    if known is None and document is None:
        return Line(entry.path, str(index), word, glyph, stage.value)
    visit = session.visits.get(document) if document else None
    posts = [f"▢{known.posts}"] if known is not None else []
    marks = f"◆{session.records.count_of(document) if document else 0}"
    seen = [f"{visit.progress:.0%}"] if visit is not None else []
    full = " ".join([*posts, marks, *seen, word])
    shorter = (" ".join([*posts, marks, word]), f"{marks} {word}", word)
    return Line(entry.path, str(index), full, glyph, stage.value, shorter)


class OutlineLines(Lines):
    """A line for each item of an outline, made when it comes into sight."""

    def __init__(self, outline: Outline | FilteredOutline, looks: Looks) -> None:
        super().__init__()
        self._outline = outline
        self._looks = looks

    def __len__(self) -> int:
        return len(self._outline)

    def __getitem__(self, place: int) -> Line:
        item = self._outline[place]
        return Line(item.text, item.target, item.detail, glyph_of(item.name, self._looks) if item.target else "", item.name)

    def place_of(self, value: str) -> int | None:
        return self._outline.place_of(value)


def glyph_of(name: str, looks: Looks) -> str:
    """What stands before a line for something of this name."""
    if name.startswith("mention"):
        return looks.sign(name) or "●"
    if name.startswith("suggestion.mention"):
        return GLYPHS["suggestion.mention"]
    return {"post": "▢", "orphan": "?", EDITED: "~"}.get(name) or looks.sign(name)
