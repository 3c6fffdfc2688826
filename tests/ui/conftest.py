"""The application on a folder of its own, driven without a terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.arrivals import Arrivals
from reader.config import Config, load_scheme
from reader.core.scheme import Scheme
from reader.library import libraries
from reader.session import Store
from reader.store.memory import MemoryStore
from reader.ui.app import ReaderApp
from reader.ui.browser import Opener
from reader.ui.desk import FindImported

SEED = Path(__file__).parents[2] / "seeds" / "000_70d015d5dcf098fe.txt"

MakeApp = Callable[..., ReaderApp]


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    """Makes an app on files given by name (``.txt`` is added to one without a suffix) and text; without any, on the seed.

    Its browser is nobody's unless ``opener`` is one.
    """

    def make(
        store: Store | None = None,
        keymap: dict[str, tuple[str, ...]] | None = None,
        theme: str | None = None,
        opener: Opener = _no_browser,
        scheme: Scheme | None = None,
        find_imported: FindImported | None = None,
        **files: str | bytes,
    ) -> ReaderApp:
        folder = tmp_path / "articles"
        folder.mkdir(exist_ok=True)
        if not files:
            (folder / SEED.name).write_bytes(SEED.read_bytes())
        for name, text in files.items():
            (folder / (name if "." in name else f"{name}.txt")).write_bytes(text.encode() if isinstance(text, str) else text)
        kept = store or MemoryStore()
        config = Config("tester", theme, keymap or {}, scheme or load_scheme(None))
        arrivals = Arrivals(libraries([folder]))
        arrivals.run()
        return ReaderApp(arrivals, config, lambda _: (kept, None), opener=opener, find_imported=find_imported)

    return make


async def _no_browser(url: str) -> str | None:
    return f"There is no browser for {url} here."
