# SPDX-License-Identifier: MIT
"""Arrow's C data interface as a producer sees it: who gives back what, and what becomes of its errors.

The producer is written here, with ctypes; it counts how often its release callbacks are called.
"""
import ctypes
import errno
import struct

import pytest

import postventa


class Schema(ctypes.Structure):
    pass


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


ReleaseSchema = ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))
ReleaseArray = ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))
ReleaseStream = ctypes.CFUNCTYPE(None, ctypes.POINTER(Stream))
GetSchema = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Schema))
GetNext = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))
GetLastError = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.POINTER(Stream))

Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_char_p), ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p), ("dictionary", ctypes.POINTER(Schema)),
    ("release", ReleaseSchema), ("private_data", ctypes.c_void_p)]
Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p), ("dictionary", ctypes.POINTER(Array)), ("release", ReleaseArray),
    ("private_data", ctypes.c_void_p)]
Stream._fields_ = [
    ("get_schema", GetSchema), ("get_next", GetNext), ("get_last_error", GetLastError), ("release", ReleaseStream),
    ("private_data", ctypes.c_void_p)]

new_capsule = ctypes.pythonapi.PyCapsule_New
new_capsule.restype = ctypes.py_object
new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class Producer:
    """Gives int8 columns, or says that they are something else."""

    def __init__(self, *chunks, format=b"c", metadata=None, error=None, message=b"the disk is gone", fails_at=None,
                 **members):
        self.chunks = [bytes(chunk) for chunk in chunks]
        self.format, self.metadata, self.members = format, metadata, members
        self.error, self.message, self.fails_at = error, message, fails_at
        self.released = {"schema": 0, "array": 0, "stream": 0}
        self.made = {"schema": 0, "array": 0, "stream": 0}
        self.kept = []
        self.given = 0

    def release(self, what, pointer):
        self.released[what] += 1
        pointer.contents.release = type(pointer.contents.release)()

    def fill_schema(self, schema):
        self.made["schema"] += 1
        schema.format, schema.metadata = self.format, self.metadata
        schema.release = ReleaseSchema(lambda pointer: self.release("schema", pointer))
        self.kept.append(schema.release)

    def fill_array(self, array, chunk):
        self.made["array"] += 1
        values = ctypes.create_string_buffer(chunk, max(len(chunk), 1))
        buffers = (ctypes.c_void_p * 2)(None, ctypes.addressof(values))
        array.length, array.n_buffers = len(chunk), 2
        array.buffers = ctypes.cast(buffers, ctypes.POINTER(ctypes.c_void_p))
        array.release = ReleaseArray(lambda pointer: self.release("array", pointer))
        for name, value in self.members.items():
            setattr(array, name, value)
        self.kept += [values, buffers, array.release]

    def fails(self, step):
        return self.error if self.fails_at == step else 0

    def get_schema(self, stream, schema):
        self.fill_schema(schema.contents)
        return self.fails("schema")

    def get_next(self, stream, array):
        if self.fails(self.given):
            return self.error
        ctypes.memset(array, 0, ctypes.sizeof(Array))
        if self.given < len(self.chunks):
            self.fill_array(array.contents, self.chunks[self.given])
            self.given += 1
        return 0

    def last_error(self, stream):
        self.text = ctypes.create_string_buffer(self.message) if self.message else None
        return ctypes.addressof(self.text) if self.text else None

    def keep(self, structure, name):
        self.kept.append(structure)
        return new_capsule(ctypes.addressof(structure), name, None)

    def array_capsules(self):
        schema, array = Schema(), Array()
        self.fill_schema(schema)
        self.fill_array(array, self.chunks[0])
        return self.keep(schema, b"arrow_schema"), self.keep(array, b"arrow_array")

    def stream_capsule(self):
        self.made["stream"] += 1
        stream = Stream(GetSchema(self.get_schema), GetNext(self.get_next), GetLastError(self.last_error),
                        ReleaseStream(lambda pointer: self.release("stream", pointer)), None)
        return self.keep(stream, b"arrow_array_stream")

    def assert_released(self):
        assert self.made == self.released


class OneArray(Producer):
    def __arrow_c_array__(self, requested_schema=None):
        return self.array_capsules()


