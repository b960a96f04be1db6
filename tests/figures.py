# SPDX-License-Identifier: MIT
"""Counts tests, and puts the figures that they and the gates print beside the goals.

    figures.py run|deep       what `tests/run` or `tests/deep` left in build/results/run or .../deep: a
                              table, and the sum of all tests; status 1 where a test or a gate failed
    figures.py --whole run    the same, and a goal that is missed is an error: all parts were run
    figures.py --write        the tables of the last whole runs into doc/reliability.md

A figure is a line `figure: NAME VALUE` in the output of a test or of a gate; of several of one name the
greatest counts, for a test prints it under every compiler."""
import collections
import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESULTS = ROOT / "build" / "results"
DOCUMENT = ROOT / "doc" / "reliability.md"
FIGURE = re.compile(r"^(?:.*\| )?figure: ([\w-]+) (.+)$", re.M)

# What is claimed, the figure that shows it, and the least that tests/run and tests/deep must reach;
# None: that command does not look.
ROWS = [
    ("tests passed", "tests-passed", 1000, 1000),
    ("lines of the library that unit tests and vectors run, %", "coverage-lines", 100, None),
    ("branches, both ways, %", "coverage-branches", 100, None),
    ("conditions that decide by themselves (MC/DC), %", "coverage-mcdc", 100, None),
    ("mutants of base, stats and survey that tests kill, of those that change anything, %",
     "mutants-killed", None, 98),
    ("mutants", "mutants", None, 1000),
    ("planted bugs", "planted", None, 40),
    ("planted bugs that a test or a gate kills", "planted-killed", None, 40),
    ("malformed images, each refused or read as what it says", "malformed-images", 100_000_000, 300_000_000),
    ("types of image among them", "malformed-types", 12, 12),
    ("inputs made by fuzzers, with sanitizers", "fuzz-runs", 4_000_000, 8_000_000),
    ("fuzz targets", "fuzz-targets", 8, 8),
    ("inputs of the corpus that every build reads again", "fuzz-corpus", 100, 100),
    ("allocations of the library that failed, one at a time", "faults-allocations", 500, 500),
    ("public calls among whose allocations they were", "faults-calls", 50, 50),
    ("buffers that were too short", "short-buffers", 1000, 1000),
    ("writes of the program that failed, one at a time", "faults-writes", 50, 50),
    ("allocations of the program that failed", "faults-program-allocations", 50, 50),
    ("merge trees of six shards, the same bytes from each, for every state", "merge-trees", 30_240, 30_240),
    ("states that were merged so", "merge-states", 10, 10),
    ("sanitizers and checkers", "sanitizers", 1, 7),
    ("machines and compilers that give the same bytes and results", "machines", 3, 12),
    ("images and results compared between them", "machines-results", 10_000, 10_000),
    ("transitions of all zones, ± 1 s, against zdump", "time-transitions", 40_000, 40_000),
    ("days of the years -9999 to 9999, one by one", "time-days", 7_304_484, 7_304_484),
    ("public functions whose interface is as it is kept", "abi-functions", 280, 280),
    ("files that are built twice, the same bytes", "reproducible-files", None, 3),
    ("tests that pass against the two files of the amalgamation", "amalgamation-tests", 50, None),
]


def results_of(folder):
    """How many tests had which result, the failed ones, and all figures."""
    count, names, figures = collections.Counter(), {"failed": [], "skipped": set()}, {}
    texts = []
    for log in sorted(folder.glob("*.json")):
        for line in log.read_text(encoding="utf-8").splitlines():
            test = json.loads(line)
            result = {"OK": "passed", "EXPECTEDFAIL": "passed", "SKIP": "skipped"}.get(test["result"], "failed")
            count[result] += 1
            if result == "failed":
                names["failed"].append(f"{log.stem}: {test['name']}")
            elif result == "skipped":
                names["skipped"].add(test["name"])
            texts.append(test.get("stdout") or "")
    texts += [log.read_text(encoding="utf-8", errors="replace") for log in sorted(folder.glob("*.log"))]
    names["failed"] += [f"gate {mark.stem}" for mark in sorted(folder.glob("*.failed"))]
    for name, value in (match for text in texts for match in FIGURE.findall(text)):
        if re.fullmatch(r"-?\d+(\.\d+)?", value):
            figures[name] = max(float(value), figures.get(name, float("-inf")))
    figures["tests-passed"] = count["passed"]
    return count, names, figures


def number(value):
    if value is None:
        return "missing"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def rows_of(command, figures):
    """Claim, figure, goal, and whether it is reached."""
    for claim, name, of_run, of_deep in ROWS:
        goal = of_run if command == "run" else of_deep
        if goal is not None:
            value = figures.get(name)
            yield claim, number(value), f"≥ {number(goal)}", value is not None and value >= goal


def processor():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    match = re.search(r"model name\s*: (.+)", text)
    return match.group(1) if match else platform.machine()


def report(command, whole):
    folder = RESULTS / command
    count, names, figures = results_of(folder)
    rows = list(rows_of(command, figures))
    shown = rows if whole else [row for row in rows if row[1] != "missing"]
    widest = max(len(row[0]) for row in rows)
    print()
    for claim, value, goal, met in shown:
        print(f"{claim:{widest}}  {value:>15}  {goal:>15}  {'' if met or not whole else 'MISSED'}")
    for name in sorted(names["skipped"]):
        print(f"skipped: {name}")
    for name in names["failed"]:
        print(f"failed: {name}")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    if whole:
        (RESULTS / f"{command}.figures").write_text(json.dumps({
            "rows": rows, "commit": commit.stdout.strip(), "date": datetime.date.today().isoformat(),
            "processor": f"{processor()}, {os.cpu_count()} processors",
            "minutes": float(os.environ.get("SECONDS_TAKEN", "nan")) / 60, "failed": len(names["failed"]),
        }), encoding="utf-8")
    missed = [row for row in rows if not row[3]] if whole else []
    gates = sum(1 for name in names["failed"] if name.startswith("gate "))
    print(f"{count['passed']} passed, {count['failed'] + gates} failed, {count['skipped']} skipped"
          + (f", {len(missed)} goals missed" if missed else ""))
    return not names["failed"] and not missed and count["passed"] > 0


def write():
    text = DOCUMENT.read_text(encoding="utf-8")
    for command in ("run", "deep"):
        path = RESULTS / f"{command}.figures"
        if not path.exists():
            print(f"{path} is not there: run tests/{command} first; its table stays as it is")
            continue
        of = json.loads(path.read_text(encoding="utf-8"))
        lines = ["| | figure | goal |", "| --- | ---: | ---: |"]
        lines += [f"| {claim} | {value} | {goal}{'' if met else ', **missed**'} |"
                  for claim, value, goal, met in of["rows"]]
        head = (f"`tests/{command}` on {of['date']}, commit {of['commit']}, {of['minutes']:.1f} minutes; "
                f"{of['processor']}; {of['failed']} failed.")
        begin, end = f"<!-- tests/{command} -->\n", f"<!-- /tests/{command} -->"
        first, rest = text.split(begin)
        text = first + begin + head + "\n\n" + "\n".join(lines) + "\n" + end + rest.split(end)[1]
    DOCUMENT.write_text(text, encoding="utf-8")


def main():
    arguments = sys.argv[1:]
    whole = "--whole" in arguments
    arguments = [argument for argument in arguments if argument != "--whole"]
    if arguments == ["--write"] and not whole:
        write()
    elif arguments in (["run"], ["deep"]):
        sys.exit(0 if report(arguments[0], whole) else 1)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
