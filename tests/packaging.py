#!/usr/bin/env python3
"""How bouwsteen comes to people who do not build it themselves: the Debian
package, the container recipe, the jobs of forges.

    tests/packaging.py PROGRAM

The package is built from the tree, unpacked in a folder of its own, and makes
a book from there.  Of the jobs, their own commands are run on a copy of the
book.  No container is made: what the recipe does is make the package, and
install it."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

from support import ROOT, Count, Scratch, environment, files_below, run

PACKAGING = ROOT / "src/packaging"
JOBS = {"github": ".github/workflows/boek.yml",
        "forgejo": ".forgejo/workflows/boek.yml",
        "gitlab": ".gitlab-ci.yml"}
BOOK = {"book.yaml": "name: proef\ntitle: Proef\nlanguage: nl\n"
                     "chapters: [een.md]\n",
        "een.md": "# De buurt in\n\nJe loopt een vaste ronde.\n"}


def shell(command, folder, **more):
    return subprocess.run(
        ["bash", "-e", "-c", command], cwd=folder, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**environment(), **more})


# --- the package --------------------------------------------------------------

def packages_of(field, text):
    found = re.search(rf"^{field}: (.*?)\n(?=\S|\n)", text, re.M | re.S)
    return {re.sub(r" .*", "", name.strip())
            for name in found[1].split(",")}


def test_dependencies(count):
    """What the package is built from and needs is what `make setup` installs."""
    control = (PACKAGING / "debian/control").read_text()
    makefile = (ROOT / "Makefile").read_text()
    setup = set(re.search(r"BUILD_PACKAGES := (.*?[^\\])\n", makefile,
                          re.S)[1].replace("\\\n", " ").split())
    stated = packages_of("Build-Depends", control) | \
        packages_of("Depends", control) | packages_of("Recommends", control)
    stated = {name for name in stated if not name.startswith("${")}
    own = {"debhelper-compat", "libmicrohttpd12"}  # loaded when needed
    compiler = {"gcc", "libc6-dev", "make"}  # build-essential
    count.check("the package needs what make setup installs", "" if
                stated - own == setup - compiler else
                f"{sorted((stated - own) ^ (setup - compiler))}")


def test_package(count, scratch):
    missing = [tool for tool in ("dpkg-buildpackage", "dh", "fakeroot")
               if not shutil.which(tool)]
    if missing:
        count.skip("the Debian package", f"no {', '.join(missing)}")
        return
    version = re.search(r"^VERSION := (.*)$", (ROOT / "Makefile").read_text(),
                        re.M)[1]
    deb = scratch / "deb"
    done = shell(f"{PACKAGING}/deb.sh {deb} {version}", ROOT)
    built = sorted(deb.glob("bouwsteen_*.deb"))
    if not count.check("the Debian package is built", "" if
                       done.returncode == 0 and len(built) == 1 else
                       done.stderr.decode()[-3000:]):
        return
    count.check("a source package comes with it", "" if
                list(deb.glob("*.dsc")) and list(deb.glob("*.tar.xz"))
                else str(sorted(deb.iterdir())))
    root = scratch / "root"
    subprocess.run(["dpkg-deb", "-x", built[0], root], check=True)
    files = set(files_below(root))
    wanted = {"usr/bin/bouwsteen", "usr/share/man/man1/bouwsteen.1.gz",
              "usr/share/bouwsteen/fonts/fonts.yaml",
              "usr/share/bouwsteen/fonts/exceptions-nl.txt",
              "usr/share/locale/nl/LC_MESSAGES/bouwsteen.mo",
              "usr/share/doc/bouwsteen/copyright"} | {
                  f"usr/share/bouwsteen/styles/{path.name}"
                  for path in (ROOT / "styles").glob("*.*")
                  if path.name != "README.md"}
    count.check("all that the program needs is in it", "" if wanted <= files
                else str(sorted(wanted - files)))
    test_installed(count, scratch, root / "usr/bin/bouwsteen")
    if not shutil.which("lintian"):
        count.skip("lintian", "not installed")
        return
    done = subprocess.run(
        ["lintian", "--allow-root", "--fail-on", "error,warning,info",
         "--display-info", *deb.glob("*.changes")], check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    count.check("lintian finds nothing", "" if done.returncode == 0 and
                not done.stdout.strip() else done.stdout.decode())


def test_installed(count, scratch, program):
    """It builds from where it lies, and makes what the checkout's makes."""
    book = scratch / "book"
    book.mkdir()
    for name, text in BOOK.items():
        (book / name).write_text(text)
    done = run(program, "build", book, "-o", scratch / "installed", "-q")
    run(ROOT / "out/bin/bouwsteen", "build", book, "-o", scratch / "own", "-q")
    made, own = (files_below(scratch / name) for name in ("installed", "own"))
    count.check("the installed program makes the same files", "" if
                done.status == 0 and made == own and
                sorted(made) == ["proef/proef.epub", "proef/proef.pdf"]
                else f"{done.messages}\n{sorted(made)}, {sorted(own)}")
    (book / "een.md").write_text("# Kop\n\nZie [](#niets).\n")
    done = run(program, "check", book, LANGUAGE="nl", LC_ALL="C.UTF-8")
    count.check("it speaks Dutch", "" if "waarschuwing: er is geen label" in
                done.messages else done.messages)


