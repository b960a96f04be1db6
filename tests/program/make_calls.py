# SPDX-License-Identifier: MIT
"""Logs of a call centre that never was, with the truth beside them.

    python3 make_calls.py asterisk SEED N DIR      DIR/queue_log, DIR/rotated/, DIR/truth.csv
    python3 make_calls.py freeswitch SEED N DIR    DIR/cdr.csv, DIR/truth.csv

N callers come to four queues, over at least one midnight. The log begins half an hour after the
first of them and ends with the last one: some calls had entered before, some still wait or talk.
The truth is what a reader can know from the log: one row for each stay of a call in a queue.

| column   | meaning                                                                             |
| -------- | ----------------------------------------------------------------------------------- |
| call_id  | the caller's channel; a call that is passed on to a queue keeps it                  |
| stay     | 1, 2, 3: the call's first, second, third stay in a queue; 0: it came to none        |
| queue    | where; empty where the call came to none                                            |
| entered  | epoch of its entry; empty where the log does not say                                |
| outcome  | answered, abandoned, flowed_out; waiting: nothing more by the end of the log; cut:  |
|          | entered before the log began; unqueued: is in the log, but came to no queue in it   |
| wait     | seconds, as the log states them; of a waiting call, up to the end of the log        |
| talk     | seconds, as the log states them; empty where it does not say                        |
| rings    | how often an agent was rung and did not answer, while the log ran                   |
| canceled | how often the caller left while an agent was rung                                   |
| transfers| 1 where the call was passed on after it was answered; empty where nothing says      |
| agent    | who answered                                                                        |
| why      | flowed_out: timeout, key, empty, withdrawn; cut: what became of it, if the log says |

Asterisk: the events of versions 13 to 22. A call can enter a second queue, or the same one again;
what ends its first stay may be logged after it entered the next. The holding time that an end of a
call states can be a second more than that of its CONNECT, whose number is the truth. Members,
pauses and other events stand between, some of them with a channel's id or with a call's.
FreeSWITCH: one row for each leg when it ends, so calls that wait or talk at the end of the log are
not in it, and of a call with several stays only the last is known. Variables of earlier stays that
the last one did not set anew are still there."""
import csv
import heapq
import math
import os
import random
import sys
from collections import Counter

START = 1709928000          # Friday 8 March 2024, 20:00 UTC
BEFORE_LOG = 1800
RING_LIMIT = 15
PARTS = 3                   # of the rotated log
COLUMNS = ("call_id", "stay", "queue", "entered", "outcome", "wait", "talk", "rings", "canceled",
           "transfers", "agent", "why")
# Calls in an hour of the day, in parts of the busiest.
HOURS = (.15, .1, .1, .1, .01, .06, .15, .35, .7, .9, 1, 1, .9, .8, .8, .9, 1, .95, .8, .9, 1, .8,
         .5, .3)


class Chance:
    """Random numbers that are the same everywhere: made of random() alone."""

    def __init__(self, seed):
        self._random = random.Random(seed).random

    def happens(self, probability):
        return self._random() < probability

    def integer(self, low, high):
        return low + int(self._random() * (high - low + 1))

    def pick(self, items):
        return items[int(self._random() * len(items))]

    def exponential(self, mean):
        return -mean * math.log(1 - self._random())

    def uuid(self):
        digits = "".join("%x" % self.integer(0, 15) for _ in range(32))
        return "-".join((digits[:8], digits[8:12], "4" + digits[13:16], "a" + digits[17:20],
                         digits[20:]))


