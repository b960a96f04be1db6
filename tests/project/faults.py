# SPDX-License-Identifier: MIT
"""Every public function that may run out of memory, or of room, is in tests/property/test_faults.c."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
test = (root / "tests/property/test_faults.c").read_text()

declarations = {}  # by name: what its comment says that it returns, and its arguments
types = set()
for path in root.glob("include/postventa/*.h"):
    text = path.read_text()
    types |= set(re.findall(r"#define PTV_TYPE_\w+ +\d+ +/\*\*< (ptv_\w+) \*/", text))
    for comment, name, arguments in re.findall(
        r"/\*\*((?:(?!\*/).)*)\*/\s*PTV_API\b[^;{]*?\b(ptv_\w+)\s*\(([^;]*)\);", text, re.S
    ):
        declarations[name] = comment.partition("@return")[2], arguments


def may_lack_memory(name):
    returns, arguments = declarations[name]
    like = re.match(r"\s*as (ptv_\w+)", returns)
    return (
        "PTV_ERR_MEMORY" in returns
        or "const ptv_allocator *" in arguments
        or bool(like and like[1] in declarations and may_lack_memory(like[1]))
    )


allocate = {name for name in declarations if may_lack_memory(name)}
failed = {f"ptv_{name}" for name in re.findall(r"\{CALL\((\w+)\)", test)}
# Images are written by one test for all types.
write = {name for name, (_, arguments) in declarations.items() if "size_t cap" in arguments}
shortened = {f"ptv_{name}" for name in re.findall(r"\bARRAY\((\w+), ptv_", test)}
shortened |= {f"{name}_serialize" for name in types}

problems = [f"{name}: may run out of memory, and no test lets it" for name in sorted(allocate - failed)]
problems += [f"{name}: its allocations fail in a test, and its comment says of none" for name in failed - allocate]
problems += [f"{name}: writes into a buffer, and no test makes it too short" for name in sorted(write ^ shortened)]
print(*problems, sep="\n", end="\n" if problems else "")
print(f"{len(allocate)} functions that allocate, {len(write)} that fill a buffer, {len(problems)} problems")
sys.exit(1 if problems or len(allocate) < 50 or len(write) < 15 else 0)
