# SPDX-License-Identifier: MIT
"""The figures of `postventa survey`: values, bases, groups, selections, comparisons."""
import unittest

import program

# A small survey: area, channel, answer to recommend (0-10), to satisfied (1-5), to easy (1-7).
ROWS = """area,channel,recommend,satisfied,easy
A1,web,10,5,7
A1,shop,2,1,1
A2,web,7,4,5
B1,web,8,,6
B1,shop,6,3,9
B2,shop,,NA,4
"""


class Figures(program.ProgramTest):
    def test_nps_of_five(self):
        file = self.column("a.csv", "q", [10, 2, 7, 8, 6])
        got = self.metric(file, "--nps", "q")
        self.assertEqual(got["value"], -20)
        self.assertEqual((got["promoters"], got["passives"], got["detractors"]), (1, 2, 2))
        self.assertEqual(got["counts"], {str(i): int(i in (10, 2, 7, 8, 6)) for i in range(11)})
        self.assertIn("  NPS  -20  [", self.survey(file, "--nps", "q")[0])

    def test_one_promoter(self):
        file = self.column("a.csv", "q", [10])
        got = self.metric(file, "--nps", "q")
        self.assertEqual((got["value"], got["upper"], got["n"]), (100, 100, 1))
        self.assertAlmostEqual(got["lower"], -58.7, delta=0.05)
        out, _ = self.survey(file, "--nps", "q", "--decimals", "1")
        self.assertIn("+100.0  [-58.7, +100.0]", out)
        self.assertIn("small sample", out)

    def test_fifty_fives(self):
        file = self.column("a.csv", "q", [5] * 50)
        got = self.metric(file, "--ces", "q:1-5")
        self.assertEqual((got["value"], got["upper"], got["method"]), (5, 5, "score_bounded"))
        self.assertAlmostEqual(got["lower"], 4.71, delta=0.005)
        out, _ = self.survey(file, "--ces", "q:1-5")
        self.assertIn("5.00  [4.71, 5.00]", out)
        self.assertNotIn("small sample", out)

    def test_no_answers(self):
        for content in ("q\n", "q,r\n,1\n,2\n"):
            file = self.write("a.csv", content)
            for option in ("--nps", "--csat", "--ces"):
                with self.subTest(content=content, option=option):
                    got = self.metric(file, option, "q")
                    self.assertEqual((got["status"], got["n"]), ("empty", 0))
                    for name in ("value", "lower", "upper", "std_error", "band"):
                        self.assertIsNone(got[name])
                    self.assertIn("no data", self.survey(file, option, "q")[0])
                    self.assertIn("sin datos", self.survey(file, option, "q", "--lang", "es")[0])
                    self.assertEqual(self.rows(file, option, "q")[0]["value"], "")

    def test_rounded_once_from_the_counts(self):
        # 137/20 is 6.85, of which no double is: printf would round it down.
        file = self.column("a.csv", "q", [7] * 17 + [6] * 3)
        self.assertEqual(self.metric(file, "--ces", "q")["value"], 6.85)
        self.assertIn(" 6.85  [", self.survey(file, "--ces", "q")[0])
        self.assertIn(" 6.9  [", self.survey(file, "--ces", "q", "--decimals", "1")[0])
        self.assertIn(" 6.850000  [", self.survey(file, "--ces", "q", "--decimals", "6")[0])

    def test_half_away_from_zero_both_ways(self):
        for cells, shown in (([10] + [8] * 7, "+13"), ([0] + [8] * 7, "-13"),
                             ([10, 0], "0"), ([0] + [8] * 299, "0")):
            file = self.column("a.csv", "q", cells)
            out, _ = self.survey(file, "--nps", "q")
            self.assertRegex(out, rf"  NPS +{shown.replace('+', '[+]')}  \[")

    def test_distribution_of_vendor_example(self):
        # 9, 4, 3, 2, 1 answers of 5 to 1: mean 75/19 = 3.947, top two 13/19 = 68.4 %
        file = self.column("a.csv", "q", [5] * 9 + [4] * 4 + [3] * 3 + [2] * 2 + [1])
        got = self.metric(file, "--csat", "q")
        self.assertEqual(got["value"], 13 / 19)
        self.assertEqual(got["mean"], 75 / 19)
        self.assertEqual(got["counts"], {"1": 1, "2": 2, "3": 3, "4": 4, "5": 9})
        out, _ = self.survey(file, "--csat", "q")
        self.assertIn("68.4%", out)
        self.assertIn(" 3.95 ", out)

    def test_csat_in_four_kinds(self):
        file = self.column("a.csv", "q", [5, 5, 4, 3, 1])
        got = self.metric(file, "--csat", "q")
        self.assertEqual((got["definition"], got["method"]), ("csat/1-5/top2", "wilson"))
        self.assertAlmostEqual(got["value"], 0.6)
        self.assertAlmostEqual(got["mean"], 3.6)
        self.assertAlmostEqual(got["net"], 40)
        self.assertAlmostEqual(got["percent_of_max"], 72)
        for name in ("mean", "net", "percent_of_max"):
            self.assertLess(got[name + "_lower"], got[name])
            self.assertGreater(got[name + "_upper"], got[name])

    def test_ces_both_ways(self):
        file = self.column("a.csv", "q", [1, 1, 2, 5])
        ease = self.metric(file, "--ces", "q:1-5:ease")
        effort = self.metric(file, "--ces", "q:1-5:effort")
        self.assertEqual((ease["definition"], effort["definition"]),
                         ("ces/1-5/ease", "ces/1-5/effort"))
        self.assertEqual((ease["value"], effort["value"]), (2.25, 2.25))
        self.assertEqual((ease["ease_0_100"], effort["ease_0_100"]), (31.25, 68.75))
        self.assertEqual((ease["top_box"], effort["top_box"]), (0.25, 0.75))
        self.assertEqual((ease["net"], effort["net"]), (-50, 50))

    def test_order_given_and_repeated(self):
        file = self.write("a.csv", ROWS)
        got = self.metrics("--ces", "easy", file, "--csat", "satisfied", "--nps", "recommend",
                           "--csat", "satisfied:1-5:1", "--missing", "satisfied=NA")
        self.assertEqual([one["definition"] for one in got],
                         ["ces/1-7/ease", "csat/1-5/top2", "nps/0-10/9-7", "csat/1-5/top1"])

    def test_scale_of_nps(self):
        file = self.column("a.csv", "q", [0, 1, 7, 10])
        got = self.metric(file, "--nps", "q:1-10")
        self.assertEqual((got["definition"], got["n"], got["invalid"]), ("nps/1-10/9-7", 3, 1))

    def test_base_is_what_was_answered(self):
        file = self.write("a.csv", ROWS)
        got = self.metric(file, "--csat", "satisfied")
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (4, 1, 1))
        got = self.metric(file, "--csat", "satisfied", "--missing", "satisfied=NA")
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (4, 2, 0))

    def test_methods(self):
        file = self.column("a.csv", "q", [9, 9, 10, 3, 7, 5, 4, 2, 1])
        for method in ("score", "adjusted_wald", "wald"):
            got = self.metric(file, "--nps", "q", "--nps-method", method)
            self.assertEqual(got["method"], method)
            again = self.metric(file, "--nps", "q", "--nps-method", method.replace("_", "-"))
            self.assertEqual(got, again)
        bounds = set()
        for method in ("wilson", "clopper_pearson", "agresti_coull", "jeffreys"):
            got = self.metric(file, "--csat", "q", "--share-method", method)
            self.assertEqual(got["method"], method)
            bounds.add(got["lower"])
        self.assertEqual(len(bounds), 4)

    def test_interval_that_does_not_exist(self):
        file = self.column("a.csv", "q", [10, 10])
        got = self.metric(file, "--nps", "q", "--nps-method", "wald")
        self.assertEqual((got["status"], got["value"], got["lower"]), ("degenerate", 100, None))
        self.assertIn("no interval", self.survey(file, "--nps", "q", "--nps-method", "wald")[0])

    def test_confidence(self):
        file = self.column("a.csv", "q", [9, 9, 10, 3, 7, 5, 4, 2, 1])
        usual = self.metric(file, "--nps", "q")
        wider = self.metric(file, "--nps", "q", "--confidence", "0.999")
        self.assertEqual((usual["confidence"], wider["confidence"]), (0.95, 0.999))
        self.assertLess(wider["lower"], usual["lower"])
        self.assertIn("99.9% confidence", self.survey(file, "--nps", "q", "--confidence", "0.999")[0])

    def test_band(self):
        for cells, band in (([0, 8], "more_detractors"), ([9, 8, 8, 8], "good"),
                            ([9, 9, 8, 8, 8], "very_good"), ([9, 8], "excellent")):
            file = self.column("a.csv", "q", cells)
            self.assertEqual(self.metric(file, "--nps", "q")["band"], band)
            self.assertIn(band.replace("_", " "), self.survey(file, "--nps", "q")[0])

    def test_top_k_undefined_for_ces(self):
        file = self.column("a.csv", "q", [1, 2, 6])
        got = self.metric(file, "--ces", "q:1-6")
        self.assertEqual((got["status"], got["value"], got["top_box"], got["top_k"]),
                         ("ok", 3, None, None))
        self.assertNotIn("top box", self.survey(file, "--ces", "q:1-6")[0])


