# SPDX-License-Identifier: MIT
"""Applies each patch of this folder to a copy of the sources and sees which gate notices; see `run`."""
import filecmp
import json
import os
import pathlib
import queue
import re
import resource
import shutil
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "machines"))
import machines  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COPIES = 2  # of the sources, each with a patch at a time
CPU_SECONDS = 10  # of a test; the slowest needs a third of it, and an endless loop is killed, too
SUITES = ["unit", "vectors", "property", "malformed", "threads", "project", "program"]
BUILDS = {
    "plain": ["gcc", "-Dprogram=enabled"],
    "sanitize": ["clang", "-Doptimization=1", "-Dprogram=disabled", "-Db_lundef=false",
                 "-Db_sanitize=address,undefined"],
}


class Failure(Exception):
    """What keeps the gates from being asked at all."""


class Patch:
    def __init__(self, path):
        self.path = path
        self.name = path.stem
        text = path.read_text()
        self.head = dict(re.findall(r"^(Class|Breaks|Like|Killed by): (.+)$", text.split("\n--- ")[0], re.M))
        self.files = re.findall(r"^\+\+\+ b/(\S+)", text, re.M)
        missing = {"Class", "Breaks", "Like", "Killed by"} - self.head.keys()
        if missing or not self.files:
            raise Failure(f"{self.name}: its head lacks {', '.join(sorted(missing)) or 'a file'}")
        words = self.head["Killed by"].split()
        self.build = words.pop(0) if words[0] in BUILDS else "plain"
        self.gate = " ".join(words)


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shown(output):
    return "\n".join("    " + line for line in output.strip().splitlines()[-6:])


class Copy:
    """A copy of the sources with its builds."""

    sound = set()  # gates of heads that are passed without a bug, in any copy

    def __init__(self, folder):
        self.folder = folder
        self.source = folder / "source"
        self.ready = {}

    def update(self, files):
        """Brings the copy up to date, and leaves the dates of what is: it is not compiled again."""
        wanted = set(files)
        for path in (p for p in self.source.rglob("*") if p.is_file() and "build" not in p.parts):
            if str(path.relative_to(self.source)) not in wanted:
                path.unlink()
        for name in files:
            origin, copy = ROOT / name, self.source / name
            if not copy.is_file() or not filecmp.cmp(origin, copy, shallow=False):
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(origin, copy)

    def run(self, command, directory=None, environment=None, limited=True):
        done = subprocess.run([str(word) for word in command], cwd=directory or self.folder, text=True,
                              errors="replace", stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              stdin=subprocess.DEVNULL, env={**os.environ, **(environment or {})},
                              preexec_fn=limits if limited else None, check=False)
        return done.returncode, done.stdout

    def prepare(self, build):
        """Sets a build up, and learns its tests and what each is made of."""
        if build in self.ready:
            return
        compiler, *options = BUILDS[build]
        if not (self.folder / build / "build.ninja").is_file():
            status, output = self.run(
                ["meson", "setup", build, "source", "-Dwerror=true", "-Dtests=enabled", "-Ddocs=disabled",
                 "-Ddebug=false", *options], environment={"CC": f"ccache {compiler}"}, limited=False)
            if status != 0:
                raise Failure(f"meson setup:\n{shown(output)}")
        # Meson looks again where its files have changed.
        self.compile(build, ["build.ninja"])
        asked = {part: json.loads(self.run(["meson", "introspect", build, f"--{part}"])[1])
                 for part in ("tests", "targets")}
        top = os.path.abspath(self.folder / build)
        files = {target["id"]: [os.path.relpath(name, top) for name in target["filename"]]
                 for target in asked["targets"]}
        tests = {}
        for test in asked["tests"]:
            needs = [name for target in test["depends"] for name in files[target]]
            for suite in test["suite"]:
                suite = suite.split(":")[1]
                tests[f"{suite} " + test["name"].removeprefix(f"{suite} ")] = (test, needs)
        self.ready[build] = tests

    def compile(self, build, targets):
        status, output = self.run(["ninja", "-C", build, "-j1", "--quiet", *targets], limited=False)
        return None if status == 0 else output

    def tests(self, build, gate):
        """The tests that a gate of a build is; none for one that is a command."""
        known = self.ready[build]
        return [gate] if gate in known else [
            name for name in known if name.split(" ")[0] == gate and "(" not in name]

    def passes_on(self, machine, name):
        """Whether a test of tests/unit passes on another machine."""
        of = machines.machines("build/machines")[machine]
        compiler = ["ccache", *of.compiler.split(), *of.flags.split(), "-std=c11", "-ffp-contract=off", "-DPTV_STATIC",
                    "-Ilib", "-Iinclude", "-Itests/support", "-isystem", "tests/machines/cmocka"]
        sources = [path for folder in ("lib", "tests/support", "tests/machines/cmocka")
                   for path in sorted(self.source.glob(f"{folder}/**/*.c"))]
        at = self.folder / machine
        at.mkdir(exist_ok=True)
        objects = []
        for path in [*sources, self.source / f"tests/unit/{name}.c"]:
            relative = path.relative_to(self.source)
            objects.append(at / ("_".join(relative.parts) + ".o"))
            self.make([*compiler, "-c", relative, "-o", objects[-1]])
        self.make([*of.compiler.split(), *objects, "-lm", *of.link.split(), "-o", at / name])
        status, output = self.run([*of.runs.split(), at / name], self.source)
        return status == 0, output

    def make(self, command):
        status, output = self.run(command, self.source, limited=False)
        if status != 0:
            raise Failure(f"does not compile\n{shown(output)}")

    def passes(self, build, gate):
        """Whether a gate is passed, and what it says."""
        if gate.startswith("machine "):
            return self.passes_on(*gate.split()[1:])
        tests = self.tests(build, gate)
        if not tests:
            folder, *arguments = gate.split()
            command = self.source / "tests" / folder / "run"
            if not command.is_file():
                raise Failure(f"there is neither a test '{gate}' nor a command tests/{folder}/run")
            status, output = self.run([command, *arguments], self.source, limited=False)
            return status == 0, output
        for name in tests:
            test, needs = self.ready[build][name]
            failed = self.compile(build, needs)
            if failed:
                return False, failed
            status, output = self.run(test["cmd"], test["workdir"] or self.folder / build, {
                **test["env"], "ASAN_OPTIONS": "detect_leaks=1",
                "UBSAN_OPTIONS": "halt_on_error=1"})
            if status not in (0, 77):
                return False, f"{name}: status {status}\n{output}"
        return True, ""

    def apply(self, patch):
        """Plants a bug; returns what undoes it."""
        kept = {name: (self.source / name).read_bytes() for name in patch.files if (self.source / name).is_file()}

        def undo():
            for name in patch.files:
                if name in kept:
                    (self.source / name).write_bytes(kept[name])

        status, output = self.run(["patch", "-p1", "-F0", "-s", "-f", "--no-backup-if-mismatch", "-i", patch.path],
                                  self.source)
        for name in patch.files:
            for rest in (".orig", ".rej"):
                (self.source / (name + rest)).unlink(missing_ok=True)
        if status != 0:
            undo()
            raise Failure(f"does not apply any more: make it anew\n{shown(output)}")
        return undo

    def ask(self, patch, every):
        """What kills a bug: a set of gates, of which the first is the one of its head, unless `every`."""
        self.prepare(patch.build)
        fails_to_compile = patch.gate == "compile"
        if not fails_to_compile and patch.head["Killed by"] not in self.sound:
            passes, output = self.passes(patch.build, patch.gate)
            if not passes:
                raise Failure(f"{patch.head['Killed by']} fails without the bug\n{shown(output)}")
            self.sound.add(patch.head["Killed by"])
        undo = self.apply(patch)
        try:
            failed = self.compile(patch.build, ["lib/libpostventa.a"])
            if failed and fails_to_compile and "static assert" in failed:
                return ["compile"]
            if failed:
                raise Failure(f"does not compile\n{shown(failed)}")
            if fails_to_compile:
                return []
            gates = [g for g in SUITES if self.tests("plain", g)] if every else [patch.gate]
            if every and (patch.build != "plain" or patch.gate.split()[0] not in SUITES):
                gates.append(patch.gate)
            killers = []
            for gate in gates:
                build = patch.build if gate == patch.gate else "plain"
                self.prepare(build)
                if not self.passes(build, gate)[0]:
                    killers.append(gate if build == "plain" else f"{build} {gate}")
            return killers
        finally:
            undo()


