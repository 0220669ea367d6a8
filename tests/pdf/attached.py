"""Files that a PDF carries along: that they come out as they went in, for whom
they are, and what proof/ and veraPDF say of broken ones.  Called by run.py."""
import hashlib
import re
import shutil
import subprocess

import rewrite
import verapdf
from fields import CASE, HIDDEN, PROFILE, write_partner
from support import environment, run

CSV = "vraag;antwoord\nHoe gaat het in de wijk?;één keer goed\n"
NAMES = ["proef-nieuw-worksheets.pdf", "vragen.csv", "één.txt"]
ATTACH = ("attach: [worksheets, {file: bijlagen/vragen.csv, "
          "title: Vragen én antwoorden}, één.txt]")

CATALOG = rb"/Type /Catalog"
FILE = rb"/Type/Filespec"
CSV_FILE = rb"/Type/Filespec/F\(vragen"
STREAM = rb"/Type/EmbeddedFile/Subtype/text#2Fcsv"

# --- broken ones --------------------------------------------------------------

FIXTURES, fixture = rewrite.fixtures_of()


@fixture("ATTACHMENT_NAME")
def attachment_without_unicode_name(pdf):
    pdf.change(CSV_FILE, rb"/UF\(vragen.csv\)", b"")


@fixture("ATTACHMENT_NAME")
def attachment_without_plain_name(pdf):
    pdf.change(CSV_FILE, rb"/F\(vragen.csv\)", b"")


@fixture("ATTACHMENT_TYPE")
def attachment_without_type(pdf):
    pdf.change(STREAM, rb"/Subtype/text#2Fcsv", b"")


@fixture("ATTACHMENT_TYPE")
def attachment_of_half_a_type(pdf):
    pdf.change(STREAM, rb"/Subtype/text#2Fcsv", b"/Subtype/text")


@fixture("ATTACHMENT_TYPE")
def attachment_of_a_type_with_a_blank(pdf):
    pdf.change(STREAM, rb"/Subtype/text#2Fcsv", b"/Subtype/text#2Fa#20b")


@fixture("ATTACHMENT_RELATION")
def attachment_without_relation(pdf):
    pdf.change(CSV_FILE, rb"/AFRelationship/Supplement", b"")


@fixture("ATTACHMENT_LOOSE")
def attachment_that_belongs_nowhere(pdf):
    number = pdf.find(CSV_FILE)
    pdf.change(CATALOG, rb"(/AF\[[^]]*?) ?\b%d 0 R" % number, rb"\1")


@fixture("ATTACHMENT_LISTED", alone=True)
def attachment_that_is_not_listed(pdf):
    number = pdf.find(CSV_FILE)
    pdf.change(CATALOG, rb"\(0002\)%d 0 R" % number, b"")


@fixture("ATTACHMENT_DAMAGED", alone=True)
def attachment_of_another_size(pdf):
    pdf.change(STREAM, rb"/Size \d+", b"/Size 7")


@fixture("ATTACHMENT_DAMAGED", alone=True)
def attachment_with_another_checksum(pdf):
    pdf.change(STREAM, rb"/CheckSum<..", b"/CheckSum<00")


@fixture("ATTACHMENT")
def attachments_in_pdfa_2(pdf):
    pdf.change_stream(rb"/Type/Metadata", rb"<pdfaid:part>3",
                      b"<pdfaid:part>2")


def verdict_of(vera, flavour):
    return {"-".join(map(str, key)) for key in vera.get(flavour, {})}


