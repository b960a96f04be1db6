# SPDX-License-Identifier: MIT
"""The command complaints: how many per thousand, how they were solved, what is open."""
import random
import unittest

import program

DAY = 86400000
COLUMNS = ["--received", "received", "--closed", "closed"]
QUARTER = ["--from", "2025-01-01", "--until", "2025-04-01"]


def file_of(rows, header="received,closed,upheld"):
    return "\n".join([header] + [",".join(str(cell) for cell in row) for row in rows]) + "\n"


def at(month, day, clock="10:00"):
    return f"2025-{month:02}-{day:02} {clock}"


class Complaints(program.ProgramTest):
    COMMAND = "complaints"

    def complaints(self, *rows, **options):
        return self.write("c.csv", file_of(rows, **options))

    def named(self, *args, **options):
        """The figures by name."""
        return {one["metric"]: one for one in self.metrics(*args, **options)}

    def generated(self, n):
        """A file of so many complaints."""
        return self.write("n.csv", "received\n" + "".join(
            f"2025-01-{1 + i % 28:02} {i % 24:02}:{i % 60:02}\n" for i in range(n)))


class PerThousand(Complaints):
    """What others published, or got wrong: complaints per 1,000 customers."""

    def check(self, complaints, exposed, shown, *more):
        file = self.generated(complaints)
        args = [file, "--received", "received", "--exposed", str(exposed), *more]
        got = self.named(*args)["per_thousand"]
        self.assertAlmostEqual(got["value"], 1000 * complaints / exposed, delta=1e-12 * exposed)
        self.assertEqual((got["n"], got["exposed_end"], got["method"]),
                         (complaints, exposed, "garwood"))
        self.assertLess(got["lower"], got["value"])
        self.assertGreater(got["upper"], got["value"])
        out, _ = self.report(*args)
        self.assertRegex(out, rf"received per 1,000 +{shown} ")
        out, _ = self.report(*args, "--lang", "es")
        self.assertRegex(out, rf"recibidas por 1\.000 +{shown.replace('.', ',')} ")

    def test_1_of_1138(self):
        self.check(1, 1138, "0.88")

    def test_138_of_911505(self):
        self.check(138, 911505, "0.15")

    def test_158_of_40235(self):
        self.check(158, 40235, "3.93")

    def test_274_of_332213(self):
        self.check(274, 332213, "0.82")

    def test_average_exposure(self):
        args = [self.generated(30), "--received", "received", "--exposed", "12000",
                "--exposed-start", "8000", "--exposure", "average"]
        got = self.named(*args)["per_thousand"]
        self.assertEqual((got["value"], got["exposed_start"], got["exposed_end"]), (3, 8000, 12000))
        out, _ = self.report(*args)
        self.assertIn("exposed 8,000 at the start · 12,000 at the end", out)
        self.assertIn(" 3.00 ", out)

    def test_none_known(self):
        got = self.named(self.generated(3), "--received", "received")["per_thousand"]
        self.assertEqual((got["status"], got["value"]), ("empty", None))
        out, _ = self.report("n.csv", "--received", "received")
        self.assertNotIn("per 1,000", out)

    def test_no_complaints(self):
        got = self.named(self.generated(3), "--received", "received", "--where", "received=never",
                         "--exposed", "500", *QUARTER)["per_thousand"]
        self.assertEqual((got["value"], got["lower"]), (0, 0))
        self.assertGreater(got["upper"], 0)