def sources():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True, check=True,
                            stdout=subprocess.PIPE).stdout.splitlines()
    return [name for name in listed if (ROOT / name).is_file()]


def work(copy, patches, others, every, results):
    """Takes patches until there are none: first of those that only this copy has the build for."""
    while True:
        try:
            patch = patches.get_nowait()
        except queue.Empty:
            if others is None:
                return
            patches, others = others, None
            continue
        try:
            results[patch.name] = copy.ask(patch, every)
        except Failure as failure:
            results[patch.name] = failure


def main(build, *arguments):
    every = "--all" in arguments
    names = [os.path.basename(name).removesuffix(".patch") for name in arguments if name != "--all"]
    patches = [Patch(path) for path in sorted(HERE.glob("*.patch"))]
    for name in names:
        if not any(patch.name.startswith(name) for patch in patches):
            raise Failure(f"there is no patch {name}")
    patches = [patch for patch in patches if not names or patch.name.startswith(tuple(names))]

    rare, common = queue.SimpleQueue(), queue.SimpleQueue()
    for patch in patches:
        (common if patch.build == "plain" else rare).put(patch)
    files, results, threads = sources(), {}, []
    for number in range(COPIES):
        copy = Copy((ROOT / build / str(number + 1)).absolute())
        copy.update(files)
        turns = (rare, common) if number == 0 else (common, None)
        threads.append(threading.Thread(target=work, args=(copy, *turns, every, results)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    killed = 0
    for patch in patches:
        result = results[patch.name]
        if isinstance(result, Failure):
            print(f"{patch.name}: {result}", file=sys.stderr)
            result = None
        else:
            killed += bool(result)
        verdict = "not run" if result is None else ", ".join(result) or "SURVIVES"
        print(f"{patch.name:<34} | {patch.head['Class']:<44} | {verdict}")
    print(f"figure: planted {len(patches)}")
    print(f"figure: planted-killed {killed}")
    return killed < len(patches)


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except Failure as failure:
        print(f"tests/planted/run: {failure}", file=sys.stderr)
        sys.exit(2)
