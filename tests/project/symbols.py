# SPDX-License-Identifier: MIT
"""The public headers, the symbol map and the shared library name the same functions."""
import pathlib
import re
import subprocess
import sys

root, library = pathlib.Path(sys.argv[1]), sys.argv[2]

declared = set()
for path in root.glob("include/postventa/*.h"):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    text = re.sub(r"^#.*(\\\n.*)*$", "", text, flags=re.M)
    declared |= set(re.findall(r"\bPTV_API\b[^;]*?\b(ptv_\w+)\s*\(", text))

mapped = set(re.findall(r"^\s+(ptv_\w+);", (root / "lib/postventa.map").read_text(), re.M))

listing = subprocess.run(
    ["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True
).stdout
exported = {line.split()[-1].split("@")[0] for line in listing.splitlines() if " A " not in line}

problems = 0
for left, right, a, b in (
    ("headers", "symbol map", declared, mapped),
    ("symbol map", "headers", mapped, declared),
    ("headers", "shared library", declared, exported),
    ("shared library", "headers", exported, declared),
):
    for name in sorted(a - b):
        print(f"{name}: in the {left}, not in the {right}")
        problems += 1

print(f"{len(declared)} functions, {problems} problems")
sys.exit(1 if problems or len(declared) < 50 else 0)
