# SPDX-License-Identifier: MIT
"""Every C source is as clang-format 14 leaves it (other versions format a little differently)."""
import pathlib
import re
import shutil
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
clang_format = shutil.which("clang-format-14") or shutil.which("clang-format")
version = clang_format and subprocess.run(
    [clang_format, "--version"], capture_output=True, text=True, check=True
).stdout
if not version or not re.search(r"version 14\.", version):
    print(f"clang-format 14 is not here ({version or 'none'})")
    sys.exit(77)

sources = sorted(
    str(path)
    for folder in ("include", "lib", "examples", "tests", "bindings")
    for path in (root / folder).rglob("*")
    if path.suffix in (".c", ".h", ".cpp")
)
result = subprocess.run(
    [clang_format, "--dry-run", "--ferror-limit=1", "-Werror", *sources], capture_output=True, text=True
)
for name in sorted(set(re.findall(r"^(.+?):\d+:\d+: error", result.stderr, re.M))):
    print(f"clang-format -i {name}")
print(f"{len(sources)} sources")
sys.exit(1 if result.returncode or len(sources) < 20 else 0)
