# SPDX-License-Identifier: MIT
"""Every public name says what it is, and every example in what it says is true.

Python's own finder of doctests does not see what is written in C: here are walked the public modules,
their functions and classes, and what the classes define.
"""
import doctest
import importlib
import inspect
import pkgutil
import types

import pytest

import postventa

FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.FAIL_FAST
# What classes define that is to be documented, whether written in C or in Python.
MEMBERS = (
    types.FunctionType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
    types.BuiltinFunctionType, types.GetSetDescriptorType, types.MemberDescriptorType,
    classmethod, staticmethod, property,
)


def ours(thing):
    return (getattr(thing, "__module__", None) or "").startswith("postventa")


def modules():
    yield postventa
    for found in pkgutil.walk_packages(postventa.__path__, "postventa."):
        if "._" not in found.name:
            yield importlib.import_module(found.name)


def members(class_):
    """What a class defines, itself or through a class of ours that it is made from."""
    return {name: member for base in reversed(class_.__mro__) if ours(base)
            for name, member in vars(base).items()
            if name[0] != "_" and isinstance(member, MEMBERS)}


def objects():
    """The full name of each public thing, and the thing; once, whoever else has it too."""
    found, seen = {}, set()

    def add(name, thing):
        if id(thing) not in seen:
            seen.add(id(thing))
            found[name] = thing

    for module in modules():
        add(module.__name__, module)
        for name in getattr(module, "__all__", None) or vars(module):
            thing, full_name = getattr(module, name), f"{module.__name__}.{name}"
            if name[0] == "_" or not ours(thing) or not callable(thing):
                continue
            add(full_name, thing)
            if inspect.isclass(thing):
                for member_name, member in members(thing).items():
                    add(f"{full_name}.{member_name}", member)
    return found


OBJECTS = objects()
CLASSES = {name: thing for name, thing in OBJECTS.items() if inspect.isclass(thing)}


def examples(thing):
    return doctest.DocTestParser().get_examples(inspect.getdoc(thing) or "")


def test_all_is_documented():
    assert {"postventa.NPS", "postventa.NPS.update", "postventa.Estimate.value"} <= OBJECTS.keys()
    assert [name for name, thing in OBJECTS.items() if not (inspect.getdoc(thing) or "").strip()] == []


def test_classes_have_examples():
    """In their own words, or in those of what they define. Errors need none."""
    assert [name for name, class_ in CLASSES.items()
            if not issubclass(class_, BaseException)
            and not any(map(examples, [class_, *members(class_).values()]))] == []


@pytest.mark.parametrize("name", [name for name, thing in OBJECTS.items() if examples(thing)])
def test_examples(name):
    test = doctest.DocTestParser().get_doctest(
        inspect.getdoc(OBJECTS[name]), {"postventa": postventa}, name, name, 0)
    report = []
    doctest.DocTestRunner(optionflags=FLAGS).run(test, out=report.append)
    if report:
        pytest.fail("".join(report), pytrace=False)