def test_fixtures(count, findings, data, folder):
    made = []
    for name, change, rules, alone in FIXTURES:
        pdf = rewrite.Pdf(data)
        path = folder / f"{name}.pdf"
        path.write_bytes(change(pdf) or pdf.bytes())
        made.append((path, set(rules), alone))
    ours = findings([path for path, _, _ in made])
    known = [path for path, _, alone in made if not alone]
    vera = verapdf.verdicts(known) if verapdf.command() else {}
    for path, rules, alone in made:
        lines = ours[str(path)]
        found = {line[0] for line in lines}
        problem = "" if found == rules else f"proof finds {sorted(found)}\n"
        flavours = vera.get(str(path), {})
        for flavour, column in (("ua1", 1), ("2a", 2), ("3a", 2)):
            wanted = {line[column] for line in lines if line[column] != "-"}
            named = verdict_of(flavours, flavour)
            if flavour in flavours and wanted != named:
                problem += f"veraPDF {flavour} finds {sorted(named)}\n"
        if known and vera and not alone and not flavours:
            problem += "veraPDF cannot read it"
        count.check(path.stem, problem)
    if not vera:
        count.skip("veraPDF on attachments", "run make setup-test")


# --- sound ones ---------------------------------------------------------------

def write_book(folder, attach=ATTACH):
    book = folder / "attached"
    shutil.rmtree(book, ignore_errors=True)
    shutil.copytree(CASE / "files", book)
    shutil.copy(CASE / "fields.md", book)
    text = (CASE / "book.yaml").read_text(encoding="utf-8")
    text = text.replace("CASE", "fields").replace(
        "    chapters:", f"    {attach}\n    chapters:", 1)
    (book / "book.yaml").write_text(text, encoding="utf-8")
    (book / "bijlagen").mkdir()
    (book / "bijlagen/vragen.csv").write_text(CSV, encoding="utf-8")
    (book / "één.txt").write_text("Eén regel.\n", encoding="utf-8")
    return book


def build(program, book, out, *arguments, **more):
    shutil.rmtree(out, ignore_errors=True)
    done = run(program, "build", book, "-o", out, "-q", "-e", "nieuw",
               *arguments, **more)
    return done, {path.name: path for path in out.rglob("*.pdf")}


def test_content(count, pdf, worksheets, folder):
    if not shutil.which("pdfdetach"):
        count.skip("attachments come out", "not installed")
        return
    out = folder / "detached"
    out.mkdir()
    subprocess.run(["pdfdetach", "-saveall", "-o", out, pdf], check=False)
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    wanted = dict(zip(NAMES, [worksheets.read_bytes(), CSV.encode(),
                              "Eén regel.\n".encode()]))
    count.check("attachments come out as they went in", "" if files == wanted
                else str(sorted(files)))


def test_objects(count, pdf):
    """What viewers and readers are told of them."""
    words = [item.body for item in pdf.objects.values()
             if FILE in item.body]
    stream = pdf.objects[pdf.find(STREAM)].body
    digest = hashlib.md5(CSV.encode()).hexdigest().upper().encode()
    count.check("attachments say what they are", "" if len(words) == 3 and
                b"/Desc<FEFF" in words[1] and
                b"/Desc(Werkbladen om in te vullen)" in words[0] and
                all(b"/AFRelationship/Supplement" in word
                    for word in words) else b"\n".join(words).decode("latin"))
    count.check("size, date and checksum are there", "" if
                b"/Size %d" % len(CSV.encode()) in stream and
                b"/ModDate(D:" in stream and digest in stream
                else stream.decode("latin-1"))
    number = pdf.find(rb"/F\(proef-nieuw-worksheets")
    parts = [item.body for item in pdf.objects.values() if re.match(
        rb"<<\n/S/Sect/.*/AF\[%d 0 R\]" % number, item.body, re.S)]
    count.check("worksheets name the file in which they are filled in",
                "" if parts else "no section does")


