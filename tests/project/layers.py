# SPDX-License-Identifier: MIT
"""A lower layer includes nothing of a higher one, and the library includes nothing foreign."""
import pathlib
import re
import sys

LAYERS = ["base", "stats", "survey", "time", "service", "customer"]
STANDARD = {"arm_acle.h", "cpuid.h", "emmintrin.h", "float.h", "immintrin.h", "math.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h"}
PUBLIC_STANDARD = {"stddef.h", "stdint.h"}
# The layer that each public header belongs to.
PUBLIC = {
    "base": "allocator api arrow column groups key status version wire",
    "stats": "distribution erlang estimate mean net quantile rate share",
    "survey": "band ces csat nps panel proportion ratings ratings_columns",
    "time": "calendar durations survival zone",
    "service": "backlog complaints desk queue repeats ticket",
    "customer": "cohorts lifetime retention revenue verbs",
}

root = pathlib.Path(sys.argv[1])
layer_of_header = {f"{name}.h": layer for layer, names in PUBLIC.items() for name in names.split()}
problems = []
edges = 0


def check(path, layer, included):
    if LAYERS.index(included) > LAYERS.index(layer):
        problems.append(f"{path}: {layer} includes {included}")


for path in sorted(root.glob("lib/*/*.[ch]")):
    layer = path.parent.name
    if layer not in LAYERS:
        problems.append(f"{path}: {layer} is no layer")
        continue
    for kind, name in re.findall(r'^#include ([<"])([^>"]+)[>"]', path.read_text(), re.M):
        edges += 1
        if kind == "<":
            if name not in STANDARD:
                problems.append(f"{path}: <{name}> is not among {sorted(STANDARD)}")
        elif name.startswith("postventa/"):
            check(path, layer, layer_of_header[name.removeprefix("postventa/")])
        else:
            check(path, layer, name.split("/")[0])

for path in sorted(root.glob("include/postventa/*.h")):
    if path.name == "postventa.h":
        continue
    layer = layer_of_header.get(path.name)
    if layer is None:
        problems.append(f"{path}: say in {__file__} which layer it belongs to")
        continue
    for kind, name in re.findall(r'^#include ([<"])([^>"]+)[>"]', path.read_text(), re.M):
        edges += 1
        if kind == "<":
            if name not in PUBLIC_STANDARD:
                problems.append(f"{path}: <{name}> is not among {sorted(PUBLIC_STANDARD)}")
        else:
            check(path, layer, layer_of_header[name])

missing = set(layer_of_header) - {path.name for path in root.glob("include/postventa/*.h")}
problems += [f"{name}: listed in {__file__}, but not there" for name in sorted(missing)]

print(f"{edges} includes, {len(problems)} problems", *problems, sep="\n")
sys.exit(1 if problems or edges < 100 else 0)
