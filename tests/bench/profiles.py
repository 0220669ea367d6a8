#!/usr/bin/env python3
"""Measures many partners at once: excerpts of the real book for profiles that
are made from its own.

    tests/bench/profiles.py PROGRAM [-p PROFILES] [-n TIMES] [-j JOBS]

Prints a table in Markdown: seconds, memory, and each phase's share of the
work, as `excerpt -v` tells it.  Each run is a cold process.
"""
import argparse
import pathlib
import re
import statistics
import tempfile

from bench import PARTNERS, Run, many_partners

PHASES = ("read", "passes", "layout", "pdf", "proof", "epub", "scan")


def phases_of(log):
    found = dict.fromkeys(PHASES, 0.0)
    for line in log.read_text(encoding="utf-8").splitlines():
        for phase, value in re.findall(r"(\w+) ([0-9.]+)[, ]", line):
            if phase in found and ": read " in line:
                found[phase] += float(value)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("-p", "--profiles", type=int, default=PARTNERS)
    parser.add_argument("-n", "--times", type=int, default=3)
    parser.add_argument("-j", "--jobs", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bouwsteen-bench-") as name:
        folder = pathlib.Path(name)
        book = many_partners(folder, options.profiles)
        runs = [Run([options.program.resolve(), "excerpt", book,
                     "--all", "-q", "-v", f"-j{options.jobs}",
                     "-o", folder / "out"], folder / "log")
                for _ in range(options.times)]
        files = len(list((folder / "out").rglob("*.*")))
        phases = phases_of(folder / "log")
    whole = sum(phases.values()) or 1
    print("| profiles | files | wall | CPU | memory | "
          + " | ".join(PHASES) + " |")
    print("|--|--|--|--|--|" + "--|" * len(PHASES))
    print(f"| {options.profiles} | {files} | "
          f"{statistics.median(run.wall for run in runs):.1f} s | "
          f"{statistics.median(run.cpu for run in runs):.1f} s | "
          f"{max(run.memory for run in runs) // 1024} MiB | "
          + " | ".join(f"{100 * phases[phase] / whole:.0f} %"
                       for phase in PHASES) + " |")


if __name__ == "__main__":
    main()
