# SPDX-License-Identifier: MIT
"""Runs the library's own benchmarks, each in at most 4 GiB, and collects their rows."""
import json
import resource
import subprocess

LIMIT = 4 << 30     # bytes of a program
PATIENCE = 900      # seconds of the processor: longer than any needs

PROGRAMS = {
    "W1": "w1_ratings", "W2": "w2_grouped", "W3": "w3_durations", "W4": "w4_agents",
    "W5": "w5_merge", "W6": "w6_cohorts", "W7": "w7_calendar", "W8": "w8_calls",
    "growth": "growth",
}
# What a quick run counts, to see that all is there; its times say little.
QUICK = {"W1": 2097152, "W2": 1000000, "W3": 1000000, "W4": 1000000, "W5": 200, "W6": 8000000,
         "W7": 200000, "W8": 409600, "growth": 500000}


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


def judge(row):
    """A row with its ratio to the limit, and whether its goal is met: None where there is none."""
    row = dict(row)
    goal = row["goal"] = row["goal"] or None
    if "ns" in row:
        limit = row["limit_ns"] = row["limit_ns"] or None
        row["ratio"] = row["ns"] / limit if limit else None
        value = row["ratio"]
    else:
        value = row["value"]
    row["met"] = None if goal is None or value is None else value <= goal
    return row


def lines(command):
    """The lines of JSON that a program prints; its table goes to the terminal as it comes. None
    where it failed."""
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, preexec_fn=limits)
    with child:
        found = [json.loads(line) for line in child.stdout]
    return found if child.returncode == 0 else None


def measure(build, workload, quick=False):
    """The rows of a workload; None where it failed."""
    command = [str(build / "tests" / "bench" / f"bench_{PROGRAMS[workload]}"), "--json"]
    found = lines(command + ([str(QUICK[workload])] if quick else []))
    if found is None:
        return None
    title = next((row for row in found if "what" in row), {})
    return [judge({**row, "what": title.get("what", ""), "item": title.get("item", "")})
            for row in found if "what" not in row]
