# SPDX-License-Identifier: MIT
"""What the package says about its types is what is there, and serves who checks types."""
import pathlib


def test_stubs_are_true(run):
    assert "Success" in run("-m", "mypy.stubtest", "postventa")


def test_package_is_typed(run):
    assert "Success" in run("-m", "mypy", "--strict", "--package", "postventa")


def test_typed_use(run):
    """Right uses are accepted; wrong ones are found: an 'ignore' that is not needed is an error."""
    example = pathlib.Path(__file__).with_name("typed_use.py")
    assert "Success" in run("-m", "mypy", "--strict", example)
    run(example)
