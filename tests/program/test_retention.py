# SPDX-License-Identifier: MIT
"""The command retention: cohorts, movement, retention and churn, money."""
import datetime
import random
import re
import unittest

import program

COLUMNS = ["--customer", "customer", "--time", "time"]
HEAD = {"retention", "crr", "churn", "second_activity"}


def file_of(rows, header="customer,time"):
    return "\n".join([header] + [",".join(str(cell) for cell in row) for row in rows]) + "\n"


def months(customers, start=(2025, 1)):
    """Rows of customers whose activity is written as "x.x": a character a month."""
    rows = []
    for name, pattern in customers.items():
        for i, sign in enumerate(pattern):
            month = start[1] - 1 + i
            if sign == "x":
                rows.append((name, f"{start[0] + month // 12}-{month % 12 + 1:02}-10 12:00"))
    return rows


def reference(rows, last, over):
    """Cohorts as {first: [size, [retained by age]]}, of (customer, period); periods before `over`
    are complete."""
    active = {}
    for customer, period in rows:
        active.setdefault(customer, set()).add(period)
    cohorts = {}
    for periods in active.values():
        first = min(periods)
        cohorts.setdefault(first, []).append(periods)
    table = {first: (len(who), [sum(first + age in one for one in who)
                                for age in range(last - first + 1)])
             for first, who in cohorts.items()}
    pooled = {}
    for first, (size, retained) in table.items():
        for age, count in enumerate(retained):
            if first + age < over:
                part, whole = pooled.get(age, (0, 0))
                pooled[age] = (part + count, whole + size)
    return active, table, pooled


class Retention(program.ProgramTest):
    COMMAND = "retention"

    def rows_file(self, rows, name="r.csv", **options):
        return self.write(name, file_of(rows, **options))

    def found(self, *args, **options):
        """The objects by metric and variant; of one alone, by metric."""
        found = {}
        for one in self.metrics(*args, **options):
            found.setdefault(one["metric"], []).append(one)
        return found

    def one(self, *args, **options):
        return self.found(*args, **options)["retention"][0]


class Table(Retention):
    def setUp(self):
        super().setUp()
        self.file = self.rows_file(months(
            {"a": "xx.x", "b": "x..x", "c": "x...", "d": ".xxx", "e": ".x.x", "f": "...x"}))
        self.args = [self.file, *COLUMNS, "--until", "2025-04-15"]

    def test_cohorts(self):
        got = self.one(*self.args)
        self.assertEqual([(one["cohort"], one["size"], one["retained"], one["complete"])
                          for one in got["cohorts"]],
                         [("2025-01", 3, [3, 1, 0, 2], [True, True, True, False]),
                          ("2025-02", 2, [2, 1, 2], [True, True, False]),
                          ("2025-03", 0, [0, 0], [True, False]),
                          ("2025-04", 1, [1], [False])])
        rates = [one["rate"] for one in got["cohorts"]]
        self.assertEqual(rates, [[1, 1 / 3, 0, None], [1, 0.5, None], [None, None], [None]])
        for one in got["cohorts"]:
            for rate, lower, upper in zip(one["rate"], one["lower"], one["upper"]):
                self.assertEqual(rate is None, lower is None)
                if rate is not None:
                    self.assertTrue(lower <= rate <= upper)

    def test_averages(self):
        got = self.one(*self.args)
        self.assertEqual(got["ages"], [0, 1, 2, 3])
        self.assertEqual(got["average"], [1, 2 / 5, 0, None])
        self.assertEqual(got["average_n"], [5, 5, 3, 0])
        self.assertEqual(got["average_simple"], [1, (1 / 3 + 1 / 2) / 2, 0, None])
        self.assertEqual((got["value"], got["n"], got["age"], got["unit"]), (0.4, 5, 1, "month"))
        self.assertEqual((got["lower"], got["upper"]),
                         (got["average_lower"][1], got["average_upper"][1]))
        self.assertEqual((got["customers"], got["rows"], got["no_customer"], got["no_time"],
                          got["invalid"]), (6, 12, 0, 0, 0))
        self.assertEqual((got["until"], got["definition"], got["column"], got["method"]),
                         ("2025-04-15T00:00:00Z", "retention/month", "customer", "wilson"))

    def test_movement(self):
        got = self.one(*self.args)["movement"]
        self.assertEqual([(one["period"], one["active"], one["new"], one["back"], one["lost"],
                           one["retained"], one["complete"]) for one in got],
                         [("2025-01", 3, 3, 0, 0, 0, True), ("2025-02", 3, 2, 0, 2, 1, True),
                          ("2025-03", 1, 0, 0, 2, 1, True), ("2025-04", 5, 1, 3, 0, 1, False)])
        self.assertEqual([one["crr"] for one in got], [None, 1 / 3, 1 / 3, None])
        self.assertAlmostEqual(got[1]["churn"], 2 / 3, delta=1e-15)
        self.assertAlmostEqual(got[1]["churn_lower"], 1 - got[1]["crr_upper"], delta=1e-12)

    def test_retention_and_churn(self):
        found = self.found(*self.args)
        self.assertEqual(set(found), HEAD)
        last, whole = found["crr"]
        self.assertEqual((last["variant"], last["value"], last["start"], last["end"], last["kept"],
                          last["lost"]), ("2025-02..2025-03", 1 / 3, 3, 1, 1, 2))
        self.assertEqual((whole["variant"], whole["value"], whole["n"], whole["new"]),
                         ("2025-01..2025-03", 0, 3, 1))
        self.assertEqual([one["value"] for one in found["churn"]], [2 / 3, 1])
        step = found["retention"][0]["movement"][2]
        for name in ("crr", "churn"):
            for key in ("value", "lower", "upper"):
                self.assertEqual(step[(name + "_" + key).replace("_value", "")],
                                 found[name][0][key])

    def test_second_activity(self):
        """Events after 1 and 1 periods; b, c and e have been watched for 2, 2 and 1 more."""
        got = self.found(*self.args)["second_activity"][0]
        self.assertEqual((got["n"], got["events"], got["censored"], got["unit"], got["method"]),
                         (5, 2, 3, "month", "rothman_wilson"))
        self.assertEqual((got["value"], got["status"]), (None, "incomplete"))
        later = self.found(self.file, *COLUMNS, "--until", "2025-05-01")["second_activity"][0]
        self.assertEqual((later["value"], later["events"], later["n"]), (2, 4, 6))

    def test_until(self):
        """A period is over when its end is not after until; the latest instant unless given."""
        for until, over in (("2025-03-31 23:59", 2), ("2025-04-01", 3), ("2025-05-01 00:00", 4)):
            got = self.one(self.file, *COLUMNS, "--until", until)
            self.assertEqual([one["complete"] for one in got["movement"]],
                             [i < over for i in range(4)])
            self.assertEqual(got["average_n"][0], (3, 5, 5, 6)[over - 1])
        got = self.one(self.file, *COLUMNS)
        self.assertEqual(got["until"], "2025-04-10T12:00:00Z")
        self.assertEqual(got["cohorts"], self.one(*self.args)["cohorts"])

    def test_after_the_last_activity(self):
        """That nobody came again is known, too."""
        got = self.one(self.file, *COLUMNS, "--as-of", "2025-07-01")
        self.assertEqual(got["cohorts"][3]["retained"], [1, 0, 0])
        self.assertEqual(got["cohorts"][0]["rate"][3:], [2 / 3, 0, 0])
        self.assertEqual([(one["active"], one["lost"], one["crr"])
                          for one in got["movement"][4:]], [(0, 5, 0), (0, 0, None)])
        self.assertEqual(self.found(self.file, *COLUMNS, "--as-of", "2025-07-01")["crr"][0]["status"],
                         "empty")

    def test_on_or_after(self):
        got = self.one(*self.args, "--kind", "on-or-after")
        self.assertEqual(got["kind"], "on_or_after")
        self.assertEqual([one["retained"] for one in got["cohorts"]],
                         [[3, 1, 0, 2], [2, 1, 2], [0, 0], [1]])
        later = self.one(self.file, *COLUMNS, "--kind", "on_or_after", "--until", "2025-05-01")
        self.assertEqual([one["retained"] for one in later["cohorts"]],
                         [[3, 2, 2, 2], [2, 2, 2], [0, 0], [1]])

    def test_brackets(self):
        got = self.one(self.file, *COLUMNS, "--kind", "bracket:0,1,4", "--until", "2025-05-01")
        self.assertEqual((got["ages"], got["kind"]), ([0, 1], "bracket"))
        self.assertEqual([(one["retained"], one["complete"]) for one in got["cohorts"]],
                         [([3, 2], [True, True]), ([2, 2], [True, False]),
                          ([0, 0], [True, False]), ([1], [True])])
        self.assertEqual((got["age"], got["value"], got["n"]), (1, 2 / 3, 3))
        out, _ = self.report(self.file, *COLUMNS, "--kind", "bracket:0,1,4", "--until", "2025-05-01")
        self.assertIn("1–3", out)
        self.assertIn("active after 1–3 months, all cohorts", out)

    def test_methods(self):
        got = self.one(*self.args, "--share-method", "jeffreys", "--confidence", "0.9")
        self.assertEqual((got["method"], got["confidence"]), ("jeffreys", 0.9))


