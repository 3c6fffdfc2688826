"""What a hostile folder can do to a terminal through each widget, seen at the other end of a pty: nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.anchor import describe
from reader.core.annotation import Annotation, Body, Claim, Entity, Evidence, Mention, Note, Provenance, Record, Tag
from reader.core.span import Span
from reader.core.transaction import Change, Transaction
from reader.library import libraries
from reader.session import Session
from reader.store.place import database_path
from reader.store.tiny import TinyStore
from tests.terminal import Terminal

READER = Path(sys.executable).parent / "reader"
MADE = Provenance("ann", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z")

SEQUENCES = "\x1b[6;66;666m\x9b6;66;666m\x1b]52;c;aGk=\x07\x1b]8;;http://evil\x1b\\\x1bP6;66;666q\x1b\\\x1b[2J\x1bc\x7f\u202eevil\u2067"
MARKUP = "[@click=app.quit]quit[/] [/nope] [bold red]x[@click=app.bell]bell"
LABEL = "[@click=app.quit]quit[/] [/nope] [bold red]x"
"""What a label set may hold: controls are refused in one."""

FLOOD = "a" + "\u0301" * 200
HOSTILE = f"{SEQUENCES}{MARKUP}{FLOOD}"
STRANGER = "eve \x1b[2J[@click=app.quit]x[/nope]\u202e"
NAME = f"1 {SEQUENCES}{MARKUP}.txt".replace("/", "|")
POST = f"It fell {HOSTILE} down\n\n— Eve \x1b[6;66;666m\u202e[@click=app.quit] (@evil) May 28, 2024"
TEXT = f"{HOSTILE}\n\nThe bridge {HOSTILE} fell. Ann came.\n\n{POST}\n\nThe end.\n"

# What the toolkit itself writes: colours, places, modes, questions about modes, the keyboard protocol, the mouse pointer's shape.
KNOWN = re.compile(rb"\x1b\[[0-9;]*[mH]|\x1b\[\?[0-9]+[hl]|\x1b\[\?[0-9]+\$p|\x1b\[[<>][0-9]*u|\x1b\]22;[a-z-]+\x07")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    scheme, config = tmp_path / "scheme.toml", tmp_path / "config.toml"
    shipped = (Path(__file__).parents[1] / "reader" / "scheme.toml").read_text("utf-8")
    for innocent, hostile in (("Person", f"Person {LABEL}"), ("Fact", LABEL), ("Take the name", f"{MARKUP}{FLOOD}")):
        shipped = shipped.replace(f'"{innocent}', f'"{hostile}')
    scheme.write_text(shipped, "utf-8")
    config.write_text('scheme = "scheme.toml"\n', "utf-8")
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return {**home, "READER_ANNOTATOR": "ann", "READER_CONFIG": str(config)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles whose names, text, posts and marks by two annotators all try to act on the terminal; a pipe, and a file that is no text."""
    folder = tmp_path / f"articles {SEQUENCES}".replace("/", "|")
    folder.mkdir()
    (folder / NAME).write_text(TEXT, "utf-8")
    (folder / f"2 {NAME}").write_bytes(bytes(range(256)) * 8)
    os.mkfifo(folder / f"3 {NAME}")
    (library,) = libraries([folder])
    document = library.load(library.entries[0])

    def marked(number: int, body: Body, quote: str) -> Annotation:
        start = document.text.index(quote)
        selector = describe(document.text, Span(start, start + len(quote)))
        return Annotation(f"{number:014x}", document.id, (selector,), body, MADE, (HOSTILE,))

    records: list[Record] = [
        Entity("0000000000000e", HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,)),
        marked(1, Claim("fact", claimant="0000000000000e", note=HOSTILE, links=(HOSTILE,)), "The bridge"),
        marked(2, Mention("0000000000000e"), "Ann"),
        marked(3, Note(f"{HOSTILE}\n{HOSTILE}"), "came"),
        marked(4, Tag(HOSTILE), "The end"),
        marked(5, Evidence(HOSTILE, HOSTILE), "end."),
        Annotation("00000000000006", document.id, (describe(HOSTILE, Span(0, len(HOSTILE))),), Note(HOSTILE), MADE),
    ]
    store = TinyStore(database_path(folder, "ann").path)
    Session(store).do(Transaction(HOSTILE, tuple(Change(None, record) for record in records), document.id, 0))
    store.close()
    theirs = TinyStore(database_path(folder, STRANGER).path)
    record = replace(marked(7, Note(HOSTILE), "The end"), provenance=replace(MADE, creator=STRANGER))
    Session(theirs).do(Transaction(HOSTILE, (Change(None, record),), document.id, 0))
    theirs.close()
    return folder


