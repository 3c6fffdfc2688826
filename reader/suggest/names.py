"""Names, amounts and dates of a document, by rules that look at the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.core.document import BlockKind, Document, Post
from reader.core.namesakes import EXACT
from reader.core.span import Span
from reader.core.suggestion import Sort, Suggestion
from reader.suggest.amounts import measures
from reader.suggest.contract import Knowledge, KnownName
from reader.suggest.kinds import OTHER, PERSON, Kind, Place, Vote, kind_of, votes_of_name, votes_of_place
from reader.suggest.known import KnownNames
from reader.suggest.lists import words
from reader.suggest.loosened import Loosened, loosened
from reader.suggest.runs import Evidence, Passage, Run, Setting, evidence_of, passage_of, runs
from reader.suggest.tokens import Word, words_of_passage
from reader.suggest.who import LATER, SURENESS, Same, defines, who_is_who

NAME = "names"

_HANDLE = re.compile(
    r"(?<![\w@/.])(?P<handle>@\w{2,40}(?:[.-]\w{1,40}){0,6}(?:@\w{1,40}(?:[.-]\w{1,40}){1,6})?)|(?<![\w#&/])#(?P<tag>\w*[^\W\d]\w*)"
)
_WHITE = re.compile(r"\s+")
_PLACES = 20
"""Places of a name that are looked at."""

_SIGNS = re.compile(r"[\W_]+")
_AFTER_HANDLES = frozenset({"", "ai", "hq", "inc", "labs", "official", "news", "app", "us", "uk", "eu", "team", "research"})
_COURTESY_GAP = re.compile(r"\.?[ \u00a0]?")
_BRACKET = re.compile(r"\s?[(\[]")
_QUOTES = ("“", "”", '"', "‘", "’", "„")
_AROUND = 6
"""Words beside a name that are looked at."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text, without what it stands for. ``place`` is only looked at where the name is not there many times before."""

    span: Span
    text: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the names of a document: what each stands for, what the fullest ones are of, where each comes first,
    and which would make what handle."""

    same: Mapping[str, Same]
    kinds: Mapping[str, Kind]
    first: Mapping[str, int]
    handles: Mapping[str, frozenset[str]]

    def label_of(self, author: str) -> str:
        """The label of a post's author: a person where nothing says otherwise."""
        label = self.kinds[self.same[author].name].label
        return PERSON if label == OTHER else label


class Names:
    """The suggester of names."""

    name = NAME
    title = "Names, amounts and dates, by rules"

    def suggest(self, document: Document, knowledge: Knowledge) -> list[Suggestion]:
        """Suggestions that do not overlap, in the order of the text. What the reader has refused is not among them."""
        text = document.text
        found, defined = _found_names(document)
        known = _known_of(found, defined, document.posts)
        by_rules = [_suggestion(one, known) for one in found]
        own = [_of_own(span, name) for span, name in KnownNames(knowledge.names).find(text)]
        shaped = [*_of_attributions(document, known), *_of_handles(document, known), *_of_measures(text)]
        own, by_rules = _weighed(text, own, by_rules)
        kept = _apart(document, [*own, *shaped, *by_rules])
        return [_with_entity(one, knowledge) for one in kept if one.span.of(text) not in knowledge.refused]


SUGGESTER = Names()


def _found_names(document: Document) -> tuple[list[_Found], dict[str, str]]:
    """The names by capitals in the text, in order, and the acronyms that it explains."""
    loose = loosened(document.text)
    passages = list(_passages(document, loose))
    evidence = evidence_of(passages)
    found: list[_Found] = []
    counts: dict[str, int] = {}
    defined: dict[str, str] = {}
    for passage in passages:
        before: tuple[Run, str] | None = None
        for run in runs(loose.text, passage, evidence):
            text = _WHITE.sub(" ", loose.text[run.start : run.end])
            if passage.setting is Setting.CAPITALS:
                text = " ".join(_as_elsewhere(word, evidence) for word in text.split())
            counts[text] = counts.get(text, 0) + 1
            place = _place(loose.text, run, text) if counts[text] <= _PLACES else None
            found.append(_Found(loose.back(Span(_start(loose.text, run), run.end)), text, place))
            if before is not None and _BRACKET.fullmatch(loose.text, before[0].end, run.start) and defines(before[1], text):
                defined.setdefault(text, before[1])
            before = run, text
    return found, defined


