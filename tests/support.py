"""What the test scripts share: counting, scratch folders, running bouwsteen."""
import difflib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
TOOLS = ROOT / "out" / "tools"


def show_path(path):
    """Relative to the project where it can be, for short lines."""
    try:
        return str(pathlib.Path(path).resolve().relative_to(ROOT))
    except ValueError:
        return str(path)


class Count:
    """Counts tests of a part; close() prints the line that run.sh reads."""

    def __init__(self, part):
        self.part = part
        self.passed = self.failed = self.skipped = 0

    def add(self, passed, failed, skipped=0):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped

    def check(self, name, problem):
        """One test: `problem` is empty when all is well, else what is wrong."""
        if problem:
            self.failed += 1
            print(f"FAILED {self.part}: {name}")
            for line in str(problem).rstrip("\n").split("\n"):
                print("    " + line)
        else:
            self.passed += 1
        return not problem

    def skip(self, name, reason):
        self.skipped += 1
        print(f"skipped {self.part}: {name} ({reason})")

    def close(self):
        line = f"{self.part}: {self.passed} passed, {self.failed} failed"
        if self.skipped:
            line += f", {self.skipped} skipped"
        print(line, flush=True)
        sys.exit(1 if self.failed else 0)


def is_sanitized(program):
    """Is it built with ASan?  It then takes terabytes of address space and
    cannot be preloaded into."""
    with open(program, "rb") as binary:
        return b"__asan_init" in binary.read()


def is_slow(program):
    """Is it built with ASan, or so that it counts its lines?"""
    with open(program, "rb") as binary:
        return is_sanitized(program) or b"__gcov_" in binary.read()


def environment(**more):
    """A user's environment, without what would change the output."""
    kept = {key: value for key, value in os.environ.items()
            if key not in ("LANGUAGE", "SOURCE_DATE_EPOCH", "LANG")
            and not key.startswith(("LC_", "BOUWSTEEN_"))}
    kept["LC_ALL"] = "C"
    kept.setdefault("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1")
    kept.update(more)
    return kept


class Scratch:
    """A folder with styles and fonts beside the book, gone at the end."""

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="bouwsteen-test-"))
        for name in ("styles", "fonts"):
            shutil.copytree(ROOT / name, self.folder / name)
        return self.folder

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def text(self):
        return self.out.decode("utf-8", errors="replace")

    @property
    def messages(self):
        return self.err.decode("utf-8", errors="replace")


def run(program, *arguments, cwd=None, timeout=120, stdin=b"", limits=None,
        **more):
    """Runs bouwsteen.  `limits` is called in the child; `more` goes into the
    environment.  A time limit is a status of None."""
    try:
        done = subprocess.run(
            [str(pathlib.Path(program).resolve()), *map(str, arguments)],
            cwd=cwd, input=stdin, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, timeout=timeout, preexec_fn=limits,
            env=environment(**more), check=False)
    except subprocess.TimeoutExpired as stopped:
        return Result(None, stopped.stdout or b"",
                      (stopped.stderr or b"")
                      + f"stopped after {timeout} s".encode())
    return Result(done.returncode, done.stdout, done.stderr)


class Commands:
    """Runs commands in a scratch folder, and counts what they print."""

    def __init__(self, program, part):
        self.program = program
        self.count = Count(part)

    def run(self, scratch, *arguments, **more):
        return run(self.program, *arguments, cwd=scratch, **more)

    def expect(self, name, done, status, *words, without=()):
        printed = done.text + done.messages
        problems = [f"'{word}' is not in: {printed}" for word in words
                    if word not in printed]
        problems += [f"'{word}' is in: {printed}" for word in without
                     if word in printed]
        if done.status != status:
            problems.append(f"status {done.status}, not {status}: {printed}")
        return self.count.check(name, "\n".join(problems))


def difference(expected, actual, name="expected"):
    """A unified diff, or '' when equal."""
    if expected == actual:
        return ""
    lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(),
                                 name, "now", lineterm="", n=2)
    text = "\n".join(list(lines)[:80])
    return text or "only line ends or the last line differ"


def files_below(folder):
    """Path -> bytes of all files below a folder."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}
