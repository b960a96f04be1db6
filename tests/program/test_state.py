# SPDX-License-Identifier: MIT
"""States: what is saved and merged is what one file would have given; damage is refused."""
import os
import stat
import unittest

import program

FIGURES = ["--nps", "recommend", "--csat", "happy:1-10:3", "--ces", "easy:1-5:effort"]


def rows(first, last):
    """Answers that differ from row to row, some of them missing or invalid."""
    return [f"{'ABC'[i * i % 3]},{i * 7 % 12},{i * 5 % 11 or ''},{i * 3 % 6}" for i in
            range(first, last)]


class Merge(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.parts = [rows(0, 40), rows(40, 41), rows(41, 300), []]
        self.csv("whole.csv", sum(self.parts, []))
        for i, part in enumerate(self.parts):
            self.csv(f"{i}.csv", part)

    def csv(self, name, lines):
        self.write(name, "\n".join(["area,recommend,happy,easy"] + lines) + "\n")

    def save(self, i, *args):
        self.survey(f"{i}.csv", *FIGURES, "--save-state", f"{i}.state", *args, "--quiet")

    def merged(self, numbers, *args):
        files = [word for i in numbers for word in ("--merge", f"{i}.state")]
        return self.metrics(*files, *args, "--quiet")

    def test_merged_is_the_whole(self):
        for args in ([], ["--by", "area"], ["--compare", "area=A,B"]):
            with self.subTest(args=args):
                for i in range(4):
                    self.save(i, *args)
                whole = self.metrics("whole.csv", *FIGURES, *args, "--quiet")
                self.assertEqual(self.merged([0, 1, 2, 3], *FIGURES, *args), whole)
                self.assertEqual(self.merged([3, 2, 0, 1], *FIGURES, *args), whole)
                self.assertEqual(self.merged([0, 1, 2, 3], *args), whole)

    def test_groups_are_known_to_the_files(self):
        for i in range(3):
            self.save(i, "--by", "area")
        self.assertEqual(self.merged([0, 1, 2]),
                         self.metrics("whole.csv", *FIGURES, "--by", "area", "--quiet"))

    def test_union_of_groups(self):
        self.save(1, "--by", "area")
        groups = {one["group"] for one in self.merged([1])}
        self.assertEqual(len(groups), 2)  # one area and the total
        self.save(0, "--by", "area")
        self.assertEqual({one["group"] for one in self.merged([1, 0])}, {"A", "B", None})

    def test_states_and_rows_together(self):
        self.save(0)
        self.save(1)
        got = self.metrics("2.csv", "--merge", "0.state", "--merge", "1.state", *FIGURES, "--quiet")
        self.assertEqual(got, self.metrics("whole.csv", *FIGURES, "--quiet"))
        again = self.metrics("2.csv", "--merge", "0.state", "--merge", "1.state", "--quiet")
        self.assertEqual(again, got)

    def test_saving_what_was_merged(self):
        for i in range(3):
            self.save(i, "--by", "area")
        self.survey("--merge", "0.state", "--merge", "1.state", "--save-state", "01.state")
        self.survey("whole.csv", *FIGURES, "--by", "area", "--save-state", "w.state", "--quiet")
        self.survey("--merge", "2.state", "--merge", "01.state", "--save-state", "m.state")
        self.assertEqual(self.read("m.state"), self.read("w.state"))  # equal states, equal bytes

    def test_one_figure_of_several(self):
        self.save(0)
        got = self.metrics("--merge", "0.state", "--nps", "recommend")
        self.assertEqual(got, self.metrics("0.csv", "--nps", "recommend", "--quiet"))

    def test_same_file_twice_counts_twice(self):
        self.save(0)
        one, two = self.merged([0])[0], self.merged([0, 0])[0]
        self.assertEqual(two["n"], 2 * one["n"])
        self.assertEqual(two["value"], one["value"])

    def test_counters_do_not_wrap(self):
        self.column("a.csv", "q", [5, 5, 1])
        self.survey("a.csv", "--csat", "q", "--ces", "q:1-5", "--save-state", "s")
        for power in range(1, 70):
            args = ["--merge", "s", "--merge", "s", "--save-state", "s"]
            done = self.run_bytes("survey", *args)
            if done.returncode != 0:
                break
            out = done.stdout.decode()
            self.assertIn("66.7%", out)
            self.assertIn("3.67", out)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"cannot merge csat of q", done.stderr)
        self.assertGreater(power, 55)

    def test_names_of_any_kind(self):
        self.write("a.csv", 'g h,"q%=\n ñ"\nA B=C%41,9\n"\t",8\n"日\n本",7\n')
        args = ["--nps", "q%=\n ñ", "--by", "g h"]
        self.survey("a.csv", *args, "--save-state", "s")
        self.assertEqual(self.metrics("--merge", "s"), self.metrics("a.csv", *args))
        self.assertTrue(self.read("s").isascii())
        self.assertEqual(len(self.read("s").splitlines()), 5)


