# SPDX-License-Identifier: MIT
"""The manual page, the completion and the messages say what the program does."""
import os
import re
import shutil
import subprocess
import unittest

import program


def source(name):
    with open(os.path.join(program.SOURCES, name), encoding="utf-8") as file:
        return file.read()


def messages():
    """The texts of all messages*.h."""
    return "".join(source(name) for name in sorted(os.listdir(program.SOURCES))
                   if name.startswith("messages") and name.endswith(".h"))


COMMANDS = ("survey", "durations", "tickets", "calls", "contacts", "complaints", "retention")


class Options(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.options = {}
        for command in COMMANDS:
            out, _ = self.run_program(command, "--help")
            self.options[command] = re.findall(r"^  (?:-\w, )?--([a-z-]+)", out, re.MULTILINE)

    def test_help_has_options(self):
        for options in self.options.values():
            self.assertGreater(len(options), 15)
            self.assertEqual(len(set(options)), len(options))

    def test_commands(self):
        out, _ = self.run_program("--help")
        self.assertEqual(tuple(re.findall(r"^  (\w+) +", out, re.MULTILINE)), COMMANDS)

    def test_every_option_is_taken(self):
        for command, options in self.options.items():
            for option in options:
                done = self.run_bytes(command, "--" + option, "x", "--help")
                self.assertNotIn(b"no option", done.stderr, option)

    def test_options_of_another_command(self):
        for command, options in self.options.items():
            for other in set(sum(self.options.values(), [])) - set(options):
                if any(one.startswith(other) for one in options):
                    continue  # an abbreviation of one of its own
                done = self.run_bytes(command, "--" + other, "x")
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"no option", done.stderr, other)

    def test_manual_page(self):
        page = source("postventa.1")
        items = {command: [] for command in COMMANDS}
        for title, text in re.findall(r"^\.Ss (.*)\n((?:(?!\.S[sh] ).*\n)*)", page, re.MULTILINE):
            named = re.search(r"\(([a-z, ]+)\)$", title)
            for command in named.group(1).split(", ") if named else COMMANDS:
                items[command] += re.findall(r"^\.It (?:Fl \w , )?Fl -([a-z-]+)", text, re.MULTILINE)
        for command, options in self.options.items():
            unique = dict.fromkeys(items[command])
            self.assertEqual([one for one in unique if one in options], options)
        listed = set(re.findall(r"^\.It (?:Fl \w , )?Fl -([a-z-]+)", page, re.MULTILINE))
        self.assertEqual(listed, set(sum(self.options.values(), [])))

    def test_choices_are_in_the_manual_page(self):
        page = source("postventa.1")
        for word in ("adjusted_wald", "clopper_pearson", "agresti_coull", "jeffreys", "json",
                     "nearest_rank", "midpoint", "exclusive", "inclusive", "unbiased", "epoch_ms"):
            self.assertIn(word, page)

    def test_completion(self):
        script = source("postventa.bash")
        for command, options in self.options.items():
            words = re.search(rf'local {command}="([^"]*)"', script).group(1).split()
            self.assertEqual(words, ["--" + option for option in options])
        self.assertIn('local commands="{}"'.format(" ".join(COMMANDS)), script)

    @unittest.skipUnless(shutil.which("mandoc"), "mandoc is not installed")
    def test_manual_page_is_sound(self):
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning",
                               os.path.join(program.SOURCES, "postventa.1")],
                              stdout=subprocess.PIPE, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, b""))


@unittest.skipUnless(shutil.which("bash"), "bash is not installed")
class Completion(program.ProgramTest):
    def complete(self, *words, **env):
        """What bash would offer for the last word."""
        script = """
            complete() { :; }
            . "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            _postventa; printf '%s\\n' "${COMPREPLY[@]}"
        """
        done = subprocess.run(
            ["bash", "--norc", "-c", script, "bash",
             os.path.join(program.SOURCES, "postventa.bash"), "postventa", *words],
            cwd=self.directory, env=program.environment(**env), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, check=True, timeout=program.TIMEOUT)
        self.assertEqual(done.stderr, b"")
        return done.stdout.decode().split("\n")[:-1]

    def test_words(self):
        self.assertEqual(self.complete("su"), ["survey"])
        self.assertEqual(self.complete("survey", "--sha"), ["--share-method"])
        self.assertEqual(self.complete("survey", "--format", "j"), ["json"])
        self.assertEqual(self.complete("survey", "--lang", ""), ["en", "es"])
        self.assertEqual(self.complete("dur"), ["durations"])
        self.assertEqual(self.complete("durations", "--per"),
                         ["--percentiles", "--percentile-type"])
        self.assertEqual(self.complete("survey", "--from"), [""])
        self.assertEqual(self.complete("con"), ["contacts"])
        self.assertEqual(self.complete("contacts", "--cust"), ["--customer"])
        self.assertEqual(self.complete("complaints", "--expos"),
                         ["--exposed", "--exposed-start", "--exposure"])
        self.assertEqual(self.complete("complaints", "--exposure", "a"), ["average"])
        self.assertEqual(self.complete("durations", "--unit", "m"), ["ms", "min"])
        self.assertEqual(self.complete("retention", "--period", "m"), ["month"])
        self.assertEqual(self.complete("retention", "--kind", "on"), ["on", "on-or-after"])
        self.assertEqual(self.complete("retention", "--cells", "c"), ["count"])

    def test_unknown_command(self):
        self.assertEqual(self.complete("nothing", "--nps"), ["--nps", "--nps-method"])

    def test_zones(self):
        os.makedirs(self.path("zones/Europe"))
        for name in ("zones/Europe/Madrid", "zones/zone.tab"):
            self.write(name, "")
        offered = self.complete("durations", "--zone", "Europe/M", TZDIR=self.path("zones"))
        self.assertEqual(offered, ["Europe/Madrid"])
        self.assertEqual(self.complete("durations", "--zone", "", TZDIR=self.path("zones")),
                         ["Europe"])

    def test_columns_of_the_file(self):
        self.write("a.csv", '"how likely",area,$(touch caught),`touch caught`\n9,a,b,c\n')
        self.assertEqual(self.complete("survey", "a.csv", "--nps", "ho"), ["how likely"])
        self.assertEqual(len(self.complete("survey", "a.csv", "--by", "")), 4)
        self.assertFalse(os.path.exists(self.path("caught")))


class Messages(unittest.TestCase):
    def test_both_languages_take_the_same_arguments(self):
        text = re.sub(r"\\\n", "", messages())
        literal = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
        pairs = re.findall(r"X\((TEXT_\w+),\s*" + literal + r",\s*" + literal + r"\)", text)
        self.assertEqual(len(pairs), len(re.findall(r"X\(TEXT_", text)))
        self.assertGreater(len(pairs), 100)
        for name, english, spanish in pairs:
            conversions = [re.findall(r"%[a-z]*", re.sub("%%", "", one))
                           for one in (english, spanish)]
            self.assertEqual(conversions[0], conversions[1], name)

    def test_every_message_is_used(self):
        names = re.findall(r"X\((TEXT_\w+)", messages())
        code = "".join(source(name) for name in os.listdir(program.SOURCES) if name.endswith(".c"))
        for name in names:
            self.assertIsNotNone(re.search(rf"\b{name}\b", code), name)


if __name__ == "__main__":
    program.main()
