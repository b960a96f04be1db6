# SPDX-License-Identifier: MIT
"""The library's business time against the sum over every minute (calendars.py), for random calendars
in zones of all kinds: around changes of the clock, and anywhere; second by second where clocks were
moved by seconds."""
import datetime
import random
import subprocess
import sys
import zoneinfo

from calendars import DAY, Calendar, Truth, changes, find_zone_file

ZONES = """
Africa/Casablanca Africa/Monrovia America/Caracas America/Havana America/New_York America/Nuuk
America/Sao_Paulo America/Scoresbysund America/St_Johns Antarctica/Troll Asia/Beirut Asia/Gaza
Asia/Kathmandu Asia/Pyongyang Asia/Tehran Atlantic/Azores Australia/Lord_Howe Etc/UTC Europe/Dublin
Europe/Lisbon Europe/London Europe/Madrid Europe/Moscow Pacific/Apia Pacific/Chatham
Pacific/Kwajalein
""".split()
EPOCH = datetime.date(1970, 1, 1)
SEED = 31
WINDOWS = 5  # a zone
PAIRS = 100  # a window
PTV_OK = 0


def random_spans(rng):
    kind = rng.randrange(8)
    if kind == 0:
        return []
    if kind == 1:
        return [(0, 1440)]
    if kind == 2:  # around the hours at which clocks are moved
        return [(rng.randrange(0, 90), rng.randrange(90, 300)), (rng.randrange(300, 720), 1440)]
    if kind == 3:  # past midnight
        return [(rng.randrange(600, 1440), rng.randrange(1441, 1441 + 500))]
    edges = sorted(rng.sample(range(0, 1441, rng.choice([1, 5, 15, 30])), 2 * rng.randint(1, 4)))
    return list(zip(edges[::2], edges[1::2]))


def random_week(rng):
    weekday = random_spans(rng)
    week = {day: weekday if rng.random() < 0.5 else random_spans(rng) for day in range(7)}
    return {day: spans for day, spans in week.items() if rng.random() < 0.9}


def random_calendar(rng, date):
    near = [date + datetime.timedelta(days=rng.randint(-6, 6)) for _ in range(8)]
    versions = [(None, random_week(rng))]
    if rng.random() < 0.5:
        versions.append((near[0], random_week(rng)))
    holidays = set(rng.sample(near[1:3], rng.randint(0, 2)))
    if rng.random() < 0.4:
        holidays.add((near[3].month, near[3].day))
    specials = {near[i]: random_spans(rng) for i in (4, 5) if rng.random() < 0.4}
    return Calendar(versions, holidays, specials)


def random_window(rng, zone_changes):
    """Begin and end in whole minutes, from 1973 (offsets were whole minutes) to 2199."""
    if zone_changes and rng.random() < 0.75:
        middle = rng.choice(zone_changes)[0]
    else:
        middle = rng.randrange(3 * 365 * DAY, 83900 * DAY)
    begin = (middle - rng.randint(2 * DAY, 5 * DAY)) // 60 * 60
    return begin, begin + 8 * DAY


class Driver:
    def __init__(self, path):
        self.path = path
        self.questions = []
        self.expected = []

    def calendar(self, calendar, zone_file):
        text = calendar.text()
        self.ask(f"calendar {len(text)} {zone_file}\n{text}", "0 0 0 0", (text, zone_file))

    def ask(self, question, expected, case):
        self.questions.append(question if question.endswith("\n") else question + "\n")
        self.expected.append((expected, question, case))

    def run(self):
        answers = subprocess.run(
            [self.path], input="".join(self.questions), capture_output=True, text=True, check=True
        ).stdout.splitlines()
        wrong = [
            (expected, got)
            for expected, got in zip(self.expected, answers, strict=True)
            if expected[0] != got
        ]
        for (expected, question, (text, zone_file)), got in wrong[:10]:
            print(f"{zone_file}: {question}: got {got}, want {expected}\n{text}")
        return wrong


def ask_pairs(driver, rng, truth, pairs, case):
    begin, end = truth.begin * 1000, truth.end * 1000
    for _ in range(pairs):
        a, b = rng.randrange(begin, end), rng.randrange(begin, end)
        if rng.random() < 0.3:  # whole minutes meet the edges of spans
            a, b = (max(begin, t // 60000 * 60000) for t in (a, b))
        driver.ask(f"open {a} {b}", f"0 {truth.before(b) - truth.before(a)}", case)
        driver.ask(f"is {a}", f"0 {int(truth.open[truth.index(a)])}", case)
        for question, instant in (
            ("opening", truth.next_is(a, True)),
            ("closing", truth.next_is(a, False)),
        ):
            if instant is not None:
                driver.ask(f"{question} {a}", f"0 {instant}", case)
        budget = rng.choice([0, 1, 300000, rng.randrange(8 * 3600000)])
        due = truth.due(a, budget)
        if due is not None:
            driver.ask(f"due {a} {budget}", f"0 {due}", case)


def minute_by_minute(driver, rng, name, path):
    with open(path, "rb") as file:
        zone = zoneinfo.ZoneInfo.from_file(file, name)
    known = changes(zone, 3 * 365 * DAY, 52 * 365 * DAY)
    for _ in range(WINDOWS):
        begin, end = random_window(rng, known)
        calendar = random_calendar(rng, EPOCH + datetime.timedelta(days=(begin + end) // 2 // DAY))
        driver.calendar(calendar, path)
        truth = Truth(calendar, zone, begin, end, 60)
        ask_pairs(driver, rng, truth, PAIRS, (calendar.text(), path))
    return WINDOWS * PAIRS


# Zones that left their local mean time, or another odd offset, for a whole one: year, instant about.
ODD = [
    ("Africa/Monrovia", datetime.date(1972, 1, 7)),
    ("Asia/Kathmandu", datetime.date(1919, 12, 31)),
    ("Europe/Amsterdam", datetime.date(1937, 7, 1)),
    ("Europe/Dublin", datetime.date(1916, 10, 1)),
    ("Europe/Madrid", datetime.date(1901, 1, 1)),
    ("America/Sao_Paulo", datetime.date(1914, 1, 1)),
]


def second_by_second(driver, rng):
    pairs = 0
    for name, date in ODD:
        path = find_zone_file(name)
        if not path:
            continue
        with open(path, "rb") as file:
            zone = zoneinfo.ZoneInfo.from_file(file, name)
        near = (date - EPOCH).days * DAY
        for at, _, _ in changes(zone, near - 2 * DAY, near + 2 * DAY):
            begin, end = at - rng.randint(3600, 4 * 3600), at + rng.randint(3600, 4 * 3600)
            calendar = random_calendar(rng, EPOCH + datetime.timedelta(days=at // DAY))
            driver.calendar(calendar, path)
            truth = Truth(calendar, zone, begin, end, 1)
            ask_pairs(driver, rng, truth, PAIRS, (calendar.text(), path))
            pairs += PAIRS
    return pairs


def main():
    files = {name: find_zone_file(name) for name in ZONES}
    if not any(files.values()):
        print("no tz database in", zoneinfo.TZPATH)
        return 77
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
    driver = Driver(sys.argv[1])
    pairs = sum(minute_by_minute(driver, rng, name, path) for name, path in files.items() if path)
    pairs += second_by_second(driver, rng)
    wrong = driver.run()
    print(f"{pairs} pairs, {len(driver.questions)} questions, {len(wrong)} wrong")
    return 1 if wrong or pairs < 10000 else 0


sys.exit(main())
