# SPDX-License-Identifier: MIT
"""The programs of tests/unit as mutants meet them: which lines each runs, and how long it takes."""
import collections
import concurrent.futures
import gzip
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys

BUILD = pathlib.Path("build/mutation")
PROCESSES = os.cpu_count() or 1
INCLUDES = ["-Iinclude", "-Ilib"]
# As compilers without __int128 and instructions for particular processors get the library: all of
# what is compiled is run then.
DEFINES = ["-DPTV_PORTABLE", "-DPTV_STATIC"]
FLAGS = ["-std=c11", "-ffp-contract=off", "-w", *DEFINES, *INCLUDES]
MEMORY_KB = 2 << 20
# Loads a library before those of a program, and not for the programs that it starts.
LOADER = "/lib64/ld-linux-x86-64.so.2"


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE, **options).stdout


def succeeds(*command):
    return subprocess.run([str(word) for word in command], check=False, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def parallel(function, items):
    with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(function, items))


def older(target, *sources):
    return not target.is_file() or any(path.stat().st_mtime > target.stat().st_mtime for path in sources)


def tcc(sources, target):
    """Makes a library of sources, quickly; False if they do not compile."""
    return succeeds("tcc", "-shared", *DEFINES, *INCLUDES, *sources, "-o", target)


class Suite:
    """The programs, linked with the library so that a mutant's functions take the place of the
    library's when it is loaded before."""

    def __init__(self):
        BUILD.mkdir(parents=True, exist_ok=True)
        self.headers = [path for folder in ("lib", "include", "tests/support")
                        for path in pathlib.Path(folder).rglob("*.h")]
        self.sources = sorted(pathlib.Path("lib").rglob("*.c"))
        self.library = self.linked("library.so", "-O1")
        self.support = self.objects(sorted(pathlib.Path("tests/support").glob("*.c")), "library", "-O1",
                                    "-Itests/support")
        self.programs = parallel(self.program, sorted(pathlib.Path("tests/unit").glob("test_*.c")))
        self.seconds = self.control()
        self.lines = self.reached()
        self.tries = collections.defaultdict(collections.Counter)
        self.kills = collections.defaultdict(collections.Counter)

    def objects(self, sources, folder, *options):
        (BUILD / folder).mkdir(exist_ok=True)

        def make(source):
            target = BUILD / folder / ("_".join(source.with_suffix("").parts) + ".o")
            if older(target, source, *self.headers):
                run("gcc", *FLAGS, *options, "-c", source, "-o", target)
            return target
        return parallel(make, sources)

    def linked(self, name, *options):
        """The whole library, compiled with options."""
        target = BUILD / name
        objects = self.objects(self.sources, target.stem, "-fPIC", *options)
        if older(target, *objects):
            run("gcc", "-shared", "-o", target, *objects, *options)
        return target

    def program(self, source):
        target = BUILD / source.stem
        [made] = self.objects([source], "library", "-O1", "-Itests/support")
        if older(target, made, *self.support, self.library):
            run("gcc", "-o", target, made, *self.support, self.library.resolve(), "-lcmocka", "-lm")
        return target

    def command(self, name, *loaded):
        before = ["--preload", ":".join(str(library.resolve()) for library in loaded)]
        return [LOADER, *before, str((BUILD / name).resolve()),
                *(["tests/vectors"] if name.endswith("vectors") else [])]

    def control(self):
        """What each program takes with the whole library as tcc compiles it, unchanged, which must pass."""
        target = BUILD / "control.so"
        if older(target, *self.sources, *self.headers) and not tcc(self.sources, target):
            sys.exit("tests/mutation/run: tcc does not compile the library")

        def timed(program):
            process = subprocess.Popen(self.command(program.name, target), stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            if status:
                sys.exit(f"tests/mutation/run: {program.name} fails with the library unchanged, compiled by tcc")
            return program.name, usage.ru_utime + usage.ru_stime
        return dict(parallel(timed, self.programs))

    def reached(self):
        """By source and line, the programs that run it."""
        known = BUILD / "reached.json"
        counting = self.linked("counting.so", "-O0", "--coverage")
        if older(known, counting, *self.programs):
            found = collections.defaultdict(lambda: collections.defaultdict(list))
            for name, lines in parallel(lambda name: (name, self.counted(name, counting)), self.seconds):
                for source, line in lines:
                    found[source][line].append(name)
            known.write_text(json.dumps(found))
        return json.loads(known.read_text())

    def counted(self, name, counting):
        """The lines that a program runs, as gcov says."""
        at = (BUILD / f"counted-{name}").resolve()
        shutil.rmtree(at, ignore_errors=True)
        at.mkdir()
        objects = (BUILD / counting.stem).resolve()
        run(*self.command(name, counting), stderr=subprocess.DEVNULL,
            env=dict(os.environ, GCOV_PREFIX=str(at), GCOV_PREFIX_STRIP=str(len(objects.parts) - 1)))
        for notes in objects.glob("*.gcno"):
            (at / notes.name).symlink_to(notes)
        run("gcov", "--json-format", *at.glob("*.gcda"), cwd=at)
        lines = []
        for report in at.glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(report.read_bytes()))["files"]:
                lines += [(file["file"], line["line_number"]) for line in file["lines"] if line["count"]]
        shutil.rmtree(at)
        return lines

    def running(self, mutant):
        """The programs that run a mutant's line, those first that kill most mutants like it a second."""
        lines = self.lines.get(mutant.file, {})
        # A statement of several lines counts where it begins; what is in no function, for all lines.
        begins = [int(line) for line in lines if mutant.first <= int(line) <= mutant.line]
        names = set().union(*lines.values()) if mutant.first == 0 else lines[str(max(begins))] if begins else []
        stem = pathlib.Path(mutant.file).stem

        def price(name):
            tries = kills = 0
            for like in (mutant.file, (mutant.file, mutant.function)):
                tries += self.tries[like][name]
                kills += self.kills[like][name]
            related = name.startswith(f"test_{stem.split('_')[0]}") or name.endswith("vectors")
            hope = 2 if name == f"test_{stem}" else 1 if related else 0.1
            return (self.seconds[name] + 0.005) * (tries + 1) / (kills + hope)
        return sorted(names, key=price)

    def failing(self, names, *loaded):
        """The first program that fails with libraries loaded before, or None."""
        # Sanitizers reserve all the memory that there is, and take their time; an endless loop ended before.
        alone = len(loaded) == 1
        script = [f"ulimit -v {MEMORY_KB if alone else 'unlimited'} -c 0"]
        for name in names:
            limit = 0.3 + 2.5 * self.seconds[name] if alone else 60 + 20 * self.seconds[name]
            script.append(f"(ulimit -t {math.ceil(limit)}; "
                          f"exec {' '.join(self.command(name, *loaded))}) >/dev/null 2>&1 </dev/null || "
                          f"{{ echo {name}; exit; }}")
        done = subprocess.run(["bash", "-c", "\n".join(script)], stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL, check=False)
        return done.stdout.strip() or None

    def killer(self, mutant, names, *loaded):
        """The same with a mutant loaded, and remembered for mutants like it."""
        name = self.failing(names, *loaded)
        for like in (mutant.file, (mutant.file, mutant.function)):
            self.tries[like].update(names[: names.index(name) + 1] if name else names)
            self.kills[like].update([name] if name else [])
        return name
