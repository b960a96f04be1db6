# SPDX-License-Identifier: MIT
"""--repeat and --sent: one answer a respondent, and how many of those who were asked answered."""
import json
import math
import random
import unittest

import program

HEADER = "who,at,area,score,happy,sent"
WHO = ["--respondent", "who", "--time", "at"]
LAST, FIRST = ["--repeat", "last", *WHO], ["--repeat", "first", *WHO]
FIGURES = ["--nps", "score", "--csat", "happy"]


def stamp(minute):
    return f"2025-03-{1 + minute // 1440:02d} {minute // 60 % 24:02d}:{minute % 60:02d}"


def random_rows(seed, n, respondents=40):
    """Rows whose times are all different, so that no file is needed to tell the later one."""
    generator = random.Random(seed)
    minutes = generator.sample(range(28 * 1440), n)
    return [[generator.choice([f"c{generator.randrange(respondents)}"] * 9 + [""]), stamp(minute),
             generator.choice("ABC"), generator.choice([*range(12), ""]),
             generator.choice([1, 2, 3, 4, 5, 6, ""]), generator.randrange(4)]
            for minute in minutes]


def kind(score, levels):
    return 0 if score == "" else 1 if score not in levels else 2


def counting(rows, column, levels, last):
    """The answers that count, found one by one; of stamps in this form, the greater is the later."""
    best = {}
    for row in rows:
        if row[0] == "":
            continue
        other = best.setdefault(row[0], row)
        ours, theirs = kind(row[column], levels), kind(other[column], levels)
        if ours > theirs or (ours == theirs and (row[1] > other[1]) == last):
            best[row[0]] = row
    alone = [row[column] for row in rows if row[0] == ""]
    return alone + [row[column] for row in best.values()]