class Pooled(Retention):
    def test_small_cohorts_do_not_weigh_as_much_as_large_ones(self):
        """1 of 10 and 1 of 100: 1.8%, and not the 5.5% or 10% of a mean of rates."""
        customers = {f"a{i}": "xx" if i == 0 else "x" for i in range(100)}
        customers.update({f"b{i}": ".xx" if i == 0 else ".x" for i in range(10)})
        file = self.rows_file(months(customers))
        args = [file, *COLUMNS, "--until", "2025-04-01"]
        got = self.one(*args)
        self.assertEqual((got["n"], got["value"]), (110, 2 / 110))
        self.assertAlmostEqual(got["average_simple"][1], 0.055, delta=1e-15)
        out, _ = self.report(*args)
        self.assertIn("active after 1 month, all cohorts 1.8% [0.5%, 6.4%] n 110",
                      " ".join(out.split()))
        self.assertRegex(out, r"\n  all       110   1\.8 ")

    def test_against_a_plain_count(self):
        draw = random.Random(11)
        rows = [(f"c{draw.randrange(60)}", draw.randrange(14)) for _ in range(220)]
        file = self.rows_file([(who, f"{2023 + month // 12}-{month % 12 + 1:02}-03 10:00")
                               for who, month in rows])
        got = self.one(file, *COLUMNS, "--until", "2024-02-10")
        active, table, pooled = reference(rows, max(month for _, month in rows), 13)
        names = [f"{2023 + month // 12}-{month % 12 + 1:02}" for month in range(14)]
        for one in got["cohorts"]:
            size, retained = table.get(names.index(one["cohort"]), (0, [0] * len(one["retained"])))
            self.assertEqual((one["size"], one["retained"]), (size, retained))
        for age, value, n in zip(got["ages"], got["average"], got["average_n"]):
            part, whole = pooled.get(age, (0, 0))
            self.assertEqual((n, value), (whole, part / whole if whole else None))
        before = set()
        for one in got["movement"]:
            month = names.index(one["period"])
            now = {who for who, periods in active.items() if month in periods}
            known = {who for who, periods in active.items() if min(periods) < month}
            self.assertEqual((one["active"], one["new"], one["back"], one["lost"], one["retained"]),
                             (len(now), len(now - known), len((now & known) - before),
                              len(before - now), len(now & before)))
            before = now


