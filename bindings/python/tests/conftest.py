# SPDX-License-Identifier: MIT
"""What the tests share: options, how hypothesis searches, and the log that tests/run reads."""
import json
import os
import pathlib
import subprocess
import sys
import zipfile

import hypothesis
import pytest

os.environ["MPLBACKEND"] = "agg"  # also for what the tests start

# The same cases in every run; with POSTVENTA_EXAMPLES=10000 in the environment, ten thousand others.
examples = os.environ.get("POSTVENTA_EXAMPLES")
hypothesis.settings.register_profile(
    "postventa", deadline=None, database=None, derandomize=examples is None,
    max_examples=int(examples or 100))
hypothesis.settings.load_profile("postventa")


def pytest_addoption(parser):
    parser.addoption("--wheel", type=pathlib.Path, help="the wheel that is installed")
    parser.addoption("--program", type=pathlib.Path, help="the program postventa, to compare with")
    parser.addoption("--results", type=pathlib.Path, help="write a line of JSON for each test")


def pytest_configure(config):
    # With -n, the workers' results come to the one that started them.
    if config.getoption("--results") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results(config.getoption("--results")))


class Results:
    """Writes the result of each test as soon as it is known, as meson's logs have it."""

    def __init__(self, path):
        self.path = path
        self.path.write_text("", encoding="utf-8")

    def write(self, name, result):
        with self.path.open("a", encoding="utf-8") as log:
            log.write(json.dumps({"name": name, "result": result}) + "\n")

    def pytest_collectreport(self, report):
        if report.failed:
            self.write(report.nodeid, "ERROR")

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.write(report.nodeid, "FAIL")
        elif report.skipped:
            self.write(report.nodeid, "EXPECTEDFAIL" if hasattr(report, "wasxfail") else "SKIP")
        elif report.when == "call":
            self.write(report.nodeid, "OK")


@pytest.fixture(scope="session")
def repository():
    """The folder of the repository's sources."""
    return pathlib.Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def wheel(request):
    """The file of the wheel that is installed; without --wheel the test is skipped."""
    path = request.config.getoption("--wheel")
    if path is None:
        pytest.skip("no --wheel given")
    return path.resolve()


@pytest.fixture(scope="session")
def unpacked(wheel, tmp_path_factory):
    """A folder with the contents of the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory):
    """A folder to run commands in, so that the installed package is found and not its sources."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="session")
def run(elsewhere):
    """Runs a Python of the same environment with arguments, elsewhere; returns what it printed."""

    def call(*arguments):
        done = subprocess.run([sys.executable, *map(str, arguments)], cwd=elsewhere, text=True,
                              encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            pytest.fail(done.stdout, pytrace=False)
        return done.stdout

    return call
