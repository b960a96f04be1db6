#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How fast `postventa` makes a report of a CSV file, beside libcsv alone, which reads the same file
and only counts: the program should not take more than twice as long. And in how much memory, which
must not grow with the file.

    python3 program.py PROGRAM LIBCSV [MEGABYTES] [--json]    of a release build: postventa and
                                                  bench_libcsv; 10 and MEGABYTES, else 100

Checks the figures before it prints a time. Seconds of the processor, the least of several runs."""
import datetime
import json
import os
import random
import sys
import tempfile

from measure import arguments, figure, run, show

RUNS = 3
PIECE = 10000000    # bytes, of which larger files are made
WEIGHTS = [30, 10, 15, 20, 25, 60, 70, 150, 220, 180, 220]    # of the answers 0 to 10
REMARKS = ["", "", "", "", "quick and friendly", "thanks",
           '"waited too long, nobody called back"', '"solved, but only after ""three"" calls"']
HEADER = "ticket,opened,first_reply,resolved,agent,channel,nps,csat,remark\n"
BEGIN = datetime.datetime(2023, 1, 1)


def moment(seconds):
    return (BEGIN + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def make_piece(figures):
    """Rows, and what is to be counted of them."""
    draw, rows, size = random.Random(1008), [], 0
    for number in range(PIECE):
        opened = 9 * number
        replied = opened + min(draw.lognormvariate(8.2, 1.5), 864000)
        resolved = replied + min(draw.lognormvariate(9.6, 1.5), 5184000)
        has_reply, has_end, answers = draw.random() < 0.95, draw.random() < 0.9, draw.random() < 0.8
        score = draw.choices(range(11), WEIGHTS)[0]
        rows.append(f"T-{number:08},{moment(opened)},{moment(replied) if has_reply else ''},"
                    f"{moment(resolved) if has_end else ''},agent {draw.randrange(300):03},"
                    f"{draw.choice(('email', 'phone', 'chat', 'web', 'store'))},"
                    f"{score if answers else ''},{draw.randrange(1, 6) if answers else ''},"
                    f"{draw.choice(REMARKS)}\n")
        figures["rows"] += 1
        figures["replies"] += has_reply
        figures["answers"] += answers
        size += len(rows[-1])
        if size >= PIECE:
            return "".join(rows).encode("ascii")


def make(path, pieces):
    """A file of so many pieces; answers the figures."""
    figures = {"rows": 0, "replies": 0, "answers": 0}
    piece = make_piece(figures)
    with open(path, "wb") as file:
        file.write(HEADER.encode("ascii"))
        for _ in range(pieces):
            file.write(piece)
    return {name: value * pieces for name, value in figures.items()}


def reports(path):
    """What is asked, how, and which figure answers whether all was counted."""
    durations = ["durations", path, "--from", "opened", "--to", "first_reply"]
    tickets = ["tickets", path, "--opened", "opened", "--first-reply", "first_reply",
               "--resolved", "resolved"]
    yield "survey", ["survey", path, "--nps", "nps"], "answers"
    yield "survey, by agent", ["survey", path, "--nps", "nps", "--by", "agent"], "answers"
    yield "durations", durations, "replies"
    yield "durations, by agent", durations + ["--by", "agent"], "replies"
    yield "tickets", tickets, "rows"
    yield "tickets, by channel", tickets + ["--by", "channel"], "rows"


def counted(out):
    """How many the figure is of that is of most: of the whole file, all that could be counted."""
    return max(one.get("n", 0) for one in json.loads(out)["metrics"])


def least(command):
    best = None
    for _ in range(RUNS):
        out, seconds, memory = run(command)
        if best is None or seconds < best[1]:
            best = out, seconds, memory
    return best


def row(name, size, seconds, memory, alone, goal=2):
    show(f"{name:22} {seconds:8.3f} {size / seconds / 1e6:8.0f} {seconds / alone:9.2f} "
         f"{memory / 2 ** 20:7.1f} MiB")
    name = f"{name}, {size / 1e6:.0f} MB"
    figure("program", name, item="a byte", ns=seconds / size * 1e9, limit_ns=alone / size * 1e9,
           goal=goal)
    figure("program", f"memory of {name}", value=memory / 2 ** 20, unit="MiB")


def main():
    if len(arguments()) not in (2, 3):
        sys.exit(__doc__)
    program, libcsv, *most = arguments()
    most = max(1, int(most[0]) // 10 if most else 10)
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "tickets.csv")
        for pieces in sorted({1, most}):
            expected = make(path, pieces)
            size = os.path.getsize(path)
            out, alone, memory = least([libcsv, path])
            if int(out.split()[0]) != expected["rows"] + 1:
                sys.exit(f"libcsv read {out}")
            show(f"{size / 1e6:.0f} MB               seconds     MB/s of libcsv  memory")
            row("libcsv alone", size, alone, memory, alone, goal=0)
            for name, command, figure in reports(path):
                out, seconds, memory = least([program] + command + ["--format", "json"])
                if counted(out) != expected[figure]:
                    sys.exit(f"{name}: {counted(out)}, not {expected[figure]}")
                row(name, size, seconds, memory, alone)


if __name__ == "__main__":
    main()
