# SPDX-License-Identifier: MIT
"""What a file may hold: every fault has a clear message, none a crash or a silent wrong number."""
import os
import unittest

import program


class Cells(program.ProgramTest):
    def base(self, cell):
        self.write("a.csv", b"q,r\n" + (cell if isinstance(cell, bytes) else cell.encode()) + b",1\n")
        got = self.metric("a.csv", "--nps", "q")
        return got["n"], got["missing"], got["invalid"]

    def test_answers(self):
        for cell in ("9", " 9 ", "\t9", '"9"', '" 9 "', "9.0", "+9", "09", "9.", "9e0", "1e1",
                     "1E+1", "90e-1", "-0", "0.0"):
            self.assertEqual(self.base(cell), (1, 0, 0), cell)

    def test_blanks(self):
        for cell in ("", "  ", '""', '" "', "\t"):
            self.assertEqual(self.base(cell), (0, 1, 0), repr(cell))

    def test_invalid(self):
        for cell in ("11", "-1", "9.5", '"9,0"', "nan", "inf", "-inf", "0x9", "1e400", "1e", "e1",
                     ".", "+", "--9", "9 9", "NA", "nueve", "99999999999999999999", "٩", "−1",
                     "1e-400", "2147483647", "-2147483648"):
            expected = (1, 0, 0) if cell == "1e-400" else (0, 0, 1)  # it reads as 0
            self.assertEqual(self.base(cell), expected, cell)

    def test_bytes_that_are_no_text(self):
        for cell in (b"\xff", b"\x01", b"\xed\xa0\x80", b"\x1b[31m"):
            self.assertEqual(self.base(cell), (0, 0, 1), cell)
            _, err = self.survey("a.csv", "--nps", "q")
            self.assertNotIn("\x1b", err)

    def test_told_with_line_and_column(self):
        file = self.column("a.csv", "q", [9, "x", 11, 9.5, 12, 13])
        _, err = self.survey(file, "--nps", "q")
        self.assertEqual(err.splitlines(), [
            "postventa: a.csv:3: q: “x” is no number",
            "postventa: a.csv:4: q: “11” is not on the scale 0-10",
            "postventa: a.csv:5: q: “9.5” is no whole number",
            "postventa: a.csv: q: and 2 more, 5 invalid in all",
        ])
        _, err = self.survey(file, "--nps", "q", "--quiet")
        self.assertEqual(err, "")

    def test_strict(self):
        file = self.column("a.csv", "q", [9, "x", 11])
        self.assertIn("a.csv:3: q: “x”", self.refused(file, "--nps", "q", "--strict"))
        file = self.column("a.csv", "q", [9, 8])
        self.survey(file, "--nps", "q", "--strict")

    def test_long_cell_is_told_in_part(self):
        file = self.column("a.csv", "q", ["ñ" * 100000])
        _, err = self.survey(file, "--nps", "q")
        self.assertLess(len(err), 200)
        self.assertIn("ññ...", err)


