# SPDX-License-Identifier: MIT
"""Every zone of the system, read by the library and by Python's zoneinfo from the same files.

Usage: against_zoneinfo.py ZONE_CHECKS
The files are those of /usr/share/zoneinfo, or of $ZONEINFO; where zic and tzdata.zi are there, also
its long and short forms of one zone are compared. 77 where there are none."""
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

try:
    import zoneinfo
except ImportError:
    print("this Python has no zoneinfo")
    sys.exit(77)

from oracle import PAST, Oracle, seconds
from system_zones import SYSTEM, check, zones_below

# What moves clocks in every known way; looked at in every year.
CLOSELY = """
Africa/Cairo Africa/Casablanca Africa/El_Aaiun Africa/Monrovia America/Asuncion America/Caracas
America/Havana America/Juneau America/New_York America/Nuuk America/Santiago America/Sao_Paulo
America/Scoresbysund America/St_Johns Antarctica/Macquarie Antarctica/Troll Asia/Beirut Asia/Dhaka
Asia/Gaza Asia/Jerusalem Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Pyongyang Asia/Tehran
Atlantic/Azores Australia/Lord_Howe Europe/Dublin Europe/Kiev Europe/Lisbon Europe/London
Europe/Madrid Europe/Moscow Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Easter
Pacific/Kiritimati Pacific/Kwajalein Pacific/Norfolk Pacific/Tongatapu
""".split()
FIRST, LAST = -10000000000, 7258118400  # some time in 1653, and the end of 2199


def listed_transitions(data):
    """The times of the last block of a TZif file."""
    at, size = 0, 4
    if data[4:5] != b"\0":
        ut, std, leap, times, types, chars = struct.unpack_from(">6I", data, 20)
        at, size = 44 + times * 5 + types * 6 + chars + leap * 8 + std + ut, 8
    count = struct.unpack_from(">I", data, at + 32)[0]
    return struct.unpack_from(f">{count}{'q' if size == 8 else 'i'}", data, at + 44)


def doubtful(oracle, transitions):
    """The times of which a file says two things: zic ends some with a rule that contradicts the last
    transition. zoneinfo follows the rule at once, the library from its next change on, which is what
    the zone's source says (America/Ojinaga, 2022)."""
    if not transitions or oracle.offset(transitions[-1]) == oracle.offset(transitions[-1] + 1):
        return range(0)
    return range(transitions[-1] - PAST, transitions[-1] + 366 * 86400)


def lines_of(path, name, data):
    with path.open("rb") as file:
        oracle = Oracle(zoneinfo.ZoneInfo.from_file(file))
    closely = name in CLOSELY
    transitions = [at for at in listed_transitions(data) if FIRST < at < LAST]
    changes = transitions + (oracle.changes(seconds(2037), seconds(2200)) if closely else [])
    # From the first change on, before which zoneinfo may take another than the file's first type.
    begin = transitions[0] if transitions else seconds(1900)
    lines = oracle.anywhere(name, 300 if closely else 30, begin, LAST)
    for change in changes:
        lines += oracle.around(change)
    skipped = doubtful(oracle, transitions)
    return [f"file {path}"] + [line for line in lines if int(line.split()[1]) not in skipped]


def made(folder, into, form):
    """The same zones in zic's long or short form, if they can be made here."""
    source, compiler = folder / "tzdata.zi", shutil.which("zic") or shutil.which("/usr/sbin/zic")
    if not source.exists() or not compiler:
        return None
    command = [compiler, "-b", form, "-d", pathlib.Path(into) / form, source]
    run = subprocess.run(command, capture_output=True)
    return pathlib.Path(into) / form if run.returncode == 0 else None


def pairs(long, short):
    """One zone, whether its rule's changes are listed or not. Where more is listed than the years to
    2037 (Asia/Gaza), glibc's zic cuts the short form off."""
    for path, name, data in zones_below(long):
        if max(listed_transitions(data), default=0) < seconds(2038):
            yield f"file {path}"
            yield f"same {short / name}"


driver = sys.argv[1]
if not any(zones_below(SYSTEM)):
    print(f"no zones below {SYSTEM}")
    sys.exit(77)
agreed = check(driver, (line for zone in zones_below(SYSTEM, CLOSELY) for line in lines_of(*zone)))
with tempfile.TemporaryDirectory() as into:
    long, short = made(SYSTEM, into, "fat"), made(SYSTEM, into, "slim")
    if long and short:
        agreed = check(driver, pairs(long, short)) and agreed
sys.exit(0 if agreed else 1)
