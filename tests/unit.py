#!/usr/bin/env python3
"""Runs cmocka programs and counts their tests one by one.

    tests/unit.py PROGRAM...

A program that dies is one failure, and so is each test that it did not come
to.  What a passing program prints is not shown.
"""
import os
import re
import subprocess
import sys

from support import Count, show_path

TIME_LIMIT = 120  # seconds a program; under ASan on a busy machine


def run(program):
    environment = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="TAP")
    try:
        done = subprocess.run([program], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIME_LIMIT,
                              env=environment, check=False)
    except FileNotFoundError:
        return None, "it has not been built\n"
    except subprocess.TimeoutExpired as stopped:
        return None, (stopped.output or b"").decode(errors="replace") + \
            f"stopped after {TIME_LIMIT} s\n"
    return done.returncode, done.stdout.decode(errors="replace")


def main():
    count = Count("unit")
    for program in sys.argv[1:]:
        status, output = run(program)
        plans = [int(n) for n in re.findall(r"^1\.\.(\d+)", output, re.M)]
        # cmocka 1.1.5 writes a skipped test as "not ok N # SKIP name".
        output = re.sub(r"^not ok (\d+) # SKIP (.*)$", r"ok \1 - \2 # SKIP",
                        output, flags=re.M)
        results = re.findall(r"^(ok|not ok) \d+(?: - (.*))?$", output, re.M)
        planned = max(sum(plans), len(results))
        skipped = sum(1 for word, name in results
                      if word == "ok" and "# SKIP" in (name or ""))
        passed = sum(1 for word, _ in results if word == "ok") - skipped
        failed = planned - passed - skipped
        if status != 0 and not failed:
            failed = 1  # died after its last test, or leaked
        count.add(passed, failed, skipped)
        print(f"{show_path(program)}: {passed}/{planned}"
              + ("" if not failed else f", {failed} FAILED"))
        if failed:
            for line in output.splitlines():
                if not line.startswith("ok "):
                    print("    " + line)
            print(f"    (exit status {status})")
    count.close()


if __name__ == "__main__":
    main()
