# SPDX-License-Identifier: MIT
"""Durations: stamps and their forms, zones, records, limits, percentiles, states, reports."""
import fractions
import os
import re
import unittest

import program

MINUTE = 60000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
ZONES = os.environ.get("TZDIR") or "/usr/share/zoneinfo"


def ranks(n, percent):
    """Between which ranks the percentile lies with 95 %, from the binomial distribution itself."""
    p = fractions.Fraction(percent, 100)
    term, tail, below = (1 - p) ** n, fractions.Fraction(0), []
    for k in range(n + 1):
        tail += term
        below.append(tail)  # P(B <= k)
        term = term * (n - k) / (k + 1) * p / (1 - p)
    alpha = fractions.Fraction(25, 1000)
    lower = max(r for r in range(1, n + 1) if below[r - 1] <= alpha)
    upper = min(r for r in range(1, n + 1) if 1 - below[r - 1] <= alpha)
    return lower, upper


class DurationsTest(program.ProgramTest):
    COMMAND = "durations"
    SPAN = ["a.csv", "--from", "a", "--to", "b"]
    VALUE = ["a.csv", "--value", "t", "--unit"]

    def spans(self, *spans):
        """Writes a file of two columns of stamps."""
        self.write("a.csv", "a,b\n" + "".join(f"{a},{b}\n" for a, b in spans))

    def values(self, *values):
        self.column("a.csv", "t", values)

    def measure(self, a, b, *args):
        """How long one case took, in ms; "invalid", "missing" or "rejected" if it did not count."""
        self.spans((a, b))
        got = self.metric(*self.SPAN, *args, "--quiet")
        for name in ("invalid", "missing", "rejected"):
            if got[name]:
                return name
        return got["value"]


class Usage(DurationsTest):
    def misused(self, *args):
        err = self.refused(*args, expect=2)
        self.assertIn("see postventa durations --help", err)
        spanish = self.refused(*args, "--lang", "es", expect=2)
        self.assertNotEqual(err.splitlines()[0], spanish.splitlines()[0])
        return err

    def test_what_goes_together(self):
        self.write("a.csv", "a,b,t\n2025-01-01 10:00,2025-01-01 11:00,5\n")
        for args, text in ((["a.csv"], "give --from and --to, or --value"),
                           (["--from", "a", "--to", "b"], "no input"),
                           (["a.csv", "--from", "a"], "--from and --to go together"),
                           (["a.csv", "--to", "a"], "--from and --to go together"),
                           (["a.csv", "--value", "t"], "--value needs --unit"),
                           (["a.csv", "--value", "t", "--unit", "d"], "ms, s, min, h"),
                           ([*self.SPAN, "--unit", "s"], "--unit is for --value"),
                           ([*self.SPAN, "--value", "t", "--unit", "s"], "goes without --from"),
                           ([*self.VALUE, "s", "--zone", "UTC"], "need --from and --to"),
                           ([*self.VALUE, "s", "--calendar", "x"], "need --from and --to"),
                           (["--merge", "s", "--id", "a"], "need an input file"),
                           (["--merge", "s", "--zone", "UTC"], "need an input file"),
                           ([*self.SPAN, "--by", "a", "--compare", "a=1,2"], "--by and --compare"),
                           ([*self.SPAN, "--nps", "a"], "no option")):
            with self.subTest(args=args):
                self.assertIn(text, self.misused(*args))

    def test_values_of_options(self):
        self.spans(("2025-01-01 10:00", "2025-01-01 11:00"))
        for option, bad, text in (
                ("--within", ("20", "20 parsecs", "x", "", "1h,60min", "0.5ms", "-1s", "1h,,2h",
                              "1s,2s,3s,4s,5s,6s,7s,8s,9s", "1e3s", "9" * 40 + "d"), "20s,15min"),
                ("--percentiles", ("0", "100", "x", "", "50,50.0", "90,", "101", "-1", "1e1",
                                   "0.00000001", ",".join(map(str, range(1, 18)))), "below 100"),
                ("--percentile-type", ("3", "nearest", "9"), "nearest_rank, midpoint"),
                ("--time-format", ("", "x", "%H:%M", "%d/%m %H:%M", "%s", "%", "%Y-%m", "%d/%M/%Y",
                                   "%Q", "%Y" * 100, "ISO"), "--time-format"),
                ("--zone", ("Europe/Nowhere", "../../etc/passwd", "/etc/passwd", "Europe/../UTC", "",
                            "Europe", "Europe/", ".", "+25:00", "x" * 5000), "--zone")):
            for value in bad:
                with self.subTest(option=option, value=value[:40]):
                    self.assertIn(text, self.misused(*self.SPAN, option, value))

    def test_columns(self):
        self.spans(("2025-01-01 10:00", "2025-01-01 11:00"))
        self.assertIn("no column “c”", self.refused("a.csv", "--from", "a", "--to", "c"))
        self.assertIn("no column “c”", self.refused(*self.SPAN, "--id", "c"))
        self.assertIn("no column “c”", self.refused(*self.SPAN, "--by", "c"))

    def test_help(self):
        english, spanish = (self.report("--help", "--lang", lang)[0] for lang in ("en", "es"))
        for text in (english, spanish):
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            self.assertIn("--from COL", text)
        for line in set(english.splitlines()) & set(spanish.splitlines()):
            self.assertRegex(line, "^$|^  (-[hV], )?--|^  postventa durations ")


