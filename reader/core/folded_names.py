"""A name as names are compared."""

from __future__ import annotations


def fold_name(name: str) -> str:
    """``name`` as names are compared: case and white space folded, without a possessive."""
    folded = " ".join(name.split()).casefold()
    return folded[:-2] if folded.endswith(("'s", "’s")) else folded