class Refusal(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.csv", "g,h,q\nA,x,5\nB,y,4\n")
        self.survey("a.csv", "--csat", "q", "--save-state", "s")
        self.survey("a.csv", "--csat", "q", "--by", "g", "--save-state", "g")

    def test_another_definition(self):
        for spec, definition in (("q:1-10", "csat/1-10/top2"), ("q:1-5:1", "csat/1-5/top1")):
            err = self.refused("a.csv", "--csat", spec, "--merge", "s")
            for text in ("s:2:", "csat", " q ", "csat/1-5/top2", definition):
                self.assertIn(text, err)
        self.survey("a.csv", "--csat", "q:1-10", "--save-state", "t")
        self.assertIn("t:2:", self.refused("--merge", "s", "--merge", "t"))
        self.survey("a.csv", "--ces", "q:1-5", "--save-state", "e")
        err = self.refused("--merge", "e", "--ces", "q:1-5:effort")
        self.assertIn("ces/1-5/effort", err)

    def test_another_figure(self):
        self.assertIn("s holds no nps of q", self.refused("--merge", "s", "--nps", "q"))
        self.assertIn("no column “r”", self.refused("--merge", "s", "--csat", "r"))
        self.assertIn("no contiene", self.refused("--merge", "s", "--nps", "q", "--lang", "es"))

    def test_other_groups(self):
        self.assertIn("g:2: grouped by g there", self.refused("--merge", "s", "--merge", "g"))
        self.assertIn("s:2: grouped by nothing there", self.refused("--merge", "g", "--merge", "s"))
        self.assertIn("grouped by g there, and h here",
                      self.refused("a.csv", "--csat", "q", "--by", "h", "--merge", "g"))
        self.assertIn("grouped by g there",
                      self.refused("a.csv", "--csat", "q", "--merge", "g"))

    def test_every_damage(self):
        whole = self.read("g")
        for at in range(len(whole)):
            for change in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:],
                           whole[:at] + whole[at + 1:]):
                self.write("d", change)
                done = self.run_bytes("survey", "--merge", "d")
                self.assertEqual((done.returncode, done.stdout), (1, b""), change)
                self.assertIn(b"d", done.stderr)
        for at in range(len(whole)):
            self.write("d", whole[:at])
            self.refused("--merge", "d")
        for extra in (b"x", b"\n", b"\0", whole):
            self.write("d", whole + extra)
            self.refused("--merge", "d")

    def test_damage_is_named(self):
        lines = self.read("g").decode().splitlines()
        lines[2] = lines[2][:-1] + ("0" if lines[2][-1] != "0" else "1")
        self.write("d", "\n".join(lines) + "\n")
        self.assertIn("d:3: the state file is damaged", self.refused("--merge", "d"))
        self.assertIn("dañado", self.refused("--merge", "d", "--lang", "es"))

    def test_no_state_files(self):
        self.assertIn("no state file", self.refused("--merge", "a.csv"))
        self.assertIn("no state file", self.refused("--merge", "/dev/null"))
        self.assertIn("no state file", self.refused("--merge", "/dev/zero", timeout=20))
        self.assertIn("no state file", self.refused("--merge", "/dev/urandom", timeout=20))
        self.assertIn("directory", self.refused("--merge", "."))
        self.assertIn("no such file", self.refused("--merge", "nowhere"))
        self.write("v2", self.read("s").replace(b"postventa-state 1", b"postventa-state 2"))
        self.assertIn("no state file that this version reads", self.refused("--merge", "v2"))


class Saving(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.column("a.csv", "q", [9, 8])

    def test_replaced_at_once(self):
        os.mkdir(self.path("d"))
        self.survey("a.csv", "--nps", "q", "--save-state", "d/s")
        self.survey("a.csv", "--nps", "q", "--save-state", "d/s")
        self.assertEqual(os.listdir(self.path("d")), ["s"])
        os.chmod(self.path("d/s"), 0o640)
        os.symlink("d/s", self.path("link"))
        self.survey("a.csv", "--nps", "q", "--save-state", "link")
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(stat.S_IMODE(os.stat(self.path("d/s")).st_mode), 0o640)

    def test_cannot_save(self):
        for target, message in (("nowhere/s", "no such file"), (".", "directory"),
                                ("/dev/full", "no space left")):
            if target == "/dev/full" and not os.path.exists(target):
                continue
            err = self.refused("a.csv", "--nps", "q", "--save-state", target)
            self.assertIn(message, err)
        self.assertTrue(not os.path.exists("/dev/full") or
                        stat.S_ISCHR(os.stat("/dev/full").st_mode))

    def test_a_failed_run_saves_nothing(self):
        self.column("a.csv", "q", [9, "x"])
        self.refused("a.csv", "--nps", "q", "--strict", "--save-state", "s")
        self.assertFalse(os.path.exists(self.path("s")))

    def test_merged_file_may_be_replaced(self):
        self.survey("a.csv", "--nps", "q", "--save-state", "s")
        for n in (4, 6):
            got = self.metric("a.csv", "--merge", "s", "--save-state", "s")
            self.assertEqual(got["n"], n)


if __name__ == "__main__":
    program.main()
