#!/usr/bin/env python3
"""Versions of a book, and what became of them.

    tests/changes.py PROGRAM

`release` writes down what each reader sees.
"""
import pathlib
import re
import shutil
import sys

from support import ROOT, Count, Scratch, run

BOOK = ROOT / "book"


class Tests:
    def __init__(self, program):
        self.program = program
        self.count = Count("changes")

    def run(self, scratch, *arguments, **more):
        return run(self.program, *arguments, cwd=scratch, **more)

    def expect(self, name, done, status, *words, without=()):
        printed = done.text + done.messages
        problems = [f"'{word}' is not in: {printed}" for word in words
                    if word not in printed]
        problems += [f"'{word}' is in: {printed}" for word in without
                     if word in printed]
        if done.status != status:
            problems.append(f"status {done.status}, not {status}: {printed}")
        return self.count.check(name, "\n".join(problems))

    def same(self, name, expected, got):
        return self.count.check(
            name, "" if expected == got else f"expected {expected}\ngot {got}")


def read(path):
    return path.read_text(encoding="utf-8")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def change(path, before, after):
    text = read(path)
    assert before in text, (path, before)
    write(path, text.replace(before, after, 1))


def set_version(book, version):
    text = read(book / "book.yaml")
    write(book / "book.yaml",
          re.sub(r'^version: ".*"$', f'version: "{version}"', text, count=1,
                 flags=re.M))


# --- release ----------------------------------------------------------------


def words_of(book):
    """The words of the book that are no others' too: five letters or more."""
    text = "\n".join(read(path) for path in book.rglob("*.md"))
    return set(re.findall(r"[a-zé]{5,}", text.lower()))


def test_release(tests, scratch):
    book = scratch / "book"
    shutil.copytree(BOOK, book)
    shutil.rmtree(book / "versions", ignore_errors=True)
    set_version(book, "0.1")
    digests = book / "versions" / "0.1.digests"
    tests.expect("a version is written down", tests.run(
        scratch, "release", "0.1"), 0, "0.1.digests", "11 readers")
    first = digests.read_bytes()
    key = (book / "versions" / "key").read_bytes()
    tests.expect("a version that went out stays", tests.run(
        scratch, "release", "0.1", "book"), 2, "released before")
    tests.same("the file stays as it was", first, digests.read_bytes())
    digests.unlink()
    tests.run(scratch, "release", "0.1", "-j1", "-q")
    tests.same("the same bytes with one thread and the same key", first,
               digests.read_bytes())
    digests.unlink()
    (book / "versions" / "key").unlink()
    tests.run(scratch, "release", "0.1", "-q")
    tests.count.check("another key, other digests", "" if
                      first != digests.read_bytes() and
                      key != (book / "versions" / "key").read_bytes()
                      else "the same")
    found = {word for word in re.findall(r"[a-zé]{5,}", read(digests).lower())
             if word in words_of(book)} - set(re.findall(
                 r"[a-zé]{5,}", "bouwsteen digests written release folder "
                 "change block chapter piece titlepage contents index reader "
                 "stays nobody version book part bouwstenenboek "
                 + " ".join(re.findall(r"^reader: (.*)$", read(digests),
                                       re.M))))
    tests.same("no word of the book is in it", set(), found)
    readers = re.findall(r"^reader: (.*)$", read(digests), re.M)
    tests.same("readers are sorted", sorted(readers), readers)


def test_refused(tests, scratch):
    book = scratch / "book"
    for name, words in (("0.2", "0.1"), ("../x", "cannot be a version"),
                        ("", "cannot be a version")):
        tests.expect(f"release '{name}' is refused", tests.run(
            scratch, "release", name), 2, words)
    tests.expect("release needs a version", tests.run(scratch, "release"), 2,
                 "say which version")
    tests.expect("release in Dutch", tests.run(
        scratch, "release", "0.1", LC_ALL="C.UTF-8", LANGUAGE="nl"), 2,
        "al vastgelegd")
    set_version(book, "0.2")
    block = next((book / "bouwstenen").glob("05-*.md"))
    kept = read(block)
    write(block, kept + "\n[](#bestaat-niet)\n")
    tests.expect("a book with errors is not released", tests.run(
        scratch, "release", "0.2"), 1, "label-undefined")
    tests.same("nothing is written then", False,
               (book / "versions" / "0.2.digests").exists())
    write(block, kept)
    write(book / "versions" / "key", "bouwsteen-key 1\n12\n")
    tests.expect("a broken key is no key", tests.run(
        scratch, "release", "0.2"), 1, "version-broken")


def main():
    tests = Tests(pathlib.Path(sys.argv[1]))
    with Scratch() as scratch:
        test_release(tests, scratch)
        test_refused(tests, scratch)
    tests.count.close()


if __name__ == "__main__":
    main()