class Periods(Retention):
    def names(self, times, *args):
        file = self.rows_file([(f"c{i}", time) for i, time in enumerate(times)])
        got = self.one(file, *COLUMNS, *args)
        return {one["cohort"]: one["size"] for one in got["cohorts"] if one["size"] > 0}

    def test_weeks_over_the_end_of_a_year(self):
        days = [datetime.date(year, 12, 20) + datetime.timedelta(days=i)
                for year in (2004, 2008, 2009, 2020) for i in range(25)]
        for year in (2004, 2008, 2009, 2020):
            some = [day for day in days if day.year - (day.month == 1) == year]
            expected = {}
            for day in some:
                iso = day.isocalendar()
                name = f"{iso[0]}-W{iso[1]:02}"
                expected[name] = expected.get(name, 0) + 1
            self.assertEqual(self.names([f"{day} 23:59" for day in some], "--period", "week"),
                             expected)

    def test_quarters_and_years(self):
        times = ["2024-03-31 23:59", "2024-04-01 00:00", "2024-12-31 23:59", "2025-01-01 00:00"]
        self.assertEqual(self.names(times, "--period", "quarter"),
                         {"2024-Q1": 1, "2024-Q2": 1, "2024-Q4": 1, "2025-Q1": 1})
        self.assertEqual(self.names(times, "--period", "year"), {"2024": 3, "2025": 1})

    def test_before_1970(self):
        times = ["1969-12-31 12:00", "1969-12-28 12:00"]
        self.assertEqual(self.names(times, "--period", "week"), {"1969-W52": 1, "1970-W01": 1})
        self.assertEqual(self.names(times, "--period", "quarter"), {"1969-Q4": 2})
        self.assertEqual(self.names(times), {"1969-12": 2})
        self.assertEqual(self.names(times, "--period", "day"), {"1969-12-28": 1, "1969-12-31": 1})

    def test_days(self):
        file = self.rows_file([("a", "2024-02-28"), ("a", "2024-02-29"), ("b", "2024-02-28"),
                               ("b", "2024-03-01"), ("c", "2024-03-01 09:00")])
        got = self.one(file, *COLUMNS, "--period", "day", "--until", "2024-03-02")
        self.assertEqual([(one["cohort"], one["retained"]) for one in got["cohorts"]],
                         [("2024-02-28", [2, 1, 1]), ("2024-02-29", [0, 0]), ("2024-03-01", [1])])
        self.assertEqual((got["definition"], got["unit"]), ("retention/day", "day"))

    def test_dates_are_no_times_elsewhere(self):
        file = self.rows_file([("a", "2024-02-28")])
        _, err = self.run_program("contacts", file, *COLUMNS)
        self.assertIn("“2024-02-28” is no time", err)
        _, err = self.report(self.rows_file([("a", "2024-02"), ("b", "20240228")]), *COLUMNS)
        self.assertIn("“2024-02” is no time", err)

    def test_zone(self):
        """A period is that of the place, also where the clock is moved within it."""
        times = ["2025-03-31T21:59:59Z", "2025-03-31T22:00:00Z", "2025-10-31T22:59:59Z",
                 "2025-10-31T23:00:00Z"]
        self.assertEqual(self.names(times, "--zone", "CET-1CEST,M3.5.0,M10.5.0/3"),
                         {"2025-03": 1, "2025-04": 1, "2025-10": 1, "2025-11": 1})
        self.assertEqual(self.names(times), {"2025-03": 2, "2025-10": 2})
        file = self.rows_file([("a", "2025-03-15 10:00"), ("a", "2025-04-15 10:00")])
        args = [file, *COLUMNS, "--zone", "CET-1CEST,M3.5.0,M10.5.0/3"]
        for until, over in (("2025-04-30 23:59", [True, False]), ("2025-05-01", [True, True])):
            got = self.one(*args, "--until", until)
            self.assertEqual([one["complete"] for one in got["movement"]], over)
        self.assertEqual(got["until"], "2025-04-30T22:00:00Z")
        self.assertEqual(got["definition"], "retention/month/zone=CET-1CEST,M3.5.0,M10.5.0/3")

    def test_too_many(self):
        file = self.rows_file([("a", "2020-01-01"), ("b", "2022-10-20"), ("c", "1900-01-01")])
        err = self.refused(file, *COLUMNS, "--period", "day")
        self.assertIn("r.csv:4: 1900-01-01 to 2022-10-20 is more than 1024 periods", err)
        rest = [file, *COLUMNS, "--period", "day", "--where", "customer!=c"]
        got = self.one(*rest, "--until", "2022-10-21")
        self.assertEqual(len(got["movement"]), 1024)
        err = self.refused(*rest, "--until", "2022-10-22")
        self.assertIn("2020-01-01 to 2022-10-21 is more than 1024 periods", err)

    def test_order_of_rows_does_not_matter(self):
        rows = [(f"c{random.Random(i).randrange(30)}", f"20{10 + i % 14}-{1 + i % 12:02}-01")
                for i in range(400)]
        expected, states = None, set()
        for seed in range(4):
            random.Random(seed).shuffle(rows)
            got = self.metrics(self.rows_file(rows), *COLUMNS, "--save-state", "s")
            expected = expected or got
            self.assertEqual(got, expected)
            states.add(self.read("s"))
        self.assertEqual(len(states), 1)