# --- the container ------------------------------------------------------------

def test_container(count):
    """What the recipe copies is there, and all that the package is made of."""
    recipe = (PACKAGING / "Containerfile").read_text()
    copied = set()
    for line in re.findall(r"^COPY (?!--from)(.*)$", recipe, re.M):
        copied |= set(line.split()[:-1])
    script = (PACKAGING / "deb.sh").read_text()
    needed = set(re.search(r"^cp -a (.*) \"", script, re.M)[1].split())
    ignored = (PACKAGING / "Containerfile.dockerignore").read_text().split()
    count.check("the container recipe copies what make deb takes", "" if
                copied == needed and
                all((ROOT / name).exists() for name in copied) and
                not {f"/{name}" for name in copied} & set(ignored)
                else f"{sorted(copied)}, {sorted(needed)}")


# --- the jobs -----------------------------------------------------------------

def commands_of(forge):
    """The commands of a job that are about the book, one a line."""
    job = yaml.safe_load((ROOT / JOBS[forge]).read_text())
    if forge == "gitlab":
        lines = job["boek"]["script"]
    else:
        lines = [step["run"].strip() for step in job["jobs"]["boek"]["steps"]
                 if "bouwsteen" in step.get("run", "")]
    return [line for line in lines if "out/bin/bouwsteen" in line]


def artifacts_of(forge):
    job = yaml.safe_load((ROOT / JOBS[forge]).read_text())
    if forge == "gitlab":
        return job["boek"]["artifacts"]["paths"]
    return [step["with"]["path"] for step in job["jobs"]["boek"]["steps"]
            if "upload-artifact" in step.get("uses", "")]


def test_jobs(count, program, scratch):
    folder = scratch / "checkout"
    (folder / "out/bin").mkdir(parents=True)
    os.symlink(program.resolve(), folder / "out/bin/bouwsteen")
    shutil.copytree(ROOT / "book", folder / "book")
    chapter = folder / "book/voorwerk/colofon.md"
    sound = chapter.read_text(encoding="utf-8")
    for forge in JOBS:
        lines = commands_of(forge)
        done = [shell(line, folder) for line in lines]
        files = [path for name in artifacts_of(forge)
                 for path in (folder / name).rglob("*.*")]
        kinds = {path.suffix for path in files}
        count.check(f"{forge}: the job makes the book", "" if
                    len(lines) > 1 and {".pdf", ".epub"} <= kinds and
                    not any(one.returncode for one in done) else
                    f"{lines}\n" + b"".join(one.stderr for one in done
                                            ).decode())
        for name in artifacts_of(forge):
            shutil.rmtree(folder / name, ignore_errors=True)
        chapter.write_text(sound + "\nZie [](#nergens).\n", encoding="utf-8")
        line = sound.count("\n") + 2
        done = [shell(command, folder) for command in lines]
        said = b"".join(one.stdout + one.stderr for one in done).decode()
        if forge == "github":
            found = re.search(rf"^::error file=book/voorwerk/colofon\.md,"
                              rf"line={line},", said, re.M)
        else:
            found = f"book/voorwerk/colofon.md:{line}:" in said
        if forge == "gitlab":
            report = json.loads(
                (folder / "gl-code-quality-report.json").read_text())
            found = found and [item["location"]["lines"]["begin"]
                               for item in report
                               if item["severity"] == "major"] == [line]
        count.check(f"{forge}: a fault is told at its line, and stops the job",
                    "" if found and any(one.returncode for one in done)
                    else said)
        chapter.write_text(sound, encoding="utf-8")


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("packaging")
    with Scratch() as scratch:
        test_dependencies(count)
        test_container(count)
        test_jobs(count, program, scratch)
        test_package(count, scratch)
    count.close()


if __name__ == "__main__":
    main()