@pytest.fixture
def terminal(folder: Path, environ: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal([READER, folder], columns=150, rows=32, environ=environ)
    opened.wait_for("The bridge")
    opened.rest()
    yield opened
    with suppress(OSError):  # it has ended
        opened.kill()


def unexpected(seen: bytes) -> list[str]:
    """What reached the terminal and should not have: controls, directions, floods of marks."""
    text = KNOWN.sub(b"", seen).decode("utf-8")
    return re.findall("[^\\S \n\r\xa0]|[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]|\u0301{9,}", text)


PASTED = "\x1b[200~" + HOSTILE.replace("\x1b", "␛").replace("\x07", "") + "\x1b[201~"
ENTER, ESCAPE, TAB, UP, DOWN = "\r", "\x1b", "\t", "\x1b[A", "\x1b[B"

Step = tuple[str, tuple[str, ...], str]
"""What is walked to, by which keys, and what the screen shows then."""

PARTS: dict[str, tuple[Step, ...]] = {
    "article and post": (
        ("the article, its library and inspector", (), "␛[6;66;666m"),
        ("the post and its frame", ("]",), "post 1/"),
        ("the form of a post", (ENTER,), "Platform"),
        ("a form left", (ESCAPE, "g"), "at 0%"),
    ),
    "claim": (
        ("the form of a claim", ("g", "}", ENTER), "Claimant"),
        ("a field of the form with suggestions", (TAB, "\x15", "␛"), "Claimant"),
        ("the form left with changes", (ESCAPE, ESCAPE), "The bridge"),
    ),
    "other forms": (
        ("the form of an entity", (">", ENTER), "Aliases"),
        ("that left", (ESCAPE,), "The bridge"),
        ("the form of a note, of several lines", (">", ENTER), "Note"),
        ("that left", (ESCAPE,), "The bridge"),
        ("the form of a tag", (">", ENTER), "Tag"),
        ("that left", (ESCAPE,), "The bridge"),
        ("the form of evidence", (">", ENTER), "Link"),
        ("that left", (ESCAPE,), "The bridge"),
    ),
    "letters": (
        ("an entity's letters", ("g", "e"), "Person [@click"),
        ("a letter that is none", ("z",), "is none of"),
    ),
    "prompt": (
        ("a prompt", ("m",), "Note:"),
        ("the prompt with what was pasted", (PASTED,), "[@click=app.quit]"),
        ("that left", (ESCAPE,), "The bridge"),
    ),
    "finding": (
        ("the prompt for words to find", ("/",), "Find:"),
        ("words to find", (PASTED,), "[@click=app.quit]"),
        ("words that are not found", (ENTER,), "is not in this article"),
        ("words that are found", ("/", "[/nope]", ENTER), "“[/nope]” "),
    ),
    "undoing": (
        ("a mark and what undoing it says", ("c", "u"), "Undid"),
        ("an old transaction with its title", ("u",), "Undid: ␛["),
        ("which is done again", ("\x12",), "Did again"),
    ),
    "library": (
        ("the library with the focus", ("\x1b[12~", "\x1b[12~", DOWN), "unreadable"),
        ("the prompt that narrows the library", ("/",), "Narrow to:"),
        ("the library narrowed", (PASTED,), "of 3"),
        ("to nothing", (ENTER,), "No name holds"),
        ("to something", (ESCAPE, "/", "[@click", UP, DOWN), "of 3: [@click"),
        ("a file that is no text", (DOWN, ENTER), "cannot be read"),
        ("a pipe", ("\x0e",), "a pipe"),
        ("the article again", ("\x0f", "\x0f"), "The bridge"),
    ),
    "sides": (
        ("the inspector without and with", ("\x1b[13~", "\x1b[13~"), "The bridge"),
        ("the outline", (TAB, DOWN, DOWN, ENTER), "The bridge"),
        ("the marks of another annotator", (TAB, "G"), "By eve ␛[2J"),
        ("the place of one", (ENTER,), "The bridge"),
    ),
    "help": (
        ("the help", ("?",), "A mark is on disk"),
        ("the end of the help", (*" " * 4,), "Help"),
        ("that left", (ESCAPE,), "The bridge"),
    ),
    "palette": (
        ("the palette", ("\x10",), "Mark a claim"),
        ("the palette with what was pasted", (PASTED,), "[@click=app.quit]"),
        ("that left", (ESCAPE,), "The bridge"),
    ),
    "themes": (
        ("the themes", ("\x1b[14~",), "nord"),
        ("that left", (ESCAPE,), "The bridge"),
    ),
    "label set": (
        ("what the types mean", ("e", "?"), "real or invented"),
        ("that left", (ESCAPE, ESCAPE), "The bridge"),
    ),
    "Ctrl+C": (("what Ctrl+C says", ("\x03",), "there is nothing to save"),),
}
"""A walk in its parts, each of which begins and ends in the article."""

FEW = ("article and post", "library")
"""Parts that stand for the others: the article, a form, a list, a prompt, what the footer says."""


def test_what_stands_for_all_widgets_lets_nothing_through_and_nothing_is_set_off(terminal: Terminal) -> None:
    walk(terminal, FEW)


@pytest.mark.torture
def test_no_widget_lets_anything_through_and_nothing_is_set_off(terminal: Terminal) -> None:
    walk(terminal, PARTS)


def walk(terminal: Terminal, parts: Iterable[str]) -> None:
    """Walk, look at what reached the terminal after each step, click on all that looks as if it could act, and quit."""
    checked = 0
    for what, keys, words in (step for part in parts for step in PARTS[part]):
        for key in keys:
            terminal.send(key)
            terminal.rest(0.2 if key == ESCAPE else 0.06)  # what follows Escape too soon makes another key of it
        try:
            terminal.wait_for(words, 10)
        except AssertionError as error:
            raise AssertionError(f"{what}: {error}") from None
        terminal.rest(0.06)
        assert unexpected(terminal.seen[checked:]) == [], what
        assert b"\x1b[6;66;666m" not in terminal.seen[checked:], what  # the one that looks like the toolkit's own
        checked = len(terminal.seen)
    for _ in range(2):
        lines = terminal.text.split("\n")
        places = [(line.index("@click"), row) for row, line in enumerate(lines) if "@click" in line]
        assert places
        for column, row in places:
            terminal.click(column + 8, row)
            terminal.rest(0.05)
    assert unexpected(terminal.seen) == []
    terminal.send("\x1b")
    terminal.rest()
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    assert unexpected(terminal.seen) == []


def test_a_failure_of_the_program_itself_is_told_in_one_safe_line(folder: Path, environ: dict[str, str], tmp_path: Path) -> None:
    broken = "import reader.ui.screens.reading as r\n"
    broken += f"def fail(self, *_): raise ValueError({HOSTILE!r})\n"
    broken += "r.ReadingScreen.move_rows = fail\nimport reader.cli, sys\nsys.exit(reader.cli.main(sys.argv[1:]))\n"
    script = tmp_path / "broken.py"
    script.write_text(broken, "utf-8")
    opened = Terminal([sys.executable, script, folder], columns=150, rows=45, environ=environ)
    opened.wait_for("The bridge")
    opened.send("j")
    assert opened.wait_for_end() == 2
    assert "this should not have happened (ValueError: ␛[6;66;666m" in opened.text
    assert unexpected(opened.seen) == []
    assert b"Traceback" not in opened.seen


COMMANDS = [["list"], ["list", "--json"], ["show"], ["check"], ["export"], ["export", "--format", HOSTILE], ["--bad"]]


@pytest.mark.parametrize("command", COMMANDS)
def test_what_the_other_commands_print_is_harmless(folder: Path, environ: dict[str, str], command: list[str]) -> None:
    for path in (folder, *(folder / name for library in libraries([folder]) for name in library.names), folder / "none"):
        run = subprocess.run([READER, *command, path], capture_output=True, env=environ, check=False)
        assert run.stdout + run.stderr
        found = unexpected(run.stdout + run.stderr)
        assert [what for what in found if command != ["export"] or what[0] != "\u0301"] == []  # an export keeps the text as it is
        assert b"Traceback" not in run.stderr
