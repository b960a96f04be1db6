# SPDX-License-Identifier: MIT
"""W1 and W2: counts of scores, in all and by agent."""
import numpy

from peer import Way, clickhouse, duckdb, equal, numbers

LEVELS, AGENTS = 11, 1000
NPS, DISTRIBUTION, BY_AGENT = "W1 NPS, uint8", "W1 distribution, uint8", "W2 NPS by agent"


class Answers:
    def __init__(self, data):
        counts = data.column("counts_of_agents").reshape(AGENTS, LEVELS).astype(numpy.int64)
        self.of_agents = counts[:, 9:].sum(1), counts[:, :7].sum(1), counts.sum(1)
        self.distribution = counts.sum(0)
        self.nps = self.distribution[9:].sum(), self.distribution[:7].sum()

    def check_nps(self, answer):
        equal(answer, self.nps, "promoters and detractors")

    def check_distribution(self, answer):
        equal(answer, self.distribution, "distribution")

    def check_agents(self, answer):
        equal(numpy.asarray(answer), numpy.asarray(self.of_agents), "by agent")


def with_clickhouse(data):
    query, answers = clickhouse(data, ["score", "agent"]), Answers(data)
    yield Way(NPS, "ClickHouse", "countIf, countIf",
              lambda: numbers(query("SELECT countIf(score >= 9), countIf(score <= 6) FROM rows"))[0],
              answers.check_nps)
    yield Way(DISTRIBUTION, "ClickHouse", "GROUP BY score",
              lambda: numbers(query("SELECT score, count() FROM rows GROUP BY score ORDER BY score")),
              lambda answer: answers.check_distribution(answer[:, 1]))
    yield Way(BY_AGENT, "ClickHouse", "countIf, countIf, count GROUP BY agent",
              lambda: numbers(query("SELECT countIf(score >= 9), countIf(score <= 6), count() "
                                    "FROM rows GROUP BY agent ORDER BY agent")).T,
              answers.check_agents)


def with_duckdb(data):
    query, answers = duckdb(data, ["score", "agent"]), Answers(data)

    def columns(text):
        return list(query(text).values())
    yield Way(NPS, "DuckDB", "count(*) FILTER",
              lambda: columns("SELECT count(*) FILTER (score >= 9), count(*) FILTER (score <= 6) "
                              "FROM rows"),
              lambda answer: answers.check_nps([column[0] for column in answer]))
    yield Way(NPS, "DuckDB", "sum of comparisons",
              lambda: columns("SELECT sum((score >= 9)::UTINYINT)::BIGINT, "
                              "sum((score <= 6)::UTINYINT)::BIGINT FROM rows"),
              lambda answer: answers.check_nps([column[0] for column in answer]))
    yield Way(DISTRIBUTION, "DuckDB", "GROUP BY score",
              lambda: columns("SELECT score, count(*) FROM rows GROUP BY score ORDER BY score"),
              lambda answer: answers.check_distribution(answer[1]))
    yield Way(BY_AGENT, "DuckDB", "sum of comparisons GROUP BY agent",
              lambda: columns("SELECT sum((score >= 9)::UTINYINT)::BIGINT, "
                              "sum((score <= 6)::UTINYINT)::BIGINT, count(*) "
                              "FROM rows GROUP BY agent ORDER BY agent"),
              answers.check_agents)


def with_numpy(data):
    score, answers = data.column("score"), Answers(data)

    def compare(scores):
        return lambda: (numpy.count_nonzero(scores >= 9), numpy.count_nonzero(scores <= 6))

    yield Way(NPS, "NumPy", "count_nonzero of comparisons", compare(score), answers.check_nps)
    yield Way(DISTRIBUTION, "NumPy", "bincount", lambda: numpy.bincount(score, minlength=LEVELS),
              answers.check_distribution)
    agent = data.column("agent")

    def by_agent():
        cell = agent * numpy.uint16(LEVELS) + score
        counts = numpy.bincount(cell, minlength=AGENTS * LEVELS).reshape(AGENTS, LEVELS)
        return counts[:, 9:].sum(1), counts[:, :7].sum(1), counts.sum(1)
    yield Way(BY_AGENT, "NumPy", "bincount of agent and score", by_agent, answers.check_agents)
    for kind in ("int32", "float64"):
        yield Way(f"W1 NPS, {kind}", "NumPy", "count_nonzero of comparisons",
                  compare(score.astype(kind)), answers.check_nps)


def with_pandas(data):
    import pandas
    frame = pandas.DataFrame({name: data.column(name) for name in ("score", "agent")})
    answers = Answers(data)
    yield Way(NPS, "pandas", "sum of comparisons",
              lambda: ((frame.score >= 9).sum(), (frame.score <= 6).sum()), answers.check_nps)
    yield Way(DISTRIBUTION, "pandas", "value_counts",
              lambda: frame.score.value_counts().sort_index(), answers.check_distribution)

    def by_agent():
        of = pandas.DataFrame({"promoter": frame.score >= 9, "detractor": frame.score <= 6})
        of = of.groupby(frame.agent)
        sums = of.sum()
        return sums.promoter, sums.detractor, of.size()
    yield Way(BY_AGENT, "pandas", "groupby, sum of comparisons", by_agent, answers.check_agents)


def with_polars(data):
    import polars
    frame = polars.DataFrame({name: data.column(name) for name in ("score", "agent")}).lazy()
    answers, score = Answers(data), polars.col("score")
    sums = [(score >= 9).sum().alias("promoters"), (score <= 6).sum().alias("detractors")]
    yield Way(NPS, "Polars", "sum of comparisons", lambda: frame.select(sums).collect().row(0),
              answers.check_nps)
    yield Way(DISTRIBUTION, "Polars", "group_by, len",
              lambda: frame.group_by("score").len().sort("score").collect()["len"].to_numpy(),
              answers.check_distribution)
    yield Way(BY_AGENT, "Polars", "group_by, sum of comparisons",
              lambda: frame.group_by("agent").agg(*sums, polars.len()).sort("agent").collect()
              .drop("agent").to_numpy().T, answers.check_agents)


PEERS = {"clickhouse": with_clickhouse, "duckdb": with_duckdb, "numpy": with_numpy,
         "pandas": with_pandas, "polars": with_polars}