class Groups(program.ProgramTest):
    def test_total_is_merged_from_the_parts(self):
        file = self.write("a.csv", ROWS)
        got = self.metrics(file, "--nps", "recommend", "--by", "channel")
        self.assertEqual([one["group"] for one in got], ["shop", "web", None])
        self.assertEqual([one["n"] for one in got], [2, 3, 5])
        self.assertEqual([one["missing"] for one in got], [1, 0, 1])
        self.assertEqual(got[2]["value"], -20)
        whole = self.metric(file, "--nps", "recommend")
        self.assertEqual(got[2], whole)

    def test_natural_order(self):
        cells = ["b", "10", "9", "", "-1", "a", "2.5", "B"]
        self.write("a.csv", "g,q\n" + "".join(f"{cell},9\n" for cell in cells))
        got = self.metrics("a.csv", "--nps", "q", "--by", "g")
        self.assertEqual([one["group"] for one in got],
                         ["-1", "2.5", "9", "10", "B", "a", "b", "", None])
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g")
        self.assertIn("(blank)", out)
        self.assertRegex(out.splitlines()[-3], "^  all  ")

    def test_missing_group_is_the_blank_one(self):
        self.write("a.csv", "g,q\nx,9\nNA,9\n,9\n")
        got = self.metrics("a.csv", "--nps", "q", "--by", "g", "--missing", "g=NA")
        self.assertEqual([(one["group"], one["n"]) for one in got],
                         [("x", 1), ("", 2), (None, 3)])

    def test_many_groups(self):
        self.write("a.csv", "g,q\n" + "".join(f"g{i},{i % 11}\n" for i in range(20000)))
        got = self.metrics("a.csv", "--nps", "q", "--by", "g", timeout=60)
        self.assertEqual(len(got), 20001)
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g")
        self.assertGreater(len(out.splitlines()), 20001)

    def test_no_groups_at_all(self):
        self.write("a.csv", "g,q\n")
        got = self.metric("a.csv", "--nps", "q", "--by", "g")
        self.assertEqual((got["group"], got["status"]), (None, "empty"))
        self.assertIn("no data", self.survey("a.csv", "--nps", "q", "--by", "g")[0])


