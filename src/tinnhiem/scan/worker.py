"""The child process that decodes and measures: ``python -m tinnhiem.scan.worker``.

It speaks lines of JSON with its parent, so that nothing a hostile file does to it can reach the
parent as anything but text. Its memory and processor time are bounded by the system.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from pydantic import BaseModel, ConfigDict

from tinnhiem.scan import limits
from tinnhiem.scan.crops import Crop, Wanted
from tinnhiem.scan.measures import PageReading
from tinnhiem.scan.reasons import Refusal

if TYPE_CHECKING:
    from tinnhiem.scan.pictures import Source
    from tinnhiem.scan.reading import Reader

_QUIET: Final = {"OPENCV_LOG_LEVEL": "SILENT", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def main() -> None:
    """Answer the parent's requests until it closes the pipe."""
    os.environ.update(_QUIET)
    answers = _own_output()
    missing = _load()  # before the greeting: the parent has other things to do meanwhile
    first = json.loads(sys.stdin.readline())
    reader = _reader(first) if missing is None else None
    limits.confine()
    opened: dict[str, Source] = {}
    for line in sys.stdin:
        limits.allow_another_page()
        request = json.loads(line)
        answer = Answer(missing=missing)
        if reader is not None:
            answer = _answer(request, reader, opened)
        answers.write(answer.model_dump_json() + "\n")
        answers.flush()


def _own_output() -> TextIO:
    """Keep the pipe to the parent for answers alone: libraries may print."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return os.fdopen(kept, "w", encoding="utf-8")


def _load() -> str | None:
    """Load what reading needs; the name of what is missing, or None."""
    try:
        import cv2  # noqa: PLC0415 - after the environment is set

        import tinnhiem.scan.pdf_pictures  # noqa: PLC0415 - wanted by this kind of file alone
        import tinnhiem.scan.reading  # noqa: F401, PLC0415 - loaded before limits are set
    except ImportError as error:
        return error.name or str(error)
    cv2.setNumThreads(1)
    return None


def _reader(first: dict[str, Any]) -> "Reader":
    from tinnhiem.scan.layout import Layout  # noqa: PLC0415 - wanted by this kind of file alone
    from tinnhiem.scan.reading import Reader  # noqa: PLC0415 - wanted by this kind of file alone

    folder = first["folder"]
    layout = Layout.model_validate(first["layout"])
    return Reader(layout=layout, folder=None if folder is None else Path(folder))


class Answer(BaseModel):
    """What a child answers: how many pictures a file has, what was read of one, what it lacks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: int | None = None
    reading: PageReading | None = None
    crops: tuple[Crop, ...] = ()
    missing: str | None = None


def _answer(request: dict[str, Any], reader: "Reader", opened: "dict[str, Source]") -> Answer:
    from tinnhiem.scan.pictures import RefusedError  # noqa: PLC0415 - wanted by this kind of file alone

    index = request["index"]
    try:
        source = _source(request["path"], opened)
    except RefusedError as error:
        return Answer(reading=PageReading(refusal=error.refusal, detail=error.detail))
    except MemoryError:
        return Answer(reading=PageReading(refusal=Refusal.LIMITS))
    if index is None:
        return Answer(pages=source.pages)
    reading, crops = reader.look(source, index, Wanted.model_validate(request["wanted"]))
    return Answer(reading=reading, crops=crops)


def _source(path: str, opened: "dict[str, Source]") -> "Source":
    """Open a file, and keep it open until another is asked for."""
    if path not in opened:
        from tinnhiem.scan.pictures import open_source  # noqa: PLC0415 - wanted by this kind of file alone

        opened.clear()
        opened[path] = open_source(Path(path))
    return opened[path]


if __name__ == "__main__":
    main()
