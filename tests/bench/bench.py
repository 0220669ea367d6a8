#!/usr/bin/env python3
"""Measures bouwsteen, and peers side by side in the same run.

    tests/bench/bench.py PROGRAM [-s S,M,L] [-n TIMES] [--no-peers]
                         [--large-peers] [--no-handbook] [--keep FOLDER]

Prints tables in Markdown: for the whole handbook, for its excerpts for 200
partners, and for generated books of
30,000 (S), 300,000 (M) and 3,000,000 (L) words, wall clock, CPU time and peak
memory (medians; least CPU time too), the time of each phase as `build -v`
tells it, and the instructions of one run.  Each run is a cold process.

Series take turns, ours and theirs, so that a busy machine is unfair to all;
a ratio is the median over the rounds of theirs to ours in that same round.
Peers are those of peers.py that are installed.  What is slow or hungry is
run once, and at L only with --large-peers (Typst: minutes and 9 GB).

Instructions are counted by perf where the machine lets it, else by valgrind
(callgrind), for S and M.
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

import peers

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORDS = {"S": 30000, "M": 300000, "L": 3000000}
PARTNERS = 200  # profiles: an organisation with many partners
SLOW = 20  # seconds; a peer that takes longer is run once

# What is aimed for, one core: CPU in ms, memory in MiB, and how many times
# faster than Typst with the same words in the same font.
GOALS = {
    ("S", "PDF"): (50, 20), ("M", "PDF"): (300, 40), ("L", "PDF"): (2500, 250),
    ("S", "EPUB"): (15, None), ("M", "EPUB"): (100, None),
}
# How many times the time of pandoc to EPUB is that of an EPUB alone, which
# lays out too, for its page list.
GOALS_PANDOC = {"S": 50, "M": 80}
GOAL_INSTRUCTIONS = {"S": 300e6, "M": 6.5 * 300e6}


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

    def phases(self):
        """Milliseconds by phase, summed over the editions."""
        total = {}
        for line in self.err.splitlines():
            if re.match(r"\S+: read \d", line):
                for name, ms in re.findall(r"(\w+) (\d+\.\d)\b", line):
                    total[name] = total.get(name, 0) + float(ms)
        return total


class Series:
    """Runs of one command on one book, by round; base: what a ratio is of."""

    def __init__(self, name, command, base=None, prepare=None):
        self.name, self.command, self.base = name, command, base
        self.prepare = prepare
        self.runs = {}

    def run(self, number, log):
        if self.prepare:
            self.prepare(number)
        run = Run(self.command, log)
        if run.status == 0:
            self.runs[number] = run
        elif self.base:
            print(f"  left out: {self.name}: exit status {run.status}\n"
                  f"{run.err.strip()}")
        else:
            sys.exit(f"{self.name}: exit status {run.status}\n{run.err}")

    def median(self, what):
        return statistics.median(getattr(run, what)
                                 for run in self.runs.values())

    def least_cpu(self):
        return min(run.cpu for run in self.runs.values())

    def ratio(self, what, base=None):
        """Theirs to ours, in the rounds that both ran."""
        ours = (base or self.base).runs
        ratios = [getattr(run, what) / getattr(ours[number], what)
                  for number, run in self.runs.items()
                  if getattr(ours[number], what) > 0]
        return statistics.median(ratios) if ratios else float("nan")

    def row(self):
        ratios = [f"{self.ratio('wall'):.1f}", f"{self.ratio('cpu'):.1f}"] \
            if self.base else ["", ""]
        return [self.name, f"{self.median('wall') * 1e3:.0f}",
                f"{self.median('cpu') * 1e3:.0f}",
                f"{self.least_cpu() * 1e3:.0f}",
                f"{self.median('memory') / 1024:.0f}", *ratios]


HEAD = ["wall ms", "CPU ms", "least", "MiB", "wall / ours", "CPU / ours"]


def table(head, rows):
    rows = [[str(cell) for cell in row] for row in rows]
    print("| " + " | ".join(head) + " |")
    print("|--" + "|--:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()
    sys.stdout.flush()


def measure(title, all_series, times, log):
    for number in range(times):
        for series in all_series:
            first = series.runs.get(0)
            if number and series.base and (not first or first.wall > SLOW):
                continue
            series.run(number, log)
    all_series = [series for series in all_series if series.runs]
    table([title, *HEAD], [series.row() for series in all_series])
    show_phases(title.split(":")[0],
                [series for series in all_series if not series.base])


def show_phases(title, all_series):
    """The least of the runs: what others did in between only adds."""
    names, rows = [], []
    for series in all_series:
        found = [run.phases() for run in series.runs.values()]
        names = names or list(found[0])
        if names:
            rows.append([series.name] + [
                f"{min(phases.get(name, 0) for phases in found):.1f}"
                for name in names])
    if names:
        table([f"{title}: phases, ms", *names], rows)


# --- instructions -----------------------------------------------------------

def perf_instructions(command, log):
    if not shutil.which("perf"):
        return None
    run = Run(["perf", "stat", "-x,", "-e", "instructions:u", *command], log)
    found = re.search(r"^(\d+),[^,]*,instructions", run.err, re.M)
    return int(found.group(1)) if found and run.status == 0 else None


def callgrind_instructions(command, scratch):
    if not shutil.which("valgrind"):
        return None
    run = Run(["valgrind", "--tool=callgrind",
               f"--callgrind-out-file={scratch / 'callgrind'}", *command],
              scratch / "log")
    found = re.search(r"Collected : (\d+)", run.err)
    return int(found.group(1)) if found else None


def instructions(size, command, scratch):
    """Of one run, or None."""
    counted = perf_instructions(command, scratch / "log")
    if counted is None and size in GOAL_INSTRUCTIONS:
        counted = callgrind_instructions(command, scratch)
    return counted


# --- the books --------------------------------------------------------------

def generate(size, folder, formats):
    done = subprocess.run(
        [HERE / "generate.py", str(WORDS[size]), folder,
         *(part for name in formats for part in ("--format", name))],
        check=True, capture_output=True, text=True)
    return done.stdout.strip()


def bench_book(size, options, scratch):
    book, out, log = scratch / size, scratch / f"out-{size}", scratch / "log"
    out.mkdir(exist_ok=True)
    text = generate(size, book, ["md"] + (
        peers.FORMATS if options.peers else []))

    def ours(name, *arguments):
        return Series(f"bouwsteen {name}", [options.program, "build", book,
                                            "-o", out, "-q", "-v", *arguments])

    pdf = ours("PDF, -j1", "-t", "pdf", "-j1")
    epub = ours("EPUB, -j1", "-t", "epub", "-j1")
    both = ours("both, -j1", "-j1")
    series = [pdf, ours("PDF, -j2", "-t", "pdf", "-j2"),
              epub, ours("EPUB, -j2", "-t", "epub", "-j2"),
              both, ours("both, -j2", "-j2")]
    others = [Series(peer.name, peer.command, epub if peer.is_epub else pdf)
              for peer in peers.installed(book, out, size, options.large_peers)
              ] if options.peers else []
    series += others
    measure(f"{size}: {text}", series, options.times, log)
    report_sizes(out)
    counted = None
    if options.instructions:
        counted = instructions(size, pdf.command, scratch)
        if counted:
            print(f"Instructions of {size}, PDF, -j1: "
                  f"{counted / 1e6:.0f} million.\n")
    return {"PDF": pdf, "EPUB": epub, "both": both,
            "pandoc": next((one for one in others if one.runs and
                            one.name.startswith("pandoc")), None),
            "instructions": counted, "pages": pages_of(out / "proef/proef.pdf")}


def pages_of(path):
    if not shutil.which("pdfinfo"):
        return None
    text = subprocess.run(["pdfinfo", path], capture_output=True, text=True,
                          check=False).stdout
    found = re.search(r"^Pages: +(\d+)", text, re.M)
    return int(found.group(1)) if found else None


def report_sizes(out):
    parts = []
    for path in sorted(out.rglob("*.*")):
        pages = pages_of(path) if path.suffix == ".pdf" else None
        parts.append(f"{path.name} {path.stat().st_size / 1024:.0f} kB"
                     + (f", {pages} pages" if pages else ""))
    print("Files: " + "; ".join(parts) + ".\n")


def edited_book(scratch):
    """A copy of the handbook, and what changes one word of it each time."""
    book = scratch / "edited/book"
    for part in ("book", "styles", "fonts"):
        shutil.copytree(ROOT / part, scratch / "edited" / part,
                        dirs_exist_ok=True)
    chapter = sorted((book / "bouwstenen").glob("*.md"))[0]
    text = chapter.read_text(encoding="utf-8")
    place = re.search(r"\n\n[A-Z][a-z]+ ([a-z]{4,}) ", text)

    def edit(number):
        word = "eerste" if number % 2 else "tweede"
        chapter.write_text(text[:place.start(1)] + word + text[place.end(1):],
                           encoding="utf-8")

    return book, edit


def bench_handbook(options, scratch):
    out = scratch / "out-book"
    book, edit = edited_book(scratch)

    def ours(name, *arguments, folder=ROOT / "book", prepare=None):
        return Series(f"bouwsteen {name}",
                      [options.program, "build", folder, "-o", out, "-q", "-v",
                       *arguments], prepare=prepare)

    one = ["-e", "nieuw", "-j1"]
    measure("The handbook", [
        ours("all editions, both, -j2", "-j2"),
        ours("all editions, both, -j1", "-j1"),
        ours("all editions, PDF, -j1", "-t", "pdf", "-j1"),
        ours("all editions, EPUB, -j1", "-t", "epub", "-j1"),
        ours("one edition, PDF, -j1", *one, "-t", "pdf"),
        ours("one edition, EPUB, -j1", *one, "-t", "epub"),
        ours("one edition, both, a word edited, -j2", "-e", "nieuw", "-j2",
             folder=book, prepare=edit)], options.times, scratch / "log")
    report_sizes(out)


def partner_name(number):
    """Names that differ in two letters at least: a slip must not make one of
    another."""
    letters = "bdfghjklmnprstvw"
    first, second = divmod(number, len(letters))
    third = (first + second) % len(letters)
    return f"partner-{letters[first]}a{letters[second]}o{letters[third]}u"


def many_partners(scratch, count):
    """The handbook with so many profiles: its own, taken in turns."""
    folder = scratch / "partners"
    for part in ("book", "styles", "fonts"):
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    partners = folder / "book/partners"
    own = sorted(path.stem for path in partners.glob("*.yaml"))
    for number in range(count - len(own)):
        name, model = partner_name(number), own[number % len(own)]
        profile = (partners / f"{model}.yaml").read_text(encoding="utf-8")
        profile = re.sub(r"^name:.*$", f'name: "{name}"', profile,
                         flags=re.MULTILINE)
        text = (partners / f"{model}.md").read_text(encoding="utf-8")
        (partners / f"{name}.yaml").write_text(
            profile.replace(f"partners/{model}.md", f"partners/{name}.md"),
            encoding="utf-8")
        (partners / f"{name}.md").write_text(
            text.replace(f"audience: {model}", f"audience: {name}"),
            encoding="utf-8")
    return folder / "book"


def bench_excerpts(options, scratch):
    out = scratch / "out-excerpts"
    book = many_partners(scratch, PARTNERS)

    def ours(name, *arguments):
        return Series(f"bouwsteen {name}",
                      [options.program, "excerpt", *arguments, "-o", out, "-q"])

    measure("Excerpts of the handbook, both files", [
        ours("8 partners, -j1", ROOT / "book", "--all", "-j1"),
        ours(f"{PARTNERS} partners, -j2", book, "--all", "-j2"),
        ours(f"{PARTNERS} partners, -j1", book, "--all", "-j1"),
        ours(f"one of {PARTNERS}, -j1", book, "zorg", "-j1")],
        min(options.times, 3), scratch / "log")


# --- what came out ----------------------------------------------------------

def goal_rows(results):
    for (size, target), (cpu, memory) in GOALS.items():
        if size not in results:
            continue
        series = results[size][target]
        yield [f"{size}, {target}, CPU ms",
               f"{series.median('cpu') * 1e3:.0f}", cpu]
        if memory:
            yield [f"{size}, {target}, MiB",
                   f"{series.median('memory') / 1024:.0f}", memory]
    for size, result in results.items():
        yield from pandoc_rows(size, result)
    for size, goal in GOAL_INSTRUCTIONS.items():
        counted = results.get(size, {}).get("instructions")
        if counted:
            yield [f"{size}, PDF, million instructions",
                   f"{counted / 1e6:.0f}", f"{goal / 1e6:.0f}"]
    for small, large in (("S", "M"), ("M", "L")):
        if small in results and large in results:
            yield from growth_rows(small, large, results)


def pandoc_rows(size, result):
    """Both are whole processes on the same words."""
    pandoc = result["pandoc"]
    if not pandoc:
        return
    yield [f"{size}, pandoc to EPUB / EPUB alone, wall",
           f"{pandoc.ratio('wall'):.0f}", GOALS_PANDOC.get(size, "")]
    yield [f"{size}, pandoc to EPUB / PDF and EPUB, wall",
           f"{pandoc.ratio('wall', result['both']):.0f}", ""]


def growth_rows(small, large, results):
    few, many = results[small], results[large]
    for what, unit in (("cpu", "CPU"), ("memory", "memory")):
        ratio = many["PDF"].median(what) / few["PDF"].median(what)
        yield [f"{large} / {small}, PDF, {unit}", f"{ratio:.1f}", "10"]
    if few["instructions"] and many["instructions"]:
        ratio = many["instructions"] / few["instructions"]
        yield [f"{large} / {small}, PDF, instructions", f"{ratio:.1f}",
               "6.5" if large == "M" else "10"]
    if few["pages"] and many["pages"]:
        for what, unit in (("cpu", "CPU"), ("memory", "memory")):
            ratio = (many["PDF"].median(what) / many["pages"]) \
                / (few["PDF"].median(what) / few["pages"])
            yield [f"{large} / {small}, PDF, {unit} a page", f"{ratio:.2f}",
                   "1.3"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("-s", "--sizes", default="S,M,L")
    parser.add_argument("-n", "--times", type=int, default=5)
    parser.add_argument("--no-peers", dest="peers", action="store_false")
    parser.add_argument("--large-peers", action="store_true")
    parser.add_argument("--no-instructions", dest="instructions",
                        action="store_false")
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
            bench_excerpts(options, scratch)
        results = {size: bench_book(size, options, scratch)
                   for size in filter(None, options.sizes.split(","))}
        if results:
            table(["Goals", "now", "goal"], goal_rows(results))
    finally:
        if not options.keep:
            shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