class Keys(Retention):
    def test_blank_customers_and_times(self):
        file = self.rows_file([("a", "2025-01-10"), ("", "2025-03-20"), ("", ""), ("b", ""),
                               ("-", "2025-02-01"), ("a", "soon")])
        args = [file, *COLUMNS, "--missing", "customer=-"]
        got = self.one(*args)
        self.assertEqual((got["customers"], got["rows"], got["no_customer"], got["no_time"],
                          got["invalid"]), (1, 5, 3, 1, 1))
        self.assertEqual(got["until"], "2025-03-20T00:00:00Z")  # until then there were records
        out, err = self.report(*args)
        self.assertIn("rows 5 · without a customer 3 · without a time 1", out)
        self.assertIn("invalid 1", out)
        self.assertIn("r.csv:7: time: “soon” is no time", err)
        self.refused(*args, "--strict")

    def test_any_text_is_a_customer(self):
        names = ["0", "00", "1", "ñandú", "x" * 5000, "18446744073709551615", "a b"]
        file = self.rows_file([(name, "2025-01-10") for name in names])
        self.assertEqual(self.one(file, *COLUMNS)["customers"], len(names))

    def test_one_customer(self):
        file = self.rows_file([("a", "2025-01-10"), ("a", "2025-02-10")])
        got = self.one(file, *COLUMNS, "--until", "2025-03-01")
        self.assertEqual((got["value"], got["n"], got["status"]), (1, 1, "ok"))
        out, _ = self.report(file, *COLUMNS, "--until", "2025-03-01")
        self.assertIn("small sample: fewer than 30", out)

    def test_one_row(self):
        found = self.found(self.rows_file([("a", "2025-01-10")]), *COLUMNS)
        self.assertEqual(found["retention"][0]["cohorts"][0]["complete"], [False])
        for name in ("retention", "crr", "churn"):
            self.assertEqual((found[name][0]["value"], found[name][0]["status"]), (None, "empty"))
        self.assertIsNone(found["crr"][0]["variant"])

    def test_nobody(self):
        file = self.rows_file([("", "2025-01-10")])
        got = self.one(file, *COLUMNS)
        self.assertEqual((got["cohorts"], got["movement"], got["ages"], got["status"]),
                         ([], [], [], "empty"))
        out, _ = self.report(file, *COLUMNS)
        self.assertIn("no data", out)
        self.assertNotIn("cohort ", out)
        out, err = self.report(self.write("e.csv", "customer,time\n"), *COLUMNS)
        self.assertIn("a header and no rows", err)
        rows = self.rows(self.write("e.csv", "customer,time\n"), *COLUMNS)
        self.assertEqual({row["metric"] for row in rows}, HEAD)


class Groups(Retention):
    def setUp(self):
        super().setUp()
        draw = random.Random(7)
        rows = []
        for i in range(90):
            area = "north" if i % 3 else "south"
            for month in range(1, 7):
                if draw.random() < (0.5 if area == "north" else 0.3):
                    rows.append((f"c{i}", f"2025-{month:02}-{1 + i % 28:02}", area))
        rows += [("c1", "2025-02-03", "south"), ("c2", "2025-06-03", "south")]
        self.rows_ = rows
        self.file = self.rows_file(rows, header="customer,time,area")
        self.args = [self.file, *COLUMNS, "--until", "2025-07-01"]

    def test_by(self):
        found = [one for one in self.metrics(*self.args, "--by", "area")
                 if one["metric"] == "retention"]
        self.assertEqual([one["group"] for one in found], ["north", "south", None])
        whole = self.one(*self.args)
        self.assertEqual({**found[2], "by": None}, whole)
        self.assertEqual(found[0]["customers"] + found[1]["customers"], whole["customers"] + 2)
        for group in ("north", "south"):
            alone = self.one(*self.args, "--where", f"area={group}")
            got = found[("north", "south").index(group)]
            self.assertEqual(got["cohorts"], alone["cohorts"])

    def test_by_table(self):
        out, _ = self.report(*self.args, "--by", "area")
        for text in ("after 1 month", "customers", "retention", "north", "south", "all",
                     "retention is that of 2025-05 – 2025-06",
                     "count once in the total: 2 more in the groups"):
            self.assertIn(text, " ".join(out.split()))

    def test_a_group_that_ended(self):
        """Nobody of it came again, and that counts as long as it counts for the others."""
        rows = months({"a": "x", "b": "xx", "c": "xxxx", "d": "..xx"})
        sides = {"a": "old", "b": "old"}
        file = self.rows_file([(*row, sides.get(row[0], "new")) for row in rows],
                              header="customer,time,side")
        found = [one for one in self.metrics(file, *COLUMNS, "--by", "side", "--until", "2025-05-01")
                 if one["metric"] == "retention"]
        old = found[1]
        self.assertEqual(old["group"], "old")
        self.assertEqual(old["cohorts"][0]["rate"], [1, 0.5, 0, 0])
        self.assertEqual([one["active"] for one in old["movement"]], [2, 1, 0, 0])
        self.assertEqual([one["lost"] for one in old["movement"]], [0, 1, 1, 0])

    def test_a_group_without_activity_in_a_period_that_is_not_over(self):
        """It has that period, too, as the others have: with nobody so far, and no rate."""
        rows = months({"a": "x", "b": "xx", "c": "xxxx", "d": "..xx"})
        sides = {"a": "old", "b": "old"}
        file = self.rows_file([(*row, sides.get(row[0], "new")) for row in rows],
                              header="customer,time,side")
        for kind, retained, rates in (
                ("on", [[2, 1, 0, 0], [0, 0, 0], [0, 0], [0]],
                 [[1, 0.5, 0, None], [None] * 3, [None] * 2, [None]]),
                ("bracket:1,2,3", [[1, 0], [0, 0], [0]], [[0.5, 0], [None, None], [None]]),
                ("bracket:3,4", [[0]], [[None]])):
            found = [one for one in self.metrics(file, *COLUMNS, "--by", "side", "--kind", kind)
                     if one["metric"] == "retention"]
            old = found[1]
            self.assertEqual(old["group"], "old")
            self.assertEqual([one["retained"] for one in old["cohorts"]], retained)
            self.assertEqual([one["rate"] for one in old["cohorts"]], rates)
            self.assertEqual([one["size"] for one in old["cohorts"]], [2, 0, 0, 0][:len(retained)])
            self.assertEqual(old["cohorts"][0]["complete"][-1], kind == "bracket:1,2,3")
            self.assertEqual([(one["active"], one["lost"], one["complete"])
                              for one in old["movement"]],
                             [(2, 0, True), (1, 1, True), (0, 1, True), (0, 0, False)])

    def test_compare(self):
        found = self.metrics(*self.args, "--compare", "area=north,south")
        pairs = {one["metric"]: one for one in found if one["metric"].endswith("_difference")}
        self.assertEqual(set(pairs), {"retention_difference", "crr_difference"})
        values = {(one["metric"], one["group"]): one["value"] for one in found
                  if one["metric"] in ("retention", "crr") and one["variant"] !=
                  "2025-01..2025-06"}
        for name in ("retention", "crr"):
            one = pairs[name + "_difference"]
            self.assertEqual(one["groups"], ["north", "south"])
            self.assertAlmostEqual(one["value"], values[name, "north"] - values[name, "south"],
                                   delta=1e-12)
            self.assertEqual(one["p_value"] < 0.05, not one["lower"] <= 0 <= one["upper"])
            self.assertEqual(one["method"], "miettinen_nurminen")
        out, _ = self.report(*self.args, "--compare", "area=north,south")
        self.assertIn("after 1 month: north − south", out)
        self.assertIn("takes for different ones: 2", " ".join(out.split()))


