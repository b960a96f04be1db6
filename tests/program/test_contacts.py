# SPDX-License-Identifier: MIT
"""The command contacts: first-contact resolution, by whether the customer came back."""
import random
import unittest

import program

DAY = 86400000
COLUMNS = ["--customer", "customer", "--time", "time"]


def file_of(rows, header="customer,time"):
    return "\n".join([header] + [",".join(str(cell) for cell in row) for row in rows]) + "\n"


def day(number, clock="10:00"):
    return f"2025-03-{number:02} {clock}"


class Contacts(program.ProgramTest):
    COMMAND = "contacts"

    def contacts(self, *rows, **options):
        return self.write("c.csv", file_of(rows, **options))

    def fcr(self, *args, **options):
        found = self.metrics(*args, **options)
        self.assertEqual([one["metric"] for one in found], ["fcr", "repeat_free"])
        return found[0]


class Figures(Contacts):
    def setUp(self):
        super().setUp()
        # a: comes back after 3 days; b: never; c: after 8 days, twice an opener; d: too late to tell
        self.file = self.contacts(("a", day(1)), ("a", day(4)), ("b", day(2)), ("c", day(3)),
                                  ("c", day(11)), ("d", day(20)), ("", day(5)))
        self.args = [self.file, *COLUMNS, "--as-of", "2025-03-21"]

    def test_first_contact_resolution(self):
        got = self.fcr(*self.args)
        self.assertEqual((got["n"], got["resolved"], got["openers"], got["not_yet_eligible"]),
                         (4, 3, 5, 1))
        self.assertEqual((got["value"], got["status"], got["method"]), (0.75, "ok", "wilson"))
        self.assertLess(got["lower"], 0.75)
        self.assertGreater(got["upper"], 0.75)
        self.assertEqual((got["contacts"], got["excluded"], got["later"], got["invalid"]),
                         (6, 1, 0, 0))
        self.assertEqual((got["since"], got["as_of"], got["window"]),
                         ("2025-03-01T10:00:00Z", "2025-03-21T00:00:00Z", 7 * DAY))
        self.assertEqual(got["short_history"], 3)
        self.assertEqual((got["column"], got["definition"]), ("customer", "contacts/7d"))

    def test_repeat_free(self):
        fcr, free = self.metrics(*self.args)
        self.assertEqual((free["value"], free["n"]), (0.8, 5))
        for key in ("", "_lower", "_upper"):
            self.assertEqual(fcr["repeat_free" + key], free[("value" + key).replace("value_", "")])

    def test_window(self):
        self.assertEqual(self.fcr(*self.args, "--window", "2d")["value"], 1)
        wide = self.fcr(*self.args, "--window", "10d")
        self.assertEqual((wide["resolved"], wide["n"], wide["window"]), (1, 3, 10 * DAY))

    def test_exactly_the_window_is_a_repeat(self):
        file = self.contacts(("a", day(1)), ("a", day(8)), ("b", day(1)), ("b", day(8, "10:01")))
        got = self.fcr(file, *COLUMNS, "--as-of", "2025-03-20")
        self.assertEqual((got["resolved"], got["n"]), (2, 3))

    def test_as_of(self):
        got = self.fcr(self.file, *COLUMNS, "--until", day(11, "09:00"))
        self.assertEqual((got["contacts"], got["later"], got["n"]), (4, 2, 3))
        latest = self.fcr(self.file, *COLUMNS)
        self.assertEqual(latest["as_of"], "2025-03-20T10:00:00Z")

    def test_since(self):
        got = self.fcr(*self.args, "--since", "2025-02-20")
        self.assertEqual((got["short_history"], got["since"]), (0, "2025-02-20T00:00:00Z"))
        self.assertEqual(got["definition"], "contacts/7d/since=2025-02-20T00:00:00Z")

    def test_issue(self):
        file = self.contacts(("a", day(1), "bill"), ("a", day(2), "line"), ("b", day(1), "bill"),
                             ("b", day(3), "bill"), header="customer,time,issue")
        args = [file, *COLUMNS, "--as-of", "2025-03-20"]
        self.assertEqual(self.fcr(*args)["value"], 0)
        got = self.fcr(*args, "--issue", "issue")
        self.assertEqual((got["resolved"], got["n"], got["column"]), (2, 3, "customer+issue"))

    def test_two_columns_of_time(self):
        file = self.contacts(("a", "2025-03-01", "10:00"), ("a", "2025-03-02", "11:00"),
                             header="customer,date,clock")
        got = self.fcr(file, "--customer", "customer", "--time", "date+clock", "--as-of",
                       "2025-03-20")
        self.assertEqual((got["value"], got["since"]), (0, "2025-03-01T10:00:00Z"))
        file = self.contacts(("a", day(1)), header="customer,date+clock")
        self.fcr(file, "--customer", "customer", "--time", "date+clock")
        file = self.contacts(("a", "2025-03-01", "", ), ("a", "2025-03-02", "x"),
                             header="customer,date,clock")
        got = self.fcr(file, "--customer", "customer", "--time", "date+clock")
        self.assertEqual((got["excluded"], got["invalid"], got["status"]), (1, 1, "empty"))

    def test_zone_and_pattern(self):
        file = self.contacts(("a", "01/03/25 10"), ("b", "02/03/25 10"))
        got = self.fcr(file, *COLUMNS, "--time-format", "%d/%m/%y %H", "--zone", "+02:00", "--as-of",
                       "2025-03-21")
        self.assertEqual((got["since"], got["as_of"]),
                         ("2025-03-01T08:00:00Z", "2025-03-20T22:00:00Z"))

    def test_order_of_rows_does_not_matter(self):
        rows = [(f"c{random.Random(i).randrange(9)}", day(1 + i % 28)) for i in range(80)]
        args = [*COLUMNS, "--as-of", "2025-04-01"]
        expected = self.metrics(self.contacts(*rows), *args)
        random.Random(5).shuffle(rows)
        self.assertEqual(self.metrics(self.contacts(*rows), *args), expected)

    def test_nobody(self):
        got = self.fcr(self.contacts(("", day(1)), ("a", "")), *COLUMNS)
        self.assertEqual((got["status"], got["value"], got["n"], got["excluded"]),
                         ("empty", None, 0, 2))
        self.assertEqual((got["since"], got["as_of"]), (None, None))
        out, _ = self.report(self.file, *COLUMNS, "--where", "customer=nobody")
        self.assertIn("no data", out)


