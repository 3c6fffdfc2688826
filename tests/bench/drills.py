"""The keys that are measured, by class: what is pressed before, which key is timed, what puts things back."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bench.programs import LINE, PAGE

ESCAPE = "\x1b[27u"
"""As a terminal sends it that was asked to tell it from the beginning of a sequence (kitty's keyboard protocol)."""
ENTER, PAGE_DOWN, PAGE_UP = "\r", "\x1b[6~", "\x1b[5~"
SHIFT_RIGHT, SHIFT_DOWN = "\x1b[1;2C", "\x1b[1;2B"

REFUSALS = ("nothing to do here", "Nothing was changed", "Nothing to undo", "there is none", "Nothing to go to", "is none of")
"""What the program says where a key does not do what it is measured for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One key that is timed, and the keys around it that are not."""

    timed: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drill:
    """A class of keys. The ``steps`` are gone through again and again, and start where ``begin`` leads from the article's first character.

    ``floor`` is the key of the floor that does the same; ``budget`` that of the seed.
    """

    name: str
    budget: str
    floor: str
    steps: tuple[Step, ...]
    begin: tuple[str, ...] = ()
    end: tuple[str, ...] = ()


def _walk(key: str, steps: int, *back: str) -> tuple[Step, ...]:
    """``key`` again and again, and after ``steps`` of them ``back``."""
    return (*(Step(key) for _ in range(steps - 1)), Step(key, after=back))


DRILLS = (
    Drill("character l", "one line", LINE, _walk("l", 40, "g")),
    Drill("row j", "one line", LINE, _walk("j", 10, "g")),
    Drill("word w", "one line", LINE, _walk("w", 20, "g")),
    Drill("sentence )", "one line", LINE, _walk(")", 4, "g")),
    Drill("page PageDown", "page", PAGE, _walk(PAGE_DOWN, 1, PAGE_UP)),
    Drill("end G", "page", PAGE, _walk("G", 1, "g")),
    Drill("start g", "page", PAGE, (Step("g", before=("G",)),)),
    Drill("extend Shift+→", "one line", LINE, _walk(SHIFT_RIGHT, 20, ESCAPE, "g")),
    Drill("extend Shift+↓", "one line", LINE, _walk(SHIFT_DOWN, 5, ESCAPE, "g")),
    Drill("extend v, then w", "one line", LINE, (Step("w", before=("v",), after=(ESCAPE,)),)),
    Drill("grow +", "key", LINE, _walk("+", 3, ESCAPE, "g")),
    Drill("claim c", "one line", LINE, (Step("c", after=("u", ")")), Step("c", after=("u", "g")))),
    Drill("undo u", "one line", LINE, (Step("u", before=("c",), after=(")",)), Step("u", before=("c",), after=("g",)))),
    Drill("entity e", "one line", LINE, (Step("e", after=(ESCAPE,)),)),
    Drill(
        "entity e, then o",
        "one line",
        LINE,
        (*(Step("o", before=("e",), after=("u", "w")) for _ in range(9)), Step("o", before=("e",), after=("u", "g"))),
    ),
    Drill("status i", "one line", LINE, (Step("i", after=(ESCAPE,)),)),
    Drill("status i, then d", "one line", LINE, (Step("d", before=("i",), after=("u",)),)),
    Drill("next post ]", "key", LINE, _walk("]", 2, "g")),
    Drill("next mark >", "key", LINE, _walk(">", 3, "g")),
    Drill("find /", "key", LINE, (Step("/", after=(ESCAPE,)),)),
    Drill("find, a letter of “the”", "key", PAGE, (Step("t", before=("/",)), Step("h"), Step("e", after=(ESCAPE,)))),
    Drill("next match n", "key", LINE, _walk("n", 6, "g"), begin=("/", "the", ENTER), end=("/", ESCAPE)),
)
