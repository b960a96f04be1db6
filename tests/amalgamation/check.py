# SPDX-License-Identifier: MIT
"""The amalgamation is the same wherever and whenever it is written; C11 and C++17 compile it without a
warning, with a C library and without one; it shows no name but the public ones; and a program with the
two files does what the README says. A language without a compiler is skipped.

usage: check.py SOURCE_ROOT BUILD_ROOT SOURCE... -- CC [FLAG...]"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
WARNINGS = ["-Wall", "-Wextra", "-Werror"]
FREESTANDING = ["-ffreestanding", "-nostdlib"]
C, CXX = ["-std=c11"], ["-std=c++17", "-x", "c++"]
# What each language is compiled with, and by.
COMPILED = [
    ("C11", "gcc", C),
    ("C11", "clang", C),
    ("C++17", "g++", CXX),
    ("C++17", "clang++", CXX),
    ("C11", "gcc", [*C, *FREESTANDING]),
    ("C11", "gcc", [*C, *FREESTANDING, "-DPTV_NO_MALLOC", "-DPTV_PORTABLE"]),
    ("wasm32", "clang", [*C, *FREESTANDING, "--target=wasm32"]),
]
MEMORY = {"memcpy", "memmove", "memset", "memcmp"}
# The linker's own, in WebAssembly.
ADDED = {"__stack_pointer"}


class Failure(Exception):
    pass


def run(command, **more):
    done = subprocess.run([str(part) for part in command], text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **more)
    if done.returncode != 0:
        raise Failure(f"{' '.join(str(part) for part in command)}\n{done.stdout[:4000]}")
    return done.stdout


def check_same(root, folder, sources, scratch):
    """Written again, from a copy of the sources elsewhere, by another clock."""
    copy = scratch / "else where"
    for name in ("include", "lib", "tools"):
        shutil.copytree(root / name, copy / name)
    run([sys.executable, "-B", copy / "tools" / "amalgamate.py", scratch / "again",
         *(copy / pathlib.Path(source).resolve().relative_to(root) for source in sources)],
        cwd=scratch, env={**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"})
    for name in ("postventa.c", "postventa.h"):
        written = (folder / name).read_bytes()
        if written != (scratch / "again" / name).read_bytes():
            raise Failure(f"{name} is another one when it is written elsewhere")
        if str(root).encode() in written:
            raise Failure(f"{name} names {root}")


def symbols(object_file, *options):
    tool = "llvm-nm" if shutil.which("llvm-nm") else "nm"
    lines = run([tool, "-g", *options, object_file]).splitlines()
    return {line.split()[-1] for line in lines if len(line.split()) > 1}


def check_symbols(object_file, language, flags, public):
    allowed = MEMORY | (set() if "-DPTV_NO_MALLOC" in flags else {"malloc", "free"})
    foreign = symbols(object_file, "--undefined-only") - allowed - ADDED
    if foreign:
        raise Failure(f"needs {sorted(foreign)}")
    seen = symbols(object_file, "--defined-only")
    # C++ cannot hide the few tables that are declared before they are defined.
    private = {name for name in seen - public if language != "C++17" or not name.startswith("ptvi_")}
    if private or public - seen:
        raise Failure(f"shows {sorted(private)}, lacks {sorted(public - seen)}")


def check_languages(folder, scratch, public):
    """Returns the languages that were compiled, and those that lack a compiler."""
    compiled, skipped = [], []
    for language, compiler, flags in COMPILED:
        if shutil.which(compiler) is None:
            skipped.append(f"{language}: no {compiler}")
            continue
        object_file = scratch / "postventa.o"
        run([compiler, *flags, *WARNINGS, "-c", folder / "postventa.c", "-o", object_file])
        if "wasm32" not in language or shutil.which("llvm-nm"):
            check_symbols(object_file, language, flags, public)
        print(f"{language}: {compiler} {' '.join(flags)}")
        if language not in compiled:
            compiled.append(language)
    return compiled, skipped


def check_readme(root, folder, scratch, compiler):
    """The README's first program, with the two files in place of the library."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    program, printed = re.search(r"```c\n(.*?)```.*?```text\n(.*?)```", readme, re.S).groups()
    file = scratch / "example.c"
    file.write_text(program.replace("<postventa/postventa.h>", '"postventa.h"'), encoding="utf-8")
    flags = re.search(r"`cc (.*) example.c postventa.c`", readme).group(1).split()
    run([*compiler, *flags, f"-I{folder}", file, folder / "postventa.c", "-o", scratch / "example"])
    if run([scratch / "example"]) != printed:
        raise Failure("the README's program prints something else with the amalgamation")


def test_count(build):
    tests = json.loads((build / "meson-info" / "intro-tests.json").read_text(encoding="utf-8"))
    return sum({"unit", "vectors"} & set(suites) != set() and "amalgamation" in suites
               for suites in ([name.split(":")[-1] for name in test["suite"]] for test in tests))


def main():
    split = sys.argv.index("--")
    root, build = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    sources, compiler = sys.argv[3:split], sys.argv[split + 1:]
    public = set(re.findall(r"^\s+(ptv_\w+);", (root / "lib" / "postventa.map").read_text(), re.M))
    with tempfile.TemporaryDirectory(prefix="postventa-amalgamation-") as name:
        scratch = pathlib.Path(name)
        try:
            check_same(root, build, sources, scratch)
            check_readme(root, build, scratch, compiler)
            compiled, skipped = check_languages(build, scratch, public)
        except Failure as failure:
            sys.exit(f"{failure}")
    print(*(f"skipped: {what}" for what in skipped), sep="\n")
    print("figure: amalgamation-lines", (build / "postventa.c").read_bytes().count(b"\n"))
    print("figure: amalgamation-languages", *compiled)
    print("figure: amalgamation-tests", test_count(build))
    sys.exit(SKIPPED if skipped else 0)


if __name__ == "__main__":
    main()