class Lines(program.ProgramTest):
    def line_told(self, content):
        self.write("a.csv", content)
        _, err = self.survey("a.csv", "--nps", "q")
        return err.split(":")[2]

    def test_line_numbers(self):
        for content in ("q,r\n1,2\nx,2\n", "q,r\r\n1,2\r\nx,2\r\n", "q,r\r1,2\rx,2\r",
                        "\ufeffq,r\n1,2\nx,2"):
            self.assertEqual(self.line_told(content), "3", repr(content))
        self.assertEqual(self.line_told('q,r\n1,"a\nb\n\nc"\nx,2\n'), "6")
        self.assertEqual(self.line_told('q,r\r\n1,"a\r\nb"\r\nx,2\r\n'), "4")
        self.assertEqual(self.line_told("q,r\n\n\n1,2\n\nx,2\n"), "6")

    def test_forms_of_a_file(self):
        plain = self.metric(self.write("a.csv", "q,r\n9,a\n3,b\n"), "--nps", "q")
        for content in ("q,r\r\n9,a\r\n3,b\r\n", "\ufeffq,r\n9,a\n3,b\n", "q,r\n9,a\n3,b",
                        "\n\nq,r\n\n9,a\n   \n3,b\n\n\n", ' q , "r"\n"9","a, ""b"""\n3,"x\ny"\n',
                        "q,r,\n9,a,\n3,b,\n"):
            got = self.metric(self.write("b.csv", content), "--nps", "q")
            self.assertEqual(got, plain, repr(content))

    def test_blank_lines_of_one_column(self):
        self.write("a.csv", "q\n9\n\n\n3\n\n\n")
        got = self.metric("a.csv", "--nps", "q")
        self.assertEqual((got["n"], got["missing"]), (2, 2))
        self.write("a.csv", "q,r\n9,1\n\n\n3,1\n")
        got = self.metric("a.csv", "--nps", "q")
        self.assertEqual((got["n"], got["missing"]), (2, 0))

    def test_ragged_rows(self):
        self.write("a.csv", "r,q\n1,9\n1\n1,9,3\n1,9,,\n")
        out, err = self.survey("a.csv", "--nps", "q", "--format", "csv")
        got = self.metric("a.csv", "--nps", "q")
        self.assertEqual((got["n"], got["missing"], got["invalid"]), (2, 1, 1))
        self.assertIn("a.csv:4: q: “9” is in a row with too many cells", err)
        self.assertIn("more cells than the header: 1", err)
        self.assertIn("fewer cells than the header: 1", err)
        self.assertIn("a.csv:3", self.refused("a.csv", "--nps", "q", "--strict"))

    def test_separator(self):
        self.write("a.csv", "q;r\n9;1,5\n")
        self.assertIn("--separator", self.refused("a.csv", "--nps", "q"))
        self.assertEqual(self.metric("a.csv", "--nps", "q", "--separator", ";")["n"], 1)
        self.write("a.csv", "q\tr\n9\t\n")
        self.assertEqual(self.metric("a.csv", "--nps", "q", "--separator", "tab")["n"], 1)


class Columns(program.ProgramTest):
    def test_missing_column(self):
        self.write("a.csv", "recommend,area\n9,x\n")
        err = self.refused("a.csv", "--nps", "recomend")
        self.assertIn("did you mean “recommend”? There are: recommend, area", err)
        err = self.refused("a.csv", "--nps", "zzzzzz")
        self.assertNotIn("did you mean", err)
        self.assertIn("recommend, area", err)
        for option in ("--by", "--where", "--missing", "--compare"):
            value = {"--by": "aera", "--compare": "aera=a,b"}.get(option, "aera=a")
            err = self.refused("a.csv", "--nps", "recommend", option, value)
            self.assertIn("“area”", err, option)
        err = self.refused("a.csv", "--nps", "recomend", "--lang", "es")
        self.assertIn("¿quiso decir «recommend»?", err)

    def test_twice(self):
        self.write("a.csv", "q,q,r\n9,1,9\n")
        self.assertIn("more than one column", self.refused("a.csv", "--nps", "q"))
        self.assertEqual(self.metric("a.csv", "--nps", "r")["n"], 1)

    def test_blanks_around_names(self):
        self.write("a.csv", ' q ,"  r "\n9,1\n')
        self.assertEqual(self.metric("a.csv", "--nps", "q")["column"], "q")
        self.assertEqual(self.metric("a.csv", "--csat", "r")["column"], "r")

    def test_names_with_colons(self):
        self.write("a.csv", "a:b,c:1-5,d,e:1-5:2\n9,4,9,4\n")
        self.assertEqual(self.metric("a.csv", "--nps", "a:b")["column"], "a:b")
        got = self.metric("a.csv", "--csat", "c:1-5")  # the whole is a column
        self.assertEqual((got["column"], got["definition"]), ("c:1-5", "csat/1-5/top2"))
        got = self.metric("a.csv", "--csat", "c:1-5:1-4")
        self.assertEqual((got["column"], got["definition"]), ("c:1-5", "csat/1-4/top2"))
        got = self.metric("a.csv", "--csat", "c:1-5:1-5:1")
        self.assertEqual((got["column"], got["definition"]), ("c:1-5", "csat/1-5/top1"))
        self.assertEqual(self.metric("a.csv", "--csat", "e:1-5:2")["column"], "e:1-5:2")
        self.assertIn("“d:x”", self.refused("a.csv", "--nps", "d:x"))
        self.assertIn("“z”", self.refused("a.csv", "--csat", "z:1-5:1"))


