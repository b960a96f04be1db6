# SPDX-License-Identifier: MIT
"""The command tickets: how long replies and solutions took, from rows and from logs of events."""
import random
import statistics
import unittest

import program

SECOND, MINUTE, HOUR, DAY = 1000, 60000, 3600000, 86400000
OFFICE = "mon-fri 09:00-17:00\n"


def table(header, *rows):
    return "\n".join([header] + [",".join(str(cell) for cell in row) for row in rows]) + "\n"


def at(minutes, day=3):
    """A stamp so many minutes after midnight of a day of March 2025; the 3rd is a Monday."""
    day += minutes // 1440
    return f"2025-03-{day:02} {minutes % 1440 // 60:02}:{minutes % 60:02}"


class TicketsTest(program.ProgramTest):
    COMMAND = "tickets"

    def found(self, *args, **options):
        """The figures of a report without groups, by metric, or by metric and variant."""
        by_name = {}
        for one in self.metrics(*args, **options):
            self.assertIsNone(one["group"])
            name = one["metric"] + (":" + one["variant"] if one["variant"] else "")
            self.assertNotIn(name, by_name)
            by_name[name] = one
        return by_name

    def values(self, found, **expected):
        for name, value in expected.items():
            self.assertEqual(found[name]["value"], value, name)


ROWS = [("opened", "replied", "solved", "ended", "back", "answers", "moves", "flag", "agent", "team"),
        (at(0), at(10), at(60), at(120), 0, 1, 0, "yes", "n", "a"),
        (at(0), at(30), at(180), at(240), 1, 3, 2, "no", "n", "a"),
        (at(60), at(61), "", at(300), 0, 1, 0, "yes", "n", "b"),
        (at(60), "", "", "", 0, 0, 1, "", "n", "b"),
        (at(120), at(600), "", "", "", "", "", "no", "y", "b")]


