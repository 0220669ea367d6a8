"""PDFs as readers have them: poppler's view of the structure, and what is
copied or searched.  Called by run.py."""
import collections
import re
import shutil
import subprocess
import unicodedata

HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011"), "-")
SPACES = dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")


def output(*command):
    return subprocess.run(list(map(str, command)), check=False,
                          stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL).stdout.decode()


# --- poppler's structure ------------------------------------------------------

def structure_blocks(text):
    """The text of `pdfinfo -struct-text`, a block an item.  What it prints of
    an element with ActualText is what its glyphs say: a broken word has its
    hyphen here."""
    blocks = [""]
    for line in text.splitlines():
        said = re.fullmatch(r'\s*"(.*)"', line)
        if said:
            blocks[-1] += said[1]
        elif not re.search(r"\(inline\)|^\s*(Object |Figure|/)", line):
            blocks.append("")
    return [block for block in blocks if block.strip()]


def plain_letters(text):
    """Letters alone, without what a broken word lost (coördinatie)."""
    text = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in text if letter.isalpha())


def test_structure(count, dumped, pdf):
    """Every block of the tree, in its order, is a block of the structure."""
    if not shutil.which("pdfinfo"):
        count.skip(f"{pdf.name}: pdfinfo -struct-text", "not installed")
        return
    said = structure_blocks(output("pdfinfo", "-struct-text", pdf))
    letters = [plain_letters(block) for block in said]
    at, missing = 0, []
    for block in filter(str.strip, dumped.split("\n\n")):
        wanted = plain_letters(block)
        found = next((i for i in range(at, min(at + 400, len(letters)))
                      if wanted in letters[i]), None)
        if found is None:
            missing.append(block[:100])
        else:
            at = found
    count.check(f"{pdf.name}: pdfinfo -struct-text reads as the tree",
                "\n".join(missing[:20]) if said else "no structure")


# --- copying ------------------------------------------------------------------

def copied(text):
    """As one reads it: one blank between words, hyphens of one kind.  Figures
    are left out: numbers of notes and pages are not in the tree's text."""
    text = unicodedata.normalize("NFC", text).translate(HYPHENS)
    text = re.sub(r"\d", "", text.translate(SPACES).replace("\u00ad", ""))
    text = text.replace("\u2060", "").replace("\u200b", "")
    return re.sub(r" (?=[.,;:!?)])", "", re.sub(r"\s+", " ", text)).strip()


def paragraphs(dumped):
    """Those that are long enough to be told from others."""
    for block in dumped.split("\n\n"):
        text = copied(block)
        if len(text) > 60:
            yield text


def is_cut(text, pages):
    """Does it end on the page after the one that it begins on?"""
    for page, after in zip(pages, pages[1:]):
        if text[:25] not in page:
            continue
        least, most = 25, len(text)  # as much of it as the page has
        while least < most:
            middle = (least + most + 1) // 2
            if text[:middle] in page:
                least = middle
            else:
                most = middle - 1
        if text[least:].strip() in after:
            return True
    return False


def not_on(pages, every):
    return [text for text in every
            if not any(text in page for page in pages)
            and not is_cut(text, pages)]


def poppler_pages(pdf, *options):
    return output("pdftotext", *options, "-enc", "UTF-8", pdf,
                  "-").split("\f")


def test_viewers(count, pdf, every):
    """Poppler puts a page together from what lies where, which tears some
    cells and list items; in the order of the content they are whole.  There a
    line that ends in a plain hyphen is a word's first part: the text's own is
    another one, or is said within its word."""
    if not shutil.which("pdftotext"):
        count.skip(f"{pdf.name}: copying", "not installed")
        return
    lost = not_on([copied(page) for page in poppler_pages(pdf)], every)
    few = 100 * len(lost) <= len(every)
    lost = not_on([copied(page.replace("-\n", ""))
                   for page in poppler_pages(pdf, "-raw")], lost)
    count.check(f"{pdf.name}: {len(every)} paragraphs are copied exactly",
                "" if every and not lost and few else
                f"{len(lost)} are not:\n" + "\n".join(
                    text[:160] for text in lost[:15]))
    if not shutil.which("mutool"):
        count.skip(f"{pdf.name}: copying in MuPDF", "not installed")
        return
    # It knows nothing of ActualText: hyphens are left, and lost tremas lost.
    pages = [plain_letters(page) for page in
             output("mutool", "draw", "-q", "-F", "text", pdf).split("\f")]
    lost = not_on(pages, [plain_letters(text) for text in every])
    count.check(f"{pdf.name}: MuPDF copies every letter once",
                "\n".join(text[:160] for text in lost[:15]))


