"""auto-multiple-choice beside this reader: the same hands, the same damage.

    .venv/bin/python bench/scan/peers.py --pages 60 --jobs 2

It needs the Debian package ``auto-multiple-choice`` with its LaTeX; where that is missing it says
so. Both read pages of fourteen rows by three boxes of 5 mm, each on its own form, as JPEG files of
a grey scanner at 200 dpi. AMC decides at its own default (``--seuil 0.15``): a box is marked or
not, and a row counts as decided where exactly one is. Processor time is told beside pages a second,
since it says what waiting cannot on a machine that does other work too; both include the start.
OMRChecker is no package; see figures.md.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from support import handmarked  # noqa: E402 - the path to it was set above
from support.ballots import definition, poll  # noqa: E402
from support.handmarked import BlankBallot, Damage, MarkedPage  # noqa: E402
from support.scans import printed_to  # noqa: E402
from tinnhiem.scan import STANDARD, judged, scan  # noqa: E402

ROWS = 14
DPI = 200
CHOICES = ("high", "medium", "low")
THRESHOLD = 0.15
FORM = r"""\documentclass[a4paper,10pt]{article}
\usepackage[margin=18mm,top=22mm,bottom=15mm]{geometry}
\usepackage{automultiplechoice}
\begin{document}
\onecopy{1}{\AMCboxDimensions{shape=square,size=5mm}\setlength{\parindent}{0pt}
\newcount\n \n=0
\loop\advance\n by 1
\begin{question}{q\the\n} Row \the\n\hfill
\begin{choiceshoriz}[o]\wrongchoice{}\wrongchoice{}\correctchoice{}\end{choiceshoriz}
\end{question}
\ifnum\n<ROWS\repeat}
\end{document}
""".replace("ROWS", str(ROWS))

CONDITIONS = {
    "scan": (Damage(quarter_turns=(0, 2)), 0.0),
    "scan, 35 % odd rows": (Damage(quarter_turns=(0, 2)), 0.35),
    "photograph": (None, 0.0),
}


def main() -> None:
    """Print pages a second and rows of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    amc = shutil.which("auto-multiple-choice")
    with tempfile.TemporaryDirectory() as folder:
        for name in CONDITIONS:
            print(name)
            if amc is None:
                print("  auto-multiple-choice is not installed")
            else:
                _amc(amc, Path(folder) / f"amc-{len(name)}", name, options)
            _own(Path(folder) / f"own-{len(name)}", name, options)


def _pages(blank: BlankBallot, name: str, pages: int) -> list[tuple[Any, MarkedPage]]:
    damage, hard = CONDITIONS[name]
    made = []
    for number in range(pages):
        random = np.random.default_rng(handmarked.SETS["test"] + 900_000 + number)
        marked = handmarked.mark_page(blank, random, hard=hard, blank_rows=0.02)
        if damage is None:
            made.append((handmarked.photographed(marked, random), marked))
        else:
            made.append((handmarked.scanned(marked, damage, random), marked))
    return made


def _saved(folder: Path, made: Sequence[tuple[Any, MarkedPage]]) -> list[Path]:
    folder.mkdir(parents=True)
    paths = []
    for number, (grey, _marked) in enumerate(made):
        paths.append(folder / f"{number:04}.jpg")
        Image.fromarray(grey).save(paths[-1], quality=85)
    return paths


def _own(folder: Path, name: str, options: argparse.Namespace) -> None:
    printed = printed_to(folder / "ballots", definition(poll(ROWS)))
    made = _pages(printed.blank(), name, options.pages)
    paths = _saved(folder / "scans", made)
    started, before = time.perf_counter(), _processor()
    sheets = scan(printed.layout, paths, folder=printed.folder, jobs=options.jobs)
    read = list(judged(sheets, STANDARD))
    spent = time.perf_counter() - started, _processor() - before
    rows = {
        number: [row.decision for row in page.rows]
        for number, page in enumerate(read)
        if page.refusal is None
    }
    _tell("this reader", made, rows, spent)