class Rows(TicketsTest):
    COLUMNS = ["--opened", "opened", "--first-reply", "replied", "--resolved", "solved", "--closed",
               "ended", "--reopens", "back", "--replies", "answers", "--transfers", "moves", "--met",
               "flag", "--created-by-agent", "agent"]

    def setUp(self):
        super().setUp()
        self.file = self.write("t.csv", table(",".join(ROWS[0]), *ROWS[1:]))
        self.args = [self.file, *self.COLUMNS]

    def test_counts(self):
        got = self.found(*self.args)
        self.values(got, tickets=5, open=2, unanswered=1, no_first_response=1, resolved_by_close=1,
                    next_unanswered=0)
        self.assertEqual((got["tickets"]["missing"], got["tickets"]["later"]), (0, 0))
        self.assertEqual(got["tickets"]["as_of"], "2025-03-03T10:00:00Z")

    def test_times(self):
        got = self.found(*self.args)
        first = got["first_response_ms"]
        self.assertEqual((first["value"], first["n"], first["mean"], first["max"], first["exact"]),
                         (10 * MINUTE, 3, 41 * MINUTE / 3, 30 * MINUTE, True))
        last = got["resolution_ms"]
        self.assertEqual((last["value"], last["n"], last["min"]), (180 * MINUTE, 3, 60 * MINUTE))
        self.assertEqual(last["p90"], 240 * MINUTE)
        # of the one that was reopened, nobody knows the first solution
        for name in ("resolution_first_ms", "resolution_active_ms"):
            self.assertEqual((got[name]["n"], got[name]["value"]), (2, 150 * MINUTE))
        for name in ("next_response_ms", "requester_wait_ms", "agent_wait_ms", "on_hold_ms"):
            self.assertEqual((got[name]["n"], got[name]["status"]), (0, "empty"))

    def test_open_tickets_count_in_survival(self):
        got = self.found(*self.args)
        solved = got["resolution_survival_ms"]
        self.assertEqual((solved["n"], solved["events"], solved["censored"]), (5, 3, 2))
        self.assertEqual(solved["value"], 240 * MINUTE)
        self.assertGreater(solved["value"], got["resolution_ms"]["value"])
        answered = got["first_response_survival_ms"]
        self.assertEqual((answered["n"], answered["events"]), (4, 3))

    def test_shares(self):
        got = self.found(*self.args)
        self.assertEqual((got["reopened"]["value"], got["reopened"]["n"], got["reopened"]["reopens"]),
                         (1 / 3, 3, 1))
        self.assertEqual((got["transferred"]["value"], got["transferred"]["transfers"]), (0.5, 3))
        self.assertEqual((got["one_touch"]["value"], got["one_touch"]["n"]), (2 / 3, 3))
        self.assertEqual((got["met"]["value"], got["met"]["n"], got["met"]["excluded"]), (0.5, 4, 1))

    def test_targets(self):
        got = self.found(*self.args, "--sla", "resolution=2h,first=15min")
        first, last = got["sla:first=15min"], got["sla:resolution=2h"]
        self.assertEqual([first[key] for key in ("met", "breached_closed", "breached_open",
                                                 "pending", "absent")], [2, 1, 1, 0, 1])
        self.assertEqual((first["value"], first["n"]), (0.5, 4))
        self.assertEqual([last[key] for key in ("met", "breached_closed", "breached_open",
                                                "pending", "absent")], [1, 2, 2, 0, 0])
        self.assertEqual((last["clock"], last["limit_ms"]), ("resolution", 2 * HOUR))
        self.assertEqual(first["definition"], "tickets/calendar/first=15min,resolution=2h")
        self.assertEqual(self.metrics(*self.args, "--sla", "first=15min,resolution=2h"),
                         self.metrics(*self.args, "--sla", "resolution=2h,first=15min"))

    def test_sla_above_100_percent(self):
        """The numerator is part of the base: what is met but not due yet is in neither."""
        rows = [(at(0), at(5)), (at(0), at(50)), (at(90), at(91)), (at(95), ""), (at(100), "")]
        file = self.write("s.csv", table("opened,replied", *rows))
        got = self.found(file, "--opened", "opened", "--first-reply", "replied", "--sla",
                         "first=30min", "--within", "30min")
        sla, within = got["sla:first=30min"], got["first_response_within:30min"]
        self.assertEqual((sla["met"], sla["breached_closed"], sla["pending"]), (1, 1, 3))
        self.assertEqual((sla["value"], sla["n"]), (0.5, 2))
        self.assertEqual((within["value"], within["n"]), (2 / 3, 3))
        for one in got.values():
            if one["metric"] in ("sla", "first_response_within"):
                self.assertLessEqual(one["upper"], 1)

    def test_a_5_minute_fix_is_1_day_59_minutes_are_0_h(self):
        """Nothing is rounded before it is averaged."""
        file = self.write("s.csv", table("opened,solved", (at(0), at(5)), (at(1435), at(1440)),
                                         (at(0), at(59))))
        got = self.found(file, "--opened", "opened", "--resolved", "solved")["resolution_ms"]
        self.assertEqual((got["value"], got["mean"], got["max"]),
                         (5 * MINUTE, 23 * MINUTE, 59 * MINUTE))
        out, _ = self.report(file, "--opened", "opened", "--resolved", "solved")
        self.assertIn("resolution   5 min", out)

    def test_unknown_is_not_zero(self):
        """Without a column of replies nobody is unanswered; without one of ends all are open."""
        got = self.found(self.file, "--opened", "opened", "--resolved", "solved")
        self.values(got, unanswered=0, no_first_response=5)
        self.assertEqual(got["first_response_ms"]["n"], 0)
        for name in ("reopened", "transferred", "one_touch"):
            self.assertEqual((got[name]["status"], got[name]["value"]), ("empty", None))
        self.assertNotIn("met", got)
        out, _ = self.report(self.file, "--opened", "opened", "--first-reply", "replied")
        self.assertIn("neither --resolved nor --closed", out)
        self.assertNotIn("resolution", out)
        self.assertNotIn("reopened", out)

    def test_as_of(self):
        got = self.found(*self.args, "--as-of", at(70))
        self.values(got, tickets=4, open=3, unanswered=1, resolved_by_close=0)
        self.assertEqual(got["tickets"]["later"], 1)
        self.assertEqual(got["resolution_ms"]["n"], 1)
        self.assertEqual(self.found(*self.args, "--until", at(70)), got)

    def test_any_order_of_rows(self):
        """What a ticket counts as may depend on the last instant of the file, wherever it is."""
        rows = [(at(10 * i), at(10 * i + 5), at(10 * i + 9) if i % 3 else "") for i in range(60)]
        columns = ["--opened", "opened", "--first-reply", "replied", "--resolved", "solved"]
        chance = random.Random(7)
        for options in ([], ["--sla", "first=30min,resolution=2h"], ["--ages", "1h"],
                        ["--from", at(60)], ["--as-of", at(300)], ["--as-of", at(300), "--ages", "1h"]):
            reports = []
            for _ in range(3):
                file = self.write("order.csv", table("opened,replied,solved", *rows))
                reports.append(self.metrics(file, *columns, *options))
                chance.shuffle(rows)
            self.assertEqual(reports[0], reports[1], options)
            self.assertEqual(reports[0], reports[2], options)

    def test_backlog(self):
        got = self.found(*self.args, "--from", at(30), "--until", at(200), "--ages", "90min,3h")
        self.values(got, open_start=2, received=3, closed=2, open_end=3)
        self.assertEqual((got["open_end"]["ages"], got["open_end"]["age_edges"]),
                         ([1, 2, 0], [90 * MINUTE, 3 * HOUR]))
        self.assertEqual((got["open_end"]["from"], got["open_end"]["until"]),
                         ("2025-03-03T00:30:00Z", "2025-03-03T03:20:00Z"))
        self.assertEqual(got["open_end"]["definition"], "tickets/calendar/2025-03-03T00:30:00Z.."
                         "2025-03-03T03:20:00Z/ages=90min,3h")
        whole = self.found(*self.args, "--ages", "1h")
        self.values(whole, open_start=0, received=5, closed=3, open_end=2)
        self.assertEqual(whole["open_end"]["from"], "2025-03-03T00:00:00Z")
        self.assertNotIn("open_end", self.found(*self.args))
        out, _ = self.report(*self.args, "--from", at(30), "--ages", "90min")
        for text in ("open at the start", "+ received", "− ended", "= open at the end",
                     "< 1 h 30 min", "≥ 1 h 30 min"):
            self.assertIn(text, out)

    def test_ages_are_calendar_time(self):
        self.write("office.txt", OFFICE)
        out, _ = self.report(*self.args, "--ages", "1d,7d", "--calendar", "office.txt")
        for text in ("< 1 d", "1 d – 7 d", "≥ 7 d"):
            self.assertIn(text, out)

    def test_bad_periods(self):
        self.refused(*self.args, "--from", at(200), "--until", at(200), expect=2)
        self.refused(*self.args, "--from", "yesterday", expect=2)
        self.refused(*self.args, "--as-of", "2025-02-30", expect=2)
        empty = self.write("e.csv", "opened\n\n")
        self.refused(empty, "--opened", "opened", "--ages", "1d")

    def test_id(self):
        """Rows of one ticket: the earliest of each time, the last of each count; anywhere."""
        rows = [("x", at(10), at(60), "", 1, "no"), ("y", at(0), at(9), at(10), 0, "yes"),
                ("x", at(0), at(30), at(200), 2, "no"), ("", at(0), at(5), at(6), 0, "no"),
                ("x", at(5), "", at(100), 3, "yes"), ("x", at(7), "", "", "", "")]
        file = self.write("i.csv", table("id,opened,replied,solved,back,flag", *rows))
        got = self.found(file, "--id", "id", "--opened", "opened", "--first-reply", "replied",
                         "--resolved", "solved", "--reopens", "back", "--met", "flag")
        self.values(got, tickets=3)
        self.assertEqual(got["first_response_ms"]["max"], 30 * MINUTE)
        self.assertEqual(got["resolution_ms"]["max"], 100 * MINUTE)
        self.assertEqual(got["reopened"]["reopens"], 3)
        self.assertEqual((got["met"]["hits"], got["met"]["n"]), (2, 3))

    def test_bad_cells(self):
        rows = [(at(0), at(5), at(9), 1), ("never", at(5), at(9), 1), (at(0), "soon", at(9), 1),
                ("", at(5), at(9), 1), (at(60), at(50), at(55), "x"), (at(0), at(1), at(2), 1.5)]
        file = self.write("b.csv", table("opened,replied,solved,back", *rows))
        args = [file, "--opened", "opened", "--first-reply", "replied", "--resolved", "solved",
                "--reopens", "back"]
        out, err = self.report(*args, "--format", "json")
        for text in ("b.csv:3: opened: “never” is no time", "b.csv:4: replied: “soon” is no time",
                     "b.csv:6: back: “x” is no number", "b.csv:7: back: “1.5” is no number of times",
                     "b.csv:6: replied: -10 min: it ends before it begins",
                     "b.csv:6: solved: -5 min: it ends before it begins"):
            self.assertIn(text, err)
        got = self.found(*args)
        self.values(got, tickets=3, open=0)
        self.assertEqual((got["tickets"]["invalid"], got["tickets"]["missing"]), (2, 1))
        self.assertEqual((got["first_response_ms"]["n"], got["first_response_ms"]["rejected"]), (2, 1))
        self.assertEqual(got["reopened"]["n"], 1)
        out, _ = self.report(*args)
        for text in ("invalid 2", "nobody knows when opened: 1", "times below 0, rejected: 2"):
            self.assertIn(text, out)
        self.refused(*args, "--strict")

    def test_unreadable_flag(self):
        file = self.write("f.csv", table("opened,flag", (at(0), "maybe"), (at(0), "Sí"), (at(0), "?")))
        out, err = self.report(file, "--opened", "opened", "--met", "flag", "--missing", "?",
                               "--format", "csv")
        self.assertIn("f.csv:2: flag: “maybe”", err)
        got = self.found(file, "--opened", "opened", "--met", "flag", "--missing", "?")["met"]
        self.assertEqual((got["value"], got["n"], got["excluded"]), (1, 1, 2))

    def test_calendar(self):
        """Business time: from Friday 16:00 to Monday 10:00 are two hours."""
        self.write("office.txt", OFFICE)
        rows = [(at(16 * 60, 7), at(10 * 60, 10), at(11 * 60, 10)), (at(600, 4), at(610, 4), at(660, 4))]
        file = self.write("c.csv", table("opened,replied,solved", *rows))
        args = [file, "--opened", "opened", "--first-reply", "replied", "--resolved", "solved",
                "--calendar", "office.txt", "--sla", "first=2h,resolution=2h"]
        got = self.found(*args)
        self.assertEqual((got["first_response_ms"]["max"], got["resolution_ms"]["max"]),
                         (2 * HOUR, 3 * HOUR))
        self.assertEqual((got["sla:first=2h"]["value"], got["sla:resolution=2h"]["value"]), (1, 0.5))
        self.assertEqual((got["open"]["calendar"], got["open"]["definition"]),
                         ("office.txt", "tickets/business/first=2h,resolution=2h/calendar=office.txt"))
        out, _ = self.report(*args)
        self.assertIn("business time by office.txt", out)
        plain = self.found(*args[:-4], "--sla", "first=2h")
        self.assertEqual(plain["first_response_ms"]["max"], 66 * HOUR)
        self.report(*args, "--save-state", "s", "--quiet")
        self.assertEqual(self.found("--merge", "s")["sla:first=2h"], got["sla:first=2h"])
        err = self.refused(*args[:-4], "--sla", "first=2h,resolution=2h", "--merge", "s")
        self.assertIn("office.txt", err)
        self.refused(*args, "--as-of", "1850-01-01", expect=2)

    def test_percentiles_are_those_of_the_values(self):
        source = random.Random(3)
        times = sorted(source.randrange(1, 10 ** 7) for _ in range(2000))
        rows = [(0, time) for time in source.sample(times, len(times))]
        file = self.write("p.csv", table("opened,solved", *rows))
        got = self.found(file, "--opened", "opened", "--resolved", "solved", "--time-format",
                         "epoch_ms", "--percentiles", "25,99.5", "--within", "1h")
        last, within = got["resolution_ms"], got["resolution_within:1h"]
        self.assertEqual((last["value"], last["p25"], last["p99.5"], last["exact"]),
                         (statistics.median(times), times[499], times[1989], True))
        inside = sum(time <= HOUR for time in times)
        self.assertEqual((within["at_least"], within["at_most"], within["value"]),
                         (inside, inside, inside / 2000))
        self.report(file, "--opened", "opened", "--resolved", "solved", "--time-format", "epoch_ms",
                    "--save-state", "s", "--quiet")
        stored = self.found("--merge", "s", "--within", "1h")
        self.assertFalse(stored["resolution_ms"]["exact"])
        self.assertAlmostEqual(stored["resolution_ms"]["value"] / last["value"], 1, delta=0.004)
        self.assertLessEqual(stored["resolution_within:1h"]["at_least"], inside)
        self.assertGreaterEqual(stored["resolution_within:1h"]["at_most"], inside)
        out, _ = self.report("--merge", "s")
        self.assertIn("from buckets", out)

    def test_usage(self):
        for args in (["--resolved", "solved"], ["--opened", "opened", "--state", "back"],
                     ["--log-time", "opened"], ["--log-time", "opened", "--id", "team"],
                     ["--log-time", "opened", "--id", "team", "--event", "back", "--states", "a=open"],
                     ["--log-time", "opened", "--id", "team", "--state", "back", "--resolved", "ended"],
                     ["--log-time", "opened", "--id", "team", "--state", "back",
                      "--first-reply-when", "back"],
                     ["--opened", "opened", "--sla", "never=1h"], ["--opened", "opened", "--sla", ""],
                     ["--opened", "opened", "--sla", "first=1h,first=60min"],
                     ["--opened", "opened", "--sla", "first=0s"],
                     ["--opened", "opened", "--sla", ",".join(f"first={i}h" for i in range(1, 10))],
                     ["--opened", "opened", "--ages", "1d,1d"]):
            self.refused(self.file, *args, expect=2)
        self.assertIn("replied", self.refused(self.file, "--opened", "opened", "--first-reply",
                                              "replyed"))

    def test_nothing(self):
        header = ",".join(ROWS[0])
        for content in (header + "\n", header):
            file = self.write("n.csv", content)
            got = self.found(file, *self.COLUMNS, "--sla", "first=1h")
            self.values(got, tickets=0, open=0)
            self.assertEqual(got["sla:first=1h"]["status"], "empty")
            self.assertIsNone(got["tickets"]["as_of"])
            self.report(file, *self.COLUMNS)
        self.refused(self.write("n.csv", ""), *self.COLUMNS)


