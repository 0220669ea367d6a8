#!/usr/bin/env python3
"""bouwsteen serve: who may ask, what is rebuilt, places both ways; and the page
in a browser.

    tests/serve.py PROGRAM [--sabotaged PROGRAM] [--words N]
"""
import argparse
import html
import http.client
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import threading
import time

from serving import Server
from support import ROOT, TOOLS, Count, Scratch, files_below, is_slow, run

MANIFEST = """\
name: proef
title: Proefboek
language: nl
audiences: {nieuw: Nieuw, ervaren: Ervaren}
groups: {iedereen: [nieuw, ervaren]}
roles: {waarom: Waarom}
depths: {short: [waarom]}
variables: {plaats: Amersfoort}
block-name: bouwsteen
block-folder: bouwstenen
blocks: {1: Een}
editions:
  nieuw: {chapters: [een.md, twee.md]}
  ervaren: {chapters: [twee.md]}
"""
ONE = """\
---
audience: iedereen
---
# Eerste hoofdstuk

Een appel valt in {{plaats}} van de "boom" -- zie [](#tweede).

![Een punt](punt.png)
"""
TWO = """\
---
audience: iedereen
---
# Tweede {#tweede}

Nog een zin met *nadruk* en een noot.^[De noot zelf.]
"""
# One grey pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a49444154789c636800000082008177cd72b6000000"
    "0049454e44ae426082")
# What the typography pass makes of signs, undone; no joiners.
SIGNS = str.maketrans({"‘": "'", "’": "'", "“": "'", "”": "'", '"': "'",
                       "„": "'", "‚": "'", "\u00a0": " ", "–": "-",
                       "\u2010": "-", "\u2011": "-", "\u2060": None, "…": "."})


def make_book(folder):
    (folder / "bouwstenen").mkdir(parents=True)
    for name, text in (("book.yaml", MANIFEST), ("een.md", ONE),
                       ("twee.md", TWO)):
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "punt.png").write_bytes(PNG)
    return folder


# --- who may ask -------------------------------------------------------------

def test_refusals(count, server):
    here = f"127.0.0.1:{server.port}"
    origin = {"Origin": f"http://{here}"}
    wrong = server.root.replace(server.root[1], "x", 1)
    big = {"Content-Length": str(1 << 30), **origin}
    cases = [
        ("no token", "/", "GET", {}, 404),
        ("another token", wrong, "GET", {}, 404),
        ("part of the token", server.root[:-2] + "/", "GET", {}, 404),
        ("another host", server.root, "GET", {"Host": "evil.example"}, 421),
        ("the host with another port", server.root, "GET",
         {"Host": "127.0.0.1:1"}, 421),
        ("another origin", server.root, "GET",
         {"Origin": "http://evil.example"}, 403),
        ("an origin without a name", server.root, "GET", {"Origin": "null"},
         403),
        ("a page of another site", server.root, "GET",
         {"Sec-Fetch-Site": "cross-site"}, 403),
        ("another port of this machine", server.root, "GET",
         {"Sec-Fetch-Site": "same-site"}, 403),
        ("PUT", server.root, "PUT", {}, 405),
        ("DELETE", server.root, "DELETE", {}, 405),
        ("TRACE", server.root, "TRACE", {}, 405),
        ("POST without an origin", server.root, "POST", {}, 403),
        ("a huge upload", server.root, "POST", big, 413),
        ("localhost by name", server.root, "GET",
         {"Host": f"localhost:{server.port}"}, 200),
        ("the page", server.root, "GET", {}, 200),
        ("the page, asked by itself", server.root, "GET",
         {"Sec-Fetch-Site": "same-origin", **origin}, 200),
    ]
    for name, path, method, headers, expected in cases:
        connection = http.client.HTTPConnection("127.0.0.1", server.port,
                                                timeout=20)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for key, value in headers.items():
            connection.putheader(key, value)
        connection.endheaders()
        status = connection.getresponse().status
        connection.close()
        count.check(f"{name} is answered with {expected}",
                    "" if status == expected else f"it was {status}")


