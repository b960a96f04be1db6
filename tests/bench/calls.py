#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast `postventa calls` reads a queue_log, and in how much memory: it must not grow with the
log, but with the calls that are in it at once.

    python3 calls.py PROGRAM [LINES]    PROGRAM of a release build; 10^5 and LINES, else 10^6

Checks the figures before it prints a time."""
import json
import os
import subprocess
import sys
import tempfile
import time

LIVE = 100      # calls at once
SPACING = 3     # seconds between two calls
START = 1700000000


def event(at, call, agent, what):
    return f"{START + at}|{START}.{call}|q{call % 7}|{agent}|{what}\n"


def make(path, lines):
    """Calls of four or three lines, in order of time; answers the figures."""
    figures = {"offered": 0, "answered": 0, "abandoned": 0, "rings": 0}
    pending, wait = [], SPACING * LIVE // 2
    with open(path, "w", encoding="ascii") as file:
        for call in range(lines // 4):
            at = SPACING * call
            while pending and pending[0][0] <= at:
                file.write(pending.pop(0)[1])
            agent = f"PJSIP/{200 + call % 40}"
            file.write(event(at, call, "NONE", "ENTERQUEUE||600000000|1"))
            file.write(event(at, call, agent, "RINGNOANSWER|5000"))
            answered = call % 10 != 0
            middle = f"CONNECT|{wait}|x.1|3" if answered else f"ABANDON|1|1|{wait}"
            pending.append((at + wait, event(at + wait, call, agent if answered else "NONE", middle) +
                            (event(at + wait, call, agent, f"COMPLETECALLER|{wait}|0|1")
                             if answered else "")))
            figures["offered"] += 1
            figures["answered" if answered else "abandoned"] += 1
            figures["rings"] += 1
        file.write("".join(text for _, text in pending))
    return figures


def peak(pid):
    """The most memory that a process has had so far, in bytes. What wait4 tells instead begins with
    what this process has."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return max([1024 * int(line.split()[1]) for line in file if line.startswith("VmHWM")],
                       default=0)
    except OSError:
        return 0


def run(program, path):
    """The report's figures, how long it took, and the most memory that it was seen to have."""
    memory = 0
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        with subprocess.Popen([program, "calls", path, "--format", "json"], stdout=out) as child:
            while child.poll() is None:
                memory = max(memory, peak(child.pid))
                time.sleep(0.0005)
            seconds = time.perf_counter() - begin
        if child.returncode != 0:
            sys.exit("the program failed")
        out.seek(0)
        found = {one["metric"]: one["value"] for one in json.load(out)["metrics"]}
    return found, seconds, memory


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    most = int(sys.argv[2]) if len(sys.argv) == 3 else 1000000
    print("     lines   seconds  lines a second  memory")
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "queue_log")
        for lines in sorted({min(100000, most), most}):
            expected = make(path, lines)
            with open(path, "rb") as file:
                lines = sum(1 for _ in file)
            best = None
            for _ in range(3):
                found, seconds, memory = run(sys.argv[1], path)
                for name, value in expected.items():
                    if found[name] != value:
                        sys.exit(f"{name} is {found[name]}, not {value}")
                best = min(best or seconds, seconds)
            print(f"{lines:10,} {best:9.3f} {lines / best:15,.0f} {memory / 2 ** 20:5.1f} MiB")


if __name__ == "__main__":
    main()