class Stamps(DurationsTest):
    START = "2025-03-03 10:00"

    def check(self, cells, args, expected):
        for cell in cells:
            with self.subTest(cell=cell):
                self.assertEqual(self.measure(self.START, cell, *args), expected)

    def test_plain(self):
        self.check(["2025-03-03 11:30", "2025-03-03T11:30", "2025-03-03t11:30Z",
                    "2025-03-03 11:30:00", "2025-03-03 11:30:00.000000", '"2025-03-03 11:30:00,0"',
                    "2025-03-03T12:30+01:00", "2025-03-03T12:30+0100", "2025-03-03T12:30+01",
                    "2025-03-03T10:00-01:30", "2025-03-03 11:30 UTC", "2025-03-03 11:30 +00:00",
                    "2025/03/03 11:30", "2025-3-3 11:30", " 2025-03-03 11:30 "], [], 90 * MINUTE)
        self.assertEqual(self.measure(self.START, "2025-03-03 24:00"), 14 * HOUR)
        self.assertEqual(self.measure(self.START, "2025-03-04 00:00"), 14 * HOUR)
        self.assertEqual(self.measure(self.START, "2025-03-03 10:00:01.5"), 1500)
        self.assertEqual(self.measure(self.START, "2025-03-03 10:00:00.0019999"), 1)
        self.assertEqual(self.measure("2016-12-31 23:59:60", "2017-01-01 00:00:00"), 0)
        self.assertEqual(self.measure("0001-01-01 00:00", "9999-12-31 23:59"),
                         ((3652058 * 24 + 23) * 60 + 59) * MINUTE)

    def test_what_is_no_stamp(self):
        self.check(["x", "2025-03-03", "11:30", "3/3/2025 11:30", "2025-13-01 10:00",
                    "2025-02-29 10:00", "2025-04-31 10:00", "2025-00-01 10:00", "2025-03-00 10:00",
                    "2025-03-03 24:01", "2025-03-03 25:00", "2025-03-03 10:60", "2025-03-03 10:00:61",
                    "2025-03-03  10:00", "2025-03-03 10:00:00.", "2025-03-03 10:00 x",
                    "2025-03-03 10:00+24:00", "2025-03-03 10:00+1", "2025-03-03 10:00+01:60",
                    "25-03-03 10:00", "12025-03-03 10:00", "-2025-03-03 10:00", "0000-01-01 00:00",
                    "2025-03-0310:00", "2025-03/03 10:00", "2025-03-03 10", "1741000000", "٢٠٢٥",
                    "2025-03-03 10:00 PM", "2025-03-03 1:0", "9" * 3000], [], "invalid")
        self.check(["2024-02-29 10:00"], [], "rejected")
        self.check(["", "  "], [], "missing")
        self.assertEqual(self.measure("", "x"), "invalid")

    def test_a_date_that_can_be_mistaken(self):
        self.spans((self.START, "3/4/2025 11:30"))
        _, err = self.report(*self.SPAN)
        self.assertIn("a.csv:2: b: “3/4/2025 11:30” can be mistaken", err)
        self.assertIn("--time-format", err)

    def test_iso(self):
        self.check(["2025-03-03 11:30", "2025-03-03T11:30:00.0Z"], ["--time-format", "iso"],
                   90 * MINUTE)
        self.check(["2025/03/03 11:30", "2025-3-3 11:30", "2025-03-03 11:30 UTC"],
                   ["--time-format", "iso"], "invalid")

    def test_epoch(self):
        self.assertEqual(self.measure("0", "1.5", "--time-format", "epoch"), 1500)
        self.assertEqual(self.measure("-5", "1e1", "--time-format", "epoch"), 15000)
        self.assertEqual(self.measure("1741000000000", "1741000000250", "--time-format", "epoch_ms"),
                         250)
        for cell in ("1e300", "nan", "inf", "7e15", "9223372036854775807", "2025-01-01 00:00"):
            self.assertEqual(self.measure("0", cell, "--time-format", "epoch"), "invalid", cell)

    def test_patterns(self):
        for pattern, a, b, expected in (
                ("%d/%m/%Y %H:%M", "29/2/2016 01:16", "1/3/2016 11:29", DAY + 10 * HOUR + 13 * MINUTE),
                ("%m/%d/%Y %I:%M:%S %p", "02/03/2025 11:59:59 PM", "02/04/2025 12:00:01 am", 2000),
                ("%d.%m.%y %H:%M", "31.12.99 23:59", "01.01.00 00:00", MINUTE),
                ("%Y%m%dT%H%M%S%z", "20250303T100000+0100", "20250303T100000Z", HOUR),
                ("%d-%b-%Y %T", "03-Mar-2025 10:00:00", "04-mar-2025 10:00:00", DAY),
                ("%d %B %Y %H:%M", "3 March 2025 10:00", "3 April 2025 10:00", 31 * DAY),
                ("%m/%d/%Y %I:%M:%S.%f %p", "3/3/2025 1:00:00.25 AM", "3/3/2025 1:00:00.5 PM",
                 12 * HOUR + 250),
                ("%F %T.%f%z", "2025-03-03 10:00:00.123456+01:00", "2025-03-03 09:00:01.123Z", 1000),
                ("%Y-%m-%d", "2025-03-03", "2025-03-04", DAY), ("%F", "2025-03-03", "2025-03-03", 0),
                ("%D %R", "03/03/25 10:00", "03/03/25 10:05", 5 * MINUTE),
                ("at %Y-%m-%d 100%% %H:%M", "at 2025-03-03 100% 10:00", "at 2025-03-03 100% 10:01",
                 MINUTE)):
            with self.subTest(pattern=pattern):
                self.assertEqual(self.measure(a, b, "--time-format", pattern), expected)

    def test_what_does_not_fit_a_pattern(self):
        for cell in ("30/2/2025 10:00", "31/4/2025 10:00", "1/13/2025 10:00", "1/1/2025 10:00 x",
                     "1/1/2025", "x", "1/1/2025 24:30", "1/1/2025 10:00+01:00", "\xff",
                     "1/1/2025 " + "1" * 3000):
            got = self.measure("1/1/2024 10:00", cell, "--time-format", "%d/%m/%Y %H:%M")
            self.assertEqual(got, "invalid", cell)

    def test_words_never_follow_the_locale(self):
        self.spans(("03 Jan 2025 10:00", "03 Aug 2025 10:00"))
        for name in ("C", "es_ES.UTF-8", "nowhere"):
            got = self.metric(*self.SPAN, "--time-format", "%d %b %Y %H:%M",
                              env={"LC_ALL": name, "TZ": "America/New_York"})
            self.assertEqual(got["value"], 212 * DAY)