class Chunks(Producer):
    def __arrow_c_stream__(self, requested_schema=None):
        return self.stream_capsule()


class Same:
    """Gives the same capsules again and again."""

    def __init__(self, producer):
        self.producer = producer
        self.capsules = producer.array_capsules() if isinstance(producer, OneArray) else producer.stream_capsule()
        name = "__arrow_c_array__" if isinstance(producer, OneArray) else "__arrow_c_stream__"
        setattr(self, name, lambda requested_schema: self.capsules)


def scores(*values):
    nps = postventa.NPS()
    for value in values:
        nps.add(value)
    return nps


BOTH = pytest.mark.parametrize("make", [OneArray, Chunks])


@BOTH
def test_is_given_back_once(make):
    producer = make([10, 9, 3])
    nps = postventa.NPS()
    nps.update(producer)
    assert nps == scores(10, 9, 3)
    producer.assert_released()
    assert producer.made["schema"] == producer.made["array"] == 1


def test_chunks_are_given_back_one_by_one():
    producer = Chunks([10, 9], [], [3], [7, 7, 7])
    nps = postventa.NPS()
    nps.update(producer)
    assert nps == scores(10, 9, 3, 7, 7, 7)
    producer.assert_released()
    assert producer.made == {"schema": 1, "array": 4, "stream": 1}


def test_no_chunks():
    producer = Chunks()
    nps = postventa.NPS()
    nps.update(producer)
    assert nps == scores()
    producer.assert_released()


@BOTH
@pytest.mark.parametrize("format, message", [
    (b"u", "scores: a column of Arrow format 'u' (strings) cannot be read as numbers"),
    (b"+s", "scores: a table is no column; pass one column"),
    (b"+l", "scores: a column of Arrow format '+l' (lists) cannot be read as numbers"),
    (b"+w:3", "scores: a column of Arrow format '+w:3' (lists) cannot be read as numbers"),
    (b"tin", "scores: a column of Arrow format 'tin' (calendar intervals) cannot be read as numbers"),
    (b"tsn:" + b"x" * 100, "scores: a column of Arrow format 'tsn:" + "x" * 36 + "' (timestamps) cannot be read as"
     " numbers"),
    (b"?", "scores: a column of Arrow format '?' (another type) cannot be read as numbers"),
    (b"", "scores: a column of Arrow format '' (another type) cannot be read as numbers"),
    (None, "scores: a column of Arrow format '' (another type) cannot be read as numbers"),
    (b"boolean", "scores: a column of Arrow format 'boolean' (booleans) cannot be read as numbers"),
])
def test_is_given_back_if_the_type_is_none(make, format, message):
    producer = make([1], format=format)
    with pytest.raises(postventa.ColumnError) as raised:
        postventa.NPS().update(producer)
    assert str(raised.value) == message
    assert raised.value.status == "PTV_ERR_COLUMN"
    producer.assert_released()


@BOTH
@pytest.mark.parametrize("members", [
    {"length": -1}, {"offset": -1}, {"n_buffers": 1}, {"n_buffers": 3}, {"null_count": 1},
    {"buffers": None}, {"offset": 2**63 - 1},
], ids=str)
def test_is_given_back_if_it_does_not_fit_its_type(make, members):
    producer = make([1, 2, 3], **members)
    nps = scores(9)
    with pytest.raises(ValueError, match=r"^scores: the array does not fit its type, Arrow format 'c' \(whole"):
        nps.update(producer)
    assert nps == scores(9)
    producer.assert_released()


@BOTH
def test_is_given_back_if_the_other_column_fails(make):
    for keys in ([1], [1, 2, 3], [1, 1.5]):
        producer = make([9, 10])
        with pytest.raises((ValueError, TypeError)):
            postventa.by(keys, producer, postventa.NPS)
        with pytest.raises((ValueError, TypeError)):
            postventa.by(producer, ["a"], postventa.NPS)
        producer.assert_released()


@BOTH
def test_consumed_before(make):
    column = Same(make([10]))
    nps = postventa.NPS()
    nps.update(column)
    with pytest.raises(ValueError, match="^scores: the Arrow capsule was consumed before$"):
        nps.update(column)
    assert nps == scores(10)
    column.producer.assert_released()


