# SPDX-License-Identifier: MIT
"""The library beside other programs on the same data: each with one thread, with its columns in
memory in its own form, CPU time, the median of several runs. Answers are checked against the
library's before any time is taken.

    peers.py BUILD [--quick] [WORKLOAD...]    BUILD has the benchmarks, and gets peers.json;
                                              ratings, durations, cohorts, calendar, or all
"""
import argparse
import importlib
import importlib.metadata
import json
import pathlib
import subprocess
import sys
import tempfile

import machine
import own
import peer

# Rows of a workload, and of a quick run. VALUES of a sketch divides those of durations.
ROWS = {"ratings": (50000000, 1000000), "durations": (20000000, 1000000),
        "cohorts": (20000000, 1000000), "calendar": (5000000, 100000)}
OWN = {"ratings": ("W1", "W2"), "durations": ("W3", "W4", "W5", "W8"), "cohorts": ("W6",),
       "calendar": ("W7",)}
PACKAGES = {"duckdb": "duckdb", "numpy": "numpy", "pandas": "pandas", "polars": "polars",
            "datasketches": "datasketches", "ddsketch": "ddsketch"}

# The library's row of each task, and how many times as fast as a peer's fastest way it shall be.
TASKS = {
    "W1 NPS, uint8": ("W1", "uint8", {"ClickHouse": 5, "NumPy": 12, "DuckDB": 40}),
    "W1 NPS, int32": ("W1", "int32", {"NumPy": 2}),
    "W1 NPS, float64": ("W1", "double", {"NumPy": 2}),
    "W1 distribution, uint8": ("W1", "uint8", {"ClickHouse": 4}),
    "W2 NPS by agent": ("W2", "evenly", {"ClickHouse": 6, "DuckDB": 10, "NumPy": 7}),
    "W3 mean and variance": ("W3", "everything, new state",
                             {"ClickHouse": 1.5, "NumPy": 6, "DuckDB": 10}),
    "W3 percentiles, sketch": ("W3", "everything, new state",
                               {"ClickHouse": 3, "HdrHistogram_c": 2.5, "DataSketches KLL": 15,
                                "DataSketches t-digest": 40}),
    "W3 percentiles, exact": ("W3", "everything, and 4 exact percentiles",
                              {"ClickHouse": 3.5, "NumPy": 4.5}),
    "W4 percentiles by agent": ("W4", "agents drawn evenly",
                                {"ClickHouse": 5, "HdrHistogram_c": 4}),
    "W5 merge of a sketch": ("W5", "merge", {}),
    "W5 a sketch to bytes": ("W5", "serialize", {}),
    "W6 triangle of cohorts": ("W6", "sparse keys", {"ClickHouse": 4.5, "DuckDB": 6}),
    "W7 business time": ("W7", "open time, one opening a day", {"ClickHouse": 12, "NumPy": 55}),
    "W8 a duration a call": ("W8", "duration", {"HdrHistogram_c": 1.8}),
}


def own_rows(build, workload, quick):
    """ns of the library's rows, by workload and name."""
    found = {}
    for one in OWN[workload]:
        rows = own.measure(build, one, quick)
        if rows is None:
            sys.exit(f"{one} failed")
        found.update({(one, row["name"]): row.get("ns", row.get("value")) for row in rows})
    return found


def version_of(name):
    if name == "clickhouse":    # the engine's own, not the package's
        return importlib.import_module("chdb").engine_version
    return importlib.metadata.version(PACKAGES[name])


def one_peer(workload, name, rows, directory):
    """In a process of its own: a line of JSON for each way."""
    peer.one_thread()
    make = importlib.import_module(f"peer_{workload}").PEERS[name]
    for way in make(peer.Data(directory, rows)):
        row = peer.measure(way, rows)
        row["version"] = version_of(name)
        row["process_mib"] = peer.peak_memory()
        print(json.dumps(row), flush=True)


def hdr_rows(build, rows, directory):
    """The rows of HdrHistogram_c, where it could be built."""
    program = build / "peer_hdr"
    if not program.exists():
        return
    from peer_durations import Answers
    answers = Answers(peer.Data(directory, rows))
    found = own.lines([str(program), str(directory), str(rows)])
    if found is None:
        sys.exit("peer_hdr failed")
    version = (build / "peer_hdr.version").read_text(encoding="ascii").strip()
    for row in found:
        percentiles, row["version"] = row.pop("percentiles"), version
        peer.expect(row.pop("counted") == rows, "durations that HdrHistogram counted")
        size = f"{row.pop('bytes'):,} bytes"
        if row["task"].startswith("W8"):
            row["remark"] = size
        else:
            promise = 0.0101 if row["how"] == "2 digits" else 0.00101
            row["remark"] = f"{answers.within(promise)(percentiles)}, {size}"
        yield row


def peer_rows(build, workload, rows, directory, failures):
    """The rows of all peers, each in a new process."""
    module = importlib.import_module(f"peer_{workload}")
    for name in module.PEERS:
        command = [sys.executable, __file__, "--one", workload, name, str(rows), str(directory)]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        with child:
            for line in child.stdout:
                yield json.loads(line)
        if child.returncode != 0:
            failures.append(f"{workload}: {name}")
            print(f"  {name} failed", flush=True)
    if workload == "durations":
        yield from hdr_rows(build, rows, directory)


def beside_own(row, ours):
    """A row with the library's ns beside it."""
    workload, name, goals = TASKS[row["task"]]
    if (workload, name) not in ours:
        sys.exit(f"{workload} has no row '{name}'")
    ns = ours[workload, name]
    return {**row, "own": name, "own_ns": ns, "times": row["ns"] / ns,
            "goal": goals.get(row["peer"])}


def show(row):
    print(f"  {row['task']:26} {row['peer']:22} {row['how']:42} {row['ns']:12.3f} ns "
          f"{row['times']:8.1f} x  {row['remark']}", flush=True)


def judge(rows):
    """A goal is about a peer's fastest way."""
    for row in rows:
        fastest = min(other["times"] for other in rows
                      if (other["task"], other["peer"]) == (row["task"], row["peer"]))
        judged = row["goal"] and row["times"] == fastest
        row["goal"] = row["goal"] if judged else None
        row["met"] = row["times"] >= row["goal"] if judged else None
    return rows


def main():
    if sys.argv[1:2] == ["--one"]:
        workload, name, rows, directory = sys.argv[2:]
        return one_peer(workload, name, int(rows), directory)
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD")
    options = parser.parse_intermixed_args()
    if not set(options.workloads) <= set(ROWS):
        parser.error(f"a workload is one of {', '.join(ROWS)}")
    of, found, failures = machine.describe(), [], []
    # A part does not replace the whole.
    path = options.build / ("-".join(["peers", *options.workloads]) + ".json")
    print("  (ns an item, and how many times that is of the library's)")
    for workload in options.workloads or ROWS:
        rows = ROWS[workload][options.quick]
        ours = own_rows(options.build, workload, options.quick)
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run([options.build / "tests" / "bench" / "bench_data", workload, str(rows),
                            directory], check=True)
            for row in peer_rows(options.build, workload, rows, directory, failures):
                found.append(beside_own(row, ours))
                show(found[-1])
                machine.keep(path, of, judge([dict(one) for one in found]),
                             quick=options.quick)
    missed = [row for row in judge(found) if row["met"] is False]
    for row in missed:
        print(f"missed: {row['task']}: {row['times']:.1f} x {row['peer']}, not {row['goal']}")
    if failures:
        sys.exit(f"failed: {', '.join(failures)}")


if __name__ == "__main__":
    main()
