# SPDX-License-Identifier: MIT
"""The command calls: CSV files, Asterisk's queue_log, FreeSWITCH's detail records; call by call and
as a report."""
import csv
import io
import random
import unittest
from collections import Counter

import make_calls
import program

SECONDS = 1000
T = 1700000000


class CallsTest(program.ProgramTest):
    COMMAND = "calls"

    def listed(self, *args, **options):
        """The calls of --list, as dictionaries, and what was said beside."""
        out, err = self.report(*args, "--list", **options)
        return list(csv.DictReader(io.StringIO(out))), err

    def by_metric(self, *args, **options):
        """The JSON objects of a report by metric, or by metric and variant."""
        found = {}
        for one in self.metrics(*args, **options):
            key = (one["metric"], one["variant"]) if one["variant"] else one["metric"]
            self.assertNotIn(key, found)
            found[key] = one
        return found

    def counts(self, found, **expected):
        for name, value in expected.items():
            self.assertEqual(found[name]["value"], value, name)


def row_of(call):
    """A listed call in one tuple: id, queue, agent, outcome, wait and talk in s, rings, transfers."""
    def seconds(cell):
        return None if cell == "" else float(cell) / SECONDS
    return (call["id"], call["queue"], call["agent"], call["outcome"], seconds(call["wait_ms"]),
            seconds(call["talk_ms"]), int(call["rings"]), int(call["transfers"]))


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────