def _start(text: str, run: Run) -> int:
    """Where a name begins with the *Mr.* before it, which is written with it as other titles are but is no part of what it is called."""
    before = run.passage.words[run.first - 1] if run.first else None
    is_courtesy = before is not None and before.is_capital and before.lower in words("people", "courtesies")
    return before.start if before is not None and is_courtesy and _COURTESY_GAP.fullmatch(text, before.end, run.start) else run.start


def _as_elsewhere(word: str, evidence: Evidence) -> str:
    """A word in capitals as the text has it where it is not: *Tolvane* for *TOLVANE*."""
    usual = word.capitalize()
    return usual if usual in evidence.capitalised and word not in evidence.capitalised else word


def _passages(document: Document, loose: Loosened) -> Iterator[Passage]:
    """The blocks of the document and the lines of its posts' bodies, as words."""
    if not document.blocks and document.text:
        yield from _lines(loose.text, Span(0, len(loose.text)))
    for block in document.blocks:
        if block.kind is BlockKind.POST and block.post is not None:
            yield from _lines(loose.text, loose.to(block.post.body))
        else:
            yield from _passage(loose.text, loose.to(block.span))


def _lines(text: str, span: Span) -> Iterator[Passage]:
    start = span.start
    for line in span.of(text).split("\n"):
        yield from _passage(text, Span(start, start + len(line)))
        start += len(line) + 1


def _passage(text: str, span: Span) -> Iterator[Passage]:
    found = words_of_passage(text, span)
    if found:
        yield passage_of(found, text[found[-1].end : span.end].lstrip('"”’»)')[:1] in tuple(".!?…"))


def _place(text: str, run: Run, name: str) -> Place:
    tokens: Sequence[Word] = run.passage.words
    before: list[str] = []
    courtesy = ""
    if run.first:
        last = tokens[run.first - 1]
        if last.lower in words("people", "courtesies"):
            courtesy = last.text
        if not last.has_possessive and text[last.end : run.start].isspace():
            before = [word.lower for word in reversed(tokens[max(0, run.first - 3) : run.first])]
    behind = tokens[run.last + 1 : run.last + 1 + _AROUND]
    gap = text[run.end : behind[0].start] if behind else ""
    has_comma = gap.startswith(",")
    after = tuple(word.lower for word in behind) if has_comma or gap.isspace() or tokens[run.last].has_possessive else ()
    is_quoted = text[max(0, run.start - 1) : run.start] in _QUOTES and text[run.end : run.end + 1] in (*_QUOTES, ",")
    return Place(name, tuple(before), after, courtesy, has_comma, tokens[run.last].has_possessive, is_quoted)


def _known_of(found: Sequence[_Found], defined: Mapping[str, str], posts: Sequence[Post]) -> _Known:
    """What the names of a document and its posts' authors are."""
    votes: dict[str, list[Vote]] = {}
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(one.text, one.span.start)
        if one.text not in votes:
            votes[one.text] = [*votes_of_name(one.text)]
        if one.place is not None:
            votes[one.text] += votes_of_place(one.place)
    for author in (post.author for post in posts if post.author):
        votes.setdefault(author, [*votes_of_name(author)]).append(Vote(PERSON, 1.0, "wrote a post here"))
    labels = {name: kind_of(some).label for name, some in votes.items()}
    surnames = {name.rpartition(" ")[2] for name, label in labels.items() if label == PERSON and " " in name}
    for name in surnames & votes.keys():
        votes[name].append(Vote(PERSON, 1.2, "a surname of this text"))
        labels[name] = kind_of(votes[name]).label
    same = who_is_who(labels, defined)
    together: dict[str, list[str]] = {}
    for name, one_same in same.items():
        together.setdefault(one_same.name, []).append(name)
    kinds = {full: kind_of(vote for name in names for vote in votes[name]) for full, names in together.items()}
    handles: dict[str, frozenset[str]] = {}
    for full in kinds:
        letters = _SIGNS.sub("", full).casefold()
        handles[letters] = handles.get(letters, frozenset()) | {full}
    return _Known(same, kinds, first, handles)


def _suggestion(found: _Found, known: _Known) -> Suggestion:
    same = known.same[found.text]
    kind = known.kinds[same.name]
    sureness, reasons = SURENESS[same.rule], kind.reasons
    if same.rule != EXACT:
        is_later = known.first.get(same.full, -1) > found.span.start
        sureness *= LATER if is_later else 1
        reasons = (*reasons, f"{same.rule} of ‘{same.name}’{', which comes later' if is_later else ''}")
    return Suggestion(found.span, Sort.MENTION, kind.label, reasons, NAME, round(min(kind.confidence, sureness), 2), same.name)


