"""What the program is opened on: folders with an article, others beside it, and marks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from reader.sources import folder
from tests.bench.stores import write_store
from tests.bench.texts import FIRST_WORD, Shape, text

SEED = Path(__file__).parents[2] / "seeds" / "000_70d015d5dcf098fe.txt"
ARTICLE = "000_article.txt"
ANNOTATOR = "bench"
BESIDE = 3
"""Articles beside the one that is opened, so that the library is in sight."""


@dataclass(frozen=True, slots=True)
class Scene:
    """An article of ``size`` bytes (``None``: the seed), and how many ``marks`` it has."""

    size: int | None
    marks: int = 0
    shape: Shape = Shape.PLAIN

    def __str__(self) -> str:
        if self.size is None:
            article = "seed"
        else:
            article = f"{self.size // 1_000_000} MB" if self.size >= 1_000_000 else f"{self.size // 1000} KB"
            article += f" {self.shape}" if self.shape is not Shape.PLAIN else ""
        return f"{article}, {self.marks:,} marks" if self.marks else article

    @property
    def first_word(self) -> str:
        """A word that is on the screen when the beginning of the article is, and not when only its title is."""
        return "criticizing" if self.size is None else FIRST_WORD


class Stage:
    """The folder of a scene in the folder ``root``, made once and put back to how it was made before each use."""

    def __init__(self, scene: Scene, root: Path) -> None:
        self.scene = scene
        self.folder = root
        root.mkdir()
        article = root / ARTICLE
        article.write_bytes(SEED.read_bytes() if scene.size is None else text(scene.size, scene.shape).encode())
        for number in range(1, BESIDE + 1):
            (root / f"{number:03}_beside.txt").write_text(text(1000 * number), "utf-8")
        write_store(root, ANNOTATOR, folder.load(article, root), scene.marks)
        self._database = root / ".reader" / f"{ANNOTATOR}.json"
        self._content = self._database.read_bytes() if self._database.exists() else None

    def put_back(self) -> Path:
        """The folder, with no trace of earlier use."""
        if self._database.parent.exists():
            rmtree(self._database.parent)
        if self._content is not None:
            self._database.parent.mkdir()
            self._database.write_bytes(self._content)
        return self.folder
