# SPDX-License-Identifier: MIT
"""The command line: its faults, the order of its words, help in both languages."""
import unittest

import program


class Usage(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.write("a.csv", "q,g\n9,a\n8,b\n0,a\n")

    def misused(self, *args):
        err = self.refused(*args, expect=2)
        self.assertIn("see postventa survey --help", err)
        spanish = self.refused(*args, "--lang", "es", expect=2)
        self.assertIn("véase", spanish)
        self.assertNotEqual(err.splitlines()[0], spanish.splitlines()[0])
        return err

    def test_nothing_asked(self):
        self.assertIn("--nps", self.misused("a.csv"))
        self.assertIn("no input", self.misused("--nps", "q"))

    def test_commands(self):
        done = self.run_bytes()
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"survey", done.stderr)
        _, err = self.run_program("surveys", expect=2)
        self.assertIn("did you mean “survey”?", err)
        _, err = self.run_program("xyzzy", expect=2)
        self.assertIn("there is: survey", err)
        self.run_program("--lang", "es", "survey", "a.csv", "--nps", "q")

    def test_unknown_options(self):
        self.assertIn("did you mean --format?", self.misused("a.csv", "--fromat", "json"))
        self.assertIn("no option “-x”", self.misused("a.csv", "-x"))
        self.assertIn("“--quiet=1”", self.misused("a.csv", "--nps", "q", "--quiet=1"))

    def test_values(self):
        for args, text in (
                (["--nps"], "--nps needs a value"),
                (["--format", "xml"], "table, json, csv"),
                (["--color", "red"], "auto, always, never"),
                (["--nps-method", "wilson"], "score, adjusted_wald, wald"),
                (["--share-method", "wald"], "wilson, clopper_pearson, agresti_coull, jeffreys"),
                (["--confidence", "95"], "“95”"), (["--confidence", "0"], "0.95"),
                (["--confidence", "1"], "0.95"), (["--confidence", "x"], "0.95"),
                (["--confidence", ""], "0.95"), (["--confidence", "nan"], "0.95"),
                (["--confidence", "0.9.5"], "0.95"), (["--confidence", "0,95"], "0.95"),
                (["--decimals", "7"], "0 to 6"), (["--decimals", "-1"], "0 to 6"),
                (["--separator", "ab"], "“ab”"), (["--separator", '"'], "--separator"),
                (["--by", "g", "--by", "q"], "--by is given twice"),
                (["b.csv"], "one input file only"),
                (["--by", "g", "--compare", "g=a,b"], "--by and --compare"),
                (["--compare", "g"], "COL=A,B"), (["--compare", "g=a"], "COL=A,B"),
                (["--compare", "g=a,b,c"], "COL=A,B"), (["--compare", "g=a,a"], "COL=A,B"),
                (["--where", "g"], "COL=V"),
                (["--save-state", "-"], "--save-state"),
                (["--nps", "q"], "--nps q is given twice")):
            with self.subTest(args=args):
                given = ["a.csv"] + ([] if args == ["--nps"] else ["--nps", "q"]) + args
                if args == ["--nps"]:
                    self.assertIn(text, self.refused(*given, expect=2))
                else:
                    self.assertIn(text, self.misused(*given))

    def test_scales(self):
        for args, text in ((["--csat", "q:0-10"], "--csat q:0-10:TOPK"),
                           (["--csat", "q:1-6"], "--csat q:1-6:TOPK"),
                           (["--csat", "q:1-5:6"], "top box"),
                           (["--csat", "q:5-1"], "5-1 is no scale"),
                           (["--csat", "q:-2-2:1"], "-2-2 is no scale"),
                           (["--ces", "q:1-12"], "1-12 is no scale"),
                           (["--nps", "q:0-5"], "do not part the scale 0-5")):
            with self.subTest(args=args):
                self.assertIn(text, self.misused("a.csv", *args))
        self.survey("a.csv", "--csat", "q:0-10:2")

    def test_states_have_no_rows(self):
        self.survey("a.csv", "--nps", "q", "--save-state", "s")
        self.assertIn("need an input file", self.misused("--merge", "s", "--where", "g=a"))
        self.assertIn("need an input file", self.misused("--merge", "s", "--missing", "x"))

    def test_any_order(self):
        first = self.survey("a.csv", "--nps", "q", "--by", "g", "--format", "csv")
        for args in (["--nps", "q", "a.csv", "--by", "g", "--format", "csv"],
                     ["--by=g", "--format=csv", "--nps=q", "a.csv"],
                     ["--by=g", "--format=csv", "--nps=q", "--", "a.csv"]):
            self.assertEqual(self.survey(*args), first)
            self.assertEqual(self.survey(*args, env={"POSIXLY_CORRECT": "1"}), first)

    def test_files_with_odd_names(self):
        for name in ("--help", "-", "a b.csv", "ñ.csv"):
            self.write(name, "q\n9\n")
        self.assertEqual(self.metric("a b.csv", "--nps", "q")["n"], 1)
        self.assertEqual(self.metric("ñ.csv", "--nps", "q")["n"], 1)
        out, _ = self.survey("--nps", "q", "--format", "csv", "--", "--help")
        self.assertIn("nps,q", out)

    def test_both_languages_choose_the_language_first(self):
        self.assertIn("none of en, es", self.run_program("survey", "--lang", "fr", expect=2)[1])
        err = self.refused("--bad", "--lang", "es", expect=2)
        self.assertIn("no existe la opción", err)

    def test_nothing_on_standard_error_when_all_is_well(self):
        self.assertEqual(self.survey("a.csv", "--nps", "q")[1], "")


class Help(program.ProgramTest):
    def test_help(self):
        english, err = self.survey("--help")
        self.assertEqual(err, "")
        self.assertEqual(self.survey("-h")[0], english)
        spanish = self.survey("--help", "--lang", "es")[0]
        for text in (english, spanish):
            self.assertLessEqual(max(map(len, text.splitlines())), 80)
            self.assertIn("--nps COL[:MIN-MAX]", text)
            self.assertIn("postventa survey --merge", text)  # the examples come last
        self.assertIn("Usage: ", english)
        self.assertIn("Uso: ", spanish)
        same = set(english.splitlines()) & set(spanish.splitlines())
        for line in same:
            self.assertRegex(line, "^$|^  (-[hV], )?--|^  postventa survey ")

    def test_usage_hangs_below_the_name(self):
        for language, word in (("en", "Usage: "), ("es", "Uso: ")):
            out, _ = self.run_program("calls", "--help", "--lang", language)
            lines = out.split("\n\n")[0].splitlines()
            self.assertGreater(len(lines), 2)
            self.assertTrue(lines[0].startswith(word + "postventa calls ["))
            for line in lines[1:]:
                self.assertRegex(line, "^" + " " * len(word) + "[^ ]")

    def test_help_wins(self):
        self.survey("nowhere.csv", "--help")

    def test_short_help(self):
        out, _ = self.run_program("--help")
        self.assertIn("survey", out)
        self.assertEqual(self.run_program("-h")[0], out)
        self.assertIn("Órdenes", self.run_program("--help", "--lang", "es")[0])
        self.assertIn("Órdenes", self.run_program("--lang=es", "--help")[0])

    def test_version(self):
        out, _ = self.run_program("--version")
        self.assertRegex(out, r"^postventa \d+\.\d+\.\d+\n$")
        self.assertEqual(self.survey("--version")[0], out)
        self.assertEqual(self.run_program("-V")[0], out)


if __name__ == "__main__":
    program.main()
