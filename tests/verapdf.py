"""veraPDF, the outside referee of PDF/A and PDF/UA, where it is installed.

It is the command in $VERAPDF, or `verapdf` on PATH, or the jar that
`make setup-test` lays in out/tools."""
import hashlib
import json
import os
import pathlib
import shutil
import subprocess

from support import TOOLS

CLAIMED = "0"  # the flavours that a file says it conforms to
PROFILES = {"PDF/A-2A": "2a", "PDF/A-3A": "3a", "PDF/UA-1": "ua1"}


def command():
    """The words that start it; None when it is not installed."""
    named = os.environ.get("VERAPDF") or shutil.which("verapdf")
    if named:
        return [named]
    jars = sorted(TOOLS.glob("verapdf-*.jar"))
    if not jars or not shutil.which("java"):
        return None
    # The first compiler only: a run is too short for the second to pay.
    return ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
            "-cp", str(jars[-1]), "org.verapdf.apps.GreenfieldCliWrapper"]


def failures(result):
    """The failed rules of one validation: {(clause, test): first place}."""
    found = {}
    for rule in result["details"]["ruleSummaries"]:
        checks = rule.get("checks") or [{}]
        found[rule["clause"], rule["testNumber"]] = (
            f"{rule['clause']}-{rule['testNumber']}: {rule['description']} "
            f"({rule['failedChecks']} times, first at "
            f"{checks[0].get('context', '?')})")
    return found


def validate(files, flavour):
    """{file: {flavour: failures}}, all in one run of Java; a file that could
    not be read has no flavours."""
    found = {file: {} for file in files}
    if not files:
        return found
    done = subprocess.run(
        [*command(), "-f", flavour, "--format", "json",
         "--maxfailuresdisplayed", "1", *files],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    for job in json.loads(done.stdout)["report"]["jobs"]:
        for result in job.get("validationResult") or []:
            profile = result["profileName"].split(" validation")[0]
            found[job["itemDetails"]["name"]][
                PROFILES.get(profile, profile)] = failures(result)
    return found


# --- verdicts that are known --------------------------------------------------
# The same validator says the same of the same bytes, and most changes to the
# project leave most PDFs as they were: what was judged is not judged again.

KNOWN = TOOLS / "verapdf-verdicts.jsonl"
MOST_KNOWN = 4 << 20  # bytes; then it starts anew


def key_of(file, flavour):
    digest = hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()
    words = command()  # ... -cp JAR CLASS, or the command alone
    judge = pathlib.Path(words[-2]).name if len(words) > 1 else words[0]
    return f"{judge} {flavour} {digest}"


def known():
    found = {}
    try:
        for line in KNOWN.read_text(encoding="utf-8").splitlines():
            key, flavours = json.loads(line)
            found[key] = {flavour: {(clause, test): words
                                    for clause, test, words in rules}
                          for flavour, rules in flavours.items()}
    except (OSError, ValueError, TypeError):
        return {}
    return found


def remember(verdicts_by_key):
    lines = "".join(
        json.dumps([key, {flavour: [[*rule, words]
                                    for rule, words in rules.items()]
                          for flavour, rules in flavours.items()}]) + "\n"
        for key, flavours in verdicts_by_key.items())
    try:
        if KNOWN.is_file() and KNOWN.stat().st_size > MOST_KNOWN:
            KNOWN.unlink()
        with KNOWN.open("ab", buffering=0) as out:
            out.write(lines.encode("utf-8"))
    except OSError:
        pass


def verdicts(files, flavour=CLAIMED):
    """{file: {flavour: {(clause, test): words}}}."""
    keys = {str(file): key_of(file, flavour) for file in files}
    old = known()
    new = validate([file for file, key in keys.items() if key not in old],
                   flavour)
    remember({keys[file]: verdict for file, verdict in new.items()})
    return {file: new[file] if file in new else old[key]
            for file, key in keys.items()}
