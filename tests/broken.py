#!/usr/bin/env python3
"""Broken books: each gives its own message with place, the exit status that
is promised, and leaves old outputs as they were.

    tests/broken.py [--accept] PROGRAM [NAME]...

tests/cases/books/NAME/ is a book.  Beside its files may stand

    expect.diag     standard error, exactly (in English); SCRATCH is the folder
                    that holds the book
    expect.status   exit status; default 1
    arguments       of bouwsteen; default: build book -o out
    prepare         commands to run in the book's folder first, for what
                    cannot lie in a repository
"""
import argparse
import concurrent.futures
import os
import pathlib
import shlex
import shutil
import subprocess

from support import (CASES, Count, Scratch, difference, files_below, run,
                     show_path)

BOOKS = CASES / "books"
OWN = ("expect.diag", "expect.status", "arguments", "prepare")
# Every output that one of these books could have.
OLD = [f"{edition}/proef-{edition}.{target}"
       for edition in ("nieuw", "ervaren", "build")
       for target in ("pdf", "epub")] + ["proef/proef.pdf", "proef/proef.epub"]


def read(path, default):
    return path.read_text(encoding="utf-8") if path.is_file() else default


def plant_old_outputs(out):
    for name in OLD:
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"the old {name}\n".encode())
    return files_below(out)


def build(book, program):
    with Scratch() as scratch:
        shutil.copytree(book, scratch / "book", symlinks=True,
                        ignore=shutil.ignore_patterns(*OWN))
        if (book / "prepare").is_file():
            subprocess.run(["sh", "-eu", book / "prepare"], check=True,
                           cwd=scratch / "book")
        before = plant_old_outputs(scratch / "out")
        arguments = shlex.split(read(book / "arguments",
                                     "build book -o out"))
        done = run(program, *arguments, cwd=scratch)
        again = run(program, *arguments, "-j1", cwd=scratch)
        after = files_below(scratch / "out")
    problems = []
    if before != after:
        changed = sorted(name for name in {**before, **after}
                         if before.get(name) != after.get(name))
        problems.append("old outputs changed: " + ", ".join(changed))
    if again.messages != done.messages:
        problems.append("another message with -j1:\n" + difference(
            done.messages, again.messages, "with threads"))
    done.err = done.err.replace(str(scratch).encode(), b"SCRATCH")
    if done.out:
        problems.append(f"wrote to standard output: {done.text}")
    if not done.err:
        problems.append("no message")
    return done, problems


def run_book(book, program, accepts):
    done, problems = build(book, program)
    status = int(read(book / "expect.status", "1"))
    expected = read(book / "expect.diag", "")
    if done.status not in (1, 2):
        problems.append(f"exit status {done.status}")
    if accepts and not problems:
        if expected != done.messages:
            (book / "expect.diag").write_text(done.messages, encoding="utf-8")
            print(f"accepted {show_path(book / 'expect.diag')}")
        if status != done.status and done.status in (1, 2):
            (book / "expect.status").write_text(f"{done.status}\n")
            print(f"accepted {show_path(book / 'expect.status')}")
    else:
        if done.status != status:
            problems.append(f"exit status {done.status}, not {status}")
        problems.append(difference(expected, done.messages, "expect.diag"))
    return "\n".join(filter(None, problems))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("chosen", nargs="*")
    options = parser.parse_args()
    count = Count("broken")
    books = [book for book in sorted(BOOKS.iterdir()) if book.is_dir()
             and (not options.chosen or book.name in options.chosen)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = pool.map(
            lambda book: run_book(book, options.program, options.accept),
            books)
        for book, problem in zip(books, problems):
            count.check(book.name, problem)
    count.close()


if __name__ == "__main__":
    main()
