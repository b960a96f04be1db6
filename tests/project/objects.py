# SPDX-License-Identifier: MIT
"""The library's objects have no writable data but the word that says what the processor has, and need
nothing but the four memory functions that any compiler may call, and malloc and free, which growing
states use unless they are given others: no libm, no input or output."""
import os
import re
import subprocess
import sys

library = sys.argv[1]
ALLOWED = {"memcpy", "memset", "memcmp", "memmove", "malloc", "free"}
# What instrumented and hardened builds add by themselves.
ADDED = re.compile(r"^(__(asan|ubsan|sanitizer|llvm|gcov|gcda|msan|tsan)\w*|__stack_chk_fail|_GLOBAL_OFFSET_TABLE_)$")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def symbols(*options):
    lines = run("nm", *options, library).splitlines()
    return {line.split()[-1] for line in lines if re.match(r"^[0-9a-f ]+ \w ", line)}


undefined = symbols("--undefined-only") - symbols("--defined-only")
foreign = sorted(name for name in undefined - ALLOWED if not ADDED.match(name))

instrumented = any(ADDED.match(name) and name.startswith("__") for name in undefined - {"__stack_chk_fail"})
writable = []
if not instrumented:
    member = ""
    for line in run("size", "-A", library).splitlines():
        if "(ex " in line:
            member = line.split()[0]
        match = re.match(r"^(\.(?:data|bss|tdata|tbss)(?:\.(?!rel\.ro)\S*)?)\s+(\d+)", line)
        if match and int(match.group(2)) > (4 if member.endswith("processor.c.o") else 0):
            writable.append(f"{member}: {line}")

print(f"{len(undefined)} undefined: {sorted(undefined)}")
for name in foreign:
    print(f"{name}: the library must not need it")
for line in writable:
    print(f"writable data: {line}")
sys.exit(1 if foreign or writable or not os.path.getsize(library) else 0)
