"""Worksheets to fill in: what their fields are called, that they can be filled
in, and what proof/ and veraPDF say of broken ones.  Called by run.py."""
import re
import shutil
import subprocess

import rewrite
import verapdf
from support import CASES, ROOT, environment, run

CASE = CASES / "worksheets"

# Name, kind, words that are read out.  What is chosen has its group's name.
FIELDS = [
    ("werkblad-1/wie-is-wie/r1-k2", "text", "Rol, bewoner"),
    ("werkblad-1/wie-is-wie/r1-k3", "radio", "Weet dat? bewoner: ja"),
    ("werkblad-1/wie-is-wie/r1-k3", "radio", "Weet dat? bewoner: nee"),
    ("werkblad-1/wie-is-wie/r2-k1", "text", "Wie (rol), rij 2"),
    ("werkblad-1/wie-is-wie/r2-k3", "radio", "Weet dat? rij 2: ja: bel"),
    ("werkblad-1/wie-is-wie/r2-k3", "radio", "Weet dat? rij 2: nee"),
    ("werkblad-1/wie-is-wie/r3-k1", "text", "Wie (rol), rij 3"),
    ("werkblad-1/wie-is-wie/r3-k2", "text", "Rol, rij 3"),
    ("werkblad-1/wie-is-wie/r3-k3", "radio", "Weet dat? rij 3: ja"),
    ("werkblad-1/wie-is-wie/r3-k3", "radio", "Weet dat? rij 3: nee"),
    ("werkblad-1/wie-is-wie/r4-k2", "text", "Rol, voor / na"),
    ("werkblad-1/hoe-vertrouwd/r1", "radio", "Hoe vertrouwd? week 2: 1: niet"),
    ("werkblad-1/hoe-vertrouwd/r1", "radio", "Hoe vertrouwd? week 2: 2"),
    ("werkblad-1/hoe-vertrouwd/r1", "radio", "Hoe vertrouwd? week 2: 3: wel"),
    ("werkblad-1/hoe-vertrouwd/r1-k5", "text", "Waarom? week 2"),
    ("werkblad-1/hoe-vertrouwd/r2-k2", "text", "1: niet, week 4"),
    ("werkblad-1/hoe-vertrouwd/r2-k4", "text", "3: wel, week 4"),
    ("werkblad-1/hoe-vertrouwd/r2-k5", "text", "Waarom? week 4"),
    ("werkblad-1/hoe-vertrouwd/wat-ik-ervan-zie", "text", "Wat ik ervan zie"),
    ("werkblad-1/hoe-vertrouwd/1", "text", "Hoe vertrouwd?"),
    ("werkblad-1/klaar/gebeld", "tick", "Klaar? gebeld"),
    ("werkblad-1/klaar/opgeschreven-met", "tick", "Klaar? opgeschreven met"),
]

WIDGET = rb"/Subtype/Widget"
TEXT_FIELD = rb"/Subtype/Widget.*/FT/Tx"
TICK = rb"/Subtype/Widget.*/FT/Btn"
RADIO = rb"/Subtype/Widget.*/Parent"
FORM = rb"^<<\n/Fields\["


# --- broken ones --------------------------------------------------------------

FIXTURES, fixture = rewrite.fixtures_of()


@fixture("FIELD_LABEL")
def field_without_words(pdf):
    pdf.change(TEXT_FIELD, rb"/TU(\(.*?\)|<.*?>)(?=/)", b"")


@fixture("FIELD_LABEL")
def choice_without_words(pdf):
    number = pdf.change(RADIO, rb"/TU(\(.*?\)|<.*?>)(?=/)", b"")
    group = int(re.search(rb"/Parent (\d+)", pdf.objects[number].body)[1])
    item = pdf.objects[group]
    item.body = re.sub(rb"/TU(\(.*?\)|<.*?>)(?=/)", b"", item.body)
    # The other choice of the group speaks for itself.


@fixture("WIDGET_PARENT")
def field_in_a_span(pdf):
    pdf.retype(pdf.element(rb"Form"), b"Span")


