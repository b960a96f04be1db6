# SPDX-License-Identifier: MIT
"""Faults, one at a time: output that cannot be written, files that cannot be read, memory that is not there.

Nothing is half done with exit status 0, what failed is named, and no file is left beside the one to save.
POSTVENTA_FAULTS=all lets every byte of the output be the first that does not fit, of every command and format."""
import os
import resource
import signal
import subprocess
import unittest

import program

FAILING = os.environ.get("POSTVENTA_FAILING")  # the library that makes calls fail
ALL = os.environ.get("POSTVENTA_FAULTS") == "all"
FORMATS = ["table", "json", "csv"]
FILES = {
    "survey.csv": "area,q\nA,9\nB,3\nA,10\nB,x\nA,\n",
    "durations.csv": "from,to\n2025-03-03 09:00,2025-03-03 12:00\n2025-03-07 17:00,2025-03-10 10:00\n",
    "tickets.csv": "opened,replied,solved\n2025-03-03 09:00,2025-03-03 10:00,2025-03-04 09:00\n"
                   "2025-03-05 09:00,,\n",
    "calls.csv": "what,wait,talk\nyes,5,60\nno,9,\nyes,30,90\n",
    "contacts.csv": "who,at\na,2025-01-01 10:00\na,2025-01-03 10:00\nb,2025-01-02 10:00\nc,2025-02-01 10:00\n",
    "complaints.csv": "came,went\n2025-01-05 10:00,2025-01-09 12:00\n2025-01-20 09:00,\n",
    "retention.csv": "who,at\na,2025-01-05\na,2025-02-05\nb,2025-01-09\nc,2025-03-01\n",
    "office": "mon-fri 09:00-18:00\n",
}
COMMANDS = {
    "survey": ["--nps", "q", "--by", "area"],
    "durations": ["--from", "from", "--to", "to", "--zone", "Europe/Madrid", "--calendar", "office"],
    "tickets": ["--opened", "opened", "--first-reply", "replied", "--resolved", "solved"],
    "calls": ["--outcome", "what", "--answered", "yes", "--abandoned", "no", "--wait", "wait", "--talk", "talk",
              "--unit", "s"],
    "contacts": ["--customer", "who", "--time", "at"],
    "complaints": ["--received", "came", "--closed", "went", "--exposed", "100"],
    "retention": ["--customer", "who", "--time", "at"],
}
figures = {"faults-writes": 0, "faults-program-allocations": 0}


class FaultTest(program.ProgramTest):
    def setUp(self):
        super().setUp()
        for name, content in FILES.items():
            self.write(name, content)

    def arguments(self, command, *more):
        return [program.PROGRAM, command, f"{command}.csv", *COMMANDS[command], *more]

    def start(self, arguments, env=None, **options):
        options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(arguments, cwd=self.directory, env=program.environment(**(env or {})),
                              timeout=program.TIMEOUT, **options)

    def names(self):
        return sorted(os.listdir(self.directory))

    def assert_told(self, done, *words):
        """It failed, and says what did."""
        err = done.stderr.decode()
        self.assertEqual(done.returncode, 1, err)
        for word in words:
            self.assertIn(word, err)
        self.assertTrue(any(line.startswith("postventa: ") for line in err.splitlines()), err)

    @staticmethod
    def commands():
        return [(command, ["--format", form]) for command in COMMANDS for form in FORMATS]