class Output(Contacts):
    def setUp(self):
        super().setUp()
        rows = [(f"c{i % 23}", day(1 + i % 20), "north" if i % 23 < 15 else "south")
                for i in range(60)]
        self.args = [self.contacts(*rows, header="customer,time,area"), *COLUMNS, "--as-of",
                     "2025-03-31"]

    def test_english(self):
        out, err = self.report(*self.args)
        self.assertEqual(err, "")
        for text in ("First-contact resolution  customer", "no other contact within 7 d after",
                     "resolved at first contact", "first contacts", "window not over",
                     "contacts 60 · excluded 0", "to 2025-03-31 00:00 · window 7 d", "Wilson",
                     "█"):
            self.assertIn(text, out)
        self.assertLessEqual(max(len(line) for line in out.splitlines()), 80)

    def test_spanish(self):
        out, _ = self.report(*self.args, "--lang", "es", "--by", "area")
        for text in ("Resolución al primer contacto", "total", "plazo de 7 d", "excluidos 0",
                     "sin otro contacto durante 7 d"):
            self.assertIn(text, out)

    def test_ascii_and_color(self):
        out, _ = self.report(*self.args, env={"LC_ALL": "C"})
        self.assertTrue(out.isascii())
        self.assertIn("#", out)
        self.assertIn("\x1b[", self.report(*self.args, "--color", "always")[0])

    def test_narrow(self):
        for width in (30, 40, 60, 120):
            for more in ([], ["--by", "area"], ["--compare", "area=north,south"]):
                out, _ = self.report(*self.args, *more, env={"COLUMNS": str(width)})
                if width >= 60:
                    self.assertLessEqual(max(map(len, out.splitlines())), width)

    def test_decimals(self):
        value = self.metrics(*self.args)[0]["value"]
        out, _ = self.report(*self.args, "--decimals", "3")
        self.assertIn(f"{100 * value:.3f}%", out)

    def test_csv_has_what_json_has(self):
        for more in ([], ["--by", "area"]):
            objects = self.metrics(*self.args, *more)
            rows = self.rows(*self.args, *more)
            self.assertEqual(len(rows), len(objects))
            for row, one in zip(rows, objects):
                for key, value in one.items():
                    text = "" if value is None else str(value)
                    same = row[key] == text or float(row[key]) == value
                    self.assertTrue(same, (key, row[key], value))

    def test_by(self):
        found = self.metrics(*self.args, "--by", "area")
        self.assertEqual([one["group"] for one in found[::2]], ["north", "south", None])
        self.assertEqual(found[-2:], [dict(one, group=None, by=None)
                                      for one in self.metrics(*self.args)])
        self.assertEqual(found[0]["n"] + found[2]["n"], found[4]["n"])

    def test_a_customer_of_two_groups_is_one_in_the_total(self):
        file = self.contacts(("a", day(1), "x"), ("a", day(2), "y"), header="customer,time,team")
        x, _, y, _, total, _ = self.metrics(file, *COLUMNS, "--by", "team", "--as-of", "2025-03-20")
        self.assertEqual((x["value"], y["value"], total["value"]), (1, 1, 0))

    def test_groups_are_read_as_of_one_instant(self):
        file = self.contacts(("a", day(1), "x"), ("b", day(20), "y"), header="customer,time,team")
        x, _, y, _, _, _ = self.metrics(file, *COLUMNS, "--by", "team")
        self.assertEqual(x["as_of"], y["as_of"])
        self.assertEqual((x["n"], y["n"]), (1, 0))

    def test_compare(self):
        north, _, south, _, difference = self.metrics(*self.args, "--compare", "area=north,south")
        self.assertEqual(difference["metric"], "fcr_difference")
        self.assertEqual(difference["groups"], ["north", "south"])
        self.assertAlmostEqual(difference["value"], north["value"] - south["value"])
        self.assertEqual(difference["method"], "miettinen_nurminen")
        self.assertEqual(difference["p_value"] < 0.05,
                         not difference["lower"] <= 0 <= difference["upper"])
        out, _ = self.report(*self.args, "--compare", "area=north,south")
        self.assertIn("resolved at first contact: north − south", out)
        self.assertEqual(self.rows(*self.args, "--compare", "area=north,south")[-1]["against"],
                         "south")