@unittest.skipUnless(os.path.exists(os.path.join(ZONES, "Europe/Madrid")), "no tz database")
class Zones(DurationsTest):
    def test_forms(self):
        for zone in ("Europe/Madrid", "CET-1CEST,M3.5.0,M10.5.0/3", "+01:00", "+01", "+0100"):
            self.assertEqual(self.measure("2025-01-10 10:00", "2025-01-10T10:00Z", "--zone", zone),
                             HOUR, zone)
        for zone in ("UTC", "Z", "Etc/UTC", "-00:00"):
            self.assertEqual(self.measure("2025-01-10 10:00", "2025-01-10T10:00Z", "--zone", zone), 0)
        self.assertEqual(self.measure("2025-01-10 10:00", "2025-01-10T10:00Z", "--zone",
                                      "Asia/Kathmandu"), 5 * HOUR + 45 * MINUTE)
        self.assertEqual(self.measure("2025-01-10 10:00", "2025-01-10T10:00Z", "--zone", "-05:30"),
                         "rejected")

    def test_clock_changes(self):
        for zone, a, b, hours in (
                ("Europe/Madrid", "2025-03-29 12:00", "2025-03-30 12:00", 23),
                ("Europe/Madrid", "2025-10-25 12:00", "2025-10-26 12:00", 25),
                ("Europe/Madrid", "2025-10-26 02:30", "2025-10-26 02:30", 1),  # start first, end last
                ("Europe/Madrid", "2025-03-30 02:10", "2025-03-30 03:00", 0),  # a gap: to its end
                ("Europe/Madrid", "2025-03-30 01:00", "2025-03-30 02:10", 1),
                ("Australia/Lord_Howe", "2025-04-05 12:00", "2025-04-06 12:00", 24.5),
                ("Pacific/Apia", "2011-12-29 12:00", "2011-12-31 12:00", 24),
                ("America/New_York", "2007-03-10 12:00", "2007-03-11 12:00", 23),
                ("America/New_York", "2006-03-10 12:00", "2006-03-11 12:00", 24),
                ("Europe/Madrid", "2125-06-30 12:00", "2125-12-30 12:00", 183 * 24 + 1)):
            with self.subTest(zone=zone, a=a):
                self.assertEqual(self.measure(a, b, "--zone", zone), hours * HOUR)

    def test_offset_in_the_stamp(self):
        span = ("2025-03-29T12:00+00:00", "2025-03-30T12:00+00:00")
        self.assertEqual(self.measure(*span, "--zone", "Europe/Madrid"), DAY)
        self.assertEqual(self.measure(*span, "--zone", "Europe/Madrid", "--ignore-offset"), 23 * HOUR)
        self.assertEqual(self.measure("2025-01-01T12:00+05:00", "2025-01-01T12:00Z",
                                      "--ignore-offset"), 0)
        self.assertEqual(self.measure("2025-01-01T12:00+05:00", "2025-01-01T12:00Z",
                                      "--time-format", "%Y-%m-%dT%H:%M%z", "--ignore-offset"), 0)

    def test_other_database(self):
        os.makedirs(self.path("tz/Here"))
        with open(os.path.join(ZONES, "Asia/Tokyo"), "rb") as file:
            self.write("tz/Here/There", file.read())
        self.write("tz/Bad", "TZif? certainly not")
        self.spans(("2025-01-10 10:00", "2025-01-10T10:00Z"))
        env = {"TZDIR": self.path("tz")}
        got = self.metric(*self.SPAN, "--zone", "Here/There", env=env)
        self.assertEqual(got["value"], 9 * HOUR)
        self.assertIn("tz/Bad is no time zone", self.refused(*self.SPAN, "--zone", "Bad", env=env))
        self.assertIn("no zone “Europe/Madrid”: neither in " + self.path("tz"),
                      self.refused(*self.SPAN, "--zone", "Europe/Madrid", env=env, expect=2))
        self.assertIn("no zone", self.refused(*self.SPAN, "--zone", "../a.csv", env=env, expect=2))