@fixture("FORM_KIDS")
def form_with_two_kids(pdf):
    form = pdf.element(rb"Form")
    kid = pdf.add(b"<<\n/S/Span/P %d 0 R>>" % form)
    item = pdf.objects[form]
    item.body = re.sub(rb"\]>>$", b" %d 0 R]>>" % kid, item.body)


@fixture("FIELD_NAME", alone=True)
def field_without_name(pdf):
    pdf.change(TEXT_FIELD, rb"/T(?=[(<]).*?[)>](?=/TU)", b"")


@fixture("FIELD_NAME", alone=True)
def two_fields_of_one_name(pdf):
    name = re.search(rb"/T(\(.*?\)|<.*?>)/TU",
                     pdf.objects[pdf.find(TEXT_FIELD)].body)[1]
    pdf.change(TEXT_FIELD, rb"/T(\(.*?\)|<.*?>)/TU", b"/T" + name + b"/TU",
               where=1)


@fixture("FIELD_LOST", alone=True)
def field_outside_the_form(pdf):
    pdf.change(FORM, rb"/Fields\[\d+ 0 R ", b"/Fields[")


@fixture("FIELD_FONT", alone=True)
def font_that_the_form_lacks(pdf):
    pdf.change(TEXT_FIELD, rb"/DA\(/F ", b"/DA(/Helv ")


@fixture("FIELD_FONT", alone=True)
def font_that_is_not_embedded(pdf):
    pdf.change(rb"/Type/FontDescriptor.*/Flags 32/", rb"/FontFile2 \d+ 0 R",
               b"")


@fixture("FIELD_ACTION", alone=True)
def field_that_acts(pdf):
    pdf.change(TEXT_FIELD, WIDGET, WIDGET + b"/AA<<>>")


@fixture("FIELD_APPEARANCE", alone=True)
def text_with_states(pdf):
    pdf.change(TEXT_FIELD, rb"/AP<</N (\d+ 0 R)>>", rb"/AP<</N<</On \1>>>>")


@fixture("BUTTON_APPEARANCE", alone=True)
def tick_in_no_state(pdf):
    pdf.change(TICK, rb"/AS/Off", b"/AS/Maybe")


@fixture("BUTTON_APPEARANCE", alone=True)
def tick_without_states(pdf):
    pdf.change(TICK, rb"/AP<</N<<.*?(\d+ 0 R)>>>>", rb"/AP<</N \1>>")


@fixture("ANNOTATION_APPEARANCE", alone=True)
def field_without_appearance(pdf):
    pdf.change(TEXT_FIELD, rb"/AP<<.*?>>", b"")


@fixture("OPERATOR", alone=True)
def appearance_with_nonsense(pdf):
    pdf.change_stream(rb"/Subtype/Form/BBox.*/Length", rb"/Tx BMC",
                      b"/Tx BMC zz")


@fixture("FORM_NEEDS_APPEARANCES", alone=True)
def viewers_draw(pdf):
    pdf.change(FORM, rb"/DR", b"/NeedAppearances true/DR")


@fixture("FORM_XFA", alone=True)
def xfa(pdf):
    pdf.change(FORM, rb"/DR", b"/XFA(x)/DR")


@fixture("FORM_ARCHIVED", alone=True)
def form_for_the_archive(pdf):
    pdf.change_stream(
        rb"/Type/Metadata", rb"<pdfuaid:part>",
        b"<pdfaid:part>2</pdfaid:part>"
        b"<pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>")


# --- reading ------------------------------------------------------------------

def string_of(body, key):
    found = re.search(key + rb"(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f]*>)", body)
    if not found:
        return None
    data = found[1]
    if data[:1] == b"<":
        return bytes.fromhex(data[1:-1].decode())[2:].decode("utf-16-be")
    return re.sub(rb"\\(.)", rb"\1", data[1:-1]).decode("latin-1")


