"""Opening a URL: in a process that has no terminal."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from reader.ui.address import host_of
from reader.ui.browser import open_in_browser

URL = "https://courier.example/bridge?page=2&x=%20y"


def browser(path: Path, script: str) -> str:
    """A program that is called as a browser is."""
    path.write_text(f"#!{sys.executable}\n{script}\n")
    path.chmod(0o755)
    return str(path)


async def test_the_browser_gets_the_address_and_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "opened"
    script = f"""
import os, sys
print("noise"); print("noise", file=sys.stderr)
try:
    os.close(os.open("/dev/tty", os.O_RDWR)); tty = "a terminal"
except OSError:
    tty = "no terminal"
open({str(note)!r} + "~", "w").write(sys.argv[1] + " " + tty); os.rename({str(note)!r} + "~", {str(note)!r})
"""
    monkeypatch.setenv("BROWSER", browser(tmp_path / "browser", script))
    assert await open_in_browser(URL) is None
    end = time.monotonic() + 30
    while not note.exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert note.read_text() == f"{URL} no terminal"
    assert capfd.readouterr() == ("", "")


async def test_a_browser_that_fails_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", browser(tmp_path / "browser", "raise SystemExit(1)"))
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    problem = await open_in_browser(URL)
    assert problem is not None
    assert problem.startswith("No browser could be started.")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://courier.example/a", "courier.example"),
        ("https://bank.example@evil.example:80/", "evil.example"),
        ("https://b\u00fccher.example/", "b\u00fccher.example (xn--bcher-kva.example)"),
        ("https://[::1", None),
        (None, None),
    ],
)
def test_the_machine_is_the_one_that_is_asked(url: str | None, host: str | None) -> None:
    assert host_of(url) == host
