#!/usr/bin/env python3
"""The command line: options, help, exit statuses, JSON, the Dutch locale.

    tests/command.py PROGRAM
"""
import json
import os
import pathlib
import pty
import re
import sys

from support import ROOT, Commands, Scratch, environment, run

MANIFEST = ("name: proef\ntitle: Proef\nlanguage: nl\n"
            "audiences: {nieuw: Nieuw, ervaren: Ervaren}\n"
            "groups: {iedereen: [nieuw, ervaren]}\n"
            "editions:\n"
            "  nieuw: {chapters: [een.md], targets: pdf}\n"
            "  ervaren: {chapters: [een.md]}\n")
CHAPTER = "---\naudience: iedereen\n---\n# Eén\n\nTekst voor {{wie}}.\n"


def test_usage(tests, scratch):
    def usage(name, *arguments, word):
        tests.expect(name, tests.run(scratch, *arguments), 2, word)
    usage("no command", word="bouwsteen")
    usage("unknown command", "bild", word="bild")
    usage("unknown option", "build", "--colour", word="--colour")
    usage("unknown short option", "build", "-x", word="-x")
    usage("option without value", "build", "-o", word="-o")
    usage("no number of jobs", "build", "-j", "veel", word="veel")
    usage("unknown command, one near", "biuld", word="did you mean 'build'?")
    usage("unknown option, one near", "build", "--wrror",
          word="did you mean '--werror'?")
    usage("unknown edition", "build", "book", "-e", "neiuw", word="neiuw")
    usage("unknown edition, one near", "build", "book", "-e", "nieuwe",
          word="did you mean 'nieuw'?")
    usage("unknown edition, none near", "dump", "book", "-e", "vijfde",
          word="one of: nieuw, ervaren")
    usage("no such folder", "build", "nergens", word="there is no folder")
    (scratch / "leeg").mkdir()
    usage("no manifest", "check", "leeg", word="there is no book.yaml")
    (scratch / "leeg/Book.yaml").write_text(MANIFEST)
    usage("a manifest of another name", "check", "leeg",
          word="did you mean 'Book.yaml'?")
    usage("no patterns", "hyphenate", "-l", "xx", word="xx")
    usage("no kind of thing to make", "new", "boek", "7", "Titel",
          word="new block NUMBER TITLE")
    usage("no block number", "new", "block", "zeven", "Titel", word="zeven")
    usage("unknown target", "build", "book", "-t", "docx", word="docx")
    usage("cannot dump that", "dump", "book", "--what=boom", word="boom")
    usage("diagnostics as xml", "check", "book", "--diagnostics=xml",
          word="xml")
    usage("one word too many", "check", "book", "book", word="book")


def test_help(tests, scratch):
    tests.expect("help", tests.run(scratch, "--help"), 0, "build", "check",
                 "dump", "list", "hyphenate")
    for command in ("build", "check", "dump", "list", "new", "hyphenate",
                    "verify", "map"):
        tests.expect(f"help of {command}",
                     tests.run(scratch, command, "--help"), 0,
                     f"bouwsteen {command}")
    tests.expect("version", tests.run(scratch, "--version"), 0, "bouwsteen 0")


