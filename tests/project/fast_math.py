# SPDX-License-Identifier: MIT
"""Under -ffast-math the library refuses to compile, since its promises would not hold."""
import pathlib
import subprocess
import sys

root, compiler = pathlib.Path(sys.argv[1]), sys.argv[2:]
sources = sorted(root.glob("lib/*/*.c"))
accepted = []
for source in sources:
    command = [*compiler, "-std=c11", "-fsyntax-only", f"-I{root}/include", f"-I{root}/lib"]
    plain = subprocess.run([*command, source], capture_output=True, text=True)
    if plain.returncode:
        print(plain.stderr)
        sys.exit(1)
    fast = subprocess.run([*command, "-ffast-math", source], capture_output=True, text=True)
    if fast.returncode == 0 or "must not be compiled with -ffast-math" not in fast.stderr:
        accepted.append(source)

print(f"{len(sources)} sources; compile under -ffast-math: {accepted}")
sys.exit(1 if accepted or not sources else 0)