class Repeat(program.ProgramTest):
    def csv(self, name, rows):
        lines = [HEADER] + [",".join(str(cell) for cell in row) for row in rows]
        return self.write(name, "\n".join(lines) + "\n")

    def counts(self, *args):
        """Answers by level, missing and invalid, of the only figure."""
        one = self.metric(*args, "--quiet")
        levels = {int(level): n for level, n in one["counts"].items() if n > 0}
        return levels, one["missing"], one["invalid"]

    def test_last_and_first(self):
        self.csv("a.csv", [["ada", stamp(5), "A", 2, 1, 0], ["ada", stamp(9), "A", 10, 1, 0],
                           ["ada", stamp(7), "A", 9, 1, 0], ["bob", stamp(1), "A", 8, 1, 0]])
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST), ({10: 1, 8: 1}, 0, 0))
        self.assertEqual(self.counts("a.csv", "--nps", "score", *FIRST), ({2: 1, 8: 1}, 0, 0))
        every = {2: 1, 8: 1, 9: 1, 10: 1}
        self.assertEqual(self.counts("a.csv", "--nps", "score"), (every, 0, 0))
        self.assertEqual(self.counts("a.csv", "--nps", "score", "--repeat", "all"), (every, 0, 0))
        self.assertEqual(self.counts("a.csv", "--nps", "score", "--repeat", "all", *WHO),
                         (every, 0, 0))

    def test_the_later_row_is_the_later_record(self):
        self.csv("a.csv", [["ada", stamp(5), "A", 3, 1, 0], ["ada", stamp(5), "A", 9, 1, 0],
                           ["ada", stamp(5), "A", 6, 1, 0]])
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST)[0], {6: 1})
        self.assertEqual(self.counts("a.csv", "--nps", "score", *FIRST)[0], {3: 1})

    def test_a_level_goes_before_what_is_none(self):
        self.csv("a.csv", [["ada", stamp(5), "A", 3, 1, 0], ["ada", stamp(6), "A", 11, 1, 0],
                           ["ada", stamp(7), "A", "", 1, 0], ["bob", stamp(1), "A", "", 1, 0],
                           ["bob", stamp(2), "A", "x", 1, 0], ["cid", stamp(2), "A", "", 1, 0]])
        for how in (LAST, FIRST):
            self.assertEqual(self.counts("a.csv", "--nps", "score", *how), ({3: 1}, 1, 1))

    def test_it_is_what_a_search_finds(self):
        for seed in range(6):
            rows = random_rows(seed, 250)
            self.csv("a.csv", rows)
            for how, last in ((LAST, True), (FIRST, False)):
                for column, figure, levels in ((3, "--nps", range(11)), (4, "--csat", range(1, 6))):
                    found = counting(rows, column, levels, last)
                    name = HEADER.split(",")[column]
                    got, missing, invalid = self.counts("a.csv", figure, name, *how)
                    want = {level: found.count(level) for level in levels if level in found}
                    self.assertEqual(got, want)
                    self.assertEqual(missing, found.count(""))
                    self.assertEqual(invalid, len(found) - missing - sum(want.values()))

    def test_definition_says_it(self):
        self.csv("a.csv", random_rows(1, 20))
        for how, ending in ((LAST, "/last"), (FIRST, "/first"), ([], "")):
            nps, csat = self.metrics("a.csv", *FIGURES, *how, "--quiet")
            self.assertEqual(nps["definition"], "nps/0-10/9-7" + ending)
            self.assertEqual(csat["definition"], "csat/1-5/top2" + ending)
        out, _ = self.survey("a.csv", *FIGURES, *LAST, "--quiet")
        self.assertEqual(out.count("last of each respondent"), 2)
        out, _ = self.survey("a.csv", *FIGURES, *FIRST, "--quiet", "--lang", "es")
        self.assertEqual(out.count("primera por encuestado"), 2)

    def test_a_group_counts_for_itself_and_the_total_once(self):
        self.csv("a.csv", [["ada", stamp(1), "A", 0, 1, 0], ["ada", stamp(2), "B", 10, 1, 0],
                           ["bob", stamp(3), "B", 9, 1, 0], ["", stamp(4), "A", 8, 1, 0]])
        a, b, total = self.metrics("a.csv", "--nps", "score", *LAST, "--by", "area", "--quiet")
        self.assertEqual((a["n"], b["n"], total["n"]), (2, 2, 3))
        self.assertEqual((a["counts"]["0"], total["counts"]["0"], total["counts"]["10"]), (1, 0, 1))
        both = self.metrics("a.csv", "--nps", "score", *LAST, "--compare", "area=A,B", "--quiet")
        self.assertEqual([one["n"] for one in both[:2]], [2, 2])
        self.assertEqual(both[2]["metric"], "nps_difference")
        told = "a respondent of several groups counts in each, and once in the total\n"
        by_area = ["a.csv", "--nps", "score", "--by", "area", "--quiet"]
        self.assertIn(told, self.survey(*by_area, *LAST)[0])
        self.assertNotIn(told, self.survey(*by_area)[0])
        self.assertNotIn(told, self.survey(*by_area, *LAST, "--where", "who!=ada")[0])
        self.assertIn("cuenta en cada uno", self.survey(*by_area, *LAST, "--lang", "es")[0])

    def test_nobody_counts_each_time_and_is_told(self):
        self.csv("a.csv", [["", "", "A", 9, 1, 0], [" ", "never", "A", 10, 1, 0],
                           ["NA", stamp(1), "A", 8, 1, 0], ["NA", stamp(2), "A", 8, 1, 0]])
        _, err = self.survey("a.csv", "--nps", "score", *LAST)
        self.assertEqual(err, "postventa: a.csv: rows without a who: 2; each counts by itself\n")
        _, err = self.survey("a.csv", "--nps", "score", *LAST, "--lang", "es")
        self.assertIn("filas sin who: 2; cada una cuenta por sí sola", err)
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST)[0], {8: 1, 9: 1, 10: 1})
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST, "--missing", "who=NA")[0],
                         {8: 2, 9: 1, 10: 1})

    def test_without_a_time_an_answer_is_invalid(self):
        self.csv("a.csv", [["ada", "soon", "A", 9, 1, 0], ["ada", stamp(1), "A", 8, 1, 0],
                           ["bob", "", "A", 9, "", 0], ["cid", "1/2/2025 10:00", "A", "", 1, 0],
                           ["dan", "x", "A", 99, 1, 0], ["eva", "x", "A", 9, 1, 0]])
        _, err = self.survey("a.csv", *FIGURES, *LAST)
        for told in ("a.csv:2: at: “soon” is no time\n",
                     "a.csv:4: at: no time, and so no first or last answer\n",
                     "a.csv:5: at: “1/2/2025 10:00” can be mistaken: say how",
                     "a.csv: at: and 2 more, 5 invalid in all\n"):
            self.assertIn(told, err)
        self.assertNotIn("99", err)
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST), ({8: 1}, 1, 4))
        self.assertEqual(self.counts("a.csv", "--csat", "happy", *LAST), ({1: 1}, 1, 4))
        err = self.refused("a.csv", *FIGURES, *LAST, "--strict")
        self.assertIn("a.csv:2: at: “soon” is no time", err)
        self.assertEqual(
            self.counts("a.csv", "--nps", "score", *LAST, "--where", "who=ada")[0], {8: 1})

    def test_times_are_read_as_in_durations(self):
        self.csv("a.csv", [["ada", "2/1/2025 10:00", "A", 1, 1, 0],
                           ["ada", "1/2/2025 10:00", "A", 9, 1, 0]])
        read = ["--nps", "score", *LAST, "--time-format"]
        self.assertEqual(self.counts("a.csv", *read, "%d/%m/%Y %H:%M")[0], {9: 1})
        self.assertEqual(self.counts("a.csv", *read, "%m/%d/%Y %H:%M")[0], {1: 1})
        # An offset counts, unless it is ignored; a zone says what has none.
        self.csv("b.csv", [["ada", "2025-01-01T10:00+05:00", "A", 1, 1, 0],
                           ["ada", "2025-01-01T09:00Z", "A", 9, 1, 0],
                           ["bob", "2025-01-01T10:00", "A", 2, 1, 0],
                           ["bob", "2025-01-01T01:00Z", "A", 8, 1, 0]])
        args = ["b.csv", "--nps", "score", *LAST]
        self.assertEqual(self.counts(*args)[0], {9: 1, 2: 1})
        self.assertEqual(self.counts(*args, "--ignore-offset")[0], {1: 1, 2: 1})
        self.assertEqual(self.counts(*args, "--zone", "+10:00")[0], {9: 1, 8: 1})
        self.assertIn("no zone", self.refused(*args, "--zone", "Nowhere/City", expect=2))

    def test_a_date_and_a_time_of_day(self):
        self.write("a.csv", "who,day,clock,score\nada,2025-01-02,09:00,9\nada,2025-01-02,08:00,1\n"
                   "ada,2025-01-01,10:00,2\nbob,2025-01-01,,3\n")
        args = ["a.csv", "--nps", "score", "--respondent", "who", "--time", "day+clock"]
        self.assertEqual(self.counts(*args, "--repeat", "last"), ({9: 1}, 0, 1))
        self.assertEqual(self.counts(*args, "--repeat", "first"), ({2: 1}, 0, 1))
        _, err = self.survey(*args, "--repeat", "last")
        self.assertEqual(err, "postventa: a.csv:5: day+clock: no time, and so no first or last answer\n")
        # Days alone tell the last answer, too, if they are said to be all there is.
        days = [*args[:-1], "day", "--repeat", "last", "--time-format", "%Y-%m-%d"]
        self.assertEqual(self.counts(*days), ({1: 1, 3: 1}, 0, 0))

    def test_rows_of_the_wrong_length(self):
        self.write("a.csv", HEADER + "\nada,2025-01-01 10:00,A,9,4,0,more\nada,2025-01-01 09:00,A,8,4\n")
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST), ({8: 1}, 0, 1))
        self.write("b.csv", HEADER + "\nada\nbob,2025-01-01 09:00,A,8\n")
        self.assertEqual(self.counts("b.csv", "--nps", "score", *LAST), ({8: 1}, 1, 0))

    def test_respondents_of_any_kind(self):
        self.write("a.csv", 'who,at,score\n"a,b",2025-01-01 10:00,1\n"a,b",2025-01-02 10:00,9\n'
                            '日本,2025-01-01 10:00,8\nA,2025-01-01 10:00,7\na,2025-01-01 10:00,6\n')
        self.assertEqual(self.counts("a.csv", "--nps", "score", *LAST)[0], {6: 1, 7: 1, 8: 1, 9: 1})

    def test_an_empty_file(self):
        self.write("a.csv", HEADER + "\n")
        one = self.metric("a.csv", "--nps", "score", *LAST, "--quiet")
        self.assertEqual((one["n"], one["status"], one["value"]), (0, "empty", None))


