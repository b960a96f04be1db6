# SPDX-License-Identifier: MIT
"""The wheel holds the package and nothing else, and needs nothing else."""
import email
import re
import subprocess
import sys

import postventa

# Imports the package and each public module of it, from a folder, and says what else that loaded.
IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import postventa
print(postventa.__file__)
at_once = set(sys.modules)
for module in pkgutil.iter_modules(postventa.__path__, "postventa."):
    importlib.import_module(module.name)
print(*sorted({name.split(".")[0] for name in at_once}))
"""
OPTIONAL = {"numpy", "pandas", "pyarrow", "polars", "duckdb", "matplotlib"}


def test_tags(wheel):
    """One for every Python from the one that built it on; releases are built with 3.11."""
    name, version, python, abi, platform = wheel.stem.split("-")
    assert (name, version) == ("postventa", postventa.__version__)
    assert (python, abi) == (f"cp3{sys.version_info.minor}", "abi3")
    assert platform != "any"


def test_files(unpacked, repository):
    sources = repository / "bindings/python/postventa"
    package = {f"postventa/{path.relative_to(sources).as_posix()}"
               for path in sources.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    info = f"postventa-{postventa.__version__}.dist-info"
    about = {f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "licenses/COPYING")}
    held = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    assert held == package | about | {"postventa/_core.abi3.so"}
    assert {"postventa/py.typed", "postventa/_core.pyi"} <= package


def test_metadata(unpacked, repository):
    header = (repository / "include/postventa/version.h").read_text(encoding="utf-8")
    numbers = [re.search(rf"PTV_VERSION_{part} (\d+)", header).group(1)
               for part in ("MAJOR", "MINOR", "PATCH")]
    metadata = email.message_from_string(
        next(unpacked.glob("*.dist-info/METADATA")).read_text(encoding="utf-8"))
    assert metadata["Name"] == "postventa"
    assert metadata["Version"] == postventa.__version__ == ".".join(numbers)
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["Summary"]
    assert metadata["Description-Content-Type"] == "text/markdown"
    # No dependency without an extra.
    requirements = metadata.get_all("Requires-Dist")
    assert requirements == ['matplotlib; extra == "plot"']
    readme = (repository / "bindings/python/README.md").read_text(encoding="utf-8")
    assert metadata.get_payload().strip() == readme.strip()


def symbols(extension, *options):
    listing = subprocess.run(["nm", "-D", *options, extension], text=True, check=True,
                             stdout=subprocess.PIPE).stdout
    return {line.split()[-1].split("@")[0] for line in listing.splitlines()}


def test_symbols(unpacked):
    """The library inside is nobody else's: not exported, and not taken from elsewhere."""
    extension = unpacked / "postventa/_core.abi3.so"
    assert symbols(extension, "--defined-only") == {"PyInit__core"}
    needed = symbols(extension, "--undefined-only")
    assert not {name for name in needed if name.startswith("ptv")}
    assert "PyModuleDef_Init" in needed or "PyModule_Create2" in needed


def test_libraries(unpacked):
    listing = subprocess.run(["readelf", "-d", unpacked / "postventa/_core.abi3.so"], text=True,
                             check=True, stdout=subprocess.PIPE).stdout
    libraries = re.findall(r"\(NEEDED\).*\[(.*)\]", listing)
    assert [name for name in libraries if not re.match(r"lib[cm]\.|ld-", name)] == []
    assert not re.search(r"\((RPATH|RUNPATH)\)", listing)


def test_alone(unpacked, run):
    """With nothing but Python's own library (-S: no site-packages), every module is imported."""
    file, modules = run("-I", "-S", "-c", IMPORT_ALL, unpacked).splitlines()
    assert file == str(unpacked / "postventa/__init__.py")
    assert not OPTIONAL & set(modules.split())


def test_beside_others(run):
    """What is installed beside the package is not loaded before it is used."""
    for name in OPTIONAL:
        run("-c", f"import {name}")
    _, modules = run("-c", IMPORT_ALL, "/nowhere").splitlines()
    assert not OPTIONAL & set(modules.split())