def test_list(tests, scratch):
    (scratch / "book/een.md").write_text(
        CHAPTER.replace("{{wie}}", "iedereen"))
    tests.expect("list", tests.run(scratch, "list", "book"), 0, "nieuw",
                 "ervaren", "iedereen", "pdf")
    (scratch / "book/vlak.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        '<rect width="5" height="5"/></svg>')
    with (scratch / "book/een.md").open("a") as chapter:
        chapter.write("\n![Een zwart vlak.](vlak.svg)\n")
    tests.expect("list of alternative texts", tests.run(
        scratch, "list", "book", "--alternatives"), 0, "book/een.md:",
        "vlak.svg", "Een zwart vlak.", "(nieuw p. ", "ervaren p. ")
    tests.expect("list of those of one edition", tests.run(
        scratch, "list", "book", "--alternatives", "-e", "ervaren"), 0,
        "(ervaren p. ")
    tests.expect("list of those of no edition", tests.run(
        scratch, "list", "book", "--alternatives", "-e", "ervraen"), 2,
        "ervaren")
    tests.expect("list of a book that is not there",
                 tests.run(scratch, "list", "nergens"), 2, "nergens")
    tests.expect("dump of an edition", tests.run(
        scratch, "dump", "book", "-e", "ervaren", "--what=text"), 0, "Eén",
        "Tekst voor iedereen")
    quiet = tests.run(scratch, "build", "book", "-o", "out", "-q")
    tests.expect("quiet build", quiet, 0)
    tests.count.check("quiet build says nothing", quiet.text + quiet.messages)
    tests.count.check("targets of the manifest", "" if sorted(
        str(path.relative_to(scratch / "out"))
        for path in (scratch / "out").rglob("*.*")) == [
            "ervaren/proef-ervaren.epub", "ervaren/proef-ervaren.pdf",
            "nieuw/proef-nieuw.pdf"] else "other files")


def test_json(tests, scratch):
    done = tests.run(scratch, "check", "book", "--diagnostics=json")
    try:
        reports = json.loads(done.messages)
        one = reports[0]
        problem = "" if (
            done.status == 1 and len(reports) == 1
            and one["file"] == "book/een.md" and one["line"] == 6
            and one["level"] == "error" and one["slug"] == "variable-undefined"
            and one["column"] > 1 and one["message"]) else f"{reports}"
    except (ValueError, KeyError, IndexError) as error:
        problem = f"{error}: {done.messages}"
    tests.count.check("diagnostics as JSON", problem)
    done = tests.run(scratch, "check", "book", "--diagnostics=github")
    tests.count.check("diagnostics for GitHub", "" if done.status == 1 and
                      re.match(r"::error file=book/een\.md,line=6,col=\d+,"
                               r"title=variable-undefined::", done.messages)
                      else done.messages)
    done = tests.run(scratch, "check", "book", "--diagnostics=gitlab")
    try:
        one = json.loads(done.messages)[0]
        problem = "" if (
            one["location"] == {"path": "book/een.md", "lines": {"begin": 6}}
            and one["check_name"] == "variable-undefined"
            and one["severity"] == "major" and one["fingerprint"]
            and one["description"]) else f"{one}"
    except (ValueError, KeyError, IndexError) as error:
        problem = f"{error}: {done.messages}"
    tests.count.check("diagnostics for GitLab", problem)
    (scratch / "book/een.md").write_text(CHAPTER.replace("{{wie}}", "wie"))
    done = tests.run(scratch, "check", "book", "--diagnostics=json")
    tests.count.check("no diagnostics as JSON", "" if not done.err.strip()
                      or json.loads(done.messages) == [] else done.messages)


def test_dutch(tests, scratch):
    """C.UTF-8 is everywhere, and with it LANGUAGE counts."""
    if not (ROOT / "out/share/locale/nl").is_dir():
        tests.count.skip("messages in Dutch", "no catalogue built")
        return
    done = tests.run(scratch, "check", "book", LC_ALL="C.UTF-8",
                     LANGUAGE="nl")
    tests.expect("messages in Dutch", done, 1, "fout: ",
                 "[variable-undefined]")
    tests.expect("help in Dutch", tests.run(
        scratch, "build", "--help", LC_ALL="C.UTF-8", LANGUAGE="nl"), 0, "Maakt")
    (scratch / "book/styles").mkdir()
    (scratch / "book/styles/eigen.yaml").write_text(
        "blocks:\n  table: {float: pagina}\n")
    manifest = scratch / "book/book.yaml"
    manifest.write_text(manifest.read_text() + "style: eigen\n")
    tests.expect("what a choice may be, in Dutch", tests.run(
        scratch, "check", "book", LC_ALL="C.UTF-8", LANGUAGE="nl"), 1,
        "een van deze: none, page", without=["one of"])


def test_hyphenate(tests, scratch):
    words = "bewoners buurthuis coördinatie\n"
    done = tests.run(scratch, "hyphenate", stdin=words.encode())
    tests.count.check("hyphenate", "" if done.status == 0
                      and "be·wo·ners" in done.text
                      and done.text.replace("·", "") == words
                      else f"{done.status}: {done.text}{done.messages}")


def test_new(tests, scratch):
    blocks = MANIFEST + ("block-folder: bouwstenen\nblock-name: bouwsteen\n"
                         "blocks: {7: Krachtenveld}\n")
    (scratch / "book/book.yaml").write_text(
        blocks.replace("[een.md]", "[7]"))
    done = tests.run(scratch, "new", "block", "7", "Krachtenveld", "book")
    tests.expect("new block", done, 0)
    tests.expect("new block compiles",
                 tests.run(scratch, "check", "book"), 0)
    again = tests.run(scratch, "new", "block", "7", "Krachtenveld", "book")
    tests.count.check("new block overwrites nothing", "" if again.status
                      else "it did")
    tests.expect("the number of a new block is taken", tests.run(
        scratch, "new", "block", "7", "Iets anders", "book"), 2,
        "07-krachtenveld.md")
    title = 'De "ronde": {een} *ster* & \\streep'
    done = tests.run(scratch, "new", "block", "8", title, "book")
    tests.expect("new block tells what to add", done, 0,
                 '  8: "De \\"ronde\\": {een} *ster* & \\\\streep"')
    line = next((line for line in done.text.splitlines() if "8: " in line), "")
    (scratch / "book/book.yaml").write_text(
        blocks.replace("[een.md]", "[7, 8]").replace(
            "blocks: {7: Krachtenveld}", f"blocks:\n  7: Krachtenveld\n{line}"))
    tests.expect("a new block's title stays as it is", tests.run(
        scratch, "dump", "book", "-e", "nieuw", "--what=text"), 0,
        "De ‘ronde’: {een} *ster* & \\streep")


def test_verify(tests, scratch):
    """What finished files say of themselves, and of the book by now."""
    def verify(name, status, *arguments, words=()):
        done = tests.run(scratch, "verify", *arguments)
        tests.expect(name, done, status, *words)
        return done.text + done.messages

    chapter = scratch / "book/een.md"
    text = CHAPTER.replace("{{wie}}", "allen") \
        + '\n[Geheim.]{audience="ervaren"}\n'
    chapter.write_text(text)
    tests.run(scratch, "build", "book", "-o", "out", "-q")
    files = sorted(str(path) for path in scratch.glob("out/*/*"))
    pdf, other = scratch / files[2], files[0]
    verify("intact", 0, *files, words=(
        "intact", "proef", "edition nieuw", "edition ervaren",
        "no signature"))
    verify("up to date", 0, *files, "--against", "book",
           words=("up to date",))
    chapter.write_text(text.replace("Geheim", "Zeer geheim"))
    verify("what it does not show leaves it up to date", 0, files[2],
           "--against", "book", words=("up to date",))
    verify("what it shows makes it outdated", 1, other, "--against", "book",
           words=("intact", "outdated"))
    (scratch / "book/book.yaml").write_text(
        MANIFEST.replace("  ervaren: {ch", "  meester: {reads: ervaren, ch"))
    verify("an edition that is gone", 1, other, "--against", "book",
           words=("no such edition",))
    pdf.write_bytes(pdf.read_bytes().replace(b"/Catalog", b"/Catalag", 1))
    said = verify("changed", 1, pdf, words=("CHANGED", "edition nieuw"))
    tests.count.check("nothing is called intact then",
                      said if "ntact" in said else "")
    (scratch / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    verify("not ours", 1, "a.pdf", words=("not made by bouwsteen",))
    verify("not there", 1, "nergens.pdf", words=("nergens.pdf",))
    verify("verify without a file", 2, words=("file",))
    verify("against no book", 2, other, "--against", "nergens")


def on_terminal(program, scratch, *arguments):
    """What a user sees on a terminal, and the exit status."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(scratch)
        os.execve(program, [str(program), *arguments], environment())
    seen = b""
    try:
        while part := os.read(terminal, 65536):
            seen += part
    except OSError:  # the other end is closed
        pass
    os.close(terminal)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    return status, seen.decode("utf-8", "replace")


def test_terminal(tests, scratch):
    program = tests.program.resolve()

    def sees(name, status, arguments, words, without=()):
        got, text = on_terminal(program, scratch, *arguments)
        problems = [f"'{word}' is not in: {text!r}" for word in words
                    if word not in text]
        problems += [f"'{word}' is in: {text!r}" for word in without
                     if word in text]
        if got != status:
            problems.append(f"exit status {got}, not {status}")
        tests.count.check(f"terminal: {name}", "\n".join(problems))

    build = ("build", "book", "-o", "out")
    sees("errors, and that nothing was written", 1, build,
         ("[variable-undefined]", "nothing was written; errors: 1"))
    sees("no JSON is spoiled", 1, (*build, "-q", "--diagnostics=json"),
         ("variable-undefined",), ("nothing was written", "\033"))
    (scratch / "book/een.md").write_text(CHAPTER.replace("{{wie}}", "allen"))
    sees("phases and pages", 0, build,
         ("nieuw: reading", "ervaren: EPUB, ", " pages", "\r\033[K",
          "out/nieuw/proef-nieuw.pdf: "))
    sees("quiet", 0, (*build, "-q"), (), ("nieuw", "\033"))
    sees("a check that finds nothing says so", 0, ("check", "book"),
         ("errors: 0, warnings: 0",))


def main():
    tests = Commands(pathlib.Path(sys.argv[1]), "command")
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            with Scratch() as scratch:
                (scratch / "book").mkdir()
                (scratch / "book/book.yaml").write_text(MANIFEST)
                (scratch / "book/een.md").write_text(CHAPTER)
                test(tests, scratch)
    tests.count.close()


if __name__ == "__main__":
    main()
