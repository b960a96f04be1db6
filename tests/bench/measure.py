# SPDX-License-Identifier: MIT
"""What a run of a program takes: time of the processor, and memory; and how that is shown: as a table,
which with --json goes to the error stream, and then as a line of JSON for each figure."""
import json
import resource
import subprocess
import sys
import tempfile
import time


def peak(pid):
    """The most memory that a process has had so far, in bytes. What wait4 tells instead begins with
    what this process has."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return max([1024 * int(line.split()[1]) for line in file if line.startswith("VmHWM")],
                       default=0)
    except OSError:
        return 0


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(command):
    """What it printed, its seconds, and the most memory that it was seen to have."""
    memory, before = 0, spent()
    with tempfile.TemporaryFile() as out:
        with subprocess.Popen(command, stdout=out) as child:
            while child.poll() is None:
                memory = max(memory, peak(child.pid))
                time.sleep(0.0005)
        if child.returncode != 0:
            sys.exit(f"failed: {' '.join(command)}")
        out.seek(0)
        return out.read(), spent() - before, memory


AS_JSON = "--json" in sys.argv


def arguments():
    return [one for one in sys.argv[1:] if one != "--json"]


def show(text):
    """A line of the table."""
    print(text, file=sys.stderr if AS_JSON else sys.stdout, flush=True)


def figure(workload, name, goal=0, **values):
    """ns and limit_ns, of which the goal is a multiple, or value and unit."""
    if AS_JSON:
        print(json.dumps({"workload": workload, "name": name, "goal": goal, **values}), flush=True)