class States(Contacts):
    def setUp(self):
        super().setUp()
        chance = random.Random(11)
        self.rows_ = [(f"c{chance.randrange(40)}", day(1 + chance.randrange(28)),
                       chance.choice(["x", "y"])) for _ in range(300)]

    def save(self, name, rows, *more):
        self.write(name + ".csv", file_of(rows, header="customer,time,team"))
        self.report(name + ".csv", *COLUMNS, "--save-state", name, *more)
        return ["--merge", name]

    def test_parts_by_customer_make_the_whole(self):
        for more in ([], ["--by", "team"]):
            words = []
            for part in range(3):
                rows = [row for row in self.rows_ if int(row[0][1:]) % 3 == part]
                words += self.save(f"part{part}", rows, *more)
            self.write("all.csv", file_of(self.rows_, header="customer,time,team"))
            whole = self.metrics("all.csv", *COLUMNS, *more)
            self.assertEqual(self.metrics(*words), whole)

    def test_parts_by_time_make_the_whole(self):
        early = [row for row in self.rows_ if row[1] < day(15)]
        late = [row for row in self.rows_ if row[1] >= day(15)]
        self.write("all.csv", file_of(self.rows_, header="customer,time,team"))
        words = self.save("early", early) + self.save("late", late)
        self.assertEqual(self.metrics(*words), self.metrics("all.csv", *COLUMNS))

    def test_file_and_state(self):
        half = len(self.rows_) // 2
        words = self.save("first", self.rows_[:half], "--window", "3d")
        self.write("rest.csv", file_of(self.rows_[half:], header="customer,time,team"))
        self.write("all.csv", file_of(self.rows_, header="customer,time,team"))
        self.assertEqual(self.metrics("rest.csv", *COLUMNS, *words),
                         self.metrics("all.csv", *COLUMNS, "--window", "3d"))

    def test_merged_state_is_the_state(self):
        words = self.save("a", self.rows_[:100]) + self.save("b", self.rows_[100:])
        self.report(*words, "--save-state", "merged")
        self.save("whole", self.rows_)
        self.assertEqual(self.read("merged"), self.read("whole"))

    def test_invalid_cells_are_kept(self):
        words = self.save("a", [("a", "soon", "x"), ("a", day(1), "x")], "--quiet")
        self.assertEqual(self.metrics(*words)[0]["invalid"], 1)

    def test_later_as_of(self):
        words = self.save("a", [("a", day(1), "x")])
        self.assertEqual(self.metrics(*words)[0]["n"], 0)
        self.assertEqual(self.metrics(*words, "--as-of", "2025-03-20")[0]["n"], 1)

    def test_another_definition(self):
        week = self.save("week", self.rows_)
        day_ = self.save("day", self.rows_, "--window", "1d")
        self.assertIn("contacts/1d there, and contacts/7d here", self.refused(*week, *day_))
        other = self.save("other", self.rows_, "--issue", "team")
        self.assertIn("other holds no contacts of customer", self.refused(*week, *other))
        grouped = self.save("grouped", self.rows_, "--by", "team")
        self.assertIn("grouped by team", self.refused(*week, *grouped))

    def test_damaged(self):
        self.save("a", self.rows_)
        good = self.read("a")
        for place in range(20, len(good), max(1, len(good) // 200)):
            self.write("bad", good[:place] + bytes([good[place] ^ 1]) + good[place + 1:])
            self.assertIn("bad", self.refused("--merge", "bad"))
        self.write("bad", good.replace(b"contacts/7d", b"contacts/8d"))
        self.assertIn("damaged", self.refused("--merge", "bad"))

    def test_states_of_other_commands(self):
        self.save("a", self.rows_)
        out, err = self.run_program("survey", "--merge", "a", expect=1)
        self.assertIn("figure of another command", err)
        out, err = self.run_program("durations", "--merge", "a", expect=1)
        self.assertIn("figure of another command", err)
        self.column("s.csv", "q", range(11))
        self.survey("s.csv", "--nps", "q", "--save-state", "s")
        self.assertIn("figure of another command", self.refused("--merge", "s"))


class BadInput(Contacts):
    def test_what_is_needed(self):
        file = self.contacts(("a", day(1)))
        self.assertIn("--customer", self.refused(file, "--time", "time", expect=2))
        self.assertIn("--time", self.refused(file, "--customer", "customer", expect=2))
        self.assertIn("no input", self.refused(*COLUMNS, expect=2))

    def test_options_of_files(self):
        self.contacts(("a", day(1)))
        self.report("c.csv", *COLUMNS, "--save-state", "s")
        for option in (["--customer", "x"], ["--time", "x"], ["--issue", "x"], ["--window", "1d"],
                       ["--since", "2025-01-01"], ["--time-format", "iso"], ["--ignore-offset"]):
            self.assertIn(option[0], self.refused("--merge", "s", *option, expect=2))

    def test_columns(self):
        file = self.contacts(("a", day(1), "x", "y"), header="customer,time,date,hour")
        self.assertIn("did you mean “customer”",
                      self.refused(file, "--customer", "custome", "--time", "time"))
        self.assertIn("no column “tiem”; did you mean “time”",
                      self.refused(file, "--customer", "customer", "--time", "tiem"))
        self.assertIn("no column “hourr”; did you mean “hour”",
                      self.refused(file, "--customer", "customer", "--time", "date+hourr"))
        self.assertIn("no column “dat”; did you mean “date”",
                      self.refused(file, "--customer", "customer", "--time", "dat+hour"))
        self.assertIn("no column “issue”", self.refused(file, *COLUMNS, "--issue", "issue"))

    def test_values(self):
        file = self.contacts(("a", day(1)))
        for option in (["--window", "week"], ["--window", "0d"], ["--window", "-1d"],
                       ["--since", "yesterday"], ["--as-of", "2025-13-01"], ["--as-of", ""],
                       ["--zone", "Nowhere/Else"], ["--time-format", "%H"], ["--decimals", "x"]):
            self.assertIn(option[0], self.refused(file, *COLUMNS, *option, expect=2))

    def test_stamps(self):
        rows = [("a", day(1))] + [("b", f"soon{i}") for i in range(5)] + [("c", "1/2/2025 10:00")]
        file = self.contacts(*rows)
        out, err = self.report(file, *COLUMNS, "--format", "json")
        self.assertIn("c.csv:3: time: “soon0” is no time", err)
        self.assertIn("c.csv: time: and 3 more, 6 invalid in all", err)
        self.assertIn('"invalid":6', out)
        self.assertIn("c.csv:3", self.refused(file, *COLUMNS, "--strict"))
        out, _ = self.report(file, *COLUMNS)
        self.assertIn("invalid 6", out)

    def test_rows_of_another_length(self):
        self.write("c.csv", "customer,time\na,2025-03-01 10:00,more\nb\n")
        out, err = self.report("c.csv", *COLUMNS, "--format", "json")
        self.assertIn('"invalid":1', out)
        self.assertIn('"excluded":1', out)
        self.assertIn("more cells than the header: 1", err)
        self.assertIn("fewer cells than the header: 1", err)
        self.refused("c.csv", *COLUMNS, "--strict")

    def test_files(self):
        self.write("empty.csv", "")
        self.assertIn("empty", self.refused("empty.csv", *COLUMNS))
        self.write("header.csv", "customer,time\n")
        self.assertIn("header.csv has a header and no rows", self.report("header.csv", *COLUMNS)[1])
        self.assertIn("no such file", self.refused("absent.csv", *COLUMNS))
        self.write("open.csv", 'customer,time\n"a,b\n')
        self.assertIn("never closed", self.refused("open.csv", *COLUMNS))
        out, _ = self.run_program("contacts", "-", *COLUMNS, stdin=b"customer,time\na,2025-01-01 1:00\n")
        self.assertIn("First-contact", out)


if __name__ == "__main__":
    program.main()
