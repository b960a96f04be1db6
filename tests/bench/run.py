# SPDX-License-Identifier: MIT
"""Runs the library's own benchmarks and writes what they found; see tests/bench/run.

    run.py BUILD [--quick] [--growth] [W1...W8|program|calls...]
"""
import argparse
import pathlib
import subprocess
import sys

import machine
import own

HERE = pathlib.Path(__file__).resolve().parent


def script(build, name, quick):
    """The rows of a benchmark of the program, in Python."""
    program = build / "examples" / "postventa" / "postventa"
    arguments = {"calls": [program, *(["10000"] if quick else [])],
                 "program": [program, build / "tests" / "bench" / "bench_libcsv",
                             "10" if quick else "100"]}
    return own.lines([sys.executable, "-B", str(HERE / f"{name}.py"), "--json",
                      *map(str, arguments[name])])


def rows_of(build, name, quick):
    if name in own.PROGRAMS:
        return own.measure(build, name, quick)
    found = script(build, name, quick)
    return found and [own.judge(row) for row in found]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [name for name in own.PROGRAMS if name != "growth"] + ["calls", "program"]
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_intermixed_args()
    if not set(options.names) <= set(names):
        parser.error(f"a name is one of {', '.join(names)}")
    of, rows, failed = machine.describe(), [], []
    # A part does not replace the whole.
    kind = "-".join(["growth" if options.growth else "performance", *options.names])
    path = options.build / f"{kind}.json"
    for name in ["growth"] if options.growth else options.names or names:
        found = rows_of(options.build, name, options.quick)
        if found is None:
            failed.append(name)
        rows += found or []
        machine.keep(path, of, rows, quick=options.quick)
    goals = [row for row in rows if row["met"] is not None]
    missed = [row for row in goals if not row["met"]]
    print(f"\n{len(goals)} goals, {len(missed)} missed" + (":" if missed else ""))
    for row in missed:
        value = row.get("ratio") or row.get("value")
        print(f"  {row['workload']} {row['name']}: {value:.3g}, not {row['goal']:.3g}")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
