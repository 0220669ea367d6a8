#!/usr/bin/env python3
"""What a reader may not see must not change one byte of that reader's files.

    tests/noninterference.py PROGRAM [--count N] [--seed S] [--only NUMBER]
                             [--sabotaged PROGRAM]

For each edition and each partner's excerpt, by itself and with what changed
since an earlier version: a copy of the book is changed
where tests/audiences.py says that this deliverable does not show it, and
built; and once a copy is built from which all that is taken out.  The files
must be those of the book itself.  A program whose selection is broken on
purpose (tests/sabotage) shows that the test would notice.
"""
import argparse
import concurrent.futures
import hashlib
import os
import pathlib
import random
import re
import shutil
import tempfile

import mutations
from audiences import Manifest, Reading, covers
from support import ROOT, Count, Scratch, run

BOOK = ROOT / "book"
WORKERS = 2
REPORTS = "leesverslagen"
SABOTAGED = 60  # mutations
DIFFERS = "\ndiffers: "


class Source:
    """The book's files, and what a deliverable sees of them."""

    def __init__(self, folder, deliverable):
        self.folder, self.deliverable = folder, deliverable
        self.manifest = Manifest(folder)
        self.texts, self.hidden, self.readings = {}, {}, {}
        for path in sorted(folder.rglob("*.md")):
            name = str(path.relative_to(folder))
            if path.name == "README.md" or path.parent.name == REPORTS:
                continue  # no sources: to change them proves nothing
            text = path.read_text(encoding="utf-8")
            self.texts[name] = text
            if name in deliverable.taken:
                self.readings[name] = Reading(self.manifest, text)
                self.hidden[name] = self.readings[name].hidden(
                    deliverable, deliverable.taken[name])

    def unseen_files(self):
        """Chapters that the deliverable does not open, or sees nothing of."""
        return [name for name in self.texts
                if name not in self.hidden
                or any(span.kind == "file" for span in self.hidden[name])]

    def sees(self, name, at):
        return name in self.hidden and not covers(self.hidden[name], at)

    def other_atoms(self):
        return [atom for atom in self.manifest.atoms
                if atom != self.deliverable.atom]


def copy_of(folder, target, changes):
    """A copy of the book: unchanged files are the same on disk, `changes`
    maps a path to its new bytes, or to None when it goes."""
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if path.is_dir() or name in changes:
            continue
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, place)
    for name, content in changes.items():
        if content is None:
            continue
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes)
                          else content.encode("utf-8"))


