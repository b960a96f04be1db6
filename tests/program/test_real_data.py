# SPDX-License-Identifier: MIT
"""Data whose figures are known from elsewhere: the survey of an airport's passengers, the incidents
of an IT company, the calls of a fire department, those of a bank, the invoices of a gift shop.

The files are not part of the project; without them, the tests say so and are skipped.
POSTVENTA_DATA names the directory that holds sfo-survey-2017/ and the others."""
import gzip
import os
import unittest

import program
import reference

DATA = os.environ.get("POSTVENTA_DATA") or os.path.join(
    program.SOURCES, "..", "..", "..", "shared", "data")
FILE = os.path.abspath(os.path.join(DATA, "sfo-survey-2017", "sfo_survey_2017.csv"))
INCIDENTS = os.path.abspath(os.path.join(DATA, "uci-incidents", "incidents.csv.gz"))
CALLS = os.path.abspath(os.path.join(DATA, "sffd-calls", "sffd_calls.csv.gz"))
EVENTS = os.path.abspath(os.path.join(DATA, "uci-incidents", "incident_event_log.csv.gz"))
BANK = os.path.abspath(os.path.join(DATA, "bank-calls", "bank_calls_feb_01_14.csv.gz"))
INVOICES = os.path.abspath(os.path.join(DATA, "online-retail", "invoices.csv.gz"))
MINUTE = 60000


@unittest.skipUnless(os.path.exists(FILE), "the file sfo_survey_2017.csv is not there")
class Airport(program.ProgramTest):
    FIGURES = ["--nps", "NETPRO", "--csat", "Q7ALL", "--ces", "Q14FIND:1-5:ease", "--missing",
               "Q7ALL=Blank"]

    def near(self, found, **expected):
        for name, value in expected.items():
            if isinstance(value, int):
                self.assertEqual(found[name], value, name)
            else:
                self.assertAlmostEqual(found[name], value, delta=5e-7, msg=name)

    def test_figures(self):
        nps, csat, ces = self.metrics(FILE, *self.FIGURES)
        self.near(nps, value=39.839767, lower=37.189417, upper=42.418841, std_error=1.334137,
                  n=2746, missing=1, invalid=84, promoters=1436, passives=968, detractors=342)
        self.near(csat, value=0.82068452, lower=0.805728, upper=0.834726, mean=4.0643601,
                  n=2688, missing=143, invalid=0)
        self.near(ces, value=4.413343, n=2683, missing=0, invalid=148)

    def test_report(self):
        out, _ = self.survey(FILE, *self.FIGURES, "--quiet")
        for text in ("NPS  +40  [+37, +42]  very good", "n 2,746 · missing 1 · invalid 84",
                     "82.1%  [80.6%, 83.5%]  fair target", "4.41  [4.38, 4.44]"):
            self.assertIn(text, out)
        out, _ = self.survey(FILE, *self.FIGURES, "--quiet", "--lang", "es")
        for text in ("NPS  +40  [+37; +42]  muy bueno", "n 2.746 · sin respuesta 1",
                     "82,1 %  [80,6 %; 83,5 %]", "4,41  [4,38; 4,44]"):
            self.assertIn(text, out)

    def test_groups_and_parts(self):
        whole = self.metrics(FILE, *self.FIGURES)
        grouped = self.metrics(FILE, *self.FIGURES, "--by", "BAREA")
        self.assertEqual([one for one in grouped if one["group"] is None], whole)
        for saq in "0123":
            self.survey(FILE, *self.FIGURES, "--where", f"SAQ={saq}", "--save-state", saq, "--quiet")
        files = [word for saq in "0123" for word in ("--merge", saq)]
        self.assertEqual(self.metrics(*files), whole)

    def test_comparison(self):
        difference = self.metrics(FILE, "--nps", "NETPRO", "--compare", "SAQ=1,2")[2]
        self.assertAlmostEqual(difference["value"], 5.60, delta=0.5)
        self.assertEqual(difference["p_value"] < 0.05,
                         not difference["lower"] <= 0 <= difference["upper"])


class Unpacked(program.ProgramTest):
    COMMAND = "durations"
    PACKED = None

    def setUp(self):
        super().setUp()
        with gzip.open(self.PACKED) as file:
            self.write("data.csv", file.read())