def test_partners(count, program, sabotaged, folder):
    """A partner gets what is for it, approved; a leak is found."""
    book = write_partner(folder, HIDDEN["tick"])
    (book / "partners/zorg.yaml").write_text(
        PROFILE.replace("worksheets]", "epub]") +
        "attach: [worksheets, vragen.csv, "
        "{file: geheim.txt, title: Namen, audience: nieuw}]\n")
    (book / "vragen.csv").write_text("Hoe gaat het met de ooievaar?\n")
    (book / "geheim.txt").write_text("De kwikstaart weet alles ervan.\n")

    def excerpt(tool, **more):
        out = folder / "carried"
        shutil.rmtree(out, ignore_errors=True)
        done = run(tool, "excerpt", book, "zorg", "-o", out, "-q", **more)
        return done, {path.name: path.read_bytes()
                      for path in out.rglob("*.*")}

    run(program, "approve", book, "zorg", "-q")
    approved = (book / "partners/zorg.approved").read_text()
    count.check("a partner approves what is attached, and nothing else", "" if
                "attached:vragen.csv" in approved and
                "| Hoe gaat het met de ooievaar?" in approved and
                "kwikstaart" not in approved else approved)
    done, files = excerpt(program)
    count.check("an approved excerpt carries its files", "" if
                not done.messages and len(files) == 2 else done.messages)
    names = subprocess.run(
        ["pdfdetach", "-list", folder / "carried/excerpts/zorg/proef-zorg.pdf"],
        check=False, stdout=subprocess.PIPE).stdout.decode() \
        if shutil.which("pdfdetach") else None
    if names is not None:
        count.check("a partner gets no file that is for others", "" if
                    "vragen.csv" in names and "geheim" not in names and
                    "proef-zorg-worksheets.pdf" in names else names)
    (book / "geheim.txt").write_text("De bergeend weet er niets van.\n")
    _, again = excerpt(program)
    count.check("what others get changes not one byte", "" if files == again
                else "other bytes")
    (book / "vragen.csv").write_text("Hoe gaat het met de aalscholver?\n")
    done, files = excerpt(program)
    count.check("another text in it needs another approval", "" if
                done.status == 1 and not files and
                "[excerpt-changed]" in done.messages else done.messages)
    if not sabotaged.exists():
        count.skip("a leak in an attachment is found", "run make test")
        return
    (book / "partners/zorg.approved").unlink()
    done, files = excerpt(sabotaged, BOUWSTEEN_SABOTAGE="nieuw")
    for word in ("bergeend", "Namen", "kwakzalver"):
        count.check(f"a leak in an attachment is found ({word})", "" if
                    done.status == 1 and not files and
                    f"{word}" in done.messages and "[leak]" in done.messages
                    else done.messages)


def test(count, program, variant, findings, folder):
    """`findings`: files to what the judge says of them."""
    book = write_book(folder)
    done, files = build(program, book, folder / "with", "-t", "pdf", "-t",
                        "worksheets", "-j1")
    pdf = files.get("proef-nieuw.pdf")
    if not pdf:
        count.check("a PDF with attachments is made", done.messages)
        return
    test_content(count, pdf, files["proef-nieuw-worksheets.pdf"], folder)
    _, again = build(program, book, folder / "again-with", "-t", "pdf", "-j2")
    count.check("attachments are the same bytes with two threads", "" if
                pdf.read_bytes() == again["proef-nieuw.pdf"].read_bytes()
                else "they differ")
    _, plain = build(variant, book, folder / "plain-with", "-t", "pdf",
                     **{**environment(), "UNPACKED": "1"})
    data = plain["proef-nieuw.pdf"].read_bytes()
    test_objects(count, rewrite.Pdf(data))
    _, without = build(program, write_book(folder, "definitions: glossary"),
                       folder / "without", "-t", "pdf")
    lines = findings([pdf, without["proef-nieuw.pdf"]])
    for file, found in lines.items():
        count.check(f"{file}: sound", "\n".join(
            f"{line[0]}: {line[3]}" for line in found))
    if verapdf.command():
        vera = verapdf.verdicts([pdf, without["proef-nieuw.pdf"]])
        for (file, flavours), part in zip(vera.items(), ("3a", "2a")):
            count.check(f"{file}: veraPDF {part} and ua1", "\n".join(
                [words for found in flavours.values()
                 for words in found.values()] +
                ([] if set(flavours) == {part, "ua1"} else [str(flavours)])))
    else:
        count.skip("veraPDF on attachments", "run make setup-test")
    test_fixtures(count, findings, data, folder)
    test_partners(count, program, variant.parent.parent / "sabotage/bouwsteen",
                  folder)
