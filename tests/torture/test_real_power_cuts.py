"""A real ext4 whose power is cut keeps all that was acknowledged: an image on a loop device, shut down without flushing its log."""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from reader.core.errors import StoreError
from reader.store.disk import Disk
from tests.torture.alone import run_alone
from tests.torture.forked import Forked
from tests.torture.work import SEED, Truth, Worker, acts, check_found, rounds

SHUT_DOWN = 0x8004587D
"""``EXT4_IOC_SHUTDOWN``, that is ``_IOR('X', 125, __u32)``."""

WITHOUT_FLUSHING = 2
MOST_ACTS = 20
LONGEST_ACT = 0.01
"""Seconds after so many acts in which the power is cut."""

FEW_CUTS = 3
PER_FOLDER = 20

ALONE = ("unshare", "--mount")
"""Whatever is mounted there is seen by nobody else, and gone with the process."""


class LazyDisk(Disk):
    """A disk on which nothing is ever synced."""

    def sync(self, file: int) -> None:
        pass

    def sync_content(self, file: int) -> None:
        pass


def check_real_power_cuts(folder: Path, rounds: int, seed: int) -> None:
    """Each round goes on from what the one before it left."""
    image, dice, done = new_image(folder), Random(seed), 0
    truth, expected = Truth(), [Truth()]
    for number in range(rounds + 1):
        with mounted(image) as home:
            path = home / str(number // PER_FOLDER) / ".reader" / "ana.json"
            if number % PER_FOLDER == 0:
                truth, expected = Truth(), [Truth()]
            truth = check_found(path, tuple(expected), told=f"seed {seed}, cut {number}")
            if number < rounds:
                acknowledged, expected = work_until_cut(home, path, truth, Disk(), dice)
                done += acknowledged
    assert done >= rounds, f"only {done} acts in {rounds} rounds"


def check_that_real_cuts_lose_what_is_not_synced(folder: Path, rounds: int, seed: int) -> None:
    """Without a sync most cuts must lose something, or the check above finds nothing."""
    image, dice, losses = new_image(folder), Random(seed), 0
    for number in range(rounds):
        with mounted(image) as home:
            path = home / str(number) / ".reader" / "ana.json"
            _, expected = work_until_cut(home, path, Truth(), LazyDisk(), dice)
        with mounted(image):
            try:
                check_found(path, tuple(expected))
            except AssertionError:
                losses += 1
    assert losses > rounds / 2, f"{losses} of {rounds} cuts lost something"


def check_mounting(folder: Path, rounds: int, seed: int) -> None:  # noqa: ARG001  # the same for any
    with mounted(new_image(folder)) as home:
        cut_power(home)


def work_until_cut(home: Path, path: Path, start: Truth, disk: Disk, dice: Random) -> tuple[int, list[Truth]]:
    """Cut the power of the disk at ``home`` while a process works: how many acts it had done before, and what may be found after it.

    That is what comes of them, and of each act that it did or began after that: a disk without power syncs nothing, but a process can
    still be told, for a moment, that it did.
    """
    work = dice.getrandbits(32)

    def write(acknowledge: Callable[[], None]) -> None:
        worker = Worker(path, disk)
        try:
            for act, _ in acts(start, work):
                worker.perform(act)
                acknowledge()
        except StoreError:
            time.sleep(60)  # the power is gone, and the end comes soon

    writer = Forked(write)
    writer.wait_for(dice.randint(0, MOST_ACTS))
    time.sleep(dice.random() * LONGEST_ACT)
    writer.stop()  # a sync that the cut meets may say all is well, which no power cut could
    before = writer.acknowledged()
    cut_power(home)
    done = writer.kill()
    reached = [start, *(after for _, after in islice(acts(start, work), done + 1))]
    return before, reached[before:]


def new_image(folder: Path) -> Path:
    image = folder / "disk.img"
    with image.open("wb") as file:
        file.truncate(64 * 1024 * 1024)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    return image


@contextmanager
def mounted(image: Path) -> Iterator[Path]:
    """The image as a disk that writes nothing by itself for five minutes."""
    home = image.with_suffix(".mounted")
    home.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "ext4", "-o", "loop,commit=300", image, home], check=True)
    try:
        yield home
    finally:
        subprocess.run(["umount", home], check=True)


def cut_power(home: Path) -> None:
    folder = os.open(home, os.O_RDONLY)
    fcntl.ioctl(folder, SHUT_DOWN, struct.pack("I", WITHOUT_FLUSHING))
    os.close(folder)


@pytest.fixture(scope="module", autouse=True)
def loop_device(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where this machine, or this user, has no loop device to mount."""
    if missing := [tool for tool in ("unshare", "mount", "mkfs.ext4") if not shutil.which(tool)]:
        pytest.skip(f"needs {' and '.join(missing)}")
    try:
        run_alone(check_mounting, tmp_path_factory.mktemp("try"), 1, 0, within=ALONE)
    except AssertionError as error:
        pytest.skip(f"needs root and a loop device: {error}")


def test_some_power_cuts_of_ext4_lose_nothing_acknowledged(tmp_path: Path) -> None:
    run_alone(check_real_power_cuts, tmp_path, FEW_CUTS, SEED, within=ALONE)


@pytest.mark.torture
def test_two_hundred_power_cuts_of_ext4_lose_nothing_acknowledged(tmp_path: Path) -> None:
    run_alone(check_real_power_cuts, tmp_path, rounds(200), seed=1, within=ALONE)


@pytest.mark.torture
def test_without_a_sync_most_power_cuts_of_ext4_lose_something(tmp_path: Path) -> None:
    run_alone(check_that_real_cuts_lose_what_is_not_synced, tmp_path, rounds(50), seed=1, within=ALONE)