@unittest.skipUnless(os.path.exists(INCIDENTS), "the file incidents.csv.gz is not there")
class Incidents(Unpacked):
    PACKED = INCIDENTS
    HOW = ["--time-format", "%d/%m/%Y %H:%M", "--missing", "?"]
    RESOLVED = ["data.csv", "--from", "opened_at", "--to", "resolved_at", *HOW]
    CLOSED = ["data.csv", "--from", "opened_at", "--to", "closed_at", *HOW]

    def test_resolved(self):
        got = self.metric(*self.RESOLVED)
        self.assertEqual((got["n"], got["missing"], got["rejected"], got["invalid"]),
                         (23362, 1556, 0, 0))
        self.assertEqual(got["value"], 1326 * MINUTE)
        self.assertAlmostEqual(got["mean"] / MINUTE, 10690.294923, delta=5e-7)
        self.assertEqual(got["percentiles"]["90"]["value"], 22893 * MINUTE)
        self.assertEqual(got["max"], 484210 * MINUTE)
        self.assertTrue(got["exact"])
        self.assertLess(got["lower"], got["value"])
        self.assertGreater(got["upper"], got["value"])
        linear = self.metric(*self.RESOLVED, "--percentile-type", "7")["percentiles"]["90"]
        self.assertAlmostEqual(linear["value"] / MINUTE, 22892.9, delta=1e-6)

    def test_closed(self):
        got = self.metric(*self.CLOSED)
        self.assertEqual((got["n"], got["missing"]), (24918, 0))
        self.assertEqual(got["value"], 8752 * MINUTE)
        self.assertAlmostEqual(got["mean"] / MINUTE, 18919.718035, delta=5e-7)

    def test_parts(self):
        whole = self.metric(*self.RESOLVED, "--within", "1d")
        grouped = self.metrics(*self.RESOLVED, "--within", "1d", "--by", "priority")
        self.assertEqual(grouped[-1], whole)
        self.assertEqual(sum(one["n"] for one in grouped[:-1]), whole["n"])
        for priority in "1234":
            self.report(*self.RESOLVED, "--within", "1d", "--where", f"priority={priority}",
                        "--save-state", priority, "--quiet")
        merged = self.metric(*[word for priority in "1234" for word in ("--merge", priority)])
        self.assertFalse(merged["exact"])
        for key in ("n", "missing", "mean", "mean_lower", "std_dev", "min", "max", "within"):
            self.assertEqual(merged[key], whole[key], key)
        for a, b in [(merged, whole)] + [(merged["percentiles"][p], whole["percentiles"][p])
                                         for p in ("90", "95", "99")]:
            self.assertAlmostEqual(a["value"] / b["value"], 1, delta=0.004)

    def test_report(self):
        out, _ = self.report(*self.RESOLVED, "--within", "1d")
        for text in ("median      22 h 6 min  [21 h 1 min, 22 h 55 min]", "15 d 22 h",
                     "n 23,362 · missing 1,556 · rejected 0 · invalid 0", "it misleads",
                     "51.7%  [51.0%, 52.3%]", "12,072", "◂ median"):
            self.assertIn(text, out)

    def test_comparison(self):
        low, high, median, order = self.metrics(*self.RESOLVED, "--compare", "priority=4,1")
        self.assertEqual(median["value"], low["value"] - high["value"])
        self.assertEqual((median["p_value"], order["method"]), (None, "brunner_munzel"))
        self.assertEqual(order["p_value"] < 0.05, not order["lower"] <= 0 <= order["upper"])


@unittest.skipUnless(os.path.exists(CALLS), "the file sffd_calls.csv.gz is not there")
class Calls(Unpacked):
    PACKED = CALLS
    ARRIVAL = ["data.csv", "--id", "call_number", "--from", "received_timestamp", "--to",
               "on_scene_timestamp"]

    def test_arrival_by_call(self):
        got = self.metric(*self.ARRIVAL, "--within", "600s")
        self.assertEqual((got["n"], got["missing"], got["rejected"], got["invalid"]),
                         (6779, 2210, 0, 0))
        self.assertEqual(got["value"], 363000)
        self.assertAlmostEqual(got["mean"] / 1000, 472.665879, delta=1e-6)
        self.assertEqual(got["percentiles"]["90"]["value"], 809000)
        self.assertEqual(got["within"]["600s"]["count"], 5522)
        self.assertAlmostEqual(got["within"]["600s"]["value"], 0.81457442, delta=5e-9)

    def test_report(self):
        out, _ = self.report(*self.ARRIVAL, "--within", "600s", "--lang", "es")
        for text in ("mediana         6 min 3 s", "hasta 10 min       81,5 %", "5.522",
                     "n 6.779 · faltan 2.210"):
            self.assertIn(text, out)

    def test_clock_skew(self):
        out, err = self.report("data.csv", "--from", "received_timestamp", "--to",
                               "entry_timestamp", "--format", "csv")
        self.assertEqual(out.splitlines()[1].split(",")[8], "2")
        self.assertIn("-3 h 38 min: it ends before it begins", err)


