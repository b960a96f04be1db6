# SPDX-License-Identifier: MIT
"""What is written: JSON, CSV, the table; languages, locales, widths, colours, faults of output."""
import csv
import fcntl
import io
import json
import os
import pty
import re
import signal
import struct
import subprocess
import termios
import unicodedata
import unittest

import program

ANSWERS = [10] * 30 + [9] * 22 + [8] * 25 + [7] * 11 + [5] * 9 + [0] * 3 + ["", "x", 11]


def columns(line):
    """Columns that a line takes on a terminal."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in line)


class Json(program.ProgramTest):
    KEYS = ["metric", "column", "group", "status", "n", "missing", "invalid", "value", "lower",
            "upper", "std_error", "confidence", "method", "definition", "band", "counts"]
    MORE = {"nps": ["promoters", "passives", "detractors"],
            "csat": ["top_k", "mean", "net", "percent_of_max"],
            "ces": ["ease_0_100", "top_box", "net"]}

    def test_keys(self):
        file = self.column("a.csv", "q", ANSWERS)
        for name, more in self.MORE.items():
            got = self.metric(file, "--" + name, "q")
            self.assertEqual(got["metric"], name)
            bounds = [key + end for key in more if name != "nps" and key != "top_k"
                      for end in ("_lower", "_upper")]
            for key in self.KEYS + more + bounds:
                self.assertIn(key, got)

    def test_version(self):
        file = self.column("a.csv", "q", ANSWERS)
        out, _ = self.survey(file, "--nps", "q", "--format", "json")
        version = self.run_program("--version")[0].split()[1]
        self.assertEqual(json.loads(out)["postventa"], version)

    def test_numbers_are_the_shortest_that_read_back(self):
        file = self.column("a.csv", "q", ANSWERS)
        out, _ = self.survey(file, "--nps", "q", "--csat", "q", "--ces", "q", "--format", "json")
        texts = []
        json.loads(out, parse_float=texts.append)
        self.assertGreater(len(texts), 15)
        for number in texts:
            self.assertLessEqual(len(number), len(repr(float(number))), number)

    def test_csv_has_the_same_numbers(self):
        file = self.column("a.csv", "q", ANSWERS)
        objects = self.metrics(file, "--nps", "q", "--csat", "q", "--ces", "q")
        rows = self.rows(file, "--nps", "q", "--csat", "q", "--ces", "q")
        self.assertEqual(len(rows), 3)
        for one, row in zip(objects, rows):
            for key in set(one) & set(row):
                value = row[key]
                if isinstance(one[key], (int, float)):
                    value = float(value)
                self.assertEqual(value, one[key] if one[key] is not None else "", key)

    def test_minus_zero(self):
        file = self.column("a.csv", "q", [10, 0])
        for form in ("json", "csv", "table"):
            self.assertIsNone(re.search(r"-0\b(?!\.)", self.survey(
                file, "--nps", "q", "--format", form)[0].replace("0-10", "").replace("0-6", "")))

    def test_any_name_is_valid(self):
        names = ['"', "\\", "\t", "\x1f", "ñ", "\u2028", "😀", "</script>", "a,b", "x\ny"]
        content = "g,q\n".encode()
        for name in names:
            content += '"{}",9\n'.format(name.replace('"', '""')).encode()
        content += b"\xff\xfe,9\n\xed\xa0\x80,9\n\xc0\x80,9\nx\xe2\x82,9\n"
        self.write("a.csv", content)
        done = self.run_bytes("survey", "a.csv", "--nps", "q", "--by", "g", "--format", "json")
        got = [one["group"] for one in json.loads(done.stdout.decode())["metrics"]]
        for name in names:
            self.assertIn(name.strip(), got)
        self.assertIn("x\ufffd", [group[:2] for group in got if group])

    def test_csv_quotes(self):
        names = ['"', "a,b", "x\ny", "plain"]
        self.write("a.csv", "g,q\n" + "".join(
            '"{}",9\n'.format(name.replace('"', '""')) for name in names))
        done = self.run_bytes("survey", "a.csv", "--nps", "q", "--by", "g", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual(sorted(row["group"] for row in rows[:-1]), sorted(names))
        self.assertEqual((rows[-1]["by"], rows[-1]["group"]), ("", ""))
        self.assertEqual(rows[0]["by"], "g")


class Languages(program.ProgramTest):
    LOCALES = ["C", "C.UTF-8", "es_ES.UTF-8", "de_DE.UTF-8", "nowhere"]

    def test_locale_never_matters_to_machines(self):
        file = self.column("a.csv", "q", ANSWERS)
        for form in ("json", "csv"):
            outputs = {self.run_bytes("survey", file, "--nps", "q", "--csat", "q", "--ces", "q",
                                      "--format", form, *lang, env={"LC_ALL": name}).stdout
                       for name in self.LOCALES for lang in ([], ["--lang", "es"])}
            self.assertEqual(len(outputs), 1)

    def test_numbers_by_language(self):
        file = self.column("a.csv", "q", [5] * 1400 + [4] * 1346 + [1] * 254)
        out, _ = self.survey(file, "--csat", "q")
        for text in (" 91.5%", "[90.5%, 92.5%]", "n 3,000 ", " 4.21 ", "1,400"):
            self.assertIn(text, out)
        out, _ = self.survey(file, "--csat", "q", "--lang", "es")
        for text in (" 91,5 %", "[90,5 %; 92,5 %]", "n 3.000 ", " 4,21 ", "1.400",
                     "confianza del 95 %"):
            self.assertIn(text, out)

    def test_language_of_the_environment(self):
        file = self.column("a.csv", "q", [9])
        spanish = [{"LC_ALL": "es_ES.UTF-8"}, {"LC_ALL": None, "LC_MESSAGES": "es_MX"},
                   {"LC_ALL": None, "LANG": "es"}, {"LC_ALL": "", "LANG": "es_ES.UTF-8"}]
        english = [{}, {"LC_ALL": "C", "LANG": "es_ES"}, {"LC_ALL": None, "LANG": "fr_FR"},
                   {"LC_ALL": None}]
        for env in spanish:
            self.assertIn("promotores", self.survey(file, "--nps", "q", env=env)[0], env)
            self.assertIn("promoters", self.survey(file, "--nps", "q", "--lang", "en", env=env)[0])
        for env in english:
            self.assertIn("promoters", self.survey(file, "--nps", "q", env=env)[0], env)

    def test_ascii_where_there_is_no_utf8(self):
        self.write("a.csv", "g,q\nñandú,9\n日本,0\n")
        for env in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX"}):
            for args in ([], ["--by", "g"], ["--lang", "es"], ["--compare", "g=ñandú,日本"]):
                done = self.run_bytes("survey", "a.csv", "--nps", "q", *args, env=env)
                self.assertEqual(done.returncode, 0)
                done.stdout.decode("ascii")
            done = self.run_bytes("survey", "a.csv", "--nps", "zz", "--lang", "es", env=env)
            self.assertIn("no existe la columna", done.stderr.decode("ascii"))
            self.run_bytes("survey", "--help", "--lang", "es", env=env).stdout.decode("ascii")
        out, _ = self.survey("a.csv", "--nps", "q")
        self.assertIn("█", out)

    def test_locale_that_is_not_installed_still_tells_the_charset(self):
        file = self.column("a.csv", "q", [9])
        self.assertIn("█", self.survey(file, "--nps", "q", env={"LC_ALL": "xx_XX.UTF-8"})[0])


class Table(program.ProgramTest):
    def test_width(self):
        self.write("a.csv", "group of answers,q\n" + "".join(
            f"{group},{cell}\n" for group in ("a", "a name that goes on and on and on", "日本日本")
            for cell in ANSWERS))
        for lang in ("en", "es"):
            for width in (60, 80, 120, 200):
                for args in ([], ["--by", "group of answers"],
                             ["--compare", "group of answers=a,日本日本"]):
                    out, _ = self.survey("a.csv", "--nps", "q", "--csat", "q", "--ces", "q", *args,
                                         "--lang", lang, "--quiet", env={"COLUMNS": str(width)})
                    for line in out.splitlines():
                        self.assertLessEqual(columns(line), width, line)
                        self.assertEqual(line, line.rstrip(), "blanks at the end of a line")

    def test_groups_are_aligned(self):
        self.write("a.csv", "g,q\n" + "".join(
            f"{group},{cell}\n" for group in ("a", "ñandú", "日本") for cell in ANSWERS))
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g", "--quiet")
        rows = [line for line in out.splitlines() if "[" in line]
        self.assertEqual(len(rows), 4)
        self.assertEqual(len({columns(row[:row.index("[")]) for row in rows}), 1)

    def test_picture_of_intervals(self):
        self.write("a.csv", "g,q\n" + "".join(f"a,{cell}\nb,10\n" for cell in ANSWERS))
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g", "--quiet")
        self.assertEqual(out.count("●"), 3)
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g", "--quiet", env={"COLUMNS": "50"})
        self.assertNotIn("●", out)

    def test_bar_of_nps(self):
        for width in (60, 80):
            file = self.column("a.csv", "q", [10] * 998 + [8, 0])
            out, _ = self.survey(file, "--nps", "q", env={"COLUMNS": str(width)})
            bar = next(line for line in out.splitlines() if "░░" in line).strip()
            self.assertEqual(len(bar), min(width - 4, 72))
            self.assertEqual((bar.count("█"), bar.count("▒")), (1, 1))  # never invisible
        self.assertIn("promoters 99.8%", out)

    def test_small_sample_is_marked(self):
        self.write("a.csv", "g,q\n" + "a,9\n" * 29 + "b,9\n" * 30)
        out, _ = self.survey("a.csv", "--nps", "q", "--by", "g")
        self.assertIn(" 29*", out)
        self.assertNotIn(" 30*", out)
        self.assertIn("* small sample", out)

    def test_colors(self):
        file = self.column("a.csv", "q", [9, 8, 0])
        self.assertNotIn("\033", self.survey(file, "--nps", "q")[0])
        self.assertNotIn("\033", self.survey(file, "--nps", "q", "--color", "never")[0])
        self.assertIn("\033[31m", self.survey(file, "--nps", "q", "--color", "always")[0])

    def terminal(self, *args, width=100, **env):
        """What the program writes to a terminal."""
        try:
            leader, follower = pty.openpty()
        except OSError as error:  # a container without /dev/pts
            self.skipTest(f"no terminal to be had here: {error}")
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 25, width, 0, 0))
        done = subprocess.Popen([program.PROGRAM, *args], cwd=self.directory, stdin=subprocess.DEVNULL,
                                stdout=follower, stderr=follower,
                                env=program.environment(TERM="xterm", **env))
        os.close(follower)
        output = b""
        try:
            while block := os.read(leader, 65536):
                output += block
        except OSError:  # the other side is closed
            pass
        os.close(leader)
        self.assertEqual(done.wait(program.TIMEOUT), 0, output)
        return output.decode()

    def test_terminal(self):
        file = self.column("a.csv", "q", ANSWERS[:100])
        args = ["survey", file, "--nps", "q"]
        self.assertIn("\033[31m", self.terminal(*args))
        self.assertNotIn("\033", self.terminal(*args, NO_COLOR="1"))
        self.assertIn("\033", self.terminal(*args, NO_COLOR=""))
        self.assertNotIn("\033", self.terminal(*args, "--format", "json"))
        self.assertIn("\033", self.terminal(*args, "--color", "always", NO_COLOR="1"))
        plain = re.sub("\033\\[[0-9]*m", "", self.terminal(*args, width=60))
        self.assertIn(max(columns(line) for line in plain.splitlines()), range(56, 61))


class Output(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.column("a.csv", "q", [9, 8, 0])

    def start(self, *args, **options):
        return subprocess.Popen([program.PROGRAM, *args], cwd=self.directory,
                                stderr=subprocess.PIPE, env=program.environment(), **options)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        for args in (["survey", "a.csv", "--nps", "q"], ["survey", "--help"], ["--help"],
                     ["--version"], ["survey", "a.csv", "--nps", "q", "--format", "json"]):
            with open("/dev/full", "wb") as full:
                done = self.start(*args, stdout=full)
                err = done.communicate(timeout=program.TIMEOUT)[1].decode()
            self.assertEqual(done.returncode, 1, args)
            self.assertIn("no space left", err)

    def test_reader_that_went_away(self):
        for restore, codes in ((False, (1,)), (True, (-signal.SIGPIPE,))):
            read, write = os.pipe()
            os.close(read)
            done = self.start("survey", "a.csv", "--nps", "q", stdout=write,
                              restore_signals=restore)
            os.close(write)
            err = done.communicate(timeout=program.TIMEOUT)[1]
            self.assertEqual(err, b"")
            self.assertIn(done.returncode, codes)

    def test_output_closed(self):
        done = subprocess.run(["sh", "-c", '"$0" survey a.csv --nps q >&-', program.PROGRAM],
                              cwd=self.directory, stderr=subprocess.PIPE, check=False,
                              env=program.environment(), timeout=program.TIMEOUT)
        self.assertEqual(done.returncode, 1, done.stderr)


if __name__ == "__main__":
    program.main()