class Selection(program.ProgramTest):
    def check(self, n, *conditions):
        file = self.write("a.csv", ROWS)
        args = [word for condition in conditions for word in ("--where", condition)]
        got = self.metric(file, "--ces", "easy:1-9", *args)
        self.assertEqual(got["n"] + got["missing"] + got["invalid"], n, conditions)

    def test_where(self):
        self.check(6)
        self.check(3, "channel=web")
        self.check(3, "channel!=web")
        self.check(3, "area=A*")
        self.check(3, "area!=A*")
        self.check(2, "area=A*", "channel=web")
        self.check(0, "area=A")
        self.check(6, "area=*")
        self.check(1, "satisfied=")
        self.check(5, "satisfied!=")

    def test_names_with_signs(self):
        self.write("a.csv", "a=b,a!,q\nx=y,1,9\nz,2,9\n")
        for condition, n in (("a=b=x=y", 1), ("a=b!=x=y", 1), ("a!=1", 1), ("a!!=1", 1),
                             ("a!!=9", 2)):
            got = self.metric("a.csv", "--nps", "q", "--where", condition)
            self.assertEqual(got["n"], n, condition)

    def test_missing_tokens(self):
        self.write("a.csv", "q,r\nNA,NA\n-,-\n9,9\n\"x,y\",1\n")
        both = ["--nps", "q", "--nps", "r"]
        got = self.metrics("a.csv", *both)
        self.assertEqual([(one["missing"], one["invalid"]) for one in got], [(0, 3), (0, 2)])
        got = self.metrics("a.csv", *both, "--missing", "NA,-")
        self.assertEqual([(one["missing"], one["invalid"]) for one in got], [(2, 1), (2, 0)])
        got = self.metrics("a.csv", *both, "--missing", "q=NA", "--missing", "r=-")
        self.assertEqual([(one["missing"], one["invalid"]) for one in got], [(1, 2), (1, 1)])

    def test_number_tokens(self):
        file = self.column("a.csv", "q", [0, 6, 5, 4])
        got = self.metric(file, "--csat", "q", "--missing", "q=0,6")
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (2, 2, 0))


