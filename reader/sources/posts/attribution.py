"""Finding the lines that name a post's author and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from unicodedata import category

from reader.core.document import Platform
from reader.core.span import Span
from reader.sources.posts.dates import read_date
from reader.sources.posts.platforms import HANDLE, HOSTS, SHARED_AFTER, SHARED_BEFORE, VIEW_LINES, VIEW_ON, platform_of

_LONGEST_NAME = 80  # code points; the platforms allow 30 to 64 and count some differently
_BACK = 160  # how far before a handle its name and dash are sought


class Form(Enum):
    """How an attribution is written, from the surest to the least sure."""

    DASHED = "— Name (@handle) date"
    SHARED = "A post shared by Name (@handle)"
    POST_BY = "Post by @handle, View on …"
    UNDATED = "— Name (@handle) on a line of its own"
    BARE = "Name (@handle) date, without a dash"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who wrote a post and when, as a text says it.

    ``span`` begins at the dash, the name or the fixed phrase. ``may_follow_body`` tells whether what was written can stand above it:
    not where the platform's markup gives only the author.
    """

    form: Form
    span: Span
    platform: Platform
    author: str | None
    handle: str
    date: str | None = None
    permalink: str | None = None
    may_follow_body: bool = True


@dataclass(frozen=True, slots=True)
class Signature:
    """The ``— Name (@handle)`` that ends a line: where it begins, and whom it names."""

    start: int
    author: str | None
    handle: str


_GAP = r"[ \t\u00a0\u202f\u200b\u200e\u200f\u2066-\u2069]"
_INVISIBLE = " \t\u00a0\u202f\u200b\u200e\u200f\u2066\u2067\u2068\u2069"
_SIGNED = re.compile(rf"[(（]{_GAP}?(?P<handle>{HANDLE}){_GAP}?[)）]")
_POST_BY = re.compile(rf"Post by (?P<handle>{HANDLE}){_GAP}{{0,3}}\n\s{{0,4}}View on (?P<site>{'|'.join(VIEW_ON)})")
_DASH = re.compile(r"&mdash;|&#8212;|--|[—―–‒-]")
_TO_DATE = re.compile(rf"{_GAP}{{0,3}}(?:[·•,|–—-]{_GAP}{{0,2}}|(?:on|am|le|el|il|em|op|den|dne|на){_GAP})?\[?")
_NEXT_LINE = re.compile(r"[^\S\n]{0,3}\n\s{0,3}")
_LINE_REST = re.compile(rf"(?:{_GAP}){{0,4}}(?:\n|\Z)")
_LINK = re.compile(rf"\]?{_GAP}{{0,2}}[(<\[]?(?P<url>https?://(?:www\.|mobile\.)?(?P<host>[a-z.]{{4,40}})/[^\s()<>\[\]]{{1,300}})[)>\]]?")
_BYLINE_WORDS = (
    "by von par por di da de door af av przez автор от από follow folgen suivez sigue siga seguite via photo photos foto image images "
    "text story reporting written edited contact tweet"
)
_BYLINE = frozenset(_BYLINE_WORDS.split())
_SHARED_BEFORE = re.compile("|".join(map(re.escape, SHARED_BEFORE)))
_INITIAL_WORD = re.compile(r"(?:^|(?<=[\s.!?…]))(?:[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w.'’-]*)(?:[ ][A-ZÀ-ÖØ-ÞА-ЯΑ-Ω][\w.'’-]*){0,3}\s*$")


def attributions(text: str) -> Iterator[Attribution]:
    """The attributions of ``text`` in order, disjoint. The time it takes grows with the text's length alone."""
    signed, post_by = _SIGNED.finditer(text), _POST_BY.finditer(text)
    one, other = next(signed, None), next(post_by, None)
    floor = 0
    while one or other:
        if other is None or (one is not None and one.start() < other.start()):
            assert one is not None
            found = _signed(text, one, floor) if one.start() >= floor else None
            one = next(signed, None)
        else:
            found = _post_by(other) if other.start() >= floor else None
            other = next(post_by, None)
        if found is not None and not _splits_a_character(text, found.span.end):
            floor = found.span.end
            yield found