class States(Retention):
    def setUp(self):
        super().setUp()
        draw = random.Random(3)
        self.data = [(f"c{draw.randrange(40)}",
                      f"{2023 + i % 2}-{1 + draw.randrange(12):02}-{1 + draw.randrange(28):02}",
                      ("a", "b")[draw.randrange(2)], f"{draw.randrange(-500, 9000) / 100:.2f}")
                     for i in range(300)]
        self.data += [("", "2024-05-01", "a", "1.00"), ("c1", "soon", "a", "1.00")]
        self.how = [*COLUMNS, "--amount", "paid", "--quiet"]
        self.file = self.rows_file(self.data, header="customer,time,shop,paid")
        self.whole = self.metrics(self.file, *self.how)

    def shard(self, name, rows, *args):
        file = self.rows_file(rows, name + ".csv", header="customer,time,shop,paid")
        self.report(file, *self.how, "--save-state", name, *args)
        return name

    def merged(self, *names):
        return self.metrics(*[word for name in names for word in ("--merge", name)])

    def test_overlapping_shards(self):
        """The same customers in several files, by time, by shop or at random."""
        draw = random.Random(5)
        splits = [lambda row: row[1] < "2023-08", lambda row: row[2] == "a",
                  lambda row: draw.random() < 0.3]
        for i, split in enumerate(splits):
            parts = [[], []]
            for row in self.data:
                parts[split(row)].append(row)
            shared = set.intersection(*({row[0] for row in part} for part in parts))
            self.assertGreater(len(shared), 5)
            names = [self.shard(f"s{i}{j}", part) for j, part in enumerate(parts)]
            self.assertEqual(self.merged(*names), self.whole)
            self.assertEqual(self.merged(*reversed(names)), self.whole)

    def test_the_same_activity_in_two_files(self):
        """A purchase that is in both is one activity, of one customer."""
        rows = [row[:2] for row in self.data[:100]]
        args = [*COLUMNS, "--quiet"]
        whole = self.one(self.rows_file(rows), *args)
        for name, part in (("one", rows[:70]), ("two", rows[30:])):
            self.report(self.rows_file(part), *args, "--save-state", name)
        got = self.merged("one", "two")[0]
        for key in ("customers", "cohorts", "average", "movement", "until"):
            self.assertEqual(got[key], whole[key], key)
        self.assertEqual(got["rows"], 140)

    def test_windows_that_are_far_apart(self):
        early = self.shard("early", [("c1", "1999-01-05", "a", "1")])
        late = self.shard("late", [("c1", "2025-01-05", "a", "1"), ("c2", "2025-02-05", "a", "1")])
        got = self.merged(late, early)[0]
        self.assertEqual(len(got["movement"]), 26 * 12 + 2)
        self.assertEqual((got["cohorts"][0]["cohort"], got["customers"]), ("1999-01", 2))
        self.assertEqual(got["movement"][-2]["back"], 1)

    def test_windows_that_are_too_far_apart(self):
        args = ["--period", "day"]
        early = self.shard("early", [("c1", "1999-01-05", "a", "1")], *args)
        late = self.shard("late", [("c1", "2025-01-05", "a", "1")], *args)
        err = self.refused("--merge", early, "--merge", late)
        self.assertIn("1999-01-05 to 2025-01-05 is more than 1024 periods", err)
        self.assertIn("cannot merge", err)

    def test_with_a_file(self):
        first, second = self.data[:150], self.data[150:]
        self.shard("first", first)
        file = self.rows_file(second, "second.csv", header="customer,time,shop,paid")
        self.assertEqual(self.metrics(file, *self.how, "--merge", "first"), self.whole)

    def test_by(self):
        grouped = self.metrics(self.file, *self.how, "--by", "shop", "--save-state", "s")
        self.assertEqual(self.merged("s"), grouped)
        total = [one for one in grouped if one["group"] is None]
        self.assertEqual([{**one, "by": None} for one in total], self.whole)
        self.assertEqual(self.metrics("--merge", "s", "--compare", "shop=a,b"),
                         self.metrics(self.file, *self.how, "--compare", "shop=a,b"))

    def test_read_again_in_another_way(self):
        self.shard("s", self.data)
        for how in (["--kind", "on-or-after"], ["--until", "2024-03-01"], ["--confidence", "0.5"],
                    ["--kind", "bracket:0,1,3"]):
            self.assertEqual(self.metrics("--merge", "s", *how),
                             self.metrics(self.file, *self.how, *how))

    def test_zone_is_that_of_the_states(self):
        zone = "CET-1CEST,M3.5.0,M10.5.0/3"
        file = self.rows_file([("a", "2025-03-31T22:30Z"), ("a", "2025-05-31T22:00Z")])
        whole = self.metrics(file, *COLUMNS, "--zone", zone, "--save-state", "s")
        self.assertEqual(whole[0]["cohorts"][0]["cohort"], "2025-04")
        self.assertEqual(self.metrics("--merge", "s"), whole)
        got = self.metrics("--merge", "s", "--until", "2025-06-01")[0]
        self.assertEqual(got["until"], "2025-05-31T22:00:00Z")
        err = self.refused("--merge", "s", "--zone", "UTC", expect=2)
        self.assertIn("--zone needs an input file", err)

    def test_period_is_that_of_the_states(self):
        file = self.rows_file([("a", "2025-01-01"), ("b", "2025-02-10")])
        self.report(file, *COLUMNS, "--period", "week", "--save-state", "s")
        got = self.one(file, *COLUMNS, "--merge", "s")
        self.assertEqual((got["definition"], got["customers"], got["rows"]),
                         ("retention/week", 2, 4))

    def test_other_definitions(self):
        file = self.rows_file([("a", "2025-01-01", "3"), ("b", "2025-02-10", "4")],
                              header="customer,time,paid")
        self.report(file, *COLUMNS, "--save-state", "months")
        for args, text in ((["--period", "week"], "retention/week"),
                           (["--zone", "+02:00"], "retention/month/zone=+02:00")):
            err = self.refused(file, *COLUMNS, "--merge", "months", *args)
            self.assertIn(text, err)
            self.assertIn("retention/month", err)
        err = self.refused(file, *COLUMNS, "--amount", "paid", "--merge", "months")
        self.assertIn("months holds no retention of customer+paid", err)
        self.report(file, *COLUMNS, "--amount", "paid", "--amount-decimals", "0", "--save-state",
                    "whole")
        err = self.refused(file, *COLUMNS, "--amount", "paid", "--amount-decimals", "2", "--merge",
                           "whole")
        self.assertIn("retention/month/amounts=100", err)
        self.assertEqual(self.found(file, *COLUMNS, "--amount", "paid", "--merge", "whole")
                         ["retention"][0]["definition"], "retention/month/amounts=1")
        err = self.run_program("contacts", "--merge", "months", expect=1)[1]
        self.assertIn("months", err)

    def test_damaged(self):
        """Any change of the file is found by its hash; with that repaired, nothing crashes."""
        self.shard("s", self.data[:20])
        content = self.read("s")
        self.write("bad", content.replace(b"505456", b"505457", 1))
        self.assertIn("bad", self.refused("--merge", "bad"))
        line, _, end = content.partition(b"\nend ")
        head, state = line.rsplit(b"state=", 1)
        draw = random.Random(1)
        for _ in range(150):
            raw = bytearray(bytes.fromhex(state.decode()))
            at = draw.randrange(len(raw))
            raw[at] ^= 1 << draw.randrange(8)
            if draw.random() < 0.2:
                raw = raw[:draw.randrange(len(raw))]
            changed = head + b"state=" + bytes(raw).hex().encode() + b"\n"
            value = 0xcbf29ce484222325
            for byte in changed:
                value = (value ^ byte) * 0x100000001b3 % 2 ** 64
            self.write("bad", changed + b"end 1 " + f"{value:016x}".encode() + b"\n")
            done = self.run_bytes("retention", "--merge", "bad", "--format", "csv")
            self.assertIn(done.returncode, (0, 1), done.stderr)
        self.assertTrue(end)


