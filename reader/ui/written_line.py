"""A line that is being written, as a value that keys change."""

from __future__ import annotations

from dataclasses import dataclass

from reader.core.graphemes import is_boundary, next_grapheme, previous_grapheme


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """The ``text`` written so far and the place of the caret in it, a code point offset."""

    text: str = ""
    caret: int = 0

    @classmethod
    def of(cls, text: str) -> WrittenLine:
        """``text`` with the caret behind it."""
        return cls(text, len(text))

    def typed(self, words: str) -> WrittenLine:
        """The line with ``words`` put in at the caret; lines become one."""
        words = " ".join(words.split("\n")) if words.isprintable() else " ".join(words.split())
        return WrittenLine(self.text[: self.caret] + words + self.text[self.caret :], self.caret + len(words))

    def after(self, key: str) -> WrittenLine | None:
        """The line after an editing key, by the toolkit's name; ``None`` for other keys."""
        match key:
            case "backspace" | "ctrl+h":
                return self._without(self._left, self.caret)
            case "delete" | "ctrl+d":
                return self._without(self.caret, self._right)
            case "ctrl+w" | "ctrl+backspace" | "alt+backspace":
                return self._without(self._word_left, self.caret)
            case "ctrl+u":
                return self._without(0, self.caret)
            case "ctrl+k":
                return self._without(self.caret, len(self.text))
            case "left" | "ctrl+b":
                return self.at(self._left)
            case "right" | "ctrl+f":
                return self.at(self._right)
            case "ctrl+left" | "alt+left":
                return self.at(self._word_left)
            case "ctrl+right" | "alt+right":
                return self.at(self._word_right)
            case "home" | "ctrl+a":
                return self.at(0)
            case "end" | "ctrl+e":
                return self.at(len(self.text))
        return None

    def at(self, caret: int) -> WrittenLine:
        """The line with the caret elsewhere."""
        return WrittenLine(self.text, caret)

    def _without(self, start: int, end: int) -> WrittenLine:
        text = self.text[:start] + self.text[end:]
        return WrittenLine(text, start if is_boundary(text, start) else previous_grapheme(text, start))

    @property
    def _left(self) -> int:
        return previous_grapheme(self.text, self.caret) if self.caret else 0

    @property
    def _right(self) -> int:
        return next_grapheme(self.text, self.caret) if self.caret < len(self.text) else self.caret

    @property
    def _word_left(self) -> int:
        before = self.text[: self.caret].rstrip()
        return len(before) - len(before.split()[-1]) if before else 0

    @property
    def _word_right(self) -> int:
        after = self.text[self.caret :]
        rest = after.lstrip()
        return self.caret + len(after) - len(rest) + (len(rest.split()[0]) if rest else 0)