@unittest.skipUnless(os.path.exists(BANK), "the file bank_calls_feb_01_14.csv.gz is not there")
class Bank(Unpacked):
    PACKED = BANK
    COMMAND = "calls"
    ROWS = ["data.csv", "--outcome", "outcome", "--answered", "AGENT", "--abandoned", "HANG",
            "--ignore", "PHANTOM", "--wait", "q_time", "--talk", "ser_time", "--unit", "s"]
    LIMITS = ["--within", "20s,30s,60s"]

    def by_metric(self, *args):
        return {one["metric"] + (one["variant"] or ""): one for one in self.metrics(*args)}

    def test_figures(self):
        found = self.by_metric(*self.ROWS, *self.LIMITS)
        for name, value in (("offered", 16273), ("answered", 14405), ("abandoned", 1868),
                            ("unqueued", 1040), ("patience_ms", 296000)):
            self.assertEqual(found[name]["value"], value, name)
        for limit, within in (("20s", 9163), ("30s", 9965), ("60s", 11592)):
            self.assertEqual(found["service_level" + limit]["within"], within)
        self.assertAlmostEqual(found["service_level20s"]["value"], 0.56307995, delta=5e-9)
        self.assertAlmostEqual(found["abandonment"]["value"], 0.11479137, delta=5e-9)
        self.assertAlmostEqual(found["asa_ms"]["value"] / 1000, 34.405345, delta=5e-7)
        self.assertAlmostEqual(found["talk_ms"]["value"] / 1000, 166.856161, delta=5e-7)
        self.assertAlmostEqual(found["patience_survival60s"]["value"], 0.808548, delta=5e-7)

    def test_parts(self):
        whole = self.metrics(*self.ROWS, *self.LIMITS)
        types = ("PS", "PE", "IN", "NE", "NW", "TT")
        for one in types:
            self.report(*self.ROWS, *self.LIMITS, "--where", f"type={one}", "--save-state", one,
                        "--quiet")
        merged = self.metrics(*[word for one in types for word in ("--merge", one)])
        self.assertEqual([one["value"] for one in merged], [one["value"] for one in whole])

    def test_list(self):
        """What --list writes gives the same figures."""
        out, _ = self.report(*self.ROWS, "--list", "--quiet")
        self.write("list.csv", out)
        again = self.by_metric("list.csv", "--outcome", "outcome", "--wait", "wait_ms", "--talk",
                               "talk_ms", "--unit", "ms", *self.LIMITS)
        for name, one in self.by_metric(*self.ROWS, *self.LIMITS).items():
            self.assertEqual(one["value"], again[name]["value"], name)

    def test_report(self):
        out, err = self.report(*self.ROWS, *self.LIMITS)
        for text in ("service level, 20 s                       56.3%  [55.5%, 57.1%]",
                     "4 min 56 s  [4 min 1 s, 5 min 22 s]", "answered later 32.2%", "16,273"):
            self.assertIn(text, out)
        self.assertIn("rows that are no calls, left out: 143", err)
        self.assertIn("never in the queue and not offered: 1040", err)


