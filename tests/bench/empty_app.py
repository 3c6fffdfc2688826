"""The floor of a start: an application of the toolkit that shows the words of its argument, and no more."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    def compose(self) -> ComposeResult:
        yield Static(sys.argv[1])


if __name__ == "__main__":
    Empty().run()