class Rows(CallsTest):
    ROWS = """line,result,wait,talk,hold,work,team
1,A,5,60,10,5,red
2,A,20,120,0,10,red
3,A,21,30,,,blue
4,H,40,,,,red
5,H,3,,,,blue
6,H,0,,,,blue
7,F,300,,,,red
8,B,90,,,,red
9,X,,,,,red
10,,,,,,red
11,U,,,,,blue
"""
    SAID = ["--outcome", "result", "--answered", "A", "--abandoned", "H", "--flowed-out", "F",
            "--callback", "B", "--unqueued", "U", "--ignore", "X", "--wait", "wait", "--talk",
            "talk", "--hold", "hold", "--wrap-up", "work", "--unit", "s"]

    def setUp(self):
        super().setUp()
        self.write("calls.csv", self.ROWS)

    def test_counts(self):
        found = self.by_metric("calls.csv", *self.SAID, "--short", "5s")
        self.counts(found, offered=7, answered=3, abandoned=2, short_abandoned=1, flowed_out=2,
                    callbacks=1, waiting=0, unqueued=2, rings=0, transfers=0)

    def test_service_levels(self):
        """Two answered within 20 s, and one abandoned; of 3 answered, 2 abandoned, 2 flowed out."""
        for short, abandoned in (("1ms", 2), ("5s", 1)):
            found = self.by_metric("calls.csv", *self.SAID, "--short", short, "--within", "20s,25s")
            expected = {
                ("service_level", "20s"): (2, 3 + abandoned),
                ("service_level", "25s"): (3, 3 + abandoned),
                ("service_level_answered", "20s"): (2, 3),
                ("service_level_offered", "20s"): (2, 5 + abandoned),
                ("service_level_with_abandoned", "20s"): (1 + abandoned, 3 + abandoned),
                ("service_level_keep_short", "20s"): (2, 5),
            }
            for key, (within, base) in expected.items():
                with self.subTest(key=key, short=short):
                    self.assertEqual((found[key]["within"], found[key]["n"]), (within, base))
                    self.assertAlmostEqual(found[key]["value"], within / base)
            self.assertAlmostEqual(found["abandonment"]["value"], 2 / 7)

    def test_service_level_chosen(self):
        bases = {"default": 5, "answered": 3, "offered": 7, "with-abandoned": 5}
        for base, n in bases.items():
            found = self.by_metric("calls.csv", *self.SAID, "--service-level", base)
            level = found[("service_level", "20s")]
            self.assertEqual((level["n"], level["base"]), (n, base.replace("-", "_")))
            others = {key[0] for key in found if isinstance(key, tuple)}
            self.assertNotIn("service_level_" + base.replace("-", "_"), others)
            self.assertEqual(len([name for name in others if name.startswith("service_level_")]), 3)

    def test_times(self):
        found = self.by_metric("calls.csv", *self.SAID)
        self.counts(found, asa_ms=46000 / 3, wait_ms=(46 + 43 + 390) * SECONDS / 7, talk_ms=70000,
                    hold_ms=5000, wrap_up_ms=7500, aht_ms=(75 + 130 + 30) * SECONDS / 3,
                    wait_abandoned_ms=21500, wait_flowed_out_ms=195000)
        self.assertTrue(found["aht_ms"]["with_hold"] and found["aht_ms"]["with_wrap_up"])
        self.assertEqual(found["asa_ms"]["median"], 20000)
        self.assertEqual(found["hold_ms"]["missing"], 1)

    def test_patience(self):
        """Kaplan and Meier by hand: events at 3 and 40; 7 at risk, then 3."""
        found = self.by_metric("calls.csv", *self.SAID, "--within", "2s,3s,39s,40s")
        for limit, left in (("2s", 1), ("3s", 6 / 7), ("39s", 6 / 7), ("40s", 6 / 7 * 2 / 3)):
            self.assertAlmostEqual(found[("patience_survival", limit)]["value"], left)
        self.assertIsNone(found["patience_ms"]["value"])

    def test_zero_waits(self):
        _, err = self.report("calls.csv", *self.SAID)
        self.assertIn("never in the queue and not offered: 1 (see --count-zero-waits)", err)
        self.assertIn("rows that are no calls, left out: 1", err)
        self.assertIn("rows without an outcome, left out: 1", err)
        found = self.by_metric("calls.csv", *self.SAID, "--count-zero-waits")
        self.counts(found, offered=8, abandoned=3, unqueued=1)

    def test_groups_show_what_the_interval_rests_on(self):
        """Calls that flowed out are offered, but in no service level."""
        out, _ = self.report("calls.csv", *self.SAID, "--by", "team", "--quiet")
        self.assertRegex(out, r"red +66\.7% +\[.*\] .* 3\* ")
        self.assertRegex(out, r"all +40\.0% +\[.*\] .* 5\* ")

    def test_waits_that_nobody_knows(self):
        """Of calls without a wait, nobody says that they were answered late."""
        self.write("few.csv", "result,wait\nA,5\nA,30\nA,\nH,7\n")
        args = ["few.csv", "--outcome", "result", "--answered", "A", "--abandoned", "H"]
        out, _ = self.report(*args)
        self.assertIn("answered, wait not known 75.0%", out)
        self.assertNotIn("answered later", out)
        out, _ = self.report(*args, "--wait", "wait", "--unit", "s")
        for text in ("within 20 s 25.0%", "answered later 25.0%", "answered, wait not known 25.0%",
                     "abandoned 25.0%"):
            self.assertIn(text, out)

    def test_list_can_be_read_again(self):
        calls, _ = self.listed("calls.csv", *self.SAID)
        self.assertEqual([call["outcome"] for call in calls],
                         ["answered"] * 3 + ["abandoned"] * 2 + ["unqueued", "flowed_out",
                                                                 "callback", "unqueued"])
        out, _ = self.report("calls.csv", *self.SAID, "--list")
        self.write("list.csv", out)
        again = self.by_metric("list.csv", "--outcome", "outcome", "--wait", "wait_ms", "--talk",
                               "talk_ms", "--hold", "hold_ms", "--wrap-up", "wrap_up_ms", "--unit",
                               "ms")
        for key, one in self.by_metric("calls.csv", *self.SAID).items():
            self.assertEqual(one["value"], again[key]["value"], key)

    def test_units(self):
        values = {}
        for unit, wait in (("ms", "90000"), ("s", "90"), ("min", "1.5"), ("h", "0.025")):
            self.write("one.csv", f"r,w\nA,{wait}\n")
            found = self.by_metric("one.csv", "--outcome", "r", "--answered", "A", "--wait", "w",
                                   "--unit", unit)
            values[unit] = found["asa_ms"]["value"]
        self.assertEqual(set(values.values()), {90000})

    def test_bad_cells(self):
        self.write("bad.csv", "r,w,t\nA,ten,1\nA,-3,1\nQ,1,1\nA,1e300,1\nA,5,6\nA,1,2,3\n")
        said = ["bad.csv", "--outcome", "r", "--answered", "A", "--wait", "w", "--talk", "t",
                "--unit", "s"]
        out, err = self.report(*said)
        for text in ("bad.csv:2: w: “ten” is no number", "bad.csv:3: w: -3: no duration is negative",
                     "bad.csv:4: r: “Q” tells no outcome", "bad.csv:5: w: “1e300” is too long",
                     "bad.csv:7: r: “A” is in a row with too many cells"):
            self.assertIn(text, err)
        self.assertIn("calls whose wait is not known: 2", out)
        self.assertIn("calls with a negative wait: 1", out)
        found = self.by_metric(*said)
        self.counts(found, offered=4, answered=4, asa_ms=5000)
        self.assertEqual(found["offered"]["invalid"], 2)
        self.assertIn("bad.csv:2", self.refused(*said, "--strict"))

    def test_groups_are_parts_of_the_total(self):
        whole = self.metrics("calls.csv", *self.SAID, "--short", "5s")
        grouped = self.metrics("calls.csv", *self.SAID, "--short", "5s", "--by", "team")
        total = [{**one, "by": None} for one in grouped if one["group"] is None]
        self.assertEqual(total, whole)
        for team in ("red", "blue"):
            part = self.metrics("calls.csv", *self.SAID, "--short", "5s", "--where", f"team={team}")
            self.assertEqual([{**one, "by": None, "group": None} for one in grouped
                              if one["group"] == team], part)

    def test_comparison(self):
        found = {(one["metric"], one["variant"]): one for one in
                 self.metrics("calls.csv", *self.SAID, "--compare", "team=red,blue")
                 if one["metric"].endswith("_difference")}
        self.assertEqual({name for name, _ in found},
                         {"service_level_difference", "abandonment_difference",
                          "asa_ms_difference", "aht_ms_difference"})
        level = found[("service_level_difference", "20s")]
        self.assertAlmostEqual(level["value"], 2 / 3 - 0 / 2)
        self.assertEqual(level["groups"], ["red", "blue"])
        self.assertAlmostEqual(found[("abandonment_difference", None)]["value"], 1 / 5 - 1 / 2)
        self.assertAlmostEqual(found[("asa_ms_difference", None)]["value"], 12500 - 21000)

    def test_states(self):
        whole = self.metrics("calls.csv", *self.SAID, "--short", "5s")
        for team in ("red", "blue"):
            self.report("calls.csv", *self.SAID, "--short", "5s", "--where", f"team={team}",
                        "--save-state", team)
        merged = self.metrics("--merge", "red", "--merge", "blue")
        self.assertEqual([one["value"] for one in merged], [one["value"] for one in whole])
        self.assertEqual({one["definition"] for one in merged}, {"calls/20s/short=5s"})
        joined = self.metrics("calls.csv", *self.SAID, "--where", "team=red", "--merge", "blue")
        self.assertEqual([one["value"] for one in joined], [one["value"] for one in whole])
        self.assertIn("calls/20s/short=5s there, and calls/30s/short=5s here",
                      self.refused("calls.csv", *self.SAID, "--within", "30s", "--merge", "red"))
        self.assertIn("30s is no limit of the stored states",
                      self.refused("--merge", "red", "--within", "30s"))
        self.assertIn("--wait needs an input file",
                      self.refused("--merge", "red", "--wait", "w", expect=2))
        self.assertIn("--list writes CSV, not JSON",
                      self.refused("calls.csv", *self.SAID, "--list", "--format", "json", expect=2))
        self.assertIn("--list needs an input file",
                      self.refused("--merge", "red", "--list", expect=2))

    def test_usage(self):
        self.assertIn("--outcome is needed: the column of", self.refused("calls.csv", expect=2))
        self.assertIn("--unit is needed",
                      self.refused("calls.csv", "--outcome", "result", "--wait", "wait", expect=2))
        self.assertIn("“A” is given two meanings",
                      self.refused("calls.csv", "--outcome", "result", "--answered", "A",
                                   "--abandoned", "H,A", expect=2))
        self.assertIn("no column “waits”; did you mean “wait”?",
                      self.refused("calls.csv", "--outcome", "result", "--wait", "waits", "--unit",
                                   "s"))
        self.assertIn("one input file only",
                      self.refused("calls.csv", "calls.csv", *self.SAID, expect=2))
        self.assertIn("--within: at most 7 times",
                      self.refused("calls.csv", *self.SAID, "--within", "1s,2s,3s,4s,5s,6s,7s,8s",
                                   expect=2))
        self.assertIn("--wait is for CSV files",
                      self.refused("calls.csv", "--input", "asterisk", "--wait", "wait", expect=2))

    def test_table(self):
        out, _ = self.report("calls.csv", *self.SAID, "--short", "5s")
        for text in ("service level, 20 s", "50.0%", "of them short, up to 5 s", "answered later",
                     "hung up before the queue", "small sample"):
            self.assertIn(text, out)
        out, _ = self.report("calls.csv", *self.SAID, "--lang", "es")
        for text in ("nivel de servicio, 20 s", "40,0 %", "espera media de las atendidas",
                     "atendidas hasta 20 s"):
            self.assertIn(text, out)
        for width in ("40", "80", "120"):
            out, _ = self.report("calls.csv", *self.SAID, "--by", "team", env={"COLUMNS": width})
            self.assertIn("all", out)


