# SPDX-License-Identifier: MIT
"""Makes mutants of sources of the library and runs the tests with each; see `run`."""
import argparse
import collections
import concurrent.futures
import math
import os
import pathlib
import re
import subprocess
import sys
import threading
import time

from mutants import mutants_of

HERE = pathlib.Path(__file__).resolve().parent
os.chdir(HERE.parent.parent)
BUILD = pathlib.Path("build/mutation")
FOLDERS = ["lib/base", "lib/stats", "lib/survey"]
PROCESSES = 2
INCLUDES = ["-Iinclude", "-Ilib"]
# As compilers without __int128 and instructions for particular processors get the library: all of
# what is compiled is run then.
DEFINES = ["-DPTV_PORTABLE", "-DPTV_STATIC"]
# Tests that take longer say little more of these folders.
SECONDS = 0.4
MEMORY_KB = 2 << 20
# Loads a library before those of a program, and not for the programs that it starts.
LOADER = "/lib64/ld-linux-x86-64.so.2"


def run(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout


def older(target, *sources):
    return not target.is_file() or any(path.stat().st_mtime > target.stat().st_mtime for path in sources)


def parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(function, items))


RUNTIMES = [subprocess.run(["gcc", f"-print-file-name={name}"], check=True, text=True, stdout=subprocess.PIPE
                           ).stdout.strip() for name in ("libasan.so", "libubsan.so")]


class Tests:
    """The programs of tests/unit, linked with the library so that a mutant's functions take the place
    of the library's when it is loaded before."""

    def __init__(self):
        BUILD.mkdir(parents=True, exist_ok=True)
        self.headers = [*pathlib.Path("lib").rglob("*.h"), *pathlib.Path("include").rglob("*.h"),
                        *pathlib.Path("tests/support").glob("*.h")]
        self.sources = sorted(pathlib.Path("lib").rglob("*.c"))
        self.library = BUILD / "library.so"
        objects = self.objects(self.sources, "-fPIC")
        if older(self.library, *objects):
            run("gcc", "-shared", "-o", self.library, *objects)
        self.support = self.objects(sorted(pathlib.Path("tests/support").glob("*.c")), "-Itests/support")
        self.times = dict(parallel(self.make, sorted(pathlib.Path("tests/unit").glob("test_*.c"))))
        self.times = {name: seconds for name, seconds in self.times.items() if seconds <= SECONDS}
        self.kills = collections.defaultdict(collections.Counter)

    def compile(self, source, target, *options):
        run("gcc", "-std=c11", "-O1", "-ffp-contract=off", *DEFINES, *INCLUDES, *options, "-c", source, "-o", target)

    def objects(self, sources, *options):
        def make(source):
            target = BUILD / ("_".join(source.parts) + ".o")
            if older(target, source, *self.headers):
                self.compile(source, target, *options)
            return target
        return parallel(make, sources)

    def make(self, source):
        """A program, and what it takes."""
        program = BUILD / source.stem
        try:
            [made] = self.objects([source], "-Itests/support")
        except subprocess.CalledProcessError:
            print(f"left out, since it does not compile: {source.stem}")
            return source.stem, math.inf
        if older(program, made, *self.support, self.library):
            run("gcc", "-o", program, made, *self.support, self.library.resolve(), "-lcmocka", "-lm")
        began = time.process_time(), os.times()
        failed = subprocess.run(self.command(source.stem), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                check=False).returncode
        ended = os.times()
        if failed:
            print(f"left out, since it fails without a mutant: {source.stem}")
            return source.stem, math.inf
        return source.stem, (ended.children_user - began[1].children_user) / PROCESSES

    def command(self, name):
        return [str((BUILD / name).resolve())] + (["tests/vectors"] if name.endswith("vectors") else [])

    def order(self, file):
        """First what killed most mutants of this source, or has its name, then what is quick."""
        stem = pathlib.Path(file).stem

        def key(name):
            related = name.removeprefix("test_").split("_")[0] == stem.split("_")[0]
            return -self.kills[file][name], name != f"test_{stem}", not related, self.times[name]
        return sorted(self.times, key=key)

    def killer(self, file, loaded, *before):
        """The first test that fails with a library loaded before, or None."""
        names = self.order(file)
        preload = ":".join(str(library) for library in (*before, loaded.resolve()))
        memory = "unlimited" if before else MEMORY_KB  # sanitizers reserve all that there is
        script = [f"ulimit -t {math.ceil(8 * SECONDS)} -v {memory} -c 0"]
        for name in names:
            script.append(f"{LOADER} --preload {preload} {' '.join(self.command(name))} "
                          f">/dev/null 2>&1 </dev/null || {{ echo {name}; exit; }}")
        done = subprocess.run(["bash", "-c", "\n".join(script)], stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL, check=False)
        name = done.stdout.strip()
        if name:
            self.kills[file][name] += 1
        return name or None


