"""Learning names from the articles that are done: in the background, judged before it is used, and used when the reader says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from reader.core.annotation import Stage
from reader.core.records import Records
from reader.ui.slicing import Slices

if TYPE_CHECKING:
    from reader.suggest.contract import Suggester
    from reader.suggest.learning import Learner, Taught, Untaught
    from reader.ui.lessons import Done
    from reader.ui.screens.reading import ReadingScreen

ENOUGH = 5
"""Articles that must be done before anything is learned from them."""

MOMENT = 1.0
"""Seconds after which it is tried again to say something, while a question is being answered."""


@dataclass(slots=True)
class _Folder:
    """What was learned in one folder."""

    done: int = 0
    """Articles that were done when learning began last."""
    is_busy: bool = False
    is_wanted: bool = False
    """Whether the reader has asked what comes of it."""
    is_on: bool = False
    was_told: bool | None = None
    """Whether it was better than the rules, as the reader was told last; ``None``: nothing was told."""
    outcome: Taught | Untaught | None = None
    suggester: Suggester | None = None
    """Suggests what was learned, when that is better than the rules."""


class Learning:
    """Learns on behalf of ``screen``, one folder at a time. Before suggestions are shown it does nothing at all."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._slices = Slices(screen)
        self._folders: dict[Path, _Folder] = {}
        self._lock = Lock()
        self._learner: Learner | None = None
        self._is_closed = False

    @property
    def suggester(self) -> Suggester | None:
        """What takes the place of the rules for names in the open folder; ``None``: nothing does."""
        folder = self._folders.get(self._screen.desk.library.root)
        return folder.suggester if folder is not None and folder.is_on else None

    def look(self) -> None:
        """Learn, when enough articles are done, and more than when that was done last."""
        state, folder = self._screen.state, self._folder()
        if state is not None and self._screen.desk.is_open and _done(state.records) >= max(ENOUGH, folder.done + 1):
            self._begin(folder, state.records)

    def toggle(self) -> None:
        """Use what was learned, or the rules again; say why there is nothing to be used."""
        screen, state, folder = self._screen, self._screen.state, self._folder()
        if state is None or not screen.desk.is_open:
            screen.say("No article is open.")
            return
        if folder.suggester is not None and folder.outcome is not None:
            folder.is_on = not folder.is_on
            screen.suggesting.renew()
            screen.say(f"Learned suggestions are {'on' if folder.is_on else 'off'}. {_sentence(folder.outcome)}")
        elif folder.is_busy:
            folder.is_wanted = True
            screen.say(f"Names are being learned from {folder.done:,} articles …")
        elif folder.outcome is not None:
            folder.done = 0  # should it be otherwise by now, the next look finds out
            screen.say(_sentence(folder.outcome))
            folder.outcome = None
        elif (done := _done(state.records)) < ENOUGH:
            key = screen.key_of("set_status")
            screen.say(f"Names are learned from articles that are done: {ENOUGH} are needed, and there are {done}. {key} says that one is.")
        else:
            folder.is_wanted = True
            self._begin(folder, state.records)
            screen.say(f"Learning names from {done:,} articles …")

    def close(self) -> None:
        """Learn no more."""
        self._slices.stop()
        with self._lock:
            self._is_closed = True
            if self._learner is not None:
                self._learner.close()

    def _folder(self) -> _Folder:
        return self._folders.setdefault(self._screen.desk.library.root, _Folder())

    def _begin(self, folder: _Folder, records: Records) -> None:
        """Learn from what is done in ``folder``. What is being learned in another is let go of, and begun anew when that is open again."""
        for other in self._folders.values():
            if other.is_busy:
                other.is_busy, other.done = False, 0
        folder.is_busy, folder.done = True, _done(records)
        from reader.ui.lessons import done_documents  # only when there is something to learn

        documents: list[Done] = []

        def steps() -> Iterator[None]:
            for done in done_documents(records):
                documents.append(done)
                yield

        self._slices.run(steps(), lambda: None, lambda: self._learn(folder, documents))

    def _learn(self, folder: _Folder, documents: list[Done]) -> None:
        """Learn from ``documents`` in a thread, and from there in a process."""
        if not self._screen.desk.is_open:
            folder.is_busy, folder.done = False, 0
            return
        texts, scheme, done = self._screen.desk.session.text, self._screen.desk.config.scheme, folder.done

        def run() -> None:
            from reader.suggest.learning import Learner, Taught, can_learn
            from reader.ui import suggesters

            def then(outcome: Taught | Untaught) -> None:
                suggester = suggesters.of_model(outcome.model) if isinstance(outcome, Taught) and outcome.gain.is_better else None
                self._screen.call_from_anywhere(partial(self._know, folder, done, outcome, suggester))

            examples = suggesters.examples(documents, texts, scheme) if can_learn() else []
            with self._lock:
                if self._is_closed:
                    return
                self._learner = self._learner or Learner()
                self._learner.begin(examples, then)

        Thread(target=run, name="examples", daemon=True).start()

    def _know(self, folder: _Folder, done: int, outcome: Taught | Untaught, suggester: Suggester | None) -> None:
        """Something was learned, or nothing: say it if it is news, and use it if that is wanted."""
        if not folder.is_busy or folder.done != done:
            return  # it was begun anew
        folder.is_busy = False
        folder.outcome = outcome
        was_on, folder.suggester = folder.is_on, suggester
        folder.is_on = was_on and suggester is not None
        if was_on and folder is self._folders.get(self._screen.desk.library.root):
            self._screen.suggesting.renew()
        is_judged = suggester is not None or _is_taught(outcome)
        if folder.is_wanted or (is_judged and folder.was_told is not (suggester is not None)):
            self._tell(folder)

    def _tell(self, folder: _Folder) -> None:
        """Say what came of it, beside what is said already, once no question is being answered."""
        screen = self._screen
        if folder.outcome is None:
            return
        if screen.asking.is_picking or screen.asking.is_writing:
            screen.set_timer(MOMENT, partial(self._tell, folder))
            return
        folder.is_wanted = False
        folder.was_told = folder.suggester is not None
        offer = "" if folder.suggester is None or folder.is_on else f" {screen.key_of('learned_suggestions')} uses it."
        screen.say_too(f"{_sentence(folder.outcome)}{offer}")


def _done(records: Records) -> int:
    return records.stages().get(Stage.DONE, 0)


def _is_taught(outcome: Taught | Untaught) -> bool:
    from reader.suggest.learning import Taught

    return isinstance(outcome, Taught)


def _sentence(outcome: Taught | Untaught) -> str:
    """What came of learning, for the reader."""
    from reader.suggest.learning import Taught

    return outcome.gain.sentence if isinstance(outcome, Taught) else outcome.reason