# ── Asterisk ─────────────────────────────────────────────────────────────────────────────────────

def lines(*events):
    """A queue_log: each event is seconds after T and what follows."""
    return "".join(f"{T + at}|{rest}\n" for at, rest in events)


class QueueLog(CallsTest):
    def calls(self, *events, **options):
        self.write("queue_log", lines(*events))
        found, err = self.listed("queue_log", **options)
        return [row_of(call) for call in found], err

    def test_outcomes(self):
        endings = {
            "ABANDON|1|1|30": ("abandoned", 30.0),
            "EXITWITHTIMEOUT|1|1|30": ("flowed_out", 30.0),
            "EXITEMPTY|1|1|30": ("flowed_out", 30.0),
            "EXITWITHKEY|5|1|1|30": ("flowed_out", 30.0),
            "WITHDRAW|1|1|30|why": ("flowed_out", 30.0),
            "EXITWITHTIMEOUT|1": ("flowed_out", 31.0),  # versions that do not tell the wait
            "EXITWITHKEY|5|1": ("flowed_out", 31.0),
        }
        for ending, (outcome, wait) in endings.items():
            with self.subTest(ending=ending):
                found, err = self.calls((0, "c|q|NONE|ENTERQUEUE||5|1"), (31, "c|q|NONE|" + ending))
                self.assertEqual(found, [("c", "q", "", outcome, wait, None, 0, 0)])
                self.assertEqual(err, "")

    def test_talks(self):
        endings = {
            "COMPLETEAGENT|10|40|1": 0,
            "COMPLETECALLER|10|40|1": 0,
            "TRANSFER|200|default|10|40": 1,
            "TRANSFER|200|default|10|40|1": 1,
            "BLINDTRANSFER|200|default|10|40|1": 1,
            "ATTENDEDTRANSFER|BRIDGE|b-1|10|40|1": 1,
            "ATTENDEDTRANSFER|APP|VoiceMail|10|40|1": 1,
            "ATTENDEDTRANSFER|LINK|SIP/1|SIP/2|10|40|1": 1,
            "ATTENDEDTRANSFER|BRIDGE|b-1|10|40|1|||": 1,
        }
        for ending, transfers in endings.items():
            with self.subTest(ending=ending):
                found, err = self.calls(
                    (0, "c|q|NONE|ENTERQUEUE||5|1"), (10, "c|q|SIP/1|CONNECT|10|x|3"),
                    (50, "c|q|SIP/1|" + ending))
                self.assertEqual(found, [("c", "q", "SIP/1", "answered", 10.0, 40.0, 0, transfers)])
                self.assertEqual(err, "")

    def test_rings(self):
        found, err = self.calls(
            (0, "c|q|NONE|ENTERQUEUE||5|1"), (5, "c|q|SIP/1|RINGNOANSWER|5000"),
            (6, "c|q|SIP/2|RINGNOANSWER|0"), (9, "c|q|SIP/3|AGENTDUMP|"),
            (20, "c|q|SIP/2|CONNECT|20|x|3"), (20, "c|q|SIP/4|RINGNOANSWER|900"),
            (30, "c|q|SIP/2|COMPLETEAGENT|20|10|1"), (40, "d|q|NONE|ENTERQUEUE||5|1"),
            (45, "d|q|SIP/1|RINGCANCELED|900"), (45, "d|q|NONE|ABANDON|1|1|5"))
        self.assertEqual(found, [("c", "q", "SIP/2", "answered", 20.0, 10.0, 3, 0),
                                 ("d", "q", "", "abandoned", 5.0, None, 0, 0)])
        self.assertEqual(err, "")

    def test_hangs_up_on_the_answer(self):
        """Logged for the agent, for nobody, or for both; as the version has it."""
        endings = [["SIP/1|ABANDON|1|1|5"], ["SIP/1|SYSCOMPAT|", "NONE|ABANDON|1|1|5"],
                   ["SIP/1|ABANDON|1|1|5", "NONE|ABANDON|1|1|5"]]
        for ending in endings:
            with self.subTest(ending=ending):
                found, err = self.calls((0, "c|q|NONE|ENTERQUEUE||5|1"),
                                        *[(5, "c|q|" + event) for event in ending],
                                        (6, "c|q|NONE|ENTERQUEUE||5|1"),
                                        (8, "c|q|NONE|ABANDON|1|1|2"))
                self.assertEqual(found, [("c", "q", "", "abandoned", 5.0, None, 0, 0),
                                         ("c", "q", "", "abandoned", 2.0, None, 0, 0)])
                self.assertEqual(err, "")

    def test_never_queued(self):
        """Calls whose number is logged, and that come to no queue within an hour."""
        found, err = self.calls(
            (0, "a|NONE|NONE|DID|900"), (1, "b|NONE|NONE|DID|900"), (2, "b|NONE|NONE|DID|900"),
            (9, "b|q|NONE|ENTERQUEUE||5|1"), (12, "b|q|NONE|ABANDON|1|1|3"),
            (3600, "NONE|NONE|NONE|CONFIGRELOAD|"), (3605, "c|NONE|NONE|DID|900"))
        self.assertEqual(found, [("b", "q", "", "abandoned", 3.0, None, 0, 0),
                                 ("a", "", "", "unqueued", None, None, 0, 0),
                                 ("c", "", "", "unqueued", None, None, 0, 0)])
        self.assertEqual(err, "")
        self.counts(self.by_metric("queue_log"), offered=1, unqueued=2)

    def test_visits(self):
        """One call in two queues, and twice in one of them; what overlaps is told apart."""
        found, err = self.calls(
            (0, "c|a|NONE|ENTERQUEUE||5|1"), (30, "c|a|NONE|EXITWITHTIMEOUT|1|1|30"),
            (30, "c|b|NONE|ENTERQUEUE||5|1"), (40, "c|b|SIP/1|CONNECT|10|x|3"),
            (50, "c|a|NONE|ENTERQUEUE||5|1"), (50, "c|b|SIP/1|BLINDTRANSFER|a|d|10|10|1"),
            (55, "c|a|SIP/2|CONNECT|5|x|3"), (60, "c|a|NONE|ENTERQUEUE||5|1"),
            (60, "c|a|SIP/2|BLINDTRANSFER|a|d|5|5|1"), (62, "c|a|SIP/3|CONNECT|2|x|1"),
            (70, "c|a|SIP/3|COMPLETECALLER|2|8|1"))
        self.assertEqual(found, [("c", "a", "", "flowed_out", 30.0, None, 0, 0),
                                 ("c", "b", "SIP/1", "answered", 10.0, 10.0, 0, 1),
                                 ("c", "a", "SIP/2", "answered", 5.0, 5.0, 0, 1),
                                 ("c", "a", "SIP/3", "answered", 2.0, 8.0, 0, 0)])
        self.assertEqual(err, "")

    def test_end_in_the_middle(self):
        found, err = self.calls(
            (0, "w|q|NONE|ENTERQUEUE||5|1"), (1, "t|q|NONE|ENTERQUEUE||5|2"),
            (5, "t|q|SIP/1|CONNECT|4|x|3"), (20, "NONE|NONE|NONE|CONFIGRELOAD|"))
        self.assertEqual(found, [("w", "q", "", "waiting", 20.0, None, 0, 0),
                                 ("t", "q", "SIP/1", "answered", 4.0, None, 0, 0)])
        self.assertIn("still talk when the log ends, their talk not known: 1", err)

    def test_begin_in_the_middle(self):
        """Who waited counts as it left the queue; who talked was counted where it was answered."""
        found, err = self.calls(
            (0, "r|q|SIP/7|RINGNOANSWER|1000"), (1, "a|q|NONE|ABANDON|1|1|77"),
            (2, "b|q|SIP/1|CONNECT|33|x|3"), (3, "c|q|SIP/2|COMPLETEAGENT|9|99|1"),
            (4, "r|q|SIP/3|CONNECT|50|x|3"), (8, "b|q|SIP/1|COMPLETECALLER|33|6|1"),
            (9, "r|q|SIP/3|COMPLETECALLER|50|5|1"), (9, "s|q|SIP/7|RINGNOANSWER|1000"))
        self.assertEqual(found, [("a", "q", "", "abandoned", 77.0, None, 0, 0),
                                 ("b", "q", "SIP/1", "answered", 33.0, 6.0, 0, 0),
                                 ("r", "q", "SIP/3", "answered", 50.0, 5.0, 1, 0)])
        self.assertIn("came before the log begins, counted as they left the queue: 3", err)
        self.assertIn("answered before the log begins, not counted: 1", err)

    def test_lost_lines(self):
        found, err = self.calls(
            (0, "c|q|NONE|ENTERQUEUE||5|1"), (50, "c|q|SIP/1|COMPLETEAGENT|10|40|1"),
            (60, "c|q|NONE|ENTERQUEUE||5|1"), (90, "c|q|NONE|ENTERQUEUE||5|1"),
            (95, "c|q|SIP/1|CONNECT|5|x|1"), (99, "c|q|SIP/2|CONNECT|9|x|1"))
        self.assertEqual(found, [("c", "q", "SIP/1", "answered", 10.0, 40.0, 0, 0),
                                 ("c", "q", "", "waiting", None, None, 0, 0),
                                 ("c", "q", "SIP/1", "answered", 5.0, None, 0, 0),
                                 ("c", "q", "SIP/2", "answered", 9.0, None, 0, 0)])
        self.assertIn("calls whose end is not in the log: 2", err)

    def test_other_events(self):
        names = ["QUEUESTART", "CONFIGRELOAD", "ADDMEMBER", "REMOVEMEMBER", "PAUSE", "UNPAUSE",
                 "PAUSEALL", "UNPAUSEALL", "AGENTLOGIN", "AGENTLOGOFF", "AGENTCALLBACKLOGIN",
                 "AGENTCALLBACKLOGOFF", "PENALTY", "INFO"]
        events = [(i, f"NONE|q|SIP/1|{name}|x") for i, name in enumerate(names)]
        found, err = self.calls(*events, (20, "REALTIME|NONE|NONE|QUEUESTART|"))
        self.assertEqual((found, err), ([], ""))
        _, err = self.calls(*[(i, f"c|q|SIP/1|SURVEY{i}|5") for i in range(5)])
        self.assertIn("queue_log:1: queue_log: “SURVEY0” is no event that is known", err)
        self.assertIn("and 2 more, 5 unknown events in all", err)
        self.calls((0, "c|q|SIP/1|SURVEY|5"))
        self.report("queue_log", "--strict", "--input", "asterisk")

    def test_rotated_logs(self):
        """Calls are carried over from one part to the next."""
        events = [(0, "c|q|NONE|ENTERQUEUE||5|1"), (1, "d|q|NONE|ENTERQUEUE||5|2"),
                  (10, "c|q|SIP/1|CONNECT|10|x|3"), (20, "d|q|NONE|ABANDON|1|1|19"),
                  (50, "c|q|SIP/1|COMPLETEAGENT|10|40|1")]
        self.write("queue_log", lines(*events))
        whole, _ = self.report("queue_log", "--list")
        self.write("1", lines(*events[:2]))
        self.write("2", lines(*events[2:4]))
        self.write("3", lines(*events[4:]))
        parts, err = self.report("1", "2", "3", "--list")
        self.assertEqual((parts, err), (whole, ""))
        piped, _ = self.report("-", "--list", stdin=b"".join(self.read(n) for n in "123"))
        self.assertEqual(piped, whole)

    def test_fractions_and_endings(self):
        text = lines((0, "c|q|NONE|ENTERQUEUE||5|1")).replace(f"{T}|", f"{T}.250000|")
        self.write("queue_log", (text + lines((10, "c|q|NONE|EXITWITHTIMEOUT|1"))).replace(
            "\n", "\r\n"))
        found, err = self.listed("queue_log")
        self.assertEqual((row_of(found[0])[4], err), (9.75, ""))

    def test_recognised(self):
        good = lines((0, "c|q|NONE|ENTERQUEUE||5|1"), (9, "c|q|NONE|ABANDON|1|1|9"))
        self.write("whole", good)
        self.write("cut", "NONE|NONE|PAUSE|\n" + good)  # begins inside of a line
        self.assertEqual(len(self.listed("whole")[0]), 1)
        self.assertEqual(len(self.listed("cut")[0]), 1)
        self.assertEqual(len(self.listed("-", stdin=good.encode())[0]), 1)
        self.write("other", "a|b|c\n1|2|3\n")
        self.assertIn("--outcome is needed", self.refused("other", expect=2))
        err = self.refused("other", "--input", "asterisk")
        self.assertIn("other:1: queue_log: “a|b|c” is no line of it", err)
        self.assertIn("other: no line of it is one of a queue_log", err)

    def test_select_and_group(self):
        self.write("queue_log", lines(
            (0, "c|a|NONE|ENTERQUEUE||5|1"), (9, "c|a|SIP/1|CONNECT|9|x|1"),
            (19, "c|a|SIP/1|COMPLETEAGENT|9|10|1"), (20, "d|b|NONE|ENTERQUEUE||5|1"),
            (29, "d|b|SIP/2|CONNECT|9|x|1"), (39, "d|b|SIP/2|COMPLETEAGENT|9|10|1")))
        self.assertEqual([row_of(call)[1] for call in self.listed("queue_log", "--where",
                                                                  "agent=SIP/2")[0]], ["b"])
        groups = [one["group"] for one in self.metrics("queue_log", "--by", "queue")
                  if one["metric"] == "offered"]
        self.assertEqual(groups, ["a", "b", None])
        self.assertIn("There are: id, queue, agent",
                      self.refused("queue_log", "--by", "queues"))


