#!/usr/bin/env python3
"""What happens to files when a build fails, is killed, or cannot write: the
old file stays byte for byte, nothing half-made is left, and the exit status
is 2.  Also what a build may not need: a network, a clock, a writable book.

    tests/writes.py PROGRAM
"""
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

from support import Count, Scratch, environment, files_below, is_sanitized, run

MANIFEST = ("name: proef\ntitle: Proef\nlanguage: nl\n"
            "chapters: [een.md]\n")
CHAPTER = "# De buurt in\n\nJe loopt een vaste ronde en groet wie je kent.\n"
NOBODY = 65534
PDF, EPUB = "proef/proef.pdf", "proef/proef.epub"


def write_book(scratch, text=CHAPTER):
    (scratch / "book").mkdir(exist_ok=True)
    (scratch / "book/book.yaml").write_text(MANIFEST)
    (scratch / "book/een.md").write_text(text)


def build(program, scratch, *more, **rest):
    return run(program, "build", "book", "-o", "out", *more, cwd=scratch,
               **rest)


def built_then_changed(program, scratch):
    """A good build, and then another text to build."""
    write_book(scratch)
    done = build(program, scratch)
    if done.status != 0:
        raise RuntimeError(f"a good book does not build: {done.messages}")
    write_book(scratch, CHAPTER + "\nEn nu staat er meer.\n")
    return files_below(scratch / "out")


def kept(before, scratch, done, status=2, word=None):
    """What is wrong after a build that had to fail; '' if nothing."""
    problems = []
    if done.status != status:
        problems.append(f"exit status {done.status}, not {status}")
    if not done.err:
        problems.append("no message")
    if word and word not in done.messages:
        problems.append(f"no '{word}' in: {done.messages}")
    after = files_below(scratch / "out")
    if after != before:
        problems.append("files changed: " + ", ".join(sorted(
            name for name in {**before, **after}
            if before.get(name) != after.get(name))))
    return "\n".join(problems)


def rewritten(before, scratch, done):
    after = files_below(scratch / "out")
    if done.status != 0:
        return f"exit status {done.status}: {done.messages}"
    if sorted(after) != sorted(before):
        return f"other files than before: {sorted(after)}"
    same = [name for name in after if after[name] == before[name]]
    return f"not written again: {same}" if same else ""


def test_file_size_limit(program, scratch):
    """RLIMIT_FSIZE: what `ulimit -f` sets."""
    before = built_then_changed(program, scratch)
    done = build(program, scratch, limits=lambda: resource.setrlimit(
        resource.RLIMIT_FSIZE, (1024, 1024)))
    return kept(before, scratch, done, word="proef") or rewritten(
        before, scratch, build(program, scratch))


def test_write_limit_hook(program, scratch):
    """BOUWSTEEN_TEST_WRITE_LIMIT: the disk is full after so many bytes."""
    before = built_then_changed(program, scratch)
    for limit in ("0", "1", "2000"):
        done = build(program, scratch, BOUWSTEEN_TEST_WRITE_LIMIT=limit)
        problem = kept(before, scratch, done, word="No space left")
        if problem:
            return f"limit {limit}: {problem}"
    return rewritten(before, scratch, build(program, scratch))


def test_full_disk(program, scratch):
    """A small file system, in a mount namespace of its own."""
    before = built_then_changed(program, scratch)
    shutil.copytree(scratch / "out", scratch / "saved")
    (scratch / "small").mkdir()
    # Room for the old files and a page more, but for no new one.
    size = sum(len(data) // 4096 + 1 for data in before.values()) * 4 + 4
    script = (f"mount -t tmpfs -o size={size}k none small && "
              "cp -r saved/. small/ || exit 9; "
              "\"$1\" build book -o small; status=$?; "
              "rm -r out; cp -r small out; exit $status")
    probe = subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none small"],
        cwd=scratch, capture_output=True, check=False)
    if probe.returncode:
        return "SKIP: no mount namespaces here"
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "-", program.resolve()],
        cwd=scratch, capture_output=True, env=environment(), check=False)
    if done.returncode != 2 or b"No space left" not in done.stderr:
        return f"exit status {done.returncode}: {done.stderr.decode()}"
    after = files_below(scratch / "out")
    # The smaller file may still have found room; each is whole.
    half = [name for name in after if name not in before or
            (after[name] != before[name] and name == PDF)]
    return f"files changed: {half}" if half else ""


def test_output_is_a_file(program, scratch):
    write_book(scratch)
    (scratch / "out").write_text("ik ben een bestand\n")
    done = build(program, scratch)
    if (scratch / "out").read_text() != "ik ben een bestand\n":
        return "the file is gone"
    if done.status != 2 or "out" not in done.messages:
        return f"exit status {done.status}: {done.messages}"
    return ""