class Values(DurationsTest):
    def test_units(self):
        self.values("1.5", "2", "90")
        for unit, ms in (("ms", 1), ("s", 1000), ("min", MINUTE), ("h", HOUR)):
            got = self.metric(*self.VALUE, unit)
            self.assertEqual((got["value"], got["max"]), (2 * ms, 90 * ms))
            self.assertEqual(got["min"], round(1.5 * ms))
            self.assertEqual(got["definition"], "durations/value")

    def test_cells(self):
        self.values("5", "x", "-1", "-0", "1e30", "NA", "", "nan")
        got = self.metric(*self.VALUE, "s", "--missing", "NA")
        self.assertEqual((got["n"], got["missing"], got["rejected"], got["invalid"]), (2, 2, 1, 3))
        _, err = self.report(*self.VALUE, "s", "--missing", "NA")
        self.assertIn("a.csv:3: t: “x” is no number", err)
        self.assertIn("a.csv:4: t: -1 s: no duration is negative", err)
        self.assertIn("a.csv:6: t: “1e30” is too long a time", err)

    def test_told_like_invalid_cells(self):
        self.spans(*[("2025-01-02 10:00", "2025-01-01 10:00")] * 5)
        _, err = self.report(*self.SPAN)
        self.assertEqual(err.splitlines(), [
            f"postventa: a.csv:{line}: a..b: -1 d: it ends before it begins" for line in (2, 3, 4)
        ] + ["postventa: a.csv: a..b: and 2 more, 5 rejected in all"])
        self.assertIn("termina antes de empezar", self.report(*self.SPAN, "--lang", "es")[1])
        self.assertIn("a.csv:2: a..b: -1 d", self.refused(*self.SPAN, "--strict"))
        self.assertEqual(self.report(*self.SPAN, "--quiet")[1], "")

    def test_rows_of_the_wrong_length(self):
        self.write("a.csv", "a,b\n2025-01-01 10:00\n2025-01-01 10:00,2025-01-01 11:00,x\n")
        got = self.metric(*self.SPAN)
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (0, 1, 1))


class Records(DurationsTest):
    def test_rows_of_one_id(self):
        self.write("a.csv", "k,a,b,g\n"
                   "1,2025-01-01 10:05,2025-01-01 10:30,x\n"
                   "2,2025-01-01 10:00,,y\n"
                   "1,2025-01-01 10:00,2025-01-01 10:20,y\n"
                   "2,,2025-01-01 11:00,y\n"
                   "3,2025-01-01 10:00,,x\n"
                   ",2025-01-01 10:00,2025-01-01 10:01,x\n"
                   ",2025-01-01 10:00,2025-01-01 10:02,x\n"
                   "4,nonsense,2025-01-01 10:02,x\n"
                   "4,2025-01-01 10:00,2025-01-01 10:03,x\n"
                   "5,nonsense,2025-01-01 10:02,x\n")
        got = self.metric(*self.SPAN, "--id", "k", "--quiet")
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (5, 1, 1))
        self.assertEqual((got["min"], got["value"], got["max"]), (MINUTE, 2 * MINUTE, HOUR))
        self.assertEqual(self.metric(*self.SPAN, "--quiet")["n"], 5)
        groups = self.metrics(*self.SPAN, "--id", "k", "--by", "g", "--quiet")
        self.assertEqual([(one["group"], one["n"]) for one in groups], [("x", 4), ("y", 1), (None, 5)])
        got = self.metric(*self.SPAN, "--id", "k", "--where", "g=y", "--quiet")
        self.assertEqual((got["n"], got["min"], got["max"]), (2, 20 * MINUTE, HOUR))

    def test_first_value(self):
        self.write("a.csv", "k,t\n1,\n1,7\n1,5\n2,3\n2,9\n")
        got = self.metric(*self.VALUE, "s", "--id", "k")
        self.assertEqual((got["n"], got["min"], got["max"]), (2, 3000, 7000))

    def test_many(self):
        self.write("a.csv", "k,t\n" + "".join(f"{i % 20000},{i}\n" for i in range(60000)))
        got = self.metric(*self.VALUE, "s", "--id", "k")
        self.assertEqual((got["n"], got["max"]), (20000, 19999000))