def test_upload(count, server):
    """In pieces, so that nobody knows beforehand how long it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port,
                                                timeout=20)

    def pieces():
        for _ in range(80):
            yield b"x" * 100_000
    try:
        connection.request(
            "POST", server.root + "x", pieces(), encode_chunked=True,
            headers={"Origin": f"http://127.0.0.1:{server.port}",
                     "Transfer-Encoding": "chunked"})
        status = connection.getresponse().status
    except OSError as error:
        status = error
    count.check("an upload of unknown size ends at the limit",
                "" if status == 413 or isinstance(status, OSError) else status)


def test_headers(count, server):
    problems = []
    for path in ("", "serve.js", "book.json", "page.svg?edition=nieuw&page=0",
                 "reading/nieuw/EPUB/nav.xhtml", "nothing"):
        _, headers, _ = server.request(path)
        policy = headers.get("Content-Security-Policy", "")
        for key, value in (("Cache-Control", "no-store"),
                           ("X-Content-Type-Options", "nosniff"),
                           ("Referrer-Policy", "no-referrer"),
                           ("Cross-Origin-Resource-Policy", "same-origin")):
            if headers.get(key) != value:
                problems.append(f"{path}: {key}: {headers.get(key)}")
        if not policy.startswith("default-src 'none'") or "unsafe" in policy:
            problems.append(f"{path}: {policy}")
        if path.startswith("reading/") and ("script-src" in policy
                                            or "sandbox" not in policy):
            problems.append(f"{path}: {policy}")
    count.check("every answer is closed off", "\n".join(problems))
    front = ROOT / "src/serve/front"
    inline = re.findall(r"<script(?![^>]*src)|<style|\son\w+=|\sstyle=|//",
                        (front / "index.html").read_text(encoding="utf-8"))
    count.check("the page has no script or style in it and needs nothing from "
                "elsewhere", ", ".join(inline))


def test_paths(count, server):
    problems = []
    for path in ("../book.yaml", "..%2fbook.yaml", "een.md", "%2e%2e/een.md",
                 "reading/nieuw/../../een.md", "reading/nieuw//etc/passwd",
                 "reading/..%2f..%2fetc/passwd", "reading/nieuw/mimetype",
                 "picture?edition=nieuw&key=..%2f..%2fetc%2fpasswd",
                 "picture?edition=nieuw&key=0", "font?face=-1", "font?face=99",
                 "page.svg?edition=nieuw&page=99", "pages.json?edition=geheim",
                 "page.svg?edition=nieuw&page=4294967296",
                 "place?edition=nieuw&page=0&word=99999999999.99999999999"):
        status, _, body = server.request(path)
        if status != 404 or b"root:" in body:
            problems.append(f"{path}: {status}")
    for place in ("/etc/passwd:1", "../../etc/passwd:1:1", "een.md:0:0",
                  "een.md:99999999999:99999999999", "::", ":", "\u00ff:1"):
        answer = server.ask("find", edition="nieuw", place=place)
        if answer is None or "root:" in str(answer):
            problems.append(f"{place}: {answer}")
    count.check("nothing but the book is ever shown", "\n".join(problems))


def test_loopback(count, server):
    """As the system sees it: 0100007F is 127.0.0.1, 0A is listening."""
    wanted = f":{server.port:04X}"
    lines = [line.split() for table in ("tcp", "tcp6")
             for line in pathlib.Path(f"/proc/net/{table}").read_text()
             .splitlines()[1:]]
    found = [fields[1] for fields in lines
             if fields[1].endswith(wanted) and fields[3] == "0A"]
    count.check("it listens on the loopback address alone",
                "" if found == ["0100007F" + wanted] else str(found))


def test_connections(count, server):
    """Who opens many connections and says nothing keeps nobody out for good."""
    idle = [http.client.HTTPConnection("127.0.0.1", server.port,
                                                timeout=20)
            for _ in range(100)]
    for connection in idle:
        try:
            connection.connect()
        except OSError:
            pass
    for connection in idle:
        connection.close()
    status = None
    for _ in range(20):
        try:
            status, _, _ = server.request("book.json")
            break
        except OSError:
            time.sleep(0.1)
    count.check("a hundred idle connections", "" if status == 200 else status)


# --- rebuilding --------------------------------------------------------------

def page_text(server, edition):
    """All words on the pages."""
    words = []
    pages = server.pages(edition)
    for page in range(len(pages["pages"])):
        _, _, drawing = server.request("page.svg", edition=edition, page=page)
        words += re.findall(r"<tspan[^>]*>([^<]*)", drawing.decode())
    return html.unescape(" ".join(words))


def save_by_rename(path, text):
    """As many editors do: another file takes its place."""
    other = path.with_name("." + path.name + ".new")
    other.write_text(text, encoding="utf-8")
    os.replace(other, path)


def save_as_vim(path, text):
    """The old file goes to another name first."""
    backup = path.with_name(path.name + "~")
    os.replace(path, backup)
    time.sleep(0.02)
    path.write_text(text, encoding="utf-8")
    backup.unlink()


def test_saves(count, server, book):
    for name, save in (("written over", lambda path, text:
                        path.write_text(text, encoding="utf-8")),
                       ("renamed into place", save_by_rename),
                       ("moved away and written", save_as_vim)):
        number = server.pages("nieuw")["number"]
        word = name.split()[0] + "peer"
        save(book / "een.md", ONE.replace("appel", word))
        status = server.wait_newer("nieuw", number)
        text = page_text(server, "nieuw")
        problem = "" if status and word in text else f"{status}\n{text}"
        if status and not status["views"]["nieuw"]["good"]:
            problem = f"for a moment it was not there: {status}"
        count.check(f"a file that is {name} shows at once", problem)


def problems_of(server):
    lists = server.ask("diagnostics.json")["lists"]
    return [(one["edition"], item) for one in lists for item in one["items"]]


def test_fault(count, server, book):
    """The last good pages stay, and it is said where the fault is."""
    before = page_text(server, "nieuw")
    number = server.number
    (book / "een.md").write_text(
        ONE.replace("appel", "kers").replace("#tweede", "#weg"),
        encoding="utf-8")
    status = server.wait("nieuw", lambda status: status["number"] > number
                         and not status["views"]["nieuw"]["good"])
    kept = status and status["views"]["nieuw"]["kept"]
    found = [item for edition, item in problems_of(server)
             if edition == "nieuw" and item["level"] == "error"]
    count.check("an error leaves the last good pages",
                "" if kept and page_text(server, "nieuw") == before
                else str(status))
    item = found[0] if found else {}
    good = (item.get("file"), item.get("line")) == ("een.md", 6) \
        and "appel" not in item["text"] and "kers" in item["text"]
    count.check("an error has its file, line and text",
                "" if good else str(found))
    (book / "een.md").write_text(ONE, encoding="utf-8")
    status = server.wait("nieuw", lambda status:
                         status["views"]["nieuw"]["good"])
    count.check("what is mended shows again",
                "" if status and "appel" in page_text(server, "nieuw")
                else str(status))


def test_closed(count, server, book):
    (book / "book.yaml").write_text("editions: [", encoding="utf-8")
    status = server.wait("nieuw", lambda status: not status["open"])
    shows = "appel" in page_text(server, "nieuw")
    found = [item["file"] for _, item in problems_of(server)]
    count.check("a manifest that cannot be read leaves the pages",
                "" if status and shows and "book.yaml" in found
                else f"{status} {shows} {found}")
    (book / "book.yaml").write_text(MANIFEST, encoding="utf-8")
    status = server.wait("nieuw", lambda status: status["open"]
                         and status["views"].get("nieuw", {}).get("good"))
    count.check("a manifest that is mended", "" if status else "no news")


def test_picture(count, server, book):
    drawings = "".join(
        server.request("page.svg", edition="nieuw", page=page)[2].decode()
        for page in range(len(server.pages("nieuw")["pages"])))
    address = re.search(r'href="(picture[^"]*)"', drawings)
    status, headers, _ = server.request(html.unescape(address[1])) \
        if address else (None, {}, b"")
    count.check("a photograph is shown", "" if status == 200
                and headers["Content-Type"] == "image/png" else str(status))
    for name, content in (("cut off", PNG[:40]), ("no picture", b"x" * 99),
                          ("nothing", b""), ("huge", PNG[:16]
                                             + b"\x7f\xff\xff\xff" * 2
                                             + PNG[24:])):
        (book / "punt.png").write_bytes(content)
        status = server.wait("nieuw", lambda status:
                             not status["views"]["nieuw"]["good"])
        count.check(f"a picture that is {name}",
                    "" if status and "appel" in page_text(server, "nieuw")
                    else str(status))
        (book / "punt.png").write_bytes(PNG)
        server.wait("nieuw", lambda status: status["views"]["nieuw"]["good"])


def test_others(count, server, book):
    """What is wrong with an edition that nobody looks at is told too."""
    (book / "twee.md").write_text(
        TWO + "\n[Alleen]{audience=ervaren} [](#nergens)\n",
        encoding="utf-8")
    server.wait("nieuw", lambda status: status["complete"]
                and not status["views"]["nieuw"]["good"])
    found = {edition for edition, item in problems_of(server)
             if item["slug"] == "label-undefined"}
    count.check("faults of all editions are told",
                "" if found == {"nieuw", "ervaren"} else str(found))
    (book / "twee.md").write_text(TWO, encoding="utf-8")
    server.wait("nieuw", lambda status: status["views"]["nieuw"]["good"])


def test_rapid(count, server, book):
    """A thousand saves, while somebody keeps asking."""
    stops, answers = threading.Event(), []

    def ask():
        while not stops.is_set():
            answers.append(server.request("page.svg", edition="nieuw",
                                          page=0)[0])
    asking = threading.Thread(target=ask)
    asking.start()
    for number in range(1000):
        (book / "een.md").write_text(
            ONE.replace("appel", f"vrucht{number}x"), encoding="utf-8")
    last = time.monotonic()
    while "vrucht999x" not in page_text(server, "nieuw"):
        if time.monotonic() - last > 30:
            break
        time.sleep(0.05)
    stops.set()
    asking.join()
    text = page_text(server, "nieuw")
    count.check("a thousand rapid saves end with the last one",
                "" if "vrucht999x" in text else text[:300])
    bad = [status for status in answers if status != 200]
    count.check("pages are there all the time",
                f"{len(bad)} of {len(answers)} were not" if bad else "")
    (book / "een.md").write_text(ONE, encoding="utf-8")


def test_folders(count, server, book):
    """A file in a folder that is made while it runs."""
    (book / "nieuw").mkdir()
    time.sleep(0.2)
    (book / "nieuw/drie.md").write_text(
        "---\naudience: iedereen\n---\n# Derde\n\nDruiven.\n",
        encoding="utf-8")
    (book / "book.yaml").write_text(
        MANIFEST.replace("[een.md, twee.md]", "[een.md, nieuw/drie.md, twee.md]"),
        encoding="utf-8")
    time.sleep(0.3)
    (book / "nieuw/drie.md").write_text(
        "---\naudience: iedereen\n---\n# Derde\n\nBramen.\n",
        encoding="utf-8")
    for _ in range(50):
        if "Bramen" in page_text(server, "nieuw"):
            break
        time.sleep(0.1)
    text = page_text(server, "nieuw")
    count.check("a folder made later is watched too",
                "" if "Bramen" in text else text)


def test_killed(count, program, book):
    before = files_below(book)
    server = Server(program, book)
    server.pages("nieuw")
    server.stop(signal.SIGKILL)
    with Server(program, book) as again:
        pages = again.pages("nieuw")
    count.check("killed, it loses nothing and begins again",
                "" if files_below(book) == before and pages else "files differ")


def test_ends(count, program, book):
    server = Server(program, book)
    server.pages("nieuw")

    def ask():
        try:
            server.ask("wait", since=999999)
        except OSError:
            pass  # it may be gone before it answers
    waiting = threading.Thread(target=ask)
    waiting.start()
    time.sleep(0.2)
    started = time.monotonic()
    status, messages = server.stop()
    waiting.join()
    problem = "" if status == 0 and not messages else f"{status}\n{messages}"
    if time.monotonic() - started > 5:
        problem += "it took too long"
    count.check("it stops when it is told to, also while somebody waits",
                problem)


def test_usage(count, program, scratch):
    for name, arguments, word in (
            ("no book", [scratch / "nothing"], "book.yaml"),
            ("no port", ["--port", "99999"], "port"),
            ("a port in use", None, "listen")):
        if arguments is None:
            with Server(program, scratch / "book") as server:
                done = run(program, "serve", scratch / "book",
                           "--port", server.port, timeout=20)
        else:
            done = run(program, "serve", *arguments, timeout=20)
        count.check(f"{name} is said",
                    "" if done.status == 2 and word in done.messages
                    else f"{done.status} {done.messages}")


# --- places ------------------------------------------------------------------

def plain(text):
    return html.unescape(text).translate(SIGNS)


def words_of(server, edition):
    """(page, id, text) of all words on the pages."""
    for page in range(len(server.pages(edition)["pages"])):
        _, _, drawing = server.request("page.svg", edition=edition, page=page)
        for found in re.finditer(r'<tspan data-w="([^"]+)"[^>]*>([^<]*)<',
                                 drawing.decode()):
            yield page, found[1], found[2]


def word_problem(server, book, edition, word):
    """What is wrong with the way of one word to its source and back; None for
    one that the program made."""
    page, number, text = word
    place = server.ask("place", edition=edition, page=page, word=number)
    if place is None or place["copy"]:
        return None
    path = book / place["file"]
    line = path.read_text(encoding="utf-8").split("\n")[place["line"] - 1]
    there = plain(line[place["column"] - 1:])
    if line != place["text"] or not there.startswith(plain(text)):
        return f"{word}: {place['file']}:{place['line']}:{place['column']} " \
               f"{there[:40]!r}"
    found = server.ask("find", edition=edition, place=":".join(
        str(place[key]) for key in ("file", "line", "column")))["found"]
    back = [(other["page"], other["word"]) for other in found]
    return "" if (page, number) in back else f"{word}: back to {back[:3]}"


def test_words(count, program, wanted):
    """Sampled words of the real book, from the page to the file and back."""
    book = ROOT / "book"
    chosen, tried, made, problems = random.Random(8), 0, 0, []
    with Server(program, book) as server:
        editions = ("nieuw", "partners", "wijkteam")
        for edition in editions:
            words = list(words_of(server, edition))
            chosen.shuffle(words)
            for word in words[:wanted // len(editions) + 1]:
                problem = word_problem(server, book, edition, word)
                tried += 1
                made += problem is None
                if problem:
                    problems.append(problem)
    count.check(f"{tried} words lead to their source and back",
                "\n".join(problems[:20]))
    count.check("most words are somebody's own",
                "" if made < tried / 5 else f"{made} of {tried} are made")


# --- files and approval ------------------------------------------------------

def test_files(count, program, book, scratch):
    """What is downloaded is what the command line makes, byte for byte."""
    run(program, "excerpt", book, "wijkteam", "-o", scratch / "out", "-q",
        "-t", "pdf", "-t", "epub", "-t", "booklet")
    made = {path.name: path.read_bytes()
            for path in (scratch / "out").rglob("*.*") if path.is_file()}
    problems, names = [], set()
    with Server(program, book) as server:
        for target in ("pdf", "epub", "booklet"):
            status, headers, body = server.request(
                "make", edition="wijkteam", target=target)
            name = re.search(r'filename="([^"]*)"',
                             headers.get("Content-Disposition", ""))
            names.add(name and name[1])
            if status != 200 or not name or made.get(name[1]) != body:
                problems.append(f"{target}: {status} {name and name[1]} "
                                f"{sorted(made)}")
            elif target != "epub":
                (scratch / name[1]).write_bytes(body)
                done = subprocess.run(["qpdf", "--check", scratch / name[1]],
                                      capture_output=True, check=False)
                if done.returncode:
                    problems.append(done.stdout.decode() + done.stderr.decode())
        count.check("downloads are the files of the command line",
                    "\n".join(problems))
        status, headers, _ = server.request("make", edition="wijkteam",
                                            target="pdf", draft=1)
        count.check("a draft says so in its name", "" if status == 200 and
                    "-concept.pdf" in headers["Content-Disposition"]
                    else str(headers))
        refused = [server.request("make", edition=edition, target=target)[0]
                   for edition, target in (("geheim", "pdf"), ("nieuw", "zip"),
                                           ("nieuw", ""), ("", "pdf"),
                                           ("../nieuw", "pdf"),
                                           ("nieuw-booklet", "epub"))]
        count.check("what there is not cannot be made",
                    "" if set(refused) == {404} else str(refused))
        path = book / "partners/wijkteam.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text + "\n[](#nergens-te-vinden)\n", encoding="utf-8")
        status, _, body = server.request("make", edition="wijkteam",
                                         target="pdf")
        count.check("a book with an error gives no file, but the reason",
                    "" if status == 409 and b"nergens-te-vinden" in body
                    else f"{status} {body[:300]}")
        path.write_text(text, encoding="utf-8")


def test_leaks(count, sabotaged, book):
    """With selection broken on purpose, nothing can be downloaded."""
    if not sabotaged:
        count.skip("the scan for leaks", "no program with broken selection")
        return
    with Server(sabotaged, book, BOUWSTEEN_SABOTAGE="medewerkers") as server:
        # A draft, so that nobody's approval is in the way.
        status, _, body = server.request("make", edition="wijkteam",
                                         target="pdf", draft=1)
    found = {item["slug"] for item in json.loads(body)} if status == 409 \
        else set()
    count.check("what leaks cannot be downloaded",
                "" if any("leak" in slug for slug in found)
                else f"{status} {found}")


def test_approval(count, program, book):
    path = book / "partners/wijkteam.approved"
    path.unlink(missing_ok=True)
    run(program, "approve", book, "wijkteam", "-q")
    expected = path.read_bytes()
    path.unlink()
    text = (book / "partners/wijkteam.md").read_text(encoding="utf-8")
    with Server(program, book) as server:
        origin = {"Origin": f"http://127.0.0.1:{server.port}"}

        def post(edition, number):
            return server.request(f"approve?edition={edition}&number={number}",
                                  "POST", "", origin)[0]
        first = server.ask("approval.json", edition="wijkteam")
        count.check("an excerpt that nobody approved is all new",
                    "" if first["state"] == "never" and
                    all(not change["gone"] for change in first["changes"])
                    and len(first["changes"]) > 3 else str(first)[:300])
        wrong = [post("wijkteam", first["number"] + 1), post("wijkteam", ""),
                 post("nieuw", 1), post("geheim", 1),
                 server.request("approve", edition="wijkteam",
                                number=first["number"])[0]]
        count.check("only what was shown can be approved",
                    "" if wrong == [409, 409, 404, 404, 405]
                    and not path.exists() else str(wrong))
        status = post("wijkteam", first["number"])
        count.check("an approval is the file of the command line",
                    "" if status == 200 and path.read_bytes() == expected
                    else str(status))
        (book / "partners/wijkteam.md").write_text(
            text + "\nEen nieuwe zin erbij.\n", encoding="utf-8")
        server.wait_newer("wijkteam", first["number"])
        for _ in range(40):
            later = server.ask("approval.json", edition="wijkteam")
            if later["state"] == "changed":
                break
            time.sleep(0.1)
        come = [one for change in later["changes"] for one in change["come"]]
        gone = [one for change in later["changes"] for one in change["gone"]]
        count.check("what came since is shown",
                    "" if (come, gone) == (["Een nieuwe zin erbij."], [])
                    else f"{later['state']} {come} {gone}")
        count.check("an old page approves nothing",
                    "" if post("wijkteam", first["number"]) == 409
                    and path.read_bytes() == expected else "it did")
    (book / "partners/wijkteam.md").write_text(text, encoding="utf-8")


# --- in a browser ------------------------------------------------------------

def test_browser(count, program, book):
    chromium = shutil.which("chromium")
    if not chromium or not (TOOLS / "node_modules/playwright-core").exists():
        count.skip("the page in a browser", "no Chromium or Playwright")
        return
    editor = "vscode://file{file}:{line}:{column}"
    with Server(program, book, "--editor", editor, LC_ALL="nl_NL.UTF-8") \
            as server:
        done = subprocess.run(
            ["node", ROOT / "tests/serve.mjs", TOOLS / "node_modules",
             chromium, server.address, book], capture_output=True, timeout=300,
            check=False)
        messages = server.stop()[1]
    try:
        results = json.loads(done.stdout)
    except ValueError:
        results = {"the browser": done.stderr.decode()[-2000:]}
    for name, problem in results.items():
        count.check(name, problem)
    count.check("the server has nothing to say", messages)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--sabotaged")
    parser.add_argument("--words", type=int, default=10_000)
    options = parser.parse_args()
    program = options.program
    count = Count("serve")
    with Scratch() as scratch:
        book = make_book(scratch / "book")
        with Server(program, book) as server:
            server.pages("nieuw")
            for test in (test_refusals, test_upload, test_headers, test_paths,
                         test_loopback, test_connections):
                test(count, server)
            for test in (test_saves, test_fault, test_closed, test_picture,
                         test_others, test_rapid, test_folders):
                test(count, server, book)
        for test in (test_killed, test_ends):
            test(count, program, book)
        test_usage(count, program, scratch)
        test_words(count, program,
                   options.words // 10 if is_slow(program) else options.words)
        real = scratch / "real"
        shutil.copytree(ROOT / "book", real)
        test_files(count, program, real, scratch)
        test_leaks(count, options.sabotaged, real)
        test_approval(count, program, real)
        test_browser(count, program, real)
    count.close()


main()
