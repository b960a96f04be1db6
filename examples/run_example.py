#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a program in an empty directory and compares what it prints with a file.

usage: run_example.py PROGRAM EXPECTED [ARGUMENT...]
"""
import difflib
import os
import subprocess
import sys
import tempfile


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, expected_path = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(expected_path, encoding="utf-8", newline="") as file:
        expected = file.read()
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run([program] + sys.argv[3:], cwd=scratch, stdout=subprocess.PIPE)
    # Windows ends lines its own way.
    printed = done.stdout.decode("utf-8").replace("\r\n", "\n")
    if printed != expected:
        sys.stdout.writelines(difflib.unified_diff(
            expected.splitlines(True), printed.splitlines(True), "expected", "printed"))
        sys.exit(1)
    if done.returncode != 0:
        sys.exit(f"{program}: exit status {done.returncode}")


if __name__ == "__main__":
    main()
