# SPDX-License-Identifier: MIT
"""W7: open seconds between two columns of instants, Monday to Friday 9 to 18 o'clock in Madrid, by
a closed form: open seconds since an old Monday at the end less those at the begin. No clock of
Madrid changes while it is open."""
import numpy

from peer import Way, clickhouse, duckdb, equal, numbers

TASK = "W7 business time"
OPENING, OPEN = 9 * 3600, 9 * 3600    # seconds of a day
DAY, DAYS_TO_MONDAY = 86400, 3    # 1970-01-01 was a Thursday


class Answers:
    def __init__(self, data):
        self.seconds = data.column("open")

    def check(self, answer):
        equal(answer, self.seconds, "open seconds of every ticket")

    def check_sum(self, answer):
        equal(answer, self.seconds.sum(), "open seconds of all tickets")


def before(day, second, least, most):
    """Open seconds before a second of a day, in SQL; days are counted from a Monday."""
    return (f"(({day}) // 7 * 5 + {least}(({day}) % 7, 5)) * {OPEN} + "
            f"CASE WHEN ({day}) % 7 < 5 THEN {least}({most}({second} - {OPENING}, 0), {OPEN}) "
            "ELSE 0 END")


def with_clickhouse(data):
    query, answers = clickhouse(data, ["created", "replied"]), Answers(data)

    def until(name):
        # A local time's seconds, as if it were UTC.
        local = f"({name} + timeZoneOffset(toDateTime({name}, 'Europe/Madrid')))"
        return before(f"intDiv({local}, {DAY}) + {DAYS_TO_MONDAY}", f"{local} % {DAY}", "least",
                      "greatest").replace("//", "DIV")
    difference = f"({until('replied')}) - ({until('created')})"
    one_by_one = numbers(query(f"SELECT {difference} FROM rows LIMIT 100000"))[:, 0]
    equal(one_by_one, answers.seconds[:100000], "open seconds of a ticket")
    yield Way(TASK, "ClickHouse", "closed form, timeZoneOffset",
              lambda: int(query(f"SELECT sum({difference}) FROM rows")[0][0]), answers.check_sum)


def with_duckdb(data):
    query, answers = duckdb(data, ["created", "replied"]), Answers(data)

    def until(name):
        local = f"epoch(timezone('Europe/Madrid', to_timestamp({name})))::BIGINT"
        return before(f"{local} // {DAY} + {DAYS_TO_MONDAY}", f"{local} % {DAY}", "least",
                      "greatest")
    text = f"SELECT (({until('replied')}) - ({until('created')})) AS open FROM rows"
    yield Way(TASK, "DuckDB", "closed form, timezone()",
              lambda: query(f"SELECT sum(open)::BIGINT AS sum FROM ({text})")["sum"][0],
              answers.check_sum)


def with_numpy(data):
    import pandas
    columns = [pandas.to_datetime(data.column(name), unit="s", utc=True)
               for name in ("created", "replied")]
    answers = Answers(data)

    def until(instants):
        local = instants.tz_convert("Europe/Madrid").tz_localize(None).to_numpy()
        local = local.astype("datetime64[s]")
        day = local.astype("datetime64[D]")
        second = (local - day).astype(numpy.int64)
        open_today = numpy.is_busday(day) * numpy.clip(second - OPENING, 0, OPEN)
        return numpy.busday_count("1970-01-05", day) * OPEN + open_today
    yield Way(TASK, "NumPy", "busday_count; tz_convert of pandas",
              lambda: until(columns[1]) - until(columns[0]), answers.check)


PEERS = {"clickhouse": with_clickhouse, "duckdb": with_duckdb, "numpy": with_numpy}