class Queue:
    """A queue and its agents. Night: the hours in which it has none; those who wait must leave."""

    def __init__(self, name, agents, patience, talk, timeout=None, key=0.0, ring_all=False,
                 night=None):
        self.name, self.agents, self.patience, self.talk = name, agents, patience, talk
        self.timeout, self.key, self.ring_all, self.night = timeout, key, ring_all, night
        self.free = [(START, agent) for agent in agents]     # from when, who
        heapq.heapify(self.free)
        self.inside = []                                     # when those inside will leave

    def closed_from(self, time):
        """When the next night begins, or the time itself in a night."""
        if self.night is None:
            return None
        begin, end = (hour * 3600 for hour in self.night)
        day = time - time % 86400
        if begin <= time - day < end:
            return time
        return day + begin + (86400 if time - day >= end else 0)

    def nights(self, begin, end):
        day = begin - begin % 86400
        while self.night and day < end:
            yield day + self.night[0] * 3600, day + self.night[1] * 3600
            day += 86400


def queues():
    return [
        Queue("soporte", ["PJSIP/%d" % number for number in range(201, 215)], 150, 240),
        Queue("ventas", ["SIP/8001", "Ana Núñez", "Jon O'Neil", "Local/305@agents/n"], 120, 180,
              timeout=90, key=.06),
        Queue("400", ["Agent/%d" % number for number in range(1010, 1016)], 200, 200,
              ring_all=True, timeout=240),
        Queue("averías-24h", ["PJSIP/301", "PJSIP/302"], 240, 150, night=(2, 4)),
    ]


class Stay:
    """A call in a queue: when it entered, who was rung, when and why it left, how long it took."""

    def __init__(self, call, number, queue, entered):
        self.call, self.number, self.queue, self.entered = call, number, queue, entered
        self.rings = []                # (when, agent, kind, milliseconds)
        self.outcome = self.why = self.agent = self.end = None
        self.left = self.ring_time = self.talk = self.wrap_up = 0
        self.after = None              # the next stay
        while queue.inside and queue.inside[0] <= entered:
            heapq.heappop(queue.inside)
        self.ahead = list(queue.inside)

    def position(self, time):
        return 1 + sum(leaves > time for leaves in self.ahead)

    def original_position(self):
        return 1 + len(self.ahead)

    def leave(self, time, outcome, why=None):
        self.left, self.outcome, self.why = time, outcome, why
        heapq.heappush(self.queue.inside, time)

    def finished(self):
        return self.left + self.talk


class Call:
    def __init__(self, serial, arrived, caller):
        self.serial, self.arrived, self.caller = serial, arrived, caller
        self.stays = []


