# SPDX-License-Identifier: MIT
"""Figures of real data, worked out anew with what Python has: what the tests compare with.

    python3 reference.py    prints them all; POSTVENTA_DATA names the directory of the data

The data are not part of the project; a function whose file is missing raises FileNotFoundError."""
import csv
import gzip
import os
import statistics
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from fractions import Fraction

import program

DATA = os.environ.get("POSTVENTA_DATA") or os.path.join(
    program.SOURCES, "..", "..", "..", "shared", "data")
BANK = os.path.join(DATA, "bank-calls", "bank_calls_feb_01_14.csv.gz")
INCIDENTS = os.path.join(DATA, "uci-incidents", "incidents.csv.gz")
EVENTS = os.path.join(DATA, "uci-incidents", "incident_event_log.csv.gz")
FIRE = os.path.join(DATA, "sffd-calls", "sffd_calls.csv.gz")
WEEK = timedelta(days=7)


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


# ---------------------------------------------------------------- calls of a bank

def survival(times):
    """Kaplan and Meier's curve of (time, whether it was an event): pairs (time, share left)."""
    events = Counter(time for time, event in times if event)
    leaving = Counter(time for time, _ in times)
    at_risk, share, curve = len(times), Fraction(1), []
    for time in sorted(leaving):
        share *= Fraction(at_risk - events[time], at_risk)
        curve.append((time, share))
        at_risk -= leaving[time]
    return curve


def bank_calls(within=(20, 30, 60)):
    """Offered: answered, or hung up in the queue; who hung up in the menu is not. Seconds."""
    calls = [row for row in rows(BANK) if row["outcome"] != "PHANTOM"]
    answered = [row for row in calls if row["outcome"] == "AGENT"]
    hung_up = [row for row in calls if row["outcome"] == "HANG"]
    waits = [int(row["q_time"]) for row in answered]
    patience = [(int(row["q_time"]), row["outcome"] == "HANG") for row in calls
                if int(row["q_time"]) > 0]
    lost = [time for time, event in patience if event]
    curve = survival(patience)
    found = {
        "offered": len(answered) + len(lost),
        "answered": len(answered),
        "abandoned": len(lost),
        "unqueued": len(hung_up) - len(lost),
        "asa": statistics.fmean(waits),
        "wait": statistics.fmean(waits + lost),
        "talk": statistics.fmean(int(row["ser_time"]) for row in answered),
        "patience_n": len(patience),
        "patience_60": float([share for time, share in curve if time <= 60][-1]),
        "patience_median": next(time for time, share in curve if share <= Fraction(1, 2)),
    }
    for limit in within:
        found["within_%d" % limit] = sum(wait <= limit for wait in waits)
    return found


def bank_contacts(phantom=False):
    """Contacts whose customer is known: (customer, when they came to the voice menu)."""
    found = []
    for row in rows(BANK):
        if row["customer_id"] != "0" and (phantom or row["outcome"] != "PHANTOM"):
            when = datetime.strptime(row["date"] + " " + row["vru_entry"], "%y%m%d %H:%M:%S")
            found.append((row["customer_id"], when))
    return found


def repeats(contacts, as_of, window=WEEK):
    """First-contact resolution. Of contacts at one instant the first is followed by the others.

    A window is over when its last instant, which is part of it, is not after as_of."""
    by_customer = defaultdict(list)
    for customer, when in contacts:
        if when <= as_of:
            by_customer[customer].append(when)
    found = Counter()
    since = min(when for _, when in contacts)
    for times in by_customer.values():
        times.sort()
        for before, when, after in zip([None] + times, times, times[1:] + [None]):
            opens = before is None or when - before > window
            free = after is None or after - when > window
            over = when + window <= as_of
            found["contacts"] += 1
            found["openers"] += opens
            found["not_yet_eligible"] += opens and not over
            found["eligible"] += opens and over
            found["resolved"] += opens and over and free
            found["short_history"] += opens and over and when - since < window
            found["eligible_contacts"] += over
            found["repeat_free_contacts"] += over and free
    found = dict(found)
    found["fcr"] = found["resolved"] / found["eligible"]
    found["repeat_free"] = found["repeat_free_contacts"] / found["eligible_contacts"]
    return found


def bank_repeats():
    return repeats(bank_contacts(), datetime(1999, 2, 15))


# ---------------------------------------------------------------- incidents of an IT company

def instant(cell):
    """D/M/YYYY HH:MM; a question mark is missing."""
    if cell == "?":
        return None
    date, clock = cell.split(" ")
    day, month, year = date.split("/")
    hour, minute = clock.split(":")
    return datetime(int(year), int(month), int(day), int(hour), int(minute))


def minutes(begin, end):
    return (end - begin) // timedelta(minutes=1)


def nearest_rank(ordered, percent):
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1]


def summary(times):
    ordered = sorted(times)
    return {"n": len(ordered), "median": statistics.median(ordered),
            "mean": statistics.fmean(ordered), "p90": nearest_rank(ordered, 90),
            "min": ordered[0], "max": ordered[-1]}


