"""Work for the process that ``bounded`` starts: each kind that may go wrong."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from reader.sources.bounded import RefusalError


def answer(text: str) -> object:
    kind, _, rest = text.partition(" ")
    match kind:
        case "say":
            return {"said": rest, "by": os.getpid(), "imports from": sys.path}
        case "print":
            print("this is no answer")  # noqa: T201  # which is what is tested
            return rest
        case "sleep":
            time.sleep(600)
        case "fill":
            return len(bytearray(2 * 1024**3))
        case "die":
            os._exit(1)
        case "fail":
            raise KeyError(rest)
        case "refuse":
            raise RefusalError(rest)
        case "nest":
            return answer(text)
        case "touch":
            time.sleep(1)
            Path(rest).touch()
    return None
