#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes synthetic orders of customers as CSV: ten months of a shop that nobody bought from.

usage: generate_orders.py [FILE]    writes FILE, or to standard output
       generate_orders.py --digest  prints the SHA-256 of what would be written

The data are the same on every machine: the generator is that of generate_survey.py and uses whole
numbers only. They have what real orders have: most customers come once or twice, a few every
month, amounts of which some are large, orders of nobody known; and the last month is not over.

Columns: date, customer, amount, channel.
"""
import datetime
import hashlib
import sys

from generate_survey import Random

CUSTOMERS, MONTHS, LAST_DAY = 700, 10, 20
# Effect: how much more often a customer orders again, per mille.
CHANNELS = [("shop", 450, 1000), ("web", 350, 850), ("partner", 200, 1250)]


def date(month, day):
    """In months from July 2024 on; from day 0 on."""
    year, month = divmod(2024 * 12 + 6 + month, 12)
    return datetime.date(year, month + 1, day + 1).isoformat()


def months_of(random, loyalty):
    """The months in which a customer orders; who is little loyal has gone soon."""
    month = random.below(MONTHS)
    yield month
    while random.below(1000) < 600 + loyalty // 2:
        month += 1
        if month < MONTHS and random.below(1000) < 350 + loyalty:
            yield month


def amount(random, usual):
    cents = usual * (600 + random.below(800)) // 1000
    return f"{cents // 100}.{cents % 100:02}"


def orders(random):
    for number in range(CUSTOMERS):
        channel, effect = random.choice(CHANNELS)
        # A square: many are little loyal.
        loyalty = random.below(1000) * random.below(1000) // 1000 * effect // 1000
        usual = 1200 + random.below(100) * random.below(100) * random.below(100) // 40
        for month in months_of(random, min(loyalty, 720)):
            for _ in range(1 + (random.below(1000) < 150)):
                day = random.below(28)
                customer = "" if random.below(1000) < 9 else f"C{number:04}"
                if month < MONTHS - 1 or day < LAST_DAY:
                    yield [date(month, day), customer, amount(random, usual), channel]


def content():
    rows = [["date", "customer", "amount", "channel"], *sorted(orders(Random(20250420)))]
    return "".join(",".join(row) + "\n" for row in rows).encode("ascii")


def main():
    arguments = sys.argv[1:]
    if arguments == ["--digest"]:
        print(hashlib.sha256(content()).hexdigest())
    elif len(arguments) == 1 and not arguments[0].startswith("-"):
        with open(arguments[0], "wb") as file:
            file.write(content())
    elif not arguments:
        sys.stdout.buffer.write(content())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