def test_copying(count, judge, dumped, pdf):
    """Every paragraph comes whole and exact: from its elements, as a screen
    reader has it, and from its page, as it is copied."""
    blocks = collections.Counter(
        copied(line) for line in output(judge, "--text", pdf).splitlines())
    lost = [text for text in paragraphs(dumped)
            if ",," not in text  # the index's numbers, some of them joined
            and not any(text in block for block in
                        ([text] if text in blocks else blocks))]
    count.check(f"{pdf.name}: elements hold paragraphs exactly",
                "\n".join(text[:120] for text in lost[:10])
                if blocks else "no text")
    test_viewers(count, pdf, [text for text in paragraphs(dumped)
                              if ",," not in text])


# --- searching ----------------------------------------------------------------

WORD = "coördinatie"
TIMES, PARAGRAPHS = 30, 12


def test_searching(count, program, judge, folder):
    """A word that is broken, and loses its trema there, is found whole."""
    book = folder / "searching"
    book.mkdir()
    text = "\n\n".join("i" * number + f" {WORD}" * TIMES
                       for number in range(1, PARAGRAPHS + 1))
    (book / "een.md").write_text(f"# Zoeken\n\n{text}\n", encoding="utf-8")
    (book / "book.yaml").write_text(
        "title: Zoeken\nlanguage: nl\nchapters: [een.md]\n", encoding="utf-8")
    subprocess.run([program, "build", book, "-o", folder / "found", "-q",
                    "-t", "pdf"], check=False)
    pdf = next((folder / "found").rglob("*.pdf"))
    placed = output(program, "dump", book, "--what=pages")
    wanted = TIMES * PARAGRAPHS
    count.check("some words are broken, some lose their trema there",
                "" if placed.count('"ordinatie" = "') > 2 and
                placed.count('natie') > wanted - 50 and
                placed.count(WORD) < wanted - 10 else placed[:2000])
    said = output(judge, "--text", pdf).replace("\u00ad", "")
    count.check(f"elements say {WORD!r} wherever it stands", "" if
                (found := said.count(WORD)) == wanted else
                f"{found} of {wanted}")
    if not shutil.which("pdftotext"):
        count.skip("searching", "not installed")
        return
    seen = copied(output("pdftotext", "-enc", "UTF-8", pdf, "-"))
    count.check(f"a search for {WORD!r} finds all of them", "" if
                (found := seen.count(WORD)) == wanted else
                f"{found} of {wanted}: " + " | ".join(
                    re.findall(r"co\W{0,4}[oö]rdinatie", seen)[:3]))


# Parted where nothing is added: the last may also be divided.
BARE = ["naar/voor-achter.voorbeeld.nl/een/lange-weg", "www.voorbeeld.nl",
        "buiten-dagelijks", "binnen\u2013buiten", "sociaal-maatschappelijke"]


def test_bare(count, program, judge, folder):
    """A word is copied and read whole that is parted without a hyphen of
    ours, also one over two pages."""
    book = folder / "bare"
    book.mkdir()
    text = "\n\n".join("i" * number + f" x{word}y" * TIMES for word in BARE
                       for number in range(1, PARAGRAPHS + 1))
    (book / "een.md").write_text(f"# Delen\n\n{text}\n", encoding="utf-8")
    (book / "book.yaml").write_text(
        "title: Delen\nlanguage: nl\nchapters: [een.md]\n", encoding="utf-8")
    subprocess.run([program, "build", book, "-o", folder / "parted", "-q",
                    "-t", "pdf"], check=False)
    pdf = next((folder / "parted").rglob("*.pdf"))
    placed = output(program, "dump", book, "--what=pages")
    wanted = TIMES * PARAGRAPHS
    said = output(judge, "--text", pdf).replace("\u00ad", "")
    seen = output("pdftotext", "-enc", "UTF-8", pdf, "-") \
        if shutil.which("pdftotext") else None
    for word in BARE:
        parted = len(re.findall(rf'= ".*{re.escape(word)}y?"', placed))
        count.check(f"{word!r} is parted", "" if parted > 5 else placed[:3000])
        count.check(f"elements say {word!r} wherever it stands", "" if
                    (found := said.count(f"x{word}y")) == wanted else
                    f"{found} of {wanted}")
        if seen is None:
            count.skip(f"copying {word!r}", "not installed")
            continue
        count.check(f"{word!r} is copied as it is", "" if
                    (found := seen.count(f"x{word}y")) == wanted else
                    f"{found} of {wanted}")
