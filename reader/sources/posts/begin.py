"""Where a post begins: the best start above its attribution."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from math import exp

from reader.core.document import Platform
from reader.core.span import Span
from reader.sources.posts.attribution import Attribution, Form
from reader.sources.posts.cues import WEIGHTS, Cue
from reader.sources.posts.languages import language_of
from reader.sources.posts.lines import curls_apostrophes, introduces, is_marks_only, line_cues, opens_inside_sentence, opens_like_post
from reader.sources.posts.platforms import longest_post, weight

_MOST_LINES = 24
_ROOM = 1.25  # how far over the platform's length starts are still weighed
_PLENTY = 3000  # code points above an attribution that are looked at


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole text tells about each of its lines.

    ``language`` is that of most lines, ``is_spaced`` whether blank lines part the blocks, ``curls`` whether apostrophes are curly. ``None``
    is not known.
    """

    language: str | None
    is_spaced: bool
    curls: bool | None


@dataclass(frozen=True, slots=True)
class Start:
    """A place where the post may begin; ``body`` is empty when only the author is given."""

    body: Span
    cues: tuple[Cue, ...]

    @property
    def score(self) -> float:
        return sum(WEIGHTS[cue] for cue in self.cues)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The start that was chosen, its probability among all that were weighed, and the reasons, the weightiest first."""

    body: Span
    probability: float
    reasons: tuple[str, ...]


def best_start(text: str, floor: int, attribution: Attribution, page: Page) -> Beginning:
    """The likeliest start between ``floor`` and the attribution."""
    starts = list(possible_starts(text, floor, attribution, page))
    scores = [start.score for start in starts]
    top = max(scores)
    best = scores.index(top)
    longer = starts[best + 1] if best + 1 < len(starts) else None
    return Beginning(starts[best].body, 1 / sum(exp(score - top) for score in scores), _reasons(starts[best], longer))


def _reasons(chosen: Start, longer: Start | None) -> tuple[str, ...]:
    """Up to two cues for the chosen start, and up to two against the next longer one."""
    for_it = sorted({cue for cue in chosen.cues if WEIGHTS[cue] > 0}, key=lambda cue: -WEIGHTS[cue])
    against = Counter(longer.cues) - Counter(chosen.cues) if longer else Counter[Cue]()
    refused = sorted((cue for cue in against if WEIGHTS[cue] < 0 and cue is not Cue.LINE), key=lambda cue: WEIGHTS[cue])
    given = [Cue.NO_BODY.value] if chosen.body.is_empty else []
    return (*given, *(cue.value for cue in for_it[:2]), *(f"with the line above: {cue.value}" for cue in refused[:2]))


def possible_starts(text: str, floor: int, attribution: Attribution, page: Page) -> Iterator[Start]:
    """Every place where the post may begin, nearest first. At least one."""
    end = attribution.span.start
    lines = _lines_above(text, floor, end)
    bottom = next(lines, None)
    if bottom is None or not attribution.may_follow_body:
        yield Start(Span(end, end), (Cue.NO_BODY,))
        return
    if attribution.form is Form.SHARED:
        yield Start(Span(end, end), (Cue.NO_BODY,))
    end = bottom.end
    limit = longest_post(attribution.platform, attribution.date)

    def start_at(offset: int, above: tuple[Cue, ...]) -> Start:
        body = Span(offset, end)
        return Start(body, above + _whole_cues(body.of(text), attribution, limit))

    bottom_line = bottom.of(text)
    carried: tuple[Cue, ...] = ()
    if attribution.form is Form.SHARED:
        carried = tuple(_cues_of(text, bottom, None, attribution, page, None))
    if weight(bottom_line, attribution.platform, attribution.date) > limit:
        for offset in _inner_starts(bottom_line, limit):
            after_colon = (Cue.AFTER_COLON,) if bottom_line[:offset].rstrip().endswith((":", "：")) else ()
            yield start_at(bottom.start + offset, (*carried, Cue.INSIDE, *after_colon))
    yield start_at(bottom.start, carried)
    language = language_of(bottom_line)
    below = bottom
    for line in islice(lines, _MOST_LINES):
        if weight(text[line.start : end], attribution.platform, attribution.date) > _ROOM * limit:
            return
        carried += tuple(_cues_of(text, line, below, attribution, page, language))
        language = language or language_of(line.of(text))
        yield start_at(line.start, carried)
        below = line


def _lines_above(text: str, floor: int, end: int) -> Iterator[Span]:
    """The lines between ``floor`` and ``end`` that are not blank, from the last up, their edges stripped."""
    if floor < end - _PLENTY:
        space = _SPACE.search(text, end - _PLENTY, end)  # not to begin inside a word, or inside a character
        floor = space.end() if space else end
    while end > floor:
        start = max(text.rfind("\n", floor, end) + 1, floor)
        line = text[start:end]
        stripped = line.strip()
        if stripped:
            left = start + len(line) - len(line.lstrip())
            yield Span(left, left + len(stripped))
        end = start - 1


_SPACE = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?:[.!?…:。！？][\"”’»)]{0,2}\s+|[。！？])(?=[\w#@(“„«\"'「]|[\u2190-\u2bff\U0001f000-\U0001faff])")


def _inner_starts(line: str, limit: int) -> list[int]:
    """Offsets in a line too long for one post where a sentence begins, near enough to its end."""
    nearest = max(0, len(line) - 2 * limit)
    return [match.end() for match in _SENTENCE_END.finditer(line, nearest)][: -_MOST_LINES - 1 : -1]


def _cues_of(text: str, line: Span, below: Span | None, attribution: Attribution, page: Page, language: str | None) -> list[Cue]:
    """The cues of a line above the last one of a post, ``language`` being that of what stands below it."""
    words = line.of(text)
    cues = line_cues(words)
    if _names_author(words, attribution):
        cues.append(Cue.NAMES_AUTHOR)
    words_below = below.of(text) if below is not None else "."
    if (cue := introduces(words, words_below)) is not None:
        cues.append(cue)
    if page.is_spaced and below is not None and text.count("\n", line.end, below.start) < 2:
        cues.append(Cue.JOINED)
    curls = curls_apostrophes(words)
    if curls is not None and page.curls is not None and curls != page.curls:
        cues.append(Cue.TYPED)
    if page.language is not None:
        own = language_of(words)
        if own is not None and own != page.language:
            cues.append(Cue.FOREIGN)
        elif own is not None and language is not None and language != page.language:
            cues.append(Cue.NATIVE)
    return cues


def _names_author(words: str, attribution: Attribution) -> bool:
    if attribution.handle in words:
        return True
    name = attribution.author or ""
    last = name.split()[-1] if name else ""
    return len(name) > 3 and (name in words or (len(last) > 3 and last[0].isupper() and last in words))


_CUT_OFF = re.compile(r"(?:…|\.\.\.)\s*(?:(?:https?://|pic\.twitter\.com/)\S+(?:\s+(?:https?://|pic\.twitter\.com/)\S+)*)?\s*\Z")


def _whole_cues(body: str, attribution: Attribution, limit: int) -> tuple[Cue, ...]:
    """The cues of a post that would consist of ``body``."""
    cues = []
    used = weight(body, attribution.platform, attribution.date)
    if used > limit * 1.02:
        cues.append(Cue.OVERLONG if used < 1.15 * limit else Cue.FAR_TOO_LONG)
    if attribution.platform is Platform.X and limit == 280 and _CUT_OFF.search(body, max(0, len(body) - 120)):
        cues.append(Cue.FILLED if 0.9 * limit <= used <= 1.02 * limit else Cue.UNFILLED)
    elif 0.85 * limit <= used <= 1.02 * limit:
        cues.append(Cue.NEARLY_FULL)
    first = body[: body.find("\n")] if "\n" in body else body
    if opens_like_post(first):
        cues.append(Cue.OPENING)
    if is_marks_only(body) or opens_inside_sentence(first):
        cues.append(Cue.UNOPENED)
    return tuple(cues)