class Figures(Complaints):
    def setUp(self):
        super().setUp()
        # before and open at the end; before and solved in it; in and solved (three); in and open;
        # before and gone; after
        self.file = self.complaints(
            ("2024-12-01 10:00", "", ""), ("2024-12-20 10:00", at(1, 9), "yes"),
            (at(1, 10), at(1, 12), "no"), (at(2, 1), at(3, 13), "Yes"), (at(2, 5), at(2, 6), ""),
            (at(3, 30), "", ""), ("2024-11-01 10:00", "2024-11-05 10:00", "no"),
            (at(4, 2), at(4, 3), "no"))
        self.args = [self.file, *COLUMNS, "--upheld", "upheld", "--within", "30d", *QUARTER]

    def test_movement(self):
        got = self.named(*self.args)
        self.assertEqual([got[name]["value"] for name in
                          ("open_start", "received", "closed", "open_end")], [2, 4, 4, 2])
        self.assertTrue(got["open_end"]["adds_up"])
        self.assertEqual(got["received"]["outside"], 2)
        self.assertEqual(got["open_end"]["age_edges"], [7 * DAY, 30 * DAY, 90 * DAY])
        self.assertEqual(got["open_end"]["ages"], [1, 0, 0, 1])
        self.assertEqual((got["received"]["from"], got["received"]["until"]),
                         ("2025-01-01T00:00:00Z", "2025-04-01T00:00:00Z"))

    def test_shares(self):
        got = self.named(*self.args)
        self.assertAlmostEqual(got["unresolved"]["value"], 2 / 6)
        self.assertEqual(got["unresolved"]["n"], 6)
        self.assertEqual((got["solved_within"]["value"], got["solved_within"]["n"],
                          got["solved_within"]["variant"]), (0.75, 4, "30d"))
        self.assertAlmostEqual(got["upheld"]["value"], 2 / 3)
        self.assertEqual(got["upheld"]["n"], 3)
        self.assertNotIn("solved_within", self.named(self.file, *COLUMNS, *QUARTER))

    def test_times(self):
        got = self.named(*self.args)
        # 20, 2, 40 and 1 days
        self.assertEqual((got["time_to_solve"]["value"], got["time_to_solve"]["n"]), (11 * DAY, 4))
        self.assertEqual((got["time_to_solve"]["min"], got["time_to_solve"]["max"]),
                         (DAY, 40 * DAY))
        self.assertEqual(got["time_to_solve"]["mean"], 15.75 * DAY)
        self.assertTrue(got["time_to_solve"]["exact"])
        self.assertEqual((got["time_to_solve_with_open"]["n"],
                          got["time_to_solve_with_open"]["events"]), (4, 3))

    def test_definition(self):
        got = self.named(*self.args)["received"]
        self.assertEqual(got["column"], "received..closed")
        self.assertEqual(got["definition"], "complaints/2025-01-01T00:00:00Z..2025-04-01T00:00:00Z"
                                            "/within=30d/ages=7d,30d,90d")
        got = self.named(self.file, "--received", "received", "--ages", "1d")["received"]
        self.assertTrue(got["definition"].endswith("/ages=1d/received"))
        self.assertEqual(got["column"], "received")

    def test_period_of_the_file(self):
        got = self.named(self.file, *COLUMNS)
        self.assertEqual((got["received"]["from"], got["received"]["until"]),
                         ("2024-11-01T10:00:00Z", "2025-04-03T10:00:00.001Z"))
        self.assertEqual((got["received"]["value"], got["received"]["outside"]), (8, 0))
        out, _ = self.report(self.file, *COLUMNS)
        self.assertIn("2024-11-01 10:00 to 2025-04-03 10:00", out)
        self.assertEqual(self.named(self.file, *COLUMNS, "--from", "2025-01-01")["open_start"]
                         ["value"], 2)

    def test_ages(self):
        got = self.named(*self.args, "--ages", "90d,1d,7d,30d,60d,12h,120d")["open_end"]
        self.assertEqual(len(got["ages"]), 8)
        self.assertEqual(sum(got["ages"]), got["value"])

    def test_only_received(self):
        got = self.named(self.file, "--received", "received", *QUARTER)
        self.assertEqual(set(got), {"per_thousand", "received"})
        out, _ = self.report(self.file, "--received", "received", *QUARTER)
        self.assertNotIn("open", out)

    def test_solved_before_it_came(self):
        file = self.complaints((at(1, 5), at(1, 4), ""), (at(1, 6), at(1, 7), ""), ("", at(1, 8), ""))
        out, err = self.report(file, *COLUMNS, "--format", "json")
        self.assertIn("c.csv:2: received..closed: -1 d: it ends before it begins", err)
        self.assertIn('"invalid":2', out)
        self.assertIn("ends before", self.refused(file, *COLUMNS, "--strict"))
        self.assertIn("invalid 2", self.report(file, *COLUMNS)[0])

    def test_flags(self):
        words = {"true": 1, "YES": 1, "y": 1, "T": 1, "1": 1, "sí": 1, "SÍ": 1, "Si": 1, "s": 1,
                 "false": 0, "No": 0, "n": 0, "F": 0, "0": 0}
        rows = [(at(1, 5), at(1, 6), word) for word in words] + [(at(1, 5), at(1, 6), "maybe")]
        file = self.complaints(*rows)
        out, err = self.report(file, *COLUMNS, "--upheld", "upheld", "--format", "json")
        self.assertIn("“maybe” is neither yes nor no", err)
        got = self.named(file, *COLUMNS, "--upheld", "upheld")["upheld"]
        self.assertEqual((got["n"], got["value"]), (len(words), sum(words.values()) / len(words)))
        self.assertIn("maybe", self.refused(file, *COLUMNS, "--upheld", "upheld", "--strict"))
        self.assertIn('"closed"', out)

    def test_business_time(self):
        self.write("office.txt", "mon-fri 09:00-17:00\n")
        file = self.complaints(("2025-01-06 10:00", "2025-01-08 10:00", ""))
        args = [file, *COLUMNS, "--calendar", "office.txt", "--within", "20h"]
        got = self.named(*args)
        self.assertEqual(got["time_to_solve"]["value"], 16 * 3600000)
        self.assertEqual(got["time_to_solve_with_open"]["value"], 2 * DAY)
        self.assertEqual((got["time_to_solve"]["calendar"], got["solved_within"]["value"]),
                         ("office.txt", 1))
        self.report(*args, "--save-state", "s")
        self.assertEqual(self.named("--merge", "s"), got)
        out, _ = self.report("--merge", "s")
        self.assertIn("business time by office.txt", out)
        self.assertIn("calendar time", out)
        self.assertIn("16 h", out)

    def test_ages_are_calendar_time(self):
        self.write("office.txt", "mon-fri 09:00-17:00\n")
        file = self.complaints(("2025-01-06 10:00", "", ""))
        out, _ = self.report(file, *COLUMNS, *QUARTER, "--calendar", "office.txt")
        for text in ("open < 7 d", "7 d – 30 d", "≥ 90 d"):
            self.assertIn(text, out)

    def test_zone(self):
        got = self.named(self.file, *COLUMNS, *QUARTER, "--zone", "+02:00")["received"]
        self.assertEqual(got["from"], "2024-12-31T22:00:00Z")
        out, _ = self.report(self.file, *COLUMNS, *QUARTER, "--zone", "+02:00")
        self.assertIn("2025-01-01 00:00 to 2025-04-01 00:00", out)