@pytest.mark.parametrize("error, class_", [
    (errno.EIO, OSError), (errno.EINVAL, ValueError), (errno.ENOSYS, NotImplementedError),
    (errno.ENOMEM, MemoryError)])
@pytest.mark.parametrize("step", ["schema", 0, 1, 2])
def test_errors_of_a_stream(error, class_, step):
    producer = Chunks([9], [10], error=error, fails_at=step)
    if step == "schema":
        producer.fill_schema = lambda schema: None
    nps = scores(3)
    with pytest.raises(class_, match="^scores: the Arrow stream failed: the disk is gone$"):
        nps.update(producer)
    assert nps == scores(3)
    producer.assert_released()


def test_errors_of_a_stream_without_a_message():
    with pytest.raises(OSError, match="^scores: the Arrow stream failed: .*[Ii]nput/output error"):
        postventa.NPS().update(Chunks(error=errno.EIO, fails_at=0, message=None))


class Giving:
    """Has an Arrow interface that gives, or raises, whatever one wants."""

    def __init__(self, name, result):
        self.result = result
        setattr(self, name, self.give)

    def give(self, requested_schema):
        if isinstance(self.result, BaseException):
            raise self.result
        return self.result

    def __iter__(self):
        return iter([9, 10])


@pytest.mark.parametrize("name, result", [
    ("__arrow_c_array__", None), ("__arrow_c_array__", ()), ("__arrow_c_array__", (1, 2)),
    ("__arrow_c_array__", OneArray([1]).array_capsules()[::-1]),
    ("__arrow_c_array__", (*OneArray([1]).array_capsules(), None)),
    ("__arrow_c_array__", Chunks([1]).stream_capsule()),
    ("__arrow_c_stream__", None), ("__arrow_c_stream__", (None, None)),
    ("__arrow_c_stream__", OneArray([1]).array_capsules()[1]),
], ids=lambda value: value if isinstance(value, str) else type(value).__name__)
def test_what_are_no_capsules(name, result):
    expected = "arrow_schema" if "array" in name else "arrow_array_stream"
    with pytest.raises(TypeError, match=f"^scores: the object's Arrow interface gave no capsule '{expected}'$"):
        postventa.NPS().update(Giving(name, result))


@pytest.mark.parametrize("name", ["__arrow_c_array__", "__arrow_c_stream__"])
def test_errors_of_a_producer(name):
    for error in (RuntimeError("no"), TypeError("no"), KeyboardInterrupt()):
        with pytest.raises(type(error)) as raised:
            postventa.NPS().update(Giving(name, error))
        assert raised.value is error
    # What is not installed is no error: there are other ways.
    nps = postventa.NPS()
    nps.update(Giving(name, ImportError("pyarrow")))
    assert nps == scores(9, 10)


def pairs(*texts):
    """Metadata in Arrow's format."""
    return struct.pack("=i", len(texts) // 2) + b"".join(struct.pack("=i", len(text)) + text for text in texts)


@BOTH
def test_extensions(make):
    others = pairs(b"a", b"", b"ARROW:extension:metadata", b"{}")
    nps = postventa.NPS()
    nps.update(make([9], metadata=others))
    assert nps == scores(9)
    named = pairs(b"a", b"bcd", b"ARROW:extension:name", b"pandas.period", b"ARROW:extension:metadata", b"{}")
    producer = make([9], metadata=named)
    with pytest.raises(postventa.ColumnError, match="Arrow extension 'pandas.period' .* cannot be read as numbers"):
        nps.update(producer)
    producer.assert_released()


@pytest.mark.parametrize("function", ["get_schema", "get_next", "get_last_error"])
def test_streams_without_a_function(function):
    producer = Chunks([9])

    class Incomplete:
        def __arrow_c_stream__(self, requested_schema=None):
            capsule = producer.stream_capsule()
            stream = producer.kept[-1]
            setattr(stream, function, type(getattr(stream, function))())
            return capsule

    with pytest.raises(ValueError, match="^scores: the Arrow stream is incomplete$"):
        postventa.NPS().update(Incomplete())


def test_streams_without_a_schema():
    producer = Chunks([9])
    producer.fill_schema = lambda schema: None
    with pytest.raises(ValueError, match="^scores: the Arrow stream is incomplete$"):
        postventa.NPS().update(producer)
    producer.assert_released()
