# SPDX-License-Identifier: MIT
"""What the comparisons with other programs share: columns from files, engines with one thread, and
times: of the processor, the median of several runs after one whose answer is checked."""
import dataclasses
import json
import os
import pathlib
import statistics
import tempfile
import time
import typing

import numpy

ROUNDS, PATIENCE = 5, 6    # runs, and seconds after which there are no more of them


@dataclasses.dataclass
class Way:
    """A peer's way of doing what a task asks."""

    task: str
    peer: str
    how: str                 # shown: function, query or setting
    run: typing.Callable     # answers what check takes
    check: typing.Callable   # raises where the answer is wrong; may answer a remark, such as an error
    items: int = 0           # 0: as many as the data have rows


class Data:
    """Columns that bench_data wrote: a file each, named after its type."""

    def __init__(self, directory, rows):
        self.directory, self.rows = pathlib.Path(directory), rows

    def path(self, name):
        return next(self.directory.glob(name + ".*"))

    def column(self, name):
        path = self.path(name)
        return numpy.fromfile(path, path.suffix[1:])

    def types(self, names):
        return {name: self.path(name).suffix[1:] for name in names}

    def table(self, names):
        import pyarrow
        return pyarrow.table({name: self.column(name) for name in names})


def expect(condition, what):
    if not condition:
        raise SystemExit(f"wrong answer: {what}")


def equal(answer, truth, what="answer"):
    answer, truth = numpy.asarray(answer), numpy.asarray(truth)
    expect(answer.shape == truth.shape and bool((answer == truth).all()), what)


def close(answer, truth, error, what="answer"):
    """Within a relative error."""
    answer, truth = numpy.asarray(answer, float), numpy.asarray(truth, float)
    expect(answer.shape == truth.shape and bool((abs(answer / truth - 1) <= error).all()),
           f"{what}: {answer}, not {truth}")


def duckdb(data, names):
    """A function that answers a query's rows, about a table "rows" in memory."""
    import duckdb as engine
    connection = engine.connect(config={"threads": 1, "memory_limit": "3GB",
                                        "temp_directory": tempfile.mkdtemp(dir=data.directory)})
    source = data.table(names)    # found by its name in the statement
    connection.execute("CREATE TABLE rows AS SELECT * FROM source")
    return lambda query: connection.execute(query).fetchnumpy()


def clickhouse(data, names):
    """The same; a row is a list."""
    from chdb import session
    engine = session.Session(tempfile.mkdtemp(dir=data.directory))
    source = data.table(names)    # found by its name in the statement
    kinds = {"uint8": "UInt8", "uint16": "UInt16", "uint64": "UInt64", "int64": "Int64"}
    columns = ", ".join(f"{name} {kinds[kind]}" for name, kind in data.types(names).items())
    engine.query("CREATE DATABASE IF NOT EXISTS peers ENGINE=Atomic")
    engine.query("USE peers")
    engine.query(f"CREATE TABLE rows ({columns}) ENGINE=Memory")
    engine.query(f"INSERT INTO rows SELECT {', '.join(names)} FROM Python(source) "
                 "SETTINGS max_threads=1")    # in order

    def query(text):
        out = engine.query(text + " SETTINGS max_threads=1", "JSONCompact")
        return json.loads(str(out), parse_int=int)["data"]
    query.command = engine.query
    return query


def numbers(rows):
    """Rows of an engine that writes large integers as text."""
    return numpy.array([[float(value) for value in row] for row in rows])


def peak_memory():
    """MiB."""
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def measure(way, rows):
    """A row of the results."""
    took = []
    begin = time.process_time()
    remark = way.check(way.run())
    first = time.process_time() - begin
    while len(took) < ROUNDS and (not took or first + sum(took) < PATIENCE):
        begin = time.process_time()
        way.run()
        took.append(time.process_time() - begin)
    return {"task": way.task, "peer": way.peer, "how": way.how, "remark": remark or "",
            "ns": statistics.median(took) / (way.items or rows) * 1e9, "rows": rows,
            "runs": len(took)}


def one_thread():
    """To be called before an engine is loaded."""
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS",
                 "ARROW_NUM_THREADS"):
        os.environ[name] = "1"
