#!/usr/bin/env python3
"""Measures bouwsteen, and peers side by side in the same run.

    tests/bench/bench.py PROGRAM [-s S,M,L] [-n TIMES] [--peers]
                         [--instructions] [--no-handbook] [--keep FOLDER]

Prints, for the whole handbook and for generated books of 30,000 (S), 300,000
(M) and 3,000,000 (L) words: the median of wall clock and CPU time, the least
CPU time, peak memory, and what -v tells of the phases.  Each run is a process
of its own.  --peers runs those that are installed: typst (in out/tools/venv,
see tests/README.md, or on the path), pandoc, mutool, groff; a run of ours
stands between two of theirs, so that a busy machine is unfair to both.
--instructions counts them by valgrind (callgrind), which takes long: S, and
M if asked for.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORDS = {"S": 30000, "M": 300000, "L": 3000000}
VENV = ROOT / "out/tools/venv/bin/python"
VOLLKORN = "/usr/share/fonts/truetype/vollkorn"

TYPST = ("import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2], "
         "font_paths=[sys.argv[3]])")


class Run:
    """One process: seconds and KiB, and what it wrote on standard error."""

    def __init__(self, command, log):
        with open(log, "wb") as err, open(os.devnull, "wb") as out:
            started = time.perf_counter()
            child = subprocess.Popen(list(map(str, command)), stdout=out,
                                     stderr=err,
                                     env=dict(os.environ, LC_ALL="C.UTF-8"))
            _, status, usage = os.wait4(child.pid, 0)
            self.wall = time.perf_counter() - started
            child.returncode = os.waitstatus_to_exitcode(status)
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss
        self.status = child.returncode
        self.err = pathlib.Path(log).read_text(errors="replace")


class Series:
    """Runs of one command on one book."""

    def __init__(self, name, command):
        self.name, self.command, self.runs = name, command, []

    def run(self, log):
        run = Run(self.command, log)
        if run.status == 0:
            self.runs.append(run)
            return
        words = f"{self.name}: exit status {run.status}\n{run.err}"
        if self.is_ours():
            sys.exit(words)
        print(f"  left out: {words.strip()}")

    def is_ours(self):
        return self.name.startswith("bouwsteen")

    def median(self, what):
        return statistics.median(getattr(run, what) for run in self.runs)

    def least(self, what):
        return min(getattr(run, what) for run in self.runs)


def table(title, rows, head):
    widths = [max(len(str(row[i])) for row in [head, *rows])
              for i in range(len(head))]
    print(f"\n{title}")
    for row in [head, *rows]:
        print("  " + "  ".join(
            str(cell).ljust(width) if i == 0 else str(cell).rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths))))
    sys.stdout.flush()


def shown(series, base):
    cpu = series.median("cpu")
    ratio = cpu / base.median("cpu") if base else 1
    return [series.name, f"{series.median('wall') * 1e3:.0f}",
            f"{cpu * 1e3:.0f}", f"{series.least('cpu') * 1e3:.0f}",
            f"{series.median('memory') / 1024:.0f}", f"{ratio:.2f}"]


HEAD = ["", "wall ms", "CPU ms", "least", "MiB", "CPU / ours"]


def measure(title, all_series, times, log):
    """Interleaved: ours, theirs, ours, theirs ..."""
    for number in range(times):
        for series in all_series:
            # A peer that takes minutes is run once; one that fails, too.
            if number and (not series.runs or series.runs[0].wall > 20):
                continue
            series.run(log)
    all_series = [series for series in all_series if series.runs]
    base = all_series[0]
    table(title, [shown(series, base) for series in all_series], HEAD)
    phases = [line for line in base.runs[-1].err.splitlines()
              if "layout" in line]
    for line in phases:
        print("  " + line)


def generate(size, folder, peers):
    formats = ["md"] + (["typ", "html", "ms"] if peers else [])
    done = subprocess.run(
        [HERE / "generate.py", str(WORDS[size]), folder,
         *(part for name in formats for part in ("--format", name))],
        check=True, capture_output=True, text=True)
    return done.stdout.strip()


def peers_for(book, out, size):
    """Peers that are installed: name, command.  All but groff and mutool
    are too slow or too large for L on a small machine."""
    if VENV.exists() and size != "L":
        yield "typst, Vollkorn", [VENV, "-c", TYPST, book / "book.typ",
                                  out / "typst.pdf", VOLLKORN]
    elif shutil.which("typst") and size != "L":
        yield "typst, Vollkorn", ["typst", "compile", "--font-path", VOLLKORN,
                                  book / "book.typ", out / "typst.pdf"]
    if shutil.which("pandoc") and size != "L":
        yield "pandoc to EPUB", ["pandoc", "-o", out / "pandoc.epub",
                                 book / "book.txt", "-f", "markdown",
                                 "--metadata", "title=Proef"]
    if shutil.which("mutool") and size != "L":
        yield "mutool from HTML", ["mutool", "convert", "-o",
                                   out / "mutool.pdf", "-O",
                                   "width=420,height=595",
                                   book / "book.html"]
    if shutil.which("groff"):
        yield "groff to PostScript", ["groff", "-ms", "-Kutf8", "-Tps",
                                      book / "book.ms"]


def bench_book(size, options, scratch):
    book, out, log = scratch / size, scratch / f"out-{size}", scratch / "log"
    out.mkdir(exist_ok=True)
    text = generate(size, book, options.peers)
    ours = [options.program, "build", book, "-o", out, "-q", "-v"]
    series = [Series("bouwsteen PDF, -j1", ours + ["-t", "pdf", "-j1"]),
              Series("bouwsteen PDF", ours + ["-t", "pdf"]),
              Series("bouwsteen EPUB, -j1", ours + ["-t", "epub", "-j1"])]
    if options.peers:
        series += [Series(name, command)
                   for name, command in peers_for(book, out, size)]
    measure(f"{size}: {text}", series, options.times, log)
    report_sizes(out)
    if options.instructions and size != "L":
        count_instructions(size, ours + ["-t", "pdf", "-j1"], scratch)
    return series[0]


def report_sizes(out):
    for path in sorted(out.rglob("*.*")):
        pages = ""
        if path.suffix == ".pdf" and shutil.which("pdfinfo"):
            text = subprocess.run(["pdfinfo", path], capture_output=True,
                                  text=True, check=False).stdout
            found = re.search(r"^Pages: +(\d+)", text, re.M)
            pages = f", {found.group(1)} pages" if found else ""
        print(f"  {path.name}: {path.stat().st_size / 1024:.0f} kB{pages}")


def count_instructions(size, command, scratch):
    if not shutil.which("valgrind"):
        print("  instructions: valgrind is not installed")
        return
    run = Run(["valgrind", "--tool=callgrind",
               f"--callgrind-out-file={scratch / 'callgrind'}", *command],
              scratch / "log")
    found = re.search(r"Collected : (\d+)", run.err)
    number = int(found.group(1)) / 1e6 if found else float("nan")
    print(f"  instructions of {size}, PDF, -j1: {number:.0f} million")


def bench_handbook(options, scratch):
    out = scratch / "out-book"
    ours = [options.program, "build", ROOT / "book", "-o", out, "-q", "-v"]
    one = [options.program, "build", ROOT / "book", "-o", out, "-q", "-v",
           "-e", "nieuw", "-t", "pdf", "-j1"]
    measure("The handbook", [Series("bouwsteen, all editions", ours),
                             Series("bouwsteen, the same, -j1", ours + ["-j1"]),
                             Series("bouwsteen, one edition, PDF, -j1", one)],
            options.times, scratch / "log")
    report_sizes(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("-s", "--sizes", default="S,M")
    parser.add_argument("-n", "--times", type=int, default=5)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--instructions", action="store_true")
    parser.add_argument("--no-handbook", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path,
                        help="leave the books and outputs in this folder")
    options = parser.parse_args()
    options.program = options.program.resolve()
    scratch = options.keep or pathlib.Path(
        tempfile.mkdtemp(prefix="bouwsteen-bench-"))
    scratch = scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    try:
        if not options.no_handbook:
            bench_handbook(options, scratch)
        base = {}
        for size in filter(None, options.sizes.split(",")):
            base[size] = bench_book(size, options, scratch)
        for small, large in (("S", "M"), ("M", "L")):
            if small in base and large in base:
                ratio = (base[large].median("cpu")
                         / base[small].median("cpu"))
                print(f"\n{large} / {small}: {ratio:.1f} times the CPU for 10 "
                      "times the words")
    finally:
        if not options.keep:
            shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