def fields_of(pdf):
    """(name, kind, words) of each widget, page by page."""
    found = []
    for page in pdf.objects.values():
        if b"/Type/Page/" not in page.body:
            continue
        annotations = re.search(rb"/Annots\[(.*?)\]", page.body, re.S)
        for number in re.findall(rb"(\d+) 0 R", annotations[1]) \
                if annotations else []:
            body = pdf.objects[int(number)].body
            if WIDGET not in body:
                continue
            group = re.search(rb"/Parent (\d+)", body)
            named = pdf.objects[int(group[1])].body if group else body
            kind = "radio" if group else \
                "text" if b"/FT/Tx" in body else "tick"
            found.append((string_of(named, rb"/T(?=[(<])"), kind,
                          string_of(body, rb"/TU")))
    return found


def pictures(pdf, folder):
    """What two renderers make of it: {renderer: bytes of all pages}."""
    commands = {
        "pdftoppm": ["pdftoppm", "-r", "50", pdf, folder / "poppler"],
        "mutool": ["mutool", "draw", "-q", "-r", "50", "-o",
                   folder / "mupdf-%d.ppm", pdf]}
    found = {}
    for name, command in commands.items():
        if not shutil.which(name):
            continue
        for old in folder.glob("*.ppm"):
            old.unlink()
        subprocess.run(list(map(str, command)), check=False,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found[name] = [path.read_bytes()
                       for path in sorted(folder.glob("*.ppm"))]
    return found


# --- tests --------------------------------------------------------------------

def build(program, book, folder, *arguments, **more):
    subprocess.run([program, "build", book, "-o", folder, "-q", "-t",
                    "worksheets", *arguments], check=False,
                   env={**environment(), **more})
    return sorted(folder.rglob("*.pdf"))


def write_book(folder):
    book = folder / "worksheets"
    shutil.copytree(CASE / "files", book)
    shutil.copy(CASE / "fields.md", book)
    text = (CASE / "book.yaml").read_text(encoding="utf-8")
    (book / "book.yaml").write_text(text.replace("CASE", "fields"),
                                    encoding="utf-8")
    return book


def test_filling(count, data, folder):
    """What is filled in is seen, in two renderers, and can be read."""
    empty, filled = folder / "empty.pdf", folder / "filled.pdf"
    pdf = rewrite.Pdf(data)
    pdf.change(TEXT_FIELD, rb"/FT/Tx", b"/FT/Tx/V(Proefwoord)")
    # qpdf draws what a form asks for, and takes the question out.
    pdf.change(FORM, rb"/DR", b"/NeedAppearances true/DR")
    empty.write_bytes(pdf.bytes())
    subprocess.run(["qpdf", "--generate-appearances", empty, filled],
                   check=False, stderr=subprocess.DEVNULL)
    text = subprocess.run(["pdftotext", "-layout", filled, "-"], check=False,
                          stdout=subprocess.PIPE).stdout.decode()
    count.check("what is typed in a field can be read",
                "" if "Proefwoord" in text else text)
    ticked = rewrite.Pdf(data)
    ticked.change(TICK, rb"/V/Off", b"/V/Yes")
    ticked.change(TICK, rb"/AS/Off", b"/AS/Yes")
    chosen = rewrite.Pdf(data)
    chosen.change(RADIO, rb"/N<</(\S+) (.*?)/AS/Off", rb"/N<</\1 \2/AS/\1")
    before = folder / "before.pdf"
    before.write_bytes(data)
    was = pictures(before, folder)
    for name, changed in (("typed", filled.read_bytes()),
                          ("ticked", ticked.bytes()),
                          ("chosen", chosen.bytes())):
        after = folder / f"{name}.pdf"
        after.write_bytes(changed)
        for renderer, pages in pictures(after, folder).items():
            count.check(f"{renderer} shows what is {name}",
                        "" if len(pages) == len(was[renderer]) and
                        pages != was[renderer] else "nothing has changed")


def test_fixtures(count, findings, data, folder):
    made, ours = [], {}
    for name, change, rules, alone in FIXTURES:
        pdf = rewrite.Pdf(data)
        changed = change(pdf) or pdf.bytes()
        path = folder / f"field-{name}.pdf"
        path.write_bytes(changed)
        made.append((path, set(rules), alone))
    ours = findings([path for path, _, _ in made])
    known = [path for path, _, alone in made if not alone]
    vera = verapdf.verdicts(known, "ua1") if verapdf.command() else {}
    for path, rules, alone in made:
        lines = ours[str(path)]
        found = {line[0] for line in lines}
        problem = "" if found == rules else f"proof finds {sorted(found)}"
        if str(path) in vera:
            wanted = {line[1] for line in lines if line[1] != "-"}
            named = {"-".join(map(str, key))
                     for key in vera[str(path)].get("ua1", {})}
            if wanted != named:
                problem += f"veraPDF finds {sorted(named)}"
        count.check(path.stem, problem)


def test_sound(count, findings, files):
    lines = findings(files)
    for file in files:
        count.check(f"{file.name} is sound", "\n".join(
            f"{line[0]}: {line[3]}" for line in lines[str(file)]))
        done = subprocess.run(["qpdf", "--check", file], check=False,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        count.check(f"{file.name}: qpdf --check", "" if done.returncode == 0
                    else done.stdout.decode())
    if not verapdf.command():
        count.skip("veraPDF on worksheets", "run make setup-test")
        return
    for file, flavours in verapdf.verdicts(files, "ua1").items():
        count.check(f"{file}: veraPDF ua1", "\n".join(
            flavours.get("ua1", {"": "it cannot be read"}).values()))
    for file, flavours in verapdf.verdicts(files).items():
        count.check(f"{file}: says PDF/UA-1 and not PDF/A", "" if
                    set(flavours) == {"ua1"} else str(sorted(flavours)))


# --- of partners --------------------------------------------------------------

PARTNERS = """\
name: proef
title: Proef
language: nl
audiences: {nieuw: Nieuw}
groups: {partners: [profiles], iedereen: [nieuw, partners]}
roles: {stappen: Stappen, werkblad: Werkblad}
block-folder: blokken
blocks: {1: Eerste}
excerpts: {optional: [werkblad]}
editions: {nieuw: {style: handboek, chapters: [1]}}
"""
PROFILE = """\
name: Zorg
introduction: partners/zorg.md
references: reworded
targets: [pdf, worksheets]
optional: [werkblad]
blocks: [1: full]
"""
# What stands on the worksheet for others only, and becomes part of a field.
HIDDEN = {
    "column": "| Wie | Rol [kwakzalver]{audience=nieuw} |\n|---|---|\n|  |  |",
    "row": "| Wie | Rol |\n|---|---|\n| jij [kwakzalver]{audience=nieuw} |  |",
    "choice": "| Wie | Rol |\n|---|---|\n"
              "| jij | ja / nee [kwakzalver]{audience=nieuw} |",
    "scale": "| Wie | 1: nee | 2 [kwakzalver]{audience=nieuw} | 3: ja |\n"
             "|---|---|---|---|\n| jij |  |  |  |",
    "tick": "- [ ] bel [kwakzalver]{audience=nieuw}",
    "label": "Wat [kwakzalver]{audience=nieuw}\n\n"
             "::: {.schrijfregels lines=1}\n:::",
    "heading": "### Wat [kwakzalver]{audience=nieuw}\n\n"
               "::: {.schrijfregels lines=1}\n:::",
}


def write_partner(folder, worksheet, steps="Bel eerst."):
    book = folder / "partner"
    shutil.rmtree(book, ignore_errors=True)
    (book / "blokken").mkdir(parents=True)
    (book / "partners").mkdir()
    (book / "book.yaml").write_text(PARTNERS)
    (book / "partners/zorg.yaml").write_text(PROFILE)
    (book / "partners/zorg.md").write_text(
        "---\naudience: zorg\n---\n\n# Welkom\n\nDag.\n")
    (book / "blokken/01-een.md").write_text(
        "---\nnummer: 1\naudience: iedereen\n---\n\n# Eerste\n\n"
        f"## Stappen\n\n{steps}\n\n## Werkblad\n\n{worksheet}\n")
    return book


def excerpt(program, book, folder, **more):
    out = folder / "partner-out"
    shutil.rmtree(out, ignore_errors=True)
    done = run(program, "excerpt", book, "zorg", "-o", out, "-t",
               "worksheets", "-q", **more)
    return done, {path.name: path.read_bytes()
                  for path in out.rglob("*.pdf")}


def test_hidden(count, program, sabotaged, folder):
    """What a partner may not see is in no field; if selection fails, the scan
    finds it there."""
    for kind, worksheet in HIDDEN.items():
        book = write_partner(folder, worksheet)
        done, files = excerpt(program, book, folder)
        count.check(f"a partner's worksheets are made ({kind})", "" if
                    list(files) == ["proef-zorg-worksheets.pdf"]
                    else done.messages)
        other = write_partner(folder, worksheet.replace("kwakzalver", "ander"))
        _, again = excerpt(program, other, folder)
        count.check(f"what is hidden changes not one byte ({kind})",
                    "" if files == again else "other bytes")
        if not sabotaged.exists():
            count.skip(f"a leak is found ({kind})", "run make test")
            continue
        book = write_partner(folder, worksheet)
        done, files = excerpt(sabotaged, book, folder,
                              BOUWSTEEN_SABOTAGE="nieuw")
        count.check(f"a leak is found ({kind})", "" if done.status == 1 and
                    not files and "'kwakzalver'" in done.messages and
                    "[leak]" in done.messages else done.messages)


def test_approval(count, program, folder):
    """Worksheets are approved with their excerpt."""
    sheet = HIDDEN["tick"]
    book = write_partner(folder, sheet)
    done, files = excerpt(program, book, folder)
    count.check("worksheets that nobody approved are drafts", "" if
                files and "[excerpt-unapproved]" in done.messages
                else done.messages)
    run(program, "approve", book, "zorg", "-q")
    approved, after = excerpt(program, book, folder)
    count.check("approved ones are not", "" if approved.status == 0 and
                not approved.messages and after != files
                else approved.messages)
    path = book / "blokken/01-een.md"
    path.write_text(path.read_text().replace("Bel eerst.", "Mail eerst."))
    done, files = excerpt(program, book, folder)
    count.check("a change elsewhere in the excerpt stops its worksheets", "" if
                done.status == 1 and not files and
                "[excerpt-changed]" in done.messages else done.messages)


def test(count, program, variant, findings, folder):
    """`findings`: files to what the judge says of them."""
    book = write_book(folder)
    small = build(program, book, folder / "fields")
    count.check("worksheets are a file of their own",
                "" if [path.name for path in small] ==
                ["proef-nieuw-worksheets.pdf"] else str(small))
    plain = build(variant, book, folder / "fields-plain", UNPACKED="1")[0]
    data = plain.read_bytes()
    count.check("fields have their names and words", "" if
                (found := fields_of(rewrite.Pdf(data))) == FIELDS else
                "\n".join(map(str, found)))
    test_filling(count, data, folder)
    test_fixtures(count, findings, data, folder)
    test_hidden(count, program, variant.parent.parent / "sabotage/bouwsteen",
                folder)
    test_approval(count, program, folder)
    real = build(program, ROOT / "book", folder / "real-fields", "-e",
                 "nieuw", "-e", "ervaren")
    count.check("the real book has worksheets", "" if
                "bouwstenenboek-nieuw-worksheets.pdf" in
                [path.name for path in real] else str(real))
    tree = run(program, "dump", ROOT / "book", "-e", "nieuw-worksheets",
               "--what=tree").text
    titles = re.findall(r'heading level=2[^\n]*\n\s+text "(.*?)"', tree)
    count.check("thirty worksheets and that of the first hundred days have a "
                "title of their own", "" if
                len(titles) == 31 == len(set(titles)) else str(titles))
    again = build(program, ROOT / "book", folder / "again", "-j1", "-e",
                  "nieuw", "-e", "ervaren")
    count.check("worksheets are the same bytes with one thread", "" if
                [path.read_bytes() for path in real] ==
                [path.read_bytes() for path in again] else "they differ")
    test_sound(count, findings, small + real)
    done = run(program, "verify", "--against", ROOT / "book", *real)
    count.check("worksheets verify", "" if done.status == 0 and
                "nieuw-worksheets" in done.text else done.text)