class Output(Complaints):
    def setUp(self):
        super().setUp()
        chance = random.Random(3)
        rows = []
        for i in range(300):
            month, day = chance.randrange(1, 4), chance.randrange(1, 29)
            closed = "" if i % 5 == 0 else f"2025-{month:02}-{day:02} 20:{i % 60:02}"
            rows.append((f"2025-{month:02}-{day:02} 08:00", closed, "yn"[i % 2],
                         ["north", "south", "west"][i % 3]))
        self.complaints(*rows, header="received,closed,upheld,area")
        self.base = ["c.csv", *COLUMNS, "--upheld", "upheld", "--within", "12h", *QUARTER]
        self.args = self.base + ["--exposed", "20000"]
        self.groups = [word for area, n in (("north", 9000), ("south", 7000), ("west", 4000))
                       for word in ("--exposed", f"{area}={n}")]

    def test_english(self):
        out, err = self.report(*self.args)
        self.assertEqual(err, "")
        for text in ("Complaints  received..closed", "received per 1,000", "15.00", "unresolved",
                     "20.0%", "solved within 12 h", "upheld", "median time to solve",
                     "open at the start",
                     "+ received", "− solved", "exposed 20,000 at the end", "open < 7 d",
                     "≥ 90 d", "Garwood, Wilson"):
            self.assertIn(text, out)
        self.assertRegex(out, r"\+ received +300\n +− solved +240\n += open at the end +60\n")
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 80)

    def test_spanish(self):
        out, _ = self.report(*self.args, "--lang", "es")
        for text in ("Reclamaciones", "recibidas por 1.000", "15,00", "20,0 %",
                     "= abiertas al final", "expuestos 20.000 al final"):
            self.assertIn(text, out)
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 80)

    def test_ascii_and_color(self):
        out, _ = self.report(*self.args, env={"LC_ALL": "C"})
        self.assertTrue(out.isascii())
        self.assertIn("\x1b[", self.report(*self.args, "--color", "always")[0])

    def test_widths(self):
        for width in (30, 40, 60, 80, 120):
            for more in (["--exposed", "20000"], ["--by", "area", *self.groups],
                         ["--compare", "area=north,south", *self.groups[:4]]):
                out, _ = self.report(*self.base, *more, env={"COLUMNS": str(width)})
                if width >= 80:
                    self.assertLessEqual(max(map(len, out.splitlines())), width)

    def test_by(self):
        found = self.metrics(*self.base, "--by", "area", *self.groups)
        whole = self.metrics(*self.args)
        self.assertEqual([dict(one, by=None) for one in found[-len(whole):]], whole)
        rates = [one["value"] for one in found if one["metric"] == "per_thousand"]
        for rate, expected in zip(rates, [100 / 9, 100 / 7, 25, 15]):
            self.assertAlmostEqual(rate, expected, delta=1e-12)
        self.assertEqual(len(rates), 4)
        out, _ = self.report(*self.base, "--by", "area", *self.groups)
        for text in ("per 1,000", "11.11", "14.29", "25.00", "15.00", "all"):
            self.assertIn(text, out)
        out, _ = self.report(*self.base, "--by", "area")
        self.assertNotIn("1,000", out)

    def test_a_group_of_which_nobody_says_who_was_exposed(self):
        note = "of groups without --exposed, in the total per 1,000, too: "
        out, _ = self.report(*self.base, "--by", "area", *self.groups)
        self.assertNotIn(note, out)
        out, _ = self.report(*self.base, "--by", "area", *self.groups[:2])
        self.assertEqual(out.count(note), 1)

    def test_a_group_without_complaints(self):
        found = self.metrics(*self.base, "--by", "area", *self.groups, "--exposed", "east=500")
        east = [one for one in found if one["group"] == "east"]
        self.assertEqual((east[0]["value"], east[0]["exposed_end"]), (0, 500))

    def test_compare(self):
        found = self.metrics(*self.base, "--compare", "area=north,south", *self.groups[:4])
        ratio, unresolved, time = found[-3:]
        self.assertEqual([one["metric"] for one in (ratio, unresolved, time)],
                         ["per_thousand_ratio", "unresolved_difference",
                          "time_to_solve_difference"])
        self.assertAlmostEqual(ratio["value"], 7 / 9)
        self.assertEqual((ratio["method"], ratio["groups"]), ("rate_ratio", ["north", "south"]))
        self.assertEqual(ratio["p_value"] < 0.05, not ratio["lower"] <= 1 <= ratio["upper"])
        self.assertEqual(unresolved["value"], 0)
        out, _ = self.report(*self.base, "--compare", "area=north,south", *self.groups[:4])
        self.assertIn("received per 1,000: north / south  0.78", out)
        self.assertIn("unresolved: north − south  0.0 points", out)
        without = self.metrics(*self.base, "--compare", "area=north,south")
        self.assertNotIn("per_thousand_ratio", [one["metric"] for one in without])

    def test_csv_has_what_json_has(self):
        for more in (["--exposed", "20000"], ["--by", "area", *self.groups]):
            objects = self.metrics(*self.base, *more)
            rows = self.rows(*self.base, *more)
            self.assertEqual(len(rows), len(objects))
            for row, one in zip(rows, objects):
                for key, value in one.items():
                    parts = ([(f"{key}_{i}", part) for i, part in enumerate(value)]
                             if isinstance(value, list) else [(key, value)])
                    for name, part in parts:
                        text = ("" if part is None else
                                str(part).lower() if isinstance(part, bool) else str(part))
                        self.assertTrue(row[name] == text or float(row[name]) == part, name)


