"""Handing all on: the command export."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader.config import config_path, load_scheme, load_settings
from reader.core.errors import SourceError
from reader.report.console import is_terminal, write_output
from reader.running.works import DONE, WRONG, notify, parted, work_at

if TYPE_CHECKING:
    from reader.core.records import Records


def export(
    path: str,
    annotator: str | None,
    encoding: str | None = None,
    *,
    format: str,
    output: str,
    with_text: bool,
    may_replace: bool,
    labels: str | None = None,
) -> int:
    """Write what is known about ``path`` to the file ``output`` (``-``: standard output). WRONG when not all of it could be read.

    With ``labels``, the name of a scheme that ships, entities have its types instead of their own, as far as those have a counterpart.
    """
    from datetime import UTC, datetime

    from reader import __version__
    from reader.formats.contract import Handover
    from reader.plugins import exporter
    from reader.report.console import check_output
    from reader.report.waiting import Counted, Waiting

    if output != "-":
        check_output(output, may_replace=may_replace)
    writer = exporter(format)
    with Waiting("reading annotations", is_quiet=output == "-" and is_terminal()) as waiting:
        work = work_at(path, annotator, encoding)
        records, notes = _relabelled(work.records, labels) if labels else (work.records, [])
        documents, unread = parted(waiting.through(work.documents(), "reading documents", len(work.library.entries)))
        handover = Handover(
            Counted(waiting, documents, "exporting documents"),
            records,
            generator=f"reader {__version__}",
            exported=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            with_text=with_text,
            missing=work.missing({document.id for document in documents}),
            text=work.text,
        )
        if unread and not documents and not handover.missing:
            raise SourceError(unread[0].problem if len(unread) == 1 else f"{path}: none of its {len(unread)} documents can be read.")
        write_output(output, lambda out: writer.write(handover, out), may_replace=may_replace)
    notify(work, *notes, *(lost.problem for lost in unread))
    return WRONG if unread or work.problems else DONE


def _relabelled(records: Records, labels: str) -> tuple[Records, list[str]]:
    """``records`` with the entity types of the scheme ``labels``, and a sentence for each type that has no counterpart there."""
    from reader.config import scheme_text
    from reader.report.schemes import relabelled

    scheme_text(labels)  # complains when there is none of this name
    return relabelled(records, load_scheme(load_settings(config_path(os.environ)).scheme), labels)
