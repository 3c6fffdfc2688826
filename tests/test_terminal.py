"""The installed command in a real terminal, from the first key to the export."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from tests.terminal import Terminal

READER = Path(sys.executable).parent / "reader"
SEEDS = Path(__file__).parents[1] / "seeds"
SCHEMA = Path(__file__).parents[1] / "reader" / "formats" / "export.schema.json"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for file in SEEDS.glob("*.txt"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "share")}
    set_by_others = ("READER_", "TEXTUAL", "COLUMNS", "LINES", "NO_COLOR")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(set_by_others)}
    return {**kept, **home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "READER_ANNOTATOR": "ann"}


@pytest.fixture
def terminal(seeds: Path, environ: dict[str, str]) -> Iterator[Terminal]:
    opened = Terminal([READER, seeds], columns=120, rows=40, environ=environ)
    yield opened
    if opened.text and _is_running(opened.pid):
        opened.kill()


def _is_running(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def run(seeds: Path, environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([READER, *arguments], capture_output=True, text=True, env=environ, cwd=seeds.parent, check=False)


def test_what_was_marked_before_a_kill_is_in_the_export(terminal: Terminal, seeds: Path, environ: dict[str, str]) -> None:
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("c")
    terminal.wait_for("Claims 1")
    terminal.send("e")
    terminal.wait_for("p Person")
    terminal.send("p")
    terminal.wait_for("Entities 1")
    terminal.send("]")
    terminal.wait_for("post 1/2")
    terminal.send("c")
    terminal.wait_for("Claims 2")
    terminal.kill()

    exported = run(seeds, environ, "export", "seeds")
    assert (exported.returncode, exported.stderr) == (0, "")
    export = json.loads(exported.stdout)
    jsonschema.validate(export, json.loads(SCHEMA.read_text("utf-8")))
    (document,) = export["documents"]
    assert [(post["start"], post["end"]) for post in document["posts"]] == [(428, 697), (1045, 1345)]
    claim, mention, posted = document["annotations"]
    assert (claim["type"], claim["start"], claim["end"]) == ("claim", 1, 215)
    assert (mention["type"], mention["start"], mention["end"], mention["quote"]) == ("mention", 1, 10, "Jan Leike")
    assert mention["mention"]["label"] == "PERSON"
    assert posted["post"] == document["posts"][0]["id"]
    (entity,) = export["entities"]
    assert posted["claim"]["claimant"] == mention["mention"]["entity"] == entity["id"]
    assert entity["name"] == "Jan Leike"
    assert run(seeds, environ, "check", "seeds").returncode == 0


def test_quitting_restores_the_terminal(terminal: Terminal) -> None:
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    assert b"\x1b[?1049l" in terminal.seen
    assert terminal.seen.rfind(b"\x1b[?1049l") > terminal.seen.rfind(b"\x1b[?1049h")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_restores_the_terminal(terminal: Terminal, number: signal.Signals) -> None:
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("c")
    terminal.wait_for("Claims 1")
    os.kill(terminal.pid, number)
    assert terminal.wait_for_end() == 128 + number
    assert terminal.seen.rfind(b"\x1b[?1049l") > terminal.seen.rfind(b"\x1b[?1049h")


def test_looking_at_articles_beside_a_broken_database_does_not_touch_it(seeds: Path, environ: dict[str, str]) -> None:
    broken = seeds / ".reader" / "ann.json"
    broken.parent.mkdir()
    broken.write_text('{"annotations":{\n"1":{"body"')
    opened = Terminal([READER, seeds], columns=120, rows=40, environ=environ)
    opened.wait_for("is broken")
    opened.send("j")
    opened.wait_for("c claim")
    opened.send("q")
    assert opened.wait_for_end() == 0
    assert broken.read_text() == '{"annotations":{\n"1":{"body"'
    exported = run(seeds, environ, "export", "seeds")
    assert exported.returncode == 1
    assert "is broken" in exported.stderr
    assert json.loads(exported.stdout)["documents"][0]["annotations"] == []
    assert run(seeds, environ, "check", "seeds").returncode == 1


def test_what_was_kept_aside_is_named_until_it_is_moved_away(seeds: Path, environ: dict[str, str]) -> None:
    broken = seeds / ".reader" / "ann.json"
    broken.parent.mkdir()
    broken.write_text("garbage")
    opened = Terminal([READER, seeds], columns=120, rows=40, environ=environ)
    opened.wait_for("is broken")
    opened.send("c")
    opened.wait_for("Claims 1")
    opened.kill()
    (aside,) = broken.parent.glob("*.broken-*")
    assert aside.read_text() == "garbage"
    checked = run(seeds, environ, "check", "seeds")
    assert checked.returncode == 1
    assert aside.name in checked.stdout
    aside.unlink()
    checked = run(seeds, environ, "check", "seeds")
    assert (checked.returncode, checked.stdout) == (0, "ok: 1 document, 1 annotation\n")


def test_tomorrow_everything_is_found_again(terminal: Terminal, seeds: Path, environ: dict[str, str]) -> None:
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("c")
    terminal.wait_for("Claims 1")
    terminal.send("q")
    terminal.wait_for_end()
    again = Terminal([READER, seeds], columns=80, rows=24, environ=environ)
    try:
        again.wait_for("Claims 1")
        again.send("u")
        again.wait_for("Undid: mark claim")
    finally:
        again.kill()


def test_a_folder_with_nothing_to_read_is_said_to_be_so(tmp_path: Path, environ: dict[str, str]) -> None:
    empty = Terminal([READER, tmp_path], columns=200, rows=24, environ=environ)
    assert empty.wait_for_end() == 2
    assert "Name a folder with files" in empty.text


def test_keys_that_arrive_in_one_burst_keep_their_order(terminal: Terminal, seeds: Path, environ: dict[str, str]) -> None:
    terminal.wait_for("Jan Leike, a leading")
    terminal.send("epc}mq is a letter here\r}tde\r}c")
    terminal.wait_for("Claims 2")
    terminal.kill()
    (document,) = json.loads(run(seeds, environ, "export", "seeds").stdout)["documents"]
    said = [(a["type"], a["start"], a.get("note", a.get("tag", {}))) for a in document["annotations"]]
    third = document["annotations"][3]["start"]
    assert said == [
        ("claim", 1, {}),
        ("mention", 1, {}),
        ("note", 216, {"text": "q is a letter here"}),
        ("tag", third, {"label": "de"}),
        ("claim", document["annotations"][4]["start"], {}),
    ]


def test_two_programs_at_once_show_each_others_marks_and_those_of_others(terminal: Terminal, seeds: Path, environ: dict[str, str]) -> None:
    terminal.wait_for("0 marks · ann")  # all of its first screen is read: it would wait for that
    second = Terminal([READER, seeds], columns=120, rows=40, environ=environ)
    third = Terminal([READER, seeds, "--annotator", "ben"], columns=120, rows=40, environ=environ)
    try:
        second.wait_for("0 marks · ann")
        third.wait_for("0 marks · ben")
        terminal.send("]")
        terminal.wait_for("post 1/2")
        second.send("c")
        terminal.wait_for("Claims 1")
        terminal.wait_for("post 1/2")
        terminal.send("c")
        second.wait_for("Claims 2")
        third.wait_for("By ann: 2")
        third.send("c")
        second.wait_for("By ben: 1")
        terminal.wait_for("Claims 2")
        second.send("u")
        terminal.wait_for("Claims 1")
    finally:
        second.kill()
        third.kill()
    assert run(seeds, environ, "check", "seeds").stdout == "ok: 1 document, 2 annotations\n"
