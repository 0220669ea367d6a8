#!/usr/bin/env python3
"""Finished PDFs: what proof/ says of them, and whether veraPDF agrees.

    tests/pdf/run.py PROGRAM [FIXTURE]

The book of tests/epub/constructs has a page of every construct.  Its PDF is
sound, reads as the tree, and looks as it would without tags; then each of the fixtures breaks one rule in it, and both judges must
name that rule and no other.  `judge` and `variant` lie in
out/build/PROFILE/tests/pdf.
"""
import difflib
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import verapdf  # noqa
from support import ROOT, Count, Scratch, environment, run  # noqa
import attached  # noqa
import fields  # noqa
import fixtures  # noqa
import reading  # noqa
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


# --- the book's text ----------------------------------------------------------

# What the PDF says that is no text of the tree: labels, and the numbers that
# only layout knows (of notes, pages, captions, list items).
LABELS = {"Deel", "Bouwsteen", "Tabel", "Figuur", "Werkblad", "Tip", "Let",
          "op", "aankruisvakje", "aangekruist"}


# pdfinfo takes a minute for a book of 250 pages.
POPPLER_READS = {"lezer", "partners"}


def words_of(text):
    """Words with spaces, hyphens and joiners of all kinds as plain ones."""
    text = unicodedata.normalize("NFC", text).replace("\u2060", "")
    text = re.sub("[\u2010\u2011]", "-", text)
    return re.sub("[\u00a0\u202f\u2009]", " ", text).split()


def letters(words):
    return re.sub(r"[\W\d]", "", "".join(
        word for word in words
        if word not in LABELS and not re.fullmatch(r"[a-z]{1,2}\)", word)))


