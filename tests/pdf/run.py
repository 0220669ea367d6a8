#!/usr/bin/env python3
"""Finished PDFs: what proof/ says of them, and whether veraPDF agrees.

    tests/pdf/run.py PROGRAM [FIXTURE]

The book of tests/epub/constructs has a page of every construct.  Its PDF is
sound; then each of the fixtures breaks one rule in it, and both judges must
name that rule and no other.  `judge` lies in out/build/PROFILE/tests/pdf.
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import verapdf  # noqa
from support import ROOT, Count, environment, is_sanitized, run  # noqa
import fixtures  # noqa
import rewrite  # noqa

CONSTRUCTS = ROOT / "tests/epub/constructs"


def judge_of(program):
    folder = ROOT / "out/build/release"
    if program.resolve().parent.name != "bin":
        folder = program.resolve().parent
    return folder / "tests/pdf/judge"


def findings(judge, files):
    """{file: [(rule, clause of UA, clause of A, words)]}"""
    done = subprocess.run([judge, *files], stdout=subprocess.PIPE, check=False)
    found = {str(file): [] for file in files}
    for line in done.stdout.decode().splitlines():
        file, rule, ua, a, _, words = line.split("\t")
        found[file].append((rule, ua, a, words))
    if done.returncode:
        raise SystemExit(f"{judge}: exit status {done.returncode}")
    return found


def make(source, folder, name, change):
    """The file with one thing changed; None with why when it cannot be."""
    pdf = rewrite.Pdf(source)
    changed = change(pdf) or pdf.bytes()
    path = folder / f"{name}.pdf"
    path.write_bytes(changed)
    return path


def clauses(rules, judge_lines, column):
    return {line[column] for line in judge_lines
            if line[0] in rules and line[column] != "-"}


def compare(path, rules, also, ours, vera):
    """What differs from what the fixture says, in words."""
    problems = []
    found = {line[0] for line in ours}
    for rule in set(rules) - found:
        problems.append(f"proof does not find {rule}")
    for line in ours:
        if line[0] not in rules:
            problems.append(f"proof finds {line[0]} too: {line[3]}")
    for flavour, column in (("ua1", 1), ("2a", 2)):
        wanted = clauses(rules, ours, column)
        named = {"-".join(map(str, key)): words
                 for key, words in vera.get(flavour, {}).items()}
        for clause in sorted(wanted - set(named) - set(also)):
            problems.append(f"veraPDF {flavour} does not find {clause}")
        for clause, words in sorted(named.items()):
            if clause not in wanted and clause not in also:
                problems.append(f"veraPDF {flavour} finds too: {words}")
    if vera and not any(vera.values()):
        problems.append("veraPDF finds nothing")
    if not vera:
        problems.append("veraPDF cannot read it")
    return "\n".join(problems)


def test_fixtures(count, judge, source, folder, only):
    made = []
    for name, change, rules, also in fixtures.FIXTURES:
        if only and name != only:
            continue
        try:
            made.append((make(source, folder, name, change), rules, also))
        except rewrite.Fault as fault:
            count.check(name, f"the fixture cannot be made: {fault}")
    paths = [path for path, _, _ in made]
    ours = findings(judge, paths)
    if not verapdf.command():
        for path, rules, _ in made:
            found = {line[0] for line in ours[str(path)]}
            count.check(path.stem, "" if found == set(rules) else
                        f"proof finds {found}, not {set(rules)}")
        count.skip("veraPDF on the fixtures", "run make setup-test")
        return
    vera = verapdf.verdicts(paths)
    # Where the metadata are broken, the file claims something else.
    other = [path for path in paths if set(vera[str(path)]) != {"ua1", "2a"}]
    judged = [verapdf.verdicts(other, flavour) for flavour in ("ua1", "2a")]
    for path in map(str, other):
        vera[path] = {**judged[0][path], **judged[1][path]}
    for path, rules, also in made:
        count.check(path.stem, compare(path, rules, also, ours[str(path)],
                                       vera[str(path)]))


def test_ours_alone(count, judge, source, folder):
    for name, change, rules in fixtures.OURS_ALONE:
        path = make(source, folder, name, change)
        found = {line[0] for line in findings(judge, [path])[str(path)]}
        count.check(name, "" if found == set(rules) else
                    f"proof finds {sorted(found)}, not {sorted(rules)}")


def main():
    program = pathlib.Path(sys.argv[1])
    only = sys.argv[2] if len(sys.argv) > 2 else None
    count = Count("pdf")
    judge = judge_of(program)
    with tempfile.TemporaryDirectory(prefix="bouwsteen-pdf-") as name:
        folder = pathlib.Path(name)
        subprocess.run([program.resolve(), "build", CONSTRUCTS, "-o",
                        folder / "out", "-q", "-t", "pdf"], check=False,
                       env=environment(), stderr=subprocess.DEVNULL)
        pdf = next((folder / "out").rglob("*.pdf"))
        lines = findings(judge, [pdf])[str(pdf)]
        count.check("a page of every construct is sound",
                    "\n".join(f"{line[0]}: {line[3]}" for line in lines))
        if not only:
            test_ours_alone(count, judge, pdf.read_bytes(), folder)
        test_fixtures(count, judge, pdf.read_bytes(), folder, only)
    count.close()


if __name__ == "__main__":
    main()