class Output(TicketsTest):
    def setUp(self):
        super().setUp()
        source = random.Random(7)
        rows = []
        for i in range(90):
            opened = source.randrange(20000)
            reply = opened + source.randrange(1, 500)
            solved = reply + source.randrange(5000)
            rows.append((at(opened), at(reply) if i % 9 else "", at(solved) if i % 7 else "",
                         source.randrange(2), "north" if i % 3 else "south"))
        self.made = rows
        self.args = [self.file_of(rows), "--opened", "opened", "--first-reply", "replied",
                     "--resolved", "solved", "--reopens", "back", "--as-of", "2025-03-25", "--sla",
                     "first=2h,resolution=1d", "--within", "1h"]

    def file_of(self, rows, name="t.csv"):
        return self.write(name, table("opened,replied,solved,back,area", *rows))

    def test_english(self):
        out, err = self.report(*self.args)
        self.assertEqual(err, "")
        for text in ("Tickets  opened,replied,solved,back  calendar time", "SLA, first response ≤ 2 h",
                     "  with the open ones", "  with the unanswered", "SLA, resolution ≤ 1 d", "within 1 h",
                     "as of 2025-03-25 00:00", "Wilson", "Rothman-Wilson", "Time to resolution",
                     "◂ median", "█ met"):
            self.assertIn(text, out)
        for width in ("80", "120"):
            out, _ = self.report(*self.args, env={"COLUMNS": width})
            self.assertLessEqual(max(len(line) for line in out.splitlines()), int(width))

    def test_spanish(self):
        out, _ = self.report(*self.args, "--lang", "es")
        for text in ("Casos", "primera respuesta", "resolución", "con los abiertos", "reabiertos",
                     "a fecha de", "cumplido", "Tiempo hasta la resolución"):
            self.assertIn(text, out)

    def test_ascii_and_color(self):
        out, _ = self.report(*self.args, env={"LC_ALL": "C"})
        self.assertTrue(out.isascii())
        out, _ = self.report(*self.args, "--color", "always")
        self.assertIn("\x1b[", out)

    def test_csv_is_json(self):
        found, rows = self.metrics(*self.args), self.rows(*self.args)
        self.assertEqual(len(found), len(rows))
        for one, row in zip(found, rows):
            for key in ("metric", "variant", "status", "definition", "column"):
                self.assertEqual(row[key], one[key] or "")
            for key in ("value", "lower", "upper", "p90", "mean", "met", "pending"):
                if one.get(key) is not None:
                    self.assertEqual(float(row[key]), one[key], key)

    def test_groups(self):
        grouped = self.metrics(*self.args, "--by", "area")
        self.assertEqual([one for one in grouped if one["group"] is None], self.metrics(*self.args))
        for name in ("tickets", "open", "unanswered"):
            parts = [one["value"] for one in grouped if one["metric"] == name]
            self.assertEqual(sum(parts[:-1]), parts[-1])
        for area in ("north", "south"):
            alone = self.metrics(*self.args, "--where", "area=" + area)
            mine = [one for one in grouped if one["group"] == area]
            for a, b in zip(alone, mine):
                b.update(by=None, group=None)
                self.assertEqual(a, b)
        out, _ = self.report(*self.args, "--by", "area")
        for text in ("area", "response", "resolution", "first=2h", "north", "south", "all"):
            self.assertIn(text, out)

    def test_comparison(self):
        got = {(one["metric"], one.get("variant")): one
               for one in self.metrics(*self.args, "--compare", "area=north,south")
               if "difference" in one["metric"] or "ratio" in one["metric"]}
        self.assertEqual(sorted(name for name, _ in got),
                         ["first_response_ms_difference", "first_response_rate_ratio",
                          "reopened_difference", "resolution_ms_difference",
                          "resolution_rate_ratio", "sla_difference", "sla_difference"])
        north, south = (self.found(*self.args, "--where", "area=" + area)
                        for area in ("north", "south"))
        for name in ("first_response_ms", "resolution_ms"):
            self.assertEqual(got[(name + "_difference", None)]["value"],
                             north[name]["value"] - south[name]["value"])
        sla = got[("sla_difference", "first=2h")]
        self.assertAlmostEqual(sla["value"], north["sla:first=2h"]["value"] -
                               south["sla:first=2h"]["value"], places=12)
        for one in got.values():
            if one["p_value"] is not None:
                unity = 1 if one["metric"].endswith("ratio") else 0
                self.assertEqual(one["p_value"] < 0.05, not one["lower"] <= unity <= one["upper"])
        out, _ = self.report(*self.args, "--compare", "area=north,south")
        for text in ("resolution: north − south", "with the open ones: north / south", "log-rank"):
            self.assertIn(text, out)

    def test_states(self):
        """Shards that are saved and merged are the whole, but for what sketches cannot know."""
        for name, part in (("a", self.made[:31]), ("b", self.made[31:])):
            self.report(self.file_of(part, name + ".csv"), *self.args[1:], "--save-state", name,
                        "--quiet")
        merged = self.metrics("--merge", "a", "--merge", "b", "--within", "1h")
        self.assertEqual(merged, self.metrics(*self.args))  # few values: sketches are exact
        self.assertEqual(self.metrics(self.file_of(self.made[31:], "b.csv"), *self.args[1:],
                                      "--merge", "a"), merged)
        self.report(*self.args, "--by", "area", "--save-state", "g", "--quiet")
        self.assertEqual(self.metrics("--merge", "g", "--within", "1h"),
                         self.metrics(*self.args, "--by", "area"))
        # targets are learnt from what is stored
        plain = [word for word in self.args[1:] if word not in ("--sla", "first=2h,resolution=1d")]
        self.assertEqual(self.metrics(self.file_of(self.made[31:], "b.csv"), *plain, "--merge", "a"),
                         merged)
        self.report("--merge", "a", "--merge", "b", "--save-state", "c", "--quiet")
        self.report(*self.args, "--save-state", "d", "--quiet")
        self.assertEqual(self.read("c"), self.read("d"))

    def test_other_states(self):
        self.report(*self.args, "--save-state", "a", "--quiet")
        for change in (["--sla", "first=3h"], ["--from", "2025-03-01"]):
            args = [word for word in self.args if word not in ("--sla", "first=2h,resolution=1d")]
            self.assertIn("tickets/calendar/first=",
                          self.refused(*args, *change, "--merge", "a"))
        self.refused("t.csv", "--opened", "opened", "--merge", "a")
        for option in (["--opened", "x"], ["--sla", "first=1h"], ["--as-of", "2025-03-01"],
                       ["--from", "2025-03-01"], ["--ages", "1d"], ["--met", "x"], ["--id", "x"]):
            self.refused("--merge", "a", *option, expect=2)
        self.write("s.csv", "score\n9\n")
        self.survey("s.csv", "--nps", "score", "--save-state", "n", "--quiet")
        self.refused("--merge", "n")

    def test_as_of_of_several_states(self):
        for name, as_of in (("a", "2025-03-24"), ("b", "2025-03-25")):
            args = list(self.args)
            args[args.index("--as-of") + 1] = as_of
            self.report(*args, "--save-state", name, "--quiet")
        out, _ = self.report("--merge", "a", "--merge", "b")
        self.assertIn("as of 2025-03-24 00:00 to 2025-03-25 00:00", out)

    def test_damaged_states(self):
        self.report(*self.args, "--by", "area", "--save-state", "a", "--quiet")
        whole, source = self.read("a"), random.Random(11)
        for _ in range(60):
            damaged = bytearray(whole)
            where = source.randrange(len(damaged))
            damaged[where] ^= 1 << source.randrange(8)
            self.write("d", bytes(damaged))
            done = self.run_bytes("tickets", "--merge", "d", "--quiet")
            self.assertIn(done.returncode, (0, 1), done.stderr)
            if done.returncode == 1:
                self.assertEqual(done.stdout, b"")