class Centre:
    """Calls come, wait, are answered or not."""

    def __init__(self, seed, n, asterisk):
        self.chance = Chance("%s %d" % ("asterisk" if asterisk else "freeswitch", seed))
        self.asterisk = asterisk
        self.queues, self.calls = queues(), []
        self.pending, self.order = [], 0
        self.arrive(n)
        while self.pending:
            entered, _, call, queue = heapq.heappop(self.pending)
            self.stay(call, queue, entered)
        self.begin, self.end = START + BEFORE_LOG, self.calls[-1].arrived

    def arrive(self, n):
        time = float(START)
        for serial in range(n):
            time += self.chance.exponential(7 / HOURS[int(time) // 3600 % 24])
            caller = "" if self.chance.happens(.03) else "6%08d" % self.chance.integer(0, 99999999)
            call = Call(serial, int(time), caller)
            self.calls.append(call)
            if not self.chance.happens(.04):                 # the others hang up in the menu
                share = self.chance.integer(1, 100)
                queue = self.queues[0 if share <= 50 else 1 if share <= 70 else 2 if share <= 90
                                    else 3]
                self.enter(call, queue, int(time) + self.chance.integer(2, 25))

    def enter(self, call, queue, time):
        self.order += 1
        heapq.heappush(self.pending, (time, self.order, call, queue))

    def stay(self, call, queue, entered):
        stay = Stay(call, len(call.stays) + 1, queue, entered)
        if call.stays:
            call.stays[-1].after = stay
        call.stays.append(stay)
        limit, outcome, why = self.limit(stay)
        time = entered
        while stay.outcome is None:
            free, agent = heapq.heappop(queue.free)
            start = max(time, free)
            if start >= limit:
                heapq.heappush(queue.free, (free, agent))
                stay.leave(limit, outcome, why)
            else:
                time = self.ring(stay, agent, start, limit, outcome, why)
        self.pass_on(stay)

    def limit(self, stay):
        """When and why the caller leaves if nobody answers."""
        chance, queue, entered = self.chance, stay.queue, stay.entered
        reasons = [(entered + int(chance.exponential(queue.patience)), "abandoned", None)]
        if queue.timeout:
            reasons.append((entered + queue.timeout, "flowed_out", "timeout"))
        if chance.happens(queue.key):
            reasons.append((entered + chance.integer(1, 60), "flowed_out", "key"))
        if self.asterisk and chance.happens(.003):
            reasons.append((entered + chance.integer(1, 60), "flowed_out", "withdrawn"))
        closed = queue.closed_from(entered)
        if closed is not None:
            reasons.append((closed + chance.integer(0, 3), "flowed_out", "empty"))
        return min(reasons, key=lambda reason: reason[0])

    def ring(self, stay, agent, start, limit, outcome, why):
        """One attempt; when the next one may begin."""
        chance, queue = self.chance, stay.queue
        kind = chance.integer(1, 1000)
        ring_time = RING_LIMIT if kind <= 130 else chance.integer(0, 9)
        if 130 < kind <= 160:                                # busy
            stay.rings.append((start, agent, "no_answer", 0))
            heapq.heappush(queue.free, (start + 30, agent))
            return start + chance.integer(1, 5)
        if start + ring_time >= limit:
            stay.rings.append((limit, agent, "canceled",
                               (limit - start) * 1000 + chance.integer(0, 999)))
            heapq.heappush(queue.free, (limit, agent))
            stay.leave(limit, outcome, why)
        elif kind <= 130:
            also = [other for other in queue.agents if other != agent][:2] if queue.ring_all else []
            stay.rings += [(start + ring_time, rung, "no_answer", 1000 * ring_time)
                           for rung in [agent] + also]
            heapq.heappush(queue.free, (start + ring_time + chance.integer(5, 60), agent))
        elif self.asterisk and kind <= 163:                  # the agent hangs up at once
            stay.rings.append((start + ring_time, agent, "dumped", 0))
            heapq.heappush(queue.free, (start + ring_time + 10, agent))
        elif self.asterisk and kind <= 168:                  # the caller hangs up on being answered
            stay.agent, stay.end = agent, chance.pick(("late", "late twice", "incompatible"))
            heapq.heappush(queue.free, (start + ring_time, agent))
            stay.leave(start + ring_time, "abandoned")
        else:
            self.answer(stay, agent, start + ring_time, ring_time)
        return start + ring_time + chance.integer(1, 5)

    def answer(self, stay, agent, time, ring_time):
        chance = self.chance
        stay.agent, stay.ring_time = agent, ring_time
        stay.talk = 0 if chance.happens(.01) else 3 + int(chance.exponential(stay.queue.talk))
        kind = chance.integer(1, 100)
        stay.end = ("caller" if kind <= 55 else "agent" if kind <= 88 else
                    "blind" if kind <= 95 else "attended")
        stay.leave(time, "answered")
        heapq.heappush(stay.queue.free, (stay.finished() + chance.integer(5, 20), agent))

    def pass_on(self, stay):
        """To another queue, or to the same again."""
        chance = self.chance
        others = [queue for queue in self.queues if queue is not stay.queue]
        if stay.number == 3:
            return
        if stay.end == "blind" and chance.happens(.5):
            self.enter(stay.call, chance.pick(others), stay.finished() + chance.integer(0, 3))
        elif stay.why in ("timeout", "key", "empty") and chance.happens(.5):
            again = stay.why == "timeout" and chance.happens(.3)
            self.enter(stay.call, stay.queue if again else chance.pick(others[:2]),
                       stay.left + chance.integer(0, 2))


def fact(call_id, stay, queue, entered, outcome, wait="", talk="", rings=0, canceled=0, transfers=0,
         agent="", why=""):
    """A row of the truth."""
    return dict(zip(COLUMNS, (call_id, stay, queue, entered, outcome, wait, talk, rings, canceled,
                              transfers, agent, why)))


# ---------------------------------------------------------------- Asterisk

class QueueLog:
    """Lines of a queue_log, and which of them a reader gets to see of each stay."""

    def __init__(self, centre):
        self.centre, self.chance = centre, centre.chance
        self.with_name = self.chance.happens(.5)             # log_cidname of queues.conf
        self.lines, self.truth = [], []
        self.serial = 0
        for call in centre.calls:
            self.call(call)
        self.members()
        self.lines = [line for line in self.lines if centre.begin <= line[0] <= centre.end]
        self.lines.sort(key=lambda line: line[:2])
        self.rotate()

    def add(self, time, *fields, first=False):
        self.lines.append((time, 0 if first else 1, "|".join(str(field) for field in
                                                             (time,) + fields)))
        return self.centre.begin <= time <= self.centre.end

    def unique_id(self, time):
        self.serial += 1
        return "%d.%d" % (time, self.serial)

    def call(self, call):
        call_id = self.unique_id(call.arrived)
        came = (not call.stays or self.chance.happens(.7)) and self.add(
            call.arrived, call_id, "NONE", "NONE", "DID", "91%07d" % (call.serial % 7))
        entered = [self.stay(call_id, stay) for stay in call.stays]
        if came and not any(entered):
            self.truth.append(fact(call_id, 0, "", "", "unqueued"))

    def stay(self, call_id, stay):
        chance, queue = self.chance, stay.queue.name
        caller = stay.call.caller
        name = [chance.pick(("", "Iñaki", "J. Doe"))] if self.with_name else []
        previous = stay.call.stays[stay.number - 2] if stay.number > 1 else None
        early = previous is not None and previous.end == "blind" and \
            previous.finished() == stay.entered
        # The line is written after the clock of the wait was started, rarely in the next second.
        entered = stay.entered + (0 if early else chance.happens(.03))
        seen = {"enter": self.add(entered, call_id, queue, "NONE", "ENTERQUEUE", "", caller,
                                  stay.original_position(), *name, first=early)}
        counts = Counter()
        for time, agent, kind, milliseconds in stay.rings:
            event = {"no_answer": ("RINGNOANSWER", milliseconds), "dumped": ("AGENTDUMP", ""),
                     "canceled": ("RINGCANCELED", milliseconds)}[kind]
            counts[kind] += self.add(max(time, entered), call_id, queue, agent, *event)
            seen["ring"] = seen.get("ring") or counts[kind] > 0
        wait = stay.left - stay.entered
        left = max(stay.left, entered)
        if stay.outcome == "answered":
            self.connected(call_id, stay, left, wait, seen)
        else:
            seen["leave"] = self.gone(call_id, stay, left, wait)
        if any(seen.values()):
            self.tell_stay(call_id, stay, entered, wait, seen, counts)
        return any(seen.values())

    def gone(self, call_id, stay, time, wait):
        chance, queue = self.chance, stay.queue.name
        place = (stay.position(stay.left), stay.original_position(), wait)
        event = {None: "ABANDON", "timeout": "EXITWITHTIMEOUT", "key": "EXITWITHKEY",
                 "empty": "EXITEMPTY", "withdrawn": "WITHDRAW"}[stay.why]
        before = (chance.pick("0*9"),) if stay.why == "key" else ()
        after = ("supervisor",) if stay.why == "withdrawn" else ()
        if stay.end in ("late", "late twice"):
            self.add(time, call_id, queue, stay.agent, "ABANDON", *place)
        if stay.end == "incompatible":
            self.add(time, call_id, queue, stay.agent, "SYSCOMPAT", "")
        if stay.end != "late":
            self.add(time, call_id, queue, "NONE", event, *before, *place, *after)
        return self.centre.begin <= time <= self.centre.end

    def connected(self, call_id, stay, time, wait, seen):
        chance, queue = self.chance, stay.queue.name
        peer = self.unique_id(max(time - stay.ring_time, 0))
        seen["connect"] = self.add(time, call_id, queue, stay.agent, "CONNECT", wait, peer,
                                   stay.ring_time)
        if stay.talk > 20 and chance.happens(.05):
            self.add(time + 9, call_id, queue, stay.agent, "INFO", "HOLD", 7)
        # The talk is timed from a little later.
        hold = wait + (stay.talk > 0 and chance.happens(.03))
        stay.stated = (hold, stay.talk - (hold - wait))
        times = stay.stated + (stay.original_position(),)
        number = chance.integer(100, 999)
        if stay.end in ("caller", "agent"):
            event = ("COMPLETE" + stay.end.upper(),)
        elif stay.end == "attended":
            event = chance.pick((("BRIDGE", "6f1c-%d" % number), ("APP", "VoiceMail"),
                                 ("LINK", "Local/%d@t-1;1" % number, "Local/%d@t-1;2" % number)))
            event = ("ATTENDEDTRANSFER",) + event
        else:
            event = (chance.pick(("BLINDTRANSFER",) * 4 + ("TRANSFER",)), number, "from-internal")
        seen["finish"] = self.add(max(stay.finished(), time), call_id, queue, stay.agent, *event,
                                  *times)

    def tell_stay(self, call_id, stay, entered, wait, seen, counts):
        answered, finished = seen.get("connect"), seen.get("finish")
        if not seen["enter"]:
            outcome = "cut"
            why = "answered" if answered or finished else stay.outcome if seen.get("leave") else ""
        elif answered or seen.get("leave"):
            outcome, why = stay.outcome, stay.why or ""
        else:
            outcome, why, wait = "waiting", "", None         # known when the log is complete
        if outcome == "cut" and not (answered or seen.get("leave")):
            wait = stay.stated[0] if finished else ""
        passed_on = finished and stay.end in ("blind", "attended")
        self.truth.append(fact(
            call_id, stay.number, stay.queue.name, entered if seen["enter"] else "", outcome, wait,
            stay.stated[1] if finished else "", counts["no_answer"], counts["canceled"],
            int(bool(passed_on)), stay.agent if answered or finished else "", why))

    def members(self):
        """What is logged of agents and of Asterisk itself."""
        chance, centre = self.chance, self.centre
        for queue in centre.queues:
            for number, agent in enumerate(queue.agents):
                time = START + 600 * number
                source = ("REALTIME", "CLI", "MANAGER", self.unique_id(time))[number % 4]
                self.add(time, source, queue.name, agent, "ADDMEMBER", chance.pick(("", "PAUSED")))
                self.add(time + 1, self.unique_id(time), "NONE", agent, "AGENTLOGIN",
                         "PJSIP/%d-0000%04x" % (number, number))
                while time < centre.end:
                    time += chance.integer(3000, 9000)
                    self.add(time, "NONE", queue.name, agent, "PAUSE", chance.pick(("", "Comida")))
                    self.add(time + 300, "NONE", queue.name, agent, "UNPAUSE", "")
                    self.add(time + 301, "NONE", "NONE", agent, "PAUSEALL", "")
                    self.add(time + 302, "NONE", "NONE", agent, "UNPAUSEALL", "")
                    self.add(time + 303, "NONE", queue.name, agent, "PENALTY", 2)
                self.add(centre.end, self.unique_id(time), "NONE", agent, "AGENTLOGOFF",
                         "PJSIP/%d-0000%04x" % (number, number), centre.end - START)
            for closes, opens in queue.nights(START, centre.end):
                for agent in queue.agents:
                    self.add(closes, "CLI", queue.name, agent, "REMOVEMEMBER", "")
                    self.add(opens, "CLI", queue.name, agent, "ADDMEMBER", "")
        quiet = self.quiet()
        if quiet is not None:
            self.add(quiet, "NONE", "NONE", "NONE", "QUEUESTART", "")

    def quiet(self):
        """A second in which no call is in the house, if there is one."""
        stays = sorted((stay.call.arrived, stay.finished() + 1) for call in self.centre.calls
                       for stay in call.stays)
        latest = stays[0][1]
        for entered, finished in stays:
            if entered > latest + 2 and latest > self.centre.begin:
                return latest + 1
            latest = max(latest, finished)
        return None

    def rotate(self):
        """A rotation is logged as a reload, in the new file."""
        parts, size = [], len(self.lines) // PARTS + 1
        for first in range(0, len(self.lines), size):
            lines = self.lines[first:first + size]
            if first:
                lines.insert(0, (lines[0][0], 0, "%d|NONE|NONE|NONE|CONFIGRELOAD|" % lines[0][0]))
            parts.append([text for _, _, text in lines])
        self.parts = parts
        end = self.lines[-1][0]
        for row in self.truth:
            if row["wait"] is None:
                row["wait"] = end - row["entered"]

    def spanning(self):
        """Ids of calls that stand in more than one part."""
        seen = Counter()
        ids = {row["call_id"] for row in self.truth}
        for part in self.parts:
            seen.update({line.split("|")[1] for line in part} & ids)
        return sorted(call_id for call_id, parts in seen.items() if parts > 1)

    def write(self, directory):
        """The whole log; the same rotated, the newest part without a number; the truth."""
        rotated = os.path.join(directory, "rotated")
        os.makedirs(rotated, exist_ok=True)
        write_lines(os.path.join(directory, "queue_log"), sum(self.parts, []))
        for age, part in enumerate(reversed(self.parts)):
            write_lines(os.path.join(rotated, "queue_log" + (".%d" % age if age else "")), part)
        write_lines(os.path.join(rotated, "spanning.csv"), ["call_id"] + self.spanning())
        write_table(os.path.join(directory, "truth.csv"), COLUMNS, self.truth)


# ---------------------------------------------------------------- FreeSWITCH

CDR = ("uuid", "direction", "caller_id_number", "start_epoch", "answer_epoch", "end_epoch",
       "hangup_cause", "cc_side", "cc_queue", "cc_member_uuid", "cc_member_session_uuid",
       "cc_agent", "cc_queue_joined_epoch", "cc_queue_answered_epoch", "cc_queue_terminated_epoch",
       "cc_queue_canceled_epoch", "cc_cause", "cc_cancel_reason")
REASONS = {None: "BREAK_OUT", "timeout": "TIMEOUT", "empty": "NO_AGENT_TIMEOUT",
           "key": "EXIT_WITH_KEY"}


class CallDetails:
    """Rows of mod_callcenter's legs, written when a leg ends."""

    def __init__(self, centre):
        self.centre, self.chance = centre, centre.chance
        self.rows, self.truth = [], []
        for call in centre.calls:
            self.call(call)
        self.rows.sort(key=lambda row: row["end_epoch"])

    def add(self, **row):
        if not self.centre.begin <= row["end_epoch"] <= self.centre.end:
            return False
        self.rows.append(row)
        return True

    def call(self, call):
        session, chance = self.chance.uuid(), self.chance
        row = dict(uuid=session, direction="inbound", caller_id_number=call.caller,
                   start_epoch=call.arrived, answer_epoch=call.arrived,
                   end_epoch=call.arrived + chance.integer(1, 20), hangup_cause="NORMAL_CLEARING")
        legs = Counter()
        for stay in call.stays:
            legs = self.stay(row, session, stay)
        if not self.add(**row):
            return
        if not call.stays:
            self.truth.append(fact(session, 0, "", "", "unqueued", transfers=""))
            return
        stay = call.stays[-1]
        answered = stay.outcome == "answered"
        self.truth.append(fact(
            session, stay.number, row["cc_queue"], stay.entered, stay.outcome,
            stay.left - stay.entered, stay.talk if answered else "", legs["no_answer"],
            legs["canceled"], "", row["cc_agent"] if answered else "", stay.why or ""))

    def stay(self, row, session, stay):
        """Sets the variables of the caller's leg, and writes the agents' legs; answers how many of
        these did not answer."""
        chance = self.chance
        queue, member = stay.queue.name + "@default", chance.uuid()
        row.update(cc_side="member", cc_queue=queue, cc_member_uuid=member,
                   cc_queue_joined_epoch=stay.entered)
        leg = dict(direction="outbound", caller_id_number=stay.call.caller, cc_side="agent",
                   cc_queue=queue, cc_member_uuid=member, cc_member_session_uuid=session)
        legs = Counter()
        for time, agent, kind, milliseconds in stay.rings:
            cause = ("ORIGINATOR_CANCEL" if kind == "canceled" else
                     chance.pick(("NO_ANSWER", "CALL_REJECTED")) if milliseconds else "USER_BUSY")
            legs[kind] += self.add(uuid=chance.uuid(), start_epoch=time - milliseconds // 1000,
                                   answer_epoch=0, end_epoch=time, hangup_cause=cause,
                                   cc_agent=agent_name(agent), **leg)
        if stay.outcome == "answered":
            ended = stay.finished()
            row.update(cc_agent=agent_name(stay.agent), cc_queue_answered_epoch=stay.left,
                       cc_queue_terminated_epoch=ended, cc_cause="answered")
            passed_on = {"blind": "BLIND_TRANSFER", "attended": "ATTENDED_TRANSFER"}.get(stay.end)
            self.add(uuid=chance.uuid(), start_epoch=stay.left - stay.ring_time,
                     answer_epoch=stay.left, end_epoch=ended,
                     hangup_cause=passed_on or "NORMAL_CLEARING", cc_agent=agent_name(stay.agent),
                     **leg)
            row["end_epoch"] = ended + (chance.integer(20, 300) if passed_on else 0)
        else:
            row.update(cc_queue_canceled_epoch=stay.left, cc_cause="cancel",
                       cc_cancel_reason=REASONS[stay.why])
            row["end_epoch"] = stay.left + (chance.integer(5, 60) if stay.why else 0)
        return legs

    def write(self, directory):
        os.makedirs(directory, exist_ok=True)
        write_table(os.path.join(directory, "cdr.csv"), CDR, self.rows, csv.QUOTE_ALL)
        write_table(os.path.join(directory, "truth.csv"), COLUMNS, self.truth)


def agent_name(agent):
    return agent.replace("/", "-") + "@default"


# ---------------------------------------------------------------- files

def write_lines(path, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("".join(line + "\n" for line in lines))


def write_table(path, columns, rows, quoting=csv.QUOTE_MINIMAL):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", quoting=quoting, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def make(kind, seed, n, directory):
    """Writes the files; answers the rows of the truth."""
    made = {"asterisk": QueueLog, "freeswitch": CallDetails}[kind](
        Centre(seed, n, kind == "asterisk"))
    made.write(directory)
    return made.truth


def counts(truth, queue=None):
    """How many stays had each outcome, in one queue or in all."""
    return Counter(row["outcome"] for row in truth if queue in (None, row["queue"]))


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("asterisk", "freeswitch"):
        sys.exit("usage: make_calls.py asterisk|freeswitch SEED N DIR")
    truth = make(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    for outcome, number in sorted(counts(truth).items()):
        print("%-12s%d" % (outcome, number))


if __name__ == "__main__":
    main()
