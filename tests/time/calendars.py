# SPDX-License-Identifier: MIT
"""Business time a second time, written without the library in mind: a calendar is asked at every
minute (or second) what the clock on the wall shows and whether that is open, and the answers are
added up. Slow, and right for reasons of its own."""
import bisect
import datetime
import zoneinfo

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86400
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def find_zone_file(name):
    for folder in zoneinfo.TZPATH:
        path = f"{folder}/{name}"
        try:
            with open(path, "rb") as file:
                if file.read(4) == b"TZif":
                    return path
        except OSError:
            pass
    return None


def offset_at(zone, instant):
    """UTC offset in seconds at an instant in seconds."""
    moment = EPOCH + datetime.timedelta(seconds=instant)
    return round(moment.astimezone(zone).utcoffset().total_seconds())


def changes(zone, begin, end):
    """The clock's changes in [begin, end): instant, offset before, offset after. Found by halving,
    from samples an hour apart."""
    found = []
    before = offset_at(zone, begin)
    for start in range(begin, end, 3600):
        after = offset_at(zone, start + 3600)
        if after == before:
            continue
        low, high = start, start + 3600
        while high - low > 1:
            middle = (low + high) // 2
            if offset_at(zone, middle) == before:
                low = middle
            else:
                high = middle
        found.append((high, before, after))
        before = after
    return found


def time_text(minutes):
    if minutes > 1440:
        minutes -= 1440
    return f"{minutes // 60:02}:{minutes % 60:02}"


class Calendar:
    """versions: (date or None, {weekday: [(from, to)]}) with minutes from 0 to 2879; holidays: dates
    and (month, day) pairs; specials: {date: [(from, to)]}."""

    def __init__(self, versions, holidays=(), specials=None):
        self.versions = versions
        self.holidays = set(holidays)
        self.specials = specials or {}

    def text(self):
        lines = []

        def hours(spans):
            return " ".join(f"{time_text(a)}-{time_text(b)}" for a, b in spans) or "closed"

        for begin, week in self.versions:
            if begin is not None:
                lines.append(f"from {begin}")
            lines += [f"{WEEKDAYS[day]} {hours(spans)}" for day, spans in sorted(week.items())]
        for holiday in sorted(self.holidays, key=str):
            if isinstance(holiday, tuple):
                lines.append("holiday %02d-%02d" % holiday)
            else:
                lines.append(f"holiday {holiday}")
        lines += [f"special {date} {hours(spans)}" for date, spans in self.specials.items()]
        return "\n".join(lines) + "\n"

    def is_ruled(self, date):
        return (
            date in self.specials or date in self.holidays or (date.month, date.day) in self.holidays
        )

    def own_spans(self, date):
        if date in self.specials:
            return self.specials[date]
        if self.is_ruled(date):
            return []
        week = {}
        for begin, pattern in self.versions:
            if begin is None or begin <= date:
                week = pattern
        return week.get(date.weekday(), [])

    def spans_on(self, date):
        """The date's spans within [0, 1440), with what spills in from the day before."""
        spans = [(a, min(b, 1440)) for a, b in self.own_spans(date)]
        if not self.is_ruled(date):
            day_before = date - datetime.timedelta(days=1)
            spans += [(0, b - 1440) for a, b in self.own_spans(day_before) if b > 1440]
        return spans


class Truth:
    """Open or not, at each step of a window [begin, end) of instants in seconds."""

    def __init__(self, calendar, zone, begin, end, step):
        self.calendar, self.zone = calendar, zone
        self.begin, self.end, self.step = begin, end, step
        self.folds = []  # (instant of the change, seconds that come twice)
        self.offset_changes = changes(zone, begin - 2 * DAY, end + 2 * DAY)
        for at, before, after in self.offset_changes:
            if after < before:
                self.folds.append((at, before - after, at + after, at + before))
        self.by_date = {}
        self.open = []
        self.sum = [0]
        first = offset_at(zone, begin - 2 * DAY)
        offsets = [first] + [after for _, _, after in self.offset_changes]
        instants = [at for at, _, _ in self.offset_changes]
        for instant in range(begin, end, step):
            wall = instant + offsets[bisect.bisect_right(instants, instant)]
            flag = self.is_open(instant, wall)
            self.open.append(flag)
            self.sum.append(self.sum[-1] + flag)

    def spans_near(self, wall):
        """Spans in seconds of local time since 1970, of the date and its neighbours."""
        day = wall // DAY
        if day not in self.by_date:
            spans = []
            for near in (day - 1, day, day + 1):
                date = datetime.date(1970, 1, 1) + datetime.timedelta(days=near)
                for a, b in self.calendar.spans_on(date):
                    spans.append((near * DAY + a * 60, near * DAY + b * 60))
            self.by_date[day] = spans
        return self.by_date[day]

    def is_open(self, instant, wall):
        spans = self.spans_near(wall)
        for at, length, low, high in self.folds:
            # An hour that comes twice is one shift for a span that begins or ends within it.
            if at - length <= instant < at:
                return any(a <= wall and (wall < b or low < b < high) for a, b in spans)
            if at <= instant < at + length:
                return any(wall < b and (a <= wall or low < a < high) for a, b in spans)
        return any(a <= wall < b for a, b in spans)

    def index(self, ms):
        return (ms - self.begin * 1000) // (self.step * 1000)

    def before(self, ms):
        """Open ms from the window's begin to an instant."""
        i = self.index(ms)
        rest = ms - (self.begin + i * self.step) * 1000
        here = self.open[i] if i < len(self.open) else 0
        return self.sum[i] * self.step * 1000 + here * rest

    def next_is(self, ms, wanted):
        """The first instant from ms on that is open (or closed); None beyond the window."""
        i = self.index(ms)
        while i < len(self.open):
            if self.open[i] == wanted:
                return max(ms, (self.begin + i * self.step) * 1000)
            i += 1
        return None

    def due(self, ms, budget):
        if budget == 0:
            return ms
        wanted = self.before(ms) + budget
        i = bisect.bisect_left(self.sum, wanted, key=lambda s: s * self.step * 1000)
        if i == len(self.sum):
            return None
        return (self.begin + (i - 1) * self.step) * 1000 + wanted - self.sum[i - 1] * self.step * 1000