class Figures(DurationsTest):
    def test_empty_and_one(self):
        self.write("a.csv", "a,b\n")
        got = self.metric(*self.SPAN, "--within", "1h")
        self.assertEqual((got["status"], got["n"], got["value"], got["mean"], got["min"]),
                         ("empty", 0, None, None, None))
        self.assertEqual(got["percentiles"]["90"], {"value": None, "lower": None, "upper": None})
        self.assertEqual(got["within"]["1h"], {"count": 0, "value": None, "lower": None,
                                               "upper": None})
        for lang, text in (("en", "no data"), ("es", "sin datos")):
            self.assertIn(text, self.report(*self.SPAN, "--lang", lang)[0])
        self.assertEqual(self.measure("2025-01-01 10:00", "2025-01-01 11:00"), HOUR)
        got = self.metric(*self.SPAN)
        self.assertEqual((got["status"], got["lower"], got["upper"], got["mean"], got["std_dev"]),
                         ("unattainable", None, None, HOUR, None))
        out, _ = self.report(*self.SPAN)
        self.assertIn("median  1 h  no interval", out)
        self.assertIn("small sample", out)

    def test_keys(self):
        self.values(*range(100))
        got = self.metric(*self.VALUE, "s", "--within", "10s,1min")
        for key in ("metric", "column", "by", "group", "status", "n", "missing", "rejected",
                    "invalid", "value", "lower", "upper", "std_error", "confidence", "method",
                    "definition", "calendar", "exact", "mean", "mean_lower", "mean_upper", "std_dev",
                    "skewness", "skewed", "min", "max", "percentiles", "within"):
            self.assertIn(key, got)
        self.assertEqual((got["metric"], got["column"], got["method"]),
                         ("durations", "t", "order_statistics"))
        self.assertEqual(list(got["percentiles"]), ["90", "95", "99"])
        self.assertEqual(list(got["within"]), ["10s", "1min"])
        self.assertEqual(self.rows(*self.VALUE, "s", "--within", "10s")[0]["within_10s_count"], "11")

    def test_csv_has_the_same_numbers(self):
        self.values(*[i * i for i in range(400)])
        args = [*self.VALUE, "s", "--within", "1h", "--percentiles", "50,99.9"]
        one, row = self.metric(*args), self.rows(*args)[0]
        for key in set(one) & set(row):
            value = row[key]
            if isinstance(one[key], bool):
                value = value == "true"
            elif isinstance(one[key], (int, float)):
                value = float(value)
            self.assertEqual(value, one[key] if one[key] is not None else "", key)
        for name in ("50", "99.9"):
            self.assertEqual(float(row["p" + name]), one["percentiles"][name]["value"])
            self.assertEqual(float(row[f"p{name}_lower"]), one["percentiles"][name]["lower"])
        self.assertEqual(int(row["within_1h_count"]), one["within"]["1h"]["count"])
        self.assertEqual(float(row["within_1h_upper"]), one["within"]["1h"]["upper"])

    def test_exact_beyond_what_a_state_keeps(self):
        # 1,000 distinct values: a state has buckets, the program the values
        values = sorted((i * 7919) % 1000003 for i in range(1000))
        self.values(*values)
        got = self.metric(*self.VALUE, "ms", "--percentiles", "25,50,90,99")
        self.assertTrue(got["exact"])
        self.assertEqual(got["value"], (values[499] + values[500]) / 2)
        for p in (25, 50, 90, 99):
            self.assertEqual(got["percentiles"][str(p)]["value"], values[10 * p - 1])
        for p, one in ((50, got), (90, got["percentiles"]["90"])):
            lower, upper = ranks(1000, p)
            self.assertEqual((one["lower"], one["upper"]), (values[lower - 1], values[upper - 1]))

    def test_types(self):
        self.values(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
        for names, expected in ((("1", "nearest_rank"), 3), (("2", "midpoint"), 3),
                                (("6", "exclusive"), 2.75), (("7", "inclusive"), 3.25),
                                (("8", "unbiased"), 35 / 12)):
            for name in names:
                got = self.metric(*self.VALUE, "h", "--percentiles", "25", "--percentile-type", name)
                self.assertAlmostEqual(got["percentiles"]["25"]["value"], expected * HOUR, places=5)
                self.assertEqual(got["value"], 5.5 * HOUR)  # the median is of type 2
        got = self.metric(*self.VALUE, "h", "--percentiles", "29,7.5")
        self.assertEqual(got["percentiles"]["29"]["value"], 3 * HOUR)
        self.assertEqual(got["percentiles"]["7.5"]["value"], HOUR)

    def test_within_is_at_most(self):
        self.values("59.999", "60", "60.001", "3600")
        got = self.metric(*self.VALUE, "s", "--within", "1min,60001ms,1h,0s")["within"]
        self.assertEqual({name: one["count"] for name, one in got.items()},
                         {"0s": 0, "1min": 2, "60001ms": 3, "1h": 4})
        self.assertEqual(got["1min"]["value"], 0.5)
        for method in ("wilson", "jeffreys"):
            one = self.metric(*self.VALUE, "s", "--within", "1h", "--share-method", method)
            self.assertNotEqual(one["within"]["1h"]["lower"], None)

    def test_largest(self):
        self.values("9e18", "8999999999999999999", "0")
        got = self.metric(*self.VALUE, "ms")
        self.assertEqual((got["n"], got["invalid"]), (1, 2))
        self.values("8e18", "0")
        got = self.metric(*self.VALUE, "ms")
        self.assertEqual((got["max"], got["mean"]), (8 * 10**18, 4e18))
        self.report(*self.VALUE, "ms")

    def test_comparison(self):
        self.write("a.csv", "g,t\n" + "".join(
            f"now,{i}\nbefore,{2 * i}\n" for i in range(1, 301)))
        now, before, median, order = self.metrics(*self.VALUE, "s", "--compare", "g=now,before")
        self.assertEqual((median["metric"], order["metric"]),
                         ("durations_difference", "durations_order"))
        self.assertEqual(median["groups"], ["now", "before"])
        self.assertEqual(median["value"], now["value"] - before["value"])
        self.assertEqual((median["method"], median["p_value"]), ("mover", None))
        self.assertLess(median["upper"], 0)
        self.assertEqual(order["method"], "brunner_munzel")
        self.assertAlmostEqual(order["value"], 0.25, delta=0.01)  # now tends to be the shorter
        self.assertLess(order["p_value"], 0.001)
        self.assertGreater(order["lower"], 0)
        rows = self.rows(*self.VALUE, "s", "--compare", "g=now,before")
        self.assertEqual([row["metric"] for row in rows[2:]],
                         ["durations_difference", "durations_order"])
        self.assertEqual((rows[2]["against"], rows[2]["p_value"]), ("before", ""))
        out, _ = self.report(*self.VALUE, "s", "--compare", "g=now,before")
        self.assertRegex(out, r"difference of medians now − before  -2 min 3\d s\s+\[-.*\]  \(MOVER\)")
        self.assertRegex(out, r"of two, now is the shorter in 7\d\.\d%\s+\[.*\]  p < 0.001  "
                              r"\(Brunner-Munzel\)")
        for pair in ("g=now,never", "g=never,ever"):
            got = self.metrics(*self.VALUE, "s", "--compare", pair)
            self.assertEqual((got[2]["status"], got[2]["value"]), ("empty", None))
            self.assertIn("no data", self.report(*self.VALUE, "s", "--compare", pair)[0])


class Reports(DurationsTest):
    def setUp(self):
        super().setUp()
        self.write("a.csv", "queue,t\n" + "".join(
            f"{'abc'[i % 3]} with a long name of a queue,{i * i % 9973}\n" for i in range(600)))

    def test_times_for_people(self):
        for seconds, text in (("0", "0 s"), ("0.363", "363 ms"), ("0.9996", "1 s"), ("7", "7 s"),
                              ("7.25", "7.3 s"), ("59.96", "1 min"), ("363", "6 min 3 s"),
                              ("360", "6 min"), ("3599.6", "1 h"), ("79560", "22 h 6 min"),
                              ("97200", "1 d 3 h"), ("86399", "1 d"), ("172800", "2 d"),
                              ("315360000", "3,650 d")):
            self.values(seconds)
            out, _ = self.report(*self.VALUE, "s")
            self.assertIn(f"median  {text}  no interval", out)
        self.values("7.25")
        self.assertIn("mediana  7,3 s  ", self.report(*self.VALUE, "s", "--lang", "es")[0])

    def test_both_languages_and_widths(self):
        for lang, words in (("en", ("median", "mean", "missing", "shortest")),
                            ("es", ("mediana", "media", "faltan", "mínimo"))):
            for width in (40, 60, 80, 120, 160):
                for args in ([], ["--by", "queue"],
                             ["--compare", "queue=a with a long name of a queue,b with a long name "
                              "of a queue"]):
                    out, _ = self.report(*self.VALUE, "s", "--within", "1h,2h", *args, "--lang", lang,
                                         env={"COLUMNS": str(width)})
                    for line in out.splitlines():
                        if width >= 60 and "−" not in line and "of a queue " not in line:
                            self.assertLessEqual(len(line), width, line)
                        self.assertEqual(line, line.rstrip())
                    if not args:
                        for word in words:
                            self.assertIn(word, out)

    def test_groups(self):
        out, _ = self.report(*self.VALUE, "s", "--by", "queue", "--within", "1h",
                             env={"COLUMNS": "140"})
        self.assertEqual(out.count("●"), 4)
        self.assertIn("≤ 1 h", out)
        rows = [line for line in out.splitlines() if "[" in line]
        self.assertEqual(len({row.index("[") for row in rows}), 1)

    def test_picture(self):
        out, _ = self.report(*self.VALUE, "s")
        self.assertGreater(out.count("█"), 40)
        bars = [line for line in out.splitlines() if re.search(r"\d  +[\d.]+%", line)]
        self.assertGreater(len(bars), 4)
        self.assertIn("◂ median", out)
        for name in ("p90", "p95", "p99"):
            self.assertEqual(sum("◂" in line and name in line for line in bars), 1)
        counts = [int(re.search(r" ([\d,]+)  +[\d.]+%", line).group(1)) for line in bars]
        self.assertEqual(sum(counts), 600)

    def test_a_skewed_mean_is_told(self):
        self.values(*[1] * 100, 100000)
        self.assertIn("it misleads", self.report(*self.VALUE, "s")[0])
        self.values(*range(100))
        self.assertNotIn("it misleads", self.report(*self.VALUE, "s")[0])

    def test_ascii(self):
        for args in ([], ["--by", "queue"]):
            done = self.run_bytes("durations", *self.VALUE, "s", *args, "--lang", "es",
                                  "--within", "1h", env={"LC_ALL": "C"})
            self.assertEqual(done.returncode, 0)
            self.assertNotIn("?", done.stdout.decode("ascii"))

    def test_locale_never_matters_to_machines(self):
        for form in ("json", "csv"):
            outputs = {self.run_bytes("durations", *self.VALUE, "s", "--format", form, *lang,
                                      env={"LC_ALL": name, "TZ": zone}).stdout
                       for name in ("C", "es_ES.UTF-8") for lang in ([], ["--lang", "es"])
                       for zone in ("UTC", "Asia/Tokyo")}
            self.assertEqual(len(outputs), 1)

    def test_percentages_have_decimals(self):
        out, _ = self.report(*self.VALUE, "s", "--within", "1h", "--decimals", "3")
        self.assertRegex(out, r"within 1 h +\d\d\.\d{3}%  \[\d\d\.\d{3}%")

    def test_hostile_bytes(self):
        alphabet = [b"2025-01-01 10:00", b"-", b"1", b",", b'"', b"\n", b":", b"+", b"\xff", b"%", b"Z"]
        state = 1
        for _ in range(100):
            content = b"a,b\n"
            for _ in range(40):
                state = (state * 1103515245 + 12345) % 2**31
                content += alphabet[state // 65536 % len(alphabet)]
            self.write("a.csv", content)
            for how in ([], ["--time-format", "%d/%m/%Y %H:%M:%S.%f %z"], ["--id", "a"]):
                done = self.run_bytes("durations", *self.SPAN, *how, "--format", "json")
                self.assertIn(done.returncode, (0, 1), content)
                self.assertEqual(done.returncode == 0, done.stdout != b"", content)


class States(DurationsTest):
    ARGS = ["--value", "t", "--unit", "s", "--within", "1min,1h", "--quiet"]

    def setUp(self):
        super().setUp()
        rows = [f"{'AB'[i % 2]},{(i * 37) % 211 if i % 17 else ('x', '', -5)[i % 3]}"
                for i in range(400)]
        self.parts = [rows[:10], rows[10:11], rows[11:], []]
        for i, part in enumerate(self.parts + [rows]):
            self.write(f"{i}.csv", "\n".join(["g,t"] + part) + "\n")

    def save(self, i, *args):
        self.report(f"{i}.csv", *self.ARGS, *args, "--save-state", f"{i}.state")

    def merged(self, numbers, *args):
        return self.metrics(*[word for i in numbers for word in ("--merge", f"{i}.state")], *args)

    def test_merged_is_the_whole(self):
        for args in ([], ["--by", "g"], ["--compare", "g=A,B"]):
            for i in range(4):
                self.save(i, *args)
            whole = self.metrics("4.csv", *self.ARGS, *args)
            self.assertTrue(whole[0]["exact"])  # few distinct values: also merged
            self.assertGreater(whole[0]["invalid"], 0)
            for order in ([0, 1, 2, 3], [3, 2, 0, 1]):
                self.assertEqual(self.merged(order, *args), whole)
            both = self.metrics("2.csv", *self.ARGS, *args, "--merge", "0.state", "--merge",
                                "1.state", "--merge", "3.state")
            self.assertEqual(both, whole)

    def test_equal_states_equal_bytes(self):
        for i in (0, 1, 2, 4):
            self.save(i, "--by", "g")
        self.report("--merge", "2.state", "--merge", "0.state", "--merge", "1.state",
                    "--save-state", "m.state")
        self.assertEqual(self.read("m.state"), self.read("4.state"))

    def test_limits_of_stored_states(self):
        self.save(4)
        got = self.merged([4], "--within", "30s,60s")[0]["within"]
        whole = self.metric("4.csv", *self.ARGS)["within"]
        self.assertEqual(got["60s"], whole["1min"])
        self.assertIsNotNone(got["30s"]["count"])  # values are still kept exactly
        self.column("a.csv", "t", range(100000, 101000))
        self.report("a.csv", "--value", "t", "--unit", "ms", "--save-state", "s")
        got = self.metric("--merge", "s", "--within", "100500ms")
        one = got["within"]["100500ms"]
        self.assertEqual((got["exact"], one["count"]), (False, None))
        self.assertLessEqual(one["at_least"], 501)
        self.assertGreaterEqual(one["at_most"], 501)
        out, _ = self.report("--merge", "s", "--within", "100500ms")
        self.assertIn(" to ", out)
        self.assertIn("at most 0.4 % off", out)

    def test_refused(self):
        self.save(0)
        self.write("s.csv", "q\n5\n")
        self.survey("s.csv", "--csat", "q", "--save-state", "survey.state")
        for args, text in (
                (["1.csv", "--value", "t", "--unit", "s", "--within", "2h", "--merge", "0.state"],
                 "durations/value/1min,1h there, and durations/value/2h here"),
                (["1.csv", "--value", "g", "--unit", "s", "--merge", "0.state"],
                 "0.state holds no durations of g"),
                (["--merge", "survey.state"], "csat/1-5/top2 is a figure of another command"),
                (["--merge", "0.state", "--by", "g"], "no column “g”"),
                (["1.csv", *self.ARGS, "--by", "g", "--merge", "0.state"], "grouped by nothing there"),
                (["--merge", "1.csv"], "no state file")):
            with self.subTest(args=args):
                self.assertIn(text, self.refused(*args))
        self.assertIn("durations/value/1min,1h is a figure of another command",
                      self.run_program("survey", "--merge", "0.state", expect=1)[1])
        self.assertIn("otra orden", self.refused("--merge", "survey.state", "--lang", "es"))

    def test_every_damage(self):
        self.write("a.csv", "g,t\nA,1\nB,x\n")
        self.report(*self.VALUE, "s", "--by", "g", "--within", "1s", "--save-state", "g", "--quiet")
        whole = self.read("g")
        self.assertIn(b" invalid=1 ", whole)
        for at in range(len(whole)):
            for change in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:],
                           whole[:at] + whole[at + 1:], whole[:at]):
                self.write("d", change)
                done = self.run_bytes("durations", "--merge", "d")
                self.assertEqual((done.returncode, done.stdout), (1, b""), change)

    def test_a_name_with_anything(self):
        self.write("a.csv", 'a..b,"c/ %"\n2025-01-01 10:00,2025-01-01 11:00\n')
        args = ["a.csv", "--from", "a..b", "--to", "c/ %"]
        self.report(*args, "--save-state", "s")
        self.assertEqual(self.metric("--merge", "s"), self.metric(*args))


