#!/usr/bin/env python3
"""From a save of the handbook to the changed word on the page, in a browser.

    tests/bench/serve.py PROGRAM [-n SAVES]

The median is to be under 150 ms.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from serving import Server  # noqa: E402
from support import ROOT, TOOLS, Scratch  # noqa: E402

GOAL = 150  # milliseconds


def measure(program, book, saves):
    with Server(program, book) as server:
        done = subprocess.run(
            ["node", ROOT / "tests/serve.mjs", TOOLS / "node_modules",
             shutil.which("chromium") or "chromium", server.address, book,
             "--latency", str(saves)],
            stdout=subprocess.PIPE, check=True)
    return sorted(json.loads(done.stdout))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("-n", dest="saves", type=int, default=30)
    options = parser.parse_args()
    with Scratch() as scratch:
        shutil.copytree(ROOT / "book", scratch / "book")
        times = measure(options.program, scratch / "book", options.saves)
    median = statistics.median(times)
    print(f"save to page: median {median:.0f} ms, "
          f"90% {times[len(times) * 9 // 10]} ms, most {times[-1]} ms "
          f"({len(times)} saves; goal {GOAL} ms)")
    sys.exit(median > GOAL)


main()