def incidents():
    """From the table. A ticket that was closed without having been resolved counts as resolved
    when it was closed."""
    table = list(rows(INCIDENTS))
    resolved = [(instant(row["opened_at"]), instant(row["resolved_at"]), instant(row["closed_at"]))
                for row in table]
    return {
        "n": len(table),
        "met": sum(row["made_sla"] == "true" for row in table),
        "reopened": sum(int(row["reopen_count"]) > 0 for row in table),
        "reopens": sum(int(row["reopen_count"]) for row in table),
        "transferred": sum(int(row["reassignment_count"]) > 0 for row in table),
        "transfers": sum(int(row["reassignment_count"]) for row in table),
        "resolved_by_close": sum(end is None for _, end, _ in resolved),
        "resolution": summary(minutes(begin, end or closed) for begin, end, closed in resolved),
        "resolution_of_the_resolved": summary(
            minutes(begin, end) for begin, end, _ in resolved if end),
        "closing": summary(minutes(begin, closed) for begin, _, closed in resolved),
    }


UNKNOWN_STATE = "-100"


def incident_logs():
    """By ticket: when it was opened, and its events (when, state) as the file has them."""
    tickets = {}
    for row in rows(EVENTS):
        opened, events = tickets.setdefault(row["number"], (instant(row["opened_at"]), []))
        assert opened == instant(row["opened_at"])
        events.append((instant(row["sys_updated_at"]), row["incident_state"]))
    return tickets


def incident_first_moves(logs):
    """From opened to the first event, in the order of the file, whose state is not New. Two tickets
    were moved before they were opened; they are without."""
    first = [(opened, next(when for when, state in events if state != "New"))
             for opened, events in logs.values()]
    found = summary(minutes(opened, when) for opened, when in first if when >= opened)
    found["without"] = len(first) - found["n"]
    return found


def state_times(opened, events):
    """Minutes of a ticket in each of its states.

    It is New from when it was opened. Events are put in the order of their times, those of one
    minute stay in the order of the file, and one from before the opening counts as at the opening.
    Each event ends the state before it and begins its own, but for state -100, which is no state:
    the one before goes on. The last state runs until the last event and no further: that event
    adds no time."""
    found, state, since = Counter(), "New", opened
    for when, after in sorted(events, key=lambda event: event[0]):
        when = max(when, opened)
        found[state] += minutes(since, when)
        since = when
        if after != UNKNOWN_STATE:
            state = after
    return found


def incident_states(logs):
    """Minutes in each state, summed over the tickets; and what is odd in the log."""
    total, odd = Counter(), Counter()
    for opened, events in logs.values():
        total.update(state_times(opened, events))
        odd["out_of_order"] += sum(b < a for (a, _), (b, _) in zip(events, events[1:]))
        odd["before_opened"] += sum(when < opened for when, _ in events)
        odd["unknown_states"] += sum(state == UNKNOWN_STATE for _, state in events)
    return {"minutes": dict(sorted(total.items())), "all": sum(total.values()), **odd}


# ---------------------------------------------------------------- calls of a fire department

def arrivals(limit=600):
    """From the first receipt of a call to the first unit on the scene. Seconds."""
    calls = {}
    for row in rows(FIRE):
        received, arrived = calls.get(row["call_number"], (None, None))
        calls[row["call_number"]] = (earlier(received, row["received_timestamp"]),
                                     earlier(arrived, row["on_scene_timestamp"]))
    times = [(arrived - received) // timedelta(seconds=1)
             for received, arrived in calls.values() if arrived]
    found = summary(times)
    found.update(calls=len(calls), without=len(calls) - len(times),
                 within=sum(time <= limit for time in times))
    return found


def earlier(known, cell):
    if not cell:
        return known
    when = datetime.fromisoformat(cell)
    return when if known is None else min(known, when)


# ---------------------------------------------------------------- all of them

def show(title, found):
    print(title)
    for name, value in found.items():
        if isinstance(value, dict):
            value = ", ".join("%s %s" % (key, text(item)) for key, item in value.items())
        print("    %-28s%s" % (name, text(value)))


def text(value):
    return "%.6f" % value if isinstance(value, float) else str(value)


def main():
    calls = bank_calls()
    show("calls of a bank", calls)
    for limit in (20, 30, 60):
        print("    within %d s of the offered  %.6f" %
              (limit, calls["within_%d" % limit] / calls["offered"]))
    show("contacts of a bank, as of 1999-02-15", bank_repeats())
    show("incidents", incidents())
    logs = incident_logs()
    show("incidents: first event that is not New, minutes", incident_first_moves(logs))
    show("incidents: time by state, minutes", incident_states(logs))
    found = arrivals()
    show("fire department: first arrival, seconds", found)
    print("    within of those that arrived %.6f, of all calls %.6f" %
          (found["within"] / found["n"], found["within"] / found["calls"]))


if __name__ == "__main__":
    main()
