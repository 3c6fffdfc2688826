"""The texts that marks were made on are kept once, whole or not at all, and nothing else is taken for one."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.document import digest_of_text
from reader.core.errors import StoreError
from reader.store import snapshots
from reader.store.disk import Disk
from reader.store.keeping import TextKeeper
from reader.store.snapshots import Snapshots, Stock
from tests.store.faults import CHANGING, READING, Crash, FailingDisk
from tests.store.simulated import SimulatedDisk

TEXT = "The bridge fell.\n\nNobody knows why: naïve 🌉.\n"
DIGEST = digest_of_text(TEXT)
HOME = Path("/articles/.reader")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "articles" / ".reader"
    home.parent.mkdir()
    return home


def kept(home: Path) -> Path:
    """The file of :data:`TEXT`."""
    return home / "snapshots" / f"{DIGEST}.txt"


def simulated() -> SimulatedDisk:
    disk = SimulatedDisk()
    disk.make_folder(HOME.parent)
    disk.sync_folder(HOME.parent.parent)
    return disk


def test_a_text_that_was_kept_is_found_by_its_digest(home: Path) -> None:
    Snapshots(home).keep(TEXT)
    assert Snapshots(home).text(DIGEST) == TEXT
    assert [path.name for path in kept(home).parent.iterdir()] == [f"{DIGEST}.txt"]


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    texts = Snapshots(HOME, simulated())
    texts.keep(text)
    assert texts.text(digest_of_text(text)) == text


def test_asking_makes_nothing(home: Path) -> None:
    assert Snapshots(home).text(DIGEST) is None
    assert Snapshots(home).stock() == Stock()
    assert not home.exists()


def test_a_text_that_is_there_is_not_written_again(home: Path) -> None:
    Snapshots(home).keep(TEXT)
    before = kept(home).stat()
    Snapshots(home).keep(TEXT)
    assert kept(home).stat().st_ino == before.st_ino


def test_a_kept_text_is_its_owners_to_read_alone(home: Path) -> None:
    Snapshots(home).keep(TEXT)
    assert kept(home).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"bridge", b"fridge")),
        lambda path: path.write_bytes(path.read_bytes() + b"\n"),
        Path.unlink,
    ],
)
def test_what_is_broken_is_not_given_and_is_kept_anew(home: Path, damage: Callable[[Path], object]) -> None:
    Snapshots(home).keep(TEXT)
    damage(kept(home))
    assert Snapshots(home).text(DIGEST) is None
    Snapshots(home).keep(TEXT)
    assert Snapshots(home).text(DIGEST) == TEXT


@pytest.mark.parametrize("digest", ["", "../../secret", DIGEST.upper(), f"{DIGEST}\n", f"{DIGEST}.txt", "é" * 32])
def test_what_is_no_digest_is_not_asked_for(home: Path, digest: str) -> None:
    Snapshots(home).keep(TEXT)
    (home.parent / "secret.txt").write_text("secret")
    assert Snapshots(home).text(digest) is None


def test_a_link_in_its_place_is_not_followed_but_replaced(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(TEXT, "utf-8")
    kept(home).parent.mkdir(parents=True)
    kept(home).symlink_to(outside)
    assert Snapshots(home).text(DIGEST) is None
    Snapshots(home).keep(TEXT)
    assert not kept(home).is_symlink()
    assert Snapshots(home).text(DIGEST) == TEXT
    assert outside.read_text("utf-8") == TEXT


@pytest.mark.parametrize("link", [".reader", ".reader/snapshots"])
def test_a_folder_that_leads_out_is_not_gone_into(home: Path, tmp_path: Path, link: str) -> None:
    outside = tmp_path / "outside"
    for folder in (outside, outside / "snapshots"):
        folder.mkdir()
        (folder / f"{DIGEST}.txt").write_text(TEXT, "utf-8")
    (home.parent / link).parent.mkdir(exist_ok=True)
    (home.parent / link).symlink_to(outside)
    with pytest.raises(StoreError, match="leads out of its folder"):
        Snapshots(home).keep(f"{TEXT}More.")
    assert Snapshots(home).text(DIGEST) is None
    assert len(list(outside.rglob("*.*"))) == 2


def test_a_folder_or_a_pipe_in_its_place_is_no_text(home: Path) -> None:
    kept(home).mkdir(parents=True)
    assert Snapshots(home).text(DIGEST) is None
    with pytest.raises(StoreError, match="Move away what is in its place"):
        Snapshots(home).keep(TEXT)
    kept(home).rmdir()
    os.mkfifo(kept(home))
    assert Snapshots(home).text(DIGEST) is None
    Snapshots(home).keep(TEXT)
    assert Snapshots(home).text(DIGEST) == TEXT


def test_a_text_that_is_too_long_is_neither_kept_nor_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Snapshots(home).keep(TEXT)
    monkeypatch.setattr(snapshots, "LONGEST", 10)
    with pytest.raises(StoreError, match="at most 10 are"):
        Snapshots(home).keep(TEXT)
    monkeypatch.setattr(Snapshots._read, "__defaults__", (10,))
    assert Snapshots(home).text(DIGEST) is None


def test_bytes_that_are_no_text_are_broken_even_under_their_digest(home: Path) -> None:
    kept(home).parent.mkdir(parents=True)
    raw = b"\xff\xfe"
    digest = blake2b(raw, digest_size=16).hexdigest()
    (kept(home).parent / f"{digest}.txt").write_bytes(raw)
    assert Snapshots(home).text(digest) is None
    assert Snapshots(home).stock() == Stock(broken=(digest,))


def test_the_stock_tells_whole_broken_and_unfinished_apart_and_leaves_strangers_alone(home: Path) -> None:
    texts = Snapshots(home)
    texts.keep(TEXT)
    texts.keep("Another.")
    other = digest_of_text("Another.")
    (kept(home).parent / f"{other}.txt").write_text("Another!")
    unfinished = f".{DIGEST}.{'0' * 16}.new"
    (kept(home).parent / unfinished).write_text("The bri")
    (kept(home).parent / "readme.txt").write_text("Not ours.")
    assert texts.stock() == Stock((DIGEST,), (other,), (unfinished,))
    texts.remove((other,), (unfinished,))
    texts.remove((other,), (unfinished,))
    assert sorted(path.name for path in kept(home).parent.iterdir()) == sorted([f"{DIGEST}.txt", "readme.txt"])


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("forever", [False, True])
def test_wherever_the_disk_fails_the_text_is_whole_or_not_there_and_is_kept_the_next_time(code: int, forever: bool) -> None:
    failing = 1
    while True:
        disk = simulated()
        failed = FailingDisk(failing, code, forever, disk)
        try:
            Snapshots(HOME, failed).keep(TEXT)
        except StoreError:
            pass
        else:
            break
        stock = Snapshots(HOME, disk).stock()
        assert not stock.broken
        assert forever or not stock.unfinished
        Snapshots(HOME, disk).keep(TEXT)
        assert Snapshots(HOME, disk).text(DIGEST) == TEXT
        failing += 1
    assert failing > 6


def test_wherever_reading_fails_there_is_no_text() -> None:
    disk = simulated()
    Snapshots(HOME, disk).keep(TEXT)
    for failing in (1, 2):
        assert Snapshots(HOME, FailingDisk(failing, errno.EIO, disk=disk, counted=READING)).text(DIGEST) is None


def test_wherever_the_process_dies_the_text_is_whole_or_not_there() -> None:
    failing = 1
    while True:
        disk = simulated()
        with suppress(Crash):
            Snapshots(HOME, FailingDisk(failing, 0, disk=disk, counted=CHANGING)).keep(TEXT)
            break
        assert not Snapshots(HOME, disk.another()).stock().broken
        Snapshots(HOME, disk.another()).keep(TEXT)
        assert Snapshots(HOME, disk.another()).text(DIGEST) == TEXT
        failing += 1
    assert failing > 6


def test_two_that_keep_the_same_text_do_not_hurt_each_other(home: Path) -> None:
    reached, go_on = Event(), Event()

    class SlowDisk(Disk):
        def replace(self, new: Path, old: Path) -> None:
            reached.set()
            assert go_on.wait(10)
            super().replace(new, old)

    slow = Thread(target=lambda: Snapshots(home, SlowDisk()).keep(TEXT))
    slow.start()
    assert reached.wait(10)
    Snapshots(home).keep(TEXT)
    assert Snapshots(home).text(DIGEST) == TEXT
    go_on.set()
    slow.join()
    assert Snapshots(home).stock() == Stock((DIGEST,))


def test_a_keeper_keeps_in_its_own_time_and_closing_waits_for_it(home: Path) -> None:
    keeper = TextKeeper(Snapshots(home))
    keeper.keep(TEXT)
    keeper.keep("Another.")
    keeper.close()
    assert Snapshots(home).stock().whole == tuple(sorted((DIGEST, digest_of_text("Another."))))
    assert keeper.take_notices() == ()


def test_a_keeper_keeps_only_the_versions_that_are_wanted(home: Path) -> None:
    keeper = TextKeeper(Snapshots(home))
    keeper.keep(TEXT, {"0" * 32})
    keeper.close()
    assert not home.exists()
    keeper.keep(TEXT, {DIGEST})
    keeper.close()
    assert Snapshots(home).text(DIGEST) == TEXT


def test_what_a_keeper_cannot_keep_is_told_once_and_tried_again() -> None:
    disk = simulated()
    failing = FailingDisk(1, forever=True, disk=disk)
    keeper = TextKeeper(Snapshots(HOME, failing))
    for _ in range(2):
        keeper.keep(TEXT)
        keeper.close()
    (notice,) = keeper.take_notices()
    assert "the disk is full" in notice
    failing.failing = 0
    keeper.keep(TEXT)
    keeper.close()
    assert Snapshots(HOME, disk).text(DIGEST) == TEXT
    assert keeper.take_notices() == ()


def test_a_text_that_was_just_kept_is_not_looked_at_again(home: Path) -> None:
    texts = Snapshots(home)
    keeper = TextKeeper(texts)
    keeper.keep(TEXT)
    keeper.close()
    kept(home).unlink()
    keeper.keep(TEXT)
    keeper.close()
    assert not kept(home).exists()
