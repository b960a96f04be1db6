#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast `postventa calls` reads a queue_log, and in how much memory: it must not grow with the
log, but with the calls that are in it at once.

    python3 calls.py PROGRAM [LINES] [--json]    PROGRAM of a release build; 10^5 and LINES, else 10^6

Checks the figures before it prints a time."""
import json
import os
import sys
import tempfile

from measure import arguments, figure, run, show

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


def figures_of(out):
    return {one["metric"]: one["value"] for one in json.loads(out)["metrics"]}


def main():
    if len(arguments()) not in (1, 2):
        sys.exit(__doc__)
    program, *most = arguments()
    most = int(most[0]) if most else 1000000
    show("     lines   seconds  lines a second  memory")
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "queue_log")
        for lines in sorted({min(100000, most), most}):
            expected = make(path, lines)
            with open(path, "rb") as file:
                lines = sum(1 for _ in file)
            best = None
            for _ in range(3):
                out, seconds, memory = run([program, "calls", path, "--format", "json"])
                found = figures_of(out)
                for name, value in expected.items():
                    if found[name] != value:
                        sys.exit(f"{name} is {found[name]}, not {value}")
                best = min(best or seconds, seconds)
            show(f"{lines:10,} {best:9.3f} {lines / best:15,.0f} {memory / 2 ** 20:5.1f} MiB")
            name = f"queue_log of {lines:,} lines"
            figure("calls", name, item="a line", ns=best / lines * 1e9, limit_ns=0)
            figure("calls", f"memory of {name}", value=memory / 2 ** 20, unit="MiB")


if __name__ == "__main__":
    main()
