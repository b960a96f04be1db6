# SPDX-License-Identifier: MIT
"""Every transition of every zone of the system, as the system's own zdump tells it: the offset a second
before, at the second and a second after.

Usage: against_zdump.py ZONE_CHECKS
From 1800, before which no place had a standard time, to 2100, when rules have long repeated themselves.
77 where there are no zones or no zdump."""
import re
import shutil
import subprocess
import sys

from oracle import seconds
from system_zones import SYSTEM, check, zones_below

YEARS = "1800,2100"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
LINE = re.compile(r"\S+  \w+ (\w+) +(\d+) (\d+):(\d+):(\d+) (-?\d+) UT = .* gmtoff=(-?\d+)$")


def told(zdump, path):
    """Instants and the offsets at them."""
    run = subprocess.run([zdump, "-V", "-c", YEARS, path], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        match = LINE.match(line)
        if not match:
            sys.exit(f"zdump says what is not understood: {line}")
        month, day, hour, minute, second, year, offset = match.groups()
        day_start = seconds(int(year), MONTHS.index(month) + 1, int(day))
        yield day_start + 3600 * int(hour) + 60 * int(minute) + int(second), int(offset)


def lines_of(zdump, path):
    """zdump tells each transition by the second before it and the first of its own."""
    yield f"file {path}"
    instants = list(told(zdump, path))
    for before, after in zip(instants[::2], instants[1::2], strict=True):
        if after[0] != before[0] + 1:
            sys.exit(f"{path}: zdump does not pair {before} and {after}")
        count["transitions"] += 1
        yield from (f"o {instant} {offset}" for instant, offset in (before, after, (after[0] + 1, after[1])))


zdump = shutil.which("zdump") or shutil.which("/usr/sbin/zdump")
if not zdump or not any(zones_below(SYSTEM)):
    print(f"no zdump, or no zones below {SYSTEM}")
    sys.exit(77)
count = {"transitions": 0}
agreed = check(sys.argv[1], (line for path, _, _ in zones_below(SYSTEM) for line in lines_of(zdump, path)))
print(f"figure: time-transitions {count['transitions']}")
sys.exit(0 if agreed and count["transitions"] > 0 else 1)