class Money(Retention):
    def money(self, rows, *args, until="2025-03-01"):
        file = self.rows_file(rows, header="customer,time,paid")
        return self.found(file, *COLUMNS, "--amount", "paid", "--until", until, *args)

    def test_gross_and_net(self):
        """Of 300 at the start: a pays less, b more, c nothing; d is new, e came back."""
        rows = [("a", "2025-01-05", "60.00"), ("a", "2025-01-06", "40"), ("b", "2025-01-07", "100"),
                ("c", "2025-01-08", "100.0"), ("a", "2025-02-01", "50"), ("b", "2025-02-01", "130"),
                ("d", "2025-02-02", "70"), ("e", "2024-11-02", "9.99"), ("e", "2025-02-02", "10.01")]
        found = self.money(rows)
        gross, net = found["grr"][0], found["nrr"][0]
        self.assertEqual((gross["value"], net["value"]), (0.5, 0.6))
        self.assertEqual((gross["n"], gross["variant"], gross["method"], gross["column"]),
                         (3, "2025-01..2025-02", "student_t", "customer+paid"))
        for key, value in (("start", 300), ("end", 260.01), ("expansion", 30), ("contraction", 50),
                           ("churned", 100), ("new", 70), ("reactivated", 10.01), ("n_churned", 1),
                           ("n_expanded", 1), ("n_contracted", 1), ("n_new", 1),
                           ("n_reactivated", 1), ("n_idle", 0), ("missing", 0), ("rejected", 0)):
            self.assertEqual((gross[key], net[key]), (value, value), key)
        self.assertEqual(gross["definition"], "retention/month/amounts=100")

    def test_exactly(self):
        """A hundred thousand tenths are ten thousand."""
        rows = [(f"c{i % 7}", "2025-01-05", "0.1") for i in range(70000)]
        rows += [(f"c{i}", "2025-02-05", "1000.00") for i in range(7)]
        net = self.money(rows)["nrr"][0]
        self.assertEqual((net["start"], net["end"], net["value"]), (7000, 7000, 1))

    def test_decimals(self):
        rows = [("a", "2025-01-05", "1.2345"), ("a", "2025-02-05", "2.469")]
        net = self.money(rows, "--amount-decimals", "4")["nrr"][0]
        self.assertEqual((net["start"], net["value"]), (1.2345, 2))
        for cell, decimals, start in (("1.00", 0, 1), ("+5.", 0, 5), (".5", 1, 0.5),
                                      ("007.10", 2, 7.1), ("92233720368547758.07", 2, None)):
            net = self.money([("a", "2025-01-05", cell), ("b", "2025-02-05", "1")],
                             "--amount-decimals", str(decimals))["nrr"][0]
            self.assertEqual(net["start"], start if start is not None else 92233720368547758.07)

    def test_what_is_no_amount(self):
        cells = ["1.234", "1,5", "1e3", "abc", "-", "--1", "1.2.3", ".", "0x1", "nan",
                 "92233720368547758.08", "£5"]
        rows = [(f"c{i}", "2025-01-05", f'"{cell}"') for i, cell in enumerate(cells)]
        rows += [("ok", "2025-01-05", "5"), ("ok", "2025-02-05", "4"), ("blank", "2025-01-05", "")]
        file = self.rows_file(rows, header="customer,time,paid")
        args = [file, *COLUMNS, "--amount", "paid", "--until", "2025-03-01"]
        out, err = self.report(*args)
        self.assertIn("r.csv:2: paid: “1.234” is no amount with at most 2 decimals", err)
        self.assertIn("9 more, 12 invalid in all", err)
        self.assertIn("customers with an amount missing 13, with a negative sum 0",
                      " ".join(out.split()))
        found = self.found(*args)
        self.assertEqual((found["nrr"][0]["value"], found["nrr"][0]["missing"]), (0.8, 13))
        self.assertEqual(found["retention"][0]["customers"], 14)  # they were active all the same
        self.refused(*args, "--strict")

    def test_negative_sums(self):
        rows = [("a", "2025-01-05", "10"), ("a", "2025-01-06", "-10.01"), ("b", "2025-01-05", "10"),
                ("b", "2025-01-06", "-4"), ("b", "2025-02-05", "6")]
        found = self.money(rows)
        net = found["nrr"][0]
        self.assertEqual((net["rejected"], net["n"], net["value"], net["start"]), (1, 1, 1, 6))

    def test_a_sum_that_is_too_large(self):
        rows = [("a", "2025-01-05", "92233720368547758.07")] * 2
        file = self.rows_file(rows, header="customer,time,paid")
        self.refused(file, *COLUMNS, "--amount", "paid")

    def test_no_second_period(self):
        found = self.money([("a", "2025-01-05", "10")], until="2025-01-20")
        self.assertEqual((found["grr"][0]["value"], found["grr"][0]["status"]), (None, "empty"))

    def test_table(self):
        rows = [(f"c{i}", f"2025-0{1 + i % 2}-05", 10 + i) for i in range(40)]
        rows += [(f"c{i}", "2025-02-06", 12) for i in range(0, 40, 2)]
        file = self.rows_file(rows, header="customer,time,paid")
        args = [file, *COLUMNS, "--amount", "paid", "--until", "2025-03-01"]
        out, _ = self.report(*args)
        self.assertIn("gross revenue retention 2025-01 – 2025-02", out)
        self.assertIn("Student's t", out)
        out, _ = self.report(*args, "--lang", "es")
        self.assertIn("retención neta de ingresos 2025-01 – 2025-02", out)


