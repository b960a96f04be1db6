#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes synthetic records of an after-sales operation as CSV: tickets, calls, contacts, complaints.

usage: generate_service.py [DIRECTORY]  writes synthetic_tickets.csv, synthetic_calls.csv,
                                        synthetic_contacts.csv and synthetic_complaints.csv there
       generate_service.py --digest     prints the SHA-256 of each

The data are the same on every machine: the generator is that of generate_survey.py and uses whole
numbers only. They have what real records have: times of which a few are very long, tickets that
nobody has answered yet, callers who hang up, customers who come back, cells that are blank.

tickets     id, opened, first_reply, resolved, channel, team; replies, reopens: two months, as of the
            last instant in the file
calls       start, queue, outcome (answered, abandoned, timeout, callback); wait, talk, hold,
            wrap_up in seconds: a week
contacts    time, customer, issue, channel: two months
complaints  received, closed, upheld, area: the year 2024
"""
import datetime
import hashlib
import pathlib
import sys

sys.dont_write_bytecode = True  # the source tree stays as it is
from generate_survey import Random

TICKETS, CALLS, CONTACTS, COMPLAINTS = 900, 1500, 1200, 260
MARCH = datetime.datetime(2025, 3, 1)
MAY = datetime.datetime(2025, 5, 1)
YEAR = datetime.datetime(2024, 1, 1)
NEXT_YEAR = datetime.datetime(2025, 1, 1)

CHANNELS = [("email", 450, 0), ("chat", 300, 0), ("web", 250, 0)]
# Effect: speed, per mille.
TEAMS = [("Hardware", 350, 1150), ("Software", 400, 900), ("Billing", 250, 700)]
LONGEST_WAIT = 100  # seconds, then the call flows out
QUEUES = [("sales", 300, 600), ("support", 500, 1300), ("billing", 200, 900)]
ISSUES = [("delivery", 380, 200), ("fault", 340, 340), ("invoice", 280, 120)]
AREAS = [("North", 400, 0), ("South", 350, 0), ("Coast", 250, 0)]

# Times as people take them: deciles of a skewed distribution, per mille of its median.
SKEWED = [40, 150, 300, 480, 720, 1000, 1400, 2000, 3100, 5600, 16000]


def skewed(random, median):
    """A time with that median, a whole number; one in ten takes more than five times as long."""
    at = random.below(10000)
    decile, rest = divmod(at, 1000)
    low, high = SKEWED[decile], SKEWED[decile + 1]
    return median * (low * 1000 + (high - low) * rest) // 1000000


def moment(random, start, days):
    """An instant in office hours, mostly."""
    day = start + datetime.timedelta(days=random.below(days))
    while day.weekday() > 4 and random.below(100) < 80:
        day = start + datetime.timedelta(days=random.below(days))
    second = 8 * 3600 + random.below(10 * 3600) if random.below(100) < 85 else random.below(86400)
    return day + datetime.timedelta(seconds=second)


def after(instant, minutes, end):
    """The instant so many minutes later, or nothing if it has not come yet."""
    later = instant + datetime.timedelta(minutes=minutes)
    return later if later < end else None


def text(instant):
    return "" if instant is None else instant.isoformat(sep=" ")


def ticket(random, number, opened):
    channel, _ = random.choice(CHANNELS)
    team, slowness = random.choice(TEAMS)
    median = {"email": 150, "chat": 4, "web": 100}[channel]
    reply = after(opened, skewed(random, median * slowness // 1000), MAY)
    resolved = reply and after(reply, skewed(random, 540 * slowness // 1000), MAY)
    if random.below(1000) < 15:
        reply = resolved = None  # forgotten
    replies = 0 if reply is None else 1 + random.below(100) * random.below(100) // 3500
    reopens = int(resolved is not None and random.below(1000) < 60)
    return [f"T{number:04}", text(opened), text(reply), text(resolved), channel, team,
            str(replies), str(reopens)]


def tickets(random):
    opened = sorted(moment(random, MARCH, 61) for _ in range(TICKETS))
    rows = [ticket(random, number + 1, instant) for number, instant in enumerate(opened)]
    return [["id", "opened", "first_reply", "resolved", "channel", "team", "replies", "reopens"],
            *rows]


def call(random, start):
    queue, slowness = random.choice(QUEUES)
    wait = skewed(random, 9 * slowness // 1000)
    patience = 1 + random.below(6) if random.below(1000) < 25 else 5 + skewed(random, 80)
    if wait > min(patience, LONGEST_WAIT):
        outcome = ("abandoned" if patience <= LONGEST_WAIT
                   else "timeout" if random.below(3) else "callback")
        return [text(start), queue, outcome, str(min(patience, LONGEST_WAIT)), "", "", ""]
    talk = 20 + skewed(random, 150 * slowness // 1000)
    hold = skewed(random, 25) if random.below(100) < 30 else 0
    return [text(start), queue, "answered", str(wait), str(talk), str(hold),
            str(5 + skewed(random, 20))]


def calls(random):
    start = sorted(moment(random, MARCH + datetime.timedelta(days=2), 5) for _ in range(CALLS))
    return [["start", "queue", "outcome", "wait", "talk", "hold", "wrap_up"],
            *(call(random, instant) for instant in start)]


def contacts(random):
    """Customers who come back soon, the more so the harder the issue."""
    rows = []
    while len(rows) < CONTACTS:
        time, customer = moment(random, MARCH, 61), f"C{random.below(700):03}"
        (issue, back), (channel, _) = random.choice(ISSUES), random.choice(CHANNELS)
        while time is not None and time < MAY:
            known = "" if random.below(1000) < 12 else customer
            rows.append([text(time), known, issue, channel])
            time = after(time, 60 + skewed(random, 2400), MAY) if random.below(1000) < back else None
    return [["time", "customer", "issue", "channel"], *sorted(rows)]


def complaint(random, received):
    area, _ = random.choice(AREAS)
    closed = after(received, 1440 + skewed(random, 14 * 1440), NEXT_YEAR)
    upheld = "" if closed is None or random.below(10) == 0 else ("yes", "no")[random.below(100) < 58]
    return [text(received), text(closed), upheld, area]


def complaints(random):
    start = YEAR - datetime.timedelta(days=34)
    received = sorted(moment(random, start, 400) for _ in range(COMPLAINTS))
    return [["received", "closed", "upheld", "area"],
            *(complaint(random, instant) for instant in received)]


def files():
    """Name and bytes of each file."""
    for seed, (name, make) in enumerate((("tickets", tickets), ("calls", calls),
                                         ("contacts", contacts), ("complaints", complaints))):
        rows = make(Random(20250302 + seed))
        content = "".join(",".join(cells) + "\n" for cells in rows).encode("ascii")
        yield f"synthetic_{name}.csv", content


def main():
    arguments = sys.argv[1:]
    if arguments == ["--digest"]:
        for name, content in files():
            print(hashlib.sha256(content).hexdigest(), name)
    elif len(arguments) <= 1 and not "".join(arguments).startswith("-"):
        directory = pathlib.Path(arguments[0] if arguments else ".")
        for name, content in files():
            (directory / name).write_bytes(content)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
