"""Faults that could be in a store, each planted by replacing one thing, with the check that must find it."""

# ruff: noqa: ARG005  # what is replaced decides which arguments there are

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import pytest

from reader.core.errors import StoreError
from reader.store import disk as disks
from reader.store import durable, files, journal, layout, merge_tables
from reader.store.disk import Disk, write_new
from reader.store.durable import DurableRows
from reader.store.journal_storage import JournalStorage
from tests.store.simulated import SimulatedDisk
from tests.torture.alone import Check
from tests.torture.test_faults import FEW_WORKS, check_faults
from tests.torture.test_flips import FEW_FLIPS, FEW_LINES, check_flips, check_lines
from tests.torture.test_kept_texts import FEW_CUTS as FEW_KEPT_TEXTS
from tests.torture.test_kept_texts import check_kept_texts
from tests.torture.test_merges import FEW_MERGES, check_merges
from tests.torture.test_power_cuts import FEW_CUTS, check_power_cuts
from tests.torture.test_processes import FEW_COMMITS, check_processes


@dataclass(frozen=True, slots=True)
class Plant:
    """``fault`` replaces something; ``check`` then fails in its small dose of ``rounds``, which passes without it.

    ``forks``: the check needs a process of its own.
    """

    fault: Callable[[pytest.MonkeyPatch], None]
    check: Check
    rounds: int
    forks: bool = False


def no_checksum_in_the_journal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal, "_checksum", lambda before, payload: b"0" * 16)


def no_chain_of_checksums(patch: pytest.MonkeyPatch) -> None:
    checksum = journal._checksum
    patch.setattr(journal, "_checksum", lambda before, payload: checksum(b"", payload))


def no_checksum_of_the_snapshot(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(layout, "_checksum", lambda raw, place: "0" * 32)


def no_sync_of_a_commit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SimulatedDisk, "sync_content", lambda disk, file: None)
    _replace_write_new(patch, ".journal")


def no_sync_of_a_new_snapshot(patch: pytest.MonkeyPatch) -> None:
    _replace_write_new(patch, ".new")


def no_sync_of_the_folder(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SimulatedDisk, "sync_folder", lambda disk, path: None)


def no_cut_of_a_failed_append(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(SimulatedDisk, "truncate", lambda disk, file, size: None)


def no_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Disk, "lock", lambda disk, path, patience: make_folder_of(path))


def make_folder_of(path: Path) -> Callable[[], None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return lambda: None


def no_look_at_what_others_wrote(patch: pytest.MonkeyPatch) -> None:
    catch_up = DurableRows.catch_up

    def only_once(rows: DurableRows, **how: bool) -> None:
        if rows.reading == 0:
            catch_up(rows, **how)

    patch.setattr(DurableRows, "catch_up", only_once)


def no_word_of_which_journal_is_folded(patch: pytest.MonkeyPatch) -> None:
    render = layout.render
    patch.setattr(durable, "render", lambda tables, folded="": render(tables, ""))


def no_copy_of_what_is_broken(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(JournalStorage, "_put_aside", lambda storage, path, content: None)


def nothing_salvaged(patch: pytest.MonkeyPatch) -> None:
    parse = layout.parse
    patch.setattr(files, "parse", lambda raw: replace(found, tables={}) if (found := parse(raw)).damage else found)


def the_journal_removed_before_the_snapshot_is_replaced(patch: pytest.MonkeyPatch) -> None:
    rewrite = DurableRows.rewrite

    def too_early(rows: DurableRows) -> None:
        with suppress(OSError):
            rows._disk.remove(rows._journal_path)
        rewrite(rows)

    patch.setattr(DurableRows, "rewrite", too_early)


def memory_changed_before_the_disk(patch: pytest.MonkeyPatch) -> None:
    commit = DurableRows.commit

    def too_early(rows: DurableRows, changes: journal.Changes) -> None:
        durable._put(rows._tables, changes)
        commit(rows, changes)

    patch.setattr(DurableRows, "commit", too_early)


def acknowledged_when_it_failed(patch: pytest.MonkeyPatch) -> None:
    commit = DurableRows.commit

    def never_mind(rows: DurableRows, changes: journal.Changes) -> None:
        try:
            commit(rows, changes)
        except StoreError:
            durable._put(rows._tables, changes)

    patch.setattr(DurableRows, "commit", never_mind)


def ours_taken_in_every_merge(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge_tables, "_merged_table", lambda name, sides, said: dict(sides[1].get(name, {})))


def no_sync_of_a_kept_text(patch: pytest.MonkeyPatch) -> None:
    _replace_write_new(patch, ".new", of=disks)


def _replace_write_new(patch: pytest.MonkeyPatch, suffix: str, of: ModuleType = durable) -> None:
    """Have files of one sort written without a sync."""

    def written(disk: Disk, path: Path, content: bytes) -> int:
        if path.suffix != suffix:
            return write_new(disk, path, content)
        file = disk.open_new(path)
        disk.write(file, content)
        return file

    patch.setattr(of, "write_new", written)


PLANTS = {
    plant.fault.__name__: plant
    for plant in (
        Plant(no_checksum_in_the_journal, check_flips, FEW_FLIPS),
        Plant(no_chain_of_checksums, check_lines, FEW_LINES),
        Plant(no_checksum_of_the_snapshot, check_flips, FEW_FLIPS),
        Plant(no_sync_of_a_commit, check_power_cuts, FEW_CUTS),
        Plant(no_sync_of_a_new_snapshot, check_power_cuts, FEW_CUTS),
        Plant(no_sync_of_the_folder, check_power_cuts, FEW_CUTS),
        Plant(no_cut_of_a_failed_append, check_faults, FEW_WORKS),
        Plant(no_lock, check_processes, FEW_COMMITS, forks=True),
        Plant(no_look_at_what_others_wrote, check_processes, FEW_COMMITS, forks=True),
        Plant(no_word_of_which_journal_is_folded, check_faults, FEW_WORKS),
        Plant(no_copy_of_what_is_broken, check_flips, FEW_FLIPS),
        Plant(nothing_salvaged, check_flips, FEW_FLIPS),
        Plant(the_journal_removed_before_the_snapshot_is_replaced, check_power_cuts, FEW_CUTS),
        Plant(memory_changed_before_the_disk, check_faults, FEW_WORKS),
        Plant(acknowledged_when_it_failed, check_faults, FEW_WORKS),
        Plant(ours_taken_in_every_merge, check_merges, FEW_MERGES),
        Plant(no_sync_of_a_kept_text, check_kept_texts, FEW_KEPT_TEXTS),
    )
}