def signature(line: str) -> Signature | None:
    """The signature that ends ``line``, of which only white space may follow; ``None`` when there is none.

    For lines known to be a post's own: a name needs no dash there when it stands alone on its line.
    """
    signed = [*_SIGNED.finditer(line, max(0, len(line.rstrip(_INVISIBLE)) - _BACK))]
    found = signed[-1] if signed else None
    if found is None or line[found.end() :].strip(_INVISIBLE):
        return None
    earliest = max(found.start() - _BACK, signed[-2].end() if len(signed) > 1 else 0, 0)
    before = line[earliest : found.start()]
    dashes = [dash for dash in _DASH.finditer(before) if _parts_words(before, dash)]
    if not dashes:
        return Signature(0, _name(before), found["handle"]) if earliest == 0 and len(before) <= _LONGEST_NAME else None
    opens_line = earliest == 0 and not before[: dashes[0].start()].strip(_INVISIBLE)
    dash = dashes[0] if opens_line and len(before) - dashes[0].end() <= _LONGEST_NAME else dashes[-1]
    name = before[dash.end() :]
    if len(name) > _LONGEST_NAME:
        return None
    return Signature(0 if opens_line and dash is dashes[0] else earliest + dash.start(), _name(name), found["handle"])


def _splits_a_character(text: str, offset: int) -> bool:
    """Whether what follows ``offset`` belongs to the character before it: an accent, a joiner."""
    return offset < len(text) and (category(text[offset]).startswith("M") or text[offset] == "\u200d")


def _post_by(match: re.Match[str]) -> Attribution:
    return Attribution(Form.POST_BY, Span(*match.span()), VIEW_ON[match["site"]], None, match["handle"], may_follow_body=False)


def _signed(text: str, match: re.Match[str], floor: int) -> Attribution | None:
    """The attribution around ``(@handle)``, which may begin at ``floor`` at the earliest."""
    earliest = max(floor, match.start() - _BACK)
    line_start = max(text.rfind("\n", earliest, match.start()) + 1, earliest)
    before = text[line_start : match.start()]
    return _shared(text, match, line_start, before) or _dashed(text, match, line_start, before) or _bare(text, match, line_start, before)


def _shared(text: str, match: re.Match[str], line_start: int, before: str) -> Attribution | None:
    phrases = list(_SHARED_BEFORE.finditer(before))
    if phrases:
        start, name = line_start + phrases[-1].start(), before[phrases[-1].end() :]
        end = match.end()
    else:
        after = text[match.end() : match.end() + 40].lstrip(" ")
        phrase = next((phrase for phrase in SHARED_AFTER if after.startswith(phrase)), None)
        if phrase is None or len(before) > _LONGEST_NAME:
            return None
        start, name = line_start + len(before) - len(before.lstrip()), before
        end = text.index(phrase, match.end()) + len(phrase)
    dated_end, date = _date_after(text, end)
    opening = _view_line_above(text, start)
    return Attribution(
        Form.SHARED,
        Span(opening, dated_end or end),
        Platform.INSTAGRAM,
        _name(name),
        match["handle"],
        date,
        may_follow_body=dated_end is not None and opening == start,  # only old embeds held the caption, and they were dated
    )


def _view_line_above(text: str, start: int) -> int:
    """Where a line like "View this post on Instagram" begins when it stands right above ``start``, else ``start``."""
    above = text[max(0, start - 80) : start].rstrip()
    line = above[above.rfind("\n") + 1 :]
    if line.strip().casefold() not in VIEW_LINES:
        return start
    return text.rindex(line.strip(), max(0, start - 80), start)


