"""How often marks are found again in edited texts, against the common rule, and how fast: ``pytest -m bench -s``.

Each case marks a span of an article, edits the article, and knows what became of the span (:class:`tests.bench.edited.Truth`). A place that
is given is right when the span's words are untouched and it is exactly theirs, or when they were edited and it covers what is left of them
nearly wholly: the two have four fifths of all that either covers in common. No place is right when nothing is left. A place that
is given and not right is wrong; none given although there was one is an honest orphan. Cases in which less than half of the words, or only
parts far from one another, are left are not counted: nobody can say what is right there.

``READER_CORPUS`` names a folder whose ``.txt`` files are edited besides the articles that are made up; ``READER_CASES`` says how many
cases, ``READER_DICE`` which.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import pytest

from reader.core.anchor import Selector, context_of, describe
from reader.core.annotation import Annotation, Note, Provenance
from reader.core.document import Document
from reader.core.marks import Marks
from reader.core.resolution import Resolver
from reader.core.span import Span
from tests.bench import edited as edits
from tests.bench.common_rule import matched
from tests.bench.edited import Edited

VERDICTS = ("right", "wrong", "orphan")

CASES = int(os.environ.get("READER_CASES", "3000"))

MOST = 0.8
"""The share that is nearly the whole."""

SINGLE: dict[str, edits.Edit] = {
    "insert words": edits.insert_words,
    "insert sentence": edits.insert_sentence,
    "insert paragraph": edits.insert_paragraph,
    "delete words": edits.delete_words,
    "delete sentence": edits.delete_sentence,
    "delete paragraph": edits.delete_paragraph,
    "replace words": edits.replace_words,
    "replace paragraph": edits.replace_paragraph,
    "move paragraph": edits.move_paragraph,
    "move sentence": edits.move_sentence,
    "typography": edits.retype,
}


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    old: str
    new: str
    span: Span
    wanted: Span | None
    is_untouched: bool
    own: frozenset[int] = frozenset()
    """The offsets of what is left of its words."""


def document(text: str) -> Document:
    return Document("d", "d.txt", "", text, "", "utf-8", ())


def texts(dice: Random) -> list[str]:
    """Articles of 2 to 40 KB, and the corpus where there is one."""
    found = [edits.article(dice, int(2000 * 20 ** dice.random())) for _ in range(60)]
    folder = os.environ.get("READER_CORPUS")
    if folder:
        for path in sorted(Path(folder).rglob("*.txt")):
            text = path.read_text("utf-8", "replace").replace("\r\n", "\n")
            if 2000 <= len(text) <= 40_000 and len(edits.sentences(text)) > 8 and len(edits.paragraphs(text)) > 4:
                found.append(text)
    return found


def quoted(text: str, dice: Random) -> Span:
    """A span as readers mark them: a name, a few words, a sentence, several."""
    pick = dice.random()
    if pick < 0.3:
        return dice.choice([span for span in edits.words(text) if len(span) > 2])
    if pick < 0.5:
        found = edits.words(text)
        first = dice.randrange(len(found) - 6)
        return Span(found[first].start, found[first + dice.randint(1, 5)].end)
    found = edits.sentences(text)
    first = dice.randrange(len(found))
    last = first if pick < 0.85 else min(len(found) - 1, first + dice.randint(1, 4))
    return trimmed(text, Span(found[first].start, found[last].end))


def trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def near(edited: Edited, span: Span, edit: edits.Edit, dice: Random) -> None:
    """Make ``edit`` at or about what is left of ``span``: most edits of an article are nowhere near a mark."""
    truth = edited.truth(span).span or span
    start = max(0, edited.text.rfind("\n\n", 0, max(0, truth.start - dice.choice((0, 80, 400)))))
    end = edited.text.find("\n\n", min(len(edited.text), truth.end + dice.choice((0, 80, 400))))
    end = len(edited.text) if end < 0 else end
    part = Edited(edited.text[start:end] + "\n")
    if len(edits.words(part.text)) < 8 or len(edits.sentences(part.text)) < 2 or len(edits.paragraphs(part.text)) < 1:
        return
    edit(part, dice)
    origins = [edited.origins[start + o] if 0 <= o < end - start else -1 for o in part.origins]
    kept = [k and (not 0 <= o < end - start or edited.kept[start + o]) for k, o in zip(part.kept, part.origins, strict=True)]
    edited.text = edited.text[:start] + part.text + edited.text[end:]
    edited.origins[start:end], edited.kept[start:end] = origins, kept


def duplicate(edited: Edited, span: Span, dice: Random) -> bool:
    """Put a copy of the quote into another paragraph."""
    now = edited.truth(span).span
    places = [p for p in edits.sentences(edited.text) if now and (p.end < now.start - 300 or p.start > now.end + 300)]
    if now is None or not places:
        return False
    edited.insert(dice.choice(places).end, f" {span.of(edited.old)}")
    return True


def trapped(text: str, dice: Random) -> tuple[str, Span] | None:
    """A text in which a quote stands twice or more, and the one that is marked."""
    if dice.random() < 0.5:
        counted = Counter(span.of(text) for span in edits.words(text) if len(span) > 2)
        several = [span for span in edits.words(text) if counted[span.of(text)] > 1]
        return (text, dice.choice(several)) if several else None
    span = dice.choice([s for s in (trimmed(text, s) for s in edits.sentences(text)) if len(s) > 20])
    places = [p for p in edits.sentences(text) if p.end < span.start - 300 or p.start > span.end + 300]
    if not places:
        return None
    at, copy = dice.choice(places).end, f" {span.of(text)}"
    shift = len(copy) if at <= span.start else 0
    return text[:at] + copy + text[at:], Span(span.start + shift, span.end + shift)


def spring(edited: Edited, span: Span, dice: Random) -> None:
    """Delete the quote, its sentence, or its paragraph, and edit about where it stood, and about what stands elsewhere."""
    holders = [p for p in edits.sentences(edited.text) if p.overlaps(span)]
    pieces = dice.choice(([span], holders or [span], [p for p in edits.paragraphs(edited.text) if p.overlaps(span)]))
    edited.delete(Span(min(p.start for p in (*pieces, span)), max(p.end for p in (*pieces, span))))
    for _ in range(dice.choice((0, 0, 1, 2, 4))):
        edit = SINGLE[dice.choice(list(SINGLE))]
        if dice.random() < 0.5:
            near(edited, Span(max(0, span.start - 200), min(len(edited.old), span.end + 200)), edit, dice)
        else:
            edit(edited, dice)


def cases(count: int) -> Iterator[Case]:
    dice = Random(int(os.environ.get("READER_DICE", "20261123")))
    sources = texts(dice)
    kinds = [*SINGLE, *SINGLE, "duplicate", "duplicate", "deletion trap", "deletion trap", "deletion trap", *["mixture"] * 12]
    made = 0
    while made < count:
        kind, text = dice.choice(kinds), dice.choice(sources)
        span = quoted(text, dice)
        if kind == "deletion trap":
            trap = trapped(text, dice)
            if trap is None:
                continue
            text, span = trap
        edited = Edited(text)
        if kind == "deletion trap":
            spring(edited, span, dice)
        elif kind == "duplicate":
            if not duplicate(edited, span, dice):
                continue
        elif kind == "mixture":
            for _ in range(dice.randint(2, 10)):
                edit = SINGLE[dice.choice(list(SINGLE))]
                if dice.random() < 0.5:
                    near(edited, span, edit, dice)
                else:
                    edit(edited, dice)
        elif dice.random() < 0.7:
            near(edited, span, SINGLE[kind], dice)
        else:
            SINGLE[kind](edited, dice)
        case = judged(kind, edited, span)
        if case is not None:
            made += 1
            yield case


def judged(kind: str, edited: Edited, span: Span) -> Case | None:
    truth = edited.truth(span)
    if truth.span is None:
        return Case(kind, edited.old, edited.text, span, None, False)
    stood = [origin for origin in edited.origins[truth.span.start : truth.span.end] if origin >= 0]
    if kind == "deletion trap" or truth.survived < 0.5 or len(truth.span) > 2 * len(span) + 40 or stood != sorted(stood):
        return None
    untouched = truth.span.of(edited.text) == span.of(edited.old)
    return Case(kind, edited.old, edited.text, span, truth.span, untouched, truth.offsets)


def verdict(case: Case, given: Span | None) -> str:
    if given is None:
        return "right" if case.wanted is None else "orphan"
    if case.wanted is None:
        return "wrong"
    if case.is_untouched:
        return "right" if given == case.wanted else "wrong"
    covered = sum(given.contains(offset) for offset in case.own)
    among = given.intersection(case.wanted)
    is_right = among is not None and len(among) >= MOST * len(given) and covered >= MOST * len(case.own)
    return "right" if is_right else "wrong"


def with_snapshots(case: Case, selector: Selector) -> Span | None:
    return Resolver(document(case.new), lambda _: case.old).resolve(selector).span


def without(case: Case, selector: Selector) -> Span | None:
    return Resolver(document(case.new)).resolve(selector).span


def common(case: Case, selector: Selector) -> Span | None:
    prefix, suffix = case.old[max(0, case.span.start - 32) : case.span.start], case.old[case.span.end : case.span.end + 32]
    return matched(case.new, selector.quote, prefix, suffix, case.span.start)


RULES: dict[str, Callable[[Case, Selector], Span | None]] = {"with snapshots": with_snapshots, "without": without, "common rule": common}


@pytest.mark.bench
def test_marks_in_edited_texts_against_the_common_rule() -> None:
    counts: dict[str, Counter[tuple[str, str]]] = {name: Counter() for name in RULES}
    total: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    left = 0
    for case in cases(CASES):
        selector = describe(case.old, case.span)
        total[case.kind] += 1
        left += case.wanted is not None
        for name, rule in RULES.items():
            found = verdict(case, rule(case, selector))
            counts[name][case.kind, found] += 1
            placed[name] += found == "right" and case.wanted is not None
    print(f"\n{CASES} cases{'':14}" + "".join(f"{name:>30}" for name in RULES))  # noqa: T201
    print(f"{'':24}" + f"{'right':>14}{'wrong':>8}{'orphan':>8}" * len(RULES))  # noqa: T201
    for kind in [*SINGLE, "duplicate", "deletion trap", "mixture", "all"]:
        row = f"{kind:18}{total[kind] if kind != 'all' else CASES:6}"
        for name in RULES:
            row_counts = [sum(n for (k, v), n in counts[name].items() if v == wanted and kind in (k, "all")) for wanted in VERDICTS]
            row += f"{row_counts[0]:14}{row_counts[1]:8}{row_counts[2]:8}"
        print(row)  # noqa: T201
    for name in RULES:
        shares = [sum(n for (_, v), n in counts[name].items() if v == wanted) / CASES for wanted in VERDICTS]
        words = ", ".join(f"{wanted} {share:.2%}" for wanted, share in zip(VERDICTS, shares, strict=True))
        print(f"{name}: {words}; of {left} that are left, {placed[name]} are placed rightly")  # noqa: T201
    assert counts["with snapshots"]["deletion trap", "wrong"] == 0


def rewritten(text: str, dice: Random) -> str:
    """A long text with a tenth of its paragraphs edited, some taken out, some put in, some moved."""
    found = []
    for paragraph in text.split("\n\n"):
        pick = dice.random()
        if pick < 0.03:
            found.append(edits.article(dice, 300).replace("\n\n", " ").strip())
        if pick > 0.98:
            continue
        edited = Edited(paragraph + "\n")
        if 0.03 <= pick < 0.13 and len(edits.words(paragraph)) > 8:
            for _ in range(3):
                edits.replace_words(edited, dice)
        found.append(edited.text.rstrip("\n"))
    for _ in range(20):
        found.insert(dice.randrange(len(found)), found.pop(dice.randrange(len(found))))
    return "\n\n".join(found)


@pytest.mark.bench
def test_a_thousand_marks_in_an_edited_text_of_a_million_characters() -> None:
    dice = Random(5)
    old = "".join(edits.article(dice, 20_000) for _ in range(52))
    new = rewritten(old, dice)
    sentences, words, marked = edits.sentences(old), edits.words(old), document(old)
    began = time.perf_counter()
    selectors = [describe(marked, dice.choice(sentences if dice.random() < 0.5 else words)) for _ in range(1000)]
    print(f"\n{len(old):,} to {len(new):,} characters; describing 1,000 marks {time.perf_counter() - began:.2f} s")  # noqa: T201
    for name, text in (("with snapshots", old), ("without", None)):
        began = time.perf_counter()
        resolver = Resolver(document(new), lambda _, text=text: text)  # type: ignore[misc]
        outcomes = Counter(resolver.resolve(selector).outcome.value for selector in selectors)
        print(f"{name}: 1,000 marks in {time.perf_counter() - began:.2f} s, {dict(outcomes)}")  # noqa: T201
        assert sum(outcomes.values()) == 1000


@pytest.mark.bench
@pytest.mark.parametrize("end", ["", "😀"])
def test_describing_a_mark_in_ten_million_characters(end: str) -> None:
    dice = Random(7)
    piece = edits.article(dice, 1_000_000).encode("ascii", "replace").decode()
    marked = document("".join(f"{number} {piece}" for number in range(10)) + end)
    spans = [span for span in edits.sentences(piece) if len(span) > 10]
    began = time.perf_counter()
    marked.digest  # noqa: B018  # made once for a text
    digested = time.perf_counter()
    times = []
    for _ in range(200):
        span = dice.choice(spans)
        start = dice.randrange(10) * (len(piece) + 2) + span.start
        clock = time.perf_counter()
        describe(marked, Span(start, start + len(span)))
        times.append(1000 * (time.perf_counter() - clock))
    print(  # noqa: T201
        f"\n{len(marked.text):,} characters{' with emoji' if end else ''}: digest {1000 * (digested - began):.1f} ms, "
        f"describing a mark {median(times):.2f} ms (worst {max(times):.2f})"
    )


@pytest.mark.bench
def test_opening_a_hundred_thousand_marks_on_the_text_they_were_made_on() -> None:
    dice = Random(9)
    text = "".join(edits.article(dice, 100_000) for _ in range(10))
    marked = document(text)
    made = Provenance("ana", "2026-11-23T10:15:00Z", "2026-11-23T10:15:00Z")
    words = edits.words(text)
    annotations = []
    for number in range(100_000):
        span = dice.choice(words)
        target = Selector(span.start, span.end, span.of(text), *context_of(text, span), marked.digest)
        annotations.append(Annotation(f"{number:014x}", "d", (target,), Note(""), made))
    began = time.perf_counter()
    marks = Marks(document(text), annotations)
    print(f"\n100,000 marks placed in {1000 * (time.perf_counter() - began):.0f} ms")  # noqa: T201
    assert len(marks) == 100_000