class Hostile(program.ProgramTest):
    def check(self, content, message, *args, **options):
        self.write("a.csv", content)
        err = self.refused("a.csv", "--nps", "q", *args, **options)
        self.assertIn(message, err)
        self.assertLess(len(err), 1000)

    def test_faults_of_content(self):
        self.check("", "a.csv is empty")
        self.check("\n\n  \n", "a.csv is empty")
        self.check("\ufeff", "a.csv is empty")
        self.check('q,r\n1,2\n3,"4\n5,6\n', "line 3 is never closed")
        self.check('"q,r\n1,2\n', "line 1 is never closed")
        self.check('q,r\n1,"a"b\n', "misplaced quote in the row of line 2")
        self.check('q,r\n1,"a\n2,"b"\n', "misplaced quote in the row of line 2")
        self.check("q,r\n1,2\n3,\0\n", "NUL byte in the row of line 3")
        self.check(b"\0", "NUL byte")
        self.check("q,r\n1,2\n".encode("utf-16"), "UTF-16")

    def test_header_alone(self):
        self.write("a.csv", "q,r\n")
        out, err = self.survey("a.csv", "--nps", "q")
        self.assertIn("no data", out)
        self.assertIn("a.csv has a header and no rows", err)

    def test_long_lines(self):
        self.write("a.csv", "q,r\n9," + "x" * 1048576 + "\n" + "y" * 1048576 + ",1\n")
        got = self.metric("a.csv", "--nps", "q")
        self.assertEqual((got["n"], got["invalid"]), (1, 1))
        self.write("a.csv", "q" + ",r" * 100000 + "\n9" + "," * 100000 + "\n")
        self.assertEqual(self.metric("a.csv", "--nps", "q")["n"], 1)
        self.check("q," + "x" * 1048576 + "\n9,1\n", "did you mean “q”", "--by", "qq")

    def check_endless(self, head, message):
        self.check(head + "x" * (40 * 1024 * 1024), message)

    def test_line_without_end(self):
        self.check_endless('q,r\n9,"', "line 2 is longer than 16 MiB")
        self.check_endless("q,r\n9,", "line 2 is longer than 16 MiB")
        # blank cells beyond the header are no fault, however many
        self.write("a.csv", "q,r\n9" + "," * (20 * 1024 * 1024))
        self.assertEqual(self.metric("a.csv", "--nps", "q")["n"], 1)

    def test_files_that_are_none(self):
        self.assertIn("it is a directory", self.refused(".", "--nps", "q"))
        self.assertIn("no such file", self.refused("nowhere.csv", "--nps", "q"))
        self.assertIn("no existe", self.refused("nowhere.csv", "--nps", "q", "--lang", "es"))
        self.assertIn("no directory", self.refused("/dev/null/x", "--nps", "q"))
        self.assertIn("is empty", self.refused("/dev/null", "--nps", "q"))
        self.assertIn("NUL byte", self.refused("/dev/zero", "--nps", "q", timeout=20))
        self.assertIn("empty", self.refused("-", "--nps", "q"))

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable_file(self):
        self.write("a.csv", "q\n9\n")
        os.chmod(self.path("a.csv"), 0)
        self.assertIn("permission denied", self.refused("a.csv", "--nps", "q"))

    def test_standard_input(self):
        out, err = self.survey("-", "--nps", "q", "--format", "csv", stdin=b"q\n9\nx\n")
        self.assertIn("nps,q,", out)
        self.assertIn("standard input:3: q:", err)

    def test_names_that_want_to_be_commands(self):
        self.write("a.csv", "\x1b]0;q\x07,%s%n,$(id)\n9,9,9\n")
        out, err = self.survey("a.csv", "--nps", "%s%n", "--by", "\x1b]0;q\x07")
        self.assertNotIn("\x1b", out + err)
        self.assertIn("%s%n", out)
        err = self.refused("a.csv", "--nps", "zz")
        self.assertNotIn("\x1b", err)

    def test_any_bytes(self):
        # A deterministic stream of bytes that are likely to matter: never a crash.
        alphabet = [b"q", b",", b'"', b"\n", b"\r", b" ", b"9", b"1", b"\xff", b"\xc3\xb1", b";"]
        state = 1
        for _ in range(150):
            content = b"q,r\n"
            for _ in range(60):
                state = (state * 1103515245 + 12345) % 2**31
                content += alphabet[state // 65536 % len(alphabet)]
            self.write("a.csv", content)
            done = self.run_bytes("survey", "a.csv", "--nps", "q", "--by", "r", "--format", "json")
            self.assertIn(done.returncode, (0, 1), content)
            self.assertEqual(done.returncode == 0, done.stdout != b"", content)


if __name__ == "__main__":
    program.main()