class Comparison(program.ProgramTest):
    def setUp(self):
        super().setUp()
        cells = {"2023": [0] * 20 + [8] * 40 + [10] * 40, "2024": [0] * 10 + [8] * 30 + [10] * 60,
                 "2025": [5]}
        self.write("a.csv", "year,q\n" + "".join(
            f"{year},{cell}\n" for year, answers in cells.items() for cell in answers))

    def test_difference(self):
        a, b, difference = self.metrics("a.csv", "--nps", "q", "--compare", "year=2024,2023")
        self.assertEqual((a["group"], b["group"]), ("2024", "2023"))
        self.assertEqual((a["value"], b["value"]), (50, 20))
        self.assertEqual(difference["metric"], "nps_difference")
        self.assertEqual(difference["groups"], ["2024", "2023"])
        self.assertAlmostEqual(difference["value"], 30)
        self.assertEqual(difference["method"], "mover")
        self.assertLess(difference["p_value"], 0.05)
        self.assertGreater(difference["lower"], 0)
        for name in ("statistic", "df", "upper", "confidence", "status", "column"):
            self.assertIn(name, difference)

    def test_other_way_round(self):
        there = self.metrics("a.csv", "--nps", "q", "--compare", "year=2024,2023")[2]
        back = self.metrics("a.csv", "--nps", "q", "--compare", "year=2023,2024")[2]
        self.assertAlmostEqual(there["value"], -back["value"])
        self.assertAlmostEqual(there["lower"], -back["upper"])
        self.assertAlmostEqual(there["p_value"], back["p_value"])

    def test_other_figures(self):
        names = {"--csat": ("csat_difference", "miettinen_nurminen"),
                 "--ces": ("ces_difference", "welch")}
        for option, (name, method) in names.items():
            got = self.metrics("a.csv", option, "q:0-10" + (":2" if option == "--csat" else ""),
                               "--compare", "year=2024,2023")[2]
            self.assertEqual((got["metric"], got["method"]), (name, method))

    def test_table(self):
        out, _ = self.survey("a.csv", "--nps", "q", "--compare", "year=2024,2023")
        self.assertRegex(out, r"difference 2024 − 2023  \+30\.0 points  \[\+\d+\.\d, \+\d+\.\d\]  p = 0\.00\d  \(MOVER\)")
        self.assertNotIn("2025", out)
        self.assertNotIn("all", out)
        out, _ = self.survey("a.csv", "--csat", "q:0-10:2", "--compare", "year=2024,2023",
                             "--lang", "es")
        self.assertRegex(out, r"diferencia 2024 − 2023  \+20,0 puntos\s+\[\+\d+,\d; .*p = 0,00\d")

    def test_p_is_never_zero(self):
        self.write("b.csv", "g,q\n" + "x,10\n" * 500 + "y,0\n" * 500)
        out, _ = self.survey("b.csv", "--nps", "q", "--compare", "g=x,y")
        self.assertIn("p < 0.001", out)
        out, _ = self.survey("b.csv", "--nps", "q", "--compare", "g=x,y", "--lang", "es")
        self.assertIn("p < 0,001", out)

    def test_same_answers(self):
        self.write("b.csv", "g,q\n" + "x,9\nx,3\ny,9\ny,3\n")
        out, _ = self.survey("b.csv", "--nps", "q", "--compare", "g=x,y")
        self.assertIn("p = 1.000", out)

    def test_empty_side(self):
        a, b, difference = self.metrics("a.csv", "--nps", "q", "--compare", "year=2024,1999")
        self.assertEqual((a["n"], b["n"], b["status"]), (100, 0, "empty"))
        self.assertEqual((difference["status"], difference["value"], difference["p_value"]),
                         ("empty", None, None))
        out, _ = self.survey("a.csv", "--nps", "q", "--compare", "year=2024,1999")
        self.assertIn("no data", out)

    def test_csv_row(self):
        row = self.rows("a.csv", "--nps", "q", "--compare", "year=2024,2023")[2]
        self.assertEqual((row["metric"], row["group"], row["against"]),
                         ("nps_difference", "2024", "2023"))
        self.assertNotEqual(row["p_value"], "")


if __name__ == "__main__":
    program.main()