def text_differences(tree, pdf):
    """Where the PDF's words are others than the tree's, labels aside."""
    matcher = difflib.SequenceMatcher(None, tree, pdf, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal" and \
                letters(tree[i:j]) != letters(pdf[k:m]):
            yield (f"{' '.join(tree[max(0, i - 4):j])!r} is "
                   f"{' '.join(pdf[max(0, k - 4):m])!r}")


def test_text(count, program, judge, book, pdf):
    edition = pdf.parent.name
    dumped = run(program, "dump", book, "-e", edition, "--what=text").text
    reading.test_copying(count, judge, dumped, pdf)
    if edition in POPPLER_READS:
        reading.test_structure(count, dumped, pdf)
    said = subprocess.run([judge, "--text", pdf], stdout=subprocess.PIPE,
                          check=False).stdout.decode()
    found = list(text_differences(words_of(dumped), words_of(said)))
    count.check(f"{pdf.name}: the structure reads as the tree",
                "\n".join(found[:20]) if words_of(said) else "no text")


def test_order(count, pdf):
    count.check(f"{pdf.name}: content order is reading order, notes aside",
                "\n".join(order_faults(pdf.read_bytes())[:20]))


def order_faults(data):
    """Elements whose content stands before that of an element before them on
    the page.  Notes stand at the foot, and are read where they are called."""
    pdf, faults, last = rewrite.Pdf(data), [], {}
    root = re.search(rb"/K (\d+) 0 R",
                     pdf.objects[pdf.find(rb"/StructTreeRoot/K")].body)[1]
    stack = [(int(root), None)]
    while stack:
        number, page = stack.pop()
        body = pdf.objects[number].body
        if body.startswith(b"<<\n/S/Note/"):
            continue
        own = re.search(rb"/Pg (\d+) 0 R", body)
        page = int(own[1]) if own else page
        kids = re.search(rb"/K(?: |\[)(.*?)\]?>>$", body, re.S)
        items = re.findall(
            rb"<</Type/OBJR.*?>>|<</Type/MCR/Pg (\d+) 0 R/MCID (\d+)>>"
            rb"|(\d+) 0 R|(\d+)", kids[1]) if kids else []
        for other, there, kid, here in items:
            if kid:
                continue
            at, mcid = (int(other), int(there)) if other else \
                (page, int(here or 0))
            if not other and not here:
                continue
            # An element's own content after that of its kids is in order too,
            # but is met before it here: only leaves are compared.
            if not any(item[2] for item in items):
                if mcid < last.get(at, -1):
                    faults.append(f"object {number}: MCID {mcid} after "
                                  f"{last[at]} on page object {at}")
                last[at] = max(mcid, last.get(at, -1))
        stack += [(int(item[2]), page) for item in reversed(items) if item[2]]
    return faults


def test_float(count, program, judge, variant, folder):
    """A table that stands on a later page than text after it is read before
    that."""
    book = folder / "float"
    case = ROOT / "tests/cases/layout/float.md"
    shutil.copytree(case.with_suffix(".files"), book)
    shutil.copy(case, book)
    (book / "book.yaml").write_text(
        case.with_suffix(".yaml").read_text(encoding="utf-8")
        .replace("CASE", case.stem), encoding="utf-8")
    pdf = build(program, book, folder / "float-out")[0]
    pages = run(program, "dump", book, "-e", "lezer", "--what=pages").text
    count.check("a table stands behind text that it comes before",
                "" if 0 < pages.find("zegje") < pages.find('"Tabel 1"')
                else pages)
    test_text(count, program, judge, book, pdf)
    test_order(count, build(variant, book, folder / "float-plain",
                            UNPACKED="1")[0])


def test_heads(count, file):
    """Where rows have heads, their cells name those and the columns'."""
    pdf = rewrite.Pdf(file.read_bytes())
    rows = {}
    for item in pdf.objects.values():
        kind = re.match(rb"<<\n/S/(T[DH])/P (\d+) 0 R", item.body)
        if kind:
            rows.setdefault(int(kind[2]), []).append((kind[1], item.body))
    named = 0
    for cells in rows.values():
        if {kind for kind, _ in cells} != {b"TD", b"TH"}:
            continue
        own = {re.search(rb"/ID\((th-\d+)\)", body)[1]
               for kind, body in cells if kind == b"TH"}
        for kind, body in cells:
            if kind != b"TD":
                continue
            heads = re.search(rb"/Headers\[\((th-\d+)\)\((th-\d+)\)\]",
                              body)
            named += bool(heads and heads[2] in own and heads[1] not in own)
            if not heads:
                count.check(f"{file.name}: cells name their heads",
                            body.decode("latin-1"))
                return
    count.check(f"{file.name}: cells name their heads",
                "" if named else "no row has a head")


def test_asides(count, file):
    """Words that are explained beside the text are asides, and follow a
    paragraph, a table or a list."""
    pdf = rewrite.Pdf(file.read_bytes())
    number = sum(item.body.startswith(b"<<\n/S/Aside/")
                 for item in pdf.objects.values())
    root = pdf.objects[pdf.find(rb"/StructTreeRoot/K")].body
    beside = file.parent.name == "nieuw"
    count.check(f"{file.name}: {number} asides, mapped to Div", "" if
                beside == (number > 50) ==
                (b"/RoleMap<</Aside/Div>>" in root) else "not so")


# --- rendering ----------------------------------------------------------------

RENDERERS = {
    "pdftoppm": lambda pdf, out: ["pdftoppm", "-r", "40", pdf, out / "page"],
    "mutool": lambda pdf, out: ["mutool", "draw", "-q", "-r", "40", "-o",
                                out / "page-%03d.ppm", pdf],
}


def rendered(command):
    done = subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return "" if done.returncode == 0 else done.stderr.decode()


def test_pixels(count, tagged, untagged, folder):
    """Tagging changes no pixel."""
    for name, command in RENDERERS.items():
        if not shutil.which(name):
            count.skip(f"pixels with {name}", "not installed")
            continue
        folders = [folder / f"{name}-{kind}-{tagged.stem}"
                   for kind in ("tagged", "untagged")]
        problem = ""
        for pdf, out in zip((tagged, untagged), folders):
            out.mkdir()
            problem += rendered(command(pdf, out))
        pages = [sorted(path.name for path in out.iterdir())
                 for out in folders]
        differing = [page for page in pages[0] if
                     (folders[0] / page).read_bytes() !=
                     (folders[1] / page).read_bytes()] \
            if pages[0] == pages[1] else ["another number of pages"]
        count.check(f"{name} draws {len(pages[0])} pages of {tagged.name} "
                    "alike with tags and without",
                    problem or "\n".join(differing) or
                    ("" if pages[0] else "no pages"))
        for out in folders:
            shutil.rmtree(out)


def test_refusal(count, variant, book, folder):
    """A PDF that does not conform is not written, and the old one stays."""
    old = folder / "refused/lezer/constructen-lezer.pdf"
    old.parent.mkdir(parents=True)
    old.write_bytes(b"old")
    done = subprocess.run(
        [variant, "build", book, "-o", folder / "refused", "-q",
         "-t", "pdf"], env={**environment(), "UNTAGGED": "1"},
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, check=False)
    text = done.stderr.decode()
    count.check("a PDF that does not conform is an error at its place",
                "" if done.returncode == 1 and old.read_bytes() == b"old" and
                re.search(r"\.md:\d+:\d+: error: .*\[pdf-rule\]", text)
                else f"exit status {done.returncode}\n{text}")


def test_proof(count, program, pdf, folder):
    """`bouwsteen proof` says what is wrong with a file."""
    done = run(program, "proof", pdf)
    count.check("proof finds a PDF sound", "" if done.status == 0 and
                done.text.endswith(": sound\n") else done.text)
    cut = folder / "cut.pdf"
    cut.write_bytes(pdf.read_bytes().replace(b"/Marked true", b"/Marked null"))
    done = run(program, "proof", "-q", cut)
    count.check("proof says what is wrong with a PDF", "" if
                done.status == 1 and re.fullmatch(
                    r".*cut\.pdf: object \d+: PDF/UA-1 6\.2-1, PDF/A-2a "
                    r"6\.7\.2\.2-1: the document does not say that it is "
                    r"tagged\n", done.text) else done.text)


def test_packing(count, judge, packed, plain, folder):
    """Packed and plain files say the same; a packed one that is damaged is
    found out."""
    words = [subprocess.run([judge, "--text", pdf], stdout=subprocess.PIPE,
                            check=False).stdout for pdf in (packed, plain)]
    count.check("packed and plain files have the same text",
                "" if words[0] and words[0] == words[1] else "they have not")
    count.check("a packed file is smaller by a third",
                "" if packed.stat().st_size * 3 < plain.stat().st_size * 2
                else f"{packed.stat().st_size} of {plain.stat().st_size}")
    data = bytearray(packed.read_bytes())
    at = data.index(b"/Type/ObjStm")
    at = data.index(b"stream\n", at) + 100
    data[at] ^= 0x55
    broken = folder / "damaged.pdf"
    broken.write_bytes(data)
    rules = {line[0] for line in findings(judge, [broken])[str(broken)]}
    count.check("a damaged object stream is found out",
                "" if rules & {"FILE_UNREADABLE", "REFERENCE_DANGLING"}
                else f"proof finds {rules}")


MANY = 10050  # sections, of a page each


def test_many_pages(count, program, judge, folder):
    """No tree of the file has a node too large, for libharu or for readers."""
    book = folder / "many"
    book.mkdir()
    (book / "een.md").write_text("# Veel\n\n" + "\n\n".join(
        f"## Blad {number}\n\nZie [het volgende](#blad-{number % MANY + 1})."
        "\n\n::: {.schrijfregels lines=13}\n:::"
        for number in range(1, MANY + 1)) + "\n", encoding="utf-8")
    (book / "book.yaml").write_text(
        "title: Veel\nlanguage: nl\nchapters: [een.md]\n", encoding="utf-8")
    pdf = build(program, book, folder / "many-out")[0]
    lines = findings(judge, [pdf])[str(pdf)]
    count.check("a PDF of ten thousand pages is sound",
                "\n".join(f"{line[0]}: {line[3]}" for line in lines))
    for command, wanted in (
            (["pdfinfo", pdf], rf"Pages: +{MANY // 10000}\d{{4}}\n"),
            (["qpdf", "--check", pdf], "No syntax or stream encoding errors")):
        if not shutil.which(command[0]):
            count.skip(f"ten thousand pages: {command[0]}", "not installed")
            continue
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        text = done.stdout.decode()
        count.check(f"ten thousand pages: {command[0]}", "" if
                    done.returncode == 0 and re.search(wanted, text)
                    else text[:2000])


def build(program, book, folder, **more):
    subprocess.run([program.resolve(), "build", book, "-o", folder, "-q",
                    "-t", "pdf"], check=False, stderr=subprocess.DEVNULL,
                   env={**environment(), **more})
    return sorted(folder.rglob("*.pdf"))


def main():
    program = pathlib.Path(sys.argv[1])
    only = sys.argv[2] if len(sys.argv) > 2 else None
    count = Count("pdf")
    judge = judge_of(program)
    variant = judge.parent / "variant"
    with Scratch() as folder:
        book = folder / "constructs"
        shutil.copytree(CONSTRUCTS, book)
        plain = build(variant, book, folder / "plain", UNPACKED="1")[0]
        if not only:
            test_whole(count, program, judge, book, plain, folder)
            test_ours_alone(count, judge, plain.read_bytes(), folder)
            fields.test(count, program, variant,
                        lambda files: findings(judge, files), folder)
            attached.test(count, program, variant,
                          lambda files: findings(judge, files), folder)
        test_fixtures(count, judge, plain.read_bytes(), folder, only)
    count.close()


def test_whole(count, program, judge, book, plain, folder):
    variant = judge.parent / "variant"
    pdf = build(program, book, folder / "out")[0]
    for file in (pdf, plain):
        lines = findings(judge, [file])[str(file)]
        count.check("a page of every construct is sound",
                    "\n".join(f"{line[0]}: {line[3]}" for line in lines))
    test_packing(count, judge, pdf, plain, folder)
    test_proof(count, program, pdf, folder)
    test_text(count, program, judge, book, pdf)
    test_order(count, plain)
    test_float(count, program, judge, variant, folder)
    editions = build(program, ROOT / "book", folder / "book")
    for file in editions:
        test_text(count, program, judge, ROOT / "book", file)
    reading.test_searching(count, program, judge, folder)
    reading.test_bare(count, program, judge, folder)
    real = folder / "real"
    shutil.copytree(ROOT / "book", real)
    for file in build(variant, real, folder / "unpacked", UNPACKED="1"):
        test_order(count, file)
        test_heads(count, file)
        test_asides(count, file)
    test_many_pages(count, program, judge, folder)
    test_refusal(count, variant, book, folder)
    test_pixels(count, pdf, build(variant, book, folder / "untagged",
                                  UNTAGGED="1", UNJUDGED="1")[0], folder)
    untagged = build(variant, real, folder / "untagged-real", UNTAGGED="1",
                     UNJUDGED="1")
    for file, other in zip(editions, untagged, strict=True):
        test_pixels(count, file, other, folder)


if __name__ == "__main__":
    main()