class Calendars(DurationsTest):
    OFFICE = "mon-fri 09:00-14:00 15:00-18:00\nsat 10:00-14:00\nholiday 2025-03-04\n"

    def setUp(self):
        super().setUp()
        self.write("office.txt", self.OFFICE)

    def test_business_time(self):
        for a, b, hours in (("2025-03-03 08:00", "2025-03-03 20:00", 8),  # a Monday
                            ("2025-03-03 13:30", "2025-03-03 15:30", 1),
                            ("2025-03-03 17:00", "2025-03-05 10:00", 2),  # a holiday between
                            ("2025-03-07 17:00", "2025-03-10 09:30", 5.5),  # a weekend
                            ("2025-03-02 10:00", "2025-03-02 20:00", 0)):
            got = self.measure(a, b, "--calendar", "office.txt")
            self.assertEqual(got, hours * HOUR, a)
        self.assertEqual(self.measure("2025-03-02 20:00", "2025-03-02 10:00", "--calendar",
                                      "office.txt"), "rejected")  # closed, and yet backwards

    @unittest.skipUnless(os.path.exists(os.path.join(ZONES, "Europe/Madrid")), "no tz database")
    def test_zone_of_the_calendar(self):
        self.assertEqual(self.measure("2025-03-03T07:00Z", "2025-03-03T09:00Z", "--calendar",
                                      "office.txt", "--zone", "Europe/Madrid"), HOUR)

    def test_report(self):
        self.spans(("2025-03-03 08:00", "2025-03-03 20:00"))
        args = [*self.SPAN, "--calendar", "office.txt"]
        got = self.metric(*args)
        self.assertEqual((got["definition"], got["calendar"]), ("durations/business", "office.txt"))
        self.assertIn("business time by office.txt", self.report(*args)[0])
        self.assertIn("tiempo laboral según office.txt", self.report(*args, "--lang", "es")[0])
        self.spans(("2025-03-03 08:00", "2025-03-12 10:30"))
        self.assertIn("median  53 h 30 min  ", self.report(*args)[0])  # no days, that mislead
        self.assertIn("median  9 d 3 h  ", self.report(*self.SPAN)[0])
        self.assertIn("calendar time", self.report(*self.SPAN)[0])
        self.assertEqual(self.metric(*self.SPAN)["definition"], "durations/calendar")

    def test_states(self):
        self.spans(("2025-03-03 08:00", "2025-03-03 20:00"))
        os.mkdir(self.path("d"))
        self.write("d/other.txt", self.OFFICE)
        self.write("d/office.txt", self.OFFICE + "holiday 12-25\n")
        self.report(*self.SPAN, "--calendar", "office.txt", "--save-state", "s")
        self.assertEqual(self.metric("--merge", "s")["calendar"], "office.txt")
        got = self.metric(*self.SPAN, "--calendar", "d/office.txt", "--merge", "s")
        self.assertEqual(got["n"], 2)  # a new holiday makes no other calendar
        err = self.refused(*self.SPAN, "--calendar", "d/other.txt", "--merge", "s")
        self.assertIn("durations/business//office.txt there", err)
        self.assertIn("durations/calendar/ here", self.refused(*self.SPAN, "--merge", "s"))

    def test_faults_are_told(self):
        self.spans(("2025-03-03 08:00", "2025-03-03 20:00"))
        spanish = set()
        for content, place, reason in (
                ("mon 09:00-18:00\nfoo 09:00-18:00\n", ":2:1: ", "a line begins with"),
                ("mon-xyz 09:00-18:00\n", ":1:", "no day of the week"),
                ("mon 09:00-25:00\n", ":1:", "no time from 00:00 to 24:00"),
                ("mon 09:00-\n", ":1:", ""),
                ("mon 09:00-12:00 11:00-13:00\n", ":1:", "overlaps"),
                ("mon 09:00-18:00\nholiday 2025-02-30\n", ":2:9: ", "no such date"),
                ("from 2026-01-01\nmon 09:00-18:00\nfrom 2025-01-01\n", ":3:", "not rising"),
                ("mon 09:00-18:00\nmon 10:00-11:00\n", ":2:", "given twice"),
                ("mon 09:00-18:00\0\n", ":1:", ""),
                ("#" * 1000001, ":", "longer than 1,000,000 bytes")):
            with self.subTest(content=content[:40]):
                self.write("bad.txt", content)
                err = self.refused(*self.SPAN, "--calendar", "bad.txt")
                self.assertIn("postventa: bad.txt" + place, err)
                self.assertIn(reason, err)
                spanish.add(self.refused(*self.SPAN, "--calendar", "bad.txt", "--lang", "es"))
                self.assertNotIn(err, spanish)
        self.assertIn("no such file", self.refused(*self.SPAN, "--calendar", "nowhere"))
        self.assertIn("directory", self.refused(*self.SPAN, "--calendar", "."))

    def test_beyond_the_years(self):
        for a, b in (("1899-01-01 10:00", "2025-01-01 10:00"), ("2025-01-01 10:00", "2300-01-01 10:00")):
            self.assertEqual(self.measure(a, b, "--calendar", "office.txt"), "invalid")
            _, err = self.report(*self.SPAN, "--calendar", "office.txt")
            self.assertIn("1900 to 2200", err)


if __name__ == "__main__":
    program.main()