def test_unwritable_folder(program, scratch):
    before = built_then_changed(program, scratch)
    folder = scratch / "out/proef"
    if os.getuid() == 0:
        # Root may write everywhere: build as nobody.
        for path in [scratch, *scratch.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() else 0o644)
        probe = subprocess.run(["test", "-x", program.resolve()], check=False,
                               preexec_fn=lambda: os.setuid(NOBODY))
        if probe.returncode:
            return "SKIP: the program cannot be run as nobody"
        done = build(program, scratch, limits=lambda: os.setuid(NOBODY))
    else:
        folder.chmod(0o555)
        done = build(program, scratch)
        folder.chmod(0o755)
    return kept(before, scratch, done, word="Permission denied")


def test_killed(program, scratch):
    """Killed at any moment, the old files are whole, and the next build
    clears what was left."""
    if not shutil.which("strace") or is_sanitized(program):
        return kill_at_times(program, scratch)
    before = built_then_changed(program, scratch)
    for call in ("fsync", "rename"):
        subprocess.run(
            ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={call}",
             "-e", f"inject={call}:signal=SIGKILL:when=1",
             program.resolve(), "build", "book", "-o", "out"],
            cwd=scratch, env=environment(), capture_output=True, check=False)
        after = files_below(scratch / "out")
        if any(after.get(name) != old for name, old in before.items()
               if call == "fsync"):
            return f"killed at {call}: an old file changed"
        if call == "fsync" and len(after) <= len(before):
            return "SKIP: strace cannot kill here"
    return rewritten(before, scratch, build(program, scratch))


def kill_at_times(program, scratch):
    before = built_then_changed(program, scratch)
    for delay in (0.001, 0.01, 0.03, 0.06, 0.1):
        child = subprocess.Popen(
            [program.resolve(), "build", "book", "-o", "out"], cwd=scratch,
            env=environment(), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
        after = files_below(scratch / "out")
        for name in before:
            if not after[name].startswith(before[name][:4]):
                return f"killed after {delay} s: {name} is broken"
    return ("" if build(program, scratch).status == 0 and
            sorted(files_below(scratch / "out")) == sorted(before)
            else "leftovers stay")


def test_leftovers_cleared(program, scratch):
    """Names as base/file makes them; a stranger's file stays."""
    before = built_then_changed(program, scratch)
    folder = scratch / "out/proef"
    leftovers = [".proef.pdf.bouwsteen-abc123",
                 ".proef.epub.bouwsteen-XyZ789"]
    for name in leftovers:
        (folder / name).write_text("half")
    (folder / ".proef.pdf.notes").write_text("mine")
    (folder / "proef-oud.pdf").write_text("mine")
    done = build(program, scratch)
    after = files_below(scratch / "out")
    expected = {*before, "proef/.proef.pdf.notes", "proef/proef-oud.pdf"}
    if done.status != 0:
        return done.messages
    return "" if set(after) == expected else f"files now: {sorted(after)}"


def test_modes(program, scratch):
    """Files are readable as the user's umask says, not 0600 of mkstemp."""
    write_book(scratch)
    done = build(program, scratch, limits=lambda: os.umask(0o022))
    if done.status:
        return done.messages
    mode = stat.S_IMODE((scratch / "out" / PDF).stat().st_mode)
    return "" if mode == 0o644 else f"mode is {mode:o}"


def test_no_network(program, scratch):
    write_book(scratch)
    probe = subprocess.run(["unshare", "-rn", "true"], check=False,
                           capture_output=True)
    if probe.returncode:
        return "SKIP: no network namespaces here"
    done = subprocess.run(
        ["unshare", "-rn", program.resolve(), "build", "book", "-o", "out"],
        cwd=scratch, env=environment(), capture_output=True, check=False)
    return "" if done.returncode == 0 else done.stderr.decode()


def test_check_writes_nothing(program, scratch):
    write_book(scratch)
    before = files_below(scratch / "book")
    done = run(program, "check", "book", cwd=scratch)
    if done.status or files_below(scratch / "book") != before:
        return f"exit status {done.status}: {done.messages}"
    names = sorted(path.name for path in scratch.iterdir())
    return "" if names == ["book", "fonts", "styles"] else f"now: {names}"


def test_only_what_is_asked(program, scratch):
    write_book(scratch)
    done = build(program, scratch, "-t", "epub")
    found = sorted(files_below(scratch / "out"))
    return ("" if done.status == 0 and found == [EPUB]
            else f"{done.status}: {found} {done.messages}")


def test_closed_output(program, scratch):
    """Standard output that is full or closed is an error, not a death."""
    write_book(scratch)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [program.resolve(), "dump", "book", "--what=text"], cwd=scratch,
            stdout=full, stderr=subprocess.PIPE, env=environment(),
            check=False)
    return ("" if done.returncode == 2 and done.stderr
            else f"exit status {done.returncode}: {done.stderr.decode()}")


def main():
    program = pathlib.Path(sys.argv[1])
    count = Count("writes")
    for name, test in sorted(globals().items()):
        if not name.startswith("test_"):
            continue
        shown = name[5:].replace("_", " ")
        with Scratch() as scratch:
            try:
                problem = test(program, scratch)
            except (RuntimeError, OSError) as error:
                problem = f"{type(error).__name__}: {error}"
        if problem.startswith("SKIP: "):
            count.skip(shown, problem[6:])
        else:
            count.check(shown, problem)
    count.close()


if __name__ == "__main__":
    main()
