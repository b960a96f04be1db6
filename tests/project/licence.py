# SPDX-License-Identifier: MIT
"""Every source names its licence in the first three lines, and every header is listed for installation."""
import pathlib
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
SOURCES = {".c", ".h", ".cpp", ".py", ".build", ".map", ".in", ".sh", ".cmake", ".bash", ".1", ".pyi", ".toml"}
SCRIPTS = {"tests/run", "tests/machines/run", ".ci/run", "examples/quickstart", "tools/need-packages",
           "tools/python-environment"}

try:
    listed = subprocess.run(
        ["git", "-C", root, "ls-files"], capture_output=True, text=True, check=True
    ).stdout.split("\n")
except (OSError, subprocess.CalledProcessError):
    print("not a git checkout: nothing says which files belong to the project")
    sys.exit(77)

files = [name for name in listed if name]
sources = [name for name in files if pathlib.Path(name).suffix in SOURCES or name in SCRIPTS]
problems = []
for name in sources:
    path = root / name
    if path.exists() and "SPDX-License-Identifier: MIT" not in "".join(
        path.open(encoding="utf-8").readlines()[:3]
    ):
        problems.append(f"{name}: no SPDX-License-Identifier in the first three lines")

installed = (root / "include/postventa/meson.build").read_text()
umbrella = (root / "include/postventa/postventa.h").read_text()
for path in sorted(root.glob("include/postventa/*.h")):
    if f"'{path.name}'" not in installed:
        problems.append(f"{path.name}: not installed by include/postventa/meson.build")
    if path.name != "postventa.h" and f'#include "{path.name}"' not in umbrella:
        problems.append(f"{path.name}: not included by postventa.h")

print(f"{len(sources)} sources, {len(problems)} problems", *problems, sep="\n")
sys.exit(1 if problems or len(sources) < 20 else 0)
