# SPDX-License-Identifier: MIT
"""Every ```python block in the documents runs, and prints what is written below it.

doc/check_examples.py does it, and says how blocks are marked; with --write it writes what they print.
"""
import pathlib

import pytest

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
DOCUMENTS = [str(path.relative_to(REPOSITORY))
             for path in [REPOSITORY / "README.md", *sorted(REPOSITORY.glob("doc/*.md")),
                          *sorted(REPOSITORY.glob("bindings/python/**/*.md"))]
             if "```python\n" in path.read_text(encoding="utf-8")]


def test_documents():
    assert "bindings/python/README.md" in DOCUMENTS


@pytest.mark.parametrize("document", DOCUMENTS)
def test_document(run, document):
    printed = run(REPOSITORY / "doc/check_examples.py", REPOSITORY / document)
    assert f"{document}: 0 run" not in printed
