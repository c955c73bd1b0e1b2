"""The processes that decode and measure: ``python -m tinnhiem.scan.worker READ:ANSWER …``.

The first loads the libraries and forks a reader for each pair of pipes. A reader speaks lines of
JSON with the parent, so that nothing a hostile file does to it can reach the parent as anything but
text. Its memory and processor time are bounded by the system.
"""

import contextlib
import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

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
    """Fork readers, end those whose numbers come, and all others when the input ends."""
    os.environ.update(_QUIET)
    pairs = [(int(r), int(w)) for r, w in (told.split(":") for told in sys.argv[1:])]
    missing = _load()  # before the greeting: the parent has other things to do meanwhile
    greeting = sys.stdin.readline()
    if not greeting:
        return
    reader = _reader(json.loads(greeting)) if missing is None else None
    gc.freeze()  # what is loaded stays shared
    readers: dict[int, int] = {}
    for place, pair in enumerate(pairs):
        readers[place] = os.fork()
        if readers[place] == 0:
            _become(pairs[place:], reader, missing)
        for pipe in pair:
            os.close(pipe)
    for line in sys.stdin:
        _end(readers.pop(int(line)))
    for number in readers.values():
        _end(number)


def _end(number: int) -> None:
    """End a reader, who keeps its number until it is waited for."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)


def _become(pairs: list[tuple[int, int]], reader: "Reader | None", missing: str | None) -> NoReturn:
    """Be the reader of the first pair: it holds no other pipe, and returns nowhere."""
    code = 1
    try:
        os.dup2(1, 0)  # no orders for the first process
        for other in pairs[1:]:
            for pipe in other:
                os.close(pipe)
        limits.confine()
        _serve(*pairs[0], reader, missing)
        code = 0
    finally:
        os._exit(code)


def _serve(read: int, answer: int, reader: "Reader | None", missing: str | None) -> None:
    """Answer the parent's requests until it closes the pipe."""
    opened: dict[str, Source] = {}
    with (
        os.fdopen(read, encoding="utf-8") as requests,
        os.fdopen(answer, "w", encoding="utf-8") as answers,
    ):
        for line in requests:
            limits.allow_another_page()
            told = Answer(missing=missing)
            if reader is not None:
                told = _answer(json.loads(line), reader, opened)
            answers.write(told.model_dump_json() + "\n")
            answers.flush()


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