class Output(Retention):
    def setUp(self):
        super().setUp()
        draw = random.Random(2)
        customers = {f"c{i}": "." * (i % 12) + "x" + "".join(draw.choice("x..")
                     for _ in range(12 - i % 12)) for i in range(400)}
        self.args = [self.rows_file(months(customers)), *COLUMNS]

    def cells(self, out):
        """The lines of the heat map by cohort."""
        lines = {}
        for line in out.splitlines():
            found = re.match(r"  (20\d\d-\d\d|all|todas) +([\d.,]+) (.*)", line)
            if found and found.group(1) not in lines:
                lines[found.group(1)] = found.group(3)
        return lines

    def test_english(self):
        out, err = self.report(*self.args)
        self.assertEqual(err, "")
        for text in ("Retention  customer  active in that very period, by month",
                     "the percentage that was active so many months after its first",
                     "cohort   size   1   2", "(n) not over: a count", "period ", "not over",
                     "active after 1 month, all cohorts", "retention 2025-11 – 2025-12",
                     "churn", "median months to the second activity", "rows ",
                     "until 2026-01-10 12:00: 2026-01 is not over, and has counts and no rates",
                     "Wilson", "Rothman-Wilson"):
            self.assertIn(text, out)

    def test_spanish(self):
        out, _ = self.report(*self.args, "--lang", "es")
        for text in ("Retención  customer  activos en ese mismo periodo, por mes", "cohorte",
                     "tamaño", "todas", "en curso", "activos tras 1 mes, todas las cohortes",
                     "abandono", "mediana de meses hasta la segunda actividad", "sin cliente 0",
                     " %"):
            self.assertIn(text, out)

    def test_widths(self):
        for width in (40, 60, 80, 100, 120, 160):
            for lang in ("en", "es"):
                for more in ([], ["--cells", "count"], ["--period", "week"]):
                    out, _ = self.report(*self.args, *more, "--lang", lang,
                                         env={"COLUMNS": str(width)})
                    above, _, _ = out.partition("active after" if lang == "en" else "activos tras")
                    for line in above.splitlines()[:-1]:
                        self.assertLessEqual(len(line), width, line)
                        self.assertEqual(line, line.rstrip())
                    if "--period" in more:
                        self.assertRegex(out, "do not fit" if lang == "en" else "no caben")

    def test_more_room_more_decimals(self):
        out, _ = self.report(*self.args, env={"COLUMNS": "80"})
        self.assertNotRegex(self.cells(out)["2025-01"], r"\d\.\d")
        out, _ = self.report(*self.args, env={"COLUMNS": "120"})
        self.assertRegex(self.cells(out)["2025-01"], r"\d\.\d")
        out, _ = self.report(*self.args, "--decimals", "2", env={"COLUMNS": "120"})
        self.assertRegex(self.cells(out)["2025-01"], r"\d\.\d\d ")

    def test_cells_are_those_of_json(self):
        got = self.one(*self.args)
        for cells in ("rate", "count"):
            out, _ = self.report(*self.args, "--cells", cells, "--decimals", "1",
                                 env={"COLUMNS": "160"})
            lines = self.cells(out)
            for one in got["cohorts"][:-1]:
                # the second part: counts of what is not over
                shown = re.findall(r"(\()?([\d.]+)\)?", lines[one["cohort"]])
                self.assertEqual([bool(bracket) for bracket, _ in shown],
                                 [not complete for complete in one["complete"][1:]])
                for (bracket, number), rate, retained in zip(shown, one["rate"][1:],
                                                             one["retained"][1:]):
                    if bracket or cells == "count":
                        self.assertEqual(number, str(retained))
                    else:
                        self.assertAlmostEqual(float(number), 100 * rate, delta=0.0501)

    def test_shades(self):
        out, _ = self.report(*self.args)
        self.assertRegex(out, "[░▒▓█] ?[0-9]")
        out, _ = self.report(*self.args, "--color", "always")
        self.assertIn("\033[48;5;", out)
        self.assertNotRegex(out, "[░▒▓█]")
        plain = re.sub("\033\\[[0-9;]*m", "", out)
        self.assertIn("(", self.cells(plain)["2025-01"])
        out, _ = self.report(*self.args, env={"LC_ALL": "C"})
        self.assertTrue(out.isascii())
        self.assertRegex(out, "[.:=#] ?[0-9]")

    def test_nobody_came_again(self):
        file = self.rows_file([("a", "2025-01-10"), ("b", "2025-02-10")])
        out, _ = self.report(file, *COLUMNS, "--until", "2025-04-01")
        self.assertNotIn("≥", out)
        self.assertIn("not reached", out)
        out, _ = self.report(file, *COLUMNS, "--until", "2025-04-01", "--lang", "es")
        self.assertIn("no alcanzada", out)

    def test_csv(self):
        got = self.one(*self.args)
        rows = self.rows(*self.args)
        cells = [row for row in rows if row["metric"] == "cell"]
        self.assertEqual(len(cells), sum(len(one["retained"]) for one in got["cohorts"]))
        expected = [(one["cohort"], age, one["size"], one["retained"][age], one["rate"][age],
                     one["complete"][age]) for one in got["cohorts"]
                    for age in range(len(one["retained"]))]
        self.assertEqual([(row["cohort"], int(row["age"]), int(row["n"]), int(row["retained"]),
                           float(row["value"]) if row["value"] else None,
                           row["complete"] == "true") for row in cells], expected)
        averages = [row for row in rows if row["metric"] == "average"]
        self.assertEqual([float(row["value"]) if row["value"] else None for row in averages],
                         got["average"])
        moves = [row for row in rows if row["metric"] == "movement"]
        self.assertEqual([(row["period"], int(row["active"]), int(row["lost"])) for row in moves],
                         [(one["period"], one["active"], one["lost"]) for one in got["movement"]])
        self.assertEqual(rows[0]["metric"], "retention")
        self.assertTrue(all(None not in row and None not in row.values() for row in rows))

    def test_csv_by(self):
        file = self.rows_file([("a", "2025-01-10", "x"), ("a", "2025-02-10", "x"),
                               ("b", "2025-01-10", "y")], header="customer,time,g")
        rows = [row for row in self.rows(file, *COLUMNS, "--by", "g", "--until", "2025-03-01")
                if row["metric"] == "cell" and row["age"] == "1"]
        self.assertEqual([(row["group"], row["cohort"], row["retained"]) for row in rows],
                         [("x", "2025-01", "1"), ("y", "2025-01", "0"), ("", "2025-01", "1")])


