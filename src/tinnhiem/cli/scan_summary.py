"""What a stack of sheets came to: for people as a summary, for programs as one document."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self

from tinnhiem.cli.console import Console
from tinnhiem.wording.language import _

if TYPE_CHECKING:
    from tinnhiem.scan import ScannedPage


class Told(AbstractContextManager["Told"]):
    """Answers taken in one by one and told at the end: nothing is printed before all are read.

    Where JSON is asked for they wait on the disk, so that memory does not grow with them.
    """

    def __init__(self, console: Console, *, as_json: bool) -> None:
        self.console = console
        self._kept: IO[str] | None = None
        self._as_json = as_json
        self.read, self.rows, self.decided = 0, 0, 0
        self.refusals: Counter[str] = Counter()
        self.doubts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        self._kept = tempfile.TemporaryFile("w+", encoding="utf-8")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._kept is not None:
            self._kept.close()

    def take(self, pages: Iterable["ScannedPage"]) -> None:
        """Take every answer in, and say at once what is wrong with a sheet."""
        with self.console.progress(_("pages")) as advance:
            for number, page in enumerate(pages, 1):
                self._add(page)
                if self._as_json and self._kept is not None:
                    json.dump(page.document(), self._kept, ensure_ascii=False)
                    self._kept.write("\n")
                advance(number, number)

    def tell(self) -> None:
        """Print the document or the summary."""
        if self._as_json:
            self._print_json()
        else:
            self._print_summary()

    def _print_json(self) -> None:
        if self._kept is None:
            return
        self._kept.seek(0)
        self.console.raw('{"pages": [')
        for number, line in enumerate(self._kept):
            self.console.raw(("\n" if number == 0 else ",\n") + line.rstrip("\n"))
        self.console.raw("\n]}\n")

    def _add(self, page: "ScannedPage") -> None:
        from tinnhiem.wording.scan_problems import FLAGS, REFUSALS

        place = _("{source}, page {index}").format(source=page.source, index=page.index)
        if page.refusal is not None:
            self.refusals[page.refusal.value] += 1
            told = _(REFUSALS[page.refusal.value])
            more = f" ({page.detail})" if page.detail else ""
            self.console.warning(
                _("{place}: refused: {told}{more}").format(place=place, told=told, more=more)
            )
            return
        self.read += 1
        self.rows += len(page.rows)
        for row in page.rows:
            self.decided += row.decision is not None
            if row.doubt is not None:
                self.doubts[row.doubt.value] += 1
        for flag in page.flags:
            told = _("{place}: {told}").format(place=place, told=_(FLAGS[flag.value]))
            self.console.note(told)

    def _print_summary(self) -> None:
        from tinnhiem.wording.scan_problems import DOUBTS, REFUSALS

        refused = sum(self.refusals.values())
        lines = [(self.read, _("pages read")), (refused, _("pages refused"))]
        lines += [(n, f"  {_(REFUSALS[code])}") for code, n in self.refusals.most_common()]
        lines += [
            (self.decided, _("rows decided")),
            (self.rows - self.decided, _("rows for people to decide")),
        ]
        lines += [(n, f"  {_(DOUBTS[code])}") for code, n in self.doubts.most_common()]
        for number, words in lines:
            self.console.result(f"{number:7d}  {words}")