@unittest.skipUnless(os.path.exists(BANK), "the file bank_calls_feb_01_14.csv.gz is not there")
class BankContacts(Unpacked):
    COMMAND = "contacts"
    PACKED = BANK
    CONTACTS = ["data.csv", "--customer", "customer_id", "--missing", "customer_id=0", "--where",
                "outcome!=PHANTOM", "--time", "date+vru_entry", "--time-format",
                "%y%m%d %H:%M:%S", "--as-of", "1999-02-15 00:00"]

    def test_first_contact_resolution(self):
        fcr, free = self.metrics(*self.CONTACTS)
        self.assertAlmostEqual(fcr["value"], 0.60532544, delta=5e-9)
        self.assertEqual((fcr["n"], fcr["resolved"], fcr["not_yet_eligible"], fcr["openers"]),
                         (1690, 1023, 1155, 2845))
        self.assertEqual((fcr["contacts"], fcr["excluded"], fcr["invalid"]), (6286, 11027, 0))
        self.assertEqual((fcr["repeat_free"], fcr["since"]), (free["value"], "1999-02-01T07:40:46Z"))

    def test_parts_by_customer(self):
        whole = self.metrics(*self.CONTACTS)
        words = []
        for digit in range(10):
            name = f"part{digit}"
            self.report(*self.CONTACTS, "--where", f"customer_id=C{digit}*", "--save-state", name)
            words += ["--merge", name]
        self.report(*self.CONTACTS, "--where", "customer_id=0", "--save-state", "nobody")
        merged = self.metrics(*words, "--merge", "nobody", "--as-of", "1999-02-15")
        self.assertEqual(merged, whole)

    def test_report(self):
        out, _ = self.report(*self.CONTACTS)
        for text in ("60.5%  [58.2%, 62.8%]  n 1,690", "window not over          1,155"):
            self.assertIn(text, out)


@unittest.skipUnless(os.path.exists(INVOICES), "the file invoices.csv.gz is not there")
class GiftShop(Unpacked):
    COMMAND = "retention"
    PACKED = INVOICES
    ROWS = ["data.csv", "--customer", "customer_id", "--time", "invoice_time"]
    SALES = [*ROWS, "--where", "invoice_no!=C*"]

    def cohorts(self, *args):
        got = self.metrics(*args)[0]
        return got, {one["cohort"]: one["retained"] for one in got["cohorts"]}

    def test_cohorts(self):
        got, cohorts = self.cohorts(*self.ROWS)
        self.assertEqual((got["customers"], got["rows"], got["no_customer"], got["invalid"]),
                         (4372, 25900, 3710, 0))
        self.assertEqual(cohorts["2010-12"],
                         [948, 362, 317, 367, 341, 376, 360, 336, 336, 374, 354, 474, 260])
        self.assertEqual(cohorts["2011-01"],
                         [421, 101, 119, 102, 138, 126, 110, 108, 131, 146, 155, 63])
        self.assertEqual(got["until"], "2011-12-09T12:50:00Z")
        for one in got["cohorts"]:  # December 2011 has nine days
            self.assertEqual(one["complete"], [True] * (len(one["rate"]) - 1) + [False])
            self.assertIsNone(one["rate"][-1])
        self.assertEqual((got["n"], got["average_n"][11]), (4010, 948))
        self.assertAlmostEqual(got["value"], 1088 / 4010, delta=1e-15)
        self.assertAlmostEqual(got["value"], 0.27132170, delta=5e-9)
        self.assertAlmostEqual(got["average"][11], 474 / 948, delta=1e-15)

    def test_without_cancellations(self):
        got, cohorts = self.cohorts(*self.SALES)
        self.assertEqual(got["customers"], 4339)
        self.assertEqual(cohorts["2010-12"],
                         [885, 324, 286, 340, 321, 352, 321, 309, 313, 350, 331, 445, 235])

    def test_movement(self):
        before = 0
        for one in self.metrics(*self.ROWS)[0]["movement"]:
            self.assertEqual(one["active"], before + one["new"] + one["back"] - one["lost"])
            self.assertEqual(one["active"], one["retained"] + one["new"] + one["back"])
            before = one["active"]

    def test_parts(self):
        """By time, so that most customers are in several; by country, of which eight have two."""
        whole = self.metrics(*self.ROWS, "--amount", "amount_gbp")
        words = []
        for year in ("2010", "2011-0", "2011-1"):
            self.report(*self.ROWS, "--amount", "amount_gbp", "--where", f"invoice_time={year}*",
                        "--save-state", year)
            words += ["--merge", year]
        self.assertEqual(self.metrics(*words), whole)
        grouped = self.metrics(*self.ROWS, "--amount", "amount_gbp", "--by", "country")
        self.assertEqual([{**one, "by": None} for one in grouped if one["group"] is None], whole)
        customers = sum(one["customers"] for one in grouped
                        if one["metric"] == "retention" and one["group"] is not None)
        self.assertEqual(customers, 4372 + 8)

    def test_report(self):
        out, _ = self.report(*self.ROWS)
        for text in ("2010-12    948 ▓ 38 ▓ 33 ▓ 39 ▓ 36 ▓ 40 ▓ 38 ▓ 35 ▓ 35 ▓ 39 ▓ 37 █ 50 (260)",
                     "2011-11    321  (43)", "all      4,372 ▒ 27",
                     "2011-12     686   41   202  1,268     443   not over",
                     "active after 1 month, all cohorts     27.1%  [25.8%, 28.5%]  n 4,010",
                     "until 2011-12-09 12:50: 2011-12 is not over"):
            self.assertIn(text, out)
        out, _ = self.report(*self.ROWS, "--cells", "count", "--lang", "es")
        self.assertIn("2010-12     948 ▓362 ▓317 ▓367 ▓341 ▓376 ▓360 ▓336 ▓336 ▓374 ▓354 █474 (260)",
                      out)