def _of_attributions(document: Document, known: _Known) -> Iterator[Suggestion]:
    """The names and handles of the lines that say who wrote a post."""
    for post in document.posts:
        if post.attribution is None or not post.author:
            continue
        for written, reason in ((post.author, "wrote a post here"), (post.handle, f"the handle of ‘{post.author}’")):
            start = document.text.find(written, post.attribution.start, post.attribution.end) if written else -1
            if written and start >= 0:
                span = Span(start, start + len(written))
                yield Suggestion(span, Sort.MENTION, known.label_of(post.author), (reason,), NAME, 0.98, known.same[post.author].name)


def _of_handles(document: Document, known: _Known) -> Iterator[Suggestion]:
    """Handles and hashtags. A handle that the author of a post in the document has is theirs."""
    authors = {post.handle.casefold(): post.author for post in document.posts if post.handle and post.author}
    for found in _HANDLE.finditer(document.text):
        written = found[0]
        span = Span(found.start(), found.end())
        author = authors.get(written.casefold())
        if written[0] == "#":
            yield Suggestion(span, Sort.MENTION, OTHER, ("a hashtag",), NAME, 0.4, written)
        elif author is not None:
            reason = f"the handle of ‘{author}’"
            yield Suggestion(span, Sort.MENTION, known.label_of(author), (reason,), NAME, 0.95, known.same[author].name)
        elif (name := _likely_owner(written, known)) is not None:
            reason = f"a handle like the name ‘{name}’"
            yield Suggestion(span, Sort.MENTION, known.kinds[name].label, (reason,), NAME, 0.6, name)
        else:
            yield Suggestion(span, Sort.MENTION, PERSON, ("a handle",), NAME, 0.5, written)


def _likely_owner(handle: str, known: _Known) -> str | None:
    """The one name of the document that ``handle`` is written like: *@TolvaneLabs* for *Tolvane*."""
    letters = _SIGNS.sub("", handle.partition("@")[2].partition("@")[0]).casefold()
    found = {name for end in range(len(letters), 4, -1) if letters[end:] in _AFTER_HANDLES for name in known.handles.get(letters[:end], ())}
    return found.pop() if len(found) == 1 else None


def _of_measures(text: str) -> Iterator[Suggestion]:
    for measure in measures(text, Span(0, len(text))):
        yield Suggestion(measure.span, Sort.MENTION, measure.label, (measure.reason,), NAME, measure.confidence, measure.span.of(text))


def _of_own(span: Span, known: KnownName) -> Suggestion:
    return Suggestion(span, Sort.MENTION, known.label, ("one of your own names",), NAME, 0.97, known.name, known.entity)


def _weighed(text: str, own: Sequence[Suggestion], by_rules: Sequence[Suggestion]) -> tuple[list[Suggestion], list[Suggestion]]:
    """The reader's own names and those by rules without those that the others make doubtful.

    An own name inside a longer one is no whole name (*Kennedy* in *Kennedy Space Center*) unless own names make up all of it.
    """
    if not own:
        return [], [*by_rules]
    kept_own: list[Suggestion] = []
    kept_rules: list[Suggestion] = []
    at = 0
    for run in by_rules:
        while at < len(own) and own[at].span.end <= run.span.start:
            kept_own.append(own[at])
            at += 1
        inside: list[Suggestion] = []
        while at < len(own) and run.span.covers(own[at].span):
            inside.append(own[at])
            at += 1
        rest = len(_WHITE.sub("", run.span.of(text))) - sum(len(_WHITE.sub("", one.span.of(text))) for one in inside)
        if inside and not rest:
            kept_own += inside
        else:
            kept_rules.append(run)
    return [*kept_own, *own[at:]], kept_rules


def _apart(document: Document, ranked: Iterable[Suggestion]) -> list[Suggestion]:
    """Those of ``ranked`` that overlap none before them, nor the source's markup, in the order of the text."""
    taken = bytearray(len(document.text))
    for span in document.markup:
        taken[span.start : span.end] = b"\1" * len(span)
    kept: list[Suggestion] = []
    for one in ranked:
        if taken.find(1, one.span.start, one.span.end) < 0:
            taken[one.span.start : one.span.end] = b"\1" * len(one.span)
            kept.append(one)
    return sorted(kept, key=lambda one: one.span.start)


def _with_entity(suggestion: Suggestion, knowledge: Knowledge) -> Suggestion:
    """``suggestion`` as one of the entity that its fullest name is known to be of."""
    known = knowledge.names.get(suggestion.name or "")
    if suggestion.entity is not None or known is None:
        return suggestion
    return replace(suggestion, entity=known.entity, label=known.label, name=known.name)