STATES = "Neu=new,Work=open,Ask=pending,Part=hold,Done=resolved,Shut=closed"


class Log(TicketsTest):
    def log(self, *events, header="id,when,state,what", name="l.csv"):
        return self.write(name, table(header, *events))

    def states(self, *events, extra=(), **options):
        """Events of (id, minutes, state)."""
        file = self.log(*((ticket, at(minutes), state, "") for ticket, minutes, state in events))
        return self.found(file, "--id", "id", "--log-time", "when", "--state", "state", "--states",
                          STATES, *extra, **options)

    def events(self, *events, extra=(), **options):
        """Events of (id, minutes, what)."""
        file = self.log(*((ticket, at(minutes), "", what) for ticket, minutes, what in events))
        return self.found(file, "--id", "id", "--log-time", "when", "--event", "what", *extra,
                          **options)


class StatesOfLogs(Log):
    LIFE = [("a", 0, "Neu"), ("a", 10, "Work"), ("a", 30, "Ask"), ("a", 70, "Part"),
            ("a", 100, "Work"), ("a", 130, "Done"), ("a", 200, "Shut")]

    def test_clocks(self):
        got = self.states(*self.LIFE)
        self.values(got, tickets=1, open=0, resolution_ms=130 * MINUTE,
                    resolution_first_ms=130 * MINUTE, resolution_active_ms=130 * MINUTE,
                    requester_wait_ms=90 * MINUTE, agent_wait_ms=40 * MINUTE,
                    on_hold_ms=30 * MINUTE)

    def test_time_by_state(self):
        got = self.states(*self.LIFE, ("b", 190, "Neu"), ("b", 195, "Done"))
        expected = {"Neu": (10 + 5, 2), "Work": (20 + 30, 1), "Ask": (40, 1), "Part": (30, 1),
                    "Done": (70 + 5, 2), "Shut": (0, 0)}
        total = sum(minutes for minutes, _ in expected.values())
        for name, (minutes, tickets) in expected.items():
            one = got["state_ms:" + name]
            self.assertEqual((one["value"], one["n"], one["share"]),
                             (minutes * MINUTE, tickets, minutes / total), name)
        self.assertEqual([got["state_ms:" + name]["now"] for name in ("Done", "Shut")], [1, 1])
        self.assertEqual(got["state_ms:Ask"]["meaning"], "pending")

    def test_picture(self):
        file = self.log(*((ticket, at(minutes), state, "") for ticket, minutes, state in self.LIFE))
        out, _ = self.report(file, "--id", "id", "--log-time", "when", "--state", "state",
                             "--states", STATES)
        for text in ("Time by state", "Neu", "agent waits          40 min", "35.0%"):
            self.assertIn(text, out)
        self.assertNotIn("Shut ", out.split("Time by state")[1])

    def test_any_order(self):
        """Rows are put in order; those of one ticket need not stand together."""
        others = [("b", minutes + 3, state) for _, minutes, state in self.LIFE]
        expected = self.states(*self.LIFE, *others)
        mixed = self.LIFE + others
        random.Random(2).shuffle(mixed)
        got = self.states(*mixed)
        self.assertGreater(got["tickets"].pop("events_out_of_order"), 0)
        self.assertEqual(expected["tickets"].pop("events_out_of_order"), 0)
        self.assertEqual(got, expected)

    def test_one_instant(self):
        """Events of one instant happen as the file has them."""
        got = self.states(("a", 0, "Neu"), ("a", 10, "Work"), ("a", 10, "Done"))
        self.values(got, open=0, resolution_ms=10 * MINUTE)
        got = self.states(("a", 0, "Neu"), ("a", 10, "Done"), ("a", 10, "Work"))
        self.values(got, open=1)
        self.assertEqual(got["reopened"]["reopens"], 1)

    def test_reopened(self):
        got = self.states(("a", 0, "Neu"), ("a", 20, "Done"), ("a", 50, "Work"), ("a", 60, "Done"))
        self.values(got, resolution_ms=60 * MINUTE, resolution_first_ms=20 * MINUTE,
                    resolution_active_ms=30 * MINUTE)
        self.assertEqual((got["reopened"]["value"], got["reopened"]["reopens"]), (1, 1))

    def test_closed_without_having_been_resolved(self):
        got = self.states(("a", 0, "Neu"), ("a", 20, "Shut"))
        self.values(got, resolved_by_close=1, resolution_ms=20 * MINUTE)

    def test_what_states_do_not_tell(self):
        """Such a log knows nothing of replies and hands."""
        got = self.states(*self.LIFE)
        for name in ("first_response_ms", "next_response_ms", "transferred", "one_touch"):
            self.assertEqual((got[name]["n"], got[name]["status"]), (0, "empty"), name)
        self.values(got, unanswered=0, next_unanswered=0, no_first_response=1)

    def test_first_reply_when(self):
        got = self.states(*self.LIFE, ("b", 0, "Neu"), extra=["--first-reply-when", "state!=Neu"])
        self.values(got, first_response_ms=10 * MINUTE, unanswered=1)
        got = self.states(*self.LIFE, extra=["--first-reply-when", "state=D*"])
        self.values(got, first_response_ms=130 * MINUTE, unanswered=0)
        self.assertEqual(got["one_touch"]["n"], 0)

    def test_unknown_states(self):
        file = self.log(("a", at(0), "Neu", ""), ("a", at(10), "-100", ""), ("a", at(20), "", ""),
                        ("a", at(30), "Done", ""))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES]
        out, err = self.report(*args)
        self.assertIn("l.csv:3: state: “-100” is no state of --states", err)
        self.assertIn("events with an unknown state, which changed none: 1", out)
        got = self.found(*args)
        self.assertEqual((got["tickets"]["events"], got["tickets"]["unknown_states"]), (4, 1))
        self.values(got, **{"state_ms:Neu": 30 * MINUTE})
        self.refused(*args, "--strict")

    def test_opened_column(self):
        file = self.log(("a", at(0), "Work", at(20)), ("a", at(30), "Work", at(20)),
                        ("a", at(50), "Done", at(25)), ("b", at(40), "Done", ""))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES,
                "--opened", "what"]
        out, err = self.report(*args, "--first-reply-when", "state=Work")
        self.assertIn("l.csv:2: when: 2025-03-03 00:00 is before the ticket was opened", err)
        self.assertIn("events left out: 1", out)
        self.assertIn("nobody knows when opened: 1", out)
        got = self.found(*args, "--first-reply-when", "state=Work")
        self.values(got, tickets=1, resolution_ms=30 * MINUTE, unanswered=1)
        self.assertEqual(got["tickets"]["events_before_opening"], 1)
        self.values(got, **{"state_ms:Neu": 10 * MINUTE, "state_ms:Work": 20 * MINUTE})
        self.refused(*args, "--strict")

    def test_left_out(self):
        file = self.log(("a", at(0), "Neu", ""), ("", at(5), "Work", ""), ("a", "", "Work", ""),
                        ("a", "later", "Work", ""), ("a", at(20), "Done", ""))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES]
        _, err = self.report(*args)
        for text in ("l.csv:5: when: “later” is no time", "events of no ticket, left out: 1",
                     "events without a time, left out: 1"):
            self.assertIn(text, err)
        counts = self.found(*args)["tickets"]
        self.assertEqual((counts["events_without_id"], counts["events_without_time"]), (1, 2))

    def test_groups_of_tickets(self):
        """A ticket is of the group of its first row, with all its rows."""
        file = self.log(("a", at(0), "Neu", "x"), ("a", at(9), "Done", "y"), ("b", at(3), "Neu", "y"),
                        ("b", at(5), "Work", "z"), ("c", at(1), "Neu", "z"), ("c", at(8), "Done", "x"))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES]
        parts = {(one["group"], one["metric"], one["variant"]): one["value"]
                 for one in self.metrics(*args, "--by", "what")}
        self.assertEqual([parts[(group, "resolution_ms", None)] for group in ("x", "y", "z")],
                         [9 * MINUTE, None, 7 * MINUTE])
        self.assertEqual(parts[("y", "open", None)], 1)
        compared = [one for one in self.metrics(*args, "--compare", "what=x,z")
                    if "difference" not in one["metric"] and "ratio" not in one["metric"]]
        for one in compared:
            self.assertEqual(one["value"], parts[(one["group"], one["metric"], one["variant"])], one)
        self.assertEqual({one["group"] for one in compared}, {"x", "z"})

    def test_long_words(self):
        word = 22 * "x" + "ó información de la fábrica"
        got = self.states(("a", 0, "Neu"), ("a", 5, word), ("a", 9, "Done"),
                          extra=["--missing", "none"])
        self.assertEqual(got["tickets"]["unknown_states"], 1)
        file = self.log(("a", at(0), word, ""), ("a", at(9), "Done", ""))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states",
                word + "=hold,Done=resolved"]
        found = [one for one in self.metrics(*args) if one.get("state") == word]
        self.assertEqual((len(found), found[0]["value"]), (1, 9 * MINUTE))
        self.assertTrue(word.startswith(found[0]["variant"]))
        out, _ = self.report(*args)
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 80)

    def test_met_is_the_last(self):
        file = self.log(("a", at(0), "Neu", "true"), ("a", at(20), "Done", "false"),
                        ("a", at(10), "Work", "true"))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES,
                "--met", "what"]
        self.values(self.found(*args), met=0)
        self.values(self.found(*args, "--as-of", at(15)), met=1, open=1)

    def test_words(self):
        self.values(self.found(self.log(("a", at(0), "new", ""), ("a", at(9), "resolved", "")),
                               "--id", "id", "--log-time", "when", "--state", "state"),
                    resolution_ms=9 * MINUTE)
        # no word for the new: a ticket is created in a state without a name
        got = self.found(self.log(("a", at(3), "Go", at(0)), ("a", at(9), "=x", at(0))),
                         "--id", "id", "--log-time", "when", "--state", "state", "--opened", "what",
                         "--states", "Go=open,=x=resolved")
        self.values(got, **{"state_ms:new": 3 * MINUTE, "state_ms:Go": 6 * MINUTE,
                            "resolution_ms": 9 * MINUTE})
        many = ",".join(f"w{i}=open" for i in range(16))
        for bad in ("Go", "Go=", "=open", "Go=opened", "Go=open,Go=new", "Go=open,", many):
            self.refused("l.csv", "--id", "id", "--log-time", "when", "--state", "state", "--states",
                         bad, expect=2)

    def test_states_are_not_stored(self):
        file = self.log(*((ticket, at(minutes), state, "") for ticket, minutes, state in self.LIFE))
        args = [file, "--id", "id", "--log-time", "when", "--state", "state", "--states", STATES]
        whole = self.metrics(*args, "--save-state", "s")
        stored = self.metrics("--merge", "s")
        rest = [one for one in whole if one["metric"] != "state_ms"]
        for one in rest:
            for key in [key for key in one if key.startswith(("events_", "unknown_"))] + ["events"]:
                if one["metric"] == "tickets":
                    one.pop(key, None)
        self.assertEqual(stored, rest)
        out, _ = self.report("--merge", "s")
        self.assertIn("do not have the time by state", out)
        self.assertNotIn("Time by state", out)


