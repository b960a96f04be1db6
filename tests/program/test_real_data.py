# SPDX-License-Identifier: MIT
"""The survey of an airport's passengers, whose figures are known from elsewhere.

The file is not part of the project; without it, the test says so and is skipped. POSTVENTA_DATA
names the directory that holds sfo-survey-2017/."""
import os
import unittest

import program

DATA = os.environ.get("POSTVENTA_DATA") or os.path.join(
    program.SOURCES, "..", "..", "..", "shared", "data")
FILE = os.path.abspath(os.path.join(DATA, "sfo-survey-2017", "sfo_survey_2017.csv"))


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


if __name__ == "__main__":
    program.main()
