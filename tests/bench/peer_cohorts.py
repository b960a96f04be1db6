# SPDX-License-Identifier: MIT
"""W6: the triangle of retention: customers of each month of arrival, by how many months later they
were active."""
import numpy

from peer import Way, clickhouse, duckdb, equal, numbers

MONTHS = 36
TASK = "W6 triangle of cohorts"


class Answers:
    def __init__(self, data):
        self.triangle = data.column("triangle").reshape(MONTHS, MONTHS)

    def check(self, cells):
        """Rows of cohort, age and count."""
        triangle = numpy.zeros((MONTHS, MONTHS), numpy.uint64)
        cohort, age, count = (numpy.asarray(column).astype(numpy.int64) for column in cells)
        triangle[cohort, age] = count
        equal(triangle, self.triangle, "triangle")


def with_clickhouse(data):
    query, answers = clickhouse(data, ["customer", "month"]), Answers(data)
    words = ("SELECT bitPositionsToArray(groupBitOr(bitShiftLeft(toUInt64(1), month))) AS active "
             "FROM rows GROUP BY customer")
    yield Way(TASK, "ClickHouse", "groupBitOr, a word a customer",
              lambda: numbers(query("SELECT active[1] AS cohort, arrayJoin(active) - cohort AS age, "
                                    f"count() FROM ({words}) GROUP BY cohort, age")).T,
              answers.check)
    yield Way(TASK, "ClickHouse", "join with first month, uniqExact",
              lambda: numbers(query(
                  "SELECT cohort, month - cohort AS age, uniqExact(customer) FROM rows JOIN "
                  "(SELECT customer, min(month) AS cohort FROM rows GROUP BY customer) AS first "
                  "USING customer GROUP BY cohort, age")).T,
              answers.check)


def with_duckdb(data):
    query, answers = duckdb(data, ["customer", "month"]), Answers(data)

    def columns(text):
        return list(query(text).values())
    yield Way(TASK, "DuckDB", "bit_or, a word a customer",
              lambda: columns(
                  "WITH words AS (SELECT bit_or(1::UBIGINT << month) AS word FROM rows "
                  "GROUP BY customer), months AS (SELECT unnest(range(36)) AS month), "
                  "kinds AS (SELECT word, count(*) AS n FROM words GROUP BY word), "
                  "firsts AS (SELECT word, n, min(month) AS cohort FROM kinds, months "
                  "WHERE word >> month & 1 = 1 GROUP BY word, n) "
                  "SELECT cohort, month - cohort AS age, sum(n)::BIGINT FROM firsts, months "
                  "WHERE word >> month & 1 = 1 GROUP BY ALL"),
              answers.check)
    yield Way(TASK, "DuckDB", "join with first month, count(DISTINCT)",
              lambda: columns(
                  "WITH firsts AS (SELECT customer, min(month) AS cohort FROM rows "
                  "GROUP BY customer) SELECT cohort, month - cohort AS age, "
                  "count(DISTINCT customer) FROM rows JOIN firsts USING (customer) GROUP BY ALL"),
              answers.check)


def with_pandas(data):
    import pandas
    frame = pandas.DataFrame({name: data.column(name) for name in ("customer", "month")})
    answers = Answers(data)

    def by_matrix():
        codes, customers = pandas.factorize(frame.customer)
        active = numpy.zeros((len(customers), MONTHS), bool)
        active[codes, frame.month] = True
        cohort, cells = active.argmax(1), []
        for first in range(MONTHS):
            count = active[cohort == first].sum(0)
            cells += [(first, month - first, count[month]) for month in range(first, MONTHS)]
        return numpy.array(cells).T

    def by_first():
        distinct = frame.drop_duplicates()
        cohort = distinct.groupby("customer").month.transform("min")
        count = distinct.groupby([cohort.rename("cohort"), distinct.month - cohort]).size()
        return count.index.get_level_values(0), count.index.get_level_values(1), count
    yield Way(TASK, "pandas", "factorize, a matrix of booleans", by_matrix, answers.check)
    yield Way(TASK, "pandas", "drop_duplicates, transform(min)", by_first, answers.check)


def with_polars(data):
    import polars
    frame = polars.DataFrame({name: data.column(name) for name in ("customer", "month")}).lazy()
    answers = Answers(data)

    def run():
        month = polars.col("month")
        return (frame.unique().with_columns(cohort=month.min().over("customer"))
                .group_by("cohort", (month - polars.col("cohort")).alias("age")).len()
                .collect().to_numpy().T)
    yield Way(TASK, "Polars", "unique, min over customer", run, answers.check)


PEERS = {"clickhouse": with_clickhouse, "duckdb": with_duckdb, "pandas": with_pandas,
         "polars": with_polars}
