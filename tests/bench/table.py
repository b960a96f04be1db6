# SPDX-License-Identifier: MIT
"""Writes the tables of doc/performance.md, each between its marks, from what the benchmarks left in
build/bench, so that no figure is typed by hand. Where a file is not there, its tables stay."""
import itertools
import json
import re

import machine

DOCUMENT = machine.ROOT / "doc" / "performance.md"
RESULTS = machine.ROOT / "build" / "bench"
TITLES = {"program": "The program: reports of a CSV file", "calls": "The program: a log of calls"}


def table(head, align, rows):
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, align, *rows)]
    return "\n".join(lines)


def number(value):
    """Three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.2g}"


def goal_of(row, sign):
    if row["goal"] is None:
        return ""
    return f"{sign} {number(row['goal'])}" + ("" if row["met"] else ", **missed**")


def machine_text(results):
    of = results["machine"]
    caches = ", ".join(f"{name} {size}" for name, size in of["caches"].items())
    return "\n".join([
        f"- {of['processor']}, {of['processors']} processors; {', '.join(of['instruction_sets'])}",
        f"- {caches}; memory {of['memory']}",
        f"- {of['system']}, {of['compiler']}, `-O3`",
        f"- {of['date']}; load before it {of['load']:.1f}; commit {of['commit']}",
    ])


def own_tables(results):
    parts = []
    for workload, rows in itertools.groupby(results["rows"], lambda row: row["workload"]):
        rows = list(rows)
        what = TITLES.get(workload) or f"{workload}: {rows[0]['what']}"
        item = rows[0].get("item", "")
        cells = []
        for row in rows:
            if "ns" in row:
                ratio = number(row["ratio"]) if row["ratio"] else ""
                cells.append([row["name"], f"{number(row['ns'])} ns", ratio, goal_of(row, "≤")])
            else:
                value = f"{number(row['value'])} {row['unit']}"
                cells.append([row["name"], value, "", goal_of(row, "≤")])
        parts.append(f"### {what}\n\n" +
                     table(["", item, "of limit", "goal"], ["---", "---:", "---:", "---:"], cells))
    return "\n\n".join(parts)


def peer_tables(results):
    parts = []
    for task in dict.fromkeys(row["task"] for row in results["rows"]):
        rows = [row for row in results["rows"] if row["task"] == task]
        cells = [["**postventa**", rows[0]["own"], number(rows[0]["own_ns"]), "1", "", ""]]
        for row in sorted(rows, key=lambda row: row["times"]):
            cells.append([row["peer"], row["how"], number(row["ns"]), number(row["times"]),
                          goal_of(row, "≥"), row["remark"]])
        parts.append(f"### {task}, {rows[0]['rows']:,} rows\n\n" +
                     table(["", "", "ns", "times ours", "goal", ""],
                           ["---", "---", "---:", "---:", "---:", "---"], cells))
    return "\n\n".join(parts)


def versions(results):
    found = dict.fromkeys((row["peer"].split()[0], row["version"]) for row in results["rows"])
    return ", ".join(f"{peer} {version}" for peer, version in found)


def power(size):
    exponent = len(str(size)) - 1
    return f"10^{exponent}" if size == 10 ** exponent and size >= 100 else f"{size:,}"


def growth_tables(results):
    found = {}
    for row in results["rows"]:
        what, _, size = row["name"].rpartition(", ")
        if what:
            value = number(row["ns"]) if "ns" in row else f"{number(row['value'])} {row['unit']}"
            found.setdefault(what, {})[int(size)] = value
    parts = []
    # Those whose sizes are powers of ten in one table, others in another.
    for small in (False, True):
        chosen = {what: cells for what, cells in found.items() if (min(cells) < 100) == small}
        sizes = sorted({size for cells in chosen.values() for size in cells})
        parts.append(table(["ns", *map(power, sizes)], ["---", *["---:"] * len(sizes)],
                           [[what, *(cells.get(size, "") for size in sizes)]
                            for what, cells in chosen.items()]))
    return "\n\n".join(parts)


def missed(results):
    """Those of our own goals that were missed."""
    rows = [row for row in results["rows"] if row["met"] is False]
    kept = sum(row["met"] is True for row in results["rows"])
    lines = [f"{kept} of {kept + len(rows)} goals are met" + (". Missed:" if rows else ".")]
    for row in rows:
        if "times" in row:
            lines.append(f"- {row['task']}: {number(row['times'])} times as fast as {row['peer']}, "
                         f"not {number(row['goal'])}")
        else:
            value = row["ratio"] if "ns" in row else row["value"]
            lines.append(f"- {row['workload']}, {row['name']}: {number(value)}, not "
                         f"{number(row['goal'])}")
    return lines[0] + "".join("\n" + ("\n" if i == 0 else "") + line
                              for i, line in enumerate(lines[1:]))


TABLES = {
    "performance": {"machine": machine_text, "own": own_tables, "missed": missed},
    "peers": {"peers": peer_tables, "versions": versions, "missed by peers": missed},
    "growth": {"growth": growth_tables},
}


def main():
    text = DOCUMENT.read_text(encoding="utf-8")
    for file, tables in TABLES.items():
        path = RESULTS / f"{file}.json"
        if not path.exists():
            print(f"{path.name} is not there: its tables stay")
            continue
        results = json.loads(path.read_text(encoding="utf-8"))
        if results["quick"]:
            print(f"{path.name} is of a quick run, which says little")
        for name, make in tables.items():
            begin, end = f"<!-- figures: {name} -->\n", "<!-- end of figures -->"
            pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
            if not pattern.search(text):
                raise SystemExit(f"{DOCUMENT.name} has no place for {name}")
            content = f"{begin}\n{make(results)}\n\n{end}"
            text = pattern.sub(lambda match, content=content: content, text)
    DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
