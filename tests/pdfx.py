"""What PDF/X-4 (ISO 15930-7:2010) asks of a file and a program can see, for
tests/press.py.  No preflight program is to be had from Debian, and veraPDF has
no profile for PDF/X: these are the rules that we rely on, read from qpdf's
JSON of the file.

Not looked at: whether widths, glyphs and encodings of fonts fit (proof/ does
that at each build, by the same rules as PDF/A), and what is never written:
layers, halftones, transfer functions, referenced XObjects, other colour
profiles than the output intent's.
"""
import base64
import json
import re
import subprocess

CONDITION = "FOGRA39"
# Of ISO 32000-1, table A.1: those that set a colour of another kind.
SCREEN = re.compile(r"(?:^|\s)(?:rg|RG|g|G|sc|scn|sh|cs|BI)(?=\s|$)")
ARTIFACT_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.S)


class Pdf:
    """The objects of a file, streams decoded."""

    def __init__(self, path):
        self.bytes = path.read_bytes()
        done = subprocess.run(
            ["qpdf", "--json=2", "--json-stream-data=inline",
             "--decode-level=generalized", str(path)],
            stdout=subprocess.PIPE, check=True)
        self.objects = json.loads(done.stdout)["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])
        self.pages = list(self.kids(self.root["/Pages"]))

    def get(self, value):
        """A value, with references followed; a stream's dictionary."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            found = self.objects["obj:" + value]
            value = found["value"] if "value" in found \
                else found["stream"]["dict"]
        return value

    def stream(self, reference):
        return base64.b64decode(
            self.objects["obj:" + reference]["stream"]["data"])

    def kids(self, reference):
        node = self.get(reference)
        if node["/Type"] == "/Pages":
            for kid in node["/Kids"]:
                yield from self.kids(kid)
        else:
            yield node

    def streams(self):
        """(dictionary, data) of each."""
        for name, found in self.objects.items():
            if "stream" in found:
                yield found["stream"]["dict"], self.stream(name[4:])

    def operators(self, data):
        """Content without its strings."""
        return ARTIFACT_STRINGS.sub(b"()", data).decode("latin-1")

    def contents(self):
        """Contents of pages and forms, without strings."""
        for page in self.pages:
            yield self.operators(self.stream(page["/Contents"]))
        for dictionary, data in self.streams():
            if dictionary.get("/Subtype") == "/Form":
                yield self.operators(data)


def inside(inner, outer):
    return outer[0] <= inner[0] and outer[1] <= inner[1] and \
        inner[2] <= outer[2] and inner[3] <= outer[3]


def box_problems(pdf):
    for number, page in enumerate(pdf.pages, 1):
        media, trim = page.get("/MediaBox"), page.get("/TrimBox")
        bleed = page.get("/BleedBox", media)
        if not media or not trim or "/ArtBox" in page:
            yield f"page {number}: boxes {page}"
        elif not (inside(trim, bleed) and inside(bleed, media)):
            yield f"page {number}: {trim} in {bleed} in {media}"
        if "/Annots" in page or "/AA" in page:
            yield f"page {number}: annotations or actions"


def claim_problems(pdf):
    if not pdf.bytes.startswith(b"%PDF-1.6\n"):
        yield f"header {pdf.bytes[:9]}"
    if len(pdf.trailer.get("/ID", [])) != 2 or "/Encrypt" in pdf.trailer:
        yield "no ID, or encrypted"
    info = pdf.get(pdf.trailer["/Info"])
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not info.get(key):
            yield f"Info has no {key}"
    if info.get("/Trapped") not in ("/True", "/False"):
        yield f"Trapped is {info.get('/Trapped')}"
    xmp = pdf.stream(pdf.root["/Metadata"]).decode("utf-8")
    for wanted in (r"<pdfxid:GTS_PDFXVersion[^>]*>PDF/X-4</",
                   r"<xmp:CreateDate>\d{4}-", r"<xmp:ModifyDate>\d{4}-",
                   r"<xmp:MetadataDate>\d{4}-", r"<dc:title>",
                   r"<xmpMM:DocumentID>uuid:", r"<xmpMM:VersionID>.",
                   r"<xmpMM:RenditionClass>.",
                   r"<pdf:Trapped>False</"):
        if not re.search(wanted, xmp):
            yield f"XMP lacks {wanted}"
    if "pdfaid:" in re.sub(r"xmlns:\S+", "", xmp):
        yield "XMP claims PDF/A"
    for key in ("/OpenAction", "/AA", "/AcroForm", "/OCProperties"):
        if key in pdf.root:
            yield f"catalog has {key}"
    if "/EmbeddedFiles" in json.dumps(pdf.root) or \
            "/JavaScript" in json.dumps(pdf.objects):
        yield "files or programs inside"


def description_of(profile):
    """What an ICC profile says it is (version 2: textDescriptionType)."""
    count = int.from_bytes(profile[128:132], "big")
    for at in range(132, 132 + 12 * count, 12):
        if profile[at:at + 4] == b"desc":
            start = int.from_bytes(profile[at + 4:at + 8], "big")
            size = int.from_bytes(profile[start + 8:start + 12], "big")
            return profile[start + 12:start + 11 + size].decode("ascii")
    return ""


def intent_problems(pdf, source):
    intents = [pdf.get(value) for value in pdf.root.get("/OutputIntents", [])]
    if len(intents) != 1 or intents[0]["/S"] != "/GTS_PDFX":
        yield f"output intents: {intents}"
        return
    label = intents[0]["/OutputConditionIdentifier"]
    reference = intents[0]["/DestOutputProfile"]
    profile = pdf.stream(reference)
    if label != "u:" + CONDITION:
        yield f"the condition is called {label}"
    if pdf.get(reference)["/N"] != 4 or profile[16:20] != b"CMYK" or \
            profile[12:16] != b"prtr" or profile[8] > 4:
        yield "the profile is for no press"
    if not description_of(profile).startswith(CONDITION):
        yield f"the profile is {description_of(profile)!r}, not {label}"
    if profile != source:
        yield "the profile is another than the one installed"


def font_problems(pdf):
    for name, found in pdf.objects.items():
        value = pdf.get(name[4:]) if name.startswith("obj:") else {}
        if isinstance(value, dict) and value.get("/Type") == "/FontDescriptor" \
                and not {"/FontFile2", "/FontFile3"} & value.keys():
            yield f"{value['/FontName']} is not embedded: {found}"


def colour_problems(pdf):
    for content in pdf.contents():
        found = SCREEN.search(content)
        if found:
            yield f"operator {found[0].strip()}: " \
                f"{content[max(0, found.start() - 60):found.end()]!r}"
        spaces = set(re.findall(r"/(\S+)\s+CS\b", content)) - {"All"}
        if spaces:
            yield f"colour spaces {spaces}"
    for dictionary, _ in pdf.streams():
        if dictionary.get("/Subtype") == "/Image" and dictionary[
                "/ColorSpace"] != "/DeviceCMYK" and \
                dictionary["/ColorSpace"][:2] != ["/Separation", "/Black"] \
                and not is_mask(pdf, dictionary):
            yield f"a picture in {dictionary['/ColorSpace']}"
        if dictionary.get("/Filter") in ("/LZWDecode", "/JPXDecode") or \
                "/Alternates" in dictionary or "/OPI" in dictionary:
            yield f"stream {dictionary}"
    if "/DeviceRGB" in json.dumps(pdf.objects) or \
            "/TR" in json.dumps(pdf.objects):
        yield "RGB or a transfer function"


def is_mask(pdf, dictionary):
    return any(pdf.get(other["/SMask"]) == dictionary
               for other, _ in pdf.streams() if "/SMask" in other)


def mark_problems(pdf):
    """Marks of the press lie outside the bleed: all that is drawn after the
    colour of registration is set, or after the last EMC."""
    for number, page in enumerate(pdf.pages, 1):
        content = pdf.operators(pdf.stream(page["/Contents"]))
        shift = float(re.match(r"1 0 0 1 (\S+) \S+ cm", content)[1])
        bleed = [value - shift for value in page["/BleedBox"]]
        tail = re.split(r"/All CS 1 SCN|0 0 0 1 K [.\d]+ w\n", content)[-1]
        marks = re.findall(r"(\S+) (\S+) m (\S+) (\S+) l S", tail)
        if len(marks) < 8:
            yield f"page {number}: {len(marks)} marks"
        for mark in marks:
            x, y, right, top = map(float, mark)
            low, high = sorted((x, right)), sorted((y, top))
            if low[1] > bleed[0] and low[0] < bleed[2] and \
                    high[1] > bleed[1] and high[0] < bleed[3]:
                yield f"page {number}: a mark in the bleed: {mark}"


def problems(path, source):
    """What is wrong with a file; `source`: the profile's bytes."""
    pdf = Pdf(path)
    return [*box_problems(pdf), *claim_problems(pdf),
            *intent_problems(pdf, source), *font_problems(pdf),
            *colour_problems(pdf), *mark_problems(pdf)]
