#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes a synthetic survey as CSV: two months of answers that nobody gave.

usage: generate_survey.py [FILE]    writes FILE, or to standard output
       generate_survey.py --digest  prints the SHA-256 of what would be written

The data are the same on every machine: the generator is its own and uses whole numbers only.
They have what real answers have: questions left blank, numbers off the scale, a word where a
number should be, days and channels that are busier than others.

Columns: month, date, region, channel, agent; nps 0..10, csat 1..5, ease 1..7 (7: very easy).
"""
import datetime
import hashlib
import sys

ROWS = 2000
FIRST_DAY = datetime.date(2025, 3, 1)
DAYS = 61  # March and April

# Each with its share of the rows and its effect on the mood, per mille.
REGIONS = [("North", 350, 0), ("South", 250, 40), ("Coast", 220, -70), ("Capital", 180, 15)]
CHANNELS = [("phone", 420, 0), ("chat", 270, 50), ("email", 210, -90), ("visit", 100, 80)]
AGENTS = [("Ana", 160, 45), ("Bruno", 150, -25), ("Carmen", 140, 20), ("Diego", 130, 0),
          ("Elena", 120, 30), ("Farid", 110, -10), ("Grace", 100, 10), ("Hugo", 90, -55)]
WEEKDAYS = [(0, 190, 0), (1, 180, 0), (2, 170, 0), (3, 165, 0), (4, 160, 0), (5, 85, 0), (6, 50, 0)]
# In April, e-mail is answered faster.
APRIL = {"phone": 30, "chat": 30, "email": 110, "visit": 20}

# Mood, per mille, up to which a level is chosen; from the lowest level on.
NPS = (0, [25, 33, 50, 72, 95, 150, 210, 310, 480, 705, 1000])
CSAT = (1, [55, 120, 245, 590, 1000])
EASE = (1, [40, 90, 155, 260, 440, 725, 1000])


class Random:
    """SplitMix64."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return (z ^ (z >> 31)) % n

    def choice(self, table):
        """The name and the effect of a row of a table of shares."""
        at = self.below(1000)
        for name, share, effect in table:
            if at < share:
                return name, effect
            at -= share
        raise AssertionError("the shares do not add up to 1000")


def answer(random, scale, mood, noise):
    lowest, limits = scale
    mood = min(max(mood + random.below(2 * noise + 1) - noise, 0), 999)
    return str(lowest + sum(mood >= limit for limit in limits))


def cell(random, value, blank, invalid, oddities):
    """The answer, or nothing, or what people and systems write instead; shares per mille."""
    at = random.below(1000)
    if at < blank:
        return ""
    if at < blank + invalid:
        return oddities[random.below(len(oddities))]
    return value


def day_of(random):
    """A day of the two months, by how busy its weekday is."""
    while True:
        day = FIRST_DAY + datetime.timedelta(days=random.below(DAYS))
        if random.choice(WEEKDAYS)[0] == day.weekday():
            return day


def row(random, day):
    region, of_region = random.choice(REGIONS)
    channel, of_channel = random.choice(CHANNELS)
    agent, of_agent = random.choice(AGENTS)
    mood = random.below(1000) + of_region + of_channel + of_agent
    if day.month == 4:
        mood += APRIL[channel]
    nps = cell(random, answer(random, NPS, mood, 0), 30, 4, ["11", "99", "8.5"])
    csat = cell(random, answer(random, CSAT, mood, 180), 80, 3, ["0", "6"])
    ease = cell(random, answer(random, EASE, mood, 260), 140, 12, ["n/a", "n/a", "n/a", "8"])
    return [day.strftime("%Y-%m"), day.isoformat(), region, channel, agent, nps, csat, ease]


def survey():
    random = Random(20250301)
    days = sorted(day_of(random) for _ in range(ROWS))
    rows = [["month", "date", "region", "channel", "agent", "nps", "csat", "ease"]]
    rows += [row(random, day) for day in days]
    return "".join(",".join(cells) + "\n" for cells in rows).encode("ascii")


def main():
    arguments = sys.argv[1:]
    if arguments == ["--digest"]:
        print(hashlib.sha256(survey()).hexdigest())
    elif not arguments:
        sys.stdout.buffer.write(survey())
    elif len(arguments) == 1 and not arguments[0].startswith("-"):
        with open(arguments[0], "wb") as file:
            file.write(survey())
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
