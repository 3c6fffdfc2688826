"""What holds for every transaction, whatever made it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.core.annotation import Record
from reader.core.records import Records
from reader.core.stored import Step
from reader.core.transaction import Change, Transaction, inverse
from reader.store.codec import decode_transaction, encode_transaction
from reader.store.tiny import TinyStore


def check_laws(records: Iterable[Record], transaction: Transaction) -> None:
    """Assert the laws for ``transaction`` upon ``records``.

    Apply then undo restores; the inverse of the inverse is the transaction; the JSON round trip is the identity; a store that is opened
    again agrees with memory, after doing, undoing and redoing.
    """
    records = tuple(records)
    assert inverse(inverse(transaction)) == transaction
    assert decode_transaction(json.loads(json.dumps(encode_transaction(transaction)))) == transaction

    before, after = Records(records), Records(records)
    after.apply(transaction)
    undone = Records(after)
    undone.apply(inverse(transaction))
    assert undone == before

    with TemporaryDirectory() as folder:
        path = Path(folder, ".reader", "someone.json")
        filling = Transaction("fill", tuple(Change(None, record) for record in records), "", 0)
        done, turned = (filling, transaction), inverse(transaction)
        _commit(path, filling, Step.DO, filling)
        for applied, step, expected, history in (
            (transaction, Step.DO, after, (done, ())),
            (turned, Step.UNDO, before, ((filling,), (transaction,))),
            (transaction, Step.REDO, after, (done, ())),
        ):
            _commit(path, applied, step, transaction)
            reopened = TinyStore(path)
            stored = reopened.load()
            reopened.close()
            assert stored.problems == ()
            assert Records(stored.records) == expected
            assert (stored.history.done, stored.history.undone) == history


def _commit(path: Path, applied: Transaction, step: Step, transaction: Transaction) -> None:
    store = TinyStore(path)
    store.commit(applied.changes, step, transaction)
    store.close()
