# SPDX-License-Identifier: MIT
"""Which lines, branches and conditions of the library no test reached, and how many there are of each.

What several sources include counts as reached where one of them reached it.

Usage: report.py ROOT REGULAR-EXPRESSION REPORT...   each REPORT what llvm-cov-19 show -show-branches=count
-show-mcdc printed of a variant of the library; of files whose name the expression does not fit, only the sums
"""
import collections
import pathlib
import re
import sys

MEASURES = ("lines", "branches", "mcdc")
INSTRUCTIONS = ("avx2", "bmi1", "bmi2", "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl", "avx512_bf16")
BOTH, TOTAL = "both", "together"
CERTAIN = re.compile(r"\bPTVI_(?:ALWAYS|NEVER)\(")

LINE = re.compile(r" *(\d+)\| *([\d.]+[kMGTPEZY]?)\|")
BRANCH = re.compile(r"  \|  Branch \((\d+):(\d+)\): \[True: (\S+), False: (\S+)\]")
DECISION = re.compile(r"  \|---> MC/DC Decision Region \((\d+):(\d+)\)")
CONDITION = re.compile(r"  \|     Condition C(\d+) --> \((\d+):(\d+)\)")
PAIR = re.compile(r"  \|  C(\d+)-Pair: (covered|not covered|constant folded)")


class File:
    """Of each measure, where something can be reached, and whether it was."""

    def __init__(self):
        self.reached = {measure: {} for measure in MEASURES}

    def add(self, measure, place, reached):
        places = self.reached[measure]
        places[place] = places.get(place, False) or reached

    def count(self, measure):
        places = self.reached[measure].values()
        return collections.Counter(reached=sum(places), all=len(places))

    def missing(self):
        """Lines to print, sorted by line of the file."""
        found = []
        for measure, places in self.reached.items():
            for (line, column, text), reached in places.items():
                if not reached:
                    found.append((line, MEASURES.index(measure), column, text))
        return [(line, column, text) for line, _, column, text in sorted(found)]


def left_out(source):
    """Lines of the statements behind «if (PTVI_NEVER(…))», which are compiled out but have a count, of 0."""
    lines = set()
    for start in re.finditer(r"\bif \(PTVI_NEVER\(", source):
        condition_ends = end_of_group(source, start.end(), "()")
        if source[condition_ends] != ")":
            continue
        statement = re.compile(r"\s*").match(source, condition_ends + 1).end()
        if source[statement] == "{":
            end = end_of_group(source, statement + 1, "{}")
        else:
            end = source.index(";", statement)
        first, last = (source.count("\n", 0, at) + 1 for at in (statement, end))
        lines.update(range(first, last + 1))
    return lines


def end_of_group(source, at, brackets):
    """Behind the bracket that closes the one before `at`."""
    opening, closing = brackets
    depth = 1
    while depth:
        depth += {opening: 1, closing: -1}.get(source[at], 0)
        at += 1
    return at


def read(root, report):
    """The files of a report, by their names from the root on."""
    files, file, conditions, decision = {}, None, {}, ""
    for text in open(report, encoding="utf-8", errors="replace"):
        if text.startswith("/") and text.endswith(":\n"):
            path = pathlib.Path(text[:-2]).resolve()
            file = None
            if path.is_relative_to(root):
                file = files.setdefault(str(path.relative_to(root)), File())
                skipped = left_out(path.read_text(encoding="utf-8"))
        elif file is None:
            continue
        elif match := LINE.match(text):
            line = int(match[1])
            if line not in skipped:
                file.add("lines", (line, 1, "the line"), match[2] != "0")
        elif match := BRANCH.match(text):
            line, column = int(match[1]), int(match[2])
            file.add("branches", (line, column, "the branch: it is never true"), match[3] != "0")
            file.add("branches", (line, column, "the branch: it is never false"), match[4] != "0")
        elif match := DECISION.match(text):
            decision = f"{match[1]}:{match[2]}"
        elif match := CONDITION.match(text):
            conditions[match[1]] = (int(match[2]), int(match[3]))
        elif (match := PAIR.match(text)) and match[2] != "constant folded":
            place = (*conditions[match[1]], f"MC/DC: C{match[1]} of {decision} never decides by itself")
            file.add("mcdc", place, match[2] == "covered")
    return files


def percent(count):
    """Never rounded up to 100."""
    return f"{count['reached'] * 10000 // count['all'] / 100:.2f}" if count["all"] else "-"


def lacking_instructions():
    try:
        flags = set(re.search(r"^flags\s*:(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)[1].split())
    except (OSError, TypeError):
        return list(INSTRUCTIONS)
    return [name for name in INSTRUCTIONS if name not in flags]


def main(root, pattern, *reports):
    root = pathlib.Path(root).resolve()
    variants = {pathlib.Path(report).stem: read(root, report) for report in reports}
    table = collections.defaultdict(collections.Counter)
    for variant, files in variants.items():
        for name, file in sorted(files.items()):
            for measure in MEASURES:
                count = file.count(measure)
                for row in ((variant, str(pathlib.Path(name).parent)), (variant, TOTAL), (BOTH, TOTAL)):
                    table[*row, measure].update(count)
            if re.search(pattern, name):
                lines = (root / name).read_text(encoding="utf-8").splitlines()
                for line, column, text in file.missing():
                    print(f"{name}:{line}:{column}: {text} ({variant}): {lines[line - 1].strip()}")

    print(f"{'':<29}" + "".join(f"{measure:>20}" for measure in MEASURES))
    for variant, folder in sorted({key[:2] for key in table if key[0] != BOTH}):
        cells = [table[variant, folder, measure] for measure in MEASURES]
        print(f"{variant:<9}{folder:<20}" + "".join(
            f"{count['reached']:>6}/{count['all']:<5} {percent(count):>7}" for count in cells))
    for measure in MEASURES:
        print(f"figure: coverage-{measure} {percent(table[BOTH, TOTAL, measure])}")
    sources = [path.read_text(encoding="utf-8") for path in sorted((root / "lib").rglob("*.[ch]"))
               if path.name != "certain.h"]
    print(f"figure: coverage-certain {sum(len(CERTAIN.findall(source)) for source in sources)}")

    if all(table[BOTH, TOTAL, measure]["reached"] == table[BOTH, TOTAL, measure]["all"] > 0
           for measure in MEASURES):
        return 0
    if missing := lacking_instructions():
        print(f"This processor has no {', '.join(missing)}: what the library does with these instructions"
              " cannot be measured here, and is among what is missing", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
