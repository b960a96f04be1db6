# SPDX-License-Identifier: MIT
"""Runs the program under test, whose path is in POSTVENTA, on files made for the purpose."""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.environ.get("POSTVENTA", "postventa")
SOURCES = os.environ.get("POSTVENTA_SOURCES") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "postventa")
SKIPPED = 77  # what meson takes for "skipped"

TIMEOUT = 60


def environment(**changes):
    """The caller's environment without what the program looks at; then the changes."""
    env = {name: value for name, value in os.environ.items()
           if not name.startswith("LC_") and name not in
           ("LANG", "LANGUAGE", "COLUMNS", "NO_COLOR", "POSIXLY_CORRECT")}
    env["LC_ALL"] = "C.UTF-8"
    env.update(changes)
    return {name: value for name, value in env.items() if value is not None}


class ProgramTest(unittest.TestCase):
    """A test with a directory of its own, in which a command of the program runs."""
    COMMAND = "survey"

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = directory.name

    def path(self, name):
        return os.path.join(self.directory, name)

    def write(self, name, content):
        """Writes a file of text or bytes; answers its name."""
        data = content.encode() if isinstance(content, str) else content
        with open(self.path(name), "wb") as file:
            file.write(data)
        return name

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def column(self, name, header, cells):
        """Writes a CSV file of one column."""
        return self.write(name, "\n".join([header] + [str(cell) for cell in cells]) + "\n")

    def run_bytes(self, *args, stdin=b"", env=None, timeout=TIMEOUT):
        return subprocess.run([PROGRAM, *args], input=stdin, cwd=self.directory,
                              env=environment(**(env or {})), stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=timeout)

    def run_program(self, *args, expect=0, **options):
        """Runs the program; it must exit as expected. Answers what it wrote: out, err."""
        done = self.run_bytes(*args, **options)
        err = done.stderr.decode()
        self.assertEqual(done.returncode, expect, f"{args}: {err}")
        if expect != 0:
            self.assertTrue(err.startswith("postventa: "), err)
        return done.stdout.decode(), err

    def report(self, *args, **options):
        return self.run_program(self.COMMAND, *args, **options)

    def survey(self, *args, **options):
        return self.run_program("survey", *args, **options)

    def refused(self, *args, expect=1, **options):
        """The program must refuse; answers the message."""
        out, err = self.report(*args, expect=expect, **options)
        self.assertEqual(out, "")
        return err

    def metrics(self, *args, **options):
        """The JSON objects of a report."""
        out, _ = self.report(*args, "--format", "json", **options)
        return json.loads(out)["metrics"]

    def metric(self, *args, **options):
        """The only JSON object of a report."""
        found = self.metrics(*args, **options)
        self.assertEqual(len(found), 1)
        return found[0]

    def rows(self, *args, **options):
        """The rows of a report's CSV output."""
        out, _ = self.report(*args, "--format", "csv", **options)
        return list(csv.DictReader(io.StringIO(out)))


def main():
    """Runs the tests of the calling file; a run that skipped everything says so to meson."""
    result = unittest.main(exit=False, verbosity=1).result
    if not result.wasSuccessful():
        sys.exit(1)
    if result.testsRun > 0 and len(result.skipped) == result.testsRun:
        sys.exit(SKIPPED)