class Workplace(threading.local):
    """Files of a thread's own."""

    def __init__(self):
        self.folder = BUILD / f"{threading.get_ident()}"
        self.folder.mkdir(exist_ok=True)


class Runner:
    def __init__(self, tests):
        self.tests = tests
        self.own = Workplace()

    def shared(self, sources, before, target):
        """What tcc makes of sources; False if it does not compile."""
        return subprocess.run(["tcc", "-shared", *DEFINES, *before, *INCLUDES, *map(str, sources), "-o", str(target)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0

    def verdict(self, mutant, source):
        """How a mutant ends: killed, alive, the same code, or not compiled."""
        folder = self.own.folder
        copy = folder / pathlib.Path(mutant.file).name
        copy.write_bytes(mutant.applied(source))
        target = folder / "mutant.so"
        # The copy is beside no header; all are found from lib.
        if not self.shared([copy], [], target):
            return "not compiled"
        if self.tests.killer(mutant.file, target):
            return "killed"
        if self.code(copy) == self.code(pathlib.Path(mutant.file)):
            return "same code"
        noticed = self.sanitized(copy, target) and self.tests.killer(mutant.file, target, *RUNTIMES)
        return "killed" if noticed else "alive"

    def sanitized(self, source, target):
        """With instructions that notice what is undefined, or behind the end of an object."""
        return subprocess.run(
            ["gcc", "-std=c11", "-O1", "-ffp-contract=off", "-w", "-fPIC", "-shared", "-fsanitize=address,undefined",
             "-fno-sanitize-recover=all", *DEFINES, *INCLUDES, str(source), "-o", str(target)], check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def code(self, source):
        made = subprocess.run(["gcc", "-std=c11", "-O2", "-ffp-contract=off", "-fPIC", "-w", *DEFINES, *INCLUDES, "-S",
                               str(source), "-o", "-"], stdout=subprocess.PIPE, check=False).stdout
        return re.sub(rb"\t\.file.*", b"", made)

    def control(self):
        """The whole library, unchanged, as tcc compiles it, must pass."""
        target = BUILD / "control.so"
        if not self.shared(self.tests.sources, [], target):
            sys.exit("tests/mutation/run: tcc does not compile the library")
        killer = self.tests.killer("", target)
        if killer:
            sys.exit(f"tests/mutation/run: {killer} fails with the library unchanged, compiled by tcc")


def listed():
    """Mutants known to change nothing: a line that says which, and below it, indented, why."""
    found = set()
    for line in (HERE / "equivalent.txt").read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            found.add(line)
    return found


def key_of(mutant):
    return f"{mutant.file} {mutant.function}: {mutant.text} | {mutant.change}"


def main():
    options = argparse.ArgumentParser(prog="tests/mutation/run")
    options.add_argument("--sample", type=int, default=1, metavar="N")
    options.add_argument("--unlisted", action="store_true")
    options.add_argument("files", nargs="*", metavar="FILE")
    given = options.parse_args()
    files = given.files or [str(path) for folder in FOLDERS for path in sorted(pathlib.Path(folder).glob("*.c"))]

    os.environ["ASAN_OPTIONS"] = "detect_leaks=0:verify_asan_link_order=0"
    for file in files:
        if not pathlib.Path(file).is_file():
            options.error(f"there is no source {file}: name it as lib/base/wide.c")
    tests = Tests()
    runner = Runner(tests)
    equivalent = listed()
    every = []
    for file in files:
        every += mutants_of(file, [*DEFINES, *INCLUDES, "-std=c11"])
    chosen = every[::given.sample]
    runner.control()
    sources = {file: pathlib.Path(file).read_bytes() for file in files}

    began = time.monotonic()
    verdicts = parallel(lambda mutant: runner.verdict(mutant, sources[mutant.file]), chosen)
    took = time.monotonic() - began

    counts = collections.Counter(verdicts)
    survivors = [m for m, verdict in zip(chosen, verdicts) if verdict == "alive"]
    unlisted = [mutant for mutant in survivors if key_of(mutant) not in equivalent]
    for mutant in unlisted:
        print(f"{mutant.file}:{mutant.line}: {key_of(mutant).removeprefix(mutant.file + ' ')}")
    if given.sample == 1:
        known = {key_of(mutant) for mutant in survivors}
        for key in sorted(key for key in equivalent if key.split(" ")[0] in files and key not in known):
            print(f"equivalent.txt: not a survivor: {key}")
    same = counts["same code"] + len(survivors) - len(unlisted)
    compiled = len(chosen) - counts["not compiled"]
    print(f"{compiled} mutants, {compiled / max(took, 0.001):.1f} a second; {counts['killed']} killed, "
          f"{same} equivalent, {len(unlisted)} survive", file=sys.stderr)
    print(f"figure: mutants {compiled}")
    print(f"figure: mutants-killed {100 * counts['killed'] / max(compiled - same, 1):.2f}")
    print(f"figure: mutants-equivalent {same}")
    return bool(unlisted) and given.unlisted


if __name__ == "__main__":
    sys.exit(main())
