"""Defects seeded in a good e-book, one at a time; `bouwsteen proof` must find
nearly all of them.

The first list is that of a matrix in which EPUBCheck 5.3.0 found 42, and
EPUBCheck and Ace together 58 of 86.  Some of them are no faults to anyone
(CONTROLS): bouwsteen never writes such a thing, so finding one is right, but
missing one costs nothing.
"""
import io
import re
import struct
import zipfile

MIMETYPE = "mimetype"
OPF, NAV, NCX = "EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx"
CSS, MODERN = "EPUB/css/book.css", "EPUB/css/modern.css"
BLOCK = "EPUB/text/bouwsteen-7.xhtml"
GLOSSARY = "EPUB/text/begrippen.xhtml"
DATE = (1980, 1, 1, 0, 0, 0)
CONTROLS = {"ocf-other-extra", "opf-no-guide-ncx", "css-light-dark",
            "self-closed-span", "doctype-missing"}


class Seed:
    """The entries of a good book, to be spoiled."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.entries = {name: archive.read(name)
                            for name in archive.namelist()}
        self.extra, self.methods, self.order = {}, {}, None

    def replace(self, name, old, new, count=1):
        text = self.entries[name].decode()
        if old not in text:
            raise LookupError(f"{name} holds no {old!r}")
        self.entries[name] = text.replace(old, new, count).encode()

    def sub(self, name, pattern, new, count=1):
        text, done = re.subn(pattern, new, self.entries[name].decode(),
                             count=count, flags=re.S)
        if not done:
            raise LookupError(f"{name} holds no /{pattern}/")
        self.entries[name] = text.encode()

    def everywhere(self, old, new):
        for name in self.entries:
            if name.endswith((".xhtml", ".opf", ".ncx")):
                text = self.entries[name].decode()
                self.entries[name] = text.replace(old, new).encode()

    def drop_meta(self, content):
        self.sub(OPF, r"<meta property=\"[^>]*>%s</meta>\n" % content, "")

    def add_meta(self, line):
        self.replace(OPF, "</metadata>", line + "\n</metadata>")

    def claim(self, value, name="schema:accessibilityFeature"):
        self.add_meta(f'<meta property="{name}">{value}</meta>')

    def insert(self, markup, name=BLOCK):
        self.replace(name, "<p>", f"{markup}\n<p>")

    def css(self, rule):
        self.entries[CSS] += rule.encode()

    def pack(self):
        out = io.BytesIO()
        names = self.order or list(self.entries)
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                info = zipfile.ZipInfo(name, DATE)
                info.external_attr = 0o100644 << 16
                info.extra = self.extra.get(name, b"")
                stored = name == MIMETYPE or name.endswith((".png", "/"))
                info.compress_type = self.methods.get(
                    name, zipfile.ZIP_STORED if stored
                    else zipfile.ZIP_DEFLATED)
                archive.writestr(info, self.entries[name])
        return out.getvalue()


def mimetype_last(s):
    s.order = [n for n in s.entries if n != MIMETYPE] + [MIMETYPE]


def mimetype_deflated(s):
    s.methods[MIMETYPE] = zipfile.ZIP_DEFLATED


def extra_of(name):
    def spoil(s):
        s.extra[name] = struct.pack("<HHI", 0xCAFE, 4, 1)
    return spoil


def bzip2(s):
    s.methods[BLOCK] = zipfile.ZIP_BZIP2


def folders(s):
    s.entries["EPUB/text/"] = b""


def mimetype_newline(s):
    s.entries[MIMETYPE] += b"\n"


def unlisted(s):
    s.entries["EPUB/extra.xhtml"] = s.entries[BLOCK]


def item_dropped(s):
    s.sub(OPF, r'<item id="img-1"[^>]*/>\n', "")


def file_dropped(s):
    del s.entries["EPUB/img/beeld.png"]


def no_landmark(s):
    s.sub(NAV, r'<li><a epub:type="bodymatter".*?</li>\n', "")


def page_unlisted(s):
    for name, pattern in ((NAV, r'<li><a href="[^"]*#p9">9</a></li>\n'),
                          (NCX, r'<pageTarget id="p9".*?</pageTarget>\n')):
        s.sub(name, pattern, "")


def no_page_list(s):
    s.sub(NAV, r'<nav epub:type="page-list".*?</nav>\n', "")


def no_source(s):
    s.sub(OPF, r"<dc:source.*?</dc:source>\n", "")
    s.sub(OPF, r'<meta refines="#bron".*?</meta>\n', "")
    s.sub(OPF, r'<meta property="pageBreakSource".*?</meta>\n', "")


def toc_order(s):
    s.sub(NAV, r'(<li><a href="text/colofon.xhtml">Colofon</a></li>\n)(.*?)'
          r'(<li><a href="text/bronnen)', r"\2\1\3")


def spine_short(s):
    s.sub(OPF, r'<itemref idref="x-bijlage"/>\n', "")


def no_guide_ncx(s):
    s.sub(OPF, r"<guide>.*</guide>\n", "")


def note_dropped(s):
    s.sub(BLOCK, r' id="fn1"', "")


def backlink_dropped(s):
    s.sub(BLOCK, r'<a href="#fnref1" role="doc-backlink"[^>]*>2</a> ', "2 ")


def note_item(s):
    s.sub(BLOCK, r'<div id="fn1" (.*?)</div>', r'<ul><li id="fn1" \1</li></ul>')


def old_note(s):
    s.sub(BLOCK, r'<div id="fn1" epub:type="footnote" role="doc-footnote">'
          r'(.*?)</div>', r'<ul><li id="fn1" role="doc-endnote">\1</li></ul>')


def swap(name, old, new, count=1):
    return lambda s: s.replace(name, old, new, count)


def sub(name, pattern, new, count=1):
    return lambda s: s.sub(name, pattern, new, count)


def css(rule):
    return lambda s: s.css(rule)


def insert(markup, name=BLOCK):
    return lambda s: s.insert(markup, name)


MATH = ('<p><math xmlns="http://www.w3.org/1998/Math/MathML"%s><mi>a</mi>'
        '</math></p>')

MATRIX = {
    "ocf-mimetype-last": mimetype_last,
    "ocf-mimetype-deflated": mimetype_deflated,
    "ocf-mimetype-extra": extra_of(MIMETYPE),
    "ocf-other-extra": extra_of(BLOCK),
    "ocf-bzip2": bzip2,
    "ocf-dirs": folders,
    "ocf-mimetype-newline": mimetype_newline,
    "ocf-file-not-in-manifest": item_dropped,
    "ocf-manifest-missing-file": file_dropped,
    "ocf-unlisted-extra-file": unlisted,
    "opf-no-modified": sub(OPF, r'<meta property="dcterms:modified">.*?\n', ""),
    "opf-bad-modified": sub(OPF, r"T(\d\d):(\d\d):(\d\d)Z", r" \1:\2"),
    "opf-no-xml-lang": swap(OPF, ' xml:lang="nl-NL"', ""),
    "opf-no-dc-language": sub(OPF, r"<dc:language>.*?\n", ""),
    "opf-bad-uuid": sub(OPF, r"urn:uuid:........-", "urn:uuid:xyz-"),
    "opf-no-cover-image-prop": swap(OPF, ' properties="cover-image"', ""),
    "opf-no-mathml-prop": insert(MATH % ' alttext="a"'),
    "opf-wrong-mediatype": swap(OPF, "image/png", "image/jpeg"),
    "opf-no-summary": sub(OPF, r'<meta property="schema:accessibilitySummary">'
                          r".*?</meta>\n", ""),
    "opf-conformsto-typo": lambda s: (
        s.claim("EPUB Accessibility 1.1 \u2013 WCAG 2.2 level AA",
                'dcterms:conformsTo" id="conf'),
        s.claim("Iemand", 'a11y:certifiedBy" refines="#conf')),
    "opf-no-certifier": lambda s: s.claim(
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "dcterms:conformsTo"),
    "opf-feature-bad-value": lambda s: s.claim("alternativetext"),
    "opf-hazard-none-plus": lambda s: s.claim(
        "flashing", "schema:accessibilityHazard"),
    "opf-claim-mathml-but-none": lambda s: s.claim("MathML"),
    "opf-claim-alt-missing-visual": sub(
        OPF, r'<meta property="schema:accessMode">visual</meta>\n', ""),
    "opf-no-guide-ncx": no_guide_ncx,
    "ncx-uid-mismatch": sub(NCX, r'content="urn:uuid:.', 'content="urn:uuid:g'),
    "ncx-playorder-dup": swap(NCX, 'playOrder="3"', 'playOrder="2"'),
    "spine-missing-chapter": spine_short,
    "opf-two-titles-dates": swap(
        OPF, "<dc:date>", "<dc:title>Nog een</dc:title><dc:date>"),
    "doc-no-lang": swap(BLOCK, ' lang="nl-NL" xml:lang="nl-NL"', ""),
    "doc-lang-mismatch": swap(BLOCK, ' lang="nl-NL"', ' lang="en"'),
    "doc-wrong-lang-en": lambda s: s.everywhere('"nl-NL"', '"en"')
    or s.everywhere(">nl-NL<", ">en<"),
    "img-no-alt": sub(BLOCK, r'(src="../img/beeld.png") alt="[^"]*"', r"\1"),
    "img-empty-alt-in-figure": sub(
        BLOCK, r'(src="../img/beeld.png") alt="[^"]*"', r'\1 alt=""'),
    "img-alt-is-filename": sub(
        BLOCK, r'(src="../img/beeld.png") alt="[^"]*"', r'\1 alt="beeld.png"'),
    "link-broken-fragment": swap(BLOCK, 'href="#fn1"', 'href="#fn99"'),
    "link-missing-file": swap("EPUB/text/vooraf.xhtml",
                              'href="bouwsteen-7.xhtml', 'href="nergens.xhtml'),
    "link-case-mismatch": swap("EPUB/text/vooraf.xhtml",
                               'href="bouwsteen-7', 'href="Bouwsteen-7'),
    "link-http-plain": swap("EPUB/text/bronnen.xhtml", 'href="https://',
                            'href="https:'),
    "dup-id": insert('<p id="bouwsteen-7">x</p>'),
    "heading-skip": insert("<h5>Te diep</h5>", GLOSSARY),
    "heading-empty": insert("<h2></h2>", GLOSSARY),
    "th-no-scope": swap(BLOCK, ' scope="col"', ""),
    "table-no-th": sub(BLOCK, r"<thead>.*?</thead>\n", ""),
    "noteref-missing-target": note_dropped,
    "noteref-no-role": swap(BLOCK, ' role="doc-noteref"', ""),
    "footnote-role-on-li": note_item,
    "footnote-no-backlink": backlink_dropped,
    "role-doc-endnote-li": old_note,
    "pagebreak-no-label": sub(
        BLOCK, r'(role="doc-pagebreak") aria-label="\d+"', r"\1"),
    "pagebreak-no-id-target": sub(BLOCK, r'<span id="p\d+" ', "<span "),
    "pagebreak-not-in-list": page_unlisted,
    "pagelist-no-source": no_source,
    "claim-pagenav-no-pagelist": no_page_list,
    "toc-wrong-order": toc_order,
    "toc-empty-label": swap(NAV, ">Colofon</a>", "></a>"),
    "title-empty": sub(BLOCK, r"<title>.*?</title>", "<title></title>"),
    "title-is-filename": sub(BLOCK, r"<title>.*?</title>",
                             "<title>bouwsteen-7.xhtml</title>"),
    "img-remote": swap(BLOCK, 'src="../img/beeld.png"',
                       'src="https://example.org/vlak.png"'),
    "css-low-contrast": css("p { color: #bbbbbb; }\n"),
    "css-note-low-contrast": css(".noteref { color: #cccccc; }\n"),
    "css-syntax-error": css("p { margin 0; \n"),
    "css-missing-font": css('@font-face { font-family: "X"; '
                            'src: url("../fonts/x.ttf"); }\n'),
    "css-position-fixed": css(".x { position: fixed; }\n"),
    "css-direction": css("p { direction: rtl; }\n"),
    "css-light-dark": css("h1 { border-color: light-dark(#000, #fff); }\n"),
    "link-no-text": insert('<p><a href="https://example.org/"></a></p>'),
    "entity-nbsp": insert("<p>a&nbsp;b</p>"),
    "nested-a": insert('<p><a href="#p5">a<a href="#p5">b</a></a></p>'),
    "math-no-alttext": lambda s: (
        s.insert(MATH % ""), s.sub(OPF, r'(href="text/bouwsteen-7[^>]*)/>',
                                   r'\1 properties="mathml"/>'),
        s.claim("MathML"), s.claim("describedMath")),
    "landmark-two-types": swap(NAV, 'epub:type="bodymatter" href',
                               'epub:type="bodymatter chapter" href'),
    "landmark-no-bodymatter": no_landmark,
    "landmark-dup": sub(NAV, r'(<li><a epub:type="cover".*?</li>\n)', r"\1\1"),
    "nav-english-labels": swap(NAV, '"toc-kop">Inhoud<',
                               '"toc-kop">Table of Contents<'),
    "table-scroll-no-tabindex": css(".tabel { overflow-x: auto; }\n"),
    "list-bad-child": insert("<ul><p>x</p></ul>"),
    "svg-inline-no-prop": insert(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'),
    "script-inline": insert("<script>1;</script>"),
    "self-closed-span": insert("<p>a<span/>b</p>"),
    "style-attr-align": insert('<p align="right">x</p>'),
    "lang-en-part-missing": sub(
        BLOCK, r'<span lang="en" xml:lang="en">', "<span>"),
    "doctype-missing": swap(BLOCK, "<!DOCTYPE html>\n", ""),
    "xml-decl-1.1": swap(BLOCK, 'version="1.0"', 'version="1.1"'),
    "epubtype-unknown": swap(BLOCK, 'epub:type="tip"',
                             'epub:type="practice"'),
    "epubtype-deprecated-rearnote": swap(BLOCK, 'epub:type="footnote"',
                                         'epub:type="rearnote"'),
}

# What only a book like ours can have wrong.
MORE = {
    "entry with a date": lambda s: s.extra.update({OPF: b"\x55\x54\x05\0\1AAAA"}),
    "identifier of the e-book as page source": lambda s: s.sub(
        OPF, r"(<dc:source[^>]*>).*?(</dc:source>)", lambda m: m[1] + re.search(
            r"urn:uuid:[0-9a-f-]+", s.entries[OPF].decode())[0] + m[2]),
    "page of another number": sub(BLOCK, r'aria-label="9"', 'aria-label="10"'),
    "page marker in a heading": sub(
        GLOSSARY, r'(<span id="p\d+"[^>]*></span>)(<h1[^>]*>)', r"\2\1"),
    "markup in a note's call": sub(
        BLOCK, r'class="noteref">(\d+)<', r'class="noteref"><b>\1</b><'),
    "empty alternative of the cover": sub(
        "EPUB/text/omslag.xhtml", r'alt="[^"]*"', 'alt=""'),
    "no index though claimed": swap("EPUB/text/register.xhtml",
                                    ' epub:type="index" role="doc-index"', ""),
    "a landmark of two names": insert(
        '<section aria-label="x"></section><section aria-label="x"></section>'),
    "a name that points to nothing": swap(
        BLOCK, 'aria-labelledby="bouwsteen-7-kop"', 'aria-labelledby="weg"'),
    "details that are nowhere": sub(
        BLOCK, r'aria-details="[^"]*"', 'aria-details="weg"'),
    "rule inside a rule": css("p { margin: 0; b { margin: 0; } }\n"),
    "size in pixels": css("p { font-size: 14px; }\n"),
    "media rule in the first sheet": css(
        "@media (min-width: 40em) { p { margin: 0; } }\n"),
    "face forced on headings": css('h1 { font-family: "X"; }\n'),
    "guide that leads nowhere": sub(
        OPF, r'(<reference type="text"[^>]*href=")[^"]*', r"\1weg.xhtml"),
    "picture without size": sub(
        BLOCK, r'(src="../img/beeld.png"[^>]*) width="\d+"', r"\1"),
    "table without a name": sub(BLOCK, r' aria-label="Tabel: [^"]*"', ""),
    "text in a list": insert("<ul>x<li>y</li></ul>"),
    "NCX page list that differs": sub(
        NCX, r"(<pageTarget [^>]*><navLabel><text>)9<", r"\g<1>8<"),
    "refines nothing": swap(OPF, 'refines="#auteur"', 'refines="#niemand"'),
    "old contents in English": sub(
        NAV, r'(id="page-list" aria-label=)"[^"]*"', r'\1"Page list"'),
    "a word in two languages": swap(
        BLOCK, '<span lang="en" xml:lang="en">', '<span lang="en">'),
    "an id with a blank": swap(BLOCK, 'id="pijl-lang"', 'id="pijl lang"'),
}


def seeded(data):
    """(name, bytes) of each spoiled book; (name, error) when it could not be
    seeded."""
    for group in (MATRIX, MORE):
        for name, spoil in group.items():
            seed = Seed(data)
            try:
                spoil(seed)
                yield name, seed.pack()
            except LookupError as error:
                yield name, error