class TicketsUnpacked(Unpacked):
    COMMAND = "tickets"

    def found(self, *args):
        return {one["metric"] + (":" + one["variant"] if one["variant"] else ""): one
                for one in self.metrics(*args, "--quiet")}


@unittest.skipUnless(os.path.exists(INCIDENTS), "the file incidents.csv.gz is not there")
class IncidentTickets(TicketsUnpacked):
    PACKED = INCIDENTS
    ROWS = ["data.csv", "--opened", "opened_at", "--resolved", "resolved_at", "--closed",
            "closed_at", "--reopens", "reopen_count", "--transfers", "reassignment_count", "--met",
            "made_sla", *Incidents.HOW]

    def test_figures(self):
        got, known = self.found(*self.ROWS), reference.incidents()
        self.assertEqual((got["met"]["hits"], got["met"]["n"]), (known["met"], known["n"]))
        self.assertAlmostEqual(got["met"]["value"], 0.634200, delta=5e-7)
        self.assertAlmostEqual(got["reopened"]["value"], 0.011036, delta=5e-7)
        self.assertEqual(got["reopened"]["reopens"], known["reopens"])
        self.assertEqual(round(got["transferred"]["value"] * known["n"]), known["transferred"])
        self.assertEqual(got["transferred"]["transfers"], known["transfers"])
        self.assertEqual(got["resolved_by_close"]["value"], known["resolved_by_close"])
        self.assertEqual((got["open"]["value"], got["no_first_response"]["value"]), (0, known["n"]))
        last, resolution = got["resolution_ms"], known["resolution"]
        self.assertEqual((last["n"], last["value"], last["p90"], last["max"], last["exact"]),
                         (24918, 1545 * MINUTE, resolution["p90"] * MINUTE,
                          resolution["max"] * MINUTE, True))
        self.assertEqual(last["value"], resolution["median"] * MINUTE)
        self.assertAlmostEqual(last["mean"] / MINUTE, 10640.140782, delta=5e-7)

    def test_parts(self):
        how = [*self.ROWS, "--as-of", "2017-03-01", "--sla", "resolution=8h", "--from",
               "2016-03-01", "--ages", "7d"]
        whole = self.found(*how)
        for priority in "1234":
            self.report(*how, "--where", f"priority={priority}", "--save-state", priority, "--quiet")
        merged = self.found(*[word for priority in "1234" for word in ("--merge", priority)])
        self.assertEqual(sorted(merged), sorted(whole))
        for name, one in merged.items():
            for key in ("n", "mean", "min", "max", "met", "breached_closed", "events", "ages"):
                self.assertEqual(one.get(key), whole[name].get(key), (name, key))
            if not name.endswith("_ms") or "survival" in name:
                self.assertEqual(one["value"], whole[name]["value"], name)
        self.assertEqual(whole["open_start"]["value"] + whole["received"]["value"],
                         whole["closed"]["value"] + whole["open_end"]["value"])

    def test_report(self):
        out, _ = self.report(*self.ROWS, "--sla", "resolution=8h")
        for text in ("resolution               1 d 2 h  [1 d 1 h, 1 d 3 h]     n 24,918",
                     "met, as recorded           63.4%  [62.8%, 64.0%]", "reopened",
                     "closed, not resolved     1,556", "as of 2017-02-18 15:00", "◂ median",
                     "█ met 42.1%"):
            self.assertIn(text, out)


