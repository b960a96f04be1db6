# SPDX-License-Identifier: MIT
"""Data whose figures are known from elsewhere: the survey of an airport's passengers, the incidents
of an IT company, the calls of a fire department.

The files are not part of the project; without them, the tests say so and are skipped.
POSTVENTA_DATA names the directory that holds sfo-survey-2017/ and the others."""
import gzip
import os
import unittest

import program

DATA = os.environ.get("POSTVENTA_DATA") or os.path.join(
    program.SOURCES, "..", "..", "..", "shared", "data")
FILE = os.path.abspath(os.path.join(DATA, "sfo-survey-2017", "sfo_survey_2017.csv"))
INCIDENTS = os.path.abspath(os.path.join(DATA, "uci-incidents", "incidents.csv.gz"))
CALLS = os.path.abspath(os.path.join(DATA, "sffd-calls", "sffd_calls.csv.gz"))
MINUTE = 60000


@unittest.skipUnless(os.path.exists(FILE), "the file sfo_survey_2017.csv is not there")
class Airport(program.ProgramTest):
    FIGURES = ["--nps", "NETPRO", "--csat", "Q7ALL", "--ces", "Q14FIND:1-5:ease", "--missing",
               "Q7ALL=Blank"]

    def near(self, found, **expected):
        for name, value in expected.items():
            if isinstance(value, int):
                self.assertEqual(found[name], value, name)
            else:
                self.assertAlmostEqual(found[name], value, delta=5e-7, msg=name)

    def test_figures(self):
        nps, csat, ces = self.metrics(FILE, *self.FIGURES)
        self.near(nps, value=39.839767, lower=37.189417, upper=42.418841, std_error=1.334137,
                  n=2746, missing=1, invalid=84, promoters=1436, passives=968, detractors=342)
        self.near(csat, value=0.82068452, lower=0.805728, upper=0.834726, mean=4.0643601,
                  n=2688, missing=143, invalid=0)
        self.near(ces, value=4.413343, n=2683, missing=0, invalid=148)

    def test_report(self):
        out, _ = self.survey(FILE, *self.FIGURES, "--quiet")
        for text in ("NPS  +40  [+37, +42]  very good", "n 2,746 · missing 1 · invalid 84",
                     "82.1%  [80.6%, 83.5%]  fair target", "4.41  [4.38, 4.44]"):
            self.assertIn(text, out)
        out, _ = self.survey(FILE, *self.FIGURES, "--quiet", "--lang", "es")
        for text in ("NPS  +40  [+37; +42]  muy bueno", "n 2.746 · sin respuesta 1",
                     "82,1 %  [80,6 %; 83,5 %]", "4,41  [4,38; 4,44]"):
            self.assertIn(text, out)

    def test_groups_and_parts(self):
        whole = self.metrics(FILE, *self.FIGURES)
        grouped = self.metrics(FILE, *self.FIGURES, "--by", "BAREA")
        self.assertEqual([one for one in grouped if one["group"] is None], whole)
        for saq in "0123":
            self.survey(FILE, *self.FIGURES, "--where", f"SAQ={saq}", "--save-state", saq, "--quiet")
        files = [word for saq in "0123" for word in ("--merge", saq)]
        self.assertEqual(self.metrics(*files), whole)

    def test_comparison(self):
        difference = self.metrics(FILE, "--nps", "NETPRO", "--compare", "SAQ=1,2")[2]
        self.assertAlmostEqual(difference["value"], 5.60, delta=0.5)
        self.assertEqual(difference["p_value"] < 0.05,
                         not difference["lower"] <= 0 <= difference["upper"])


class Unpacked(program.ProgramTest):
    COMMAND = "durations"
    PACKED = None

    def setUp(self):
        super().setUp()
        with gzip.open(self.PACKED) as file:
            self.write("data.csv", file.read())


