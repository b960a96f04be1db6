# SPDX-License-Identifier: MIT
"""What the figures of a run are of: the machine without its name, the compiler, the commit; and how
the results are kept."""
import datetime
import json
import os
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
SETS = ("sse2", "sse4_2", "avx2", "avx512f", "avx512bw", "avx512vbmi", "asimd", "sve")


def cpuinfo():
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(re.findall(r"^(.*?)\s*: (.*)$", text.split("\n\n")[0], re.MULTILINE))


def caches():
    """Sizes of the caches of data that the first processor uses."""
    found = {}
    for index in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((index / name).read_text(encoding="ascii").strip()
                             for name in ("level", "type", "size"))
        if kind != "Instruction":
            found[f"L{level}"] = size
    return found


def memory():
    with open("/proc/meminfo", encoding="ascii") as file:
        return f"{int(file.readline().split()[1]) / 2 ** 20:.0f} GiB"


def output(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
        return done.stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def commit():
    changed = output("git", "status", "--porcelain", "--untracked-files=no")
    return output("git", "rev-parse", "--short", "HEAD") + (" and changes" if changed else "")


def describe():
    info = cpuinfo()
    flags = info.get("flags", info.get("Features", "")).split()
    now = datetime.datetime.now(datetime.timezone.utc)
    return {"processor": info.get("model name", os.uname().machine),
            "instruction_sets": [name for name in SETS if name in flags],
            "processors": os.cpu_count(), "caches": caches(), "memory": memory(),
            "system": f"{os.uname().sysname} {os.uname().release.split('-')[0]}",
            "compiler": output("gcc", "--version").split("\n")[0],
            "load": os.getloadavg()[0], "date": now.strftime("%Y-%m-%d %H:%M UTC"),
            "commit": commit()}


def keep(path, machine, rows, **more):
    """Writes what there is so far, so that an end before its time loses nothing."""
    document = {"machine": machine, **more, "rows": rows}
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(path)