class Proof:
    """`since`: every file is made with what has changed since a version, in
    which each chapter was otherwise for everybody."""

    def __init__(self, program, scratch, count, since=False):
        self.program, self.scratch, self.count = program, scratch, count
        self.book = scratch / "book"
        self.since = ["--since", "0.0", "-t", "pdf", "-t", "epub", "-t",
                      "pack"] if since else []
        shutil.copytree(BOOK, self.book)
        if since:
            self.release_earlier()
        self.deliverables = list(Manifest(self.book).deliverables())
        self.sources = {item.name: Source(self.book, item)
                        for item in self.deliverables}
        self.expected = {}

    def release_earlier(self):
        manifest = self.book / "book.yaml"
        kept = {path: path.read_bytes()
                for path in (manifest, *self.book.rglob("*.md"))
                if path.name != "README.md"}
        for path, content in kept.items():
            text = content.decode("utf-8")
            if path == manifest:
                text = re.sub(r'^version: .*$', 'version: "0.0"', text,
                              flags=re.M)
            elif "\n\n" in text:
                text = text.rstrip("\n") + "\n\nDat stond er eerst.\n"
            path.write_text(text, encoding="utf-8")
        done = run(self.program, "release", "0.0", self.book, "-q")
        self.count.check("an earlier version is released",
                         "" if done.status == 0 else done.messages)
        for path, content in kept.items():
            path.write_bytes(content)

    def build(self, folder, deliverable):
        """The digests of the deliverable's files, and the messages."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as out:
            command, *rest = deliverable.arguments
            done = run(self.program, command, folder, *rest, "-o", out, "-q",
                       *self.since)
            if done.status != 0:
                return None, done.messages
            return [hashlib.sha256((pathlib.Path(out) / name).read_bytes())
                    .hexdigest() for name in self.files(deliverable)], \
                done.messages

    def files(self, deliverable):
        packs = [re.sub(r"((?:-concept)?)\.pdf$", r"-pack\1.pdf", name)
                 for name in deliverable.files if name.endswith(".pdf")]
        return deliverable.files + (packs if self.since else [])

    def baseline(self):
        for item in self.deliverables:
            self.expected[item.name], messages = self.build(self.book, item)
            self.count.check(f"{item.name}: builds",
                             "" if self.expected[item.name] else messages)
        return all(self.expected.values())

    def problem(self, deliverable, what, changes):
        """Builds the changed copy; what differs, or ''."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as name:
            target = pathlib.Path(name)  # styles and fonts lie beside it
            copy_of(self.book, target, changes)
            got, messages = self.build(target, deliverable)
        if got is None:
            return f"{what}\nthe copy does not build\n{messages}"
        differ = [name for name, one, two in
                  zip(self.files(deliverable), self.expected[deliverable.name], got)
                  if one != two]
        return f"{what}{DIFFERS}{' '.join(differ)}" if differ else ""

    def mutation(self, number, seed):
        deliverable = self.deliverables[number % len(self.deliverables)]
        dice = random.Random(f"{seed}/{number}")
        what, changes = mutations.choose(dice, self.sources[deliverable.name])
        return (number, deliverable, what,
                self.problem(deliverable, what, changes))

    def mutations(self, numbers, seed):
        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            yield from pool.map(lambda number: self.mutation(number, seed),
                                numbers)

    def stripped(self, deliverable):
        changes = mutations.strip(self.sources[deliverable.name])
        return self.problem(deliverable, "all invisible taken out", changes)


def run_all(proof, options, count):
    """Mutations of a sound program: not one may show."""
    for item in proof.deliverables if options.only is None else []:
        count.check(f"{item.name}: without all it does not show",
                    proof.stripped(item))
    kinds = {}
    numbers = [options.only] if options.only is not None \
        else range(options.count)
    for number, item, what, problem in proof.mutations(numbers, options.seed):
        kind = what.split(":")[0]
        kinds[kind] = kinds.get(kind, 0) + 1
        count.check(f"{item.name}, mutation {number}", problem)
    print(f"noninterference: {len(kinds)} kinds of mutations: "
          + ", ".join(f"{kind} {kinds[kind]}" for kind in sorted(kinds)))


def run_sabotaged(proof, options, count):
    """The same with a program that shows all: this must be noticed."""
    done = list(proof.mutations(range(SABOTAGED), options.seed))
    differing = sum(1 for _, _, _, problem in done if DIFFERS in problem)
    stripped = [item for item in proof.deliverables
                if DIFFERS in proof.stripped(item)]
    count.check("a broken selection is noticed by mutations",
                "" if differing > SABOTAGED // 3 else
                f"only {differing} of {SABOTAGED} give other files")
    count.check("a broken selection is noticed by taking out",
                "" if len(stripped) == len(proof.deliverables) else
                "some files are the same without what is hidden")
    print(f"noninterference: with its selection broken, {differing} of "
          f"{SABOTAGED} mutations give other files")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", default="bouwsteen")
    parser.add_argument("--only", type=int, help="this mutation alone")
    parser.add_argument("--sabotaged", type=pathlib.Path,
                        help="a program whose selection is broken")
    options = parser.parse_args()
    count = Count("noninterference")
    runs = [(options.program, run_all, False), (options.program, run_all, True)]
    if options.sabotaged:
        runs.append((options.sabotaged, run_sabotaged, False))
    for program, what, since in runs:
        with Scratch() as scratch:
            proof = Proof(program, scratch, count, since)
            if proof.baseline():
                what(proof, options, count)
    count.close()


if __name__ == "__main__":
    main()
