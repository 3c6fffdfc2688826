"""Screens that are left once, however fast the keys come."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Given = TypeVar("Given")


class LeftOnce(Screen[Given], Generic[Given]):
    """A screen for which leaving it a second time does nothing: a key may have been under way, and must not take away what lay below."""

    def dismiss(self, result: Given | None = None) -> AwaitComplete:
        return super().dismiss(result) if self.is_active else AwaitComplete()
