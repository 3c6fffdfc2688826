"""The start in a real terminal: the first words come before the toolkit, stay as they are, and the terminal is given back."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyte.screens import Char

from reader.cli import main
from reader.ui.arrangement import article_place
from tests.terminal import Terminal, replayed

SEED = (Path(__file__).parents[1] / "seeds" / "000_70d015d5dcf098fe.txt").read_text("utf-8")
MIXED = (
    "# A list\n- one 🇫🇷 flag\n- two 👩‍👩‍👧 people\n1. 漢字と仮名の長い行" + "です。これは折り返されます" * 12 + "\n"
    "Tabs\there, an escape \x1b[31mred\x1b[0m, a bell \x07, a turn \u202eback\u202c, e\u0301\u0301 and Zalgo a" + "\u0301" * 12 + ".\n\n"
    "Nothing said.\n\n🔥 We won! See https://example.org/a_long_address\n— Ada Low 🦊 (@ada_low) March 3, 2021\n\n"
) + "A line that goes on and on without an end in sight. " * 90
TOOLKIT = b"\x1b[?1000h"
"""What the toolkit asks of a terminal first, once it has one."""

START = "from reader.cli import main; import sys; sys.exit(main())"
Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program on files given by name and text; ``before`` is done in its process first."""
    opened: list[Terminal] = []

    def run(columns: int = 120, rows: int = 40, before: str = "", config: str = "", **files: str) -> Terminal:
        folder = tmp_path / "articles"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.txt").write_text(text, "utf-8")
        (tmp_path / "config.toml").write_text(config)
        environ = {
            "HOME": str(tmp_path),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "READER_ANNOTATOR": "ann",
            "READER_CONFIG": str(tmp_path / "config.toml"),
        }
        command = [sys.executable, "-c", f"{before}\n{START}", str(folder)]
        terminal = Terminal(command, columns=columns, rows=rows, environ=environ)
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        if _is_running(terminal.pid):
            terminal.kill()