def _dashed(text: str, match: re.Match[str], line_start: int, before: str) -> Attribution | None:
    dashes = [dash for dash in _DASH.finditer(before) if _parts_words(before, dash)]
    if not dashes:
        return None
    first, last = dashes[0], dashes[-1]
    opens_line = not before[: first.start()].strip(_INVISIBLE) and (line_start == 0 or text[line_start - 1] == "\n")
    dash = first if opens_line and len(before) - first.end() <= _LONGEST_NAME else last
    name = before[dash.end() :]
    if len(name) > _LONGEST_NAME:
        return None
    start = line_start + (len(before) - len(before.lstrip()) if opens_line and dash is first else dash.start())
    dated_end, date = _date_after(text, match.end())
    if dated_end is not None:
        end, permalink, platform = _link_after(text, dated_end, platform_of(match["handle"]))
        return Attribution(Form.DASHED, Span(start, end), platform, _name(name), match["handle"], date, permalink)
    end, permalink, platform = _link_after(text, match.end(), platform_of(match["handle"]))
    if permalink is not None:
        return Attribution(Form.DASHED, Span(start, end), platform, _name(name), match["handle"], None, permalink)
    if dash is first and opens_line and _LINE_REST.match(text, match.end()):
        return Attribution(Form.UNDATED, Span(start, match.end()), platform_of(match["handle"]), _name(name), match["handle"])
    return None


def _parts_words(before: str, dash: re.Match[str]) -> bool:
    """Whether a dash parts a name from what precedes it: a long one always, a short one only when it stands free."""
    if dash[0] not in "-–‒":
        return True
    return before[dash.end() : dash.end() + 1].isspace() and not before[dash.start() - 1 : dash.start()].strip()


def _bare(text: str, match: re.Match[str], line_start: int, before: str) -> Attribution | None:
    """An attribution without a dash: only with a date, only at a line's end, never after a word that makes it a byline."""
    dated_end, date = _date_after(text, match.end())
    if dated_end is None:
        return None
    end, permalink, platform = _link_after(text, dated_end, platform_of(match["handle"]))
    if not _LINE_REST.match(text, end):
        return None
    name = before.strip()
    words = name.split()
    is_whole_line = line_start == 0 or text[line_start - 1] == "\n"
    if not (is_whole_line and _is_name(name)):
        initial = _INITIAL_WORD.search(before)
        if initial is None:
            return None
        name = initial[0].strip()
        words = name.split()
    if not words or any(word.strip(":,").casefold() in _BYLINE for word in words[:2]):
        return None
    start = line_start + before.rindex(name)
    return Attribution(Form.BARE, Span(start, end), platform, name, match["handle"], date, permalink)


def _is_name(line: str) -> bool:
    """Whether a whole line can be a name: short, without a sentence's end, its longer words capitals first where the script has them."""
    words = line.split()
    if not words or len(words) > 6 or len(line) > 50 or line.endswith(tuple(".!?:,;")) or "://" in line:
        return False
    return len(words) == 1 or not any(word[0].islower() and len(word) > 3 for word in words)


def _date_after(text: str, start: int) -> tuple[int | None, str | None]:
    """Where the date after ``start`` ends, and its value: on the same line, or alone on the next one."""
    gap = _TO_DATE.match(text, start)
    assert gap is not None
    found = read_date(text, gap.end())
    if found is None and (below := _NEXT_LINE.match(text, start)):
        found = read_date(text, below.end())
        if found is not None and not _LINE_REST.match(text, found.end):
            found = None
    return (found.end, found.iso) if found else (None, None)


def _link_after(text: str, start: int, platform: Platform) -> tuple[int, str | None, Platform]:
    """The end of a permalink right after a date, the permalink, and the platform it tells."""
    link = _LINK.match(text, start)
    if link is None or link["host"] not in HOSTS or link["url"].startswith(("https://t.co/", "http://t.co/")):
        return start, None, platform
    return link.end(), link["url"], HOSTS[link["host"]]


def _name(raw: str) -> str | None:
    return raw.strip(_INVISIBLE) or None