@unittest.skipUnless(os.path.exists(INCIDENTS), "the file incidents.csv.gz is not there")
class Incidents(Unpacked):
    PACKED = INCIDENTS
    HOW = ["--time-format", "%d/%m/%Y %H:%M", "--missing", "?"]
    RESOLVED = ["data.csv", "--from", "opened_at", "--to", "resolved_at", *HOW]
    CLOSED = ["data.csv", "--from", "opened_at", "--to", "closed_at", *HOW]

    def test_resolved(self):
        got = self.metric(*self.RESOLVED)
        self.assertEqual((got["n"], got["missing"], got["rejected"], got["invalid"]),
                         (23362, 1556, 0, 0))
        self.assertEqual(got["value"], 1326 * MINUTE)
        self.assertAlmostEqual(got["mean"] / MINUTE, 10690.294923, delta=5e-7)
        self.assertEqual(got["percentiles"]["90"]["value"], 22893 * MINUTE)
        self.assertEqual(got["max"], 484210 * MINUTE)
        self.assertTrue(got["exact"])
        self.assertLess(got["lower"], got["value"])
        self.assertGreater(got["upper"], got["value"])
        linear = self.metric(*self.RESOLVED, "--percentile-type", "7")["percentiles"]["90"]
        self.assertAlmostEqual(linear["value"] / MINUTE, 22892.9, delta=1e-6)

    def test_closed(self):
        got = self.metric(*self.CLOSED)
        self.assertEqual((got["n"], got["missing"]), (24918, 0))
        self.assertEqual(got["value"], 8752 * MINUTE)
        self.assertAlmostEqual(got["mean"] / MINUTE, 18919.718035, delta=5e-7)

    def test_parts(self):
        whole = self.metric(*self.RESOLVED, "--within", "1d")
        grouped = self.metrics(*self.RESOLVED, "--within", "1d", "--by", "priority")
        self.assertEqual(grouped[-1], whole)
        self.assertEqual(sum(one["n"] for one in grouped[:-1]), whole["n"])
        for priority in "1234":
            self.report(*self.RESOLVED, "--within", "1d", "--where", f"priority={priority}",
                        "--save-state", priority, "--quiet")
        merged = self.metric(*[word for priority in "1234" for word in ("--merge", priority)])
        self.assertFalse(merged["exact"])
        for key in ("n", "missing", "mean", "mean_lower", "std_dev", "min", "max", "within"):
            self.assertEqual(merged[key], whole[key], key)
        for a, b in [(merged, whole)] + [(merged["percentiles"][p], whole["percentiles"][p])
                                         for p in ("90", "95", "99")]:
            self.assertAlmostEqual(a["value"] / b["value"], 1, delta=0.004)

    def test_report(self):
        out, _ = self.report(*self.RESOLVED, "--within", "1d")
        for text in ("median      22 h 6 min  [21 h 1 min, 22 h 55 min]", "15 d 22 h",
                     "n 23,362 · missing 1,556 · rejected 0 · invalid 0", "it misleads",
                     "51.7%  [51.0%, 52.3%]", "12,072", "◂ median"):
            self.assertIn(text, out)

    def test_comparison(self):
        low, high, median, order = self.metrics(*self.RESOLVED, "--compare", "priority=4,1")
        self.assertEqual(median["value"], low["value"] - high["value"])
        self.assertEqual((median["p_value"], order["method"]), (None, "brunner_munzel"))
        self.assertEqual(order["p_value"] < 0.05, not order["lower"] <= 0 <= order["upper"])


@unittest.skipUnless(os.path.exists(CALLS), "the file sffd_calls.csv.gz is not there")
class Calls(Unpacked):
    PACKED = CALLS
    ARRIVAL = ["data.csv", "--id", "call_number", "--from", "received_timestamp", "--to",
               "on_scene_timestamp"]

    def test_arrival_by_call(self):
        got = self.metric(*self.ARRIVAL, "--within", "600s")
        self.assertEqual((got["n"], got["missing"], got["rejected"], got["invalid"]),
                         (6779, 2210, 0, 0))
        self.assertEqual(got["value"], 363000)
        self.assertAlmostEqual(got["mean"] / 1000, 472.665879, delta=1e-6)
        self.assertEqual(got["percentiles"]["90"]["value"], 809000)
        self.assertEqual(got["within"]["600s"]["count"], 5522)
        self.assertAlmostEqual(got["within"]["600s"]["value"], 0.81457442, delta=5e-9)

    def test_report(self):
        out, _ = self.report(*self.ARRIVAL, "--within", "600s", "--lang", "es")
        for text in ("mediana         6 min 3 s", "hasta 10 min       81,5 %", "5.522",
                     "n 6.779 · faltan 2.210"):
            self.assertIn(text, out)

    def test_clock_skew(self):
        out, err = self.report("data.csv", "--from", "received_timestamp", "--to",
                               "entry_timestamp", "--format", "csv")
        self.assertEqual(out.splitlines()[1].split(",")[8], "2")
        self.assertIn("-3 h 38 min: it ends before it begins", err)


if __name__ == "__main__":
    program.main()