@unittest.skipUnless(os.path.exists(EVENTS), "the file incident_event_log.csv.gz is not there")
class IncidentLog(TicketsUnpacked):
    PACKED = EVENTS
    STATES = ("New=new,Active=open,Awaiting User Info=pending,Awaiting Vendor=hold,Awaiting "
              "Problem=hold,Awaiting Evidence=pending,Resolved=resolved,Closed=closed")
    LOG = ["data.csv", "--log-time", "sys_updated_at", "--id", "number", "--opened", "opened_at",
           "--state", "incident_state", "--states", STATES, "--first-reply-when",
           "incident_state!=New", "--met", "made_sla", *Incidents.HOW]

    def test_first_response(self):
        got, known = self.found(*self.LOG), reference.incident_first_moves(reference.incident_logs())
        first = got["first_response_ms"]
        self.assertEqual((first["n"], got["unanswered"]["value"], first["value"]),
                         (24916, 2, 21 * MINUTE))
        self.assertEqual((first["n"], first["value"], first["p90"], first["min"], first["max"]),
                         (known["n"], known["median"] * MINUTE, known["p90"] * MINUTE,
                          known["min"] * MINUTE, known["max"] * MINUTE))
        self.assertAlmostEqual(first["mean"] / MINUTE, known["mean"], delta=5e-7)
        self.assertEqual(got["met"]["hits"], reference.incidents()["met"])

    def test_time_by_state(self):
        """As the reference has it, but for events from before the opening: they are left out, and
        the ticket is new until the next."""
        got, known = self.found(*self.LOG), {}
        logs = reference.incident_logs().values()
        for opened, events in logs:
            later = [event for event in events if event[0] >= opened]
            for state, time in reference.state_times(opened, later).items():
                known[state] = known.get(state, 0) + time
        states = {name.partition(":")[2]: one for name, one in got.items()
                  if name.startswith("state_ms:")}
        self.assertEqual({name: one["value"] for name, one in states.items()
                          if name != "Closed"},
                         {name: time * MINUTE for name, time in known.items()
                          if name not in ("Closed", "-100")})
        waits = {"requester_wait_ms": ("New", "Active", "Awaiting Vendor", "Awaiting Problem"),
                 "agent_wait_ms": ("Awaiting User Info", "Awaiting Evidence"),
                 "on_hold_ms": ("Awaiting Vendor", "Awaiting Problem")}
        for name, of_states in waits.items():
            total = sum(known[state] for state in of_states)
            self.assertEqual(got[name]["n"], 24918)
            self.assertAlmostEqual(got[name]["mean"] * 24918 / MINUTE, total, delta=1e-3, msg=name)

    def test_what_was_left_out(self):
        out, err = self.report(*self.LOG)
        counts, odd = self.found(*self.LOG)["tickets"], reference.incident_states(
            reference.incident_logs())
        self.assertEqual((counts["events"], counts["unknown_states"], counts["events_out_of_order"],
                          counts["events_before_opening"]),
                         (141712, odd["unknown_states"], odd["out_of_order"], odd["before_opened"]))
        for text in ("data.csv:115643: incident_state: “-100” is no state of --states",
                     "5 unknown states in all", "put in order: 1",
                     "data.csv:330: sys_updated_at: 2016-02-29 07:27 is before the ticket was opened",
                     "5 such events left out in all"):
            self.assertIn(text, err)
        for text in ("first response               21 min  [19 min, 22 min]", "Time by state",
                     "Awaiting User Info", "events left out: 5",
                     "events with an unknown state, which changed none: 5"):
            self.assertIn(text, out)


@unittest.skipUnless(os.path.exists(CALLS), "the file sffd_calls.csv.gz is not there")
class CallTickets(TicketsUnpacked):
    PACKED = CALLS

    def test_two_figures_with_two_names(self):
        """Of those that arrived, so many did in time; of all, so many."""
        got = self.found("data.csv", "--id", "call_number", "--opened", "received_timestamp",
                         "--first-reply", "on_scene_timestamp", "--sla", "first=600s", "--within",
                         "600s")
        within, sla = got["first_response_within:600s"], got["sla:first=10min"]
        self.assertEqual((within["at_least"], within["n"]), (5522, 6779))
        self.assertAlmostEqual(within["value"], 0.81457442, delta=5e-9)
        self.assertEqual((sla["met"], sla["n"], sla["pending"]), (5522, 8989, 0))
        self.assertAlmostEqual(sla["value"], 0.61430637, delta=5e-9)
        self.assertEqual(got["first_response_ms"]["value"], 363000)
        self.assertEqual(sla["breached_open"], got["unanswered"]["value"])


if __name__ == "__main__":
    program.main()
