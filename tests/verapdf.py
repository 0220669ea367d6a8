"""veraPDF, the outside referee of PDF/A and PDF/UA, where it is installed.

It is the command in $VERAPDF, or `verapdf` on PATH, or the jar that
`make setup-test` lays in out/tools."""
import json
import os
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


def verdicts(files, flavour=CLAIMED):
    """{file: {flavour: {(clause, test): words}}}, all in one run of Java; a
    file that could not be read has no flavours."""
    files = [str(file) for file in files]
    done = subprocess.run(
        [*command(), "-f", flavour, "--format", "json",
         "--maxfailuresdisplayed", "1", *files],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    found = {file: {} for file in files}
    for job in json.loads(done.stdout)["report"]["jobs"]:
        for result in job.get("validationResult") or []:
            profile = result["profileName"].split(" validation")[0]
            found[job["itemDetails"]["name"]][
                PROFILES.get(profile, profile)] = failures(result)
    return found
