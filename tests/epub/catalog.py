"""The catalog: its feed against the rules of OPDS 1.2 and Atom, and in the
library of Thorium Reader; its page, also under axe.
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

from support import ROOT, TOOLS

NODE = TOOLS / "node_modules"
ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/terms/}"
OPEN_ACCESS = "http://opds-spec.org/acquisition/open-access"
FEED_TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ANY = 1 << 30

# What may stand where, and how often: RFC 4287 (4.1.1, 4.1.2), as OPDS 1.2
# narrows it.
FEED = {"author": (1, ANY), "category": (0, ANY), "id": (1, 1),
        "link": (2, ANY), "rights": (0, 1), "subtitle": (0, 1),
        "title": (1, 1), "updated": (1, 1), "icon": (0, 1), "entry": (1, ANY)}
ENTRY = {"author": (1, ANY), "category": (0, ANY), "content": (1, 1),
         "id": (1, 1), "link": (1, ANY), "published": (0, 1),
         "rights": (0, 1), "summary": (0, 1), "title": (1, 1),
         "updated": (1, 1)}
# Of Dublin Core only what Atom has no element of its own for (5.1.1).
DUBLIN_CORE = {"identifier", "language", "publisher", "issued"}
LINK = {"rel", "type", "href", "hreflang", "title", "length"}
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
ADDRESS = r"[^\s<>{}|^`\"]+"
TEXTS = {"id": r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-"
               r"[89ab][0-9a-f]{3}-[0-9a-f]{12}",
         "updated": MOMENT, "published": MOMENT, "title": r".*\S.*",
         "name": r".*\S.*", "content": r".*\S.*"}


def link_problems(link):
    problems = [f"link with {name}" for name in link.keys() if name not in LINK]
    if not re.fullmatch(ADDRESS, link.get("href") or ""):
        problems.append(f"no address: {link.get('href')}")
    if not re.fullmatch(r"[a-z]+|https?://\S+", link.get("rel") or ""):
        problems.append(f"no relation: {link.get('rel')}")
    if not re.fullmatch(r"\w+/[\w.+-]+(;[\w=-]+)*", link.get("type") or ""):
        problems.append(f"no media type: {link.get('type')}")
    if not re.fullmatch(r"\d+", link.get("length", "0")):
        problems.append(f"no length: {link.get('length')}")
    return problems


def grammar_problems(element, children):
    """Of a feed or an entry and all in it."""
    problems, seen = [], {}
    for child in element:
        name = child.tag.removeprefix(ATOM)
        seen[name] = seen.get(name, 0) + 1
        if child.tag.startswith(DC):
            if child.tag.removeprefix(DC) not in DUBLIN_CORE:
                problems.append(f"Dublin Core's {child.tag}")
        elif name not in children:
            problems.append(f"{name} does not belong here")
        elif name == "entry":
            problems += grammar_problems(child, ENTRY)
        elif "entry" in seen:
            problems.append(f"{name} after an entry")
        elif name == "link":
            problems += link_problems(child)
        elif name == "author":
            problems += grammar_problems(child, {"name": (1, 1),
                                                 "uri": (0, 1)})
        elif name == "category" and not child.get("term"):
            problems.append("a category without a term")
        if name in ("content", "summary", "title") and (
                len(child) or child.get("type", "text") != "text"):
            problems.append(f"{name} is no plain text")
        if name in TEXTS and not re.fullmatch(TEXTS[name], child.text or "",
                                              re.S):
            problems.append(f"{name}: {child.text!r}")
    return problems + [
        f"{seen.get(name, 0)} of {name}"
        for name, (fewest, most) in children.items()
        if not fewest <= seen.get(name, 0) <= most]


def feed_problems(text):
    feed = ET.fromstring(text)
    problems = grammar_problems(feed, FEED)
    relations = {link.get("rel"): link.get("type")
                 for link in feed.findall(ATOM + "link")}
    problems += [f"no link {relation}" for relation in ("self", "start")
                 if relations.get(relation) != FEED_TYPE]
    ids = [one.text for one in feed.iter() if one.tag in (
        ATOM + "id", DC + "identifier")]
    if len(set(ids)) != len(ids):
        problems.append("an identifier of two things")
    problems += ["nothing to acquire" for entry in feed.iter(ATOM + "entry")
                 if OPEN_ACCESS not in [
                     link.get("rel") for link in entry.iter(ATOM + "link")]]
    return problems


# One rule broken each.
BROKEN = {
    "no id": (r"<id>[^<]*</id>\n", ""),
    "two titles": (r"(<title>[^<]*</title>\n)", r"\1\1"),
    "a date without time": (r"(<updated>[^<T]*)T[^<]*", r"\1"),
    "an element that Atom has not": ("<rights>", "<licence/><rights>"),
    "an entry without content": (r"<content.*?</content>\n", ""),
    "markup in the content": (r'(<content type="text">)', r"\1<b>x</b>"),
    "a blank in an address": (r'href="\.\./', r'href="../ '),
    "an address of no file": (r'href="\.\./', r'href="../weg'),
    "an entry with the id of its book": (
        r"<dc:identifier>[^<]*", lambda m: "<dc:identifier>" + re.search(
            r"<entry>.*?<id>([^<]*)", m.string, re.S)[1]),
    "a feed that names itself wrongly": (r"kind=acquisition", "kind=navigation"),
    "Dublin Core where Atom has a word": ("<dc:issued>", "<dc:title/><dc:issued>"),
    "a length that is not the file's": (r'length="\d', 'length="9'),
    "no author in an entry": (r"(<entry>.*?)<author>.*?</author>\n", r"\1"),
}


def file_problems(text, folder):
    """Do its links lead to the files that they describe?"""
    problems = []
    for link in ET.fromstring(text).iter(ATOM + "link"):
        target = folder / link.get("href")
        if link.get("rel") != "self" and not target.is_file():
            problems.append(f"no file {link.get('href')}")
        elif link.get("length") not in (None, str(target.stat().st_size)):
            problems.append(f"another length than {link.get('href')}")
    return problems


def test_feed(count, catalog):
    text = (catalog / "opds.xml").read_text(encoding="utf-8")
    count.check("its feed is OPDS 1.2", "\n".join(feed_problems(text)))
    count.check("its feed leads to the files",
                "\n".join(file_problems(text, catalog)))
    unseen = []
    for name, (pattern, new) in BROKEN.items():
        broken, done = re.subn(pattern, new, text, count=1, flags=re.S)
        if not done or not (feed_problems(broken) or
                            file_problems(broken, catalog)):
            unseen.append(name)
    count.check(f"{len(BROKEN)} broken feeds are noticed", "\n".join(unseen))


# --- a reading app ------------------------------------------------------------

def identifier_of(epub):
    with zipfile.ZipFile(epub) as archive:
        return re.search(r'<dc:identifier id="uid">([^<]*)',
                         archive.read("EPUB/package.opf").decode())[1]


def publication_problems(book, catalog):
    """Of what the app knows of one book."""
    data, problems = book["metadata"], []
    links = {link["type"]: catalog / link["href"] for link in book["links"]
             if link["rel"] == OPEN_ACCESS}
    epub = links.get("application/epub+zip")
    if not epub or not epub.is_file():
        return ["no e-book to get"]
    if data.get("identifier") != identifier_of(epub):
        problems.append(f"identifier {data.get('identifier')}")
    if data.get("language") not in ("nl-NL", ["nl-NL"]):
        problems.append(f"language {data.get('language')}")
    problems += [f"no {name}" for name in ("title", "author", "description",
                                           "modified") if not data.get(name)]
    pictures = [catalog / image["href"] for image in book.get("images", [])]
    if len(pictures) != 2 or not all(one.is_file() for one in pictures):
        problems.append("no cover")
    return problems


def test_app(count, catalog):
    """What r2-opds-js, the OPDS reader of Thorium, makes of the feed."""
    node = shutil.which("node")
    if not node or not (NODE / "r2-opds-js").is_dir():
        count.skip("its feed in Thorium's library", "run make setup-test")
        return
    done = subprocess.run(
        [node, ROOT / "tests/epub/opds.js", NODE, catalog / "opds.xml"],
        capture_output=True, check=False)
    if not count.check("Thorium's library reads the feed", "" if
                       done.returncode == 0 else done.stderr.decode()):
        return
    feed = json.loads(done.stdout)
    books = feed.get("publications", [])
    problems = [] if len(books) == 2 else [f"{len(books)} books"]
    for book in books:
        problems += publication_problems(book, catalog)
    count.check("and sees titles, covers, languages and files",
                "\n".join(problems))


# --- the page -----------------------------------------------------------------

def page_problems(folder):
    text = (folder / "index.html").read_text(encoding="utf-8")
    problems = [f"no file {address}" for address in
                re.findall(r'(?:href|src)="([^"]*)"', text)
                if not (folder / address).is_file()]
    for name, digest in re.findall(r"<li>([^<:]+): <code>([0-9a-f]{64})", text):
        file = next(folder.parent.rglob(name))
        if hashlib.blake2b(file.read_bytes(),
                           digest_size=32).hexdigest() != digest:
            problems.append(f"another checksum than {name}")
    if "http://" in text or "https://" in text or "<script" in text:
        problems.append("something comes from elsewhere")
    return problems


def test_page(count, catalog):
    count.check("its page leads to the files, with their checksums",
                "\n".join(page_problems(catalog)))
    node, browser = shutil.which("node"), shutil.which("chromium")
    if not node or not browser or not (NODE / "puppeteer-core").is_dir():
        count.skip("its page: axe", "run make setup-test")
        return
    done = subprocess.run(
        [node, ROOT / "tests/epub/axe.js", NODE, catalog / "index.html"],
        capture_output=True, check=False,
        env=dict(os.environ, PUPPETEER_EXECUTABLE_PATH=browser))
    count.check("its page: axe, narrow, wide and dark",
                "" if done.returncode == 0 else
                (done.stdout + done.stderr).decode("utf-8", "replace"))


def test_catalog(count, out, later):
    """`out` and `later` were built alike, in other time zones."""
    catalog = out / "catalog"
    count.check("the catalog is the same anywhere", "" if {
        path.name: path.read_bytes() for path in catalog.iterdir()} == {
        path.name: path.read_bytes()
        for path in (later / "catalog").iterdir()} else "differs")
    test_feed(count, catalog)
    test_app(count, catalog)
    test_page(count, catalog)


def test_forms(count, program, book, out):
    """What editions are made as beside their own files is on the page, each
    by its use; apps get the files that they can tell apart."""
    subprocess.run([program, "build", book, "-o", out, "-q", "-t", "pdf",
                    "-t", "worksheets", "-t", "large", "-t", "print",
                    "-t", "catalog"], check=False)
    page = (out / "catalog/index.html").read_text(encoding="utf-8")
    feed = (out / "catalog/opds.xml").read_text(encoding="utf-8")
    links = dict(re.findall(r'<li><a href="([^"]*)"[^>]*>(.*?)</a>', page))
    names = [href for href in links if "-lezer" in href]
    count.check("the catalog's page lists worksheets and large print", "" if
                len(set(links.values())) == len(links) and
                [name.rpartition("-lezer")[2] for name in names] ==
                [".epub", ".pdf", "-worksheets.pdf", "-large.pdf"] and
                all((out / "catalog" / name).is_file() for name in names)
                and "-worksheets" not in feed
                else f"{links}\n{feed}")