class HostileLog(CallsTest):
    def test_lines_that_are_none(self):
        good = lines((0, "c|q|NONE|ENTERQUEUE||5|1"), (9, "c|q|NONE|ABANDON|1|1|9")).encode()
        bad = [b"garbage", b"|||||||", b"1700000000|c|q|a|", b"1700000000|c|q|a", b"12|c|q|a|CONNECT|1",
               b"99999999999999999999|c|q|a|CONNECT|1", b"1700000000|NONE|q|a|CONNECT|1",
               b"1700000000|c|NONE|a|CONNECT|1", b"1700000000||q|a|CONNECT|1", b"\xff\xfe\x80",
               b"1700000000|c|q|a|CON\x00NECT|1", b"1700000000x|c|q|a|CONNECT|1",
               b"x" * 1000000, b"1700000000|c|q|a|" + b"|" * 1000000]
        self.write("queue_log", good + b"\n".join(bad) + b"\n" + good)
        found, err = self.listed("queue_log")
        self.assertEqual([row_of(call)[3:5] for call in found], [("abandoned", 9.0)] * 2)
        self.assertIn("queue_log:3: queue_log: “garbage” is no line of it", err)
        self.assertIn(f"and {len(bad) - 3} more, {len(bad)} unreadable lines in all", err)
        self.assertIn("queue_log:3", self.refused("queue_log", "--strict"))
        one = self.metrics("queue_log")[0]
        self.assertEqual(one["unreadable_lines"], len(bad))

    def test_numbers(self):
        self.write("queue_log", lines(
            (0, "c|q|NONE|ENTERQUEUE||5|1"), (9, "c|q|NONE|ABANDON|1|1|99999999999999999999"),
            (10, "d|q|NONE|ENTERQUEUE||5|1"), (19, "d|q|NONE|ABANDON|1|1|nine"),
            (20, "e|q|NONE|ENTERQUEUE||5|1"), (29, "e|q|NONE|ABANDON|1|1|-9"),
            (30, "f|q|NONE|ENTERQUEUE||5|1"), (39, "f|q|NONE|ABANDON|1|1|999999999999")))
        found, err = self.listed("queue_log")
        self.assertEqual([row_of(call)[4] for call in found], [9.0, 9.0, -9.0, 999999999999.0])
        self.assertIn("ABANDON has something else where its times should be", err)
        out, _ = self.report("queue_log")
        self.assertIn("calls with a negative wait: 1", out)

    def test_time_goes_back(self):
        self.write("queue_log", lines((100, "c|q|NONE|ENTERQUEUE||5|1"),
                                      (40, "c|q|NONE|EXITWITHTIMEOUT|1")))
        found, err = self.listed("queue_log")
        self.assertEqual(row_of(found[0])[4], -60.0)
        self.assertIn("earlier than the one before: 1", err)

    def test_open_line(self):
        whole = lines((0, "c|q|NONE|ENTERQUEUE||5|1"), (9, "c|q|NONE|ABANDON|1|1|9"))
        for length in range(len(whole)):
            self.write("queue_log", whole[:length])
            with self.subTest(length=length):
                found, err = self.listed("queue_log", "--input", "asterisk")
                self.assertLessEqual(len(found), 1)
                self.assertEqual("does not end" in err, whole[:length][-1:] not in ("", "\n"))

    def test_empty(self):
        self.write("queue_log", "\n\n")
        found = self.by_metric("queue_log", "--input", "asterisk")
        self.counts(found, offered=0, asa_ms=None)
        self.assertEqual(found["abandonment"]["status"], "empty")
        out, _ = self.report("queue_log", "--input", "asterisk")
        self.assertIn("no data", out)
        self.assertIn("directory", self.refused(self.directory, "--input", "asterisk"))

    def test_mutations(self):
        """Whatever happens to a log: no crash, and every call it tells is one."""
        events = ["ENTERQUEUE||5|1", "RINGNOANSWER|1000", "CONNECT|5|x|1", "COMPLETEAGENT|5|30|1",
                  "ABANDON|1|1|7", "EXITWITHKEY|1|1|1|5", "BLINDTRANSFER|e|c|5|30|1", "SYSCOMPAT|",
                  "ATTENDEDTRANSFER|BRIDGE|b|5|30|1", "AGENTDUMP|", "QUEUESTART|", "RINGCANCELED|9",
                  "DID|900", "WITHDRAW|1|1|6|x", "TRANSFER|e|c|5|30"]
        outcomes = {"answered", "abandoned", "flowed_out", "waiting", "unqueued"}
        chance = random.Random(20240607)
        for _ in range(60):
            log = bytearray(lines(*[
                (i, f"c{chance.randrange(6)}|q{chance.randrange(2)}|SIP/{chance.randrange(3)}|"
                 + chance.choice(events)) for i in range(200)]).encode())
            for _ in range(chance.choice((0, 5, 100))):
                at = chance.randrange(len(log))
                what = chance.randrange(4)
                if what == 0:
                    log[at] = chance.randrange(256)
                elif what == 1:
                    del log[at:at + chance.randrange(1, 30)]
                elif what == 2:
                    log[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(9)))
                else:
                    log[at:at] = log[at // 2:at // 2 + chance.randrange(80)]
            self.write("queue_log", bytes(log))
            done = self.run_bytes("calls", "queue_log", "--list", "--input", "asterisk")
            self.assertEqual(done.returncode, 0, done.stderr)
            rows = list(csv.reader(io.StringIO(done.stdout.decode(errors="replace"), newline="")))
            self.assertLessEqual({row[3] for row in rows[1:]}, outcomes)
            found = self.run_bytes("calls", "queue_log", "--input", "asterisk", "--format", "csv")
            self.assertEqual(found.returncode, 0, found.stderr)
            offered = [row for row in csv.DictReader(io.StringIO(found.stdout.decode()))
                       if row["metric"] == "offered"]
            self.assertEqual(int(float(offered[0]["value"])),
                             sum(row[3] not in ("waiting", "unqueued") for row in rows[1:]))


# ── FreeSWITCH ───────────────────────────────────────────────────────────────────────────────────

class DetailRecords(CallsTest):
    HEADER = ("uuid,cc_side,cc_queue,cc_agent,cc_queue_joined_epoch,"
              "cc_queue_answered_epoch,cc_queue_canceled_epoch,cc_queue_terminated_epoch,cc_cause,"
              "cc_cancel_reason,caller")

    def calls(self, *rows, header=HEADER):
        self.write("cdr.csv", "\n".join((header,) + rows) + "\n")
        found, err = self.listed("cdr.csv")
        return [row_of(call) for call in found], err

    def test_outcomes(self):
        j, a, e = T, T + 12, T + 72
        found, err = self.calls(
            f"u1,member,q,1001,{j},{a},,{e},answered,,5",
            f"u2,member,q,1001,{j},{a},0,0,answered,,5",
            f"u3,member,q,,{j},,{a},,cancel,BREAK_OUT,5",
            f"u4,member,q,,{j},,{a},,cancel,TIMEOUT,5",
            f"u5,member,q,,{j},,{a},,cancel,NO_AGENT_TIMEOUT,5",
            f"u6,member,q,,{j},,{a},,cancel,EXIT_WITH_KEY,5",
            f"u7,member,q,,{j},,{a},,cancel,NONE,5",
            f"u8,agent,q,1001,{j},{a},,{e},answered,,5",
            "u9,,,,,,,,,,5",
            f"u10,member,q,1001,{j},{a},,{e},,,5",
            f"u11,member,q,,{j},,{a},,,BREAK_OUT,5",
            f"u12,member,q,,{j},,,,,,5")
        self.assertEqual(found, [
            ("u1", "q", "1001", "answered", 12.0, 60.0, 0, 0),
            ("u2", "q", "1001", "answered", 12.0, None, 0, 0),
            ("u3", "q", "", "abandoned", 12.0, None, 0, 0),
            ("u4", "q", "", "flowed_out", 12.0, None, 0, 0),
            ("u5", "q", "", "flowed_out", 12.0, None, 0, 0),
            ("u6", "q", "", "flowed_out", 12.0, None, 0, 0),
            ("u7", "q", "", "abandoned", 12.0, None, 0, 0),
            ("u10", "q", "1001", "answered", 12.0, 60.0, 0, 0),
            ("u11", "q", "", "abandoned", 12.0, None, 0, 0),
            ("u12", "q", "", "waiting", None, None, 0, 0)])
        self.assertIn("legs that are no callers in a queue, left out: 2", err)

    def test_bad_rows(self):
        found, err = self.calls(
            f"u1,member,q,1001,soon,{T},,{T},answered,,5", f"u2,member,q,,{T},,{T},,cancel,HMM,5",
            f"u3,member,q,1001,{T - 91},{T - 100},,{T - 101},answered,,5", "u4,member,q",
            f"u5,member,q,,{T},,{T},,cancel,TIMEOUT,5,6")
        self.assertEqual(found, [("u3", "q", "1001", "answered", -9.0, None, 0, 0)])
        for text in ("“soon” is no time", "“HMM” tells no outcome", "it ends before it begins",
                     "cdr.csv:6: cc_queue: “q” is in a row with too many cells"):
            self.assertIn(text, err)
        self.assertEqual(err.count("soon"), 1)
        self.assertEqual(self.metrics("cdr.csv")[0]["invalid"], 4)

    def test_earlier_visits(self):
        """A channel keeps the variables of its earlier visits: the last cause tells of the last."""
        found, _ = self.calls(
            f"u1,member,q,1001,{T + 99},{T + 9},{T + 120},{T + 60},cancel,TIMEOUT,5",
            f"u2,member,q,1001,{T + 99},{T + 110},{T + 50},{T + 60},answered,BREAK_OUT,5")
        self.assertEqual(found, [("u1", "q", "", "flowed_out", 21.0, None, 0, 0),
                                 ("u2", "q", "1001", "answered", 11.0, None, 0, 0)])
        groups = [(one["group"], one["value"]) for one in self.metrics("cdr.csv", "--by", "agent")
                  if one["metric"] == "offered"]
        self.assertEqual(groups, [("1001", 1), ("", 1), (None, 2)])

    def test_columns(self):
        """With the prefix of events, in any order; the short names stand beside the others."""
        header = ",".join("variable_" + name for name in self.HEADER.split(","))
        found, _ = self.calls(f"u1,member,q,1001,{T},{T + 1},,{T + 9},answered,,5", header=header)
        self.assertEqual(found, [("u1", "q", "1001", "answered", 1.0, 8.0, 0, 0)])
        self.calls(f"u1,member,q,1001,{T},{T + 1},,{T + 9},answered,,5",
                   f"u2,member,r,1002,{T},{T + 1},,{T + 9},answered,,6")
        for column in ("queue", "agent", "cc_queue", "caller"):
            groups = [one["group"] for one in self.metrics("cdr.csv", "--by", column)
                      if one["metric"] == "offered"]
            self.assertEqual(len(groups), 3)
        self.assertEqual(len(self.listed("cdr.csv", "--where", "agent=1002")[0]), 1)
        self.write("few.csv", f"cc_queue,cc_queue_joined_epoch\nq,{T}\n")
        self.assertIn("no column “cc_queue_answered_epoch”", self.refused("few.csv"))

    def test_mutated_tables(self):
        """Of a table that somebody damaged there is a report or a message, and nothing else."""
        chance = random.Random(20240608)
        causes = ["answered,", "cancel,TIMEOUT", "cancel,BREAK_OUT", ",", "cancel,EXIT_WITH_KEY"]
        for _ in range(60):
            rows = []
            for i in range(40):
                times = [str(T + chance.randrange(500)) if chance.random() < 0.8 else ""
                         for _ in range(4)]
                rows.append(f"u{i},{chance.choice(('member', 'agent'))},q{i % 3},a{i % 4},"
                            + ",".join(times) + "," + chance.choice(causes) + ",5")
            table = bytearray("\n".join([self.HEADER] + rows).encode())
            for _ in range(chance.choice((0, 3, 40))):
                at = chance.randrange(len(table))
                if chance.random() < 0.5:
                    table[at] = chance.choice(b'",\n\r|;0123456789-.eE \xff\x00a')
                else:
                    del table[at:at + chance.randrange(1, 9)]
            self.write("cdr.csv", bytes(table))
            for how in (["--input", "freeswitch"], ["--outcome", "cc_cause", "--wait", "cc_agent",
                                                    "--unit", "s"]):
                done = self.run_bytes("calls", "cdr.csv", *how, "--by", "cc_queue")
                self.assertIn(done.returncode, (0, 1, 2), done.stderr)
                if done.returncode != 0:
                    self.assertTrue(done.stderr.startswith(b"postventa: "), done.stderr)
                    self.assertEqual(done.stdout, b"")


# ── thousands of calls whose truth is known ──────────────────────────────────────────────────────

class Replayed(CallsTest):
    """Logs of make_calls.py: each call that is read, against what it was."""
    N = 10000

    def truth(self, kind, seed):
        """What a listed call must be, for each stay; None: known to nobody."""
        made = make_calls.make(kind, seed, self.N, self.directory)
        return [row for row in made if kind == "asterisk" or row["outcome"] != "unqueued"]

    @staticmethod
    def expected(row, rings):
        def ms(seconds):
            return "" if seconds == "" else str(SECONDS * seconds)
        outcome = row["outcome"] if row["outcome"] != "cut" else row["why"]
        if outcome in make_calls.REASONS:
            outcome = "flowed_out"
        return (row["call_id"], row["queue"], row["agent"], outcome, ms(row["wait"]),
                ms(row["talk"]), "", "", str(row["rings"]) if rings else "0",
                str(row["transfers"] or 0))

    def replay(self, kind, seed, *files):
        truth = self.truth(kind, seed)
        found, err = self.listed(*files)
        got = Counter(tuple(call.values()) for call in found)
        asterisk = kind == "asterisk"
        sure = Counter(self.expected(row, asterisk) for row in truth if row["outcome"] != "cut")
        self.assertEqual(sure - got, Counter())
        # Of those that came before the log, it is told who left the queue in it.
        before = Counter(self.expected(row, asterisk) for row in truth
                         if row["outcome"] == "cut" and row["why"] != "")
        self.assertEqual(got - sure - before, Counter())
        answered_before = before - (got - sure)
        self.assertTrue(all(call[3] == "answered" for call in answered_before))
        one = self.metrics(*files)[0]
        if asterisk:
            self.assertEqual(one["answered_before"], sum(answered_before.values()))
            self.assertEqual(one["begun_before"], sum((got - sure).values()))
            for name in ("unreadable_lines", "unknown_events", "lost_ends"):
                self.assertEqual(one[name], 0, name)
        return truth, found, err

    def test_asterisk(self):
        for seed in (1, 2, 3):
            with self.subTest(seed=seed):
                truth, found, _ = self.replay("asterisk", seed, "queue_log")
                self.assertGreater(len(found), self.N)
                self.assertEqual({row["outcome"] for row in truth},
                                 {"answered", "abandoned", "flowed_out", "waiting", "cut",
                                  "unqueued"})

    def test_rotated(self):
        self.truth("asterisk", 4)
        whole, _ = self.report("queue_log", "--list")
        parts, _ = self.report("rotated/queue_log.2", "rotated/queue_log.1", "rotated/queue_log",
                               "--list")
        self.assertEqual(parts, whole)

    def test_freeswitch(self):
        for seed in (1, 2, 3):
            with self.subTest(seed=seed):
                _, found, _ = self.replay("freeswitch", seed, "cdr.csv")
                self.assertGreater(len(found), 0.9 * self.N)

    def test_figures(self):
        """The report counts what the list tells."""
        for kind, name in (("asterisk", "queue_log"), ("freeswitch", "cdr.csv")):
            self.truth(kind, 5)
            calls, _ = self.listed(name)
            for queue in sorted({call["queue"] for call in calls} - {""}):
                here = [call for call in calls if call["queue"] == queue]
                count = Counter(call["outcome"] for call in here)
                waits = [float(call["wait_ms"]) for call in here if call["outcome"] == "answered"]
                found = self.by_metric(name, "--where", f"queue={queue}", "--within", "20s")
                self.counts(found, answered=count["answered"], abandoned=count["abandoned"],
                            flowed_out=count["flowed_out"], waiting=count["waiting"],
                            rings=sum(int(call["rings"]) for call in here),
                            transfers=sum(int(call["transfers"]) for call in here))
                self.assertAlmostEqual(found["asa_ms"]["value"], sum(waits) / len(waits), delta=1e-6)
                level = found[("service_level", "20s")]
                self.assertEqual((level["within"], level["n"]),
                                 (sum(wait <= 20000 for wait in waits),
                                  count["answered"] + count["abandoned"]))


if __name__ == "__main__":
    program.main()