class EventsOfLogs(Log):
    def test_first_response_985492_s_after_a_resolve(self):
        """A reopening starts a clock of its own: the first response is not measured to the reply
        after it, and the later wait begins when the ticket came back."""
        file = self.log(*(("a", second, "", what) for second, what in (
            (0, "created"), (60, "reply"), (600, "resolved"), (985000, "reopened"),
            (985492, "reply"), (985500, "resolved"))))
        got = self.found(file, "--id", "id", "--log-time", "when", "--event", "what",
                         "--time-format", "epoch")
        self.values(got, first_response_ms=60 * SECOND, next_response_ms=492 * SECOND,
                    resolution_first_ms=600 * SECOND, resolution_ms=985500 * SECOND,
                    resolution_active_ms=1100 * SECOND, unanswered=0)

    def test_replies(self):
        got = self.events(("a", 0, "created"), ("a", 5, "auto_reply"), ("a", 6, "note"),
                          ("a", 20, "reply"), ("a", 30, "message"), ("a", 35, "message"),
                          ("a", 50, "reply"), ("a", 60, "message"), ("a", 70, "resolved"))
        self.values(got, first_response_ms=20 * MINUTE, next_response_ms=20 * MINUTE,
                    next_unanswered=1, resolution_ms=70 * MINUTE, one_touch=0)
        self.assertEqual(got["one_touch"]["replies"], 2)
        self.assertEqual(got["next_response_ms"]["n"], 1)

    def test_by_agent(self):
        got = self.events(("a", 0, "created_by_agent"), ("a", 5, "reply"), ("a", 9, "closed"))
        self.values(got, no_first_response=1, unanswered=0, resolved_by_close=1)
        self.assertEqual(got["first_response_ms"]["n"], 0)

    def test_transfers(self):
        got = self.events(("a", 0, "created"), ("a", 5, "transferred"), ("a", 6, "transferred"),
                          ("b", 0, "created"))
        self.assertEqual((got["transferred"]["value"], got["transferred"]["transfers"]), (0.5, 2))

    def test_the_first_event_opens(self):
        """Unless one says so; then what comes before it is left out."""
        got = self.events(("a", 0, "reply"), ("a", 9, "resolved"))
        self.values(got, first_response_ms=0, resolution_ms=9 * MINUTE)
        got = self.events(("a", 0, "note"), ("a", 5, "created"), ("a", 9, "resolved"))
        self.values(got, resolution_ms=4 * MINUTE)
        self.assertEqual(got["tickets"]["events_before_opening"], 1)

    def test_contradictions(self):
        file = self.log(("a", at(0), "new", "created"), ("a", at(5), "open", "resolved"),
                        ("a", at(6), "open", "created"), ("a", at(7), "open", "jumped"),
                        ("a", at(9), "resolved", "reply"))
        args = [file, "--id", "id", "--log-time", "when", "--event", "what", "--state", "state"]
        _, err = self.report(*args)
        for text in ("l.csv:3: what: 2025-03-03 00:05: event and state do not go together",
                     "l.csv:4: what: 2025-03-03 00:06: the ticket has been opened before",
                     "l.csv:5: what: “jumped” is no event that is known"):
            self.assertIn(text, err)
        got = self.found(*args)
        self.values(got, resolution_ms=9 * MINUTE, first_response_ms=9 * MINUTE,
                    **{"state_ms:open": 2 * MINUTE})
        self.assertEqual((got["tickets"]["events_contradictory"], got["tickets"]["unknown_events"]),
                         (2, 1))
        self.refused(*args, "--strict")

    def test_as_of(self):
        life = [("a", 0, "created"), ("a", 20, "reply"), ("a", 50, "resolved"), ("b", 30, "created")]
        got = self.events(*life, extra=["--as-of", at(25)])
        self.values(got, tickets=1, open=1, first_response_ms=20 * MINUTE)
        self.assertEqual(got["tickets"]["later"], 1)

    def test_business_time(self):
        self.write("office.txt", OFFICE)
        friday, monday = 4 * 1440 + 16 * 60, 7 * 1440 + 10 * 60
        got = self.events(("a", friday, "created"), ("a", monday, "reply"), ("a", monday, "message"),
                          ("a", monday + 30, "reply"), ("a", monday + 60, "resolved"),
                          extra=["--calendar", "office.txt"])
        self.values(got, first_response_ms=2 * HOUR, next_response_ms=30 * MINUTE,
                    resolution_ms=3 * HOUR, requester_wait_ms=3 * HOUR)
        self.values(got, **{"state_ms:new": 3 * HOUR})

    def test_random_logs_are_those_of_the_rows(self):
        """A log of openings, replies and solutions says what one row a ticket says."""
        source = random.Random(17)
        log, rows = [], []
        for ticket in range(120):
            opened = source.randrange(5000)
            reply, solved = opened + source.randrange(300), opened + 300 + source.randrange(4000)
            log.append((ticket, at(opened), "", "created"))
            has_reply, has_end = source.random() < 0.8, source.random() < 0.8
            if has_reply:
                log.append((ticket, at(reply), "", "reply"))
            if has_end:
                log.append((ticket, at(solved), "", "resolved"))
            rows.append((at(opened), at(reply) if has_reply else "", at(solved) if has_end else "",
                         0, int(has_reply), 0))
        source.shuffle(log)
        how = ["--as-of", "2025-03-20", "--sla", "first=1h,resolution=1d,active=1d", "--within", "2h",
               "--from", "2025-03-04", "--ages", "1d"]
        events = self.found(self.log(*log), "--id", "id", "--log-time", "when", "--event", "what",
                            *how)
        table_file = self.write("r.csv", table("opened,replied,solved,back,answers,moves", *rows))
        plain = self.found(table_file, "--opened", "opened", "--first-reply", "replied",
                           "--resolved", "solved", "--reopens", "back", "--replies", "answers",
                           "--transfers", "moves", *how)
        for name, one in plain.items():
            for key in ("value", "lower", "upper", "n", "mean", "met", "pending", "breached_open",
                        "breached_closed", "ages", "censored"):
                if not name.endswith("_wait_ms") and name != "on_hold_ms":
                    self.assertEqual(one.get(key), events[name].get(key), (name, key))