def _amc(amc: str, folder: Path, name: str, options: argparse.Namespace) -> None:
    (folder / "data").mkdir(parents=True)
    (folder / "cr").mkdir()
    (folder / "form.tex").write_text(FORM, encoding="utf-8")
    out = ("--out-sujet", "form.pdf", "--out-corrige", "right.pdf", "--out-calage", "form.xy")
    prepare = ("prepare", "--prefix", "./", "form.tex", "--data", "data", "--with", "pdflatex")
    _run(folder, amc, *prepare, "--mode", "s", *out)
    _run(folder, amc, "meptex", "--src", "form.xy", "--data", "data")
    blank = _amc_form(folder)
    made = _pages(blank, name, options.pages)
    paths = _saved(folder / "scans", made)
    (folder / "list").write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    started, before = time.perf_counter(), _processor()
    analyse = ("analyse", "--data", "data", "--cr", "cr", "--projet", ".", "--multiple")
    _run(folder, amc, *analyse, "--n-procs", str(options.jobs), "--liste-fichiers", "list")
    spent = time.perf_counter() - started, _processor() - before
    _tell("auto-multiple-choice", made, _amc_rows(folder, paths), spent)


def _processor() -> float:
    """Processor time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _run(folder: Path, *command: str) -> None:
    subprocess.run(  # noqa: S603 - the peer itself
        command, cwd=folder, check=False, capture_output=True, timeout=1200
    )


def _amc_form(folder: Path) -> BlankBallot:
    """The form as AMC typeset it, and where it put its boxes."""
    document = pypdfium2.PdfDocument(folder / "form.pdf")
    drawn = document[0].render(scale=DPI / 72, grayscale=True).to_numpy()
    grey = np.array(drawn).reshape(drawn.shape[:2])
    with sqlite3.connect(folder / "data" / "layout.sqlite") as base:
        (dpi,) = base.execute("select dpi from layout_page where page = 1").fetchone()
        found = base.execute(
            "select question, answer, xmin, xmax, ymin, ymax from layout_box"
            " where role = 1 and page = 1 order by ymin, xmin"
        ).fetchall()
    mm = 25.4 / dpi
    boxes = [
        {
            "line": f"p{question}",
            "choice": CHOICES[answer - 1],
            "x": left * mm,
            "y": top * mm,
            "w": (right - left) * mm,
            "h": (bottom - top) * mm,
        }
        for question, answer, left, right, top, bottom in found
    ]
    lines = dict.fromkeys(box["line"] for box in boxes)
    firsts = [next(box for box in boxes if box["line"] == line) for line in lines]
    rows = [
        {"line": box["line"], "x": 18.0, "y": box["y"] - 2, "w": 174.0, "h": box["h"] + 4}
        for box in firsts
    ]
    return BlankBallot(grey=grey, per_mm=DPI / 25.4, page={"rows": rows, "boxes": boxes})


def _amc_rows(folder: Path, paths: list[Path]) -> dict[int, list[str | None]]:
    """What AMC found: pages it captured, and rows with exactly one box beyond its threshold."""
    numbers = {path.name: number for number, path in enumerate(paths)}
    with sqlite3.connect(folder / "data" / "capture.sqlite") as base:
        pages = base.execute("select src, copy from capture_page").fetchall()
        zones = base.execute(
            "select copy, id_a, id_b, cast(black as real) / total from capture_zone"
            " where type = 4 and total > 0"
        ).fetchall()
    marked: dict[tuple[int, int], list[str]] = {}
    for copy, question, answer, share in zones:
        found = marked.setdefault((copy, question), [])
        if share > THRESHOLD:
            found.append(CHOICES[answer - 1])
    rows = {}
    for source, copy in pages:
        number = numbers.get(Path(os.fsdecode(source)).name)
        if number is not None:
            questions = sorted(question for c, question in marked if c == copy)
            one = [marked[copy, question] for question in questions]
            rows[number] = [found[0] if len(found) == 1 else None for found in one]
    return rows


def _tell(
    name: str,
    made: Sequence[tuple[Any, MarkedPage]],
    rows: dict[int, list[str | None]],
    spent: tuple[float, float],
) -> None:
    counts: Counter[str] = Counter()
    for number, decisions in rows.items():
        truth = made[number][1].truth
        for decision, true in zip(decisions, truth, strict=False):
            counts["rows"] += 1
            if decision is None:
                ordinary = not true.kind.for_people and true.kind != "unusual"
                counts["ordinary to people"] += ordinary
                continue
            counts["decided"] += 1
            counts["wrong"] += true.choice is not None and decision != true.choice
            counts["must be seen, decided"] += true.kind.for_people
    seconds, processor = spent
    told = f"{len(made) / seconds:.1f} pages/s, {1000 * processor / len(made):.0f} ms of processor"
    print(f"  {name}: {told} a page, {len(rows)} of {len(made)} captured")
    print(f"    {dict(counts)}", flush=True)


if __name__ == "__main__":
    main()
