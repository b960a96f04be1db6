# SPDX-License-Identifier: MIT
"""Builds and runs the tests on machines, and compares: see `run`, which calls this."""
import dataclasses
import hashlib
import pathlib
import re
import shutil
import subprocess
import sys

import machines

BUILDS = pathlib.Path("build/machines")
MACHINES = machines.machines(BUILDS)
REFERENCE = next(iter(MACHINES))

LIBRARY = sorted(pathlib.Path("lib").rglob("*.c"))
SUPPORT = [*sorted(pathlib.Path("tests/support").glob("*.c")), pathlib.Path("tests/machines/cmocka/cmocka.c")]
TESTS = sorted(pathlib.Path("tests/unit").glob("test_*.c"))

# Results are the same on every machine: no contraction into fused multiply-add.
COMMON = "-std=c11 -O2 -ffp-contract=off -Wall -Werror -I include -I lib"
STRICT = "-Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes"
RULES = """\
rule compile
  command = $compiler {common} $flags -MD -MF $out.d -c $in -o $out
  depfile = $out.d
  deps = gcc
rule join
  command = $compiler -r -nostdlib -o $out $in
rule link
  command = $compiler $in -o $out $link -lm
rule prepare
  command = $prepare >$out 2>&1
rule test
  command = (POSTVENTA_DATA=none timeout 1200 $runs ./$in $arguments; echo "status: $$?") >$out 2>&1 </dev/null
"""


def rules(name, machine):
    """The lines of Ninja that build and run everything on a machine."""
    at = BUILDS / name
    by = machine.compiler
    lines = []

    def edge(out, rule, inputs, **variables):
        lines.append(f"build {out}: {rule} {inputs}")
        lines.extend(f"  {key} = {value}" for key, value in variables.items())
        return str(out)

    def compiled(sources, compiler, flags):
        flags += " " + machine.flags
        return [edge(at / source.with_suffix(".o"), "compile", source, compiler=compiler, flags=flags)
                for source in sources]

    def joined(out, objects):
        return edge(at / out, "join", " ".join(objects), compiler=by)

    library = compiled(LIBRARY, machine.library_compiler or by,
                       "-DPTV_BUILDING" if machine.library_compiler else f"-DPTV_BUILDING {STRICT}")
    flags = "-DPTV_STATIC -I tests/support -isystem tests/machines/cmocka"
    common = f"{joined('support.o', compiled(SUPPORT, by, flags))} {joined('library.o', library)}"
    ready = edge(at / "ready", "prepare", "", prepare=machine.prepare)
    for test in TESTS:
        [compiled_test] = compiled([test], by, flags)
        program = edge(at / f"{test.stem}.exe", "link", f"{compiled_test} {common}", compiler=by, link=machine.link)
        arguments = "tests/vectors" if test.stem.endswith("vectors") else ""
        edge(log(name, test), "test", f"{program} || {ready}", runs=machine.runs, arguments=arguments)
    return lines


def log(name, test):
    return BUILDS / name / "logs" / f"{test.stem}.txt"


@dataclasses.dataclass
class Result:
    """What a test printed: how many of its cases passed, what it noted, and how it ended."""

    passed: int
    skipped: int
    digest: str
    noted: int
    status: str
    text: str

    @property
    def ran(self):
        return self.status != ""

    @property
    def good(self):
        return self.status == "0" and self.passed + self.skipped > 0


def result(path):
    text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def found(pattern):
        match = re.search(pattern, text, re.MULTILINE)
        return match.groups() if match else None

    passed, skipped = found(r": (\d+) passed, \d+ failed, (\d+) skipped\r?$") or (0, 0)
    digest, noted = found(r"^digest: (\w+) of (\d+)\r?$") or ("none", 0)
    [status] = found(r"^status: (\d+)$") or ("",)
    return Result(int(passed), int(skipped), digest, int(noted), status, text)


def report(name, results):
    """One line about a machine, and what failed on it; True if nothing did."""
    every = hashlib.sha256()
    for test, outcome in results.items():
        every.update(f"{test.stem} {outcome.digest} {outcome.noted}\n".encode())
        if outcome.ran and not outcome.good:
            print(f"{name}: {test.stem}: status {outcome.status}\n{outcome.text[-1000:]}")
    passed = sum(outcome.passed for outcome in results.values())
    skipped = sum(outcome.skipped for outcome in results.values())
    missing = sum(not outcome.ran for outcome in results.values())
    failed = sum(not outcome.good for outcome in results.values()) - missing
    print(f"{name:8} digest {every.hexdigest()[:16]}: {passed} passed, {skipped} skipped, "
          f"{failed} of {len(results)} programs failed, {missing} were not built")
    return failed + missing == 0


def differences(name, results, reference):
    """Says where results are not those of the reference; True if they are."""
    different = [test for test, outcome in results.items()
                 if outcome.ran and (outcome.digest, outcome.noted) != (reference[test].digest, reference[test].noted)]
    for test in different:
        got, want = results[test], reference[test]
        print(f"{name}: {test.stem}: {got.digest} of {got.noted}, on {REFERENCE} {want.digest} of {want.noted}")
    return not different


def chosen(arguments):
    names = machines.QUICK if arguments == ["quick"] else arguments or list(MACHINES)
    unknown = [name for name in names if name not in MACHINES]
    if unknown:
        print(f"tests/machines/run: there is no '{unknown[0]}'; see tests/machines/run --list", file=sys.stderr)
        sys.exit(2)
    return [name for name in MACHINES if name in names or name == REFERENCE]


def tests_on(name, quick):
    left_out = machines.SLOW if quick and MACHINES[name].is_emulated else set()
    return [test for test in TESTS if test.stem.removeprefix("test_") not in left_out]


def build(plans):
    """Builds and runs the tests of each machine; True if all could be built."""
    for name in plans:
        shutil.rmtree(BUILDS / name / "logs", ignore_errors=True)
    BUILDS.mkdir(parents=True, exist_ok=True)
    lines = [f"builddir = {BUILDS}", RULES.format(common=COMMON)]
    for name, machine in MACHINES.items():
        lines.extend(rules(name, machine))
    plan = BUILDS / "build.ninja"
    plan.write_text("\n".join(lines) + "\n", encoding="utf-8")
    logs = [log(name, test) for name, tests in plans.items() for test in tests]
    return subprocess.run(["ninja", "--quiet", "-k", "0", "-f", plan, *logs]).returncode == 0


def main():
    arguments = sys.argv[1:]
    if arguments == ["--list"]:
        for name, machine in MACHINES.items():
            print(f"{name:8} {machine.what}")
        return 0
    names = chosen(arguments)
    packages = sorted({package for name in names for package in MACHINES[name].packages})
    subprocess.run(["tools/need-packages", *packages], check=True)
    plans = {name: tests_on(name, arguments == ["quick"]) for name in names}
    built = build(plans)
    results = {name: {test: result(log(name, test)) for test in tests} for name, tests in plans.items()}
    reference = results[REFERENCE]
    good = [name for name in names
            if report(name, results[name]) & differences(name, results[name], reference)]
    print(f"figure: machines {len(good)}")
    print(f"figure: machines-results {sum(outcome.noted for outcome in reference.values())}")
    return 0 if built and good == names else 1


if __name__ == "__main__":
    sys.exit(main())