class Output(FaultTest):
    def test_a_full_device(self):
        cases = [self.arguments(command, *form) for command, form in self.commands()]
        cases += [[program.PROGRAM, "--help"], [program.PROGRAM, "--version"]]
        cases += [[program.PROGRAM, command, "--help"] for command in COMMANDS]
        for arguments in cases:
            with self.subTest(arguments=arguments[1:]), open("/dev/full", "wb") as full:
                self.assert_told(self.start(arguments, stdout=full), "standard output", "no space left")
                figures["faults-writes"] += 1

    def test_a_reader_that_went_away(self):
        for command, form in self.commands():
            read, write = os.pipe()
            os.close(read)
            for ignored, status in ((False, -signal.SIGPIPE), (True, 1)):
                with self.subTest(command=command, form=form, ignored=ignored):
                    done = self.start(self.arguments(command, *form), stdout=write, restore_signals=not ignored)
                    self.assertEqual(done.returncode, status)
                    self.assertNotIn(b"standard output", done.stderr)
                    figures["faults-writes"] += 1
            os.close(write)

    def test_no_output_at_all(self):
        for command, form in self.commands():
            done = self.start(["sh", "-c", 'exec "$@" >&-', "sh", *self.arguments(command, *form)])
            self.assert_told(done, "standard output")

    def limited(self, arguments, most, **options):
        """No file gets longer than so many bytes."""
        return self.start(arguments, restore_signals=False,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)), **options)

    def some_lengths(self, length):
        """As far as output fits: of each write, none of it; a byte; all but a byte."""
        return range(length) if ALL else sorted({*range(0, length, 4096), 1, length // 2, length - 1})

    def test_a_disk_that_fills(self):
        for command, form in self.commands():
            arguments = self.arguments(command, *form)
            whole = self.start(arguments).stdout
            for most in self.some_lengths(len(whole)):
                with open(self.path("out"), "wb") as out:
                    self.assert_told(self.limited(arguments, most, stdout=out), "standard output")
                self.assertEqual(self.read("out"), whole[:most])
                figures["faults-writes"] += 1

    def test_a_disk_that_fills_with_the_state(self):
        for command in COMMANDS:
            arguments = self.arguments(command, "--save-state", "s")
            self.write("s", b"as it was")
            before = self.names()
            with self.subTest(command=command):
                self.assertEqual(self.start(arguments).returncode, 0)
                whole = self.read("s")
                self.write("s", b"as it was")
                for most in self.some_lengths(len(whole)):
                    self.assert_told(self.limited(arguments, most), "cannot save", " s: ")
                    self.assertEqual(self.read("s"), b"as it was")
                    self.assertEqual(self.names(), before)
                    figures["faults-writes"] += 1

    def test_a_state_on_a_full_device(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                done = self.start(self.arguments(command, "--save-state", "/dev/full"))
                self.assert_told(done, "/dev/full", "no space left")

    def test_messages_that_nobody_hears(self):
        """Exit status and output are what they are with somebody who listens."""
        for command in COMMANDS:
            arguments = self.arguments(command)
            want = self.start(arguments)
            for redirection in ("2>&-", "2>/dev/full"):
                with self.subTest(command=command, redirection=redirection):
                    done = self.start(["sh", "-c", f'exec "$@" {redirection}', "sh", *arguments])
                    self.assertEqual((done.returncode, done.stdout), (want.returncode, want.stdout))
                    done = self.start(["sh", "-c", f'exec "$@" {redirection}', "sh", *arguments, "--format", "x"])
                    self.assertEqual((done.returncode, done.stdout), (2, b""))


class Input(FaultTest):
    def test_what_cannot_be_read(self):
        for command in COMMANDS:
            for name, words in (("nowhere", "no such file"), (".", "directory"), ("survey.csv/x", "directory"),
                                ("/proc/self/mem", "Input/output")):
                with self.subTest(command=command, name=name):
                    arguments = self.arguments(command)
                    arguments[2] = name
                    done = self.start(arguments)
                    self.assert_told(done, name)
                    self.assertIn(words.lower(), done.stderr.decode().lower().replace("i/o", "input/output"))
                    self.assertEqual(done.stdout, b"")

    def test_no_input_at_all(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                arguments = self.arguments(command)
                arguments[2] = "-"
                done = self.start(["sh", "-c", 'exec "$@" <&-', "sh", *arguments])
                self.assert_told(done, "standard input")
                self.assertEqual(done.stdout, b"")


@unittest.skipUnless(FAILING, "no library that makes calls fail")
class Calls(FaultTest):
    def failing(self, name, call, arguments):
        """Runs with one call of a function failing; answers whether it came so far, and what was done."""
        read, write = os.pipe()
        with os.fdopen(read, "rb") as told:
            done = self.start(arguments, pass_fds=[write],
                              env={"LC_ALL": "C", "LD_PRELOAD": FAILING, "FAILING": f"{name} {call}", "FAILING_TOLD": str(write)})
            os.close(write)
            return told.read() == b"!", done

    def each_failing(self, name, arguments):
        """What was done with each call of a function failing in turn."""
        call = 1
        while True:
            came, done = self.failing(name, call, arguments)
            if not came:
                self.assertEqual(done.returncode, 0, done.stderr)
                return
            self.assertIn(done.returncode, (0, 1), f"{name} {call}: {done.stderr}")
            yield done
            call += 1

    def test_every_allocation(self):
        """It does without, and nothing is lacking, or it stops and says so."""
        for command in COMMANDS:
            self.start(self.arguments(command, "--save-state", "merged"))
            for arguments in (self.arguments(command, "--save-state", "s"),
                              [program.PROGRAM, command, "--merge", "merged", "--merge", "merged"]):
                with self.subTest(arguments=arguments[1:]):
                    self.allocate_all(arguments)

    def allocate_all(self, arguments):
        self.write("s", b"as it was")
        done = self.start(arguments, env={"LC_ALL": "C"})
        self.assertEqual(done.returncode, 0, done.stderr)
        whole, state = done.stdout, self.read("s")
        self.write("s", b"as it was")
        before = self.names()
        for done in self.each_failing("memory", arguments):
            if done.returncode == 0:
                self.assertEqual((done.stdout, self.read("s")), (whole, state))
            else:
                self.assert_told(done, "memory")
                self.assertIn(self.read("s"), (b"as it was", state))
            self.write("s", b"as it was")
            self.assertEqual(self.names(), before)
            figures["faults-program-allocations"] += 1

    def test_every_step_of_saving(self):
        """The state is the old one, or the new one that was saved."""
        arguments = self.arguments("survey", "--save-state", "s")
        self.assertEqual(self.start(arguments).returncode, 0)
        state = self.read("s")
        self.write("s", b"as it was")
        before = self.names()
        for name in ("write", "mkstemp", "fchmod", "fsync", "close", "rename", "realpath"):
            with self.subTest(name=name):
                failed = list(self.each_failing(name, arguments))
                self.assertEqual(len(failed), 1)
                self.assert_told(failed[0], "cannot save", " s: ")
                self.assertEqual(self.names(), before)
                self.assertEqual(self.read("s"), state)  # by the run without a failure
                figures["faults-writes"] += 1

    def test_every_file_that_is_opened(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                failed = list(self.each_failing("fopen", self.arguments(command)))
                self.assertGreater(len(failed), 0)
                for done in failed:
                    self.assert_told(done)
                    self.assertEqual(done.stdout, b"")

    def test_the_end_of_the_output(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                statuses = [done.returncode for done in self.each_failing("fclose", self.arguments(command))]
                self.assertEqual(statuses[-1], 1)


if __name__ == "__main__":
    try:
        program.main()
    finally:
        for figure, number in figures.items():
            print(f"figure: {figure} {number}")