class Usage(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.csv", HEADER + "\nada,2025-01-01 10:00,A,9,4,7\n")

    def misused(self, *args):
        return self.refused(*args, expect=2)

    def test_what_belongs_together(self):
        one = ["a.csv", "--nps", "score"]
        for args in (["--repeat", "last"], ["--repeat", "first", "--respondent", "who"],
                     ["--repeat", "last", "--time", "at"]):
            self.assertIn("need --respondent and --time", self.misused(*one, *args))
        for args in (WHO, ["--respondent", "who"], ["--time", "at"], ["--zone", "UTC"],
                     ["--time-format", "iso"], ["--ignore-offset"]):
            self.assertIn("is for --repeat first or last", self.misused(*one, *args))
        self.assertIn("none of all, first, last", self.misused(*one, "--repeat", "newest"))
        self.assertIn("all, first, last", self.misused(*one, "--repeat", "ultima", "--lang", "es"))
        self.assertIn("twice", self.misused(*one, *LAST, "--time", "score"))

    def test_an_option_of_another_command_abbreviates_none(self):
        times = ["durations", "a.csv", "--from", "at", "--to", "at"]
        for args in (["--time", "iso"], ["--time=iso"], ["--time"], ["--sent", "9"]):
            _, err = self.run_program(*times, *args, expect=2)
            self.assertIn(f"no option “{args[0]}”", err)
        self.run_program(*times, "--time-form", "%Y-%m-%d %H:%M")

    def test_columns(self):
        one = ["a.csv", "--nps", "score", "--repeat", "last"]
        err = self.refused(*one, "--respondent", "whom", "--time", "at")
        self.assertIn("no column “whom”; did you mean “who”?", err)
        self.assertIn("no column “when”", self.refused(*one, "--respondent", "who", "--time", "when"))
        self.assertIn("no column “mailed”", self.refused("a.csv", "--nps", "score", "--sent", "mailed"))

    def test_sent(self):
        one = ["a.csv", "--nps", "score"]
        self.assertIn("name a column", self.misused(*one, "--sent", "9", "--by", "area"))
        self.assertIn("name a column", self.misused(*one, "--sent", "9", "--compare", "area=A,B"))
        self.assertIn("no number that", self.misused(*one, "--sent", "9" * 19))
        self.assertIn("no number that", self.misused(*one, "--sent", str(2 ** 60)))
        self.assertEqual(self.metric(*one, "--sent", str(2 ** 60 - 1))["sent"], 2 ** 60 - 1)
        self.survey(*one, "--save-state", "s")
        self.assertIn("must be a number", self.misused("--merge", "s", "--sent", "sent"))
        self.assertIn("must be a number", self.misused("--merge", "s", "--sent", "score"))

    def test_states_have_no_rows(self):
        self.survey("a.csv", "--nps", "score", *LAST, "--save-state", "s")
        for args in (["--respondent", "who"], ["--time", "at"], ["--zone", "UTC"], LAST):
            self.assertIn("needs an input file", self.misused("--merge", "s", *args))


class Merge(program.ProgramTest):
    def csv(self, name, rows):
        lines = [HEADER] + [",".join(str(cell) for cell in row) for row in rows]
        return self.write(name, "\n".join(lines) + "\n")

    def shards(self, rows, seed):
        """Cuts rows into three files; rows of a respondent are in as many as they like."""
        generator = random.Random(seed)
        parts = [[], [], []]
        for row in rows:
            homes = generator.sample(range(3), generator.randrange(1, 4) if row[0] else 1)
            for home in homes:
                parts[home].append(row)
        return parts

    def test_overlapping_shards_are_the_whole(self):
        for seed in range(4):
            rows = random_rows(100 + seed, 200)
            self.csv("whole.csv", rows)
            for i, part in enumerate(self.shards(rows, seed)):
                self.csv(f"{i}.csv", part)
            for args in ([], ["--by", "area"], ["--compare", "area=A,B"]):
                for how in (LAST, FIRST):
                    with self.subTest(seed=seed, args=args, how=how[1]):
                        self.check(how, args)

    def check(self, how, args):
        ask = [*FIGURES, *how, *args, "--quiet"]
        whole = self.metrics("whole.csv", *ask)
        self.survey("whole.csv", *ask, "--save-state", "w.state")
        for i in range(3):
            self.survey(f"{i}.csv", *ask, "--save-state", f"{i}.state")
        for order in ((0, 1, 2), (2, 0, 1)):
            files = [word for i in order for word in ("--merge", f"{i}.state")]
            self.assertEqual(self.metrics(*files, *args, "--quiet"), whole)
            self.assertEqual(self.metrics(*files, *FIGURES, *args, "--quiet"), whole)
            self.assertEqual(self.metrics(*files, *FIGURES, *how[:2], *args, "--quiet"), whole)
        rest = ["--merge", "0.state", "--merge", "2.state"]
        self.assertEqual(self.metrics("1.csv", *ask, *rest), whole)

    def test_equal_states_have_equal_bytes(self):
        respondents = [row for row in random_rows(7, 300) if row[0]]
        for i, part in enumerate((respondents[:100], respondents[100:])):
            self.csv(f"{i}.csv", part)
            self.survey(f"{i}.csv", *FIGURES, *LAST, "--save-state", f"{i}.state", "--quiet")
        self.survey("--merge", "0.state", "--merge", "1.state", "--save-state", "a.state", "--quiet")
        self.survey("--merge", "1.state", "--merge", "0.state", "--save-state", "b.state", "--quiet")
        self.assertEqual(self.read("a.state"), self.read("b.state"))
        self.survey("--merge", "a.state", "--merge", "b.state", "--save-state", "c.state", "--quiet")
        self.assertEqual(self.read("c.state"), self.read("a.state"))

    def test_the_same_file_twice_counts_respondents_once(self):
        self.csv("a.csv", [["ada", stamp(1), "A", 9, 4, 0], ["", stamp(1), "A", 9, 4, 0]])
        self.survey("a.csv", "--nps", "score", *LAST, "--save-state", "s")
        self.assertEqual(self.metric("--merge", "s")["n"], 2)
        self.assertEqual(self.metric("--merge", "s", "--merge", "s")["n"], 3)

    def test_another_policy_is_another_definition(self):
        self.csv("a.csv", random_rows(3, 10))
        for name, how in (("last", LAST), ("first", FIRST), ("all", [])):
            self.survey("a.csv", "--nps", "score", *how, "--save-state", name, "--quiet")
        endings = {"last": "/last", "first": "/first", "all": ""}
        for one in endings:
            for other in endings:
                if one == other:
                    continue
                err = self.refused("--merge", one, "--merge", other)
                self.assertIn(f"{other}:2: nps of score is nps/0-10/9-7{endings[other]} there, and "
                              f"nps/0-10/9-7{endings[one]} here", err)
                self.assertIn("cannot be merged", self.refused(
                    "--merge", one, "--nps", "score", "--repeat", other))
        self.assertIn("nps/0-10/9-7/last there, and nps/0-10/9-7 here",
                      self.refused("a.csv", "--merge", "last", "--quiet"))
        self.assertIn("nps/0-10/9-7/last there, and nps/0-10/9-7/first here",
                      self.refused("a.csv", "--nps", "score", *FIRST, "--merge", "last", "--quiet"))

    def reseal(self, content):
        """The file with the last line that its other lines call for."""
        lines = content.splitlines(keepends=True)[:-1]
        value = 0xCBF29CE484222325
        for byte in b"".join(lines):
            value = (value ^ byte) * 0x100000001B3 % 2 ** 64
        return b"".join(lines) + b"end %d %016x\n" % (len(lines) - 1, value)

    def test_damage_is_refused(self):
        self.csv("a.csv", random_rows(3, 30))
        self.survey("a.csv", "--nps", "score", *LAST, "--sent", "99", "--save-state", "s", "--quiet")
        good = self.read("s")
        self.assertEqual(self.reseal(good), good)
        for old, new in ((b"/last", b"/first"), (b"/last", b""), (b"/last", b"/latest"),
                         (b"0-10", b"1-10"), (b"sent=99", b"sent="), (b"sent=99", b"sent=099"),
                         (b"sent=99", b"sent=-1"), (b"sent=99", b"sent=1152921504606846976"),
                         (b"sent=99", b"sent=99 sent=99"), (b"state=50", b"state=51"),
                         (b"nps/0-10/9-7/last", b"nps/0-10/9-7/last/last")):
            self.write("t", self.reseal(good.replace(old, new, 1)))
            self.assertIn("t:2: the state file is damaged", self.refused("--merge", "t"), (old, new))
        self.write("t", self.reseal(good.replace(b"sent=99", b"sent=0", 1)))
        self.assertEqual(self.metric("--merge", "t")["sent"], 0)

    def test_nothing_was_sent_to_other_commands(self):
        self.csv("a.csv", random_rows(3, 30))
        self.run_program("durations", "a.csv", "--from", "at", "--to", "at", "--save-state", "s")
        self.write("t", self.reseal(self.read("s").replace(b" state=", b" sent=1 state=", 1)))
        _, err = self.run_program("durations", "--merge", "t", expect=1)
        self.assertIn("t:2: the state file is damaged", err)

    def test_many_respondents(self):
        rows = [[f"customer {i % 5000}", stamp(i), "A", i % 11, 3, 1] for i in range(20000)]
        self.csv("a.csv", rows)
        one = self.metric("a.csv", "--nps", "score", *LAST, "--save-state", "s")
        self.assertEqual(one["n"], 5000)
        self.assertEqual(one["counts"]["0"], sum(i % 11 == 0 for i in range(15000, 20000)))
        self.assertEqual(self.metric("--merge", "s", "--merge", "s"), one)


class Sent(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.csv", HEADER + "\n"
                   "ada,2025-03-01 10:00,A,9,4,10\n" "bob,2025-03-01 10:00,A,,5,20\n"
                   "cid,2025-03-01 10:00,B,11,1,5\n" "ada,2025-03-02 10:00,B,7,,\n")

    def wilson(self, x, n, z=1.959963984540054):
        middle, half = x + z * z / 2, z * math.sqrt(x * (n - x) / n + z * z / 4)
        return (middle - half) / (n + z * z), (middle + half) / (n + z * z)

    def test_a_number_for_all(self):
        nps, csat = self.metrics("a.csv", *FIGURES, "--sent", "40", "--quiet")
        for one, answered in ((nps, 3), (csat, 3)):  # off the scale is an answer, too
            self.assertEqual((one["sent"], one["response_rate"]), (40, answered / 40))
            self.assertEqual(one["response_rate_status"], "ok")
            lower, upper = self.wilson(answered, 40)
            self.assertAlmostEqual(one["response_rate_lower"], lower, places=12)
            self.assertAlmostEqual(one["response_rate_upper"], upper, places=12)
        one = self.metric("a.csv", "--nps", "score", *LAST, "--sent", "40", "--quiet")
        self.assertEqual(one["response_rate"], 2 / 40)

    def test_options_of_shares(self):
        one = self.metric("a.csv", "--nps", "score", "--sent", "40", "--quiet", "--confidence", "0.8",
                          "--share-method", "wilson")
        lower, upper = self.wilson(3, 40, 1.2815515655446004)
        self.assertAlmostEqual(one["response_rate_lower"], lower, places=12)
        self.assertAlmostEqual(one["response_rate_upper"], upper, places=12)
        other = self.metric("a.csv", "--nps", "score", "--sent", "40", "--quiet", "--share-method",
                            "jeffreys")
        self.assertNotEqual(other["response_rate_upper"], one["response_rate_upper"])

    def test_a_column(self):
        a, b, total = self.metrics("a.csv", "--nps", "score", "--sent", "sent", "--by", "area",
                                   "--quiet")
        self.assertEqual([(one["sent"], one["response_rate"]) for one in (a, b, total)],
                         [(30, 1 / 30), (5, 2 / 5), (35, 3 / 35)])
        one = self.metric("a.csv", "--nps", "score", "--sent", "sent", "--where", "area=A", "--quiet")
        self.assertEqual(one["sent"], 30)
        both = self.metrics("a.csv", "--nps", "score", "--sent", "sent", "--compare", "area=B,A",
                            "--quiet")
        self.assertEqual([one.get("sent") for one in both], [5, 30, None])

    def test_a_column_of_a_number(self):
        self.write("b.csv", "score,40\n9,3\n8,4\n")
        self.assertEqual(self.metric("b.csv", "--nps", "score", "--sent", "40")["sent"], 7)
        self.assertEqual(self.metric("b.csv", "--nps", "score", "--sent", "41")["sent"], 41)

    def test_bad_cells_are_told(self):
        self.write("b.csv", "score,sent\n9,x\n9,-1\n9,1.5\n9,1e17\n9,3\n9,\n9,2e1\n9,1,9\n")
        _, err = self.survey("b.csv", "--nps", "score", "--sent", "sent")
        self.assertIn("b.csv:2: sent: “x” is no number of surveys", err)
        self.assertIn("b.csv:3: sent: “-1” is no number of surveys", err)
        self.assertIn("b.csv: sent: and 2 more, 5 invalid in all", err)
        self.assertEqual(self.metric("b.csv", "--nps", "score", "--sent", "sent", "--quiet")["sent"],
                         23)
        self.assertIn("b.csv:2: sent: “x”",
                      self.refused("b.csv", "--nps", "score", "--sent", "sent", "--strict"))

    def test_more_answered_than_were_sent(self):
        one = self.metric("a.csv", "--nps", "score", "--sent", "2", "--quiet")
        self.assertEqual((one["response_rate_status"], one["response_rate"], one["sent"]),
                         ("inconsistent", None, 2))
        out, _ = self.survey("a.csv", "--nps", "score", "--sent", "2", "--quiet")
        self.assertIn("more answered than were sent", out)
        out, _ = self.survey("a.csv", "--nps", "score", "--sent", "2", "--quiet", "--lang", "es")
        self.assertIn("más respondidas que enviadas", out)
        one = self.metric("a.csv", "--nps", "score", "--sent", "0", "--quiet")
        self.assertEqual((one["response_rate_status"], one["response_rate"]), ("empty", None))

    def test_nobody_answered(self):
        self.write("b.csv", "score,sent\n,40\n")
        one = self.metric("b.csv", "--nps", "score", "--sent", "sent")
        self.assertEqual((one["status"], one["response_rate_status"], one["response_rate"]),
                         ("empty", "ok", 0))
        out, _ = self.survey("b.csv", "--nps", "score", "--sent", "sent")
        self.assertIn("sent 40", out)

    def test_not_asked_is_not_there(self):
        one = self.metric("a.csv", "--nps", "score", "--quiet")
        self.assertFalse([key for key in one if "response" in key or "sent" in key])

    def test_csv(self):
        rows = self.rows("a.csv", *FIGURES, "--sent", "sent", "--compare", "area=B,A", "--quiet")
        self.assertEqual([row["sent"] for row in rows], ["5", "30", ""] * 2)
        self.assertEqual(float(rows[0]["response_rate"]), 2 / 5)
        lower, upper = self.wilson(2, 5)
        self.assertAlmostEqual(float(rows[0]["response_rate_lower"]), lower, places=12)
        self.assertAlmostEqual(float(rows[0]["response_rate_upper"]), upper, places=12)
        self.assertEqual(rows[2]["response_rate"], "")
        rows = self.rows("a.csv", *FIGURES, "--quiet")
        self.assertEqual({(row["sent"], row["response_rate"]) for row in rows}, {("", "")})

    def test_table(self):
        out, _ = self.survey("a.csv", "--nps", "score", "--sent", "40", "--quiet")
        self.assertRegex(out, r"response rate +7\.5% +\[2\.6%, 19\.9%\]\n")
        self.assertIn("n 2 · missing 1 · invalid 1 · sent 40\n", out)
        out, _ = self.survey("a.csv", "--nps", "score", "--sent", "40", "--quiet", "--lang", "es")
        self.assertRegex(out, r"tasa de respuesta +7,5 % +\[2,6 %; 19,9 %\]\n")
        self.assertIn("enviadas 40\n", out)
        args = ["a.csv", "--nps", "score", "--sent", "sent", "--by", "area", "--quiet"]
        out, _ = self.survey(*args)
        self.assertRegex(out, r"(?m)invalid +sent +response")
        self.assertRegex(out, r"(?m)^  B .* 1 +5 +40\.0%")
        for width in (60, 80, 120):
            out, _ = self.survey(*args, env={"COLUMNS": str(width)})
            rows = [line for line in out.splitlines() if line.startswith(("  A ", "  B ", "  all "))]
            self.assertEqual(len(rows), 3)
            self.assertLessEqual(max(len(line) for line in rows), width, out)
            self.assertIn("40.0%", out)

    def test_stored_and_merged(self):
        ask = ["--nps", "score", "--by", "area", "--quiet"]
        self.survey("a.csv", *ask, "--sent", "sent", "--save-state", "s")
        whole = self.metrics("a.csv", *ask, "--sent", "sent")
        self.assertEqual(self.metrics("--merge", "s"), whole)
        twice = self.metrics("--merge", "s", "--merge", "s")
        self.assertEqual([one["sent"] for one in twice], [60, 10, 70])
        again = self.metrics("a.csv", *ask, "--sent", "sent", "--merge", "s")
        self.assertEqual(again, twice)

    def test_a_number_is_for_all_that_is_merged(self):
        self.survey("a.csv", "--nps", "score", "--sent", "40", "--save-state", "s", "--quiet")
        self.survey("a.csv", "--nps", "score", "--save-state", "t", "--quiet")
        self.assertEqual(self.metric("--merge", "s", "--merge", "s")["sent"], 80)
        for files in (["--merge", "s"], ["--merge", "t"], ["--merge", "s", "--merge", "t"]):
            self.assertEqual(self.metric(*files, "--sent", "50")["sent"], 50)
        self.assertEqual(self.metric("a.csv", "--nps", "score", "--merge", "s", "--sent", "50",
                                     "--quiet")["sent"], 50)

    def test_a_part_that_does_not_say(self):
        self.survey("a.csv", "--nps", "score", "--sent", "40", "--save-state", "s", "--quiet")
        self.survey("a.csv", "--nps", "score", "--save-state", "t", "--quiet")
        for args, told in (
                (["--merge", "s", "--merge", "t"], "no response rate: t:2 does not say how many"),
                (["a.csv", "--nps", "score", "--sent", "sent", "--merge", "t"],
                 "no response rate: t:2 does not say how many"),
                (["a.csv", "--nps", "score", "--merge", "s"],
                 "no response rate: without --sent it is not known how many surveys were sent for "
                 "a.csv")):
            out, err = self.survey(*args, "--format", "json")
            self.assertIn(told, err)
            self.assertNotIn("response_rate", out)
            self.assertGreater(json.loads(out)["metrics"][0]["n"], 0)
        _, err = self.survey("--merge", "t")
        self.assertEqual(err, "")


if __name__ == "__main__":
    program.main()