class Refusals(Retention):
    def test_command_line(self):
        file = self.rows_file([("a", "2025-01-10")])
        for args, text in (
                (["--time", "time"], "--customer is needed"),
                (["--customer", "customer"], "--time is needed"),
                ([*COLUMNS, "--period", "fortnight"], "day, week, month, quarter, year"),
                ([*COLUMNS, "--kind", "off"], "none of on, on-or-after and bracket"),
                ([*COLUMNS, "--cells", "x"], "rate, count"),
                ([*COLUMNS, "--amount-decimals", "2"], "--amount-decimals goes with --amount"),
                ([*COLUMNS, "--amount", "time", "--amount-decimals", "7"], "0, 1, 2, 3, 4, 5, 6"),
                ([*COLUMNS, "--until", "soon"], "--until: “soon” is no instant"),
                ([*COLUMNS, "--calendar", "x"], "no option “--calendar”")):
            self.assertIn(text, self.refused(file, *args, expect=2))
        for kind in ("bracket:", "bracket:1", "bracket:1,", "bracket:2,1", "bracket:1,1",
                     "bracket:-1,2", "bracket:a,b", "bracket:1,9999999", "bracket",
                     "bracket:" + ",".join(map(str, range(18)))):
            self.assertIn("--kind", self.refused(file, *COLUMNS, "--kind", kind, expect=2))
        self.assertIn("no column “who”",
                      self.refused(file, "--customer", "who", "--time", "time", expect=1))

    def test_of_states(self):
        file = self.rows_file([("a", "2025-01-10")])
        self.report(file, *COLUMNS, "--save-state", "s")
        for option, value in (("--customer", "c"), ("--time", "t"), ("--period", "week"),
                              ("--amount", "a"), ("--zone", "UTC"), ("--time-format", "iso")):
            err = self.refused("--merge", "s", option, value, expect=2)
            self.assertIn(f"{option} needs an input file", err)

    def test_hostile_files(self):
        for content in (b"", b"\0", b"customer,time\n\0,\0\n", b"customer,time\n\"a,2025-01-01\n",
                        b"customer,time\n" + b"x" * (1 << 20) + b",2025-01-01\n",
                        b"customer,time\na,99999-01-01\na,-1\na,2025-13-45\n",
                        b"\xff\xfe,time\n\xff,2025-01-01\n"):
            self.write("h.csv", content)
            done = self.run_bytes("retention", "h.csv", *COLUMNS)
            self.assertIn(done.returncode, (0, 1, 2), content[:40])
            if done.returncode != 0:
                self.assertEqual(done.stdout, b"")

    def test_far_instants(self):
        """An instant that no zone knows is no time."""
        file = self.rows_file([("a", "9000000000000000000"), ("a", "-9000000000000000000"),
                               ("a", "0")])
        out, err = self.report(file, *COLUMNS, "--time-format", "epoch_ms")
        self.assertIn("is no time", err)
        self.assertIn("1970-01", out)


if __name__ == "__main__":
    program.main()