class States(Complaints):
    def setUp(self):
        super().setUp()
        chance = random.Random(7)
        self.rows_ = []
        for i in range(240):
            month, day = chance.randrange(1, 4), chance.randrange(1, 29)
            closed = "" if i % 4 == 0 else f"2025-{month:02}-{day:02} {10 + i % 14}:00"
            self.rows_.append((f"2025-{month:02}-{day:02} 08:00", closed, "yn"[i % 2],
                               "xyz"[i % 3], f"c{i % 7}"))

    HEADER = "received,closed,upheld,area,customer"
    ARGS = [*COLUMNS, "--upheld", "upheld", "--within", "12h", *QUARTER]

    def save(self, name, rows, *more):
        self.write(name + ".csv", file_of(rows, header=self.HEADER))
        self.report(name + ".csv", *self.ARGS, "--save-state", name, *more)
        return ["--merge", name]

    def test_parts_make_the_whole(self):
        self.write("all.csv", file_of(self.rows_, header=self.HEADER))
        for more in ([], ["--by", "area"]):
            words = []
            for part in range(7):
                words += self.save(f"part{part}", [row for row in self.rows_
                                                   if row[4] == f"c{part}"], *more)
            self.assertEqual(self.metrics(*words), self.metrics("all.csv", *self.ARGS, *more))

    def test_exposed_adds_up(self):
        words = self.save("a", self.rows_[:100], "--exposed", "700")
        words += self.save("b", self.rows_[100:], "--exposed", "300")
        self.write("all.csv", file_of(self.rows_, header=self.HEADER))
        whole = self.metrics("all.csv", *self.ARGS, "--exposed", "1000")
        self.assertEqual(self.metrics(*words), whole)

    def test_file_and_state(self):
        words = self.save("a", self.rows_[:100])
        self.write("rest.csv", file_of(self.rows_[100:], header=self.HEADER))
        self.write("all.csv", file_of(self.rows_, header=self.HEADER))
        self.assertEqual(self.metrics("rest.csv", *COLUMNS, "--upheld", "upheld", *words),
                         self.metrics("all.csv", *self.ARGS))

    def test_another_definition(self):
        words = self.save("a", self.rows_)
        self.ARGS = [*COLUMNS, "--within", "12h", "--from", "2025-02-01", "--until", "2025-04-01"]
        other = self.save("b", self.rows_)
        self.assertIn("2025-02-01T00:00:00Z..", self.refused(*words, *other))

    def test_damaged(self):
        self.save("a", self.rows_)
        good = self.read("a")
        for place in range(20, len(good), max(1, len(good) // 200)):
            self.write("bad", good[:place] + bytes([good[place] ^ 1]) + good[place + 1:])
            self.assertIn("bad", self.refused("--merge", "bad"))
        self.write("bad", good.replace(b"within=12h", b"within=13h"))
        self.assertIn("damaged", self.refused("--merge", "bad"))


class BadInput(Complaints):
    def setUp(self):
        super().setUp()
        self.file = self.complaints((at(1, 1), at(1, 2), ""))

    def test_what_is_needed(self):
        self.assertIn("--received", self.refused(self.file, expect=2))
        for option in (["--within", "1d"], ["--upheld", "upheld"], ["--calendar", "x"]):
            self.assertIn("--closed", self.refused(self.file, "--received", "received", *option,
                                                   expect=2))
        self.assertIn("average", self.refused(self.file, *COLUMNS, "--exposure", "average",
                                              "--exposed", "5", expect=2))

    def test_values(self):
        for option in (["--exposed", "many"], ["--exposed", "-1"], ["--exposed", "1.5"],
                       ["--exposed", "9" * 19], ["--exposed", "north=5"],
                       ["--exposed-start", ""], ["--exposure", "middle"], ["--within", "1d,2d"],
                       ["--within", "soon"], ["--ages", "1d,1d"], ["--ages", "0s"],
                       ["--ages", "1d,2d,3d,4d,5d,6d,7d,8d"], ["--from", "today"],
                       ["--until", "2025-02-30"]):
            self.assertIn(option[0], self.refused(self.file, *COLUMNS, *option, expect=2))
        self.assertIn("GROUP=N", self.refused(self.file, *COLUMNS, "--by", "upheld", "--exposed",
                                              "5", expect=2))
        self.assertIn("GROUP=N", self.refused(self.file, *COLUMNS, "--compare", "upheld=y,n",
                                              "--exposed", "x=5", *QUARTER, expect=2))
        self.assertIn("period", self.refused(self.file, *COLUMNS, "--from", "2025-02-01", "--until",
                                             "2025-02-01", expect=2))

    def test_options_of_files(self):
        self.report(self.file, *COLUMNS, "--save-state", "s")
        for option in (["--received", "x"], ["--closed", "x"], ["--upheld", "x"],
                       ["--exposed", "5"], ["--exposed-start", "5"], ["--within", "1d"],
                       ["--ages", "1d"], ["--from", "2025-01-01"], ["--until", "2025-01-01"],
                       ["--time-format", "iso"], ["--ignore-offset"], ["--calendar", "x"]):
            self.assertIn(option[0], self.refused("--merge", "s", *option, expect=2))

    def test_columns(self):
        self.assertIn("did you mean “received”", self.refused(self.file, "--received", "recieved"))
        self.assertIn("did you mean “closed”",
                      self.refused(self.file, "--received", "received", "--closed", "close"))
        self.assertIn("did you mean “upheld”",
                      self.refused(self.file, *COLUMNS, "--upheld", "upheldd"))

    def test_stamps(self):
        file = self.complaints(("soon", "", ""), (at(1, 1), "later", ""), (at(1, 1), at(1, 2), ""))
        out, err = self.report(file, *COLUMNS, "--format", "json")
        self.assertIn("c.csv:2: received: “soon” is no time", err)
        self.assertIn("c.csv:3: closed: “later” is no time", err)
        self.assertIn('"invalid":2', out)
        self.assertEqual(self.named(file, *COLUMNS)["received"]["value"], 1)
        self.assertIn("c.csv:2", self.refused(file, *COLUMNS, "--strict"))

    def test_no_times_at_all(self):
        file = self.complaints(("", "", ""), ("", at(1, 1), ""))
        self.assertIn("--from and --until", self.refused(file, *COLUMNS))
        got = self.named(file, *COLUMNS, *QUARTER)
        self.assertEqual((got["received"]["value"], got["received"]["invalid"]), (0, 2))

    def test_rows_of_another_length(self):
        self.write("c.csv", "received,closed\n2025-01-01 10:00,2025-01-02 10:00,x\n"
                            "2025-01-01 10:00\n")
        out, err = self.report("c.csv", *COLUMNS, "--format", "json")
        self.assertIn('"invalid":1', out)
        self.assertIn("more cells than the header: 1", err)
        self.assertIn("fewer cells than the header: 1", err)
        self.refused("c.csv", *COLUMNS, "--strict")

    def test_files(self):
        self.write("empty.csv", "")
        self.assertIn("empty", self.refused("empty.csv", *COLUMNS))
        self.write("header.csv", "received,closed\n")
        self.assertIn("has a header and no rows", self.refused("header.csv", *COLUMNS))
        got = self.named("header.csv", *COLUMNS, *QUARTER, "--exposed", "100")
        self.assertEqual((got["per_thousand"]["value"], got["unresolved"]["status"]), (0, "empty"))


if __name__ == "__main__":
    program.main()
