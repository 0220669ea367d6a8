#!/usr/bin/env python3
"""Golden cases: one feature each.

    tests/cases.py [--accept] PROGRAM [AREA | AREA/NAME]...

tests/cases/AREA/NAME.md is a chapter.  Beside it stand what is expected:

    NAME.tree NAME.pages NAME.text   of `bouwsteen dump --what=...`
    NAME.xhtml                       the chapters in the EPUB
    NAME.typography                  of `bouwsteen check --typography`: the
                                     faults, and the lines that are not zero
    NAME.language                    of `bouwsteen check --language -v`
    NAME.diag                        of `bouwsteen check`; without such a file
                                     nothing is to be reported
    NAME.EDITION.tree (and so on)    of another edition than the first
    NAME.yaml                        the manifest; else AREA/book.yaml; else a
                                     plain book of this chapter.  In it, CASE
                                     stands for NAME
    NAME.files/, AREA/files/         more files of the book

--accept writes what comes out over the expectations; read the difference
before committing it.  A case without any gets .tree (and .diag if needed);
to have .pages too, make an empty file of that name first.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import shutil
import zipfile

from support import (CASES, ROOT, Count, Scratch, difference, run,
                     show_path)

DUMPS = ("tree", "pages", "text")
KINDS = DUMPS + ("xhtml", "typography", "language", "diag")
PLAIN = "title: Proef\nlanguage: nl\nchapters: [CASE.md]\n"


def expectations(case):
    """(edition or '', kind) -> path."""
    found = {}
    for path in case.parent.glob(case.stem + ".*"):
        middle = path.name[len(case.stem) + 1:].split(".")
        if path.is_file() and middle[-1] in KINDS and len(middle) <= 2:
            found["".join(middle[:-1]), middle[-1]] = path
    return found


def write_book(case, scratch):
    book = scratch / "book"
    book.mkdir()
    for folder in (case.parent / "files", case.with_suffix(".files")):
        if folder.is_dir():
            shutil.copytree(folder, book, dirs_exist_ok=True, symlinks=True)
    manifest = PLAIN
    for path in (case.with_suffix(".yaml"), case.parent / "book.yaml"):
        if path.is_file():
            manifest = path.read_text(encoding="utf-8")
            break
    (book / "book.yaml").write_text(manifest.replace("CASE", case.stem),
                                    encoding="utf-8")
    # A block lies in its own folder, from NAME.files; else the case itself.
    shutil.copyfile(case, book / case.name)


def epub_chapters(scratch, program, edition):
    """The XHTML of all chapters in spine order, without the navigation."""
    arguments = ["-e", edition] if edition else []
    done = run(program, "build", "book", "-o", "out", "-t", "epub", "-q",
               "-j1", *arguments, cwd=scratch)
    found = sorted((scratch / "out").rglob("*.epub"))
    if done.status != 0 or not found:
        return f"no EPUB: status {done.status}\n{done.messages}"
    if len(found) > 1:
        return "more than one edition: call it NAME.EDITION.xhtml\n"
    with zipfile.ZipFile(found[0]) as archive:
        names = archive.namelist()
        package = next(n for n in names if n.endswith(".opf"))
        opf = archive.read(package).decode("utf-8")
        base = package.rpartition("/")[0]
        items = {}
        for item in re.findall(r"<item\b[^>]*>", opf):
            attributes = dict(re.findall(r'([\w:-]+)="([^"]*)"', item))
            items[attributes["id"]] = attributes
        text = ""
        for identifier in re.findall(r'<itemref\b[^>]*\bidref="([^"]*)"', opf):
            item = items[identifier]
            if "nav" in item.get("properties", "").split():
                continue
            name = f"{base}/{item['href']}" if base else item["href"]
            text += f"=== {item['href']}\n" + archive.read(name).decode()
            text = text.rstrip("\n") + "\n"
    return text


def typography(scratch, program):
    """What `check --typography` finds: zeros are left out."""
    done = run(program, "check", "book", "--typography", cwd=scratch)
    table = [line for line in done.text.splitlines()
             if not re.search(r"\s0$", line)]
    return done.messages + "\n".join(table) + "\n"


def language(scratch, program):
    """What `check --language` finds, and its table."""
    done = run(program, "check", "book", "--language", cwd=scratch)
    return done.messages + done.text


def actual(case, program, wanted):
    """(edition, kind) -> text, and what is wrong with the runs themselves."""
    outputs, problems = {}, []
    with Scratch() as scratch:
        write_book(case, scratch)
        checked = run(program, "check", "book", cwd=scratch)
        # Styles and fonts are shown with their whole path.
        outputs["", "diag"] = checked.messages.replace(str(scratch),
                                                       "SCRATCH")
        promised = 1 if re.search(r": error: ", checked.messages) else 0
        if checked.status != promised:
            problems.append(f"check: exit status {checked.status}, not "
                            f"{promised}\n{checked.messages}")
        if checked.out:
            problems.append(f"check wrote to standard output: {checked.text}")
        for edition, kind in wanted:
            if kind == "xhtml":
                outputs[edition, kind] = epub_chapters(scratch, program,
                                                       edition)
            if kind == "typography":
                outputs[edition, kind] = typography(scratch, program)
            if kind == "language":
                outputs[edition, kind] = language(scratch, program)
            if kind not in DUMPS:
                continue
            chosen = ["-e", edition] if edition else []
            done = run(program, "dump", "book", f"--what={kind}", *chosen,
                       cwd=scratch)
            outputs[edition, kind] = done.text
            if done.status not in (0, promised):
                problems.append(f"dump {kind}: exit status {done.status}\n"
                                f"{done.messages}")
    return outputs, problems


def accept(case, expected, outputs):
    for key, text in outputs.items():
        edition, kind = key
        path = expected.get(key) or case.parent / ".".join(
            filter(None, (case.stem, edition, kind)))
        old = path.read_text(encoding="utf-8") if path.is_file() else None
        if kind == "diag" and not text:
            if old is not None:
                path.unlink()
                print(f"removed {show_path(path)}")
        elif old != text:
            path.write_text(text, encoding="utf-8")
            print(f"accepted {show_path(path)}")


def run_case(case, program, accepts):
    expected = expectations(case)
    wanted = [key for key in expected if key[1] != "diag"]
    if accepts and not expected:
        wanted = [("", "tree")]
    outputs, problems = actual(case, program, wanted)
    if accepts:
        accept(case, expected, outputs)
        return "\n".join(problems)
    if not expected:
        problems.append("no expectations; make them with --accept")
    for key, text in sorted(outputs.items()):
        path = expected.get(key)
        before = path.read_text(encoding="utf-8") if path else ""
        problems.append(difference(before, text,
                                   path.name if path else "nothing reported"))
    return "\n".join(filter(None, problems))


# Entries that no small case can show, and where they are tested instead.
NOT_SHOWN = {
    "file-unreadable": "rights: root may read everything",
    "file-too-large": "a file of 16 MiB",
    "yaml-too-large": "pathological.py",
    "pdf-library": "a fault of libharu's, or of ours",
    "pdf-rule": "a fault of ours: pdf/run.py, unit/proof",
    "pdf-glyph-missing": "glyph-missing comes first",
    "epub-failed": "a fault of libzip's, or of ours",
    "epub-unsound": "epub/run.py, by way of `bouwsteen proof`",
    "leak": "leaks.py, with a broken selection",
    "leak-image": "unit/proof",
    "leak-unreadable": "unit/proof",
    "font-list-missing": "unit/font",
    "font-role-unknown": "unit/font",
    "font-role-missing": "unit/font",
    "font-feature-bad": "unit/font",
    "font-missing": "unit/font",
    "font-unreadable": "unit/font",
    "font-version": "unit/font",
    "font-variant-missing": "unit/font",
    "hyphen-patterns-missing": "unit/font",
    "hyphen-exception-bad": "unit/font",
    "image-unsupported": "unit/media",
    "svg-too-large": "unit/media",
    "typography-fault": "layout/faults.typography",
    "sentence-long": "language/text.language",
    "word-twice": "language/text.language",
    "abbreviation-bare": "language/text.language",
    "jargon-bare": "language/text.language",
    "list-mixed": "language/text.language",
    "word-unknown": "language/text.language",
    "word-idle": "language/text.language",
    "layout-unstable": "no book is known that does it",
}


def entries_not_shown():
    """Slugs of the catalogue without a .diag that has them."""
    catalogue = (ROOT / "src/base/diag.def").read_text(encoding="utf-8")
    slugs = set(re.findall(r'^DIAG\(\w+,\s*\w+,\s*"([a-z0-9-]+)"', catalogue,
                           re.M))
    shown = "".join(path.read_text(encoding="utf-8")
                    for path in CASES.rglob("*.diag"))
    return sorted(slug for slug in slugs
                  if f"[{slug}]" not in shown and slug not in NOT_SHOWN)


def find_cases(chosen):
    for case in sorted(CASES.glob("*/*.md")):
        area = case.parent.name
        if not chosen or area in chosen or f"{area}/{case.stem}" in chosen:
            yield case


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--accept", action="store_true")
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("chosen", nargs="*")
    options = parser.parse_args()
    count = Count("cases")
    cases = list(find_cases(options.chosen))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = pool.map(
            lambda case: run_case(case, options.program, options.accept),
            cases)
        for case, problem in zip(cases, problems):
            count.check(f"{case.parent.name}/{case.stem}", problem)
    if not options.chosen and not options.accept:
        count.check("each diagnostic is shown by a case",
                    "\n".join(entries_not_shown()))
    count.close()


if __name__ == "__main__":
    main()