def _is_running(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def settings(terminal: Terminal) -> list[Any]:
    """How the terminal is set, as ``termios`` has it."""
    return termios.tcgetattr(terminal._fd)


def end_of(terminal: Terminal) -> tuple[int, list[Any]]:
    """How the program ends, all of its words read, and how it leaves the terminal."""
    return os.waitstatus_to_exitcode(wait_for_change(terminal)), settings(terminal)


def wait_for_change(terminal: Terminal) -> int:
    """The status of the program when it ends or is stopped, all of its words read."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        if pid:
            terminal.rest(0.05)
            return status
        terminal._read(0.05)
        time.sleep(0.01)
    raise AssertionError(terminal.text)


CASES: dict[str, tuple[int, int, str, dict[str, str]]] = {
    "small": (80, 24, "", {"a": SEED}),
    "wide": (120, 40, "", {"a": SEED}),
    "roomy": (200, 50, "", {"a": SEED}),
    "mixed": (120, 40, "", {"a": MIXED}),
    "mixed, small": (80, 24, 'theme = "textual-light"', {"a": MIXED}),
    "a library": (120, 40, 'theme = "nord"', {"a": MIXED, "b": "Two."}),
    "a short text": (161, 30, "", {"a": "One.\n", "b": "Two."}),
}


@pytest.mark.parametrize("case", CASES)
def test_the_first_words_come_before_the_toolkit_and_stay_as_they_are(start: Start, case: str) -> None:
    columns, rows, config, files = CASES[case]
    terminal = start(columns, rows, config=config, **files)
    terminal.wait_for(" 0 marks")
    terminal.rest(0.6)
    terminal.kill()

    before = terminal.seen.index(TOOLKIT)
    place = article_place(columns, rows, has_library=len(files) > 1)
    assert place is not None
    reach = range(place.y, place.y + place.height)

    def cells(y: int) -> list[Char]:
        return [screen.buffer[y][x] for x in range(place.x, place.x + place.width)]

    *_, screen = replayed(terminal.seen[:before], columns, rows)
    first = {y: cells(y) for y in reach}
    assert files["a"].split("\n")[0][1:8] in "\n".join(screen.display)
    assert sum(cell.reverse for row in first.values() for cell in row) == 1
    is_shown = False
    for screen in replayed(terminal.seen, columns, rows):  # the cells are read from it
        drawn = {y: cells(y) for y in screen.dirty & set(reach)}
        if is_shown:
            assert drawn == {y: first[y] for y in drawn}
        else:
            is_shown = all(cells(y) == first[y] for y in reach)
    assert is_shown


def test_the_other_screen_is_entered_once_and_nothing_is_cleared(start: Start) -> None:
    terminal = start(a=SEED)
    terminal.wait_for(" 0 marks")
    terminal.rest()
    assert terminal.seen.startswith(b"\x1b[?1049h")
    assert terminal.seen.count(b"1049h") == 1
    assert not any(cleared in terminal.seen for cleared in (b"\x1b[2J", b"\x1b[J", b"\x1b[K", b"\x1b[0J", b"\x1bc", b"1049l"))


def test_keys_typed_from_the_first_moment_on_are_carried_out_in_their_order(start: Start, tmp_path: Path) -> None:
    terminal = start(a="One here. Two there.\n\nThree came.\n\nFour went.\n")
    typed = "ep)c}mq is a letter"
    for key in typed:
        terminal.send(key)
        time.sleep(0.03)
    terminal.wait_for("q is a letter")
    terminal.send("\r")
    terminal.wait_for("Notes 1")
    terminal.send("}tde\r")
    terminal.wait_for("Tags 1")
    terminal.send("q")
    assert end_of(terminal)[0] == 0
    exported = tmp_path / "export.json"
    assert main(["export", str(tmp_path / "articles"), "--annotator", "ann", "-o", str(exported)]) == 0
    (document,) = json.loads(exported.read_text("utf-8"))["documents"]
    said = [(a["type"], a["quote"], a.get("note", a.get("tag"))) for a in document["annotations"]]
    assert said == [
        ("mention", "One", None),
        ("claim", "Two there.", None),
        ("note", "Three came.", {"text": "q is a letter"}),
        ("tag", "Four went.", {"label": "de"}),
    ]


def test_nothing_that_is_typed_early_is_echoed(start: Start) -> None:
    terminal = start(before="", a=SEED)
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("\x1bOB")
    terminal.wait_for(" 0 marks")
    assert b"^[" not in terminal.seen


def test_quitting_gives_the_terminal_back(start: Start) -> None:
    terminal = start(a=SEED)
    found = settings(terminal)
    terminal.wait_for(" 0 marks")
    assert settings(terminal) != found
    terminal.send("q")
    assert end_of(terminal) == (0, found)
    assert is_given_back(terminal)


def is_given_back(terminal: Terminal) -> bool:
    """Whether the program has left the other screen, last of all, and has shown the cursor."""
    seen = terminal.seen
    is_left = seen.rfind(b"\x1b[?1049l") > seen.rfind(b"\x1b[?1049h") > -1
    return is_left and seen.rfind(b"\x1b[?25h") > seen.rfind(b"\x1b[?25l") and seen.rfind(b"\x1b[?7h") > seen.rfind(b"\x1b[?7l")


FAILING = """
import reader.ui.app
def fail(*_, **__):
    {failure}
reader.ui.app.ReaderApp.__init__ = fail
"""


@pytest.mark.parametrize(
    ("failure", "code", "words"),
    [
        ("raise RuntimeError('broken')", 2, "this should not have happened"),
        ("raise SystemExit(7)", 7, ""),
        ("raise KeyboardInterrupt", 130, ""),
        ("import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(9)", 130, ""),
        ("import os, signal, time; os.kill(os.getpid(), signal.SIGTERM); time.sleep(9)", -signal.SIGTERM, ""),
        ("import os, signal, time; os.kill(os.getpid(), signal.SIGHUP); time.sleep(9)", -signal.SIGHUP, ""),
    ],
)
def test_a_start_that_ends_early_gives_the_terminal_back(start: Start, failure: str, code: int, words: str) -> None:
    terminal = start(before=FAILING.format(failure=failure), a=SEED)
    found = settings(terminal)
    assert end_of(terminal) == (code, found)
    assert b"Jan Leike" in terminal.seen
    assert is_given_back(terminal)
    assert words.encode() in terminal.seen[terminal.seen.rfind(b"\x1b[?25h") :]


def test_a_mistake_in_the_keymap_is_said_on_the_usual_screen(start: Start) -> None:
    terminal = start(a=SEED, config='[keymap]\nfly = ["f"]\n')
    found = settings(terminal)
    assert end_of(terminal) == (2, found)
    assert is_given_back(terminal)
    assert "there is no command “fly”".encode() in terminal.seen[terminal.seen.rfind(b"\x1b[?1049l") :]


def test_where_there_is_nothing_to_read_the_terminal_is_left_alone(start: Start) -> None:
    terminal = start()
    assert end_of(terminal) == (2, settings(terminal))
    assert b"\x1b" not in terminal.seen


def test_a_start_that_is_stopped_gives_the_terminal_back_and_goes_on_with_the_same_words(start: Start) -> None:
    stop = "import os, signal; reader.ui.app.ReaderApp.__init__ = ours; os.kill(os.getpid(), signal.SIGTSTP); ours(*_, **__)"
    before = FAILING.format(failure=stop).replace("import reader.ui.app", "import reader.ui.app; ours = reader.ui.app.ReaderApp.__init__")
    terminal = start(before=before, a=SEED)
    found = settings(terminal)
    wait_for_change(terminal)
    assert settings(terminal) == found
    assert is_given_back(terminal)
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.wait_for(" 0 marks")
    assert terminal.seen.count(b"1049h") == 2
    terminal.send("q")
    assert end_of(terminal) == (0, found)
    assert is_given_back(terminal)