class Hostile(Log):
    def test_absurd_times(self):
        file = self.write("h.csv", table("opened,solved", (0, 5), (-6 * 10 ** 15 + 1, 6 * 10 ** 15 - 1),
                                         (10 ** 30, 5), (6 * 10 ** 15 - 1, -6 * 10 ** 15 + 1)))
        args = [file, "--opened", "opened", "--resolved", "solved", "--time-format", "epoch_ms"]
        got = self.found(*args, "--sla", "resolution=1h", "--ages", "1d")
        self.values(got, tickets=3)
        self.assertEqual((got["resolution_ms"]["rejected"], got["tickets"]["invalid"]), (1, 1))
        self.report(*args)

    def test_garbage(self):
        source = random.Random(23)
        words = ["a", "b", "", "new", "open", "resolved", "closed", "reply", "created", at(0), at(50),
                 "2025-13-01", "-100", "\"x", "\x00", "é" * 300, ",,", "message", "reopened"]
        for _ in range(60):
            rows = [tuple(source.choice(words) for _ in range(source.randrange(1, 6)))
                    for _ in range(source.randrange(30))]
            file = self.log(*rows)
            for args in (["--opened", "when", "--resolved", "what", "--id", "id", "--met", "state"],
                         ["--log-time", "when", "--id", "id", "--state", "state", "--event", "what",
                          "--first-reply-when", "state!=new"]):
                done = self.run_bytes("tickets", file, *args, "--format", "json")
                self.assertIn(done.returncode, (0, 1), done.stderr)
                if done.returncode == 1:
                    self.assertEqual(done.stdout, b"")

    def test_random_events(self):
        """Whatever happens in whatever order: the figures fit together."""
        source = random.Random(29)
        kinds = ["created", "created_by_agent", "reply", "auto_reply", "note", "message", "resolved",
                 "reopened", "closed", "transferred", ""]
        states = ["new", "open", "pending", "hold", "resolved", "closed", ""]
        for _ in range(20):
            rows = [(source.randrange(9), at(source.randrange(4000)),
                     source.choice(states) if source.random() < 0.5 else "", source.choice(kinds))
                    for _ in range(source.randrange(1, 120))]
            got = self.found(self.log(*rows), "--id", "id", "--log-time", "when", "--event", "what",
                             "--state", "state", "--sla", "first=1h,resolution=1h,requester=2h")
            tickets = len({row[0] for row in rows})
            self.values(got, tickets=tickets)
            solved = got["resolution_survival_ms"]
            self.assertEqual((solved["n"], solved["censored"]), (tickets, got["open"]["value"]))
            for one in got.values():
                if one["metric"] == "sla":
                    self.assertEqual(one["n"] + one["pending"] + one["absent"], tickets)
                    self.assertEqual(one["met"] + one["breached_closed"] + one["breached_open"],
                                     one["n"])
            self.assertEqual(sum(got["state_ms:" + state]["now"] for state in states[:-1]), tickets)


if __name__ == "__main__":
    program.main()
