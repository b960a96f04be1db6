# SPDX-License-Identifier: MIT
"""Makes mutants of sources of the library and runs the tests with each; see `run`."""
import argparse
import collections
import functools
import os
import pathlib
import re
import subprocess
import sys
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
os.chdir(HERE.parent.parent)

from mutants import mutants_of  # noqa: E402
from suite import BUILD, DEFINES, FLAGS, INCLUDES, PROCESSES, Suite, parallel, succeeds, tcc  # noqa: E402

FOLDERS = ["lib/base", "lib/stats", "lib/survey"]
# So many programs run before a slower compiler is asked whether the mutant changes anything at all.
FIRST = 5
# What survived the last run, a line each.
SURVIVORS = BUILD / "survivors.txt"


class Workplace(threading.local):
    """Files of a thread's own."""

    def __init__(self):
        self.folder = BUILD / f"{threading.get_ident()}"
        self.folder.mkdir(parents=True, exist_ok=True)


OWN = Workplace()


@functools.lru_cache(maxsize=None)
def runtimes():
    """Sanitizers, to be loaded first."""
    return [pathlib.Path(subprocess.run(["gcc", f"-print-file-name={name}"], check=True, text=True,
                                        stdout=subprocess.PIPE).stdout.strip())
            for name in ("libasan.so", "libubsan.so")]


def code(source):
    made = subprocess.run(["gcc", *FLAGS, "-O2", "-fPIC", "-S", str(source), "-o", "-"], stdout=subprocess.PIPE,
                          check=False).stdout
    return re.sub(rb"\t\.file.*", b"", made)


code_of_original = functools.lru_cache(maxsize=None)(code)


def sanitized(source, target):
    """With instructions that notice what is undefined, or behind the end of an object."""
    return succeeds("gcc", *FLAGS, "-O1", "-fPIC", "-shared", "-fsanitize=address,undefined",
                    "-fno-sanitize-recover=all", source, "-o", target)


@functools.lru_cache(maxsize=None)
def expect_unchanged_passes(suite, file, name):
    """What fails with sanitizers must be the mutant: not their limits, and not the source as it is."""
    target = OWN.folder / "unchanged.so"
    if not sanitized(file, target) or suite.failing([name], *runtimes(), target):
        sys.exit(f"tests/mutation/run: {name} fails with {file} unchanged, under sanitizers")


def verdict(suite, mutant, source):
    """How a mutant ends: killed, alive, the same code, or not compiled."""
    # The copy is beside no header; all are found from lib.
    copy = OWN.folder / pathlib.Path(mutant.file).name
    copy.write_bytes(mutant.applied(source))
    target = OWN.folder / "mutant.so"
    if not tcc([copy], target):
        return "not compiled"
    names = suite.running(mutant)
    if suite.killer(mutant, names[:FIRST], target):
        return "killed"
    if code(copy) == code_of_original(mutant.file):
        return "same code"
    if suite.killer(mutant, names[FIRST:], target):
        return "killed"
    # What only gcc compiles, tcc has not seen.
    if not sanitized(copy, target):
        return "not compiled"
    killer = suite.killer(mutant, names, *runtimes(), target)
    if killer:
        expect_unchanged_passes(suite, mutant.file, killer)
    return "killed" if killer else "alive"


def listed():
    """Mutants known to change nothing: a line that says which, and below it, indented, why."""
    return {line for line in (HERE / "equivalent.txt").read_text().splitlines()
            if line and not line.startswith((" ", "#"))}


def key_of(mutant):
    return f"{mutant.file} {mutant.function}: {mutant.text} | {mutant.change}"


class Progress:
    """How far a long run is, on a terminal or now and then in a log."""

    def __init__(self, total):
        self.lock = threading.Lock()
        self.done = 0
        self.total = total
        self.every = 1 if sys.stderr.isatty() else 500

    def step(self):
        with self.lock:
            self.done += 1
            if self.done % self.every == 0:
                end = "\r" if self.every == 1 else "\n"
                print(f"mutation: {self.done} of {self.total}", end=end, file=sys.stderr, flush=True)


def options():
    parser = argparse.ArgumentParser(prog="tests/mutation/run")
    parser.add_argument("--sample", type=int, default=1, metavar="N")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--unlisted", action="store_true")
    parser.add_argument("files", nargs="*", metavar="FILE")
    given = parser.parse_args()
    for file in given.files:
        if not pathlib.Path(file).is_file():
            parser.error(f"there is no source {file}: name it as lib/base/wide.c")
    return given


def tried(suite, chosen):
    """The verdict of each mutant."""
    sources = {file: pathlib.Path(file).read_bytes() for file in {mutant.file for mutant in chosen}}
    progress = Progress(len(chosen))

    def one(mutant):
        found = verdict(suite, mutant, sources[mutant.file])
        progress.step()
        return found
    return parallel(one, chosen)


def main():
    given = options()
    files = given.files or [str(path) for folder in FOLDERS for path in sorted(pathlib.Path(folder).glob("*.c"))]
    # The first case that fails is enough.
    os.environ["CMOCKA_TEST_ABORT"] = "1"
    os.environ["ASAN_OPTIONS"] = "detect_leaks=0:verify_asan_link_order=0"
    suite = Suite()
    every = []
    for file in files:
        every += mutants_of(file, [*DEFINES, *INCLUDES, "-std=c11"])
    chosen = every[::given.sample]
    if given.again:
        if not SURVIVORS.is_file():
            sys.exit("tests/mutation/run: there is no last run: run it without --again first")
        survived = set(SURVIVORS.read_text().splitlines())
        chosen = [mutant for mutant in chosen if key_of(mutant) in survived]

    began = time.monotonic()
    verdicts = tried(suite, chosen)
    took = time.monotonic() - began

    equivalent = listed()
    counts = collections.Counter(verdicts)
    survivors = [mutant for mutant, found in zip(chosen, verdicts) if found == "alive"]
    unlisted = [mutant for mutant in survivors if key_of(mutant) not in equivalent]
    SURVIVORS.write_text("".join(f"{key_of(mutant)}\n" for mutant in unlisted))
    for mutant in unlisted:
        print(f"{mutant.file}:{mutant.line}: {key_of(mutant).removeprefix(mutant.file + ' ')}")
    if given.sample == 1 and not given.again:
        known = {key_of(mutant) for mutant in survivors}
        for key in sorted(key for key in equivalent if key.split(" ")[0] in files and key not in known):
            print(f"equivalent.txt: not a survivor: {key}")
    same = counts["same code"] + len(survivors) - len(unlisted)
    compiled = len(chosen) - counts["not compiled"]
    print(f"{compiled} mutants, {compiled / max(took, 0.001):.1f} a second on {PROCESSES} processors; "
          f"{counts['killed']} killed, {same} equivalent, {len(unlisted)} survive", file=sys.stderr)
    print(f"figure: mutants {compiled}")
    print(f"figure: mutants-killed {100 * counts['killed'] / max(compiled - same, 1):.2f}")
    print(f"figure: mutants-equivalent {same}")
    return bool(unlisted) and given.unlisted


if __name__ == "__main__":
    sys.exit(main())
