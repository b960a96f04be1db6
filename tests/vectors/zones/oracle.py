# SPDX-License-Identifier: MIT
"""What others say of a zone, as lines for zone_checks."""
import datetime
import os
import random
import time

EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc
GAP, OVERLAP, UNIQUE = 1, 2, 0
# Local times differ from instants by less: beyond this after a change, no earlier clock matters.
PAST = 52 * 3600


class Oracle:
    """What zoneinfo says of one of its zones."""

    def __init__(self, zone):
        self.zone = zone

    def offset(self, instant):
        moment = (EPOCH + datetime.timedelta(seconds=instant)).replace(tzinfo=UTC)
        return int(moment.astimezone(self.zone).utcoffset().total_seconds())

    def possible_offsets(self, local):
        wall = EPOCH + datetime.timedelta(seconds=local)
        both = [wall.replace(tzinfo=self.zone, fold=fold).utcoffset() for fold in (0, 1)]
        return [int(offset.total_seconds()) for offset in both]

    def change_between(self, low, high):
        """The first second of high's offset, where the offset changes once."""
        after = self.offset(high)
        while high - low > 1:
            middle = (low + high) // 2
            if self.offset(middle) == after:
                high = middle
            else:
                low = middle
        return high

    def changes(self, begin, end, step=5 * 86400):
        """Instants between which the offset stays, as far as a walk finds them."""
        found = []
        offset = self.offset(begin)
        for instant in range(begin + step, end, step):
            now = self.offset(instant)
            if now != offset:
                found.append(self.change_between(instant - step, instant))
            offset = now
        return found

    def places(self, local):
        """First instant, last instant and kind of a local time."""
        instants = sorted({local - offset for offset in self.possible_offsets(local)})
        real = [instant for instant in instants if instant + self.offset(instant) == local]
        if real:
            return real[0], real[-1], OVERLAP if len(real) > 1 else UNIQUE
        end = self.change_between(instants[0], instants[-1])
        return end, end, GAP

    def offset_line(self, instant):
        return f"o {instant} {self.offset(instant)}"

    def local_line(self, local):
        return "l {} {} {} {}".format(local, *self.places(local))

    def period_line(self, instant):
        """Only for instants that are not soon after a change."""
        date = (EPOCH + datetime.timedelta(seconds=instant + self.offset(instant))).date()
        day = (date - EPOCH.date()).days
        year, week, _ = date.isocalendar()
        monday = datetime.date.fromisocalendar(year, week, 1)
        weeks = (monday - datetime.date(1969, 12, 29)).days // 7
        return f"p {instant} {day} {weeks} {(date.year - 1970) * 12 + date.month - 1}"

    def around(self, change):
        """Both sides of a change: as instants, and as the local times that it makes or leaves out."""
        lines = [self.offset_line(change + shift) for shift in (-1, 0, 1)]
        before, after = self.offset(change - 1), self.offset(change)
        edges = {change + before, change + after}
        locals_ = {edge + shift for edge in edges for shift in (-1, 0, 1)} | {sum(edges) // len(edges)}
        return lines + [self.local_line(local) for local in sorted(locals_)]

    def anywhere(self, seed, count, begin, end):
        """Instants and local times of a range, the same in every run."""
        numbers = random.Random(seed)
        lines = []
        for _ in range(count):
            instant = numbers.randrange(begin, end)
            lines += [self.offset_line(instant), self.local_line(instant)]
            if self.offset(instant) == self.offset(instant - PAST) and self.quiet(instant):
                lines.append(self.period_line(instant))
        return lines

    def quiet(self, instant):
        return len({self.offset(instant - hours * 3600) for hours in range(0, 53, 4)}) == 1


class SystemOracle(Oracle):
    """What the C library says of a rule: zoneinfo (3.11) takes day n and day Jn for the day before or
    after in some years."""

    def __init__(self, rule):
        os.environ["TZ"] = rule
        time.tzset()

    def offset(self, instant):
        return time.localtime(instant).tm_gmtoff

    def possible_offsets(self, local):
        return [self.offset(local + shift) for shift in (-PAST // 2, PAST // 2)]


def seconds(year, month=1, day=1):
    return int((datetime.datetime(year, month, day) - EPOCH).total_seconds())
