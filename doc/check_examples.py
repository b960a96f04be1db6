#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples in README.md, doc/*.md and bindings/, and compares what they print with what is
written.

usage: check_examples.py [--source DIR] [--library FILE] [--program FILE] [--write]
                         [FILE.md…] [-- CC [FLAG…]]

An HTML comment, which no reader sees, stands before a block and says what it is:

    <!-- run -->            the next block is run: ```c is a complete program; ```python goes on
                            from the blocks before it, as in one session; ```sh is a script, with
                            the program `postventa` in the path. The directory holds the files that
                            generate_survey.py, generate_service.py and generate_orders.py of
                            examples/ write
    <!-- run: FILE ARG… --> a C file beside the document is run, with arguments
    <!-- output -->         the next block, or table, is exactly what the last run printed
    <!-- not run -->        the next ```c or ```python block is a part of a program

A ```c or ```python block without such a comment is an error, so that no example is forgotten. C is
run with --library, scripts with --program, Python where the package `postventa` is installed. With
--write, what is printed replaces what is written.
"""
import argparse
import contextlib
import difflib
import importlib.util
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

FLAGS = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow",
         "-Wstrict-prototypes", "-Werror"]
MARK = re.compile(r"<!-- (run|run: .+|output|not run) -->$")


class Failure(Exception):
    pass


def blocks(text):
    """Yields number of the first line, mark, language and content of each fenced block, marked
    table and file to run; the mark is '' where there is none."""
    lines = text.splitlines()
    at, mark = 0, ""
    while at < len(lines):
        line, start = lines[at], at + 1
        at += 1
        if MARK.match(line):
            if mark:
                raise Failure(f"{start}: two marks in a row")
            mark = MARK.match(line).group(1)
            if mark.startswith("run: "):
                yield start, mark, "", ""
                mark = ""
        elif line.startswith("```"):
            content = []
            while at < len(lines) and not lines[at].startswith("```"):
                content.append(lines[at])
                at += 1
            if at == len(lines):
                raise Failure(f"{start}: block without an end")
            at += 1
            yield start, mark, line[3:].strip(), "".join(row + "\n" for row in content)
            mark = ""
        elif line.startswith("|") and mark == "output":
            content = [line]
            while at < len(lines) and lines[at].startswith("|"):
                content.append(lines[at])
                at += 1
            yield start, mark, "table", "".join(row + "\n" for row in content)
            mark = ""
        elif line.strip() and mark:
            raise Failure(f"{start}: no block after <!-- {mark} -->")
    if mark:
        raise Failure(f"{len(lines)}: no block after <!-- {mark} -->")


class Runner:
    def __init__(self, options, directory):
        self.options = options
        self.directory = pathlib.Path(directory)
        self.runs = 0
        self.sessions = {}
        examples = options.source / "examples"
        self.call([sys.executable, examples / "generate_survey.py",
                   self.directory / "synthetic_survey.csv"])
        self.call([sys.executable, examples / "generate_service.py", self.directory])
        self.call([sys.executable, examples / "generate_orders.py",
                   self.directory / "synthetic_orders.csv"])

    def call(self, command, **more):
        done = subprocess.run([str(part) for part in command], cwd=self.directory, text=True,
                              encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              **more)
        if done.returncode != 0:
            raise Failure(f"exit status {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def c(self, file, arguments):
        if self.options.library is None:
            return None
        program = self.directory / f"program{self.runs}"
        self.call([*self.options.compiler, *FLAGS, f"-I{self.options.source / 'include'}",
                   "-DPTV_STATIC", file, self.options.library, "-o", program])
        return self.call([program, *arguments])

    def sh(self, script):
        program = self.options.program
        if program is None or not program.exists():
            return None
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        return self.call(["sh", "-ec", script], env={**os.environ, "PATH": path,
                                                     "LC_ALL": "C.UTF-8", "COLUMNS": "100"})

    def python(self, document, line, content):
        if importlib.util.find_spec("postventa") is None:
            return None
        session = self.sessions.setdefault(document, {"__name__": "__main__"})
        printed = io.StringIO()
        try:
            # Empty lines before it: then a traceback shows the document's lines.
            code = compile("\n" * line + content, str(document), "exec")
            with contextlib.chdir(self.directory), contextlib.redirect_stdout(printed):
                exec(code, session)
        except (Exception, SystemExit):
            raise Failure(f"{printed.getvalue()}{traceback.format_exc()}") from None
        return printed.getvalue()

    def run(self, document, line, mark, language, content):
        """What a block prints; None if it cannot be run here."""
        self.runs += 1
        if mark.startswith("run: "):
            file, *arguments = mark[len("run: "):].split()
            return self.c(document.parent / file, arguments)
        if language == "sh":
            return self.sh(content)
        if language == "python":
            return self.python(document, line, content)
        if language != "c":
            raise Failure(f"cannot run a block of {language or 'no language'}")
        file = self.directory / f"program{self.runs}.c"
        file.write_text(content, encoding="utf-8")
        return self.c(file, [])


def differences(written, printed):
    return "".join(difflib.unified_diff(written.splitlines(True), printed.splitlines(True),
                                        "written", "printed"))


def check(document, runner, write):
    """Returns how many blocks were run and how many could not be."""
    printed, ran, skipped, has_run = None, 0, 0, False
    text = document.read_text(encoding="utf-8")
    lines, moved = text.splitlines(True), 0
    for line, mark, language, content in blocks(text):
        try:
            if mark.startswith("run"):
                printed, has_run = runner.run(document, line, mark, language, content), True
                ran += printed is not None
                skipped += printed is None
            elif mark == "output":
                if not has_run:
                    raise Failure("output of nothing")
                if printed is None or printed == content:
                    continue
                if not write:
                    raise Failure(differences(content, printed))
                old, new = content.splitlines(), printed.splitlines(True)
                start = line + moved - (language == "table")
                lines[start:start + len(old)] = new
                moved += len(new) - len(old)
            elif language in ("c", "python") and mark != "not run":
                raise Failure("a block that is not marked: see doc/check_examples.py")
        except Failure as failure:
            raise Failure(f"{line}: {failure}") from None
    if write and "".join(lines) != text:
        document.write_text("".join(lines), encoding="utf-8")
    return ran, skipped


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--source", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parents[1])
    parser.add_argument("--library", type=pathlib.Path)
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("documents", type=pathlib.Path, nargs="*")
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    options = parser.parse_args(sys.argv[1:split])
    options.compiler = sys.argv[split + 1:] or ["cc"]
    for name in ("source", "library", "program"):
        if getattr(options, name):
            setattr(options, name, getattr(options, name).resolve())

    documents = options.documents or [options.source / "README.md",
                                      *sorted((options.source / "doc").glob("*.md")),
                                      *sorted((options.source / "bindings").rglob("*.md"))]
    failed = False
    with tempfile.TemporaryDirectory(prefix="postventa-doc-") as directory:
        runner = Runner(options, directory)
        for document in documents:
            document = document.resolve()
            name = os.path.relpath(document, options.source)
            try:
                ran, skipped = check(document, runner, options.write)
            except Failure as failure:
                print(f"{name}:{failure}")
                failed = True
            else:
                note = f", {skipped} not: what they need is not built" if skipped else ""
                print(f"{name}: {ran} run{note}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
